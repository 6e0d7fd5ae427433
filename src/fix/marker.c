/*
 * Marker: see marker.h.
 *
 * A typed id says `PhantomData<*const T>` to have a T without owning one, and is then neither Send nor Sync, as the pointer that
 * is not there would not be. `fn() -> T` marks the parameter as well (and is covariant as well), and is Send and Sync for every
 * T. `*mut T` is invariant in T, and so is `fn(T) -> T`. A marker without a parameter (`PhantomData<*const ()>`), or named
 * after what it does (`_not_send`), is there to keep the type on its thread.
 */
#include "fix/marker.h"

#include "fix/pointer.h"
#include "fix/rewrite.h"
#include "match/match.h"
#include "match/type_text.h"
#include "rust/generics.h"
#include "rust/ownership.h"

static bool is_phantom(const Node *type) {
    return node_is(type, NODE_GENERIC_TYPE) &&
           str_ends(node_text(node_field(type, FIELD_TYPE)), STR("PhantomData"));
}

static const Node *phantom_around(const Node *node) {
    for (; node && !node_is(node, NODE_FIELD_DECLARATION); node = node->parent) {
        if (is_phantom(node)) return node;
    }
    return NULL;
}

static const Node *phantom_in(const Item *item) {
    for (size_t i = 0; item && i < item->fields.count; i++) {
        if (is_phantom(item->fields.items[i].type)) return item->fields.items[i].type;
    }
    return NULL;
}

static bool is_own(const FixContext *context, Str name) {
    const Index *index = workspace_index(context->workspace);
    return index_find(index, ITEM_STRUCT | ITEM_ENUM | ITEM_UNION | ITEM_ALIAS, name) != NULL;
}

/* Whether all that a struct holds beside its marker is plain: numbers, Strings, what is declared elsewhere. */
static bool is_plain_beside(const FixContext *context, const Item *item, const Node *marker) {
    for (size_t i = 0; i < item->fields.count; i++) {
        const Node *type = item->fields.items[i].type;
        if (type == marker) continue;
        for (const Node *node = type; node; node = node_walk(node, type)) {
            if (node_is(node, NODE_POINTER_TYPE) || node_is(node, NODE_DYNAMIC_TYPE)) return false;
            if (!node_is(node, NODE_TYPE_IDENTIFIER)) continue;
            Str name = node_text(node);
            if (is_own(context, name) || generics_declaration(node, name) ||
                patterns_type(context->patterns, name)) {
                return false;
            }
        }
    }
    return true;
}

/* The marker that rustc's list of types goes through, or that is all that the held value can have the root from. */
static const Node *marker_behind_types(const FixContext *context) {
    const Index *index = workspace_index(context->workspace);
    unsigned kinds = ITEM_STRUCT | ITEM_ENUM | ITEM_UNION;
    const Evidence *evidence = context->finding->evidence.items[0];
    bool inside = false;
    for (size_t i = 0; i < evidence->facts.count; i++) {
        const Fact *fact = &evidence->facts.items[i];
        if (fact->kind != FACT_APPEARS_WITHIN) continue;
        Str head = type_text_head(fact->type);
        const Node *marker = inside ? phantom_in(index_find(index, kinds, head)) : NULL;
        if (marker) return marker;
        inside = str_is(head, "PhantomData");
    }
    const Item *item = index_find(index, kinds, type_text_head(context->finding->value_type));
    const Node *marker = phantom_in(item);
    return marker && is_plain_beside(context, item, marker) ? marker : NULL;
}

static const Node *find_marker(const FixContext *context) {
    const Node *marker = phantom_around(context->finding->origin);
    return marker ? marker : marker_behind_types(context);
}

/* Whether a type names a type parameter of the item around it. */
static bool names_parameter(const Node *type) {
    for (const Node *node = type; node; node = node_walk(node, type)) {
        if (node_is(node, NODE_TYPE_IDENTIFIER) && generics_declaration(node, node_text(node)))
            return true;
    }
    return false;
}

static bool is_on_purpose(const Node *marker) {
    static const char *const words[] = {"send", "sync", "thread", "local"};
    Str name = node_text(node_field(node_ancestor(marker, NODE_FIELD_DECLARATION), FIELD_NAME));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_contains(name, str_from(words[i]))) return true;
    }
    return false;
}

static Str function_type(Arena *arena, const Node *argument) {
    bool pointer = node_is(argument, NODE_POINTER_TYPE);
    Str type = node_text(pointer ? node_field(argument, FIELD_TYPE) : argument);
    if (pointer && node_child(argument, NODE_MUTABLE_SPECIFIER)) {
        return str_format(arena, "fn(" STR_FMT ") -> " STR_FMT, STR_ARG(type), STR_ARG(type));
    }
    return str_format(arena, "fn() -> " STR_FMT, STR_ARG(type));
}

/* Writes the arguments of one mention of the marker anew; each part of a tuple by itself. */
static void write(Rewrite *rewrite, const Node *mention) {
    const Node *argument = node_first(node_field(mention, FIELD_TYPE_ARGUMENTS));
    bool tuple = node_is(argument, NODE_TUPLE_TYPE);
    const Node *type = tuple ? node_first(argument) : argument;
    for (; type; type = tuple ? node_next(type) : NULL) {
        if (node_is(type, NODE_FUNCTION_TYPE) || node_is(type, NODE_LIFETIME)) continue;
        rewrite_replace(rewrite, type, function_type(rewrite->arena, type));
    }
}

/* The other spellings of the marker in the methods of its owner: `PhantomData::<*const T>`. */
static void find_spellings(const FixContext *context, const Node *marker, NodeList *out) {
    const Node *item = marker;
    while (item && !node_is(item, NODE_STRUCT_ITEM) && !node_is(item, NODE_ENUM_ITEM))
        item = item->parent;
    ItemList impls = {0};
    index_find_all(context->arena, &impls, workspace_index(context->workspace), ITEM_IMPL,
                   node_text(node_field(item, FIELD_NAME)));
    Str arguments = node_text(node_field(marker, FIELD_TYPE_ARGUMENTS));
    for (size_t i = 0; i < impls.count; i++) {
        const Node *impl = impls.items[i]->node;
        for (const Node *node = impl; node; node = node_walk(node, impl)) {
            const Node *list = node_field(node, FIELD_TYPE_ARGUMENTS);
            if (list && str_eq(node_text(list), arguments) &&
                str_contains(node_text(node), STR("PhantomData"))) {
                VEC_PUSH(context->arena, out, node);
            }
        }
    }
}

static void refuse(const FixContext *context, const FixStrategy *strategy, Str why) {
    VEC_PUSH(context->arena, context->refusals, (Refusal){.id = strategy->id, .why = why});
}

void marker_plan(const FixContext *context, const FixStrategy *strategy) {
    Arena *arena = context->arena;
    const Node *marker = find_marker(context);
    if (!marker || ownership_refusal(marker).len > 0) return;
    Str text = node_text(marker);
    if (!names_parameter(marker) || is_on_purpose(marker)) {
        refuse(context, strategy,
               str_format(arena,
                          "the marker `" STR_FMT
                          "` seems to keep the type on its thread on purpose",
                          STR_ARG(text)));
        return;
    }
    NodeList mentions = {0};
    find_spellings(context, marker, &mentions);
    Rewrite rewrite = rewrite_new(arena);
    write(&rewrite, marker);
    for (size_t i = 0; i < mentions.count; i++) {
        if (mentions.items[i] != marker) write(&rewrite, mentions.items[i]);
    }
    const Node *argument = node_first(node_field(marker, FIELD_TYPE_ARGUMENTS));
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost - FIX_CERTAIN,
        .title = str_format(
            arena, "mark the type parameter with `PhantomData<" STR_FMT ">`",
            STR_ARG(rewrite_text(&rewrite, argument->source, argument->start, argument->end))),
        .why = str_format(arena,
                          "the type holds nothing of what `" STR_FMT "` says; a function pointer "
                          "marks the parameter as well and is always `Send` and `Sync`",
                          STR_ARG(text)),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(arena, context->fixes, fix);
    } else {
        refuse(context, strategy, rewrite.trouble);
    }
}
