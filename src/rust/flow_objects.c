/*
 * Trait objects in the flow: what must gain an auto trait when an object gains it, besides what is
 * coerced to it, and objects that no source at hand spells, so that nobody can give them another
 * bound.
 */
#include "rust/flow_internal.h"

/* ---- demands ---- */

/* The head that stands for a bound: of the whole `impl A + 'a` where it is part of one. */
static Head *head_of_bound(Flow *flow, const Node *node) {
    const Node *outer = node->parent;
    if (node_is(outer, NODE_HIGHER_RANKED_TRAIT_BOUND)) outer = outer->parent;
    if (!node_is(outer, NODE_ABSTRACT_TYPE)) return flow_head_of_node(flow, node);
    while (node_is(outer->parent, NODE_BOUNDED_TYPE)) outer = outer->parent;
    return flow_head_of_node(flow, outer);
}

/*
 * The head of what says that a type has a trait: its own bound, or the trait object that it is a
 * box of.
 */
static Head *head_of_promise(Flow *flow, Type *type, Str trait) {
    for (unsigned steps = 0; type && steps < 4; steps++) {
        type = flow_resolve(flow, type);
        if (type->kind == TYPE_DYN) return str_eq(type->name, trait) ? flow_head(flow, type) : NULL;
        for (const Bound *own = type->bounds; own; own = own->next) {
            if (str_eq(own->name, trait) && own->node && (type->is_parameter || type->is_argument))
                return head_of_bound(flow, own->node);
        }
        if (!flow_is(type, "Box")) return NULL;
        type = flow_deref(flow, type);
    }
    return NULL;
}

/* ---- projections: `T::Err` ---- */

/* The where row of `P::name` for a generic parameter, by the item that declares the parameter. */
static const Node *row_of(const Type *parameter, Str name) {
    const Node *list =
        parameter && parameter->is_parameter && parameter->node ? parameter->node->parent : NULL;
    const Node *where = list ? node_child(list->parent, NODE_WHERE_CLAUSE) : NULL;
    for (const Node *row = node_first(where); row; row = node_next(row)) {
        const Node *left = node_field(row, FIELD_LEFT);
        if (str_eq(flow_path_parts(left).name, name) &&
            str_find_word(node_text(left), parameter->name, 0) != STR_NONE)
            return row;
    }
    return NULL;
}

/* Its bound by a trait, or the row itself where it has none of that name. */
static const Node *bound_of_row(const Node *row, Str trait) {
    for (const Node *bound = node_first(node_field(row, FIELD_BOUNDS)); bound;
         bound = node_next(bound)) {
        if (str_eq(flow_path_parts(bound).name, trait)) return bound;
    }
    return row;
}

/* ---- what a value holds ---- */

typedef struct Contents {
    Flow *flow;
    Head *object; /* what the value becomes; NULL: types are shown to visit */
    FlowVisit *visit;
    void *payload;
    const Item *items[16]; /* structs on the way */
    size_t count;
} Contents;

static void demand_contents(Contents *contents, Type *type, unsigned depth);

/* `unsafe impl Send for T`: its author answers for what T holds. */
static bool has_own_impl(const Flow *flow, const Item *item) {
    ItemList impls = {0};
    index_impls_of(flow->arena, &impls, flow->index, STR("Send"));
    for (size_t i = 0; i < impls.count; i++) {
        if (str_eq(impls.items[i]->name, item->name)) return true;
    }
    return false;
}

static void demand_fields(Contents *contents, Type *type, unsigned depth) {
    const Item *item = type->item;
    if (has_own_impl(contents->flow, item)) return;
    for (size_t i = 0; i < contents->count; i++) {
        if (contents->items[i] == item) return;
    }
    if (contents->count == sizeof contents->items / sizeof *contents->items) return;
    contents->items[contents->count++] = item;
    for (size_t i = 0; i < item->fields.count; i++)
        demand_contents(contents,
                        flow_field_type(contents->flow, type, item, &item->fields.items[i]),
                        depth - 1);
}

/* The variables of its surroundings that a closure or async block uses. */
static void demand_captures(Contents *contents, const Node *body, unsigned depth) {
    for (const Node *node = body; node; node = node_walk(node, body)) {
        if (node->kind != NODE_IDENTIFIER && node->kind != NODE_SELF) continue;
        const Node *binding = scope_binding(node);
        const NodeInfo *info =
            binding && !node_within(binding, body) ? flow_known(contents->flow, binding) : NULL;
        if (info && info->type) demand_contents(contents, info->type, depth - 1);
    }
}

/* What one of std's iterators was made from: `I` gave its `I::IntoIter` to it. */
static void demand_maker(Contents *contents, Type *type, unsigned depth) {
    const Node *row = row_of(flow_resolve(contents->flow, type), STR("IntoIter"));
    if (row && contents->object)
        flow_link(contents->flow, FLOW_DEMAND,
                  flow_head_of_node(contents->flow, bound_of_row(row, STR("Iterator"))),
                  contents->object);
    else
        demand_contents(contents, type, depth);
}

static void demand_contents(Contents *contents, Type *type, unsigned depth) {
    Flow *flow = contents->flow;
    type = flow_resolve(flow, type);
    if (depth == 0) return;
    if (contents->visit) contents->visit(contents->payload, type);
    Head *head = NULL;
    const Bound *own = type->bounds;
    while (own && !own->node) own = own->next;
    if (type->kind == TYPE_DYN) {
        head = flow_head(flow, type);
    } else if (own && (type->is_parameter || type->is_argument)) {
        head = head_of_bound(flow, own->node);
    } else if (type->is_parameter && node_is(type->node, NODE_TYPE_PARAMETER)) {
        head = flow_head_of_node(flow, type->node); /* without a bound yet */
    } else if (type->node && !type->is_parameter) {
        demand_captures(contents, type->node, depth);
    } else if (type->made_by) {
        for (size_t i = 0; i + 1 < type->made_by->count; i++)
            demand_maker(contents, type->made_by->args[i], depth - 1);
    } else if (type->kind == TYPE_PATH && type->item) {
        demand_fields(contents, type, depth);
    } else if (type->kind == TYPE_PATH || type->kind == TYPE_TUPLE || type->kind == TYPE_SLICE) {
        if (contents->visit && str_ends(type->name, STR("Mutex")))
            return; /* makes Sync what is Send */
        for (size_t i = 0; i < type->count; i++)
            demand_contents(contents, type->args[i], depth - 1);
    }
    if (head && contents->object && head != contents->object)
        flow_link(flow, FLOW_DEMAND, head, contents->object);
}

/* A value becomes what head stands for: a bound or a trait object of a trait. */
static void demand(Flow *flow, Type *type, Head *head, Str trait) {
    Head *promise = type->kind == TYPE_DYN ? NULL : head_of_promise(flow, type, trait);
    if (promise)
        flow_link(flow, FLOW_DEMAND, promise, head);
    else
        VEC_PUSH(flow->arena, &flow->made, (Made){.type = type, .head = head});
}

void flow_demand_made(Flow *flow) {
    for (size_t i = 0; i < flow->made.count; i++) {
        Contents contents = {.flow = flow, .object = flow->made.items[i].head};
        demand_contents(&contents, flow->made.items[i].type, 6);
    }
}

void flow_demand_bound(Flow *flow, Type *type, const Bound *bound) {
    if (bound->node && !flow_is_std(flow, bound->node))
        demand(flow, flow_resolve(flow, type), head_of_bound(flow, bound->node), bound->name);
}

void flow_demand_object(Flow *flow, Type *from, Type *to) {
    from = flow_resolve(flow, from);
    to = flow_resolve(flow, to);
    if (from->kind == TYPE_UNKNOWN) {
        const Type *base = from->base ? flow_resolve(flow, from->base) : NULL;
        const Node *row = row_of(base, from->name);
        if (row)
            flow_link(flow, FLOW_DEMAND, flow_head_of_node(flow, bound_of_row(row, to->name)),
                      flow_head(flow, to));
        return;
    }
    demand(flow, from, flow_head(flow, to), to->name);
}

void flow_demand_converted(Flow *flow, Type *from, Type *to) {
    from = flow_resolve(flow, from);
    to = flow_resolve(flow, to);
    Type *object = flow_is(to, "Box") ? flow_argument(flow, to, 0) : to;
    if (object->kind == TYPE_DYN && !flow_is(from, "Box")) flow_demand_object(flow, from, object);
}

/* ---- objects that nobody spells ---- */

static Head *root_of(Head *head) {
    while (head->parent) head = head->parent;
    return head;
}

static bool holds_unspelt(Flow *flow, Type *type, Str trait, unsigned depth) {
    type = flow_resolve(flow, type);
    if (type->kind == TYPE_DYN && str_eq(type->name, trait)) return !flow_head(flow, type)->first;
    for (size_t i = 0; depth > 0 && i < type->count; i++) {
        if (holds_unspelt(flow, type->args[i], trait, depth - 1)) return true;
    }
    return false;
}

bool flow_holds_unspelt_object(Flow *flow, const Node *node, Str trait) {
    const NodeInfo *info = flow_known(flow, node);
    return info && info->type && holds_unspelt(flow, info->type, trait, 8);
}

/* ---- what is in the objects ---- */

void flow_visit_item(Flow *flow, const Item *item, FlowVisit *visit, void *payload) {
    Contents contents = {.flow = flow, .visit = visit, .payload = payload};
    demand_contents(&contents, flow_item_type(flow, item), 6);
}

void flow_visit_made(Flow *flow, const Node *mention, FlowVisit *visit, void *payload) {
    const NodeInfo *info = flow_known(flow, mention);
    const Head *head = info && info->head ? root_of(info->head) : NULL;
    for (size_t i = 0; head && i < flow->made.count; i++) {
        Contents contents = {.flow = flow, .visit = visit, .payload = payload};
        if (root_of(flow->made.items[i].head) == head)
            demand_contents(&contents, flow->made.items[i].type, 6);
    }
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
