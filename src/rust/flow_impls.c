/*
 * Traits and their impls: a method is declared twice, and both declarations say the same types.
 */
#include "rust/flow_internal.h"

/* What the bounds of a trait's generic say of its use, the impl's generic says again. */
static void link_bounds(Flow *flow, Subst *subst, const Type *own, const Type *declared) {
    for (const Bound *theirs = declared->bounds; theirs; theirs = theirs->next) {
        const Bound *ours = own->bounds;
        while (ours && !str_eq(ours->name, theirs->name)) ours = ours->next;
        if (!ours) continue;
        for (size_t i = 0; i < ours->count && i < theirs->count; i++)
            flow_unify(flow, flow_instantiate(flow, subst, theirs->args[i]), ours->args[i]);
        for (const Associated *a = theirs->associated; a; a = a->next) {
            const Associated *b = ours->associated;
            while (b && !str_eq(b->name, a->name)) b = b->next;
            if (b) flow_unify(flow, flow_instantiate(flow, subst, a->type), b->type);
        }
        if (ours->function && theirs->function)
            flow_unify(flow, flow_instantiate(flow, subst, theirs->function), ours->function);
    }
}

/* IntoIterator: what the iterator gives is the Item. */
static void link_items(Flow *flow, const Item *impl) {
    const Item *iterator = item_member(impl, STR("IntoIter"));
    const Item *item = item_member(impl, STR("Item"));
    if (!iterator || !item) return;
    Type *given = flow_item_of(flow, flow_lower(flow, node_field(iterator->node, FIELD_TYPE)));
    if (given) flow_unify(flow, given, flow_lower(flow, node_field(item->node, FIELD_TYPE)));
}

static void link_method(Flow *flow, const Item *function, const Item *declared, Subst outer) {
    Signature *own = flow_signature(flow, function);
    Signature *theirs = flow_signature(flow, declared);
    size_t own_first = own->generic_count - own->own_generics;
    size_t their_first = theirs->generic_count - theirs->own_generics;
    for (size_t i = 0; i < own->own_generics && i < theirs->own_generics; i++)
        flow_subst_add(&outer, theirs->generics[their_first + i], own->generics[own_first + i]);
    for (size_t i = 0; i < own->own_generics && i < theirs->own_generics; i++)
        link_bounds(flow, &outer, own->generics[own_first + i], theirs->generics[their_first + i]);
    for (size_t i = own->has_self; i < own->count && i < theirs->count; i++) {
        Type *type = flow_resolve(flow, theirs->params[i]);
        if (type->is_argument)
            link_bounds(flow, &outer, flow_resolve(flow, own->params[i]), type);
        else
            flow_unify(flow, flow_instantiate(flow, &outer, type), own->params[i]);
    }
    flow_unify(flow, flow_instantiate(flow, &outer, theirs->result), own->result);
}

static void link_impl(Flow *flow, const Item *impl) {
    const Node *path = node_field(impl->node, FIELD_TRAIT);
    const Item *trait = flow_find_item(flow, ITEM_TRAIT, path);
    bool is_std = !trait;
    if (!trait) trait = flow_std_find(flow, ITEM_TRAIT, impl->trait_name);
    if (!trait) return;
    Subst subst = {.fresh_heads = is_std, .impl = impl};
    flow_subst_add(&subst, flow_item_type(flow, trait), flow_item_type(flow, impl));
    Type *generics[8];
    size_t count = flow_generics(flow, trait->node, generics, 8);
    const Node *argument = node_first(flow_path_parts(path).arguments);
    for (size_t i = 0; i < count; i++) {
        while (argument && (argument->kind == NODE_LIFETIME || argument->kind == NODE_TYPE_BINDING))
            argument = node_next(argument);
        const Node *fallback = node_field(generics[i]->node, FIELD_DEFAULT_TYPE);
        Type *value = argument   ? flow_lower(flow, argument)
                      : fallback ? flow_instantiate(flow, &subst, flow_lower(flow, fallback))
                                 : flow_variable(flow);
        flow_subst_add(&subst, generics[i], value);
        argument = node_next(argument);
    }
    for (size_t i = 0; i < impl->members.count; i++) {
        const Item *member = impl->members.items[i];
        const Item *declared = item_member(trait, member->name);
        if (member->kind == ITEM_FUNCTION && declared && declared->kind == ITEM_FUNCTION)
            link_method(flow, member, declared, subst);
    }
    if (is_std && str_is(impl->trait_name, "IntoIterator")) link_items(flow, impl);
}

void flow_link_impls(Flow *flow) {
    ItemList impls = {0};
    index_all(flow->arena, &impls, flow->index, ITEM_IMPL);
    for (size_t i = 0; i < impls.count; i++) {
        if (impls.items[i]->trait_name.len > 0) link_impl(flow, impls.items[i]);
    }
}
