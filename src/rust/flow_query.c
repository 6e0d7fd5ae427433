/*
 * The flow from outside: building it, and its answers.
 */
#include "rust/flow_internal.h"

#include <stdlib.h>

/* ---- building ---- */

enum { PASSES = 3 };

/*
 * Projections take the type that is known by now, for nobody outside normalizes; literals whose
 * type nothing says are i32 and f64, as in Rust.
 */
static void settle(Flow *flow) {
    for (size_t i = 0; i < flow->projections.count; i++)
        flow_resolve(flow, flow->projections.items[i]);
    for (size_t i = 0; i < flow->literals.count; i++) {
        Type *type = flow_resolve(flow, flow->literals.items[i]);
        if (type->kind == TYPE_UNKNOWN)
            flow_unify(flow, type,
                       flow_named(flow, type->literal == 'f' ? STR("f64") : STR("i32"), 0));
    }
}

Flow *flow_new(Arena *arena, const Index *index, const Source *const *sources,
               size_t source_count) {
    Flow *flow = ARENA_NEW(arena, Flow);
    flow->arena = arena;
    flow->index = index;
    flow->sources = sources;
    flow->source_count = source_count;
    flow_std_open(flow);
    for (size_t i = 0; i < source_count; i++) flow_read_uses(flow, sources[i]);
    flow_link_impls(flow);
    for (unsigned pass = 0; pass < PASSES; pass++) {
        flow->last_pass = pass + 1 == PASSES;
        flow_infer_bodies(flow);
        flow_convert_all(flow);
    }
    settle(flow);
    flow_demand_made(flow);
    return flow;
}

/* ---- types ---- */

static bool is_type_node(const Node *node) {
    switch ((int)node->kind) {
    case NODE_ABSTRACT_TYPE:
    case NODE_ARRAY_TYPE:
    case NODE_BOUNDED_TYPE:
    case NODE_BRACKETED_TYPE:
    case NODE_DYNAMIC_TYPE:
    case NODE_FUNCTION_TYPE:
    case NODE_GENERIC_TYPE:
    case NODE_NEVER_TYPE:
    case NODE_POINTER_TYPE:
    case NODE_PRIMITIVE_TYPE:
    case NODE_QUALIFIED_TYPE:
    case NODE_REFERENCE_TYPE:
    case NODE_SCOPED_TYPE_IDENTIFIER:
    case NODE_TUPLE_TYPE:
    case NODE_TYPE_IDENTIFIER:
    case NODE_UNIT_TYPE:
        return true;
    default:
        return false;
    }
}

/*
 * The node that carries the type which a part of it stands for: `Rc` of `Rc<T>`, `dyn E` of `dyn E
 * + Send`.
 */
static const Node *whole(const Node *node) {
    for (unsigned steps = 0; node && node->parent && steps < 64; steps++) {
        const Node *parent = node->parent;
        bool is_head = parent->kind == NODE_GENERIC_TYPE && node->field == FIELD_TYPE;
        bool is_name = parent->kind == NODE_SCOPED_TYPE_IDENTIFIER && node->field == FIELD_NAME;
        bool is_trait = (parent->kind == NODE_DYNAMIC_TYPE || parent->kind == NODE_ABSTRACT_TYPE) &&
                        node->field == FIELD_TRAIT;
        bool is_sum = parent->kind == NODE_BOUNDED_TYPE;
        bool is_field = parent->kind == NODE_FIELD_EXPRESSION && node->field == FIELD_FIELD;
        if (!is_head && !is_name && !is_trait && !is_sum && !is_field) break;
        node = parent;
    }
    return node;
}

static Type *type_of(Flow *flow, const Node *node) {
    node = whole(node);
    if (!node) return NULL;
    const NodeInfo *info = flow_known(flow, node);
    if (info && info->type && node->kind != NODE_FOR_EXPRESSION)
        return flow_resolve(flow, info->type);
    if (is_type_node(node)) return flow_resolve(flow, flow_lower(flow, node));
    const Node *binding = node->kind == NODE_IDENTIFIER ? scope_binding(node) : NULL;
    info = flow_known(flow, binding);
    return info && info->type ? flow_resolve(flow, info->type) : NULL;
}

const Type *flow_type(Flow *flow, const Node *node) {
    Type *type = type_of(flow, node);
    return type ? type : flow_variable(flow);
}

const Type *flow_type_of_item(Flow *flow, const Item *item) {
    return flow_resolve(flow, flow_item_type(flow, item));
}

/* ---- lists in source order ---- */

typedef struct Place {
    size_t source;
    const Node *node;
} Place;

static int compare_places(const void *a, const void *b) {
    const Place *x = a;
    const Place *y = b;
    if (x->source != y->source) return x->source < y->source ? -1 : 1;
    if (x->node->start != y->node->start) return x->node->start < y->node->start ? -1 : 1;
    if (x->node->end != y->node->end)
        return x->node->end > y->node->end ? -1 : 1; /* the outer one first */
    return 0;
}

static size_t source_number(const Flow *flow, const Source *source) {
    size_t i = 0;
    while (i < flow->source_count && flow->sources[i] != source) i++;
    return i;
}

/* Sorts what was added from first on, each node once. */
static void sort_nodes(const Flow *flow, NodeList *list, size_t first) {
    size_t count = list->count - first;
    if (count < 2) return;
    Place *places = ARENA_ARRAY(flow->arena, Place, count);
    for (size_t i = 0; i < count; i++) {
        const Node *node = list->items[first + i];
        places[i] = (Place){.source = source_number(flow, node->source), .node = node};
    }
    qsort(places, count, sizeof *places, compare_places);
    list->count = first;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || places[i].node != places[i - 1].node)
            list->items[list->count++] = places[i].node;
    }
}

/* ---- classes ---- */

typedef VEC_OF(Head *) HeadList;

static Head *root_of(Head *head) {
    while (head->parent) head = head->parent;
    return head;
}

static bool has_head(const HeadList *list, const Head *head) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == head) return true;
    }
    return false;
}

/* Adds all heads that links of a kind lead to, against their direction. */
static void follow_links(Flow *flow, HeadList *list, LinkKind kind) {
    for (size_t at = 0; at < list->count; at++) {
        for (size_t i = 0; i < flow->links.count; i++) {
            const HeadLink *link = &flow->links.items[i];
            if (link->kind != kind || root_of(link->to) != list->items[at]) continue;
            Head *from = root_of(link->from);
            if (!has_head(list, from)) VEC_PUSH(flow->arena, list, from);
        }
    }
}

static void add_mentions(Arena *arena, NodeList *out, const HeadList *heads, size_t first_head) {
    for (size_t i = first_head; i < heads->count; i++) {
        for (const Mention *m = heads->items[i]->first; m; m = m->next)
            VEC_PUSH(arena, out, m->node);
    }
}

static void mentions_of(Arena *arena, NodeList *out, Flow *flow, Type *type) {
    size_t first = out->count;
    if (type && type->kind != TYPE_UNKNOWN) {
        HeadList heads = {0};
        VEC_PUSH(flow->arena, &heads, flow_head(flow, type));
        follow_links(flow, &heads, FLOW_DEMAND);
        add_mentions(arena, out, &heads, 0);
    }
    sort_nodes(flow, out, first);
}

void flow_mentions(Arena *arena, NodeList *out, Flow *flow, const Node *node) {
    mentions_of(arena, out, flow, type_of(flow, node));
}

void flow_type_mentions(Arena *arena, NodeList *out, Flow *flow, const Type *type) {
    while (type->parent) type = type->parent;
    if (type->head) {
        HeadList heads = {0};
        size_t first = out->count;
        VEC_PUSH(flow->arena, &heads, root_of(type->head));
        add_mentions(arena, out, &heads, 0);
        sort_nodes(flow, out, first);
    }
}

void flow_companions(Arena *arena, NodeList *out, Flow *flow, const Node *node) {
    Type *type = type_of(flow, node);
    size_t first = out->count;
    if (type && type->kind != TYPE_UNKNOWN) {
        HeadList heads = {0};
        VEC_PUSH(flow->arena, &heads, flow_head(flow, type));
        follow_links(flow, &heads, FLOW_COMPANION);
        add_mentions(arena, out, &heads, 1);
    }
    sort_nodes(flow, out, first);
}

static bool is_same(Flow *flow, Type *a, Type *b) {
    if (a == b) return true;
    return a->kind != TYPE_UNKNOWN && b->kind != TYPE_UNKNOWN && a->head && b->head &&
           flow_head(flow, a) == flow_head(flow, b);
}

void flow_expressions(Arena *arena, NodeList *out, Flow *flow, const Node *node,
                      bool through_references) {
    Type *wanted = type_of(flow, node);
    size_t first = out->count;
    for (size_t i = 0; wanted && i < flow->infos.count; i++) {
        const NodeInfo *info = flow->infos.items[i];
        if (!info->is_expression || !info->type) continue;
        Type *type = flow_resolve(flow, info->type);
        bool same = is_same(flow, type, wanted);
        for (unsigned steps = 0; through_references && !same && steps < FLOW_DEREFS; steps++) {
            type = flow_deref(flow, type);
            if (!type) break;
            type = flow_resolve(flow, type);
            same = is_same(flow, type, wanted);
        }
        if (same) VEC_PUSH(arena, out, info->node);
    }
    sort_nodes(flow, out, first);
}

bool flow_same(Flow *flow, const Node *a, const Node *b) {
    Type *x = type_of(flow, a);
    Type *y = type_of(flow, b);
    return x && y && is_same(flow, x, y);
}

/* ---- fields and calls ---- */

const Field *flow_field(Flow *flow, const Node *node, const Item **owner) {
    if (node && node->field == FIELD_FIELD && node->parent) node = node->parent;
    const NodeInfo *info = flow_known(flow, node);
    const Field *field = info ? info->field : NULL;
    if (owner) *owner = field ? info->item : NULL;
    return field;
}

const Item *flow_callee(Flow *flow, const Node *call) {
    const NodeInfo *info = flow_known(flow, call);
    return info && !info->field && node_is(call, NODE_CALL_EXPRESSION) ? info->item : NULL;
}

void flow_field_uses(Arena *arena, NodeList *out, Flow *flow, const Item *owner, Str field) {
    size_t first = out->count;
    for (size_t i = 0; i < flow->infos.count; i++) {
        const NodeInfo *info = flow->infos.items[i];
        if (info->field && info->item == owner && str_eq(info->field->name, field))
            VEC_PUSH(arena, out, info->node);
    }
    sort_nodes(flow, out, first);
}

/* The trait whose method a function is: declared there or by an impl of it; empty for others. */
static Str trait_of(const Item *function) {
    if (!function->parent) return (Str){0};
    return function->parent->kind == ITEM_TRAIT ? function->parent->name
                                                : function->parent->trait_name;
}

void flow_calls(Arena *arena, NodeList *out, Flow *flow, const Item *function) {
    size_t first = out->count;
    Str trait = trait_of(function);
    for (size_t i = 0; i < flow->infos.count; i++) {
        const NodeInfo *info = flow->infos.items[i];
        if (!info->item || info->field || info->node->kind != NODE_CALL_EXPRESSION) continue;
        bool same = info->item == function;
        if (!same && trait.len > 0 && str_eq(info->item->name, function->name))
            same = str_eq(trait_of(info->item), trait) &&
                   (function->parent->kind == ITEM_TRAIT || info->item->parent->kind == ITEM_TRAIT);
        if (same) VEC_PUSH(arena, out, info->node);
    }
    sort_nodes(flow, out, first);
}

void flow_conversions(Arena *arena, ConversionList *out, Flow *flow) {
    for (size_t i = 0; i < flow->conversions.count; i++) {
        Conversion conversion = flow->conversions.items[i];
        conversion.from = flow_resolve(flow, flow->conversion_types.items[2 * i]);
        conversion.to = flow_resolve(flow, flow->conversion_types.items[2 * i + 1]);
        VEC_PUSH(arena, out, conversion);
    }
}
