/*
 * Hoist: taking what a statement needs from a held value out of it, into a `let` before the statement.
 *
 * From the held node (a temporary such as `m.lock().unwrap()`, or a use of a guard) the plan climbs to the largest
 * expression that is evaluated before the await and does not await itself; that expression, made to own its value, is
 * what the new `let` binds.
 */
#ifndef SENDFIX_FIX_HOIST_H
#define SENDFIX_FIX_HOIST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "fix/own.h"
#include "rust/workspace.h"

typedef enum HoistPlace {
    HOIST_STATEMENT = 0, /* before the statement */
    HOIST_ARM,           /* a match arm without a block: it gets one */
    HOIST_LOOP,          /* the condition of `while let`: the loop becomes `loop` */
    HOIST_IN_PLACE,      /* else-if and let chains: a block where the expression stands */
} HoistPlace;

typedef struct Hoist {
    const Node *expression; /* what is taken out */
    const Node *statement;  /* the statement, arm value or while_expression around it */
    HoistPlace place;
    Own own;
    Chain chain;   /* the value as the `let` spells it */
    Str name;      /* of the new variable */
    Str spelled;   /* what stands in the expression's place */
    bool argument; /* it is the awaited argument of the held value's method that is taken out */
    Str trouble;   /* why it cannot be done, one clause; empty if it can */
} Hoist;
typedef VEC_OF(Hoist) HoistList;

/* Plans for a held node; what cannot be done has trouble set. */
Hoist hoist_plan(Arena *arena, Workspace *workspace, const Node *held);
/* Adds plans for the other guards that the same statement makes without a name: rustc reports one of them. */
void hoist_plan_twins(Arena *arena, Workspace *workspace, HoistList *hoists);
/* Writes the plan; the `let` is laid out at the statement's indentation. */
void hoist_apply(Rewrite *rewrite, const Hoist *hoist);
/* Writes several plans for one statement, the `let`s in the order of the list. */
void hoist_apply_all(Rewrite *rewrite, const HoistList *hoists);
/* Puts spelled in the expression's place, and joins the brace behind a scrutinee that had many lines. */
void hoist_replace(Rewrite *rewrite, const Hoist *hoist);
/* The same for several; a call whose arguments then fit on one line is joined. */
void hoist_replace_all(Rewrite *rewrite, const HoistList *hoists);
/* A name for an expression's value that means nothing else in the function: from the pattern or parameter that takes it, or
 * from its last field. */
Str hoist_name(Arena *arena, Workspace *workspace, const Node *expression, const Node *statement);

#endif
