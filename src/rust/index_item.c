/*
 * What an item is called, what it holds, and to whom it belongs.
 */
#include "rust/index_item.h"

#include "rust/source.h"

unsigned item_kind_of(const Node *node) {
    static const struct {
        NodeKind node;
        ItemKind item;
    } kinds[] = {
        {NODE_STRUCT_ITEM, ITEM_STRUCT},
        {NODE_ENUM_ITEM, ITEM_ENUM},
        {NODE_UNION_ITEM, ITEM_UNION},
        {NODE_TYPE_ITEM, ITEM_ALIAS},
        {NODE_ASSOCIATED_TYPE, ITEM_ASSOCIATED_TYPE},
        {NODE_TRAIT_ITEM, ITEM_TRAIT},
        {NODE_IMPL_ITEM, ITEM_IMPL},
        {NODE_FUNCTION_ITEM, ITEM_FUNCTION},
        {NODE_FUNCTION_SIGNATURE_ITEM, ITEM_FUNCTION},
        {NODE_STATIC_ITEM, ITEM_STATIC},
        {NODE_CONST_ITEM, ITEM_CONST},
        {NODE_MOD_ITEM, ITEM_MODULE},
        {NODE_MACRO_DEFINITION, ITEM_MACRO},
    };
    if (!node || node->kind == NODE_TOKEN) return 0;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].node == node->kind) return kinds[i].item;
    }
    return 0;
}

/*
 * The last segment of the path that a type or trait is named by; empty for tuples, slices and the
 * like.
 */
static Str last_segment(const Node *type) {
    while (type) {
        if (type->kind == NODE_GENERIC_TYPE || type->kind == NODE_REFERENCE_TYPE ||
            type->kind == NODE_POINTER_TYPE || type->kind == NODE_HIGHER_RANKED_TRAIT_BOUND)
            type = node_field(type, FIELD_TYPE);
        else if (type->kind == NODE_SCOPED_TYPE_IDENTIFIER || type->kind == NODE_SCOPED_IDENTIFIER)
            type = node_field(type, FIELD_NAME);
        else if (type->kind == NODE_DYNAMIC_TYPE)
            type = node_field(type, FIELD_TRAIT);
        else if (type->kind == NODE_BOUNDED_TYPE || type->kind == NODE_BRACKETED_TYPE ||
                 (type->kind == NODE_TUPLE_TYPE && node_count(type) == 1))
            type = node_first(type);
        else
            break;
    }
    if (node_is(type, NODE_TYPE_IDENTIFIER) || node_is(type, NODE_PRIMITIVE_TYPE) ||
        node_is(type, NODE_IDENTIFIER))
        return node_text(type);
    return (Str){.data = NULL};
}

/* ---- fields ---- */

static void read_fields(Arena *arena, FieldList *out, const Node *body, const Node *variant) {
    if (node_is(body, NODE_FIELD_DECLARATION_LIST)) {
        for (const Node *node = node_first(body); node; node = node_next(node)) {
            if (node->kind == NODE_FIELD_DECLARATION)
                VEC_PUSH(arena, out,
                         (Field){.name = node_text(node_field(node, FIELD_NAME)),
                                 .node = node,
                                 .type = node_field(node, FIELD_TYPE),
                                 .variant = variant});
        }
    }
    if (node_is(body, NODE_ORDERED_FIELD_DECLARATION_LIST)) {
        size_t number = 0;
        for (const Node *node = node_first(body); node; node = node_next(node)) {
            if (node->field != FIELD_TYPE) continue;
            VEC_PUSH(arena, out,
                     (Field){.name = str_format(arena, "%zu", number++),
                             .node = node,
                             .type = node,
                             .variant = variant});
        }
    }
    if (node_is(body, NODE_ENUM_VARIANT_LIST)) {
        for (const Node *node = node_first(body); node; node = node_next(node)) {
            if (node->kind == NODE_ENUM_VARIANT)
                read_fields(arena, out, node_field(node, FIELD_BODY), node);
        }
    }
}

/* ---- functions ---- */

static Receiver read_receiver(const Node *function) {
    const Node *first = node_first(node_field(function, FIELD_PARAMETERS));
    if (node_is(first, NODE_PARAMETER))
        return node_is(node_field(first, FIELD_PATTERN), NODE_SELF) ? RECEIVER_TYPED
                                                                    : RECEIVER_NONE;
    if (!node_is(first, NODE_SELF_PARAMETER)) return RECEIVER_NONE;
    if (!node_token(first, "&")) return RECEIVER_VALUE;
    return node_child(first, NODE_MUTABLE_SPECIFIER) ? RECEIVER_MUT : RECEIVER_REF;
}

/* ---- tests ---- */

/* #[test], #[tokio::test], #[cfg(test)], #[cfg(all(test, unix))]; but not #[cfg(not(test))]. */
static bool is_test_attribute(const Node *node) {
    const Node *attribute = node_child(node, NODE_ATTRIBUTE);
    Str path = node_text(node_first(attribute));
    Str arguments = node_text(node_field(attribute, FIELD_ARGUMENTS));
    if (str_is(path, "cfg"))
        return str_find_word(arguments, STR("test"), 0) != STR_NONE &&
               !str_contains(arguments, STR("not(test"));
    return str_is(path, "test") || str_ends(path, STR("::test"));
}

static bool is_test(const Node *node) {
    for (const Node *before = node->prev;
         node_is(before, NODE_ATTRIBUTE_ITEM) || node_is(before, NODE_LINE_COMMENT) ||
         node_is(before, NODE_BLOCK_COMMENT);
         before = before->prev) {
        if (before->kind == NODE_ATTRIBUTE_ITEM && is_test_attribute(before)) return true;
    }
    return false;
}

/* ---- items ---- */

bool item_is_member(const Node *node) {
    const Node *list = node->parent;
    return node_is(list, NODE_DECLARATION_LIST) &&
           (node_is(list->parent, NODE_IMPL_ITEM) || node_is(list->parent, NODE_TRAIT_ITEM));
}

Item *item_read(Arena *arena, const Node *node, const Item *outer) {
    Item *item = ARENA_NEW(arena, Item);
    item->kind = (ItemKind)item_kind_of(node);
    item->node = node;
    item->name = node_text(node_field(node, FIELD_NAME));
    item->in_test = (outer && outer->in_test) || is_test(node);
    if (item->kind == ITEM_IMPL) {
        item->name = last_segment(node_field(node, FIELD_TYPE));
        item->trait_name = last_segment(node_field(node, FIELD_TRAIT));
    } else if (item->kind == ITEM_FUNCTION) {
        item->receiver = read_receiver(node);
        item->is_async = syntax_is_async(node);
    } else {
        read_fields(arena, &item->fields, node_field(node, FIELD_BODY), NULL);
    }
    if (item_is_member(node)) {
        item->parent = outer;
        if (item->kind == ITEM_ALIAS) item->kind = ITEM_ASSOCIATED_TYPE;
    }
    return item;
}

const Field *item_field(const Item *item, Str name) {
    for (size_t i = 0; item && i < item->fields.count; i++) {
        if (str_eq(item->fields.items[i].name, name)) return &item->fields.items[i];
    }
    return NULL;
}

const Item *item_member(const Item *item, Str name) {
    for (size_t i = 0; item && i < item->members.count; i++) {
        if (str_eq(item->members.items[i]->name, name)) return item->members.items[i];
    }
    return NULL;
}

const Node *item_return_type(const Item *item) {
    return item ? node_field(item->node, FIELD_RETURN_TYPE) : NULL;
}
