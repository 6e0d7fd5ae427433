/*
 * Syntax tree: plain linked nodes, copied from tree-sitter's tree, which only syntax.c sees.
 *
 * Kinds are named after tree-sitter-rust's grammar (node-types.json of version 0.23.3):
 * NODE_FUNCTION_ITEM for "function_item". Anonymous tokens (keywords, punctuation) are NODE_TOKEN;
 * tell them by their text. Kinds that syntax.def does not list are NODE_OTHER. Nodes live as long
 * as their Source and are never changed.
 */
#ifndef SENDFIX_RUST_SYNTAX_H
#define SENDFIX_RUST_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "model.h"

typedef enum NodeKind {
    NODE_OTHER = 0,
    NODE_TOKEN,
#define NODE(kind, name) NODE_##kind,
#define FIELD(field, name)
#include "rust/syntax.def"
#undef NODE
#undef FIELD
    NODE_KIND_COUNT
} NodeKind;

typedef enum FieldName {
    FIELD_NONE = 0,
#define NODE(kind, name)
#define FIELD(field, name) FIELD_##field,
#include "rust/syntax.def"
#undef NODE
#undef FIELD
    FIELD_NAME_COUNT
} FieldName;

struct Node {
    NodeKind kind;
    FieldName field;     /* of its parent that it fills */
    bool named;          /* not an anonymous token */
    bool in_macro;       /* parsed from a macro's arguments */
    uint32_t start, end; /* bytes in source->text */
    const Source *source;
    const Node *parent, *first, *last, *next, *prev;
};

/* All of these take NULL and then give NULL, an empty Str or false, so that calls nest. */

Str node_text(const Node *node);
bool node_is(const Node *node, NodeKind kind);
/* Whether it is an anonymous token with this text. */
bool node_is_token(const Node *node, const char *text);
/* The first child that fills a field. */
const Node *node_field(const Node *node, FieldName field);
/* The first child of a kind. */
const Node *node_child(const Node *node, NodeKind kind);
/* The first child that is the anonymous token text ("async", "mut", "move"). */
const Node *node_token(const Node *node, const char *text);
/*
 * First / next named child, comments and attributes left out: for (c = node_first(n); c; c =
 * node_next(c)).
 */
const Node *node_first(const Node *node);
const Node *node_next(const Node *node);
/* Number of such children, and the i-th, 0-based, or NULL. */
size_t node_count(const Node *node);
const Node *node_nth(const Node *node, size_t i);
/* The nearest ancestor (not the node itself) of a kind. */
const Node *node_ancestor(const Node *node, NodeKind kind);
/* Whether node is ancestor itself or lies below it. */
bool node_within(const Node *node, const Node *ancestor);
/* The smallest named node that covers the bytes. */
const Node *node_at(const Source *source, size_t byte_start, size_t byte_end);
/* The largest node with exactly these bytes, or NULL. */
const Node *node_exact(const Source *source, size_t byte_start, size_t byte_end);
/*
 * Pre-order walk: the node behind node in the subtree of top, or NULL: for (n = top; n; n =
 * node_walk(n, top)).
 */
const Node *node_walk(const Node *node, const Node *top);
/* As node_walk, but does not go into node's children. */
const Node *node_skip(const Node *node, const Node *top);

/* ---- questions about Rust ---- */

/*
 * The nearest function_item, closure_expression or async_block around a node (not itself), i.e. the
 * body that runs it.
 */
const Node *syntax_body(const Node *node);
/* The nearest enclosing function_item. */
const Node *syntax_function(const Node *node);
/* The nearest enclosing block (async blocks count). */
const Node *syntax_block(const Node *node);
/*
 * The child of the nearest enclosing block that node lies in: a statement or the tail expression.
 */
const Node *syntax_statement(const Node *node);
/* Whether a function_item, closure or block is async ("async fn", "async move {}"). */
bool syntax_is_async(const Node *node);
/*
 * The first await_expression whose `await` token or whole covers this byte; the await_expression
 * around a node.
 */
const Node *syntax_await_at(const Source *source, size_t byte);
/* White space from the start of node's line up to the first other character. */
Str syntax_indentation(const Node *node);
/* One step of indentation as the file uses it ("    ", "\t", "  "). */
Str syntax_indent_step(const Source *source);

#endif
