/*
 * Files and folders: the only place that opens, renames, lists or removes.
 */
#ifndef SENDFIX_BASE_FILE_H
#define SENDFIX_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "base/vec.h"

typedef VEC_OF(Str) StrList;

/*
 * Reads a regular file of at most limit bytes (0: 1 GiB). STATUS_MISSING where there is none,
 * STATUS_IO else. Never waits: a pipe or a device is refused.
 */
Status file_read(Arena *arena, Str *out, Str path, size_t limit) MUST_USE;
/*
 * Opens a file, pipe or device to be read as a stream; *descriptor is the caller's to close. Waits
 * where opening a pipe waits for its writer. STATUS_MISSING and STATUS_IO as above, also for a
 * folder.
 */
Status file_open(int *descriptor, Str path) MUST_USE;
/*
 * Opens a file, pipe or device to be written from its start, its old content gone; *stream is the
 * caller's to close. STATUS_IO where it cannot.
 */
Status file_create(FILE **stream, Str path) MUST_USE;
/*
 * Replaces path's content by way of a temporary file beside it, so that a reader sees the old or
 * the new bytes and a crash leaves the old; mode and symlink target are kept, other hard links keep
 * the old content. Makes the file where there is none. STATUS_IO where it cannot, also for a file
 * without write permission; nothing is left behind then.
 */
Status file_replace(Str path, Str content) MUST_USE;
bool file_is_regular(Str path); /* follows symlinks */
bool file_is_folder(Str path);  /* follows symlinks */
/* Absolute path without symlinks, "." or ".."; empty where it does not exist. */
Str file_real_path(Arena *arena, Str path);
/* folder/name; name alone where it is absolute or folder is empty. */
Str file_join(Arena *arena, Str folder, Str name);
/* All before the last '/', without it: "a/b" gives "a", "b" gives "", "/b" gives "/". */
Str file_folder(Str path);
/* All behind the last '/'. */
Str file_base_name(Str path);
/*
 * The program that is running, absolute: by the system's own word, else by argv[0] where that is a path; empty if unknown.
 */
Str file_own_program(Arena *arena, const char *argv0);
/* A relative name with '/' for '\\', where it has only the latter, as on Windows; else name itself. */
Str file_with_slashes(Arena *arena, Str name);
/* The current folder, absolute. */
Str file_current_folder(Arena *arena);
/*
 * Adds the paths (folder/...) of the regular files below folder whose name ends with suffix,
 * sorted; does not follow symlinks, skips hidden folders and those named target or node_modules;
 * stops at limit files. What cannot be read is left out.
 */
void file_list(Arena *arena, StrList *out, Str folder, Str suffix, size_t limit);

#endif
