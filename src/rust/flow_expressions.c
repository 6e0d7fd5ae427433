/*
 * Expressions: the dispatcher and the simple kinds. What an expression's type was found to be stays
 * on its node, so that a second pass over the bodies starts from all that the first one learned.
 */
#include "rust/flow_internal.h"

#include <string.h>

/* ---- literals ---- */

static Type *text_type(Flow *flow) {
    return flow_reference(flow, flow_named(flow, STR("str"), 0), false);
}

static Type *infer_number(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    static const char *const suffixes[] = {"i8",  "i16", "i32", "i64",  "i128",  "isize", "u8",
                                           "u16", "u32", "u64", "u128", "usize", "f32",   "f64"};
    const NodeInfo *info = flow_info(flow, node);
    if (info->type) return info->type;
    Str text = node_text(node);
    bool is_hex = str_starts(text, STR("0x"));
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (str_ends(text, str_from(suffixes[i])) && !(is_hex && suffixes[i][0] == 'f'))
            return flow_named(flow, str_from(suffixes[i]), 0);
    }
    return flow_literal(flow, node->kind == NODE_FLOAT_LITERAL ? 'f' : 'i');
}

static Type *infer_literal(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    Str text = node_text(node);
    if (node->kind == NODE_BOOLEAN_LITERAL) return flow_named(flow, STR("bool"), 0);
    if (node->kind == NODE_CHAR_LITERAL)
        return flow_named(flow, str_starts(text, STR("b")) ? STR("u8") : STR("char"), 0);
    if (str_starts(text, STR("b"))) {
        Type *bytes = flow_make(flow, TYPE_SLICE, 1);
        flow_unify(flow, bytes->args[0], flow_named(flow, STR("u8"), 0));
        bytes->is_array = true;
        return flow_reference(flow, bytes, false);
    }
    return text_type(flow);
}

/* ---- operators ---- */

static Type *peeled(Flow *flow, Type *type) {
    type = flow_resolve(flow, type);
    for (unsigned i = 0; type->kind == TYPE_REFERENCE && i < FLOW_DEREFS; i++)
        type = flow_resolve(flow, type->args[0]);
    return type;
}

/* Lets an integer literal take the type of the other side. */
static void match_numbers(Flow *flow, Type *left, Type *right) {
    left = peeled(flow, left);
    right = peeled(flow, right);
    if (left->literal || right->literal) flow_unify(flow, left, right);
}

/* What a user's impl of an operator for the left side gives, or NULL. */
static Type *operator_output(Flow *flow, Type *left, Str operator) {
    static const char *const traits[][2] = {
        {"+", "Add"},    {"-", "Sub"},   {"*", "Mul"},    {"/", "Div"},  {"%", "Rem"},
        {"&", "BitAnd"}, {"|", "BitOr"}, {"^", "BitXor"}, {"<<", "Shl"}, {">>", "Shr"},
    };
    left = flow_resolve(flow, left);
    const Type *base = peeled(flow, left);
    if (!base->item && !base->is_parameter) return NULL;
    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++) {
        if (str_is(operator, traits[i][0]))
            return flow_associated(flow, left, str_from(traits[i][1]), STR("Output"));
    }
    return NULL;
}

static Type *infer_binary(Flow *flow, const Node *node, Type *expected) {
    Str operator= node_text(node_field(node, FIELD_OPERATOR));
    static const char *const logical[] = {"==", "!=", "<", ">", "<=", ">=", "&&", "||"};
    bool is_logical = false;
    for (size_t i = 0; i < sizeof logical / sizeof *logical; i++)
        is_logical |= str_is(operator, logical[i]);
    Type *left = flow_infer(flow, node_field(node, FIELD_LEFT), is_logical ? NULL : expected);
    Type *right = flow_infer(flow, node_field(node, FIELD_RIGHT), NULL);
    bool is_shift = str_is(operator, "<<") || str_is(operator, ">>");
    if (!is_shift) match_numbers(flow, left, right);
    if (is_logical) return flow_named(flow, STR("bool"), 0);
    Type *output = operator_output(flow, left, operator);
    return output ? output : peeled(flow, left);
}

static Type *infer_unary(Flow *flow, const Node *node, Type *expected) {
    bool is_deref = node_token(node, "*") != NULL;
    Type *type = flow_infer(flow, node_first(node), is_deref ? NULL : expected);
    if (!is_deref) return peeled(flow, type);
    Type *inner = flow_deref(flow, type);
    const NodeInfo *info = flow_info(flow, node);
    if (inner) return inner;
    return info->type ? info->type : flow_variable(flow);
}

static Type *infer_reference(Flow *flow, const Node *node, Type *expected) {
    Type *wanted = expected ? flow_resolve(flow, expected) : NULL;
    wanted = wanted && wanted->kind == TYPE_REFERENCE ? flow_resolve(flow, wanted->args[0]) : NULL;
    if (wanted && (wanted->kind == TYPE_DYN || (wanted->kind == TYPE_SLICE && !wanted->is_array)))
        wanted = wanted->kind == TYPE_SLICE ? wanted : NULL;
    bool is_mut = node_child(node, NODE_MUTABLE_SPECIFIER) != NULL;
    Type *inner = flow_infer(flow, node_field(node, FIELD_VALUE), wanted);
    if (!node_token(node, "raw")) return flow_reference(flow, inner, is_mut);
    Type *type = flow_make(flow, TYPE_POINTER, 1);
    type->args[0] = inner;
    type->is_mut = is_mut;
    return type;
}

static Type *infer_assignment(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    Type *left = flow_infer(flow, node_field(node, FIELD_LEFT), NULL);
    Type *right = flow_infer(flow, node_field(node, FIELD_RIGHT), left);
    if (node->kind == NODE_ASSIGNMENT_EXPRESSION)
        flow_coerce(flow, right, left);
    else
        match_numbers(flow, left, right);
    return flow_unit(flow);
}

static Type *infer_cast(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    Type *type = flow_lower(flow, node_field(node, FIELD_TYPE));
    const Type *target = flow_resolve(flow, type);
    Type *wanted = target->kind == TYPE_PATH && !flow_is(target, "Box") ? NULL : type;
    bool is_open = target->kind == TYPE_UNKNOWN; /* `as _`: what is wanted of it */
    Type *found = flow_infer(flow, node_field(node, FIELD_VALUE), is_open ? NULL : wanted);
    const Type *from = flow_resolve(flow, found);
    if (is_open && !flow->last_pass)
        flow->open++;
    else if (!from->literal)
        flow_coerce(flow, found, type);
    return type;
}

static bool is_range(const Type *type) {
    return flow_is(type, "Range");
}

static Type *infer_index(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    Type *type = flow_infer(flow, node_nth(node, 0), NULL);
    Type *index = flow_resolve(flow, flow_infer(flow, node_nth(node, 1), NULL));
    for (unsigned steps = 0; type && steps < FLOW_DEREFS; steps++) {
        type = flow_resolve(flow, type);
        bool is_list =
            type->kind == TYPE_SLICE || flow_is(type, "Vec") || flow_is(type, "VecDeque");
        if (is_list && type->count > 0) {
            if (index->literal) flow_unify(flow, index, flow_named(flow, STR("usize"), 0));
            if (!is_range(index)) return type->args[0];
            Type *slice = flow_make(flow, TYPE_SLICE, 1);
            slice->args[0] = type->args[0];
            return slice;
        }
        if ((flow_is(type, "HashMap") || flow_is(type, "BTreeMap")) && type->count > 1)
            return type->args[1];
        if (flow_is(type, "str") || flow_is(type, "String")) return flow_named(flow, STR("str"), 0);
        if (type->kind == TYPE_PATH && type->item) {
            Type *output = flow_associated(flow, type, STR("Index"), STR("Output"));
            if (output) return output;
        }
        type = flow_deref(flow, type);
    }
    const NodeInfo *info = flow_info(flow, node);
    return info->type ? info->type : flow_variable(flow);
}

/* ---- compound values ---- */

static Type *infer_tuple(Flow *flow, const Node *node, Type *expected) {
    Type *wanted = expected ? flow_resolve(flow, expected) : NULL;
    Type *type = flow_make(flow, TYPE_TUPLE, node_count(node));
    if (wanted && (wanted->kind != TYPE_TUPLE || wanted->count != type->count)) wanted = NULL;
    size_t i = 0;
    for (const Node *child = node_first(node); child && i < type->count; child = node_next(child)) {
        Type *part = wanted ? wanted->args[i] : NULL;
        Type *found = flow_infer(flow, child, part);
        if (part && flow_resolve(flow, part)->kind != TYPE_UNKNOWN) {
            flow_coerce(flow, found, part);
            found = part;
        }
        type->args[i++] = found;
    }
    return type;
}

static Type *infer_array(Flow *flow, const Node *node, Type *expected) {
    Type *type = flow_make(flow, TYPE_SLICE, 1);
    type->is_array = true;
    Type *wanted = expected ? flow_resolve(flow, expected) : NULL;
    if (wanted && wanted->kind == TYPE_SLICE) flow_unify(flow, type->args[0], wanted->args[0]);
    for (const Node *child = node_first(node); child; child = node_next(child)) {
        bool is_length = child->field == FIELD_LENGTH;
        Type *found = flow_infer(flow, child, is_length ? NULL : type->args[0]);
        if (!is_length) flow_coerce(flow, found, type->args[0]);
    }
    return type;
}

static Type *infer_range(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    Type *type = flow_of_one(flow, "Range", flow_variable(flow));
    for (const Node *child = node_first(node); child; child = node_next(child))
        flow_unify(flow, flow_infer(flow, child, NULL), type->args[0]);
    return type;
}

static Type *infer_inner(Flow *flow, const Node *node, Type *expected) {
    const Node *inner = node_first(node);
    return inner ? flow_infer(flow, inner, expected) : flow_unit(flow);
}

static Type *infer_unit(Flow *flow, const Node *node, Type *expected) {
    (void)node;
    (void)expected;
    return flow_unit(flow);
}

static Type *infer_never(Flow *flow, const Node *node, Type *expected) {
    (void)node;
    (void)expected;
    return flow_make(flow, TYPE_NEVER, 0);
}

/* Items inside of bodies are inferred as items. */
static Type *infer_nothing(Flow *flow, const Node *node, Type *expected) {
    (void)node;
    (void)expected;
    return flow_unit(flow);
}

/* ---- the dispatcher ---- */

static FlowInfer *const infers[NODE_KIND_COUNT] = {
    [NODE_IDENTIFIER] = flow_infer_path,
    [NODE_SELF] = flow_infer_path,
    [NODE_SCOPED_IDENTIFIER] = flow_infer_path,
    [NODE_GENERIC_FUNCTION] = flow_infer_path,
    [NODE_INTEGER_LITERAL] = infer_number,
    [NODE_FLOAT_LITERAL] = infer_number,
    [NODE_BOOLEAN_LITERAL] = infer_literal,
    [NODE_CHAR_LITERAL] = infer_literal,
    [NODE_STRING_LITERAL] = infer_literal,
    [NODE_RAW_STRING_LITERAL] = infer_literal,
    [NODE_CALL_EXPRESSION] = flow_infer_call,
    [NODE_FIELD_EXPRESSION] = flow_infer_field,
    [NODE_STRUCT_EXPRESSION] = flow_infer_struct,
    [NODE_MACRO_INVOCATION] = flow_infer_macro,
    [NODE_METAVARIABLE] = flow_infer_metavariable,
    [NODE_AWAIT_EXPRESSION] = flow_infer_await,
    [NODE_TRY_EXPRESSION] = flow_infer_try,
    [NODE_CLOSURE_EXPRESSION] = flow_infer_closure,
    [NODE_BLOCK] = flow_infer_block,
    [NODE_UNSAFE_BLOCK] = flow_infer_block,
    [NODE_CONST_BLOCK] = flow_infer_block,
    [NODE_ASYNC_BLOCK] = flow_infer_async,
    [NODE_TRY_BLOCK] = flow_infer_try_block,
    [NODE_IF_EXPRESSION] = flow_infer_if,
    [NODE_MATCH_EXPRESSION] = flow_infer_match,
    [NODE_LOOP_EXPRESSION] = flow_infer_loop,
    [NODE_WHILE_EXPRESSION] = flow_infer_while,
    [NODE_FOR_EXPRESSION] = flow_infer_for,
    [NODE_BREAK_EXPRESSION] = flow_infer_break,
    [NODE_CONTINUE_EXPRESSION] = infer_never,
    [NODE_RETURN_EXPRESSION] = flow_infer_return,
    [NODE_LET_DECLARATION] = flow_infer_let,
    [NODE_LET_CONDITION] = flow_infer_condition,
    [NODE_LET_CHAIN] = flow_infer_condition,
    [NODE_BINARY_EXPRESSION] = infer_binary,
    [NODE_UNARY_EXPRESSION] = infer_unary,
    [NODE_REFERENCE_EXPRESSION] = infer_reference,
    [NODE_ASSIGNMENT_EXPRESSION] = infer_assignment,
    [NODE_COMPOUND_ASSIGNMENT_EXPR] = infer_assignment,
    [NODE_TYPE_CAST_EXPRESSION] = infer_cast,
    [NODE_INDEX_EXPRESSION] = infer_index,
    [NODE_TUPLE_EXPRESSION] = infer_tuple,
    [NODE_ARRAY_EXPRESSION] = infer_array,
    [NODE_RANGE_EXPRESSION] = infer_range,
    [NODE_PARENTHESIZED_EXPRESSION] = infer_inner,
    [NODE_EXPRESSION_STATEMENT] = infer_inner,
    [NODE_UNIT_EXPRESSION] = infer_unit,
    [NODE_FUNCTION_ITEM] = infer_nothing,
    [NODE_IMPL_ITEM] = infer_nothing,
    [NODE_STRUCT_ITEM] = infer_nothing,
    [NODE_ENUM_ITEM] = infer_nothing,
    [NODE_TRAIT_ITEM] = infer_nothing,
    [NODE_MOD_ITEM] = infer_nothing,
    [NODE_STATIC_ITEM] = infer_nothing,
    [NODE_CONST_ITEM] = infer_nothing,
    [NODE_TYPE_ITEM] = infer_nothing,
    [NODE_UNION_ITEM] = infer_nothing,
    [NODE_USE_DECLARATION] = infer_nothing,
    [NODE_MACRO_DEFINITION] = infer_nothing,
    [NODE_ATTRIBUTE_ITEM] = infer_nothing,
    [NODE_LABEL] = infer_nothing,
};

/* Kinds whose node keeps something else than the type of a value. */
static bool keeps_no_type(const Node *node) {
    return node->kind == NODE_LET_DECLARATION || node->kind == NODE_FOR_EXPRESSION ||
           infers[node->kind] == infer_nothing;
}

void flow_infer_children(Flow *flow, const Node *node) {
    for (const Node *child = node_first(node); child; child = node_next(child))
        flow_infer(flow, child, NULL);
}

Type *flow_infer(Flow *flow, const Node *node, Type *expected) {
    if (!node || flow->depth >= FLOW_DEEPEST) return flow_variable(flow);
    flow->depth++;
    Type *type = NULL;
    if (infers[node->kind])
        type = infers[node->kind](flow, node, expected);
    else
        flow_infer_children(flow, node);
    flow->depth--;
    if (keeps_no_type(node)) return type;
    NodeInfo *info = flow_info(flow, node);
    info->is_expression = infers[node->kind] && node->kind != NODE_EXPRESSION_STATEMENT;
    if (!info->type)
        info->type = type ? type : flow_variable(flow);
    else if (type && !flow_unify(flow, info->type, type))
        info->type = type; /* the later pass knew more */
    const Type *found = flow_resolve(flow, info->type);
    flow->open += found->kind == TYPE_UNKNOWN && !found->literal;
    return info->type;
}
