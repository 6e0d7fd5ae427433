/*
 * Trait objects in the flow: what must gain an auto trait when an object gains it, besides what is coerced to it, and objects
 * that no source at hand spells, so that nobody can give them another bound.
 */
#include "rust/flow_internal.h"

/* ---- demands ---- */

/* The head that stands for a bound: of the whole `impl A + 'a` where it is part of one. */
static Head *head_of_bound(Flow *flow, const Node *node) {
    const Node *outer = node->parent;
    if (node_is(outer, NODE_HIGHER_RANKED_TRAIT_BOUND))
        outer = outer->parent;
    if (!node_is(outer, NODE_ABSTRACT_TYPE))
        return flow_head_of_node(flow, node);
    while (node_is(outer->parent, NODE_BOUNDED_TYPE))
        outer = outer->parent;
    return flow_head_of_node(flow, outer);
}

/* The head of what says that a type has a trait: its own bound, or the trait object that it is a box of. */
static Head *head_of_promise(Flow *flow, Type *type, Str trait) {
    for (unsigned steps = 0; type && steps < 4; steps++) {
        type = flow_resolve(flow, type);
        if (type->kind == TYPE_DYN)
            return str_eq(type->name, trait) ? flow_head(flow, type) : NULL;
        for (const Bound *own = type->bounds; own; own = own->next) {
            if (str_eq(own->name, trait) && own->node && (type->is_parameter || type->is_argument))
                return head_of_bound(flow, own->node);
        }
        if (!flow_is(type, "Box"))
            return NULL;
        type = flow_deref(flow, type);
    }
    return NULL;
}

void flow_demand_bound(Flow *flow, Type *type, const Bound *bound) {
    if (!bound->node || flow_is_std(flow, bound->node))
        return;
    Head *from = head_of_promise(flow, type, bound->name);
    Head *to = from ? head_of_bound(flow, bound->node) : NULL;
    if (to)
        flow_link(flow, FLOW_DEMAND, from, to);
}

/* The bound on `T::Err` in a where clause around a node. */
static const Node *bound_of_projection(const Node *at, const Type *projection, Str parameter, Str trait) {
    for (const Node *outer = at; outer; outer = outer->parent) {
        const Node *where = node_child(outer, NODE_WHERE_CLAUSE);
        for (const Node *row = node_first(where); row; row = node_next(row)) {
            const Node *left = node_field(row, FIELD_LEFT);
            bool same = str_eq(flow_path_parts(left).name, projection->name) &&
                        str_find_word(node_text(left), parameter, 0) != STR_NONE;
            const Node *bounds = same ? node_field(row, FIELD_BOUNDS) : NULL;
            for (const Node *bound = node_first(bounds); bound; bound = node_next(bound)) {
                if (str_eq(flow_path_parts(bound).name, trait))
                    return bound;
            }
        }
    }
    return NULL;
}

void flow_demand_converted(Flow *flow, const Node *at, Type *from, Type *to) {
    from = flow_resolve(flow, from);
    to = flow_resolve(flow, to);
    Type *object = flow_is(to, "Box") ? flow_argument(flow, to, 0) : to;
    if (object->kind != TYPE_DYN)
        return;
    Head *head = NULL;
    if (from->kind == TYPE_UNKNOWN && from->base) {
        const Type *base = flow_resolve(flow, from->base);
        const Node *bound = bound_of_projection(at, from, base->name, object->name);
        head = bound ? flow_head_of_node(flow, bound) : NULL;
    } else if (from->kind != TYPE_UNKNOWN && !flow_is(from, "Box")) {
        head = head_of_promise(flow, from, object->name);
    }
    if (head)
        flow_link(flow, FLOW_DEMAND, head, flow_head(flow, object));
}

/* ---- objects that nobody spells ---- */

static Head *root_of(Head *head) {
    while (head->parent)
        head = head->parent;
    return head;
}

static bool holds_unspelt(Flow *flow, Type *type, Str trait, unsigned depth) {
    type = flow_resolve(flow, type);
    if (type->kind == TYPE_DYN && str_eq(type->name, trait))
        return !flow_head(flow, type)->first;
    for (size_t i = 0; depth > 0 && i < type->count; i++) {
        if (holds_unspelt(flow, type->args[i], trait, depth - 1))
            return true;
    }
    return false;
}

bool flow_holds_unspelt_object(Flow *flow, const Node *node, Str trait) {
    const NodeInfo *info = flow_known(flow, node);
    return info && info->type && holds_unspelt(flow, info->type, trait, 8);
}

bool flow_takes_unspelt(Flow *flow, const Node *object) {
    const NodeInfo *info = flow_known(flow, object);
    const Head *to = info && info->head ? root_of(info->head) : NULL;
    for (size_t i = 0; to && i < flow->links.count; i++) {
        const HeadLink *link = &flow->links.items[i];
        if (link->kind == FLOW_DEMAND && root_of(link->to) == to && !root_of(link->from)->first)
            return true;
    }
    return false;
}
