/*
 * Needless send: a bound that nothing needs, of the user's own function, or on a boxed value of a program without threads.
 */
#ifndef SENDFIX_FIX_NEEDLESS_SEND_H
#define SENDFIX_FIX_NEEDLESS_SEND_H

#include "fix/fix.h"

/*
 * Offers, as fixes of strategy: advice without edits, where the function that demands Send is the user's and only calls or awaits
 * what it is given (whether it should ever do more with it is for its author to decide); and to take Send and Sync out of the
 * type of a trait object, where the program starts nothing on another thread.
 */
void needless_send_plan(const FixContext *context, const FixStrategy *strategy);

#endif
