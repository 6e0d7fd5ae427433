/*
 * Trait objects and type parameters are passed over: they have what their bounds say, which is looked at where these are
 * changed.
 */
#include "fix/threads.h"

#include "rust/generics.h"

typedef struct Search {
    const FixContext *context;
    bool sync; /* is wanted */
    Str found;
} Search;

static void look_at(void *payload, const Type *type) {
    Search *search = payload;
    TypeKind kind = type_kind(type);
    if (search->found.len > 0 || (kind != TYPE_PATH && kind != TYPE_POINTER) || type_item(type))
        return;
    Arena *arena = search->context->arena;
    Str text = type_spell(arena, type);
    bool pointer = kind == TYPE_POINTER;
    const TypeKnowledge *known = pointer ? NULL : patterns_type(search->context->patterns, text);
    bool parameter = known && str_is(known->rule, "type-parameter");
    bool lacks = pointer || (known && !parameter && (search->sync || !known->sync_only));
    if (lacks) search->found = text;
}

static Search search_for(const FixContext *context, Str bounds) {
    return (Search){.context = context, .sync = str_find_word(bounds, STR("Sync"), 0) != STR_NONE};
}

Str threads_blocked(const FixContext *context, const Node *mention, Str bounds) {
    Search search = search_for(context, bounds);
    flow_visit_made(workspace_flow(context->workspace), mention, look_at, &search);
    return search.found;
}

Str threads_blocked_item(const FixContext *context, const Item *item, Str bounds) {
    Search search = search_for(context, bounds);
    flow_visit_item(workspace_flow(context->workspace), item, look_at, &search);
    return search.found;
}
