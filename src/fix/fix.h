/*
 * Fix strategies: one file and one table row each.
 */
#ifndef SENDFIX_FIX_FIX_H
#define SENDFIX_FIX_FIX_H

#include "base/arena.h"
#include "match/patterns.h"
#include "model.h"
#include "rust/workspace.h"

/* Taken off the rank of a fix whose very case the source shows, whatever the catalogue says of the root's type in general. */
enum { FIX_CERTAIN = 600 };

typedef struct FixContext {
    Arena *arena; /* results live here */
    const Finding *finding;
    const Patterns *patterns;
    Workspace *workspace;  /* never NULL for a strategy */
    FixList *fixes;        /* out: push what applies */
    RefusalList *refusals; /* out: push where it is tempting and wrong, or nearly applies */
} FixContext;

typedef struct FixStrategy {
    const char *id;
    const char *summary; /* one sentence for `explain --list` */
    int cost;            /* base rank: lower is tried and shown first */
    void (*plan)(const FixContext *context);
} FixStrategy;

/* All strategies, sorted by id. */
extern const FixStrategy *const fix_table[];
extern const size_t fix_table_count;

/*
 * Plans all strategies for a finding, ranks, keeps at most four really different fixes, fills finding->fixes and ->refusals.
 * Edits in files that may not be edited turn a fix into a refusal.
 */
void fix_plan(Arena *arena, Finding *finding, const Patterns *patterns, Workspace *workspace);

/*
 * Findings whose best fixes make values shareable (rc-to-arc, cell-to-sync) in the same file get one fix for all of them: apart,
 * their imports would get in each other's way, and each would leave what the other needs.
 */
void fix_join_shared(Arena *arena, const FindingList *findings, const Patterns *patterns,
                     Workspace *workspace);

#endif
