/*
 * Give whole: an async function that is lent a value which nobody needs behind the call takes it by value instead.
 */
#ifndef SENDFIX_FIX_GIVE_WHOLE_H
#define SENDFIX_FIX_GIVE_WHOLE_H

#include <stdbool.h>

#include "fix/fix.h"

/* Plans the fix for a reference parameter; false where the finding is of another kind. */
bool give_whole_plan(const FixContext *context, const FixStrategy *strategy);

#endif
