/*
 * Cause: the line where a person would begin to edit, and the rule (kind of cause) that it falls under.
 */
#ifndef SENDFIX_CHAIN_CAUSE_H
#define SENDFIX_CHAIN_CAUSE_H

#include "base/arena.h"
#include "chain/trace.h"
#include "match/patterns.h"
#include "model.h"

/*
 * Fills in rule, origin, holder, foreign, owner_type and cause of an analysed finding with its first evidence and root;
 * *trace tells the way from the value to the root (origin NULL if it was not found). The cause has a place whenever
 * rustc gave one.
 */
void cause_find(Arena *arena, Finding *finding, const Patterns *patterns, Workspace *workspace,
                Trace *trace);

#endif
