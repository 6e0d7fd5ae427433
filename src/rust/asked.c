/*
 * Asked: see asked.h.
 */
#include "rust/asked.h"

#include "rust/generics.h"

static const Fact *fact_of(const Evidence *evidence, FactKind kind) {
    for (size_t i = 0; i < evidence->facts.count; i++) {
        if (evidence->facts.items[i].kind == kind) return &evidence->facts.items[i];
    }
    return NULL;
}

bool asked_sync_of_future(const Finding *finding) {
    for (size_t i = 0; i < finding->roots.count; i++) {
        if (!str_is(finding->roots.items[i].trait, "Sync")) return false;
    }
    const Evidence *evidence = finding->evidence.items[0];
    const Fact *headline = fact_of(evidence, FACT_HEADLINE_FUTURE);
    bool shared = headline && str_is(headline->trait, "Sync");
    const Fact *cast = fact_of(evidence, FACT_REQUIRED_CAST);
    bool boxed = cast && str_contains(cast->other, STR("dyn Future")) &&
                 str_contains(cast->other, STR("+ Sync"));
    return (shared || (boxed && fact_of(evidence, FACT_USED_WITHIN_ASYNC))) &&
           !str_starts(finding->value_type, STR("&"));
}

Str asked_needlessly(const Finding *finding) {
    if (asked_sync_of_future(finding)) return STR("Future");
    const Fact *cast = fact_of(finding->evidence.items[0], FACT_REQUIRED_CAST);
    bool sync = cast && str_contains(cast->other, STR("+ Sync"));
    for (size_t i = 0; i < finding->roots.count; i++) {
        sync = sync && str_is(finding->roots.items[i].trait, "Sync");
    }
    if (sync && str_contains(cast->other, STR("dyn FnOnce("))) return STR("FnOnce");
    return sync && str_contains(cast->other, STR("dyn FnMut(")) ? STR("FnMut") : (Str){0};
}

typedef struct Wanted {
    Arena *arena;
    Flow *flow;
    Str trait, bound;
} Wanted;

/* The spelling of such a trait object among the arguments of a type; NULL if there is none. */
static const Node *object_in(const Wanted *wanted, const Type *type, unsigned depth) {
    if (type_kind(type) == TYPE_DYN &&
        (wanted->trait.len == 0 || str_eq(type_name(type), wanted->trait))) {
        NodeList mentions = {0};
        flow_type_mentions(wanted->arena, &mentions, wanted->flow, type);
        for (size_t i = 0; i < mentions.count; i++) {
            const Node *sum = mentions.items[i];
            while (node_is(sum->parent, NODE_BOUNDED_TYPE)) sum = sum->parent;
            if (generics_has_bound(node_text(sum), wanted->bound)) return sum;
        }
        return NULL;
    }
    const Node *found = NULL;
    for (size_t i = 0; !found && depth > 0 && i < type_argument_count(type); i++) {
        found = object_in(wanted, type_argument(type, i), depth - 1);
    }
    return found;
}

const Node *asked_object(Arena *arena, Flow *flow, const Node *demand, Str trait, Str bound) {
    Wanted wanted = {.arena = arena, .flow = flow, .trait = trait, .bound = bound};
    const Node *found = demand ? object_in(&wanted, flow_type(flow, demand), 6) : NULL;
    for (const Node *at = demand; at && !found; at = at->parent) {
        bool declares = node_is(at, NODE_FUNCTION_ITEM) || node_is(at, NODE_CLOSURE_EXPRESSION);
        const Node *type = declares                            ? node_field(at, FIELD_RETURN_TYPE)
                           : node_is(at, NODE_LET_DECLARATION) ? node_field(at, FIELD_TYPE)
                                                               : NULL;
        if (type) found = object_in(&wanted, flow_type(flow, type), 6);
        if (declares) break;
    }
    return found;
}

const Node *asked_return(const Item *function) {
    const Node *type = function ? item_return_type(function) : NULL;
    bool opaque = type && str_starts(node_text(type), STR("impl "));
    return opaque && generics_has_bound(node_text(type), STR("Sync")) ? type : NULL;
}

const Node *asked_promise(const Index *index, const Node *demand) {
    const Node *node = node_is(demand, NODE_FUNCTION_ITEM) ? demand : syntax_function(demand);
    const Item *function = index_item(index, node);
    const Node *own = asked_return(function);
    if (!own || !function->parent || function->parent->trait_name.len == 0) return own;
    const Item *trait = index_find(index, ITEM_TRAIT, function->parent->trait_name);
    const Node *declared = asked_return(trait ? item_member(trait, function->name) : NULL);
    return declared ? declared : own;
}
