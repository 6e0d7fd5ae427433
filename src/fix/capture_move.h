/*
 * Capture by move: `move` before a closure that alone uses a value which may be sent, but not shared.
 */
#ifndef SENDFIX_FIX_CAPTURE_MOVE_H
#define SENDFIX_FIX_CAPTURE_MOVE_H

#include <stdbool.h>

#include "fix/fix.h"

/*
 * Plans the fix for a closure that borrows such a variable; what else it captures and others use later is borrowed by a `let` first.
 * False where the finding is of another kind.
 */
bool capture_move_plan(const FixContext *context, const FixStrategy *strategy);

#endif
