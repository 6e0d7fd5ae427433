/*
 * Guard parameter: an async function that is given a guard, and awaits.
 *
 * A parameter lives in the future as long as the future itself, whatever the body does. So the function is given the lock, and
 * takes it in its body for as long as it needs it; its callers, who must not hold the lock meanwhile, pass the lock.
 */
#ifndef SENDFIX_FIX_GUARD_PARAMETER_H
#define SENDFIX_FIX_GUARD_PARAMETER_H

#include <stdbool.h>

#include "fix/fix.h"
#include "rust/syntax.h"

/*
 * Plans it for a guard that is such a parameter, or a variable that is passed for one. False, with nothing said, where it is
 * neither.
 */
bool guard_parameter_plan(const FixContext *context, const FixStrategy *strategy,
                          const Node *binding);

#endif
