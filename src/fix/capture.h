/*
 * Capture: the closure or async block that captures a finding's variable, and where code goes that must run before it.
 */
#ifndef SENDFIX_FIX_CAPTURE_H
#define SENDFIX_FIX_CAPTURE_H

#include <stdbool.h>

#include "fix/fix.h"
#include "rust/scope.h"

typedef struct Capture {
    const Node *binding;   /* the captured variable */
    const Node *body;      /* the outermost closure or async block that it is captured by */
    const Node *statement; /* the one that body stands in */
    const Node
        *closure;    /* the closure whose body, without a block, body is; NULL if there is none */
    NodeList inside; /* uses within body */
    size_t outside;  /* number of uses elsewhere */
    bool is_static;  /* what is captured must live for ever: a spawned task or thread */
} Capture;

/* Reads the capture of a finding; false where a closure or async block does not capture a variable of its surroundings. */
bool capture_read(const FixContext *context, Capture *out);
/* Whether a node names a variable that is declared within body. */
bool capture_names_inner(const Node *node, const Node *body);
/* What an expression clones: x of `Rc::clone(&x)` and `x.clone()`; NULL for others. */
const Node *capture_cloned_from(const Node *value);
/* Whether a node within body runs more than once each time that body runs. */
bool capture_repeats(const Node *node, const Node *body);

#endif
