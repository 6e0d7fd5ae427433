/*
 * Capture: see capture.h.
 */
#include "fix/capture.h"

#include "rust/flow.h"

static bool is_capturing(const Node *node) {
    return node_is(node, NODE_CLOSURE_EXPRESSION) || node_is(node, NODE_ASYNC_BLOCK);
}

/* Whether a demand's callee asks for 'static, or is a spawn of another crate that does. */
static bool asks_for_static(const FixContext *context, const Node *call) {
    if (!node_is(call, NODE_CALL_EXPRESSION)) {
        return false;
    }
    const Item *callee = flow_callee(workspace_flow(context->workspace), call);
    if (callee != NULL) {
        const Node *body = node_field(callee->node, FIELD_BODY);
        size_t end = body != NULL ? body->start : callee->node->end;
        return str_contains(str_slice(callee->node->source->text, callee->node->start, end),
                            STR("'static"));
    }
    const Node *function = node_field(call, FIELD_FUNCTION);
    const Node *receiver = node_field(function, FIELD_VALUE);
    const Node *binding = node_is(receiver, NODE_IDENTIFIER) ? scope_binding(receiver) : NULL;
    bool scoped = node_ancestor(binding, NODE_CLOSURE_PARAMETERS) != NULL;
    return str_contains(node_text(function), STR("spawn")) && !scoped;
}

bool capture_read(const FixContext *context, Capture *out) {
    const Finding *finding = context->finding;
    const Node *binding = finding->binding;
    *out = (Capture){.binding = binding};
    if (finding->hold != HOLD_CAPTURED || binding == NULL || finding->value == NULL) {
        return false;
    }
    /* The outermost one that is handed to the demand; or, where that is elsewhere, that rustc names. */
    bool handed = node_within(finding->value, finding->demand);
    for (const Node *node = finding->value;
         node != NULL && node != finding->demand && !node_is(node, NODE_FUNCTION_ITEM);
         node = node->parent) {
        if (is_capturing(node) && !node_within(binding, node) &&
            (handed || node == finding->body || out->body == NULL)) {
            out->body = node;
        }
    }
    if (out->body == NULL || node_ancestor(out->body, NODE_MACRO_DEFINITION) != NULL) {
        return false;
    }
    const Node *around = out->body->parent;
    out->closure =
        node_is(around, NODE_CLOSURE_EXPRESSION) && out->body->field == FIELD_BODY ? around : NULL;
    out->statement = syntax_statement(out->body);
    out->is_static = asks_for_static(context, finding->demand);
    NodeList uses = {0};
    scope_uses(context->arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) {
        if (node_within(uses.items[i], out->body)) {
            VEC_PUSH(context->arena, &out->inside, uses.items[i]);
        } else {
            out->outside++;
        }
    }
    return out->statement != NULL && out->inside.count > 0;
}

bool capture_names_inner(const Node *node, const Node *body) {
    for (const Node *at = node; at != NULL; at = node_walk(at, node)) {
        bool named = node_is(at, NODE_IDENTIFIER) || node_is(at, NODE_SELF) ||
                     node_is(at, NODE_SHORTHAND_FIELD_IDENTIFIER);
        const Node *binding = named ? scope_binding(at) : NULL;
        if (binding != NULL && node_within(binding, body) && !node_within(binding, node)) {
            return true;
        }
        /* A format string may name one in its braces. */
        if (node_is(at, NODE_STRING_LITERAL) && at->in_macro &&
            str_find_byte(node_text(at), '{') != STR_NONE) {
            return true;
        }
    }
    return false;
}

bool capture_repeats(const Node *node, const Node *body) {
    for (const Node *at = node; at != NULL && at != body; at = at->parent) {
        if (node_is(at, NODE_FOR_EXPRESSION) || node_is(at, NODE_WHILE_EXPRESSION) ||
            node_is(at, NODE_LOOP_EXPRESSION) || node_is(at, NODE_CLOSURE_EXPRESSION)) {
            return true;
        }
    }
    return false;
}

const Node *capture_cloned_from(const Node *value) {
    const Node *function = node_field(value, FIELD_FUNCTION);
    const Node *argument = node_first(node_field(value, FIELD_ARGUMENTS));
    const Node *from = NULL;
    if (str_is(node_text(node_field(function, FIELD_FIELD)), "clone")) {
        from = node_field(function, FIELD_VALUE);
    } else if (str_is(node_text(node_field(function, FIELD_NAME)), "clone") &&
               node_is(argument, NODE_REFERENCE_EXPRESSION)) {
        from = node_field(argument, FIELD_VALUE);
    }
    return from;
}
