/*
 * Whole capture: a closure that captures one field of a value, where the value as a whole is Send and its field is not.
 */
#ifndef SENDFIX_FIX_WHOLE_CAPTURE_H
#define SENDFIX_FIX_WHOLE_CAPTURE_H

#include "fix/fix.h"

/*
 * Offers, as a fix of strategy, to capture the whole of a variable whose type has `unsafe impl Send`; says nothing where the
 * finding is none of this kind.
 */
void whole_capture_plan(const FixContext *context, const FixStrategy *strategy);

#endif
