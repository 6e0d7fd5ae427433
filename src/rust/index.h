/*
 * Index of a workspace's items by name.
 */
#ifndef SENDFIX_RUST_INDEX_H
#define SENDFIX_RUST_INDEX_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "model.h"
#include "rust/scope.h"
#include "rust/syntax.h"

typedef enum ItemKind {
    ITEM_STRUCT = 1 << 0,
    ITEM_ENUM = 1 << 1,
    ITEM_UNION = 1 << 2,
    ITEM_ALIAS = 1 << 3, /* type X = ..; at module level */
    ITEM_TRAIT = 1 << 4,
    ITEM_IMPL = 1 << 5,
    ITEM_FUNCTION = 1 << 6, /* free, associated, trait method, with or without body */
    ITEM_STATIC = 1 << 7,
    ITEM_CONST = 1 << 8,
    ITEM_MODULE = 1 << 9,
    ITEM_MACRO = 1 << 10,
    ITEM_ASSOCIATED_TYPE = 1 << 11, /* type X; or type X = ..; in a trait or impl */
} ItemKind;

typedef struct Item Item;
typedef VEC_OF(const Item *) ItemList;

typedef struct Field {
    Str name;            /* "0", "1" for tuple fields */
    const Node *node;    /* field_declaration, or the type node of a tuple field */
    const Node *type;    /* its type node */
    const Node *variant; /* the enum_variant, or NULL */
} Field;
typedef VEC_OF(Field) FieldList;

typedef enum Receiver {
    RECEIVER_NONE = 0, /* not a method */
    RECEIVER_VALUE,    /* self, mut self */
    RECEIVER_REF,      /* &self */
    RECEIVER_MUT,      /* &mut self */
    RECEIVER_TYPED,    /* self: Arc<Self> */
} Receiver;

struct Item {
    ItemKind kind;
    Str name;           /* impl: the self type's last path segment */
    const Node *node;   /* struct_item, function_item, function_signature_item, ... */
    const Item *parent; /* the impl or trait it is in, or NULL */
    Str trait_name;     /* impl: last segment of the trait, or empty */
    FieldList fields;   /* struct, enum, union */
    ItemList members;   /* impl, trait: functions and associated types */
    Receiver receiver;  /* function */
    bool is_async;      /* function */
    bool in_test;       /* below #[cfg(test)] or #[test] */
};

typedef struct Index Index;

Index *index_new(Arena *arena);
/* Adds a parsed file's items. */
void index_add(Index *index, const Source *source);

/* The first item of one of the kinds (ItemKind bits) with this name, or NULL. */
const Item *index_find(const Index *index, unsigned kinds, Str name);
/* All of them, in the order of files and lines. */
void index_find_all(Arena *arena, ItemList *out, const Index *index, unsigned kinds, Str name);
/* All items of the kinds. */
void index_all(Arena *arena, ItemList *out, const Index *index, unsigned kinds);
/* The item whose node this is, or NULL. */
const Item *index_item(const Index *index, const Node *node);
/*
 * The impl or trait method of a type (by last segment; inherent impls first, then trait impls, then
 * default bodies of its traits).
 */
const Item *index_method(const Index *index, Str type_name, Str method);
/* The impls of a trait (by last segment). */
void index_impls_of(Arena *arena, ItemList *out, const Index *index, Str trait_name);
/* The field of a struct or union, or NULL. */
const Field *item_field(const Item *item, Str name);
/* A member function or associated type of an impl or trait, or NULL. */
const Item *item_member(const Item *item, Str name);
/* The declared return type node of a function, or NULL for (). */
const Node *item_return_type(const Item *item);

#endif
