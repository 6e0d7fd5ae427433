/*
 * Local trait: `#[async_trait(?Send)]` where the futures of a trait's methods stay on one thread.
 */
#ifndef SENDFIX_FIX_LOCAL_TRAIT_H
#define SENDFIX_FIX_LOCAL_TRAIT_H

#include "fix/fix.h"

/*
 * Offers, as a fix of strategy, to say `?Send` on a trait of the user's and on all of its impls; a refusal where the trait itself
 * says that it is for several threads. Says nothing where the future is not async_trait's.
 */
void local_trait_plan(const FixContext *context, const FixStrategy *strategy);

#endif
