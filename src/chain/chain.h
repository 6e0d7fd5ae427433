/*
 * Evidence and source -> Findings: merging, the chain, the cause.
 */
#ifndef SENDFIX_CHAIN_CHAIN_H
#define SENDFIX_CHAIN_CHAIN_H

#include "base/arena.h"
#include "match/patterns.h"
#include "model.h"
#include "rust/workspace.h"

/*
 * One Finding for each cause; every evidence is in exactly one. In the order of the first evidence of each. workspace is
 * NULL where no source is at hand: then chain and cause hold what rustc said alone.
 */
void chain_findings(Arena *arena, FindingList *out, const Patterns *patterns, Workspace *workspace,
                    const EvidenceList *evidence);

#endif
