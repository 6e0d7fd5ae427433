/*
 * Macros of std and the common ones of async programs: what a call of them gives. Their arguments,
 * where they read as Rust, were parsed into the tree and are inferred like any other expression.
 */
#include "rust/flow_internal.h"

typedef enum MacroResult {
    MACRO_UNIT,
    MACRO_BOOL,
    MACRO_NEVER,
    MACRO_STRING, /* String */
    MACRO_TEXT,   /* &str */
    MACRO_VEC,
    MACRO_SAME,    /* its argument */
    MACRO_WRITTEN, /* Result<(), fmt::Error> */
    MACRO_ERROR,   /* anyhow! */
    MACRO_OUTPUTS, /* join!: a tuple of outputs */
    MACRO_PINNED,  /* pin! */
    MACRO_NUMBER,
} MacroResult;

static const struct {
    const char *name;
    MacroResult result;
} macros[] = {
    {"anyhow", MACRO_ERROR},
    {"assert", MACRO_UNIT},
    {"assert_eq", MACRO_UNIT},
    {"assert_ne", MACRO_UNIT},
    {"bail", MACRO_NEVER},
    {"column", MACRO_NUMBER},
    {"concat", MACRO_TEXT},
    {"dbg", MACRO_SAME},
    {"debug", MACRO_UNIT},
    {"debug_assert", MACRO_UNIT},
    {"env", MACRO_TEXT},
    {"eprint", MACRO_UNIT},
    {"eprintln", MACRO_UNIT},
    {"error", MACRO_UNIT},
    {"file", MACRO_TEXT},
    {"format", MACRO_STRING},
    {"include_str", MACRO_TEXT},
    {"info", MACRO_UNIT},
    {"join", MACRO_OUTPUTS},
    {"line", MACRO_NUMBER},
    {"matches", MACRO_BOOL},
    {"panic", MACRO_NEVER},
    {"pin", MACRO_PINNED},
    {"print", MACRO_UNIT},
    {"println", MACRO_UNIT},
    {"stringify", MACRO_TEXT},
    {"todo", MACRO_NEVER},
    {"trace", MACRO_UNIT},
    {"unimplemented", MACRO_NEVER},
    {"unreachable", MACRO_NEVER},
    {"vec", MACRO_VEC},
    {"warn", MACRO_UNIT},
    {"write", MACRO_WRITTEN},
    {"writeln", MACRO_WRITTEN},
};

static bool is_argument(const Node *node) {
    return node->kind != NODE_TOKEN_TREE && node->kind != NODE_METAVARIABLE &&
           node->kind != NODE_ATTRIBUTE_ITEM;
}

static Type *infer_vec(Flow *flow, const Node *tree, Type *expected) {
    Type *type = flow_of_one(flow, "Vec", flow_variable(flow));
    flow_hint(flow, type, expected);
    for (const Node *node = node_first(tree); node; node = node_next(node)) {
        if (!is_argument(node)) continue;
        bool is_length = node_is_token(node->prev, ";");
        Type *item = flow_infer(flow, node, is_length ? NULL : type->args[0]);
        if (!is_length) flow_coerce(flow, item, type->args[0]);
    }
    return type;
}

static Type *infer_outputs(Flow *flow, const Node *tree) {
    Type *outputs[16];
    size_t count = 0;
    for (const Node *node = node_first(tree); node && count < 16; node = node_next(node)) {
        if (!is_argument(node)) continue;
        Type *output = flow_output_of(flow, flow_infer(flow, node, NULL));
        outputs[count++] = output ? output : flow_variable(flow);
    }
    Type *type = flow_make(flow, TYPE_TUPLE, count);
    for (size_t i = 0; i < count; i++) type->args[i] = outputs[i];
    return type;
}

/* select!: arms of pattern, future and body, parsed as `pattern if future => body`. */
static void infer_arm(Flow *flow, const Node *arm) {
    const Node *pattern = node_field(arm, FIELD_PATTERN);
    const Node *future = node_field(pattern, FIELD_CONDITION);
    if (node_is(future, NODE_BINARY_EXPRESSION)) {
        Type *condition = flow_infer(flow, node_field(future, FIELD_RIGHT), NULL);
        (void)condition;
        future = node_field(future, FIELD_LEFT);
    }
    if (future) {
        Type *output = flow_output_of(flow, flow_infer(flow, future, NULL));
        if (output) flow_bind(flow, pattern, output);
    }
    const Node *value = node_field(arm, FIELD_VALUE);
    if (value) flow_infer(flow, value, NULL);
}

static Type *infer_arguments(Flow *flow, const Node *tree) {
    Type *first = NULL;
    for (const Node *node = node_first(tree); node; node = node_next(node)) {
        if (node->kind == NODE_MATCH_ARM) {
            infer_arm(flow, node);
            continue;
        }
        Type *type = is_argument(node) || node->first ? flow_infer(flow, node, NULL) : NULL;
        if (!first) first = type;
    }
    return first;
}

/* ---- macros of the workspace with one rule ---- */

/* The only rule of a macro_definition, or NULL. */
static const Node *only_rule(const Node *definition) {
    const Node *rule = node_child(definition, NODE_MACRO_RULE);
    const Node *next = node_next(rule);
    while (next && next->kind != NODE_MACRO_RULE) next = node_next(next);
    return next ? NULL : rule;
}

/* `$a` in a macro's body: a generic parameter, which each use of the macro replaces. */
Type *flow_infer_metavariable(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    const Node *rule = node_ancestor(node, NODE_MACRO_RULE);
    const Node *pattern = node_field(rule, FIELD_LEFT);
    for (const Node *n = node_first(pattern); n; n = node_next(n)) {
        if (n->kind != NODE_TOKEN_BINDING_PATTERN ||
            !str_eq(node_text(node_field(n, FIELD_NAME)), node_text(node)))
            continue;
        NodeInfo *info = flow_info(flow, n);
        if (!info->type) {
            info->type = flow_named(flow, node_text(node), 0);
            info->type->is_parameter = true;
        }
        return info->type;
    }
    return flow_variable(flow);
}

void flow_infer_macro_body(Flow *flow, const Node *definition) {
    const Node *rule = only_rule(definition);
    const Node *tree = node_field(rule, FIELD_RIGHT);
    Body *outer = flow->body;
    flow->body = NULL;
    Type *last = NULL;
    for (const Node *node = node_first(tree); node; node = node_next(node)) {
        bool is_value = node->in_macro && node->kind != NODE_TOKEN_TREE;
        last = is_value ? flow_infer(flow, node, NULL) : NULL;
        if (node_is_token(node->last, ";")) last = NULL;
    }
    flow->body = outer;
    if (rule) flow_info(flow, rule)->type = last;
}

static bool names_values(const Node *binding) {
    Str kind = node_text(node_field(binding, FIELD_TYPE));
    return str_is(kind, "expr") || str_is(kind, "ident") || str_is(kind, "literal") ||
           str_is(kind, "tt");
}

/* What a use of the macro gives: its body's type with the arguments in place of the parameters. */
static Type *expand(Flow *flow, Str name, const Node *tree) {
    const Item *item = index_find(flow->index, ITEM_MACRO, name);
    const Node *rule = item ? only_rule(item->node) : NULL;
    const NodeInfo *body = flow_known(flow, rule);
    if (!body || !body->type) return NULL;
    Subst subst = {0};
    const Node *argument = node_first(tree);
    const Node *pattern = node_field(rule, FIELD_LEFT);
    for (const Node *n = node_first(pattern); n; n = node_next(n)) {
        const NodeInfo *parameter = flow_known(flow, n);
        bool fits = n->kind == NODE_TOKEN_BINDING_PATTERN && names_values(n);
        const NodeInfo *value = fits ? flow_known(flow, argument) : NULL;
        if (parameter && parameter->type)
            flow_subst_add(&subst, parameter->type,
                           value && value->type ? value->type : flow_variable(flow));
        argument = node_next(argument);
    }
    return flow_instantiate(flow, &subst, body->type);
}

Type *flow_infer_macro(Flow *flow, const Node *node, Type *expected) {
    const Node *tree = node_child(node, NODE_TOKEN_TREE);
    Str name = flow_path_parts(node_field(node, FIELD_MACRO)).name;
    const NodeInfo *info = flow_info(flow, node);
    size_t row = 0;
    size_t count = sizeof macros / sizeof *macros;
    while (row < count && !str_is(name, macros[row].name)) row++;
    if (row < count && macros[row].result == MACRO_VEC) return infer_vec(flow, tree, expected);
    if (row < count && macros[row].result == MACRO_OUTPUTS) return infer_outputs(flow, tree);
    Type *first = infer_arguments(flow, tree);
    Type *known = info->type ? info->type : flow_variable(flow);
    Type *own = row == count ? expand(flow, name, tree) : NULL;
    if (row == count) return own ? own : known;
    switch (macros[row].result) {
    case MACRO_UNIT:
        return flow_unit(flow);
    case MACRO_BOOL:
        return flow_named(flow, STR("bool"), 0);
    case MACRO_NEVER:
        return flow_make(flow, TYPE_NEVER, 0);
    case MACRO_STRING:
        return flow_named(flow, STR("String"), 0);
    case MACRO_TEXT:
        return flow_reference(flow, flow_named(flow, STR("str"), 0), false);
    case MACRO_SAME:
        return first ? first : known;
    case MACRO_WRITTEN: {
        Type *type = flow_named(flow, STR("Result"), 2);
        flow_unify(flow, type->args[0], flow_unit(flow));
        flow_unify(flow, type->args[1], flow_named(flow, STR("Error"), 0));
        return type;
    }
    case MACRO_ERROR:
        return flow_named(flow, STR("Error"), 0);
    case MACRO_PINNED:
        return first ? flow_of_one(flow, "Pin", flow_reference(flow, first, true)) : known;
    case MACRO_NUMBER:
        return flow_named(flow, STR("u32"), 0);
    case MACRO_VEC:
    case MACRO_OUTPUTS:
        break;
    }
    return known;
}
