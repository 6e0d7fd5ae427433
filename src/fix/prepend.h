/*
 * Prepend: a statement at the start of what a closure or async block does.
 */
#ifndef SENDFIX_FIX_PREPEND_H
#define SENDFIX_FIX_PREPEND_H

#include "fix/rewrite.h"

/*
 * Puts a statement, comment included, on a line of its own at the start of a closure_expression's or async_block's body; a closure of
 * one expression gets a block, one that is an unsafe block takes it in there.
 */
void prepend_statement(Rewrite *rewrite, const Node *body, Str statement);

#endif
