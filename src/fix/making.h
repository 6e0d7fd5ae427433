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

/* The `let` for a segment, moved to an indentation. */
Str making_let(Arena *arena, const Segments *segments, const Segment *segment, Str indentation);
/* The expression that makes the one value that a segment uses, where its `let` is no more than `let g = chain;`; else NULL. */
const Node *making_value(const Segments *segments, const Segment *segment);

#endif
