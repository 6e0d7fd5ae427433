/*
 * The part of future-add-send that is about `dyn Future`.
 */
#ifndef SENDFIX_FIX_FUTURE_DYN_H
#define SENDFIX_FIX_FUTURE_DYN_H

#include "fix/fix.h"

/* Offers `+ Send` on a boxed future where its type is spelt, and on what is boxed into it. */
void future_dyn_plan(const FixContext *context);

#endif
