/*
 * Making: how a segment gets the value that it needs.
 *
 * The first one has the `let` as it stands; each other one a copy of it. Of a `let` that takes a tuple apart, `let (a, mut b) =
 * (x, y);`, a segment gets those parts alone that it uses, and `mut` only where it changes something.
 */
#ifndef SENDFIX_FIX_MAKING_H
#define SENDFIX_FIX_MAKING_H

#include "base/arena.h"
#include "base/str.h"
#include "fix/segments.h"

typedef enum MakingUse { MAKING_UNUSED = 0, MAKING_READ, MAKING_CHANGED } MakingUse;

/* What a segment does with the variables of a `let`; one whose form is not known counts as changed. */
MakingUse making_use_of(const Segments *segments, const Segment *segment, const Node *let);
/* The `let` for a segment, moved to an indentation; behind it those of other guards, where the segment is not their first. */
Str making_let(Arena *arena, const Segments *segments, const Segment *segment, Str indentation);
/* The expression that makes the one value that a segment uses, where its `let` is no more than `let g = chain;`; else NULL. */
const Node *making_value(const Segments *segments, const Segment *segment);

#endif
