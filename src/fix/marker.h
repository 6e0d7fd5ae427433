/*
 * Marker: a PhantomData that takes Send and Sync away though the type holds nothing of the kind.
 */
#ifndef SENDFIX_FIX_MARKER_H
#define SENDFIX_FIX_MARKER_H

#include "fix/fix.h"

/*
 * Offers, as a fix of strategy, `PhantomData<fn() -> T>` for a `PhantomData<*const T>` that the finding's root comes from; a refusal
 * where the marker seems to be there on purpose. Says nothing where no marker is to blame.
 */
void marker_plan(const FixContext *context, const FixStrategy *strategy);

#endif
