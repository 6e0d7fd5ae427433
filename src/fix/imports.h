/*
 * Imports: the `use` declarations of one module, as a repair wants to change them.
 *
 * Each declaration is a tree of path segments (`std::{rc::Rc, sync::{Arc, Mutex}}`); leaves are added and removed in the
 * trees, and only at the end are the declarations that changed printed again, as rustfmt would: sorted place, one line
 * up to 100 columns, no braces around a single name. Declarations with attributes, comments inside or a visibility are
 * never added to.
 */
#ifndef SENDFIX_FIX_IMPORTS_H
#define SENDFIX_FIX_IMPORTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "fix/rewrite.h"
#include "rust/source.h"
#include "rust/syntax.h"

typedef struct Imports Imports;

/* The imports of the module that holds place. edition ("2021") decides the order of names: rustfmt's changed with 2024. */
Imports *imports_new(Arena *arena, const Node *place, Str edition);
/*
 * Makes sure that a path ("std::sync::Arc") can be named, and tells how: its last segment, or the whole path where that
 * name means something else in this module already.
 */
Str imports_use(Imports *imports, Str path);
/* Takes a path's import away, where there is one; a declaration that then imports nothing goes as a whole. */
void imports_remove(Imports *imports, Str path);
/* The full path that a name is imported from by name ("std::sync::Arc" for Arc; `as` seen through); empty if it is not. */
Str imports_path(const Imports *imports, Str name);
/* Removes the import of a path if nothing names it any more once the rewrite is done. */
void imports_remove_unused(Imports *imports, const Rewrite *rewrite, Str path);
/* Adds the edits for all that was asked for. Call it once, last. */
void imports_apply(Imports *imports, Rewrite *rewrite);

#endif
