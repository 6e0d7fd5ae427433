/*
 * Splitting a `match` at the await of one of its arms.
 */
#ifndef SENDFIX_FIX_SPLIT_MATCH_H
#define SENDFIX_FIX_SPLIT_MATCH_H

#include "fix/rewrite.h"
#include "fix/split.h"

/*
 * Writes the cut of a match with one arm that awaits; arm is that of the value, or NULL. False where it is not such a match. The
 * uses behind the cut move with their text, so that this spoils the rewrite where they would have to be adapted.
 */
bool split_match_write(const FixContext *context, Rewrite *rewrite, Split *split, const Node *match,
                       const Node *arm);

#endif
