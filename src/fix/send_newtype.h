/*
 * Send newtype: a wrapper for a bare pointer that a closure or task takes along.
 */
#ifndef SENDFIX_FIX_SEND_NEWTYPE_H
#define SENDFIX_FIX_SEND_NEWTYPE_H

#include "fix/fix.h"

/*
 * Offers, as a fix of strategy, a type of its own with `unsafe impl Send` for the pointers that the finding's closure or async block
 * captures; says nothing where it captures none, and a refusal where they cannot be wrapped.
 */
void send_newtype_plan(const FixContext *context, const FixStrategy *strategy);

#endif
