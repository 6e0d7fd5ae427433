/*
 * Pointer: see pointer.h.
 */
#include "fix/pointer.h"

#include "match/match.h"
#include "match/type_text.h"
#include "rust/generics.h"
#include "rust/ownership.h"

bool pointer_is(Str type) {
    Str head = type_text_head(type);
    return str_is(head, "*mut") || str_is(head, "*const") || str_is(head, "NonNull");
}

bool pointer_is_promised(const FixContext *context, Str type, Str trait) {
    ItemList impls = {0};
    index_find_all(context->arena, &impls, workspace_index(context->workspace), ITEM_IMPL, type);
    for (size_t i = 0; i < impls.count; i++) {
        if (str_eq(impls.items[i]->trait_name, trait) && node_token(impls.items[i]->node, "unsafe"))
            return true;
    }
    return false;
}

/* A pointer's type in a field: spelt there, or behind an alias of the user's. */
static bool holds_pointer(const Index *index, const Node *type, unsigned depth) {
    for (const Node *node = type; node; node = node_walk(node, type)) {
        bool spelt = node_is(node, NODE_POINTER_TYPE) || str_is(node_text(node), "NonNull");
        if (spelt && !generics_is_phantom(node)) return true;
        if (!node_is(node, NODE_TYPE_IDENTIFIER) || depth == 0) continue;
        const Item *alias = index_find(index, ITEM_ALIAS, node_text(node));
        if (alias && holds_pointer(index, node_field(alias->node, FIELD_TYPE), depth - 1))
            return true;
    }
    return false;
}

/* A type in a field, no pointer, that is not Send: a promise for the whole would cover it too. */
static Str unsendable_in(const FixContext *context, const Node *type) {
    for (const Node *node = type; node; node = node_walk(node, type)) {
        bool named = node_is(node, NODE_GENERIC_TYPE) || node_is(node, NODE_TYPE_IDENTIFIER) ||
                     node_is(node, NODE_DYNAMIC_TYPE);
        if (!named || generics_is_phantom(node) || generics_declaration(node, node_text(node)))
            continue;
        const Node *whole = node;
        while (node_is(whole->parent, NODE_BOUNDED_TYPE)) whole = whole->parent;
        Str text = node_text(whole);
        const TypeKnowledge *known = patterns_type(context->patterns, text);
        bool own = index_find(workspace_index(context->workspace),
                              ITEM_STRUCT | ITEM_ENUM | ITEM_ALIAS, type_text_head(text)) != NULL;
        if (known && !own && !known->sync_only && !generics_has_bound(text, STR("Send")) &&
            !str_is(known->rule, "raw-pointer")) {
            return text;
        }
    }
    return (Str){0};
}

static bool derives_clone(const Node *item) {
    for (const Node *above = item->prev; above; above = above->prev) {
        if (node_is(above, NODE_LINE_COMMENT) || node_is(above, NODE_BLOCK_COMMENT)) continue;
        if (!node_is(above, NODE_ATTRIBUTE_ITEM)) return false;
        if (str_find_word(node_text(above), STR("Clone"), 0) != STR_NONE) return true;
    }
    return false;
}

static bool implements(const FixContext *context, const Item *item, const char *trait) {
    ItemList impls = {0};
    index_find_all(context->arena, &impls, workspace_index(context->workspace), ITEM_IMPL,
                   item->name);
    for (size_t i = 0; i < impls.count; i++) {
        if (str_is(impls.items[i]->trait_name, trait)) return true;
    }
    return false;
}

static const Item *item_around(const FixContext *context, const Node *node) {
    static const NodeKind kinds[] = {NODE_STRUCT_ITEM, NODE_ENUM_ITEM, NODE_UNION_ITEM};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const Node *item = node_ancestor(node, kinds[i]);
        if (item) return index_item(workspace_index(context->workspace), item);
    }
    return NULL;
}

/* The innermost struct that rustc names on its way to the root and that spells a pointer. */
static const Item *named_by_rustc(const FixContext *context) {
    const Index *index = workspace_index(context->workspace);
    const FactList *facts = &context->finding->evidence.items[0]->facts;
    for (size_t i = 0; i < facts->count; i++) {
        const Fact *fact = &facts->items[i];
        bool lacks = fact->kind == FACT_LACKS;
        if (!lacks && fact->kind != FACT_APPEARS_WITHIN && fact->kind != FACT_HELD) continue;
        Str name = type_text_head(lacks ? fact->other : fact->type);
        const Item *item = index_find(index, ITEM_STRUCT | ITEM_ENUM | ITEM_UNION, name);
        for (size_t k = 0; item && k < item->fields.count; k++) {
            if (holds_pointer(index, item->fields.items[k].type, 3)) return item;
        }
    }
    return NULL;
}

bool pointer_find(const FixContext *context, Pointer *out) {
    const Finding *finding = context->finding;
    for (size_t i = 0; i < finding->roots.count; i++) {
        if (!pointer_is(finding->roots.items[i].type)) return false;
    }
    const Item *owner = item_around(context, finding->origin);
    owner = owner ? owner : named_by_rustc(context);
    if (!owner || ownership_refusal(owner->node).len > 0) return false;
    *out = (Pointer){.owner = owner};
    const Index *index = workspace_index(context->workspace);
    for (size_t i = 0; i < owner->fields.count; i++) {
        const Node *type = owner->fields.items[i].type;
        if (holds_pointer(index, type, 3))
            VEC_PUSH(context->arena, &out->fields, owner->fields.items[i].name);
        if (out->beside.len == 0) out->beside = unsendable_in(context, type);
    }
    out->frees = implements(context, owner, "Drop");
    out->copies = derives_clone(owner->node) || implements(context, owner, "Clone");
    const Node *parameters = node_field(owner->node, FIELD_TYPE_PARAMETERS);
    out->borrows =
        node_child(parameters, NODE_LIFETIME) || node_child(parameters, NODE_LIFETIME_PARAMETER);
    return out->fields.count > 0;
}
