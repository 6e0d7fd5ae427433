/*
 * What types can do: call, iterate, await, dereference; bounds met by types; associated types.
 */
#include "rust/flow_internal.h"

/* ---- bounds ---- */

static const Bound *find_bound(const Type *type, const char *trait) {
    for (const Bound *bound = type->bounds; bound; bound = bound->next) {
        if (str_is(bound->name, trait)) return bound;
    }
    return NULL;
}

static Type *find_associated(const Bound *bound, Str name) {
    for (const Associated *a = bound ? bound->associated : NULL; a; a = a->next) {
        if (str_eq(a->name, name)) return a->type;
    }
    return NULL;
}

/* ---- dereference ---- */

Type *flow_deref(Flow *flow, Type *type) {
    static const char *const pointers[] = {
        "Box",
        "Rc",
        "Arc",
        "Ref",
        "RefMut",
        "MutexGuard",
        "LazyLock",
        "LazyCell",
        "Lazy",
        "Cow",
        "ManuallyDrop",
        "RwLockReadGuard",
        "RwLockWriteGuard",
        "OwnedMutexGuard",
        "OwnedRwLockReadGuard",
        "OwnedRwLockWriteGuard",
        "MappedMutexGuard",
        "PeekMut",
        "ReentrantMutexGuard",
        "MappedRwLockReadGuard",
    };
    type = flow_resolve(flow, type);
    if (type->kind == TYPE_REFERENCE || type->kind == TYPE_POINTER) return type->args[0];
    if (type->kind != TYPE_PATH || type->is_parameter) return NULL;
    if (type->item) return flow_associated(flow, type, STR("Deref"), STR("Target"));
    if (flow_is(type, "Pin")) return type->count > 0 ? flow_deref(flow, type->args[0]) : NULL;
    for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++) {
        if (flow_is(type, pointers[i])) return type->count > 0 ? type->args[0] : NULL;
    }
    if (flow_is(type, "String")) return flow_named(flow, STR("str"), 0);
    if (flow_is(type, "Vec") && type->count > 0) {
        Type *slice = flow_make(flow, TYPE_SLICE, 0);
        slice->args = type->args;
        slice->count = 1;
        return slice;
    }
    return NULL;
}

/* ---- callables ---- */

Type *flow_function_of(Flow *flow, Type *type) {
    for (unsigned steps = 0; type && steps < FLOW_DEREFS; steps++) {
        type = flow_resolve(flow, type);
        if (type->kind == TYPE_FUNCTION) return type;
        for (const Bound *bound = type->bounds; bound; bound = bound->next) {
            if (bound->function) return bound->function;
        }
        type = flow_deref(flow, type);
    }
    return NULL;
}

/* ---- impls ---- */

static bool fits_impl(Flow *flow, const Type *self, const Type *type) {
    if (self->is_parameter) return true;
    if (self->kind != type->kind) return false;
    if (self->kind == TYPE_PATH || self->kind == TYPE_DYN) {
        if (!str_eq(self->name, type->name) || self->item != type->item) return false;
    }
    if (self->item || self->count == 0 || type->count == 0) return true;
    if (self->kind == TYPE_PATH && self->count != type->count) return false;
    const Type *a = flow_resolve(flow, self->args[0]);
    const Type *b = flow_resolve(flow, type->args[0]);
    return a->is_parameter || b->kind == TYPE_UNKNOWN || fits_impl(flow, a, b);
}

/*
 * Merges an impl's type with the type of a use: of a user's type only the arguments, for its name
 * says no more than itself.
 */
static void meet(Flow *flow, Type *self, Type *type) {
    self = flow_resolve(flow, self);
    type = flow_resolve(flow, type);
    if (self->kind == TYPE_PATH && self->item && self->item == type->item) {
        for (size_t i = 0; i < self->count && i < type->count; i++)
            flow_unify(flow, self->args[i], type->args[i]);
    } else {
        flow_unify(flow, self, type);
    }
}

static const Item *find_impl(Flow *flow, const Index *index, Type *type, Str trait, Subst *subst) {
    ItemList impls = {0};
    index_impls_of(flow->arena, &impls, index, trait);
    for (unsigned blanket = 0; blanket < 2; blanket++) {
        for (size_t i = 0; i < impls.count; i++) {
            const Item *impl = impls.items[i];
            Type *self = flow_resolve(flow, flow_lower(flow, node_field(impl->node, FIELD_TYPE)));
            if (self->is_parameter != (blanket == 1) || !fits_impl(flow, self, type)) continue;
            Type *generics[16];
            size_t count = flow_generics(flow, impl->node, generics, 16);
            flow_freshen(flow, subst, generics, count);
            meet(flow, flow_instantiate(flow, subst, self), type);
            return impl;
        }
    }
    return NULL;
}

const Item *flow_impl_of(Flow *flow, Type *type, Str trait, Subst *subst) {
    type = flow_resolve(flow, type);
    if (type->kind == TYPE_UNKNOWN || flow->depth > FLOW_DEEPEST) return NULL;
    flow->depth += 20;
    const Item *impl = find_impl(flow, flow->index, type, trait, subst);
    if (!impl) {
        *subst = (Subst){.fresh_heads = true};
        flow_std_find(flow, ITEM_IMPL, type->name);
        impl = find_impl(flow, flow->std, type, trait, subst);
    }
    flow->depth -= 20;
    return impl;
}

/* An associated type from the impls of a trait, or of all traits where it is not named. */
static Type *associated_of_impls(Flow *flow, Type *type, Str trait, Str name) {
    if (trait.len > 0) {
        Subst subst = {0};
        const Item *impl = flow_impl_of(flow, type, trait, &subst);
        const Item *member = impl ? item_member(impl, name) : NULL;
        const Node *node = member ? node_field(member->node, FIELD_TYPE) : NULL;
        return node ? flow_instantiate(flow, &subst, flow_lower(flow, node)) : NULL;
    }
    ItemList members = {0};
    index_find_all(flow->arena, &members, flow->index, ITEM_ASSOCIATED_TYPE, name);
    for (size_t i = 0; i < members.count && i < 64; i++) {
        const Item *impl = members.items[i]->parent;
        if (!impl || impl->kind != ITEM_IMPL || !str_eq(impl->name, type->name)) continue;
        Type *found = associated_of_impls(flow, type, impl->trait_name, name);
        if (found) return found;
    }
    return NULL;
}

static Type *associated_of_bounds(Flow *flow, const Type *type, Str trait, Str name) {
    for (const Bound *bound = type->bounds; bound; bound = bound->next) {
        if (bound->function && str_is(name, "Output")) {
            const Type *function = flow_resolve(flow, bound->function);
            return function->count > 0 ? function->args[function->count - 1] : NULL;
        }
        Type *found = trait.len == 0 || str_eq(trait, bound->name) || !bound->item
                          ? find_associated(bound, name)
                          : NULL;
        if (found) return found;
    }
    return NULL;
}

Type *flow_associated(Flow *flow, Type *type, Str trait, Str name) {
    type = flow_resolve(flow, type);
    Type *found = associated_of_bounds(flow, type, trait, name);
    if (found || type->kind == TYPE_UNKNOWN || type->is_parameter) return found;
    if (type->kind == TYPE_FUNCTION)
        return str_is(name, "Output") && type->count > 0 ? type->args[type->count - 1] : NULL;
    if (type->kind == TYPE_TUPLE && str_is(trait, "Tuple")) {
        size_t i = str_is(name, "Second");
        return i < type->count ? type->args[i] : NULL;
    }
    if (str_is(name, "Target") && (trait.len == 0 || str_is(trait, "Deref")) && !type->item)
        return flow_deref(flow, type);
    if (str_is(name, "Item") && (trait.len == 0 || str_is(trait, "Iterator") ||
                                 str_is(trait, "IntoIterator") || str_is(trait, "Stream"))) {
        found = flow_item_of(flow, type);
        if (found) return found;
    }
    if (str_is(name, "Output") && (trait.len == 0 || str_is(trait, "Future"))) {
        found = flow_output_of(flow, type);
        if (found) return found;
    }
    return associated_of_impls(flow, type, trait, name);
}

/* ---- iteration and futures ---- */

/*
 * What std's collections give: the item, wrapped in a reference when the collection itself is
 * behind one.
 */
static Type *item_of_std(Flow *flow, Type *type, bool by_reference) {
    static const char *const lists[] = {"Vec",    "VecDeque",   "HashSet",    "BTreeSet", "Option",
                                        "Result", "BinaryHeap", "LinkedList", "IndexSet"};
    static const char *const maps[] = {"HashMap", "BTreeMap", "IndexMap"};
    if (type->kind == TYPE_SLICE)
        return by_reference ? flow_reference(flow, type->args[0], false) : type->args[0];
    if (type->count == 0) return NULL;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (flow_is(type, lists[i]))
            return by_reference ? flow_reference(flow, type->args[0], false) : type->args[0];
    }
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        if (flow_is(type, maps[i]) && type->count > 1) {
            Type *pair = flow_make(flow, TYPE_TUPLE, 2);
            for (size_t k = 0; k < 2; k++)
                pair->args[k] =
                    by_reference ? flow_reference(flow, type->args[k], false) : type->args[k];
            return pair;
        }
    }
    if (flow_is(type, "Range") || flow_is(type, "Receiver")) return type->args[0];
    return NULL;
}

Type *flow_item_of(Flow *flow, Type *type) {
    bool by_reference = false;
    for (unsigned steps = 0; type && steps < FLOW_DEREFS; steps++) {
        type = flow_resolve(flow, type);
        for (const Bound *bound = type->bounds; bound; bound = bound->next) {
            Type *item = find_associated(bound, STR("Item"));
            if (item) return item;
        }
        Type *item = item_of_std(flow, type, by_reference);
        if (item) return item;
        bool may_iterate =
            type->kind == TYPE_PATH && !flow_is(type, "Box") && !flow_is(type, "Pin");
        if (may_iterate) {
            item = associated_of_impls(flow, type, STR("Iterator"), STR("Item"));
            return item || !type->item
                       ? item
                       : associated_of_impls(flow, type, STR("IntoIterator"), STR("Item"));
        }
        if (type->kind == TYPE_REFERENCE) {
            Subst subst = {0};
            const Item *impl = flow_impl_of(flow, type, STR("IntoIterator"), &subst);
            const Item *member = impl ? item_member(impl, STR("Item")) : NULL;
            const Node *node = member ? node_field(member->node, FIELD_TYPE) : NULL;
            if (node) return flow_instantiate(flow, &subst, flow_lower(flow, node));
            by_reference = true;
        } else if (!flow_is(type, "Box") && !flow_is(type, "Pin")) {
            return NULL;
        }
        type = flow_deref(flow, type);
    }
    return NULL;
}

Type *flow_output_of(Flow *flow, Type *type) {
    for (unsigned steps = 0; type && steps < FLOW_DEREFS; steps++) {
        type = flow_resolve(flow, type);
        const Bound *bound = find_bound(type, "Future");
        Type *output =
            find_associated(bound ? bound : find_bound(type, "IntoFuture"), STR("Output"));
        if (output) return output;
        if (type->kind == TYPE_PATH && !type->is_parameter) {
            output = associated_of_impls(flow, type, STR("Future"), STR("Output"));
            if (output) return output;
        }
        type = flow_deref(flow, type);
    }
    return NULL;
}

/* ---- bounds met ---- */

/* What `collect` makes a collection from. */
static void satisfy_collect(Flow *flow, Type *type, Type *item) {
    static const char *const lists[] = {"Vec",      "VecDeque",   "HashSet",
                                        "BTreeSet", "BinaryHeap", "LinkedList"};
    if ((flow_is(type, "HashMap") || flow_is(type, "BTreeMap")) && type->count > 1) {
        Type *pair = flow_make(flow, TYPE_TUPLE, 2);
        pair->args[0] = type->args[0];
        pair->args[1] = type->args[1];
        flow_unify(flow, pair, item);
        return;
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (flow_is(type, lists[i]) && type->count > 0) {
            flow_unify(flow, type->args[0], item);
            return;
        }
    }
    bool is_result = flow_is(type, "Result") && type->count > 1;
    if (is_result || (flow_is(type, "Option") && type->count > 0)) {
        Type *wrapped = flow_named(flow, type->name, type->count);
        for (size_t i = 1; i < type->count; i++) wrapped->args[i] = type->args[i];
        flow_unify(flow, wrapped, item);
        Type *inner = flow_resolve(flow, type->args[0]);
        if (inner->kind != TYPE_UNKNOWN) satisfy_collect(flow, inner, wrapped->args[0]);
    } else if (flow_is(type, "Rc") || flow_is(type, "Arc") || flow_is(type, "Box")) {
        Type *inner = flow_argument(flow, type, 0);
        if (inner->kind == TYPE_SLICE) flow_unify(flow, inner->args[0], item);
    }
}

/* Types whose impl may say more than their name: `impl<F: Fn(T)> Tr for F`, `impl Tr for Rc<T>`. */
static bool is_structural(const Type *type) {
    return type->kind == TYPE_FUNCTION ||
           (type->kind == TYPE_PATH && !type->item && type->count > 0);
}

/* A trait of the workspace with generics: those of the impl that type uses. */
static void satisfy_impl(Flow *flow, Type *type, const Bound *bound) {
    for (const Bound *own = type->bounds; own; own = own->next) {
        if (!str_eq(own->name, bound->name)) continue;
        for (size_t i = 0; i < own->count && i < bound->count; i++)
            flow_unify(flow, own->args[i], bound->args[i]);
        return;
    }
    Subst subst = {0};
    bool is_ours = bound->item && !flow_is_std(flow, bound->item->node);
    bool is_told = bound->count > 0 || (is_ours && is_structural(type));
    const Item *impl = is_told ? flow_impl_of(flow, type, bound->name, &subst) : NULL;
    const Node *arguments =
        node_field(node_field(impl ? impl->node : NULL, FIELD_TRAIT), FIELD_TYPE_ARGUMENTS);
    size_t i = 0;
    for (const Node *node = node_first(arguments); node; node = node_next(node)) {
        if (node->kind == NODE_LIFETIME || node->kind == NODE_TYPE_BINDING) continue;
        if (i < bound->count)
            flow_unify(flow, flow_instantiate(flow, &subst, flow_lower(flow, node)),
                       bound->args[i]);
        i++;
    }
}

void flow_satisfy(Flow *flow, Type *type, const Bound *bound) {
    type = flow_resolve(flow, type);
    if (flow->depth > FLOW_DEEPEST) return;
    flow->depth += 20;
    flow_demand_bound(flow, type, bound);
    if (bound->function) {
        Type *function = flow_function_of(flow, type);
        if (function) flow_unify(flow, function, bound->function);
    } else if (str_is(bound->name, "FromIterator") && bound->count > 0 && !type->item) {
        satisfy_collect(flow, type, bound->args[0]);
    } else if ((str_is(bound->name, "Into") || str_is(bound->name, "From")) && bound->count > 0) {
        Type *other = flow_resolve(flow, bound->args[0]);
        if (other->kind == TYPE_PATH && type->kind == TYPE_PATH && str_eq(other->name, type->name))
            flow_unify(flow, type, other);
    } else if (bound->count > 0 || bound->associated || is_structural(type)) {
        satisfy_impl(flow, type, bound);
        for (const Associated *a = bound->associated; a; a = a->next) {
            Type *found = flow_associated(flow, type, bound->name, a->name);
            if (found) flow_unify(flow, found, a->type);
        }
    }
    flow->depth -= 20;
}
