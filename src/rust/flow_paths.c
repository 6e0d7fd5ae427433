/*
 * Paths as values: variables, functions, constructors, constants; fields and struct expressions.
 */
#include "rust/flow_internal.h"

/* ---- constructors ---- */

const Field *flow_variant_field(const Item *item, const Node *variant, Str name) {
    if (!variant) return item_field(item, name);
    for (size_t i = 0; i < item->fields.count; i++) {
        const Field *field = &item->fields.items[i];
        if (field->variant == variant && str_eq(field->name, name)) return field;
    }
    return NULL;
}

static Type *fresh_of(Flow *flow, const Item *item) {
    Subst subst = {0};
    Type *generics[16];
    size_t count = flow_generics(flow, item->node, generics, 16);
    for (size_t i = 0; i < count; i++) flow_subst_add(&subst, generics[i], flow_variable(flow));
    Type *type = flow_named(flow, item->name, 0);
    type->item = item;
    type->count = count;
    type->args = ARENA_ARRAY(flow->arena, Type *, count + 1);
    for (size_t i = 0; i < count; i++) type->args[i] = subst.to[i];
    return type;
}

Type *flow_constructed(Flow *flow, const Node *path, const Item **item, const Node **variant) {
    const Item *owner = NULL;
    *variant = flow_find_variant(flow, path, &owner);
    *item = NULL;
    if (*variant) {
        *item = owner;
        PathParts parts = flow_path_parts(path);
        Type *type = parts.prefix ? flow_resolve(flow, flow_lower(flow, parts.prefix)) : NULL;
        return type && type->item == owner ? type : fresh_of(flow, owner);
    }
    PathParts parts = flow_path_parts(path);
    Type *type = NULL;
    if (!parts.prefix && str_is(parts.name, "Self"))
        type = flow_self_type(flow, path);
    else if (flow_find_item(flow, ITEM_STRUCT | ITEM_UNION | ITEM_ALIAS, path))
        type = flow_lower_path(flow, path);
    type = type ? flow_resolve(flow, type) : NULL;
    if (!type || !type->item || !(type->item->kind & (ITEM_STRUCT | ITEM_UNION | ITEM_ENUM)))
        return NULL;
    *item = type->item;
    return type;
}

/* A tuple struct or variant as the function that it is, a unit one as a value. */
static Type *constructor(Flow *flow, const Node *path) {
    const Item *item = NULL;
    const Node *variant = NULL;
    Type *type = flow_constructed(flow, path, &item, &variant);
    if (!type) return NULL;
    Type *params[64];
    size_t count = 0;
    for (size_t i = 0; i < item->fields.count && count < 64; i++) {
        const Field *field = &item->fields.items[i];
        if (field->variant == variant && field->name.len > 0 && field->name.data[0] >= '0' &&
            field->name.data[0] <= '9')
            params[count++] = flow_field_type(flow, type, item, field);
    }
    if (count == 0) return type;
    Type *function = flow_make(flow, TYPE_FUNCTION, 0);
    function->count = count + 1;
    function->args = ARENA_ARRAY(flow->arena, Type *, count + 1);
    for (size_t i = 0; i < count; i++) function->args[i] = params[i];
    function->args[count] = type;
    return function;
}

/* ---- functions and constants ---- */

static Type *function_value(Flow *flow, const Item *item, Type *self, const Node *arguments,
                            const Item **callee) {
    Signature *signature = flow_signature(flow, item);
    *callee = signature->is_std ? NULL : item;
    return flow_instance(flow, signature, self, arguments);
}

static bool names_type(Flow *flow, const Node *prefix) {
    if (prefix->kind == NODE_GENERIC_TYPE || prefix->kind == NODE_BRACKETED_TYPE ||
        prefix->kind == NODE_PRIMITIVE_TYPE)
        return true;
    PathParts parts = flow_path_parts(prefix);
    if (parts.name.len > 0 && parts.name.data[0] >= 'A' && parts.name.data[0] <= 'Z') return true;
    return !parts.prefix &&
           (str_is(parts.name, "str") || str_is(parts.name, "char") || str_is(parts.name, "bool") ||
            (parts.name.len > 1 && parts.name.len < 6 && parts.name.data[1] >= '0' &&
             parts.name.data[1] <= '9') ||
            str_is(parts.name, "usize") || str_is(parts.name, "isize")) &&
           !flow_find_item(flow, ITEM_MODULE, prefix);
}

/* `const NAME: T` in an impl or trait around the type. */
static Type *associated_const(Flow *flow, const Type *type, Str name) {
    ItemList impls = {0};
    if (!type->item) return NULL;
    index_find_all(flow->arena, &impls, flow->index, ITEM_IMPL, type->name);
    for (size_t i = 0; i < impls.count; i++) {
        const Node *body = node_field(impls.items[i]->node, FIELD_BODY);
        for (const Node *node = node_first(body); node; node = node_next(node)) {
            if (node->kind == NODE_CONST_ITEM &&
                str_eq(node_text(node_field(node, FIELD_NAME)), name))
                return flow_lower(flow, node_field(node, FIELD_TYPE));
        }
    }
    return NULL;
}

/* `Type::name`, `Trait::name`, `<T as Trait>::name`. */
static Type *associated_value(Flow *flow, PathParts parts, const Node *arguments,
                              const Item **callee) {
    const Node *prefix = parts.prefix;
    const Item *trait = flow_find_item(flow, ITEM_TRAIT, prefix);
    const Node *cast = prefix->kind == NODE_BRACKETED_TYPE ? node_first(prefix) : NULL;
    Type *self = NULL;
    if (node_is(cast, NODE_QUALIFIED_TYPE)) {
        const Node *path = node_field(cast, FIELD_ALIAS);
        trait = flow_find_item(flow, ITEM_TRAIT, path);
        self = flow_lower(flow, node_field(cast, FIELD_TYPE));
    } else if (!trait) {
        Str name = flow_original(flow, prefix);
        unsigned types = ITEM_STRUCT | ITEM_ENUM | ITEM_UNION | ITEM_ALIAS;
        if (!flow_find_item(flow, types, prefix) && !flow_std_find(flow, ITEM_IMPL, name))
            trait = flow_std_find(flow, ITEM_TRAIT, name);
    }
    if (!self && !trait) self = flow_lower(flow, prefix);
    if (self && !trait) {
        Signature *signature = flow_member(flow, self, parts.name);
        if (signature) {
            *callee = signature->is_std ? NULL : signature->item;
            return flow_instance(flow, signature, self, arguments);
        }
        return associated_const(flow, flow_resolve(flow, self), parts.name);
    }
    const Item *member = item_member(trait, parts.name);
    if (!member || member->kind != ITEM_FUNCTION) return NULL;
    return function_value(flow, member, self ? self : flow_variable(flow), arguments, callee);
}

/* The type of a static or constant; thread_local! wraps it. */
static Type *static_type(Flow *flow, const Node *node) {
    Type *type = flow_lower(flow, node_field(node, FIELD_TYPE));
    const Node *macro = node->in_macro ? node_ancestor(node, NODE_MACRO_INVOCATION) : NULL;
    bool is_local = str_is(flow_path_parts(node_field(macro, FIELD_MACRO)).name, "thread_local");
    return is_local ? flow_of_one(flow, "LocalKey", type) : type;
}

static Type *module_value(Flow *flow, const Node *path, const Item **callee) {
    PathParts parts = flow_path_parts(path);
    const Item *item = flow_find_item(flow, ITEM_FUNCTION, path);
    if (item) return function_value(flow, item, NULL, parts.arguments, callee);
    item = flow_find_item(flow, ITEM_STATIC | ITEM_CONST, path);
    if (item) return static_type(flow, item->node);
    Type *type = constructor(flow, path);
    if (type) return type;
    item = flow_std_function(flow, flow_std_module(flow, path), flow_original(flow, path));
    if (item) return function_value(flow, item, NULL, parts.arguments, callee);
    if (str_is(parts.name, "None")) return flow_of_one(flow, "Option", flow_variable(flow));
    if (str_is(parts.name, "Pending") && str_is(flow_qualifier(flow, path), "Poll"))
        return flow_of_one(flow, "Poll", flow_variable(flow));
    return NULL;
}

/* The type of `self` in the function around a node, or NULL. */
static Type *self_value(Flow *flow, const Node *node) {
    const Node *function = syntax_function(node);
    const Item *item = function ? index_item(flow->index, function) : NULL;
    if (!item) return NULL;
    const Signature *signature = flow_signature(flow, item);
    return signature->has_self && signature->count > 0 ? signature->params[0] : NULL;
}

Type *flow_value_of_path(Flow *flow, const Node *path, const Item **callee) {
    *callee = NULL;
    PathParts parts = flow_path_parts(path);
    if (!parts.prefix && !parts.arguments) {
        if (path->kind == NODE_SELF) return self_value(flow, path);
        const Node *binding = scope_binding(path);
        if (binding) {
            NodeInfo *info = flow_info(flow, binding);
            if (!info->type) info->type = flow_variable(flow);
            return info->type;
        }
    }
    if (parts.prefix && names_type(flow, parts.prefix)) {
        Type *type = constructor(flow, path);
        if (!type) type = associated_value(flow, parts, parts.arguments, callee);
        return type ? type : module_value(flow, path, callee);
    }
    return module_value(flow, path, callee);
}

/* `Into::into` and `Box::from` given away as functions convert as their calls do. */
static void convert_by_name(Flow *flow, const Node *node, const Type *type) {
    Str name = flow_path_parts(node).name;
    if (type->kind == TYPE_FUNCTION && type->count == 2 && node->field != FIELD_FUNCTION &&
        (str_is(name, "into") || str_is(name, "from")))
        flow_convert(flow, node, type->args[0], type->args[1]);
}

Type *flow_infer_path(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    const Item *callee = NULL;
    Type *type = flow_value_of_path(flow, node, &callee);
    NodeInfo *info = flow_info(flow, node);
    info->item = callee;
    if (type && !callee) convert_by_name(flow, node, flow_resolve(flow, type));
    if (type) return type;
    return info->type ? info->type : flow_variable(flow);
}

/* ---- fields ---- */

static Type *tuple_field(Flow *flow, const Type *type, Str name) {
    size_t i = 0;
    for (size_t k = 0; k < name.len; k++) {
        if (name.data[k] < '0' || name.data[k] > '9' || i > 1000) return NULL;
        i = i * 10 + (size_t)(name.data[k] - '0');
    }
    (void)flow;
    return name.len > 0 && type->kind == TYPE_TUPLE && i < type->count ? type->args[i] : NULL;
}

Type *flow_infer_field(Flow *flow, const Node *node, Type *expected) {
    (void)expected;
    Type *type = flow_infer(flow, node_field(node, FIELD_VALUE), NULL);
    Str name = node_text(node_field(node, FIELD_FIELD));
    NodeInfo *info = flow_info(flow, node);
    for (unsigned steps = 0; type && steps < FLOW_DEREFS; steps++) {
        type = flow_resolve(flow, type);
        Type *found = tuple_field(flow, type, name);
        if (found) return found;
        const Field *field =
            type->kind == TYPE_PATH && type->item ? item_field(type->item, name) : NULL;
        if (field) {
            info->field = field;
            info->item = type->item;
            return flow_field_type(flow, type, type->item, field);
        }
        type = flow_deref(flow, type);
    }
    return info->type ? info->type : flow_variable(flow);
}

static void infer_initializer(Flow *flow, const Node *node, Type *owner, const Item *item,
                              const Node *variant) {
    const Node *value = node_field(node, FIELD_VALUE);
    Str name = node_text(node_field(node, FIELD_FIELD));
    if (node->kind == NODE_SHORTHAND_FIELD_INITIALIZER) {
        value = node_child(node, NODE_IDENTIFIER);
        name = node_text(value);
    } else if (node->kind == NODE_BASE_FIELD_INITIALIZER) {
        Type *base = flow_infer(flow, node_first(node), owner);
        flow_unify(flow, base, owner);
        return;
    }
    const Field *field = item ? flow_variant_field(item, variant, name) : NULL;
    if (!field) {
        flow_infer(flow, value, NULL);
        return;
    }
    NodeInfo *info = flow_info(flow, node);
    info->field = field;
    info->item = item;
    Type *place = flow_field_type(flow, owner, item, field);
    flow_coerce(flow, flow_infer(flow, value, place), place);
    info->type = place;
}

Type *flow_infer_struct(Flow *flow, const Node *node, Type *expected) {
    const Item *item = NULL;
    const Node *variant = NULL;
    NodeInfo *info = flow_info(flow, node);
    Type *type = flow_constructed(flow, node_field(node, FIELD_NAME), &item, &variant);
    if (!type)
        type = info->type ? info->type : flow_variable(flow);
    else
        flow_hint(flow, type, expected);
    const Node *list = node_field(node, FIELD_BODY);
    for (const Node *child = node_first(list); child; child = node_next(child))
        infer_initializer(flow, child, type, item, variant);
    return type;
}
