/*
 * Index of items: a list of all in the order of paths and lines, and two hash tables from names to
 * such lists: the items' own names, and the traits' names to their impls.
 *
 * What an item is made of is read in index_item.c; here it is kept and found. Items are added file
 * by file in any order; the lists are kept in order as they grow, since they are read far more
 * often.
 */
#include "rust/index.h"

#include <stdint.h>
#include <string.h>

#include "rust/index_item.h"
#include "rust/source.h"

typedef struct NameEntry {
    Str name;
    ItemList items; /* empty list: a free place */
} NameEntry;

typedef struct NameTable {
    NameEntry *entries;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
} NameTable;

struct Index {
    Arena *arena;
    ItemList all;
    NameTable names;
    NameTable traits;
};

/* ---- tables ---- */

static size_t hash(Str name) {
    uint64_t value = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < name.len; i++)
        value = (value ^ (unsigned char)name.data[i]) * 1099511628211u;
    return (size_t)(value ^ (value >> 32));
}

/* The entry of a name, or the free place where it belongs. */
static NameEntry *find_place(const NameTable *table, Str name) {
    size_t at = hash(name) & (table->capacity - 1);
    while (table->entries[at].items.count > 0 && !str_eq(table->entries[at].name, name))
        at = (at + 1) & (table->capacity - 1);
    return &table->entries[at];
}

static void grow(Arena *arena, NameTable *table) {
    NameTable larger = {.capacity = table->capacity ? table->capacity * 2 : 256};
    larger.entries = ARENA_ARRAY(arena, NameEntry, larger.capacity);
    larger.count = table->count;
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->entries[i].items.count > 0)
            *find_place(&larger, table->entries[i].name) = table->entries[i];
    }
    *table = larger;
}

/* By path, then by offset. */
static int compare(const Item *a, const Item *b) {
    const Source *left = a->node->source;
    const Source *right = b->node->source;
    if (left != right) {
        int order = str_compare(left->path, right->path);
        if (order != 0) return order;
    }
    return (a->node->start > b->node->start) - (a->node->start < b->node->start);
}

/* The number of items that stand before item. */
static size_t find_rank(const ItemList *list, const Item *item) {
    size_t low = 0;
    size_t high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(list->items[middle], item) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void insert(Arena *arena, ItemList *list, const Item *item) {
    size_t rank = list->count;
    if (rank > 0 && compare(list->items[rank - 1], item) > 0) rank = find_rank(list, item);
    VEC_PUSH(arena, list, item);
    memmove(&list->items[rank + 1], &list->items[rank],
            (list->count - 1 - rank) * sizeof list->items[0]);
    list->items[rank] = item;
}

static void table_add(Arena *arena, NameTable *table, Str name, const Item *item) {
    if (table->count * 2 >= table->capacity) grow(arena, table);
    NameEntry *entry = find_place(table, name);
    if (entry->items.count == 0) {
        entry->name = name;
        table->count++;
    }
    insert(arena, &entry->items, item);
}

/* The items of a name; an empty list where there is none. */
static ItemList table_find(const NameTable *table, Str name) {
    if (table->capacity == 0) return (ItemList){.count = 0};
    return find_place(table, name)->items;
}

/* ---- adding ---- */

Index *index_new(Arena *arena) {
    Index *index = ARENA_NEW(arena, Index);
    index->arena = arena;
    return index;
}

/* The item that a node lies in, or NULL. */
static const Item *find_outer(const Index *index, const Node *node) {
    const Node *up = node->parent;
    while (up && item_kind_of(up) == 0) up = up->parent;
    return index_item(index, up);
}

static Item *add_item(Index *index, const Node *node, const Item *outer) {
    Item *item = item_read(index->arena, node, outer);
    insert(index->arena, &index->all, item);
    table_add(index->arena, &index->names, item->name, item);
    if (item->trait_name.len > 0) table_add(index->arena, &index->traits, item->trait_name, item);
    return item;
}

/* Adds what stands directly in an impl or trait. */
static void add_members(Index *index, Item *owner) {
    const Node *list = node_field(owner->node, FIELD_BODY);
    for (const Node *node = node_first(list); node; node = node_next(node)) {
        if (item_kind_of(node) == 0) continue;
        const Item *member = add_item(index, node, owner);
        if (member->kind == ITEM_FUNCTION || member->kind == ITEM_ASSOCIATED_TYPE)
            VEC_PUSH(index->arena, &owner->members, member);
    }
}

void index_add(Index *index, const Source *source) {
    const Node *node = source ? source->root : NULL;
    while (node) {
        if (item_kind_of(node) != 0 && !item_is_member(node)) {
            Item *item = add_item(index, node, find_outer(index, node));
            if (item->kind == ITEM_IMPL || item->kind == ITEM_TRAIT) add_members(index, item);
        }
        /* what a macro's definition holds are items of nobody yet */
        node = node->kind == NODE_MACRO_DEFINITION ? node_skip(node, source->root)
                                                   : node_walk(node, source->root);
    }
}

/* ---- finding ---- */

const Item *index_find(const Index *index, unsigned kinds, Str name) {
    ItemList list = table_find(&index->names, name);
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i]->kind & kinds) return list.items[i];
    }
    return NULL;
}

static void add_kinds(Arena *arena, ItemList *out, ItemList list, unsigned kinds) {
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i]->kind & kinds) VEC_PUSH(arena, out, list.items[i]);
    }
}

void index_find_all(Arena *arena, ItemList *out, const Index *index, unsigned kinds, Str name) {
    add_kinds(arena, out, table_find(&index->names, name), kinds);
}

void index_all(Arena *arena, ItemList *out, const Index *index, unsigned kinds) {
    add_kinds(arena, out, index->all, kinds);
}

void index_impls_of(Arena *arena, ItemList *out, const Index *index, Str trait_name) {
    add_kinds(arena, out, table_find(&index->traits, trait_name), ITEM_IMPL);
}

const Item *index_item(const Index *index, const Node *node) {
    if (!node || item_kind_of(node) == 0) return NULL;
    const Item key = {.node = node};
    for (size_t i = find_rank(&index->all, &key); i < index->all.count; i++) {
        const Item *item = index->all.items[i];
        if (item->node == node) return item;
        if (compare(item, &key) != 0) return NULL;
    }
    return NULL;
}

static const Item *find_method(const Item *owner, Str method) {
    const Item *member = item_member(owner, method);
    return member && member->kind == ITEM_FUNCTION ? member : NULL;
}

const Item *index_method(const Index *index, Str type_name, Str method) {
    ItemList own = table_find(&index->names, type_name);
    const Item *of_trait = NULL;
    const Item *by_default = NULL;
    for (size_t i = 0; i < own.count; i++) {
        const Item *owner = own.items[i];
        const Item *found = owner->kind == ITEM_IMPL ? find_method(owner, method) : NULL;
        if (found && owner->trait_name.len == 0) return found;
        of_trait = of_trait ? of_trait : found;
        if (owner->kind != ITEM_IMPL || owner->trait_name.len == 0 || by_default) continue;
        found = find_method(index_find(index, ITEM_TRAIT, owner->trait_name), method);
        if (found && node_is(found->node, NODE_FUNCTION_ITEM)) by_default = found;
    }
    return of_trait ? of_trait : by_default;
}
