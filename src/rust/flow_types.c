/*
 * Terms and heads of the flow: making them, finding the representative of a class, what was noted
 * on a node.
 */
#include "rust/flow_internal.h"

#include <string.h>

/* ---- what is known of a node ---- */

static size_t slot_of(const Flow *flow, const Node *node) {
    uintptr_t key = (uintptr_t)node >> 4;
    key *= (uintptr_t)0x9E3779B97F4A7C15u;
    size_t slot = (size_t)(key >> 20) & (flow->slot_count - 1);
    while (flow->slots[slot] && flow->slots[slot]->node != node)
        slot = (slot + 1) & (flow->slot_count - 1);
    return slot;
}

static void grow_slots(Flow *flow) {
    flow->slot_count = flow->slot_count ? flow->slot_count * 2 : 1024;
    flow->slots = ARENA_ARRAY(flow->arena, NodeInfo *, flow->slot_count);
    for (size_t i = 0; i < flow->infos.count; i++)
        flow->slots[slot_of(flow, flow->infos.items[i]->node)] = flow->infos.items[i];
}

NodeInfo *flow_known(const Flow *flow, const Node *node) {
    return flow->slot_count && node ? flow->slots[slot_of(flow, node)] : NULL;
}

NodeInfo *flow_info(Flow *flow, const Node *node) {
    NodeInfo *known = flow_known(flow, node);
    if (known) return known;
    if (flow->infos.count * 2 >= flow->slot_count) grow_slots(flow);
    NodeInfo *info = ARENA_NEW(flow->arena, NodeInfo);
    info->node = node;
    VEC_PUSH(flow->arena, &flow->infos, info);
    flow->slots[slot_of(flow, node)] = info;
    return info;
}

/* ---- making terms ---- */

Type *flow_make(Flow *flow, TypeKind kind, size_t count) {
    Type *type = ARENA_NEW(flow->arena, Type);
    type->kind = kind;
    type->count = count;
    if (count > 0) type->args = ARENA_ARRAY(flow->arena, Type *, count);
    for (size_t i = 0; i < count; i++) type->args[i] = flow_variable(flow);
    return type;
}

Type *flow_variable(Flow *flow) {
    return ARENA_NEW(flow->arena, Type);
}

Type *flow_literal(Flow *flow, char kind) {
    Type *type = flow_variable(flow);
    type->literal = kind;
    VEC_PUSH(flow->arena, &flow->literals, type);
    return type;
}

Type *flow_named(Flow *flow, Str name, size_t count) {
    Type *type = flow_make(flow, TYPE_PATH, count);
    type->name = name;
    return type;
}

Type *flow_of_one(Flow *flow, const char *name, Type *argument) {
    Type *type = flow_named(flow, str_from(name), 1);
    type->args[0] = argument;
    return type;
}

Type *flow_reference(Flow *flow, Type *inner, bool is_mut) {
    Type *type = flow_make(flow, TYPE_REFERENCE, 1);
    type->args[0] = inner;
    type->is_mut = is_mut;
    return type;
}

Type *flow_unit(Flow *flow) {
    return flow_make(flow, TYPE_TUPLE, 0);
}

Type *flow_project(Flow *flow, Type *base, Str trait, Str name) {
    Type *type = flow_variable(flow);
    type->base = base;
    type->trait = trait;
    type->name = name;
    VEC_PUSH(flow->arena, &flow->projections, type);
    return type;
}

Type *flow_future(Flow *flow, Type *output) {
    Associated *associated = ARENA_NEW(flow->arena, Associated);
    *associated = (Associated){.name = STR("Output"), .type = output};
    Bound *bound = ARENA_NEW(flow->arena, Bound);
    *bound = (Bound){.name = STR("Future"), .associated = associated};
    Type *type = flow_make(flow, TYPE_IMPL, 0);
    type->name = bound->name;
    type->bounds = bound;
    flow_fill_arguments(flow, type);
    return type;
}

/*
 * Gives dyn and impl the arguments that their first bound has: the trait's own, then the associated
 * types.
 */
void flow_fill_arguments(Flow *flow, Type *type) {
    const Bound *bound = type->bounds;
    if (!bound) return;
    if (bound->function) {
        type->args = bound->function->args;
        type->count = bound->function->count;
        return;
    }
    type->count = bound->count;
    for (const Associated *a = bound->associated; a; a = a->next) type->count++;
    type->args = ARENA_ARRAY(flow->arena, Type *, type->count + 1);
    size_t at = 0;
    for (; at < bound->count; at++) type->args[at] = bound->args[at];
    for (const Associated *a = bound->associated; a; a = a->next) type->args[at++] = a->type;
}

/* ---- classes ---- */

Type *flow_resolve(Flow *flow, Type *type) {
    Type *root = type;
    while (root->parent) root = root->parent;
    while (type->parent && type->parent != root) {
        Type *next = type->parent;
        type->parent = root;
        type = next;
    }
    if (root->kind != TYPE_UNKNOWN || !root->base || root->busy ||
        flow->depth > FLOW_DEEPEST + FLOW_DEEPEST_TYPE)
        return root;
    root->busy = true;
    flow->depth++;
    Type *target = flow_associated(flow, root->base, root->trait, root->name);
    if (target) target = flow_resolve(flow, target);
    flow->depth--;
    root->busy = false;
    if (root->parent) /* bound on the way */
        return flow_resolve(flow, root);
    if (!target || target == root) return root;
    root->parent = target;
    return target;
}

Type *flow_argument(Flow *flow, Type *type, size_t i) {
    return i < type->count ? flow_resolve(flow, type->args[i]) : flow_variable(flow);
}

bool flow_is(const Type *resolved, const char *name) {
    return resolved->kind == TYPE_PATH && !resolved->is_parameter && !resolved->item &&
           str_is(resolved->name, name);
}

static Head *root_of(Head *head) {
    while (head->parent) {
        if (head->parent->parent) head->parent = head->parent->parent;
        head = head->parent;
    }
    return head;
}

Head *flow_head(Flow *flow, Type *type) {
    if (!type->head) type->head = ARENA_NEW(flow->arena, Head);
    return root_of(type->head);
}

Head *flow_head_of_node(Flow *flow, const Node *node) {
    if (!node) return NULL;
    NodeInfo *info = flow_info(flow, node);
    if (!info->head) {
        info->head = ARENA_NEW(flow->arena, Head);
        if (!flow_is_std(flow, node)) {
            Mention *mention = ARENA_NEW(flow->arena, Mention);
            mention->node = node;
            info->head->first = info->head->last = mention;
        }
    }
    return info->head;
}

void flow_link(Flow *flow, LinkKind kind, Head *from, Head *to) {
    if (from != to)
        VEC_PUSH(flow->arena, &flow->links, (HeadLink){.kind = kind, .from = from, .to = to});
}
