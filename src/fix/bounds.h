/*
 * Bounds: `+ Send` written where a person would write it.
 */
#ifndef SENDFIX_FIX_BOUNDS_H
#define SENDFIX_FIX_BOUNDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "fix/rewrite.h"
#include "rust/syntax.h"

/*
 * Adds traits and lifetimes ("Send", "Sync", "'static"; separated by blanks) that are not there yet to a declaration of
 * bounds: a where_predicate, a type_parameter, a trait_item (supertraits), or a type written `dyn A + 'a` or `impl A`.
 * Traits go before lifetimes. Nothing happens where all are there.
 */
void bounds_add(Rewrite *rewrite, const Node *declaration, Str bounds);

/*
 * Whether a declaration has all of the bounds, by itself or, where it is a type parameter's, by another declaration of the same
 * parameter: `fn f<T: A>() where T: Send`.
 */
bool bounds_has(const Node *declaration, Str bounds);

/*
 * Takes traits or lifetimes ("Send Sync") out of such a declaration, with the `+` beside them; where nothing is left, also the
 * colon. False, with nothing written, where none is there, or where a type `dyn A` would lose all it has.
 */
bool bounds_remove(Rewrite *rewrite, const Node *declaration, Str names);

#endif
