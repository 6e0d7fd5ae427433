/*
 * Exclusive: `&self` to `&mut self`, `&T` to `&mut T`, and everything that has to follow.
 *
 * A reference that is held over an await needs its referent to be Sync; an exclusive one needs only Send. Where a receiver or
 * parameter becomes exclusive, the trait and all its impls change with it, and every caller must own what it passes or
 * be handed it exclusively itself. A caller that shares the value (Arc, a static, two calls at a time) ends it.
 */
#ifndef SENDFIX_FIX_EXCLUSIVE_H
#define SENDFIX_FIX_EXCLUSIVE_H

#include "base/arena.h"
#include "fix/rewrite.h"
#include "rust/flow.h"
#include "rust/index.h"
#include "rust/workspace.h"

typedef struct Exclusive {
    Arena *arena;
    Workspace *workspace;
    Flow *flow;
    const Index *index;
    Rewrite *rewrite; /* trouble there tells why it cannot be done */
    NodeList done;    /* parameters and bindings already made exclusive or `mut` */
    unsigned depth;
} Exclusive;

/* Makes the self_parameter or reference parameter that a pattern identifier belongs to exclusive, with all that follows. */
void exclusive_parameter(Exclusive *exclusive, const Node *binding);

#endif
