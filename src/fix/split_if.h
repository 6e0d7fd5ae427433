/*
 * Splitting an `if let` at the first await of its block.
 */
#ifndef SENDFIX_FIX_SPLIT_IF_H
#define SENDFIX_FIX_SPLIT_IF_H

#include "fix/rewrite.h"
#include "fix/split.h"

/* Writes the cut of an `if let`; spoils the rewrite where it stands inside of another expression. */
void split_if_write(Rewrite *rewrite, Split *split, const Node *conditional);

#endif
