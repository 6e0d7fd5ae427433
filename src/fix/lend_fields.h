/*
 * Lend fields: an async function that is lent a whole value, and reads some fields of it, takes these instead.
 */
#ifndef SENDFIX_FIX_LEND_FIELDS_H
#define SENDFIX_FIX_LEND_FIELDS_H

#include <stdbool.h>

#include "fix/fix.h"

/* Plans the fix for a reference parameter; false where the finding is of another kind. */
bool lend_fields_plan(const FixContext *context, const FixStrategy *strategy);

#endif
