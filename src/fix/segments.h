/*
 * Segments: the stretches of a function in which a guard (or other local that must not live across an await) is needed.
 *
 * Between two awaits a stretch is a run of statements in one block; where the await stands in the same statement as a use (a
 * condition, an argument, a scrutinee), what is needed is hoisted out of it. The first stretch starts at the `let`; each
 * other one makes the value anew, which only some values allow.
 */
#ifndef SENDFIX_FIX_SEGMENTS_H
#define SENDFIX_FIX_SEGMENTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "fix/fix.h"
#include "fix/hoist.h"
#include "fix/life.h"
#include "rust/workspace.h"

typedef struct Segment {
    const Node *first, *last; /* statements of one block; the value of an arm without a block */
    bool has_let;             /* first is the `let` itself */
    bool is_arm;
    bool awaits_later; /* an await follows before the scope ends: it needs a block */
    bool is_loop;      /* hoists holds the value that a `while let` before matches */
    HoistList
        hoists; /* what the statement behind last needs; then last may be NULL: no statements */
    const Node *before; /* the statement that the hoists are for */
    const Node *closer; /* a `drop(x);` right behind last, which the block's end replaces */
} Segment;
typedef VEC_OF(Segment) SegmentList;

typedef struct Segments {
    Arena *arena;
    Workspace *workspace;
    const Finding *finding; /* whose roots must not leave a segment */
    Life life;
    NodeList
        derived; /* variables that borrow from the value, and the statements that declare them */
    SegmentList list;
    NodeList
        assigned;   /* statements `x.n = f().await;`, whose value is awaited before the segment */
    NodeList drops; /* drop statements to take away */
    Str trouble;    /* why it cannot be split, one clause */
} Segments;

/* Cuts the life of a variable into segments; false, with trouble set, where that cannot be. */
bool segments_read(const FixContext *context, Segments *segments, const Node *binding);
/*
 * The same for a parameter whose value the body is to make itself, as the source of let tells, and without the uses that the
 * repair takes away; let is NULL for a variable of a `let`.
 */
bool segments_read_without(const FixContext *context, Segments *segments, const Node *binding,
                           const Node *let, const NodeList *without);
/* Whether the type of a variable holds one of the finding's roots. */
bool finding_root_in(Arena *arena, Workspace *workspace, const Finding *finding, const Node *node);

/* Whether a variable is the value itself or borrows from it. */
bool segments_derives(const Segments *segments, const Node *binding);
/* Whether a segment is of `let`s alone: nothing needs them before the await. */
bool segments_is_idle(const Segments *segments, const Segment *segment);
/* The awaited value of an assignment to what the life's variable reaches, where it is one of segments->assigned; else NULL. */
const Node *segments_awaited_value(const Segments *segments, const Node *statement);
/* Whether a statement is the `let` of another guard that is made again where it is needed. */
bool segments_makes_other(const Segments *segments, const Node *let);

#endif
