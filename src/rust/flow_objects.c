/*
 * Trait objects in the flow: those that no source at hand spells, so that nobody can give them another bound.
 */
#include "rust/flow_internal.h"

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
