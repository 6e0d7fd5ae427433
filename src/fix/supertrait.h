/*
 * The second form of dyn-add-send: the user's own trait demands Send or Sync of all that implement it.
 */
#ifndef SENDFIX_FIX_SUPERTRAIT_H
#define SENDFIX_FIX_SUPERTRAIT_H

#include "base/str.h"
#include "fix/fix.h"

/*
 * Offers `trait Name: Send + Sync` (bounds "Send Sync") where every implementor at hand has these; nothing where one is generic
 * or holds what lacks them, or where the trait is not the user's.
 */
void supertrait_plan(const FixContext *context, Str name, Str bounds);

#endif
