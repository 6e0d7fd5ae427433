/*
 * Needless sync: see needless_sync.h.
 *
 * A future is polled by one owner through `&mut`: whoever asks Sync of it asks for what hardly any future is, and needs it for
 * nothing. The demand is in the type that a box is coerced to (most often an alias), in `-> impl Future + Send + Sync`, or in a
 * bound of the user's own function. A value that is held by reference needs its referent to be Sync anyway: no help then.
 */
#include "fix/needless_sync.h"

#include "fix/bounds.h"
#include "fix/retype.h"
#include "fix/rewrite.h"
#include "match/match.h"
#include "match/type_text.h"
#include "rust/asked.h"
#include "rust/generics.h"
#include "rust/ownership.h"

/* ---- a trait object ---- */

static size_t drop_from_object(const FixContext *context, Rewrite *rewrite, const Node *object) {
    Retype retype;
    size_t count = 0;
    if (!retype_find(context->arena, &retype, context->workspace, object)) return 0;
    if (retype.trouble.len > 0) rewrite_fail(rewrite, retype.trouble);
    for (size_t i = 0; i < retype.objects.count; i++) {
        if (bounds_remove(rewrite, retype.objects.items[i], STR("Sync"))) count++;
    }
    return count;
}

/* ---- a signature ---- */

/* `-> impl Future + Send + Sync` of a function, and of the trait's and the other impls' method of its name. */
static size_t drop_from_signature(const FixContext *context, Rewrite *rewrite) {
    const Index *index = workspace_index(context->workspace);
    const Node *node = context->finding->demand;
    if (!node_is(node, NODE_FUNCTION_ITEM)) node = syntax_function(node);
    const Item *function = index_item(index, node);
    if (!asked_return(function)) return 0;
    if (!function->parent || function->parent->trait_name.len == 0)
        return bounds_remove(rewrite, asked_return(function), STR("Sync")) ? 1 : 0;
    Str trait = function->parent->trait_name;
    ItemList owners = {0};
    index_impls_of(context->arena, &owners, index, trait);
    const Item *declared = index_find(index, ITEM_TRAIT, trait);
    if (declared) VEC_PUSH(context->arena, &owners, declared);
    size_t count = 0;
    for (size_t i = 0; i < owners.count; i++) {
        const Item *member = item_member(owners.items[i], function->name);
        if (asked_return(member) && bounds_remove(rewrite, asked_return(member), STR("Sync")))
            count++;
    }
    return declared ? count : 0;
}

/* ---- a bound of the user's own function ---- */

static size_t drop_from_bound(const FixContext *context, Rewrite *rewrite) {
    const Fact *bound = evidence_fact(context->finding->evidence.items[0], FACT_REQUIRED_BY_HERE);
    const Node *at = bound ? workspace_node(context->workspace, bound->span) : NULL;
    if (!at || ownership_refusal(at).len > 0) return 0;
    for (; at; at = at->parent) {
        if (node_is(at, NODE_TYPE_PARAMETER) || node_is(at, NODE_WHERE_PREDICATE)) {
            return bounds_remove(rewrite, at, STR("Sync")) ? 1 : 0;
        }
    }
    return 0;
}

void needless_sync_plan(const FixContext *context, const FixStrategy *strategy) {
    Str what = asked_needlessly(context->finding);
    if (what.len == 0) return;
    Arena *arena = context->arena;
    Rewrite rewrite = rewrite_new(arena);
    bool future = str_is(what, "Future");
    const Node *object = asked_object(arena, workspace_flow(context->workspace),
                                      context->finding->demand, what, STR("Sync"));
    size_t count = object ? drop_from_object(context, &rewrite, object) : 0;
    if (count == 0 && future) count = drop_from_signature(context, &rewrite);
    if (count == 0 && future) count = drop_from_bound(context, &rewrite);
    if (count == 0) return;
    Str name = future ? STR("the future") : str_format(arena, "`" STR_FMT "`", STR_ARG(what));
    Str places = count == 1 ? (Str){0} : str_format(arena, ", in %zu places", count);
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost - (future ? FIX_CERTAIN : 0),
        .title = str_format(arena, "do not ask " STR_FMT " to be `Sync`" STR_FMT, STR_ARG(name),
                            STR_ARG(places)),
        .why =
            future
                ? STR("a future has one owner, who polls it by `&mut`: it must be `Send` to change "
                      "threads, never `Sync`")
                : STR("such a closure can only be called by its owner or by `&mut`: it must be "
                      "`Send` to change threads, and is never used by two at a time"),
        .cost = STR("whoever shares it by reference no longer can"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(arena, context->fixes, fix);
    } else {
        VEC_PUSH(arena, context->refusals, (Refusal){.id = strategy->id, .why = rewrite.trouble});
    }
}
