/*
 * Version control: whether changes made to a folder's files could be taken back.
 */
#ifndef SENDFIX_VCS_H
#define SENDFIX_VCS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct VcsState {
    bool known;  /* the folder is under git */
    bool dirty;  /* files changed or added that are not staged */
    bool staged; /* changes in the index that are not committed */
    Str example; /* one such file; on the arena */
} VcsState;

/*
 * The top of the repository around a folder ("": the current one), absolute with a '/' at its end; empty
 * where there is none. git is not asked.
 */
Str vcs_top(Arena *arena, Str folder);
/* A folder ("": the current one), absolute without symlinks, with a '/' at its end; empty where it is not. */
Str vcs_folder(Arena *arena, Str folder);
/* The way from a repository's top (as above) down to a folder in it, with a '/' at its end unless it is empty. */
Str vcs_prefix(Arena *arena, Str top, Str folder);

/* Asks git about a folder; Cargo.lock does not count, as cargo itself changes it. */
VcsState vcs_state(Arena *arena, Str folder);

#endif
