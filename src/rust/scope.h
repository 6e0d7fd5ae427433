/*
 * Local names: which pattern declares a variable, where it is used, how long it lives.
 */
#ifndef SENDFIX_RUST_SCOPE_H
#define SENDFIX_RUST_SCOPE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "model.h"
#include "rust/syntax.h"

typedef VEC_OF(const Node *) NodeList;

/*
 * The pattern identifier (or self_parameter's `self`) that declares the variable which this
 * identifier expression names: let patterns, parameters, closure parameters, match arms, if let /
 * while let (chains too), for patterns, shadowing in order; NULL if it is no local variable. The
 * shorthand of a struct expression (`S { x }`) counts as a use. A pattern identifier gives itself
 * (the first of its name in an or-pattern).
 */
const Node *scope_binding(const Node *identifier);

/*
 * The identifiers (expressions, shorthand fields, macro and format-string arguments parsed as Rust)
 * that name the variable a pattern identifier declares, in source order, declaration excluded.
 * Inlined format arguments ("{x}") are given as their string literal node.
 */
void scope_uses(Arena *arena, NodeList *out, const Node *binding);

/*
 * Whether a string literal among a macro's arguments names a variable of its surroundings in its
 * braces: "{name:?}", "{:width$}".
 */
bool scope_format_names(const Node *literal, Str name);

/*
 * The let_declaration, parameter, self_parameter, match_arm, let_condition, for_expression or
 * closure_parameters that a pattern identifier belongs to; NULL where it declares nothing.
 */
const Node *scope_declaration(const Node *binding);

/*
 * The block, arm, body at whose end the variable is dropped: of a parameter the body, of `if let`
 * the first block (a use further on in the condition lies outside of it), of a statement among a
 * macro's arguments their token_tree.
 */
const Node *scope_of(const Node *binding);

/* Whether the variable is declared `mut`. */
bool scope_is_mutable(const Node *binding);

/* Adds a node unless the list has it; whether it was added. */
bool nodes_add_once(Arena *arena, NodeList *list, const Node *node);

/* All pattern identifiers that a pattern declares, in order. */
void scope_pattern_bindings(Arena *arena, NodeList *out, const Node *pattern);

#endif
