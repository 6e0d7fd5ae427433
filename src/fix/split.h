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
#include "fix/outputs.h"
#include "rust/scope.h"

typedef struct Split {
    const Node *block; /* of the arm that awaits */
    const Node
        *last; /* its last statement before the await that stays in it; NULL if there is none */
    const Node *rest;   /* its first statement that awaits */
    OutputList handed;  /* what the statements before the await hand on */
    HoistList hoists;   /* what the condition or arguments of rest need of the value */
    const Node *folded; /* the `let` behind last whose value is handed on without a name */
    bool is_option;     /* value is an Option, which rest takes apart: it needs no header */
    Str name;      /* of the variable that tells whether the rest is to run, or what it needs */
    Str value;     /* what the arm gives: "true", "Some(x)" */
    Str otherwise; /* what the others give: "false", "None" */
    Str header;    /* "if found {" */
} Split;

/*
 * Reads where to cut a block of an arm with this pattern. Spoils the rewrite where the rest needs the value itself; gives false
 * where the block does not await. has_else: other code runs behind the cut where this arm was not taken.
 */
bool split_read(const FixContext *context, Rewrite *rewrite, Split *split, const Node *pattern,
                const Node *block, bool has_else);
/* The text from the statement that awaits to the block's end, with the adaptations that its uses need. */
Str split_rest_text(Arena *arena, const Split *split);
/* Where the text that the cut replaces begins: behind last, or in the block, a comment on the line included. */
size_t split_from(const Split *split);
/* Adapts the uses behind the cut, where they stay in their place; forget: they moved with split_rest_text. */
void split_adapt(Rewrite *rewrite, Split *split);
void split_forget(Split *split);
/*
 * The text before a conditional or match on its first line, "" for a statement of its own or "let x = "; false where something
 * else comes before it.
 */
bool split_head(const Node *conditional, Str *head);
/* Whether nothing takes the value of a conditional or match. */
bool split_is_unit(const Node *conditional);
/* Plans the cut of the `if let` or `match` that binding's pattern or value belongs to; says nothing where there is none. */
void split_plan(const FixContext *context, const FixStrategy *strategy);

#endif
