/*
 * Siblings: other variables whose lives must end with that of the value, and that the code behind the await needs as well.
 *
 * They are declared by the same `let`, or are guards that `let`s of their own take before the await. A guard that is changed behind
 * the await must be taken again there: a copy of what it guards would lose the change.
 */
#ifndef SENDFIX_FIX_SIBLINGS_H
#define SENDFIX_FIX_SIBLINGS_H

#include "fix/segments.h"

/*
 * The first variable since the last await, in the block of a variable, that holds what must not live across the next one either: a
 * map of the same Rcs. The variable itself where there is none before it.
 */
const Node *siblings_first(Segments *segments, const Node *binding);
/* Adds them, their uses and `let`s, to the life and to what is derived from the value. */
void siblings_add(Segments *segments);

#endif
