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
/*
 * Whether the edits of two fixes cannot both be made: one of a overlaps one of b without being identical to it, or both
 * insert at one place and not as lines of their own about different types.
 */
bool edit_conflict(const EditList *a, const EditList *b);
/* Whether both change the same bytes to the same text. */
bool edit_same(const EditList *a, const EditList *b);
/*
 * The bytes to put in place of an edit's range: its replacement, with "\n" as "\r\n" where the edited line of text (the
 * whole file) ends so. Borrowed from the edit, or new on arena.
 */
Str edit_replacement(Arena *arena, Str text, const Edit *edit);
/*
 * text with the edits of one file applied, in any order given; false where one lies outside of text, overlaps another, or
 * its expected bytes are not there. What is not replaced stays byte for byte.
 */
bool edit_apply(Arena *arena, Str *out, Str text, Str file, const EditList *list);

#endif
