/*
 * Life: where a local value is used between its `let` and the awaits that it must not see.
 *
 * rustc keeps a local that was ever borrowed in the future until the end of its scope; neither drop() nor a move out of it
 * shortens that. So a life is ended by scopes alone, and a "use" here is any mention of the name but a plain `drop(x);`.
 */
#ifndef SENDFIX_FIX_LIFE_H
#define SENDFIX_FIX_LIFE_H

#include <stdbool.h>

#include "base/arena.h"
#include "rust/flow.h"
#include "rust/index.h"
#include "rust/scope.h"
#include "rust/syntax.h"

typedef struct Life {
    const Node *binding; /* the pattern identifier */
    const Node *let;     /* the let_declaration that it belongs to */
    bool
        is_parameter; /* let is no part of the program: it makes the value of a parameter in the body */
    NodeList uses;    /* in source order, plain drops and remakes left out */
    NodeList drops;   /* the expression statements `drop(x);`, `std::mem::drop(x);` */
    NodeList remakes; /* the statements `x = ..;` that make the value anew, as its `let` does */
    NodeList
        others; /* the `let`s of other guards whose lives end, and begin again, with this one */
} Life;

/* Reads the life of a variable that a `let` statement in a block declares; false where it is declared otherwise. */
bool life_read(Arena *arena, Life *life, const Node *binding);
/* Adds the uses and drops of another variable of the same `let`, in source order. */
void life_add(Arena *arena, Life *life, const Node *binding);
/* Whether running node reaches an await of the body that node lies in: awaits in closures and async blocks below it do not
 * count; macros of the workspace that await do, and those of the well-known async libraries. */
bool life_awaits(const Index *index, const Node *node);
/* The first such await, or macro call, in node. */
const Node *life_first_await(const Index *index, const Node *node);
/* How many of the nodes lie within node. */
size_t life_count_in(const NodeList *uses, const Node *node);
/* The first one within node, or NULL. */
const Node *life_first_in(const NodeList *uses, const Node *node);
/* The variable that a `drop(x);` statement drops: its identifier; NULL for any other node. */
const Node *life_dropped(const Node *statement);
/*
 * Whether a use changes the variable or what it guards: 1 yes, 0 no, -1 it is a call of a method that is not known.
 */
int life_mutates(Flow *flow, const Node *use);
/* Whether a node is an argument of a macro that only prints or formats it, and takes references and values alike. */
bool life_is_printed(const Node *node);
/* The expression a statement runs: its own, a let's value; NULL for items. */
const Node *life_expression(const Node *statement);
/* Whether a child of a block is its value: the last one, without a semicolon. */
bool life_is_tail(const Node *statement);
/* Whether a variable could be meant by this name anywhere in node: fields and methods do not count. */
bool life_mentions(const Node *node, Str name);

#endif
