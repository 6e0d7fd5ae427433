/*
 * Macro objects: trait objects that the text of a `macro_rules!` names, `return Err(Box::<dyn Error>::from(..))`.
 *
 * What a macro expands to is no part of the tree, so the flow does not know of them; but they are boxes of the functions that
 * invoke the macro, and must say what these say.
 */
#ifndef SENDFIX_FIX_MACRO_OBJECTS_H
#define SENDFIX_FIX_MACRO_OBJECTS_H

#include "fix/retype.h"

/*
 * Adds the bounds of retypes to the objects of a trait in the macros that functions with a changed result invoke. Spoils the
 * rewrite where such a macro also serves functions that keep their box.
 */
void macro_objects_retype(const FixContext *context, Rewrite *rewrite, const Retype *retypes,
                          size_t count, Str trait);

#endif
