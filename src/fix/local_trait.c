/*
 * Local trait: see local_trait.h.
 *
 * The macro boxes each method's future as `dyn Future + Send` unless it is told not to. Trait and impls must agree. It is the
 * best repair where the value belongs to a thread (a browser's, a request's), or where the program starts nothing on another
 * thread; else it only moves the error to whoever spawns such a future.
 */
#include "fix/local_trait.h"

#include "fix/rewrite.h"
#include "match/match.h"
#include "rust/generics.h"
#include "rust/index.h"
#include "rust/ownership.h"

/* The `async_trait` attribute of a trait or impl without arguments; NULL if it has none. */
static const Node *attribute_of(const Node *item) {
    for (const Node *above = item ? item->prev : NULL; above; above = above->prev) {
        bool comment = node_is(above, NODE_LINE_COMMENT) || node_is(above, NODE_BLOCK_COMMENT);
        if (!comment && !node_is(above, NODE_ATTRIBUTE_ITEM)) return NULL;
        const Node *attribute = node_child(above, NODE_ATTRIBUTE);
        if (str_ends(node_text(attribute), STR("async_trait"))) return attribute;
    }
    return NULL;
}

/* The impl or trait around the method whose future the finding is about, if it has the attribute. */
static const Item *attributed(const FixContext *context) {
    const Node *node = context->finding->demand;
    node = node ? node : context->finding->value;
    for (; node; node = node->parent) {
        if (!node_is(node, NODE_IMPL_ITEM) && !node_is(node, NODE_TRAIT_ITEM)) continue;
        return attribute_of(node) ? index_item(workspace_index(context->workspace), node) : NULL;
    }
    return NULL;
}

static bool says(const FixContext *context, const char *word) {
    for (size_t i = 0; i < workspace_source_count(context->workspace); i++) {
        const Source *source = workspace_source_at(context->workspace, i);
        if (source->editable && str_find(source->text, str_from(word), 0) != STR_NONE) return true;
    }
    return false;
}

static bool is_named(const TypeKnowledge *known, const char *id) {
    Str list = known ? known->fixes : (Str){0}, word;
    while (str_next(&list, ' ', &word)) {
        if (str_is(word, id)) return true;
    }
    return false;
}

static void relax(Rewrite *rewrite, const Node *item) {
    const Node *attribute = attribute_of(item);
    if (attribute) rewrite_after(rewrite, attribute, STR("(?Send)"));
}

/* Why the trait is not to be made local, one clause; empty if it can be. */
static Str trouble_with(Arena *arena, const Item *trait, Str name) {
    if (!trait || ownership_refusal(trait->node).len > 0) {
        return str_format(arena, "the trait `" STR_FMT "` is not yours to change", STR_ARG(name));
    }
    const Node *bounds = node_field(trait->node, FIELD_BOUNDS);
    Str text = bounds ? str_from_offset(node_text(bounds), 1) : (Str){0};
    if (generics_has_bound(text, STR("Send")) || generics_has_bound(text, STR("Sync"))) {
        return str_format(arena,
                          "the trait `" STR_FMT "` says itself that it is for several threads",
                          STR_ARG(name));
    }
    return (Str){0};
}

void local_trait_plan(const FixContext *context, const FixStrategy *strategy) {
    const Item *owner = attributed(context);
    const Fact *cast = evidence_fact(context->finding->evidence.items[0], FACT_REQUIRED_CAST);
    if (!owner || !cast || !str_contains(cast->other, STR("dyn Future"))) return;
    const Index *index = workspace_index(context->workspace);
    Str name = owner->kind == ITEM_TRAIT ? owner->name : owner->trait_name;
    const Item *trait = index_find(index, ITEM_TRAIT, name);
    Rewrite rewrite = rewrite_new(context->arena);
    Str trouble = trouble_with(context->arena, trait, name);
    if (trouble.len > 0) rewrite_fail(&rewrite, trouble);
    ItemList impls = {0};
    index_impls_of(context->arena, &impls, index, name);
    relax(&rewrite, trait ? trait->node : NULL);
    for (size_t i = 0; i < impls.count; i++) relax(&rewrite, impls.items[i]->node);
    bool alone = says(context, "fn main(") && !says(context, "spawn");
    bool certain = alone || is_named(context->finding->knowledge, strategy->id);
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost - (certain ? FIX_CERTAIN : 0),
        .title = str_format(context->arena,
                            "do not ask the futures of `" STR_FMT "` to be `Send`: `?Send`",
                            STR_ARG(name)),
        .why = STR(
            "`#[async_trait]` promises Send for every method's future unless it is told not to"),
        .cost = STR("no such future can be spawned where it may change threads"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        VEC_PUSH(context->arena, context->refusals,
                 (Refusal){.id = fix.id, .why = rewrite.trouble});
    }
}
