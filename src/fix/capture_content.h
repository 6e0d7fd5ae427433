/*
 * Capture content: a copy of what an Rc points to, in place of a further Rc, for the task that captures it.
 */
#ifndef SENDFIX_FIX_CAPTURE_CONTENT_H
#define SENDFIX_FIX_CAPTURE_CONTENT_H

#include <stdbool.h>

#include "fix/fix.h"

/* Plans the fix for a `let x = Rc::clone(&y);` that is there for one task; false where the finding is of another kind. */
bool capture_content_plan(const FixContext *context, const FixStrategy *strategy);

#endif
