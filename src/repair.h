/*
 * Repair: `cargo sendfix --fix` writes tried fixes into the user's files.
 *
 * Only what the compiler has passed is applied: the first fix of each finding that is wanted and whose verdict is "compiles" or "cures". Each file
 * is replaced atomically, so that an interruption leaves it old or new.
 */
#ifndef SENDFIX_REPAIR_H
#define SENDFIX_REPAIR_H

#include "base/arena.h"
#include "base/file.h"
#include "base/status.h"
#include "model.h"
#include "rust/workspace.h"

typedef enum RepairAnswer {
    REPAIR_YES = 0,
    REPAIR_NO,   /* not this one, now or in a later round */
    REPAIR_STOP, /* not this one and no other */
} RepairAnswer;

typedef struct Repair {
    Arena *arena; /* what is told lives there */
    StrList
        told; /* a line for each fix that was applied: "src/main.rs:20: share it with `Arc` [rc-to-arc]" */
    StrList files;                                               /* that were changed, each once */
    size_t applied;                                              /* fixes, in the last call */
    RepairAnswer (*ask)(const Finding *finding, const Fix *fix); /* NULL: all are wanted */
    StrList declined; /* what was answered with no, by cause and fix */
    bool stopped;     /* nothing more is wanted */
    Status
        status; /* why a file could not be written; what was written before stays and is in files, but not in told */
} Repair;

/* Applies what can be applied together; files that changed since the compiler read them are left alone. */
void repair_apply(Repair *repair, const FindingList *findings, Workspace *workspace);

#endif
