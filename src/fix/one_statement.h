/*
 * One statement: where a segment uses its value once, the expression that makes the value takes the name's place.
 */
#ifndef SENDFIX_FIX_ONE_STATEMENT_H
#define SENDFIX_FIX_ONE_STATEMENT_H

#include <stdbool.h>

#include "fix/rewrite.h"
#include "fix/segments.h"

/* Writes the segment so; false, with nothing written, where it does not suit: several uses, a line too long, a borrow. */
bool one_statement_write(Rewrite *rewrite, Segments *segments, const Segment *segment,
                         bool old_edition);
/* The same for an arm without a block. */
bool one_statement_arm(Rewrite *rewrite, Segments *segments, const Segment *segment);
/* A `while let` whose matched value uses it once: the loop makes it anew each round. */
bool one_statement_loop(Rewrite *rewrite, Segments *segments, const Segment *segment);

#endif
