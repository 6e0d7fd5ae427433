/*
 * Calls: finding methods through auto-deref, one instance of the signature per call, arguments
 * coerced to parameters.
 */
#include "rust/flow_internal.h"

/* ---- finding a function of a type ---- */

static const Item *member_of_trait(const Item *trait, Str name) {
    const Item *member = trait ? item_member(trait, name) : NULL;
    return member && member->kind == ITEM_FUNCTION ? member : NULL;
}

/* A method that bounds promise: of the traits named, and of those that these require. */
static const Item *member_of_bounds(Flow *flow, const Bound *bounds, Str name, unsigned depth) {
    for (const Bound *bound = bounds; bound && depth > 0; bound = bound->next) {
        const Item *member = member_of_trait(bound->item, name);
        if (member) return member;
        if (!bound->item || bound->item->kind != ITEM_TRAIT) continue;
        const Type *self = flow_item_type(flow, bound->item);
        member = self->bounds ? member_of_bounds(flow, self->bounds->next, name, depth - 1) : NULL;
        if (member) return member;
    }
    return NULL;
}

static bool is_numeric(const Type *type) {
    static const char *const names[] = {"i8",  "i16", "i32", "i64",  "i128",  "isize", "u8",
                                        "u16", "u32", "u64", "u128", "usize", "f32",   "f64"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (flow_is(type, names[i])) return true;
    }
    return type->kind == TYPE_UNKNOWN && type->literal;
}

/*
 * The workspace's function of a type: of the impls of that very item where there are several of the
 * name. A type of std has only those of impls for it, not of an item that has the same name.
 */
static const Item *member_of_impls(Flow *flow, const Type *type, Str type_name, Str name) {
    const Item *first = index_method(flow->index, type_name, name);
    if (!first || !first->parent || first->parent->kind != ITEM_IMPL) return first;
    if (!type->item && !type->is_std) return first;
    ItemList all = {0};
    index_find_all(flow->arena, &all, flow->index, ITEM_FUNCTION, name);
    for (size_t i = 0; i < all.count; i++) {
        const Item *impl = all.items[i]->parent;
        if (impl && impl->kind == ITEM_IMPL && str_eq(impl->name, type_name)) {
            Type *self = flow_resolve(flow, flow_item_type(flow, impl));
            if (self->item == type->item) return all.items[i];
        }
    }
    return type->is_std ? NULL : first;
}

/* Methods that a user's type has because it implements one of std's traits. */
static const Item *member_of_std_traits(Flow *flow, Type *type, Str name) {
    static const char *const traits[] = {"Iterator", "MoreIterator", "Stream", "Future"};
    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++) {
        const Item *trait = flow_std_find(flow, ITEM_TRAIT, str_from(traits[i]));
        const Item *member = member_of_trait(trait, name);
        Subst subst = {0};
        Str needed = i == 1 ? STR("Iterator") : str_from(traits[i]);
        if (member && flow_impl_of(flow, type, needed, &subst)) return member;
    }
    return NULL;
}

Signature *flow_member(Flow *flow, Type *type, Str name) {
    type = flow_resolve(flow, type);
    const Item *member = member_of_bounds(flow, type->bounds, name, 8);
    Str type_name = type->name;
    if (type->kind == TYPE_SLICE)
        type_name = STR("Slice");
    else if (type->kind == TYPE_POINTER)
        type_name = STR("Pointer");
    if (!member && !type->is_parameter && type_name.len > 0 && type->kind != TYPE_UNKNOWN) {
        member = member_of_impls(flow, type, type_name, name);
        if (!member && !type->item) member = flow_std_method(flow, type_name, name);
        if (!member) member = member_of_std_traits(flow, type, name);
    }
    if (!member && is_numeric(type)) member = flow_std_method(flow, STR("Number"), name);
    if (!member && type->kind != TYPE_REFERENCE && (type->kind != TYPE_UNKNOWN || type->literal))
        member = member_of_trait(flow_std_find(flow, ITEM_TRAIT, STR("Universal")), name);
    return member && member->kind == ITEM_FUNCTION ? flow_signature(flow, member) : NULL;
}

/* A trait of the workspace that alone declares a method: for receivers of blanket impls. */
static const Item *only_trait_method(Flow *flow, Str name) {
    ItemList all = {0};
    if (index_find(flow->index, ITEM_FUNCTION, name))
        index_find_all(flow->arena, &all, flow->index, ITEM_FUNCTION, name);
    const Item *found = NULL;
    for (size_t i = 0; i < all.count; i++) {
        const Item *parent = all.items[i]->parent;
        if (!parent || parent->kind != ITEM_TRAIT) continue;
        if (found) return NULL;
        found = all.items[i];
    }
    return found;
}

Type *flow_method(Flow *flow, Type *receiver, Str name, const Node *arguments,
                  const Item **callee) {
    Type *before = NULL; /* the step that dereferenced to type */
    Type *type = receiver;
    Type *first = NULL;
    bool by_reference = false;
    bool is_mut = false;
    for (unsigned steps = 0; type && steps < FLOW_DEREFS; steps++) {
        type = flow_resolve(flow, type);
        Str wanted = name;
        if (by_reference && str_is(name, "into_iter"))
            wanted = is_mut ? STR("iter_mut") : STR("iter");
        Signature *signature = flow_member(flow, type, wanted);
        if (signature && signature->has_self) {
            Type *instance = flow_instance(flow, signature, type, arguments);
            if (signature->item->receiver == RECEIVER_TYPED)
                flow_coerce(flow, before ? before : type, instance->args[0]);
            *callee = signature->is_std ? NULL : signature->item;
            return instance;
        }
        if (!first && type->kind != TYPE_REFERENCE) first = type;
        by_reference = type->kind == TYPE_REFERENCE;
        is_mut = type->is_mut;
        if (!by_reference) before = type;
        type = flow_deref(flow, type);
    }
    const Item *method =
        first && first->kind != TYPE_UNKNOWN ? only_trait_method(flow, name) : NULL;
    if (!method || method->receiver == RECEIVER_NONE) return NULL;
    Subst subst = {0};
    flow_impl_of(flow, first, method->parent->name, &subst); /* its bounds tell of the receiver */
    *callee = method;
    return flow_instance(flow, flow_signature(flow, method), first, arguments);
}

/* ---- conversions ---- */

static void convert(Flow *flow, Type *from, Type *to) {
    from = flow_resolve(flow, from);
    to = flow_resolve(flow, to);
    if (from->kind == TYPE_UNKNOWN || to->kind == TYPE_UNKNOWN || from == to) return;
    if (from->kind == to->kind && str_eq(from->name, to->name) && from->item == to->item) {
        flow_unify(flow, from, to); /* From<T> for T is all there is between boxed errors */
        return;
    }
    if (!to->item) return;
    ItemList impls = {0};
    index_impls_of(flow->arena, &impls, flow->index, STR("From"));
    for (size_t i = 0; i < impls.count; i++) {
        if (!str_eq(impls.items[i]->name, to->name)) continue;
        const Node *path = node_field(impls.items[i]->node, FIELD_TRAIT);
        const Node *source = node_first(flow_path_parts(path).arguments);
        Type *type = flow_resolve(flow, flow_lower(flow, source));
        if (type->kind == TYPE_PATH && from->kind == TYPE_PATH && str_eq(type->name, from->name) &&
            type->item == from->item)
            flow_unify(flow, type, from);
    }
}

void flow_convert(Flow *flow, const Node *at, Type *from, Type *to) {
    NodeInfo *info = flow_info(flow, at);
    if (info->converts) return;
    info->converts = true;
    VEC_PUSH(flow->arena, &flow->conversions, (Conversion){.at = at, .from = from, .to = to});
    VEC_PUSH(flow->arena, &flow->conversion_types, from);
    VEC_PUSH(flow->arena, &flow->conversion_types, to);
}

void flow_convert_all(Flow *flow) {
    for (size_t i = 0; i + 1 < flow->conversion_types.count; i += 2) {
        Type *from = flow->conversion_types.items[i];
        Type *to = flow->conversion_types.items[i + 1];
        convert(flow, from, to);
        flow_demand_converted(flow, from, to);
    }
}

/* ---- calls ---- */

static bool is_lazy(const Node *node) {
    return node->kind == NODE_CLOSURE_EXPRESSION || node->kind == NODE_ASYNC_BLOCK;
}

/*
 * Infers arguments and coerces them to the parameters from the given one on; closures last, when
 * more is known.
 */
static void pass_arguments(Flow *flow, const Node *list, Type *function, size_t first) {
    size_t last = function ? function->count - 1 : 0;
    for (unsigned lazy = 0; lazy < 2; lazy++) {
        size_t i = first;
        for (const Node *node = node_first(list); node; node = node_next(node), i++) {
            if (is_lazy(node) != (lazy == 1)) continue;
            Type *parameter = function && i < last ? function->args[i] : NULL;
            Type *type = flow_infer(flow, node, parameter);
            if (parameter) flow_coerce(flow, type, parameter);
        }
    }
}

static Type *result_of(Type *function) {
    return function->args[function->count - 1];
}

/*
 * Whether a closure among the arguments is to tell a type that is open yet, `U` of `map`: then what
 * is expected of the call says nothing to the closure, and its result is not coerced to it.
 */
static bool has_open_closure(Flow *flow, const Node *list, const Type *function, size_t first) {
    size_t i = first;
    for (const Node *node = node_first(list); node; node = node_next(node), i++) {
        if (!is_lazy(node) || i + 1 >= function->count) continue;
        Type *wanted = flow_function_of(flow, function->args[i]);
        wanted = wanted ? flow_resolve(flow, wanted) : NULL;
        if (wanted && wanted->count > 0 &&
            flow_resolve(flow, result_of(wanted))->kind == TYPE_UNKNOWN)
            return true;
    }
    return false;
}

/* Arguments and what is expected of the call, in the order in which they are to be known. */
static void pass_all(Flow *flow, const Node *list, Type *function, size_t first, Type *expected) {
    bool open = has_open_closure(flow, list, function, first);
    if (!open) flow_hint(flow, result_of(function), expected);
    pass_arguments(flow, list, function, first);
    if (open) flow_hint(flow, result_of(function), expected);
}

/* `.into()`, `.try_into()`: their result is what is wanted. */
static Type *infer_into(Flow *flow, const Node *node, Type *receiver, Str name, Type *expected) {
    NodeInfo *info = flow_info(flow, node);
    Type *target = info->type ? info->type : flow_variable(flow);
    Type *from = flow_resolve(flow, receiver);
    for (const Bound *bound = from->bounds; bound; bound = bound->next) {
        if (str_is(bound->name, "Into") && bound->count > 0) return bound->args[0];
    }
    if (str_is(name, "try_into")) {
        Type *result = flow_named(flow, STR("Result"), 2);
        return result;
    }
    flow_hint(flow, target, expected);
    flow_convert(flow, node, receiver, target);
    return target;
}

static Type *infer_method(Flow *flow, const Node *node, const Node *function, const Node *turbofish,
                          Type *expected) {
    const Node *list = node_field(node, FIELD_ARGUMENTS);
    Type *receiver = flow_infer(flow, node_field(function, FIELD_VALUE), NULL);
    Str name = node_text(node_field(function, FIELD_FIELD));
    NodeInfo *info = flow_info(flow, node);
    const Item *callee = NULL;
    Type *instance = flow_method(flow, receiver, name, turbofish, &callee);
    if (!instance && (str_is(name, "into") || str_is(name, "try_into")))
        return infer_into(flow, node, receiver, name, expected);
    if (!instance) {
        pass_arguments(flow, list, NULL, 0);
        return info->type ? info->type : flow_variable(flow);
    }
    info->item = callee;
    pass_all(flow, list, instance, 1, expected);
    return result_of(instance);
}

Type *flow_infer_call(Flow *flow, const Node *node, Type *expected) {
    const Node *function = node_field(node, FIELD_FUNCTION);
    const Node *list = node_field(node, FIELD_ARGUMENTS);
    const Node *turbofish = NULL;
    const Node *inner = function;
    if (node_is(function, NODE_GENERIC_FUNCTION)) {
        turbofish = node_field(function, FIELD_TYPE_ARGUMENTS);
        inner = node_field(function, FIELD_FUNCTION);
    }
    if (node_is(inner, NODE_FIELD_EXPRESSION))
        return infer_method(flow, node, inner, turbofish, expected);
    Type *type = flow_infer(flow, function, NULL);
    NodeInfo *info = flow_info(flow, node);
    const NodeInfo *named = flow_known(flow, function);
    if (named && !named->field) info->item = named->item;
    Type *callable = flow_function_of(flow, type);
    if (callable) callable = flow_resolve(flow, callable);
    if (!callable || callable->count == 0) {
        pass_arguments(flow, list, NULL, 0);
        return info->type ? info->type : flow_variable(flow);
    }
    pass_all(flow, list, callable, 0, expected);
    Str name = flow_path_parts(function).name;
    if (str_is(name, "from") && callable->count == 2 && !info->item)
        flow_convert(flow, node, callable->args[0], result_of(callable));
    return result_of(callable);
}
