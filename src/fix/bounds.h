/*
 * Bounds: `+ Send` written where a person would write it.
 */
#ifndef SENDFIX_FIX_BOUNDS_H
#define SENDFIX_FIX_BOUNDS_H

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

#endif
