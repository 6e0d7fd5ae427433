/*
 * Share: make a type Send, or Send and Sync, wherever the same value flows.
 *
 * A reference count, a cell or a trait object is changed together with what it holds, as `Arc<RefCell<T>>` is no better
 * than `Rc<RefCell<T>>`: `Rc` becomes `Arc` and its content Send + Sync; a `Cell` of a number becomes an atomic, other cells a
 * `Mutex` and their content Send; the fields of structs on the way are gone into. What cannot be made so (a raw pointer, a type
 * of another crate) spoils the rewrite with the reason.
 */
#ifndef SENDFIX_FIX_SHARE_H
#define SENDFIX_FIX_SHARE_H

#include <stdbool.h>

#include "base/arena.h"
#include "fix/swap.h"
#include "match/patterns.h"
#include "rust/flow.h"
#include "rust/workspace.h"

enum { SHARE_SEND = 1, SHARE_SYNC = 2 };

typedef struct Share {
    Arena *arena;
    Workspace *workspace;
    Flow *flow;
    const Patterns *patterns;
    Rewrite *rewrite;
    Swap swap;
    NodeList done;     /* first mentions of the classes gone through, and items whose fields were */
    Str root_argument; /* the root's own type argument as rustc prints it, for cells whose content the source leaves open */
    bool counted, atomic, locked; /* what was made: Arc, atomics, locks */
    unsigned depth;
} Share;

Share share_new(Arena *arena, Workspace *workspace, const Patterns *patterns, Rewrite *rewrite);
/* Makes the type that a node spells (an origin of a finding) shareable: its own class first, then what it holds. */
void share_origin(Share *share, const Node *origin, unsigned traits);
/* The same for an inferred type. */
void share_type(Share *share, const Type *type, unsigned traits);

/* The content of a cell's type as rustc prints it, for Share.root_argument: "u64" of `Cell<u64>`; empty for others. */
Str share_content(Arena *arena, Str root_type);

#endif
