/*
 * Type nodes to terms. Every node is lowered once; what it spells is a mention in its head.
 *
 * An alias is looked through: its body is lowered once with the alias's own parameters, and copied
 * with them replaced for each use, so that all uses share the heads of what the body spells.
 */
#include "rust/flow_internal.h"

void flow_subst_add(Subst *subst, Type *from, Type *to) {
    if (subst->count < sizeof subst->from / sizeof *subst->from) {
        subst->from[subst->count] = from;
        subst->to[subst->count++] = to;
    }
}

/* ---- parameters and Self ---- */

static bool has_generics(const Node *node) {
    return node->kind == NODE_FUNCTION_ITEM || node->kind == NODE_FUNCTION_SIGNATURE_ITEM ||
           node->kind == NODE_IMPL_ITEM || node->kind == NODE_TRAIT_ITEM ||
           node->kind == NODE_STRUCT_ITEM || node->kind == NODE_ENUM_ITEM ||
           node->kind == NODE_UNION_ITEM || node->kind == NODE_TYPE_ITEM ||
           node->kind == NODE_ASSOCIATED_TYPE;
}

/* The type_parameter that a name means at a node, or NULL. */
static const Node *find_parameter(const Node *node, Str name) {
    for (const Node *outer = node->parent; outer; outer = outer->parent) {
        if (!has_generics(outer)) continue;
        const Node *list = node_field(outer, FIELD_TYPE_PARAMETERS);
        for (const Node *child = node_first(list); child; child = node_next(child)) {
            if (child->kind == NODE_TYPE_PARAMETER &&
                str_eq(node_text(node_field(child, FIELD_NAME)), name))
                return child;
        }
    }
    return NULL;
}

static Bound *append_bounds(Bound *list, Bound *more) {
    if (!list) return more;
    Bound *last = list;
    while (last->next) last = last->next;
    last->next = more;
    return list;
}

Type *flow_parameter(Flow *flow, const Node *node) {
    NodeInfo *info = flow_info(flow, node);
    if (info->type) return info->type;
    Type *type = flow_named(flow, node_text(node_field(node, FIELD_NAME)), 0);
    type->is_parameter = true;
    type->node = node;
    info->type = type;
    type->bounds = flow_lower_bounds(flow, node_field(node, FIELD_BOUNDS), &type->markers);
    const Node *item = node->parent ? node->parent->parent : NULL;
    const Node *where = node_child(item, NODE_WHERE_CLAUSE);
    for (const Node *row = node_first(where); row; row = node_next(row)) {
        const Node *left = node_field(row, FIELD_LEFT);
        if (node_is(left, NODE_HIGHER_RANKED_TRAIT_BOUND)) left = node_field(left, FIELD_TYPE);
        if (str_eq(node_text(left), type->name))
            type->bounds =
                append_bounds(type->bounds, flow_lower_bounds(flow, node_field(row, FIELD_BOUNDS),
                                                              &type->markers));
    }
    return type;
}

/* The Self of a trait: a parameter that is bound by the trait and what it requires. */
static Type *trait_self(Flow *flow, const Node *trait) {
    NodeInfo *info = flow_info(flow, trait);
    if (info->type) return info->type;
    Type *type = flow_named(flow, STR("Self"), 0);
    type->is_parameter = true;
    type->node = trait;
    info->type = type;
    const Index *index = flow_is_std(flow, trait) ? flow->std : flow->index;
    Bound *own = ARENA_NEW(flow->arena, Bound);
    own->name = node_text(node_field(trait, FIELD_NAME));
    own->item = index_item(index, trait);
    own->node = NULL;
    Type *generics[16];
    own->count = flow_generics(flow, trait, generics, 16);
    own->args = ARENA_ARRAY(flow->arena, Type *, own->count + 1);
    for (size_t i = 0; i < own->count; i++) own->args[i] = generics[i];
    type->bounds = own;
    own->next = flow_lower_bounds(flow, node_field(trait, FIELD_BOUNDS), &type->markers);
    return type;
}

Type *flow_self_type(Flow *flow, const Node *node) {
    for (const Node *outer = node; outer; outer = outer->parent) {
        if (outer->kind == NODE_IMPL_ITEM) return flow_lower(flow, node_field(outer, FIELD_TYPE));
        if (outer->kind == NODE_TRAIT_ITEM) return trait_self(flow, outer);
        if (outer->kind == NODE_STRUCT_ITEM || outer->kind == NODE_ENUM_ITEM ||
            outer->kind == NODE_UNION_ITEM) {
            const Item *item = index_item(flow->index, outer);
            return item ? flow_item_type(flow, item) : NULL;
        }
    }
    return NULL;
}

Type *flow_item_type(Flow *flow, const Item *item) {
    if (item->kind == ITEM_TRAIT) return trait_self(flow, item->node);
    if (item->kind == ITEM_ALIAS || item->kind == ITEM_IMPL)
        return flow_lower(flow, node_field(item->node, FIELD_TYPE));
    NodeInfo *info = flow_info(flow, item->node);
    if (!info->type) {
        Type *generics[16];
        size_t count = flow_generics(flow, item->node, generics, 16);
        Type *type = flow_named(flow, item->name, count);
        type->item = item;
        for (size_t i = 0; i < count; i++) type->args[i] = generics[i];
        info->type = type;
    }
    return info->type;
}

/* ---- bounds ---- */

static bool is_marker(Str name, unsigned *markers) {
    if (str_is(name, "Send"))
        *markers |= MARKER_SEND;
    else if (str_is(name, "Sync"))
        *markers |= MARKER_SYNC;
    else
        return str_is(name, "Unpin") || str_is(name, "Sized") || str_is(name, "UnwindSafe");
    return true;
}

static Type *lower_callable(Flow *flow, const Node *node) {
    const Node *list = node_field(node, FIELD_PARAMETERS);
    size_t count = node_count(list);
    Type *type = flow_make(flow, TYPE_FUNCTION, count + 1);
    size_t i = 0;
    for (const Node *child = node_first(list); child && i < count; child = node_next(child), i++) {
        const Node *inner = child->kind == NODE_PARAMETER ? node_field(child, FIELD_TYPE) : child;
        type->args[i] = flow_lower(flow, inner);
    }
    const Node *result = node_field(node, FIELD_RETURN_TYPE);
    type->args[count] = result ? flow_lower(flow, result) : flow_unit(flow);
    return type;
}

static void lower_trait_arguments(Flow *flow, Bound *bound, const Node *list) {
    size_t count = node_count(list);
    bound->args = ARENA_ARRAY(flow->arena, Type *, count + 1);
    for (const Node *child = node_first(list); child; child = node_next(child)) {
        if (child->kind == NODE_TYPE_BINDING) {
            Associated *associated = ARENA_NEW(flow->arena, Associated);
            associated->name = node_text(node_field(child, FIELD_NAME));
            associated->type = flow_lower(flow, node_field(child, FIELD_TYPE));
            associated->next = bound->associated;
            bound->associated = associated;
        } else if (child->kind != NODE_LIFETIME && child->kind != NODE_TRAIT_BOUNDS) {
            bound->args[bound->count++] = flow_lower(flow, child);
        }
    }
}

static Bound *lower_bound(Flow *flow, const Node *node, unsigned *markers) {
    const Node *path = node->kind == NODE_FUNCTION_TYPE ? node_field(node, FIELD_TRAIT) : node;
    PathParts parts = flow_path_parts(path);
    if (parts.name.len == 0 || is_marker(parts.name, markers)) return NULL;
    Bound *bound = ARENA_NEW(flow->arena, Bound);
    bound->name = flow_original(flow, path);
    bound->node = node;
    bound->item = flow_find_item(flow, ITEM_TRAIT, path);
    if (!bound->item) bound->item = flow_std_find(flow, ITEM_TRAIT, bound->name);
    lower_trait_arguments(flow, bound, parts.arguments);
    if (node->kind == NODE_FUNCTION_TYPE) {
        bound->function = lower_callable(flow, node);
        size_t last = bound->function->count - 1;
        if (str_starts(bound->name, STR("AsyncFn")))
            bound->function->args[last] = flow_future(flow, bound->function->args[last]);
    }
    return bound;
}

static Bound *lower_all(Flow *flow, const Node *node, unsigned *markers, unsigned depth) {
    if (!node || depth == 0) return NULL;
    switch ((int)node->kind) {
    case NODE_TRAIT_BOUNDS:
    case NODE_BOUNDED_TYPE:
    case NODE_TUPLE_TYPE: {
        Bound *list = NULL;
        for (const Node *child = node_first(node); child; child = node_next(child))
            list = append_bounds(list, lower_all(flow, child, markers, depth - 1));
        return list;
    }
    case NODE_DYNAMIC_TYPE:
    case NODE_ABSTRACT_TYPE:
        return lower_all(flow, node_field(node, FIELD_TRAIT), markers, depth - 1);
    case NODE_HIGHER_RANKED_TRAIT_BOUND:
        return lower_all(flow, node_field(node, FIELD_TYPE), markers, depth - 1);
    case NODE_TYPE_IDENTIFIER:
    case NODE_SCOPED_TYPE_IDENTIFIER:
    case NODE_GENERIC_TYPE:
    case NODE_FUNCTION_TYPE:
        return lower_bound(flow, node, markers);
    default:
        return NULL;
    }
}

Bound *flow_lower_bounds(Flow *flow, const Node *node, unsigned *markers) {
    return lower_all(flow, node, markers, 64);
}

/* ---- dyn and impl ---- */

/* Whether an impl type is a parameter's, which the caller chooses. */
static bool is_argument_position(const Node *node) {
    const Node *parameter = node_ancestor(node, NODE_PARAMETER);
    const Node *item = parameter && parameter->parent ? parameter->parent->parent : NULL;
    return node_is(item, NODE_FUNCTION_ITEM) || node_is(item, NODE_FUNCTION_SIGNATURE_ITEM);
}

/* dyn, impl or a sum that starts with one; NULL for other sums. */
static Type *lower_opaque(Flow *flow, const Node *node) {
    const Node *first = node;
    for (unsigned steps = 0; node_is(first, NODE_BOUNDED_TYPE) && steps < 64; steps++)
        first = node_first(first);
    bool is_dyn = !node_is(first, NODE_ABSTRACT_TYPE);
    Type *type = flow_make(flow, is_dyn ? TYPE_DYN : TYPE_IMPL, 0);
    type->bounds = flow_lower_bounds(flow, node, &type->markers);
    type->is_argument = !is_dyn && is_argument_position(node);
    if (type->bounds)
        type->name = type->bounds->name;
    else
        type->name = type->markers & MARKER_SEND ? STR("Send") : STR("Sync");
    flow_fill_arguments(flow, type);
    type->head = flow_head_of_node(flow, node);
    return type;
}

/* ---- paths ---- */

static bool is_type_argument(const Node *node) {
    return node->kind != NODE_LIFETIME && node->kind != NODE_TYPE_BINDING &&
           node->kind != NODE_TRAIT_BOUNDS;
}

/*
 * A copy of an item's own type with the arguments written; those left out are defaults or
 * variables.
 */
static Type *apply(Flow *flow, const Node *node, const Item *item, const Node *arguments) {
    Type *generics[16];
    size_t count = flow_generics(flow, item->node, generics, 16);
    Subst subst = {0};
    const Node *argument = node_first(arguments);
    for (size_t i = 0; i < count; i++) {
        while (argument && !is_type_argument(argument)) argument = node_next(argument);
        const Node *fallback = node_field(generics[i]->node, FIELD_DEFAULT_TYPE);
        Type *value;
        if (argument)
            value = flow_lower(flow, argument);
        else if (fallback)
            value = flow_instantiate(flow, &subst, flow_lower(flow, fallback));
        else
            value = flow_variable(flow);
        flow_subst_add(&subst, generics[i], value);
        argument = node_next(argument);
    }
    if (item->kind == ITEM_ALIAS) {
        subst.fresh_heads = flow_is_std(flow, item->node);
        Type *body = flow_lower(flow, node_field(item->node, FIELD_TYPE));
        Type *type = flow_instantiate(flow, &subst, body);
        if (subst.fresh_heads && type->kind == TYPE_PATH && !type->head)
            type->head = flow_head_of_node(flow, node);
        return type;
    }
    Type *type = flow_named(flow, item->name, 0);
    type->item = item;
    type->count = count;
    type->args = ARENA_ARRAY(flow->arena, Type *, count + 1);
    for (size_t i = 0; i < count; i++) type->args[i] = subst.to[i];
    type->head = flow_head_of_node(flow, node);
    return type;
}

/* Number of arguments that the stubs of std give a type. */
static size_t std_arity(Flow *flow, Str name) {
    const Item *impl = flow_std_find(flow, ITEM_IMPL, name);
    const Node *type = impl ? node_field(impl->node, FIELD_TYPE) : NULL;
    size_t count = 0;
    for (const Node *n = node_first(node_field(type, FIELD_TYPE_ARGUMENTS)); n; n = node_next(n))
        count += is_type_argument(n);
    return count;
}

static Type *apply_std(Flow *flow, const Node *node, Str name, PathParts parts) {
    size_t written = 0;
    for (const Node *n = node_first(parts.arguments); n; n = node_next(n))
        written += is_type_argument(n);
    size_t arity = std_arity(flow, name);
    const Item *alias = flow_std_find(flow, ITEM_ALIAS, name);
    if (alias) return apply(flow, node, alias, parts.arguments);
    Type *type = flow_named(flow, name, written > arity ? written : arity);
    size_t i = 0;
    for (const Node *n = node_first(parts.arguments); n; n = node_next(n)) {
        if (is_type_argument(n)) type->args[i++] = flow_lower(flow, n);
    }
    if (str_is(name, "Result") && written == 1) /* io::Result<T>, anyhow::Result<T> */
        type->args[1] = flow_named(flow, STR("Error"), 0);
    if (str_is(name, "Result") && written == 0 && str_is(flow_qualifier(flow, node), "fmt")) {
        type->args[0] = flow_unit(flow);
        type->args[1] = flow_named(flow, STR("Error"), 0);
    }
    type->head = flow_head_of_node(flow, node);
    return type;
}

static bool is_upper(Str name) {
    return name.len > 0 && name.data[0] >= 'A' && name.data[0] <= 'Z';
}

/* `Self::Item`, `T::Item`, `<T as Trait>::Item`; NULL if it is none of these. */
static Type *lower_projection(Flow *flow, PathParts parts) {
    const Node *prefix = parts.prefix;
    if (prefix->kind == NODE_BRACKETED_TYPE) {
        const Node *inner = node_first(prefix);
        if (!node_is(inner, NODE_QUALIFIED_TYPE))
            return flow_project(flow, flow_lower(flow, inner), (Str){0}, parts.name);
        Str trait = flow_path_parts(node_field(inner, FIELD_ALIAS)).name;
        return flow_project(flow, flow_lower(flow, node_field(inner, FIELD_TYPE)), trait,
                            parts.name);
    }
    Str name = flow_path_parts(prefix).name;
    bool is_self = prefix->kind == NODE_IDENTIFIER && str_is(name, "Self");
    if (is_self || find_parameter(prefix, name))
        return flow_project(flow, flow_lower(flow, prefix), (Str){0}, parts.name);
    return NULL;
}

Type *flow_lower_path(Flow *flow, const Node *node) {
    PathParts parts = flow_path_parts(node);
    if (parts.name.len == 0) return NULL;
    if (!parts.prefix) {
        if (str_is(parts.name, "_")) return flow_variable(flow);
        if (str_is(parts.name, "Self")) return flow_self_type(flow, node->parent);
        const Node *parameter = find_parameter(node, parts.name);
        if (parameter) return flow_parameter(flow, parameter);
    } else {
        Type *type = lower_projection(flow, parts);
        if (type) return type;
    }
    unsigned kinds = ITEM_STRUCT | ITEM_ENUM | ITEM_UNION | ITEM_ALIAS | ITEM_TRAIT;
    const Item *item = flow_find_item(flow, kinds, node);
    if (item && item->kind == ITEM_TRAIT) return lower_opaque(flow, node);
    if (item) return apply(flow, node, item, parts.arguments);
    if (parts.prefix && is_upper(flow_path_parts(parts.prefix).name))
        return flow_project(flow, flow_lower(flow, parts.prefix), (Str){0}, parts.name);
    Type *type = apply_std(flow, node, flow_std_name(flow, node), parts);
    Str root = flow_root(flow, node);
    bool std = str_is(root, "std") || str_is(root, "core") || str_is(root, "alloc");
    type->is_std = !type->item && (std || flow_is_std(flow, node));
    return type;
}

/* ---- all kinds ---- */

static Type *lower_list(Flow *flow, const Node *node, TypeKind kind) {
    size_t count = node_count(node);
    if (kind == TYPE_TUPLE && count == 1 && !node_token(node, ","))
        return flow_lower(flow, node_first(node)); /* in parentheses only */
    Type *type = flow_make(flow, kind, count);
    size_t i = 0;
    for (const Node *child = node_first(node); child && i < count; child = node_next(child))
        type->args[i++] = flow_lower(flow, child);
    type->head = flow_head_of_node(flow, node);
    return type;
}

static Type *lower_pointer(Flow *flow, const Node *node, TypeKind kind) {
    Type *type = flow_make(flow, kind, 0);
    type->count = 1;
    type->args = ARENA_ARRAY(flow->arena, Type *, 1);
    type->args[0] = flow_lower(flow, node_field(node, FIELD_TYPE));
    type->is_mut = node_child(node, NODE_MUTABLE_SPECIFIER) != NULL;
    type->head = flow_head_of_node(flow, node);
    return type;
}

static Type *lower_kind(Flow *flow, const Node *node) {
    Type *type = NULL;
    switch ((int)node->kind) {
    case NODE_REFERENCE_TYPE:
        return lower_pointer(flow, node, TYPE_REFERENCE);
    case NODE_POINTER_TYPE:
        return lower_pointer(flow, node, TYPE_POINTER);
    case NODE_TUPLE_TYPE:
        return lower_list(flow, node, TYPE_TUPLE);
    case NODE_UNIT_TYPE:
        return flow_unit(flow);
    case NODE_NEVER_TYPE:
        return flow_make(flow, TYPE_NEVER, 0);
    case NODE_ARRAY_TYPE:
        type = flow_make(flow, TYPE_SLICE, 1);
        type->args[0] = flow_lower(flow, node_field(node, FIELD_ELEMENT));
        type->is_array = node_field(node, FIELD_LENGTH) != NULL;
        type->head = flow_head_of_node(flow, node);
        return type;
    case NODE_FUNCTION_TYPE:
        type = lower_callable(flow, node);
        type->head = flow_head_of_node(flow, node);
        return type;
    case NODE_DYNAMIC_TYPE:
    case NODE_ABSTRACT_TYPE:
    case NODE_BOUNDED_TYPE:
        return lower_opaque(flow, node);
    case NODE_BRACKETED_TYPE:
        return flow_lower(flow, node_first(node));
    case NODE_QUALIFIED_TYPE:
        return flow_lower(flow, node_field(node, FIELD_TYPE));
    default:
        type = flow_lower_path(flow, node);
        return type ? type : flow_variable(flow);
    }
}

Type *flow_lower(Flow *flow, const Node *node) {
    if (!node || flow->depth > FLOW_DEEPEST + 100) return flow_variable(flow);
    NodeInfo *info = flow_info(flow, node);
    if (info->type) return info->type;
    Type *hole = flow_variable(flow); /* what an alias that leads to itself meets */
    info->type = hole;
    flow->depth++;
    Type *type = lower_kind(flow, node);
    flow->depth--;
    if (flow_resolve(flow, type) == hole) return hole;
    if (hole->parent) /* it was bound on the way */
        flow_unify(flow, hole, type);
    else
        hole->parent = type;
    info->type = type;
    return type;
}
