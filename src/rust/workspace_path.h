/*
 * Where files lie and whose they are: for workspace.c only.
 */
#ifndef SENDFIX_RUST_WORKSPACE_PATH_H
#define SENDFIX_RUST_WORKSPACE_PATH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

/* Where a file that rustc names was found. */
typedef struct Place {
    Str base; /* folder that relative paths start at, absolute, without symlinks */
    Str disk; /* the path to open */
    Str real; /* the same, absolute, without symlinks: tells whether two names are one file */
} Place;

/*
 * Looks for path below folder (as given to workspace_new), else below the current folder and up to
 * eight folders above it. False where there is no such file.
 */
bool place_find(Arena *arena, Place *out, Str folder, Str path);

/* Why a file must not be edited, in one clause, from where it lies; empty if it may be. */
Str place_refusal(const Place *place, Str path);
/* The same from what it says of itself in its first lines. */
Str text_refusal(Str text);
/* Whether it is source of the standard library or the compiler. */
bool path_is_toolchain(Str path);

/*
 * The folder above, keeping the spelling: "a/b" gives "a", "a" gives "", "" and ".." nothing
 * (false).
 */
bool folder_above(Str folder, Str *above);
/*
 * The edition that the Cargo.toml at a path sets for its package, or for the workspace's packages;
 * else empty, as where there is none. Lives on arena.
 */
Str manifest_edition(Arena *arena, Str path);

/* Files of the crate around a file. */
typedef struct CrateFiles {
    StrList names; /* as rustc would spell them; sorted */
    StrList disks; /* the paths to open, in the same order */
} CrateFiles;

/*
 * Lists them: all .rs files below the crate's folder without those of other packages in it; where
 * no crate's folder can be told, the file itself, its modules and the files it is a module of.
 */
void crate_list(Arena *arena, CrateFiles *out, const Place *place, Str path);

#endif
