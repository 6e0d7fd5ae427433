/*
 * Which spellings cannot be changed, and how the others are written.
 */
#include "fix/retype.h"

#include "fix/bounds.h"
#include "fix/reflow.h"
#include "rust/flow.h"
#include "rust/index.h"
#include "rust/ownership.h"
#include "rust/source.h"

/* ---- finding ---- */

static void add_once(Arena *arena, NodeList *list, const Node *node) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == node) return;
    }
    VEC_PUSH(arena, list, node);
}

/* The whole sum that a type is the first part of: `dyn A + Send` for `dyn A`. */
static const Node *with_bounds(const Node *type) {
    while (node_is(type->parent, NODE_BOUNDED_TYPE)) type = type->parent;
    return type;
}

static bool is_within(const NodeList *list, const Node *node) {
    for (size_t i = 0; i < list->count; i++) {
        if (node_within(list->items[i], node)) return true;
    }
    return false;
}

/* The method whose signature, not body, holds a type, where it implements a trait that no source at hand declares. */
static const Node *foreign_method(Workspace *workspace, const Node *type) {
    const Node *function = node_ancestor(type, NODE_FUNCTION_ITEM);
    if (!function || node_within(type, node_field(function, FIELD_BODY))) return NULL;
    const Index *index = workspace_index(workspace);
    const Item *item = index_item(index, function);
    const Item *impl = item ? item->parent : NULL;
    if (!impl || impl->kind != ITEM_IMPL || impl->trait_name.len == 0) return NULL;
    return index_find(index, ITEM_TRAIT, impl->trait_name) ? NULL : function;
}

/* Whether the impl that a method is in spells one of the objects itself: in its header, or as an associated type. */
static bool is_chosen_by_impl(const NodeList *objects, const Node *function) {
    const Node *impl = node_ancestor(function, NODE_IMPL_ITEM);
    const Node *body = node_field(impl, FIELD_BODY);
    if (is_within(objects, node_field(impl, FIELD_TRAIT)) ||
        is_within(objects, node_field(impl, FIELD_TYPE))) {
        return true;
    }
    for (const Node *member = node_first(body); member; member = node_next(member)) {
        if (node_is(member, NODE_TYPE_ITEM) && is_within(objects, member)) return true;
    }
    return false;
}

/* Takes out what a foreign trait's signature fixes. */
static void sort_out_foreign(Arena *arena, Retype *retype, Workspace *workspace) {
    size_t kept = 0;
    for (size_t i = 0; i < retype->objects.count; i++) {
        const Node *object = retype->objects.items[i];
        const Node *method = foreign_method(workspace, object);
        if (!method || is_chosen_by_impl(&retype->objects, method)) {
            retype->objects.items[kept++] = object;
            continue;
        }
        Str name = node_text(node_field(method, FIELD_NAME));
        if (str_is(name, "source") || str_is(name, "cause")) {
            add_once(arena, &retype->sources, method);
        } else if (retype->trouble.len == 0) {
            retype->trouble = str_format(
                arena, "the signature of `" STR_FMT "` is set by a trait of another crate",
                STR_ARG(name));
        }
    }
    retype->objects.count = kept;
}

static void check_editable(Arena *arena, Retype *retype, const Node *node) {
    Str why = ownership_refusal(node);
    if (why.len > 0 && retype->trouble.len == 0) {
        retype->trouble = str_format(arena, "it is also spelt in " STR_FMT ": " STR_FMT,
                                     STR_ARG(node->source->path), STR_ARG(why));
    }
}

static bool spells_object(const Node *node) {
    return node_is(node, NODE_DYNAMIC_TYPE) || node_is(node, NODE_BOUNDED_TYPE) ||
           node_is(node, NODE_TYPE_IDENTIFIER) || node_is(node, NODE_SCOPED_TYPE_IDENTIFIER) ||
           node_is(node, NODE_GENERIC_TYPE);
}

bool retype_find(Arena *arena, Retype *out, Workspace *workspace, const Node *origin) {
    *out = (Retype){0};
    Flow *flow = workspace_flow(workspace);
    if (!origin || !spells_object(origin) || type_kind(flow_type(flow, origin)) != TYPE_DYN) {
        return false;
    }
    NodeList mentions = {0};
    flow_mentions(arena, &mentions, flow, origin);
    for (size_t i = 0; i < mentions.count; i++) {
        const Node *node = mentions.items[i];
        const Node *sum = with_bounds(node);
        const Node *first = node_is(sum, NODE_BOUNDED_TYPE) ? node_first(sum) : sum;
        check_editable(arena, out, node);
        if (node_is(node->parent, NODE_TRAIT_BOUNDS)) {
            add_once(arena, &out->feeders, node->parent->parent);
        } else if (node_is(first, NODE_ABSTRACT_TYPE)) {
            add_once(arena, &out->feeders, sum);
        } else {
            add_once(arena, &out->objects, sum);
        }
    }
    sort_out_foreign(arena, out, workspace);
    return out->objects.count > 0;
}

bool retype_is_held_by(const Retype *retype, const char *pointer) {
    for (size_t i = 0; i < retype->objects.count; i++) {
        const Node *list = retype->objects.items[i]->parent;
        const Node *name = node_is(list, NODE_TYPE_ARGUMENTS) ? node_field(list->parent, FIELD_TYPE)
                                                              : NULL;
        Str text = node_text(name);
        size_t colon = str_find_last_byte(text, ':');
        if (str_is(colon == STR_NONE ? text : str_from_offset(text, colon + 1), pointer)) return true;
    }
    return false;
}

/* ---- writing ---- */

/* Whether a sum of bounds needs parentheses here: `&(dyn A + Send)`. */
static bool wants_parentheses(const Node *object) {
    const Node *parent = object->parent;
    return (node_is(parent, NODE_REFERENCE_TYPE) || node_is(parent, NODE_POINTER_TYPE)) &&
           !node_is(object, NODE_BOUNDED_TYPE);
}

void retype_write(Rewrite *rewrite, const Retype *retype, Workspace *workspace, Str bounds) {
    NodeList edited = {0};
    for (size_t i = 0; i < retype->objects.count; i++) {
        const Node *object = retype->objects.items[i];
        bool wrapped = wants_parentheses(object);
        if (wrapped) rewrite_before(rewrite, object, STR("("));
        bounds_add(rewrite, object, bounds);
        if (wrapped) rewrite_after(rewrite, object, STR(")"));
        VEC_PUSH(rewrite->arena, &edited, object);
    }
    for (size_t i = 0; i < retype->feeders.count; i++) {
        bounds_add(rewrite, retype->feeders.items[i], bounds);
        VEC_PUSH(rewrite->arena, &edited, retype->feeders.items[i]);
    }
    reflow(rewrite, &edited, workspace_edition(workspace));
}

void retype_offer(const FixContext *context, const Retype *retype, Rewrite *rewrite, Str bounds, Fix fix) {
    Str trouble = retype->trouble;
    if (trouble.len == 0) {
        retype_write(rewrite, retype, context->workspace, bounds);
        if (rewrite_finish(rewrite, &fix.edits)) {
            VEC_PUSH(context->arena, context->fixes, fix);
            return;
        }
        trouble = rewrite->trouble;
    }
    VEC_PUSH(context->arena, context->refusals, (Refusal){.id = fix.id, .why = trouble});
}

Str retype_count(Arena *arena, const Retype *retype) {
    size_t count = retype->objects.count + retype->feeders.count;
    return count == 1 ? STR("here") : str_format(arena, "in %zu places", count);
}
