/*
 * Owned items: a loop over references to what may be sent but not shared, made a loop over the items themselves.
 */
#ifndef SENDFIX_FIX_OWNED_ITEMS_H
#define SENDFIX_FIX_OWNED_ITEMS_H

#include <stdbool.h>

#include "fix/fix.h"

/* Plans `into_iter()` for an `iter()` over a collection that nobody uses behind the loop; false where the finding is of another kind. */
bool owned_items_plan(const FixContext *context, const FixStrategy *strategy);

#endif
