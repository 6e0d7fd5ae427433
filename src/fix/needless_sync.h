/*
 * Needless sync: `+ Sync` on a boxed or returned future.
 */
#ifndef SENDFIX_FIX_NEEDLESS_SYNC_H
#define SENDFIX_FIX_NEEDLESS_SYNC_H

#include "fix/fix.h"

/*
 * Offers, as a fix of strategy, to take `Sync` out of a future's type everywhere that the same type is spelt; says nothing where
 * no Sync of a future is demanded in the user's own source.
 */
void needless_sync_plan(const FixContext *context, const FixStrategy *strategy);

#endif
