/*
 * Sends: whether a value of a type may be sent to another thread, or shared with it, as far as sources and catalogue tell.
 */
#ifndef SENDFIX_FIX_SENDS_H
#define SENDFIX_FIX_SENDS_H

#include <stdbool.h>

#include "fix/fix.h"
#include "rust/flow.h"

/* False where it is known that a value of the type cannot be sent; with shared: nor a reference to it. Unknown types can. */
bool type_sends(const FixContext *context, const Type *type, bool shared);
/*
 * Whether the finding shows that values of a type are Send: rustc asked only for Sync, though the task owns one of them as well, or
 * the source at hand says `unsafe impl Send` for it.
 */
bool type_is_proven(const FixContext *context, const Type *type);
/* Whether the type holds a cell, lock or atomic: then a copy of it is not the same thing any more. */
bool type_changes_inside(const FixContext *context, const Type *type);

#endif
