/*
 * Unified diff that `git apply` and `patch -p1` both take.
 */
#ifndef SENDFIX_EDIT_DIFF_H
#define SENDFIX_EDIT_DIFF_H

#include "base/arena.h"
#include "base/str.h"
#include "model.h"

/*
 * Diff of two texts of one file: "--- a/FILE", "+++ b/FILE", hunks with three lines of context; "" if they are equal.
 * Line ends are kept as they are; a missing last newline is marked as git does; a name with blanks or controls is quoted as git does.
 */
Str diff_unified(Arena *arena, Str file, Str before, Str after);

/*
 * The edits that make after of before, one for each run of changed lines; added to out.
 */
void diff_edits(Arena *arena, EditList *out, Str file, Str before, Str after);

#endif
