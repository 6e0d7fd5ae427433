/*
 * Facts -> roots: the innermost types and the traits that they lack. For match.c only.
 */
#ifndef SENDFIX_MATCH_ROOTS_H
#define SENDFIX_MATCH_ROOTS_H

#include "base/arena.h"
#include "model.h"

/*
 * Fills evidence->roots from its facts, each pair once; none where the diagnostic is cut off before it names a type. A type
 * that rustc has shortened is read in full from other facts or from the file that rustc wrote it to (relative to folder).
 */
void roots_find(Arena *arena, Evidence *evidence, Str folder);

#endif
