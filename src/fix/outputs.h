/*
 * Outputs: what a segment hands on to the code behind it, and how that is freed of the value whose life ends.
 */
#ifndef SENDFIX_FIX_OUTPUTS_H
#define SENDFIX_FIX_OUTPUTS_H

#include "fix/rewrite.h"
#include "fix/segments.h"

/*
 * A variable that a segment declares and that is used behind it; or, where it borrows what cannot be cloned, one field of it.
 */
typedef struct Output {
    const Node *binding;
    const Node *let;   /* the statement that declares it */
    const Node *field; /* a use of the one field that is meant; NULL: the whole */
    Str name;          /* behind the segment */
    NodeList uses;     /* behind the segment: identifiers, or field expressions */
    Own own;           /* how it is made independent of the value; OWN_OWNED if it is */
    bool is_changed;   /* what it borrows may be changed through it behind the segment */
    bool is_root;      /* its type is what must not live across the await either */
} Output;
typedef VEC_OF(Output) OutputList;

/* Adds outputs for the few fields of whole that its uses read; false where more is needed, or a name is taken. */
bool output_split(Arena *arena, Workspace *workspace, OutputList *out, const Output *whole);
/* Whether the uses of a variable neither change it nor hand it to somebody who may. */
bool output_only_read(Workspace *workspace, const NodeList *uses);
/* Whether a use changes what a variable stands for; a `mut` one may be changed by any unknown method. */
bool output_is_changed(Workspace *workspace, const Node *binding, const NodeList *uses);
/*
 * Whether a value at the end of a block may leave temporaries that borrow from the block's variables and have a destructor (a
 * cell's borrow, a drain): before the 2024 edition they are dropped after the variables, which does not compile.
 */
bool output_tail_is_risky(const Node *value);
void segment_outputs(OutputList *out, Segments *segments, const Segment *segment);
/* The owned value, as the segment's last line spells it. Spoils the rewrite where there is none. */
Str output_value(Rewrite *rewrite, const Output *output);
/* Adapts the uses behind the segment. */
void output_adapt(Rewrite *rewrite, const Output *output);

#endif
