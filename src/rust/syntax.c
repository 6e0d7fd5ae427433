/*
 * Walking the syntax tree, and questions about Rust that only need the tree.
 *
 * Nothing here allocates or changes a node; every function takes NULL, so that calls nest.
 */
#include "rust/syntax.h"

#include <string.h>

#include "rust/source.h"

static bool is_trivia(const Node *node) {
    return node->kind == NODE_LINE_COMMENT || node->kind == NODE_BLOCK_COMMENT ||
           node->kind == NODE_ATTRIBUTE_ITEM || node->kind == NODE_INNER_ATTRIBUTE_ITEM;
}

Str node_text(const Node *node) {
    if (!node) return (Str){.data = NULL};
    return str_slice(node->source->text, node->start, node->end);
}

bool node_is(const Node *node, NodeKind kind) {
    return node && node->kind == kind;
}

bool node_is_token(const Node *node, const char *text) {
    return node && node->kind == NODE_TOKEN && str_is(node_text(node), text);
}

const Node *node_field(const Node *node, FieldName field) {
    const Node *child = node ? node->first : NULL;
    /* a comment may stand where a field's value does and is then given its name */
    while (child && (child->field != field || is_trivia(child))) child = child->next;
    return child;
}

const Node *node_child(const Node *node, NodeKind kind) {
    const Node *child = node ? node->first : NULL;
    while (child && child->kind != kind) child = child->next;
    return child;
}

const Node *node_token(const Node *node, const char *text) {
    const Node *child = node ? node->first : NULL;
    while (child && !node_is_token(child, text)) child = child->next;
    return child;
}

static const Node *next_named(const Node *node) {
    while (node && (!node->named || is_trivia(node))) node = node->next;
    return node;
}

const Node *node_first(const Node *node) {
    return node ? next_named(node->first) : NULL;
}

const Node *node_next(const Node *node) {
    return node ? next_named(node->next) : NULL;
}

size_t node_count(const Node *node) {
    size_t count = 0;
    for (const Node *child = node_first(node); child; child = node_next(child)) count++;
    return count;
}

const Node *node_nth(const Node *node, size_t i) {
    const Node *child = node_first(node);
    while (child && i > 0) {
        child = node_next(child);
        i--;
    }
    return child;
}

const Node *node_ancestor(const Node *node, NodeKind kind) {
    const Node *up = node ? node->parent : NULL;
    while (up && up->kind != kind) up = up->parent;
    return up;
}

bool node_within(const Node *node, const Node *ancestor) {
    if (!ancestor) return false;
    while (node && node != ancestor) node = node->parent;
    return node != NULL;
}

/* The child that covers the bytes; for an empty range between two children the one behind it. */
static const Node *covering_child(const Node *node, size_t start, size_t end) {
    const Node *found = NULL;
    for (const Node *child = node->first; child && child->start <= start; child = child->next) {
        if (end <= child->end && (start < child->end || start == child->start)) return child;
        if (end <= child->end) found = child;
    }
    return found;
}

const Node *node_at(const Source *source, size_t byte_start, size_t byte_end) {
    if (!source || byte_start > byte_end || byte_end > source->text.len) return NULL;
    const Node *found = source->root;
    for (const Node *node = found; node; node = covering_child(node, byte_start, byte_end)) {
        if (node->named) found = node;
    }
    return found;
}

const Node *node_exact(const Source *source, size_t byte_start, size_t byte_end) {
    if (!source || byte_start > byte_end || byte_end > source->text.len) return NULL;
    const Node *node = source->root;
    while (node && (node->start != byte_start || node->end != byte_end))
        node = covering_child(node, byte_start, byte_end);
    return node;
}

const Node *node_walk(const Node *node, const Node *top) {
    if (node && node->first) return node->first;
    return node_skip(node, top);
}

const Node *node_skip(const Node *node, const Node *top) {
    while (node && node != top) {
        if (node->next) return node->next;
        node = node->parent;
    }
    return NULL;
}

/* ---- questions about Rust ---- */

const Node *syntax_body(const Node *node) {
    const Node *up = node ? node->parent : NULL;
    while (up && up->kind != NODE_FUNCTION_ITEM && up->kind != NODE_CLOSURE_EXPRESSION &&
           up->kind != NODE_ASYNC_BLOCK)
        up = up->parent;
    return up;
}

const Node *syntax_function(const Node *node) {
    return node_ancestor(node, NODE_FUNCTION_ITEM);
}

const Node *syntax_block(const Node *node) {
    return node_ancestor(node, NODE_BLOCK);
}

const Node *syntax_statement(const Node *node) {
    while (node && !node_is(node->parent, NODE_BLOCK)) node = node->parent;
    return node;
}

bool syntax_is_async(const Node *node) {
    if (!node) return false;
    if (node->kind == NODE_ASYNC_BLOCK) return true;
    if (node->kind == NODE_BLOCK) return node_is(node->parent, NODE_ASYNC_BLOCK);
    if (node->kind == NODE_CLOSURE_EXPRESSION) return node_token(node, "async") != NULL;
    if (node->kind == NODE_FUNCTION_ITEM || node->kind == NODE_FUNCTION_SIGNATURE_ITEM)
        return node_token(node_child(node, NODE_FUNCTION_MODIFIERS), "async") != NULL;
    return false;
}

const Node *syntax_await_at(const Source *source, size_t byte) {
    const Node *node = node_at(source, byte, byte);
    /* what runs later in a closure or async block of its own is not awaited by what is around it */
    while (node && node->kind != NODE_AWAIT_EXPRESSION && node->kind != NODE_ASYNC_BLOCK &&
           node->kind != NODE_CLOSURE_EXPRESSION && node->kind != NODE_FUNCTION_ITEM)
        node = node->parent;
    return node_is(node, NODE_AWAIT_EXPRESSION) ? node : NULL;
}

Str syntax_indentation(const Node *node) {
    if (!node) return (Str){.data = NULL};
    Str text = node->source->text;
    size_t start = node->start < text.len ? node->start : text.len;
    while (start > 0 && text.data[start - 1] != '\n') start--;
    size_t end = start;
    while (end < text.len && (text.data[end] == ' ' || text.data[end] == '\t')) end++;
    return str_slice(text, start, end);
}

Str syntax_indent_step(const Source *source) {
    enum { WIDEST = 8 };
    size_t votes[WIDEST + 1] = {0};
    size_t tabs = 0;
    size_t before = 0;
    bool opened = false; /* the line before ends with an opening brace */
    Str rest = source ? source->text : (Str){.data = NULL};
    Str line;
    while (str_next(&rest, '\n', &line)) {
        Str content = str_trim(line);
        if (content.len == 0) continue;
        size_t indent = (size_t)(content.data - line.data);
        if (line.data[0] == '\t')
            tabs++;
        else if (opened && indent > before && indent - before <= WIDEST)
            votes[indent - before]++;
        before = indent;
        opened = content.data[content.len - 1] == '{';
    }
    size_t best = 4; /* rustfmt's default */
    size_t total = 0;
    for (size_t i = 1; i <= WIDEST; i++) {
        total += votes[i];
        if (votes[i] > votes[best]) best = i;
    }
    return tabs > total ? STR("\t") : str_slice(STR("        "), 0, best);
}
