/*
 * Lazy: iterators with closures in them that are handed, unfinished, to something that is awaited.
 *
 * A closure that takes a reference, kept in a future for as long as an awaited helper runs, makes rustc ask whether it works
 * for any lifetime, which it cannot prove ("implementation of `FnOnce` is not general enough").
 */
#ifndef SENDFIX_RUST_LAZY_H
#define SENDFIX_RUST_LAZY_H

#include "base/arena.h"
#include "rust/flow.h"
#include "rust/scope.h"

/*
 * The expressions `names.iter().map(|name| ..)` that are arguments in an awaited expression, or the value of a `let` whose variable
 * is, in the bodies that a spawned call, async block or closure in start runs through, in the order in which they are
 * reached.
 */
void lazy_arguments(Arena *arena, NodeList *out, Flow *flow, const Node *start);

#endif
