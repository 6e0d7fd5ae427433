/*
 * Split: an `if let` or `match` whose arm awaits is cut in two at the await.
 *
 * The value that is matched lives to the end of the whole expression. Where an arm needs it only in the statements before its
 * first await, these stay in the arm and hand on what the rest needs; the rest runs behind, in an `if` of its own.
 */
#ifndef SENDFIX_FIX_SPLIT_H
#define SENDFIX_FIX_SPLIT_H

#include <stdbool.h>

#include "fix/fix.h"
#include "fix/hoist.h"
#include "fix/own.h"
#include "rust/scope.h"

/* What the statements before the await hand on. */
typedef struct Handed {
    const Node *binding;
    NodeList uses; /* behind */
    Own own;
} Handed;
typedef VEC_OF(Handed) HandedList;

typedef struct Split {
    const Node *block; /* of the arm that awaits */
    const Node *last;  /* its last statement before the await; NULL if there is none */
    const Node *rest;  /* its first statement that awaits */
    HandedList handed;
    HoistList hoists; /* what the condition or arguments of rest need of the value */
    Str name;         /* of the variable that tells whether the rest is to run, or what it needs */
    Str value;        /* what the arm gives: "true", "Some(x)" */
    Str otherwise;    /* what the others give: "false", "None" */
    Str header;       /* "if found {" */
} Split;

/*
 * Reads where to cut a block of an arm with this pattern. Spoils the rewrite where the rest needs the value itself; gives false
 * where the block does not await.
 */
bool split_read(const FixContext *context, Rewrite *rewrite, Split *split, const Node *pattern,
                const Node *block);
/* Plans the cut of the `if let` or `match` that binding's pattern or value belongs to; says nothing where there is none. */
void split_plan(const FixContext *context, const FixStrategy *strategy);

#endif
