/*
 * Relock: see relock.h.
 */
#include "fix/relock.h"

enum { MOST_CALLS_DEEP = 4 };

/* The method call on a use, with its name; NULL for other uses. */
static const Node *call_on(const Node *use, Str *name) {
    const Node *field = use->parent;
    const Node *call = field != NULL ? field->parent : NULL;
    if (!node_is(field, NODE_FIELD_EXPRESSION) || use->field != FIELD_VALUE ||
        !node_is(call, NODE_CALL_EXPRESSION)) {
        return NULL;
    }
    *name = node_text(node_field(field, FIELD_FIELD));
    return str_is(*name, "borrow") || str_is(*name, "borrow_mut") ? call : NULL;
}

/* Where a guard's life ends: the block around a `let` that names it, else its statement. */
static size_t life_end(const Node *call, const Node **statement) {
    *statement = syntax_statement(call);
    bool named =
        node_is(*statement, NODE_LET_DECLARATION) && node_field(*statement, FIELD_VALUE) == call;
    const Node *block = named ? syntax_block(*statement) : NULL;
    return block != NULL ? block->end : *statement != NULL ? (*statement)->end : call->end;
}

/* The strongest use of the class in a function, and in what it calls. */
static Relock uses_inside(Flow *flow, const NodeList *uses, const Item *function, unsigned depth) {
    Relock found = RELOCK_NEVER;
    const Node *body = node_field(function->node, FIELD_BODY);
    for (size_t i = 0; body != NULL && i < uses->count; i++) {
        Str name;
        if (node_within(uses->items[i], body) && call_on(uses->items[i], &name) != NULL) {
            Relock one = str_is(name, "borrow") ? RELOCK_READS : RELOCK_WRITES;
            found = one > found ? one : found;
        }
    }
    for (const Node *node = body; node != NULL && depth > 0; node = node_walk(node, body)) {
        const Item *callee = node->kind == NODE_CALL_EXPRESSION ? flow_callee(flow, node) : NULL;
        if (callee != NULL && callee != function) {
            Relock one = uses_inside(flow, uses, callee, depth - 1);
            found = one > found ? one : found;
        }
    }
    return found;
}

/* What a node does to the class while a guard is alive. */
static Relock again(Flow *flow, const NodeList *uses, const Node *node, const Node *receiver) {
    if (node->kind != NODE_CALL_EXPRESSION) {
        return RELOCK_NEVER;
    }
    const Node *value = node_field(node_field(node, FIELD_FUNCTION), FIELD_VALUE);
    for (size_t i = 0; i < uses->count; i++) {
        Str name;
        if (uses->items[i] == value && call_on(value, &name) == node) {
            bool same = str_eq(node_text(value), node_text(receiver));
            return !same ? RELOCK_NEVER : str_is(name, "borrow") ? RELOCK_READS : RELOCK_WRITES;
        }
    }
    const Item *callee = flow_callee(flow, node);
    return callee != NULL ? uses_inside(flow, uses, callee, MOST_CALLS_DEEP) : RELOCK_NEVER;
}

Relock relock_find(Flow *flow, const NodeList *uses, Str *where) {
    Relock found = RELOCK_NEVER;
    for (size_t i = 0; i < uses->count; i++) {
        Str name;
        const Node *statement;
        const Node *call = call_on(uses->items[i], &name);
        size_t end = call != NULL ? life_end(call, &statement) : 0;
        const Node *top = call != NULL && statement != NULL ? statement->parent : NULL;
        for (const Node *node = top; node != NULL; node = node_walk(node, top)) {
            bool alive = node->start >= call->end && node->start < end;
            bool around =
                node->end > call->end && node->start >= statement->start && node->end <= end;
            Relock one = node != call && (alive || around) ? again(flow, uses, node, uses->items[i])
                                                           : RELOCK_NEVER;
            if (one != RELOCK_NEVER && str_is(name, "borrow_mut")) {
                one = RELOCK_WRITES;
            }
            if (one > found) {
                found = one;
                *where = node_text(node);
            }
        }
    }
    return found;
}
