/*
 * UseTree: the argument of a `use` declaration as a tree of path segments, and its rustfmt layout.
 */
#ifndef SENDFIX_FIX_USE_TREE_H
#define SENDFIX_FIX_USE_TREE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "rust/syntax.h"

typedef struct UseTree UseTree;
typedef VEC_OF(UseTree *) UseTreeList;

/* `a` is a leaf; `a::b` is a with the one child b; `a::{b, c}` is a with group set. A bare `{..}` has an empty name. */
struct UseTree {
    Str name;  /* "std", "self", "*" */
    Str alias; /* behind `as`; empty without one */
    bool group;
    UseTreeList children;
};

/* Reads the argument of a use_declaration; NULL where it holds a comment or what this does not know. */
UseTree *use_tree_read(Arena *arena, const Node *argument);
/* A chain of segments for "std::sync::Arc". */
UseTree *use_tree_path(Arena *arena, Str path);
/* The node of the leaf that path ends at ("std::sync" itself does not match `std::sync::Arc`), or NULL. */
const UseTree *use_tree_find(const UseTree *tree, Str path);
/*
 * How many segments of path the tree shares with it where path could be put into it without a new group of unlike things: as a
 * sibling of a leaf, or into a group. 0 where it does not belong there.
 */
size_t use_tree_room(const UseTree *tree, Str path);
/* Puts path into a tree that has room for it. */
void use_tree_add(Arena *arena, UseTree *tree, Str path, bool new_order);
/* Takes a leaf out; groups left with one child lose their braces. False where nothing is left of the tree. */
bool use_tree_remove(UseTree *tree, Str path);
/* rustfmt's order of two trees; new_order is that of the 2024 style. */
int use_tree_compare(const UseTree *a, const UseTree *b, bool new_order);
/* The text, laid out for a line that begins with indentation and `used` more columns ("use ", "pub use "). */
Str use_tree_print(Arena *arena, const UseTree *tree, Str indentation, size_t used);
/* The full path of the leaf whose name or alias is name; empty if there is none. */
Str use_tree_path_of(Arena *arena, const UseTree *tree, Str name);

#endif
