/*
 * Needless send: a bound of the user's own function that its body does not need.
 */
#ifndef SENDFIX_FIX_NEEDLESS_SEND_H
#define SENDFIX_FIX_NEEDLESS_SEND_H

#include "fix/fix.h"

/*
 * Offers advice without edits, as a fix of strategy, where the function that demands Send is the user's and only calls or awaits what
 * it is given: whether it should ever do more with it is for its author to decide.
 */
void needless_send_plan(const FixContext *context, const FixStrategy *strategy);

#endif
