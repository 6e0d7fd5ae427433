/*
 * Keep items: a `for` loop with an await, over an iterator that must not live so long.
 */
#ifndef SENDFIX_FIX_KEEP_ITEMS_H
#define SENDFIX_FIX_KEEP_ITEMS_H

#include "fix/fix.h"

/*
 * Plans to collect the items, or what the loop needs of each, before the loop, as a fix of strategy; says nothing where there is
 * no such loop.
 */
void keep_items_plan(const FixContext *context, const FixStrategy *strategy);
/* Plans to collect the items of an iterator that a `let` names, where they can live without it. */
void keep_iterator_plan(const FixContext *context, const FixStrategy *strategy);

#endif
