/*
 * A scratch folder that looks like another one, but for a few files.
 *
 * Real folders are made only down to the changed files; everything beside them is a symlink to the original, so that
 * the overlay of a large workspace costs some links.
 */
#ifndef SENDFIX_BASE_TREE_H
#define SENDFIX_BASE_TREE_H

#include "base/arena.h"
#include "base/file.h"
#include "base/status.h"
#include "base/str.h"

/* Makes a new empty folder below base (absolute; else /tmp) that only we may enter; *folder is its absolute path. */
Status tree_make(Arena *arena, Str *folder, Str base) MUST_USE;
/* Removes a folder with all that is in it; symlinks are removed, never followed. What cannot be removed stays. */
void tree_remove(Str folder);
/* Makes a folder with this name inside of one that is there. */
Status tree_make_inside(Str folder, Str name) MUST_USE;
/*
 * Fills the empty folder `copy` so that it looks like `original` (absolute), with real folders down to each of the files
 * (relative to original, "/" between names, no ".."), which are left out.
 */
Status tree_overlay(Arena *arena, Str copy, Str original, const StrList *files) MUST_USE;
/* Writes a file anew inside of a scratch folder. */
Status tree_write(Arena *arena, Str folder, Str file, Str text) MUST_USE;

#endif
