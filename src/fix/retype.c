/*
 * Which spellings cannot be changed, and how the others are written.
 */
#include "fix/retype.h"

#include "fix/bounds.h"
#include "fix/reflow.h"
#include "fix/threads.h"
#include "match/type_text.h"
#include "rust/flow.h"
#include "rust/generics.h"
#include "rust/index.h"
#include "rust/ownership.h"
#include "rust/source.h"

enum { BLOCKED = 15 }; /* added to the rank of a fix that cannot be the whole repair */

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
    flow_mentions(arena, &out->mentions, flow, origin);
    for (size_t i = 0; i < out->mentions.count; i++) {
        const Node *node = out->mentions.items[i];
        const Node *sum = with_bounds(node);
        const Node *first = node_is(sum, NODE_BOUNDED_TYPE) ? node_first(sum) : sum;
        check_editable(arena, out, node);
        const Node *list = node->parent;
        if (node_is(list, NODE_HIGHER_RANKED_TRAIT_BOUND)) list = list->parent;
        if (node_is(list, NODE_TRAIT_BOUNDS)) {
            add_once(arena, &out->feeders, list->parent);
        } else if (node_is(node, NODE_TYPE_PARAMETER)) {
            Str name = node_text(node_field(node, FIELD_NAME));
            add_once(arena, &out->feeders, generics_declaration(node, name));
        } else if (node_is(node, NODE_WHERE_PREDICATE)) {
            add_once(arena, &out->feeders, node);
        } else if (node_is(first, NODE_ABSTRACT_TYPE)) {
            add_once(arena, &out->feeders, sum);
        } else {
            add_once(arena, &out->objects, sum);
        }
    }
    sort_out_foreign(arena, out, workspace);
    return out->objects.count > 0 || out->trouble.len > 0;
}

/* ---- which bounds ---- */

Str retype_trait(Str root) {
    while (root.len > 0 && (root.data[0] == '(' || root.data[0] == '&'))
        root = str_from_offset(root, 1);
    return str_starts(root, STR("dyn ")) ? type_text_head(root) : (Str){0};
}

static bool is_named(const FixContext *context, Str trait, const char *const *names, size_t count) {
    if (index_find(workspace_index(context->workspace), ITEM_TRAIT, trait)) return false;
    for (size_t i = 0; i < count; i++) {
        if (str_is(trait, names[i])) return true;
    }
    return false;
}

bool retype_is_error(const FixContext *context, Str trait) {
    static const char *const names[] = {"Error", "StdError", "Fail"};
    return is_named(context, trait, names, sizeof names / sizeof names[0]);
}

bool retype_is_future(const FixContext *context, Str trait) {
    static const char *const names[] = {"Future"};
    return is_named(context, trait, names, 1);
}

/* Whether one of the objects stands directly in an Arc. */
static bool is_in_arc(const Retype *retype) {
    for (size_t i = 0; i < retype->objects.count; i++) {
        const Node *list = retype->objects.items[i]->parent;
        const Node *name =
            node_is(list, NODE_TYPE_ARGUMENTS) ? node_field(list->parent, FIELD_TYPE) : NULL;
        if (str_is(type_text_head(node_text(name)), "Arc")) return true;
    }
    return false;
}

static Str bounds_of(const FixContext *context, const Retype *retype, Str trait) {
    if (retype_is_error(context, trait)) return STR("Send Sync");
    if (retype_is_future(context, trait)) return STR("Send");
    const RootList *roots = &context->finding->roots;
    bool send = is_in_arc(retype);
    bool sync = send;
    for (size_t i = 0; i < roots->count; i++) {
        if (!str_eq(retype_trait(roots->items[i].type), trait)) continue;
        send = send || str_is(roots->items[i].trait, "Send");
        sync = sync || str_is(roots->items[i].trait, "Sync");
    }
    send = send || str_is(trait, "Any"); /* std can downcast no `dyn Any + Sync` */
    return send && sync ? STR("Send Sync") : send ? STR("Send") : STR("Sync");
}

/* ---- all roots ---- */

static void remove_known(NodeList *list, const NodeList *known) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        bool found = false;
        for (size_t k = 0; k < known->count; k++)
            found = found || known->items[k] == list->items[i];
        if (!found) list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

/* What stands in the way on the values' side. */
static void check_values(const FixContext *context, Retype *retype, Str trait) {
    Flow *flow = workspace_flow(context->workspace);
    bool error = retype_is_error(context, trait);
    for (size_t i = 0; i < retype->mentions.count; i++) {
        const Node *mention = retype->mentions.items[i];
        if (error && retype->trouble.len == 0 && flow_takes_unspelt(flow, mention)) {
            retype->trouble = STR("it also takes what `source()` gives, a plain `dyn Error` by its "
                                  "signature in std");
        }
        if (retype->blocked.len == 0) {
            retype->blocked = threads_blocked(context, mention, retype->bounds);
        }
    }
}

/* Takes out what has the bounds. */
static void leave_bounded(Retype *retype) {
    NodeList *lists[] = {&retype->objects, &retype->feeders};
    for (size_t k = 0; k < 2; k++) {
        size_t kept = 0;
        for (size_t i = 0; i < lists[k]->count; i++) {
            const Node *node = lists[k]->items[i];
            if (!bounds_has(node, retype->bounds)) lists[k]->items[kept++] = node;
        }
        lists[k]->count = kept;
    }
}

/* The spelling of another object in the declaration that spells the first. */
static const Node *spelling_in(const Node *holder, Str trait) {
    for (const Node *node = holder; node; node = node_walk(node, holder)) {
        if (node_is(node, NODE_DYNAMIC_TYPE) && str_eq(retype_trait(node_text(node)), trait)) {
            return with_bounds(node);
        }
    }
    return NULL;
}

size_t retype_find_all(const FixContext *context, Retype *out) {
    const Finding *finding = context->finding;
    Str seen[RETYPE_MOST];
    size_t count = 0;
    for (size_t i = 0; i < finding->roots.count && count < RETYPE_MOST; i++) {
        Str trait = retype_trait(finding->roots.items[i].type);
        bool known = trait.len == 0;
        for (size_t k = 0; k < count; k++) known = known || str_eq(seen[k], trait);
        if (known) continue;
        const Node *origin = count == 0 ? finding->origin : spelling_in(finding->holder, trait);
        Retype *retype = &out[count];
        if (!retype_find(context->arena, retype, context->workspace, origin)) {
            if (count == 0) return 0;
            continue;
        }
        for (size_t k = 0; k < count; k++) {
            remove_known(&retype->objects, &out[k].objects);
            remove_known(&retype->feeders, &out[k].feeders);
        }
        retype->bounds = bounds_of(context, retype, trait);
        check_values(context, retype, trait);
        leave_bounded(retype);
        seen[count++] = trait;
    }
    return count;
}

/* ---- writing ---- */

/* Whether a sum of bounds needs parentheses here: `&(dyn A + Send)`. */
static bool wants_parentheses(const Node *object) {
    const Node *parent = object->parent;
    return (node_is(parent, NODE_REFERENCE_TYPE) || node_is(parent, NODE_POINTER_TYPE)) &&
           !node_is(object, NODE_BOUNDED_TYPE);
}

static void write(Rewrite *rewrite, const Retype *retype, NodeList *edited) {
    for (size_t i = 0; i < retype->objects.count; i++) {
        const Node *object = retype->objects.items[i];
        bool wrapped = wants_parentheses(object);
        if (wrapped) rewrite_before(rewrite, object, STR("("));
        bounds_add(rewrite, object, retype->bounds);
        if (wrapped) rewrite_after(rewrite, object, STR(")"));
        VEC_PUSH(rewrite->arena, edited, object);
    }
    for (size_t i = 0; i < retype->feeders.count; i++) {
        bounds_add(rewrite, retype->feeders.items[i], retype->bounds);
        VEC_PUSH(rewrite->arena, edited, retype->feeders.items[i]);
    }
}

static bool write_all(const FixContext *context, const Retype *retypes, size_t count,
                      Rewrite *rewrite) {
    NodeList edited = {0};
    for (size_t i = 0; i < count; i++) {
        if (retypes[i].trouble.len > 0) {
            rewrite_fail(rewrite, retypes[i].trouble);
            return false;
        }
        write(rewrite, &retypes[i], &edited);
    }
    reflow(rewrite, &edited, workspace_edition(context->workspace));
    return true;
}

void retype_offer(const FixContext *context, const Retype *retypes, size_t count, Rewrite *rewrite,
                  Fix fix) {
    for (size_t i = 0; i < count; i++) {
        if (retypes[i].blocked.len > 0) {
            fix.rank += BLOCKED;
            fix.cost = str_format(context->arena,
                                  "a value that is put there holds a `" STR_FMT
                                  "`, which must be changed as well",
                                  STR_ARG(retypes[i].blocked));
        }
    }
    if (write_all(context, retypes, count, rewrite) && rewrite_finish(rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
        return;
    }
    VEC_PUSH(context->arena, context->refusals, (Refusal){.id = fix.id, .why = rewrite->trouble});
}

Str retype_places(Arena *arena, const Retype *retypes, size_t many) {
    size_t count = 0;
    for (size_t i = 0; i < many; i++) {
        count += retypes[i].objects.count + retypes[i].feeders.count;
    }
    return count == 1 ? STR("here") : str_format(arena, "in %zu places", count);
}
