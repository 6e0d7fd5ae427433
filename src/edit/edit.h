/*
 * Edits: collected in any order, checked, sorted, applied.
 */
#ifndef SENDFIX_EDIT_EDIT_H
#define SENDFIX_EDIT_EDIT_H

#include <stdbool.h>

#include "base/arena.h"
#include "model.h"

/*
 * Adds an edit unless an identical one is there; false where it overlaps another (the list is unchanged). Two insertions
 * at one place are kept in the order in which they came if their texts differ.
 */
bool edit_add(Arena *arena, EditList *list, Edit edit);
/* Sorts by file, then offset; insertions at one place keep their order. */
void edit_sort(EditList *list);
/* Whether an edit of a overlaps one of b without being identical to it. */
bool edit_conflict(const EditList *a, const EditList *b);
/* Whether both change the same bytes to the same text. */
bool edit_same(const EditList *a, const EditList *b);
/* text with the edits of one file applied; false where one lies outside of text or its expected bytes are not there. */
bool edit_apply(Arena *arena, Str *out, Str text, Str file, const EditList *list);

#endif
