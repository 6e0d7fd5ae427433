/*
 * `self.inner.as_deref()` gave the right type by being the same; with more bounds in the box it needs a coercion, which
 * happens at `as _` in a closure, but not inside of an Option.
 */
#include "fix/error_source.h"

#include "rust/flow.h"

bool error_source_holds(const FixContext *context) {
    const Finding *finding = context->finding;
    Flow *flow = workspace_flow(context->workspace);
    const Node *value = finding->binding ? finding->binding : finding->value;
    return value && flow_holds_unspelt_object(flow, value, STR("Error"));
}

static Str method_name(const Node *call) {
    const Node *function = node_field(call, FIELD_FUNCTION);
    return node_is(function, NODE_FIELD_EXPRESSION) ? node_text(node_field(function, FIELD_FIELD))
                                                    : (Str){0};
}

/* The body of the closure in `.map(|e| e.as_ref())`, where it is an expression. */
static const Node *closure_body(const Node *call) {
    const Node *closure = node_nth(node_field(call, FIELD_ARGUMENTS), 0);
    const Node *body =
        node_is(closure, NODE_CLOSURE_EXPRESSION) ? node_field(closure, FIELD_BODY) : NULL;
    return node_is(body, NODE_BLOCK) ? NULL : body;
}

/* An expression that gives the Option. */
static void adapt(Rewrite *rewrite, const Node *result) {
    Str name = method_name(result);
    if (name.len == 0 || str_is(name, "source") || str_is(name, "cause")) return;
    const Node *body = str_is(name, "map") ? closure_body(result) : NULL;
    if (body) {
        rewrite_after(rewrite, body, STR(" as _"));
    } else {
        rewrite_after(rewrite, result, STR(".map(|source| source as _)"));
    }
}

static const Node *tail_of(const Node *block) {
    const Node *last = NULL;
    for (const Node *node = node_first(block); node; node = node_next(node)) last = node;
    bool tail = last && node_is(last, NODE_EXPRESSION_STATEMENT) && !node_is_token(last->last, ";");
    return tail ? node_first(last) : last;
}

/* All expressions that an expression in tail position may give. */
static void adapt_all(Rewrite *rewrite, const Node *node, unsigned depth) {
    if (!node || depth == 0) return;
    if (node_is(node, NODE_BLOCK)) {
        adapt_all(rewrite, tail_of(node), depth - 1);
    } else if (node_is(node, NODE_MATCH_EXPRESSION)) {
        const Node *arms = node_field(node, FIELD_BODY);
        for (const Node *arm = node_first(arms); arm; arm = node_next(arm)) {
            adapt_all(rewrite, node_field(arm, FIELD_VALUE), depth - 1);
        }
    } else if (node_is(node, NODE_IF_EXPRESSION)) {
        adapt_all(rewrite, node_field(node, FIELD_CONSEQUENCE), depth - 1);
        adapt_all(rewrite, node_first(node_field(node, FIELD_ALTERNATIVE)), depth - 1);
    } else {
        adapt(rewrite, node);
    }
}

void error_source_adapt(Rewrite *rewrite, const Retype *retype) {
    for (size_t i = 0; i < retype->sources.count; i++) {
        const Node *body = node_field(retype->sources.items[i], FIELD_BODY);
        adapt_all(rewrite, body, 32);
        for (const Node *node = body; node; node = node_walk(node, body)) {
            if (node_is(node, NODE_RETURN_EXPRESSION)) adapt_all(rewrite, node_first(node), 32);
        }
    }
}
