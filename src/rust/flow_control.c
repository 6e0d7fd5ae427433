/*
 * Blocks, branches, loops, closures, async: what a body gives and what return, break and `?` feed.
 */
#include "rust/flow_internal.h"

/* ---- blocks ---- */

Type *flow_infer_let(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    const Node *written = node_field(node, FIELD_TYPE);
    const Node *value = node_field(node, FIELD_VALUE);
    Type *type = written ? flow_lower(flow, written) : NULL;
    if (value) {
        Type *found = flow_infer(flow, value, type);
        if (type)
            flow_coerce(flow, found, type);
        else
            type = found;
    }
    if (!type) {
        NodeInfo *info = flow_info(flow, node);
        type = info->type ? info->type : flow_variable(flow);
        info->type = type;
    }
    flow_bind(flow, node_field(node, FIELD_PATTERN), type);
    const Node *otherwise = node_field(node, FIELD_ALTERNATIVE);
    if (otherwise) flow_infer(flow, otherwise, NULL);
    return flow_unit(flow);
}

Type *flow_infer_condition(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    if (node->kind == NODE_LET_CHAIN) {
        flow_infer_children(flow, node);
    } else {
        Type *type = flow_infer(flow, node_field(node, FIELD_VALUE), NULL);
        flow_bind(flow, node_field(node, FIELD_PATTERN), type);
    }
    return flow_named(flow, STR("bool"), 0);
}

static bool diverges(const Node *node) {
    if (node_is(node, NODE_EXPRESSION_STATEMENT)) node = node_first(node);
    return node_is(node, NODE_RETURN_EXPRESSION) || node_is(node, NODE_BREAK_EXPRESSION) ||
           node_is(node, NODE_CONTINUE_EXPRESSION);
}

static bool is_never(Flow *flow, Type *type) {
    return flow_resolve(flow, type)->kind == TYPE_NEVER;
}

Type *flow_infer_block(Flow *flow, const Node *node, Type *expected) {
    if (node->kind != NODE_BLOCK) {
        const Node *inner = node_child(node, NODE_BLOCK); /* unsafe {}, const {} */
        return inner ? flow_infer(flow, inner, expected) : flow_unit(flow);
    }
    Type *type = NULL;
    bool ends = false;
    for (const Node *child = node_first(node); child; child = node_next(child)) {
        bool is_tail =
            !node_next(child) && child->kind != NODE_LET_DECLARATION &&
            !(child->kind == NODE_EXPRESSION_STATEMENT && node_is_token(child->last, ";")) &&
            child->kind != NODE_EMPTY_STATEMENT;
        Type *found = flow_infer(flow, child, is_tail ? expected : NULL);
        if (is_tail) type = found;
        ends = ends || diverges(child) ||
               (child->kind == NODE_EXPRESSION_STATEMENT && is_never(flow, found));
    }
    if (!type) type = ends ? flow_make(flow, TYPE_NEVER, 0) : flow_unit(flow);
    return type;
}

/* ---- branches ---- */

/* Joins a branch's type into the result of all. */
static void join(Flow *flow, Type **result, Type *type, Type *expected) {
    if (is_never(flow, type)) return;
    if (expected) flow_coerce(flow, type, expected);
    if (!*result)
        *result = type;
    else if (!expected || flow_resolve(flow, expected)->kind == TYPE_UNKNOWN)
        flow_coerce(flow, type, *result);
}

Type *flow_infer_if(Flow *flow, const Node *node, Type *expected) {
    Type *result = NULL;
    flow_infer(flow, node_field(node, FIELD_CONDITION), NULL);
    const Node *body = node_field(node, FIELD_CONSEQUENCE);
    join(flow, &result, flow_infer(flow, body, expected), expected);
    const Node *otherwise = node_field(node, FIELD_ALTERNATIVE);
    if (!otherwise) return flow_unit(flow);
    join(flow, &result, flow_infer(flow, node_first(otherwise), expected), expected);
    return result ? result : flow_make(flow, TYPE_NEVER, 0);
}

Type *flow_infer_match(Flow *flow, const Node *node, Type *expected) {
    Type *scrutinee = flow_infer(flow, node_field(node, FIELD_VALUE), NULL);
    Type *result = NULL;
    const Node *body = node_field(node, FIELD_BODY);
    for (const Node *arm = node_first(body); arm; arm = node_next(arm)) {
        const Node *pattern = node_field(arm, FIELD_PATTERN);
        flow_bind(flow, pattern, scrutinee);
        const Node *condition = node_field(pattern, FIELD_CONDITION);
        if (condition) flow_infer(flow, condition, NULL);
        const Node *value = node_field(arm, FIELD_VALUE);
        if (value) join(flow, &result, flow_infer(flow, value, expected), expected);
    }
    return result ? result : flow_make(flow, TYPE_NEVER, 0);
}

/* ---- loops ---- */

static Type *infer_looping(Flow *flow, const Node *node, Type *result) {
    const Node *label = node_child(node, NODE_LABEL);
    Loop loop = {.outer = flow->body ? flow->body->loops : NULL,
                 .label = node_text(label),
                 .result = result};
    if (flow->body) flow->body->loops = &loop;
    flow_infer(flow, node_field(node, FIELD_BODY), NULL);
    if (flow->body) flow->body->loops = loop.outer;
    return loop.result;
}

static bool has_break(const Node *loop) {
    for (const Node *node = loop; node; node = node_walk(node, loop)) {
        if (node->kind == NODE_BREAK_EXPRESSION) return true;
    }
    return false;
}

Type *flow_infer_loop(Flow *flow, const Node *node, Type *expected) {
    NodeInfo *info = flow_info(flow, node);
    Type *result = info->type ? info->type : expected ? expected : flow_variable(flow);
    infer_looping(flow, node, result);
    return has_break(node) ? result : flow_make(flow, TYPE_NEVER, 0);
}

Type *flow_infer_while(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    flow_infer(flow, node_field(node, FIELD_CONDITION), NULL);
    infer_looping(flow, node, flow_unit(flow));
    return flow_unit(flow);
}

Type *flow_infer_for(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    Type *type = flow_infer(flow, node_field(node, FIELD_VALUE), NULL);
    Type *item = flow_item_of(flow, type);
    NodeInfo *info = flow_info(flow, node);
    if (!item) item = info->type ? info->type : flow_variable(flow);
    info->type =
        item; /* the same variable in the next pass; `for` itself has no type worth keeping */
    flow_bind(flow, node_field(node, FIELD_PATTERN), item);
    infer_looping(flow, node, flow_unit(flow));
    return item;
}

Type *flow_infer_break(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    Str label = node_text(node_child(node, NODE_LABEL));
    const Loop *loop = flow->body ? flow->body->loops : NULL;
    while (loop && label.len > 0 && !str_eq(loop->label, label)) loop = loop->outer;
    for (const Node *child = node_first(node); child; child = node_next(child)) {
        if (child->kind == NODE_LABEL) continue;
        Type *type = flow_infer(flow, child, loop ? loop->result : NULL);
        if (loop) flow_coerce(flow, type, loop->result);
    }
    return flow_make(flow, TYPE_NEVER, 0);
}

Type *flow_infer_return(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    Type *result = flow->body ? flow->body->result : NULL;
    const Node *value = node_first(node);
    if (value) {
        Type *type = flow_infer(flow, value, result);
        if (result) flow_coerce(flow, type, result);
    } else if (result) {
        flow_unify(flow, result, flow_unit(flow));
    }
    return flow_make(flow, TYPE_NEVER, 0);
}

/* ---- bodies of their own ---- */

static void infer_body(Flow *flow, const Node *node, Type *result) {
    Body body = {.result = result};
    Body *outer = flow->body;
    flow->body = &body;
    Type *type = flow_infer(flow, node, result);
    if (!is_never(flow, type)) flow_coerce(flow, type, result);
    flow->body = outer;
}

static Type *closure_parameter(Flow *flow, const Node *node, Type *wanted) {
    const Node *pattern = node;
    Type *type = NULL;
    if (node->kind == NODE_PARAMETER) {
        pattern = node_field(node, FIELD_PATTERN);
        type = flow_lower(flow, node_field(node, FIELD_TYPE));
    }
    if (!type && pattern->named) {
        NodeInfo *info = flow_info(flow, pattern);
        type = info->type && pattern->kind != NODE_IDENTIFIER ? info->type : NULL;
    }
    if (!type)
        type = wanted ? wanted : flow_variable(flow);
    else if (wanted)
        flow_unify(flow, type, wanted);
    flow_bind(flow, pattern, type);
    return type;
}

Type *flow_infer_closure(Flow *flow, const Node *node, Type *expected) {
    Type *wanted = expected ? flow_function_of(flow, expected) : NULL;
    wanted = wanted ? flow_resolve(flow, wanted) : NULL;
    const Node *list = node_field(node, FIELD_PARAMETERS);
    Type *params[32];
    size_t count = 0;
    for (const Node *child = list ? list->first : NULL; child && count < 32; child = child->next) {
        bool is_pattern =
            node_is_token(child, "_") ||
            (child->named && child->kind != NODE_LINE_COMMENT && child->kind != NODE_BLOCK_COMMENT);
        if (!is_pattern) continue;
        Type *want = wanted && count + 1 < wanted->count ? wanted->args[count] : NULL;
        params[count] = closure_parameter(flow, child, want);
        count++;
    }
    const NodeInfo *info = flow_info(flow, node);
    const Type *known = info->type ? flow_resolve(flow, info->type) : NULL;
    const Node *written = node_field(node, FIELD_RETURN_TYPE);
    bool is_async = syntax_is_async(node);
    Type *result = NULL;
    if (written)
        result = flow_lower(flow, written);
    else if (known && known->kind == TYPE_FUNCTION && !is_async)
        result = known->args[known->count - 1];
    else
        result = flow_variable(flow);
    Type *given = is_async ? flow_future(flow, result) : result;
    if (wanted && wanted->count == count + 1) flow_unify(flow, given, wanted->args[count]);
    const Node *body = node_field(node, FIELD_BODY);
    if (body) infer_body(flow, body, result);
    Type *type = flow_make(flow, TYPE_FUNCTION, 0);
    type->node = node;
    type->count = count + 1;
    type->args = ARENA_ARRAY(flow->arena, Type *, count + 1);
    for (size_t i = 0; i < count; i++) type->args[i] = params[i];
    type->args[count] = given;
    return type;
}

Type *flow_infer_async(Flow *flow, const Node *node, Type *expected) {
    NodeInfo *info = flow_info(flow, node);
    Type *output = info->type ? flow_output_of(flow, info->type) : NULL;
    if (!output) output = flow_variable(flow);
    Type *wanted = expected ? flow_output_of(flow, expected) : NULL;
    if (wanted) flow_unify(flow, output, wanted);
    Type *type = info->type ? info->type : flow_future(flow, output);
    if (!info->type) type->node = node;
    infer_body(flow, node_child(node, NODE_BLOCK), output);
    return type;
}

Type *flow_infer_await(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    Type *type = flow_infer(flow, node_first(node), NULL);
    Type *output = flow_output_of(flow, type);
    const NodeInfo *info = flow_info(flow, node);
    if (output) return output;
    return info->type ? info->type : flow_variable(flow);
}

/* ---- errors ---- */

/* `?` gives what is inside and converts the error to that of the body around. */
Type *flow_infer_try(Flow *flow, const Node *node, Type *expected) {
    NodeInfo *info = flow_info(flow, node);
    Type *wanted = NULL;
    if (expected && flow_resolve(flow, expected)->kind != TYPE_UNKNOWN) {
        wanted = flow_named(flow, STR("Result"), 2); /* lets `collect()?` know what it collects */
        wanted->args[0] = expected;
    }
    Type *type = flow_resolve(flow, flow_infer(flow, node_first(node), wanted));
    if (flow_is(type, "Option") && type->count > 0) return type->args[0];
    if (flow_is(type, "Poll") && type->count > 0) return type;
    if (!flow_is(type, "Result") || type->count < 2)
        return info->type ? info->type : flow_variable(flow);
    Type *result = flow->body ? flow_resolve(flow, flow->body->result) : NULL;
    if (result && result->kind == TYPE_UNKNOWN && !result->base) {
        flow_unify(flow, result, flow_named(flow, STR("Result"), 2));
        result = flow_resolve(flow, result);
    }
    if (result && flow_is(result, "Result") && result->count > 1)
        flow_convert(flow, node, type->args[1], result->args[1]);
    return type->args[0];
}

Type *flow_infer_try_block(Flow *flow, const Node *node, Type *expected) {
    NodeInfo *info = flow_info(flow, node);
    Type *type = info->type ? info->type : expected ? expected : flow_variable(flow);
    Body body = {.result = type};
    Body *outer = flow->body;
    flow->body = &body;
    flow_infer(flow, node_child(node, NODE_BLOCK), NULL);
    flow->body = outer;
    return type;
}

/* ---- all bodies ---- */

static void infer_function(Flow *flow, const Item *item) {
    const Node *block = node_field(item->node, FIELD_BODY);
    const Signature *signature = flow_signature(flow, item);
    for (size_t i = 0; i < signature->count; i++) {
        if (signature->patterns[i]) flow_bind(flow, signature->patterns[i], signature->params[i]);
    }
    if (block) infer_body(flow, block, signature->output);
}

static void infer_value(Flow *flow, const Node *item) {
    const Node *value = node_field(item, FIELD_VALUE);
    Type *type = flow_lower(flow, node_field(item, FIELD_TYPE));
    if (value) infer_body(flow, value, type);
}

static void infer_item(Flow *flow, const Item *item) {
    NodeInfo *info = flow_info(flow, item->node);
    if (info->settled) return;
    flow->open = 0;
    if (item->kind == ITEM_MACRO)
        flow_infer_macro_body(flow, item->node);
    else if (item->kind == ITEM_FUNCTION)
        infer_function(flow, item);
    else
        infer_value(flow, item->node);
    info->settled = flow->open == 0 && item->kind != ITEM_MACRO;
}

void flow_infer_bodies(Flow *flow) {
    static const unsigned rounds[] = {ITEM_MACRO, ITEM_FUNCTION | ITEM_STATIC | ITEM_CONST};
    for (size_t round = 0; round < sizeof rounds / sizeof *rounds; round++) {
        ItemList items = {0};
        index_all(flow->arena, &items, flow->index, rounds[round]);
        for (size_t i = 0; i < items.count; i++) infer_item(flow, items.items[i]);
    }
}
