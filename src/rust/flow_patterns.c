/*
 * Patterns against the types that they take apart, with Rust's default binding modes: what is bound
 * through a reference is a reference.
 */
#include "rust/flow_internal.h"

static void bind(Flow *flow, const Node *pattern, Type *type, bool by_reference);

/* An element of a list of patterns; `_` is a token. */
static bool is_element(const Node *node) {
    if (node_is_token(node, "_")) return true;
    return node->named && node->field != FIELD_TYPE && node->kind != NODE_LINE_COMMENT &&
           node->kind != NODE_BLOCK_COMMENT && node->kind != NODE_ATTRIBUTE_ITEM;
}

static size_t count_elements(const Node *list) {
    size_t count = 0;
    for (const Node *node = list->first; node; node = node->next) count += is_element(node);
    return count;
}

/*
 * Binds the elements of a list to types in order; `..` skips so many that the rest fits from the
 * end.
 */
static void bind_list(Flow *flow, const Node *list, Type *const *types, size_t count,
                      bool by_reference) {
    size_t elements = count_elements(list);
    size_t i = 0;
    for (const Node *node = list->first; node; node = node->next) {
        if (!is_element(node)) continue;
        if (node->kind == NODE_REMAINING_FIELD_PATTERN) {
            if (count + 1 > elements) i += count + 1 - elements;
            continue;
        }
        if (i < count) bind(flow, node, types[i], by_reference);
        i++;
    }
}

static void bind_name(Flow *flow, const Node *node, Type *type, bool by_reference) {
    const Node *binding = scope_binding(node);
    NodeInfo *info = flow_info(flow, binding ? binding : node);
    Type *bound = by_reference ? flow_reference(flow, type, false) : type;
    if (!info->type)
        info->type = bound;
    else
        flow_unify(flow, info->type, bound);
    if (binding && binding != node) flow_info(flow, node)->type = info->type;
}

/* Whether an identifier in a pattern names a constant, unit struct or variant. */
static bool is_constant(Flow *flow, const Node *node) {
    Str name = node_text(node);
    const Item *owner = NULL;
    if (name.len == 0 || name.data[0] < 'A' || name.data[0] > 'Z') return false;
    return str_is(name, "None") || flow_find_variant(flow, node, &owner) ||
           flow_find_item(flow, ITEM_CONST | ITEM_STATIC | ITEM_STRUCT, node);
}

/*
 * A path with or without arguments: its constructor's result is the type, its parameters those of
 * the elements.
 */
static void bind_constructor(Flow *flow, const Node *pattern, const Node *path, Type *type,
                             bool by_reference) {
    const Item *callee = NULL;
    Type *value = flow_value_of_path(flow, path, &callee);
    if (!value) return;
    value = flow_resolve(flow, value);
    if (value->kind != TYPE_FUNCTION) {
        flow_unify(flow, value, type);
        return;
    }
    flow_unify(flow, value->args[value->count - 1], type);
    if (pattern != path) bind_list(flow, pattern, value->args, value->count - 1, by_reference);
}

static void bind_field(Flow *flow, const Node *node, Type *type, const Item *item,
                       const Node *variant, bool by_reference) {
    const Node *named = node_field(node, FIELD_NAME);
    const Node *inner = node_field(node, FIELD_PATTERN);
    const Field *field = item ? flow_variant_field(item, variant, node_text(named)) : NULL;
    Type *part = field ? flow_field_type(flow, type, item, field) : flow_variable(flow);
    if (field) {
        NodeInfo *info = flow_info(flow, node);
        info->field = field;
        info->item = item;
        info->type = part;
    }
    if (inner)
        bind(flow, inner, part, by_reference);
    else if (named)
        bind_name(flow, named, part, by_reference || node_token(node, "ref"));
    const NodeInfo *bound = inner ? NULL : flow_known(flow, named);
    if (bound && bound->type)
        flow_info(flow, node)->type = bound->type; /* of `S { x }` what x is */
}

static void bind_struct(Flow *flow, const Node *pattern, Type *type, bool by_reference) {
    const Item *item = NULL;
    const Node *variant = NULL;
    Type *own = flow_constructed(flow, node_field(pattern, FIELD_TYPE), &item, &variant);
    if (own) flow_unify(flow, own, type);
    for (const Node *node = node_first(pattern); node; node = node_next(node)) {
        if (node->kind == NODE_FIELD_PATTERN)
            bind_field(flow, node, own ? own : type, item, variant, by_reference);
    }
}

static void bind_slice(Flow *flow, const Node *pattern, Type *type, bool by_reference) {
    type = flow_resolve(flow, type);
    Type *item = type->kind == TYPE_SLICE ? type->args[0] : flow_variable(flow);
    for (const Node *node = node_first(pattern); node; node = node_next(node)) {
        if (node->kind == NODE_CAPTURED_PATTERN && node_child(node, NODE_REMAINING_FIELD_PATTERN))
            bind_name(flow, node_child(node, NODE_IDENTIFIER), type, by_reference);
        else
            bind(flow, node, item, by_reference);
    }
}

static void bind_reference(Flow *flow, const Node *pattern, Type *type) {
    Type *inner = flow_variable(flow);
    type = flow_resolve(flow, type);
    if (type->kind == TYPE_REFERENCE)
        inner = type->args[0];
    else
        flow_unify(flow, flow_reference(flow, inner, false), type);
    for (const Node *node = pattern->first; node; node = node->next) {
        if (is_element(node) && node->kind != NODE_MUTABLE_SPECIFIER)
            bind(flow, node, inner, false);
    }
}

/* Sees through the references around a value that a pattern takes apart. */
static Type *peel(Flow *flow, Type *type, bool *by_reference) {
    type = flow_resolve(flow, type);
    for (unsigned steps = 0; type->kind == TYPE_REFERENCE && steps < FLOW_DEREFS; steps++) {
        *by_reference = true;
        type = flow_resolve(flow, type->args[0]);
    }
    return type;
}

static void bind_tuple(Flow *flow, const Node *pattern, Type *type, bool by_reference) {
    if (type->kind == TYPE_UNKNOWN && !node_child(pattern, NODE_REMAINING_FIELD_PATTERN)) {
        Type *tuple = flow_make(flow, TYPE_TUPLE, count_elements(pattern));
        flow_unify(flow, type, tuple);
        type = tuple;
    }
    if (type->kind == TYPE_TUPLE) bind_list(flow, pattern, type->args, type->count, by_reference);
}

static void bind_kind(Flow *flow, const Node *pattern, Type *type, bool by_reference) {
    switch ((int)pattern->kind) {
    case NODE_IDENTIFIER:
    case NODE_SHORTHAND_FIELD_IDENTIFIER:
        if (is_constant(flow, pattern))
            bind_constructor(flow, pattern, pattern, peel(flow, type, &by_reference), by_reference);
        else
            bind_name(flow, pattern, type, by_reference);
        return;
    case NODE_SELF:
        bind_name(flow, pattern, type, by_reference);
        return;
    case NODE_MUT_PATTERN:
    case NODE_OR_PATTERN:
    case NODE_MATCH_PATTERN:
        for (const Node *node = node_first(pattern); node; node = node_next(node)) {
            if (node->field != FIELD_CONDITION && node->kind != NODE_MUTABLE_SPECIFIER)
                bind(flow, node, type, by_reference);
        }
        return;
    case NODE_REF_PATTERN:
        for (const Node *node = node_first(pattern); node; node = node_next(node))
            bind(flow, node, type, true);
        return;
    case NODE_REFERENCE_PATTERN:
        bind_reference(flow, pattern, type);
        return;
    case NODE_CAPTURED_PATTERN:
        bind_name(flow, node_first(pattern), type, by_reference);
        for (const Node *node = node_next(node_first(pattern)); node; node = node_next(node))
            bind(flow, node, type, by_reference);
        return;
    default:
        break;
    }
    type = peel(flow, type, &by_reference);
    if (pattern->kind == NODE_TUPLE_PATTERN)
        bind_tuple(flow, pattern, type, by_reference);
    else if (pattern->kind == NODE_TUPLE_STRUCT_PATTERN)
        bind_constructor(flow, pattern, node_field(pattern, FIELD_TYPE), type, by_reference);
    else if (pattern->kind == NODE_STRUCT_PATTERN)
        bind_struct(flow, pattern, type, by_reference);
    else if (pattern->kind == NODE_SLICE_PATTERN)
        bind_slice(flow, pattern, type, by_reference);
    else if (pattern->kind == NODE_SCOPED_IDENTIFIER)
        bind_constructor(flow, pattern, pattern, type, by_reference);
}

static void bind(Flow *flow, const Node *pattern, Type *type, bool by_reference) {
    if (!pattern || !pattern->named || flow->depth > FLOW_DEEPEST) return;
    flow->depth++;
    NodeInfo *info = flow_info(flow, pattern);
    if (!info->type && pattern->kind != NODE_IDENTIFIER) info->type = type;
    bind_kind(flow, pattern, type, by_reference);
    flow->depth--;
}

void flow_bind(Flow *flow, const Node *pattern, Type *type) {
    bind(flow, pattern, type, false);
}
