/*
 * Reading one item off the tree: for index.c only.
 */
#ifndef SENDFIX_RUST_INDEX_ITEM_H
#define SENDFIX_RUST_INDEX_ITEM_H

#include "base/arena.h"
#include "rust/index.h"
#include "rust/syntax.h"

/* The ItemKind of a node, or 0 if it is no item. */
unsigned item_kind_of(const Node *node);

/* Whether an item stands directly in an impl or trait. */
bool item_is_member(const Node *node);

/*
 * The item that a node declares. outer is the item around it, or NULL: of a member, its impl or
 * trait.
 */
Item *item_read(Arena *arena, const Node *node, const Item *outer);

#endif
