/*
 * Findings: the stages behind matching, in order: the source at hand, the chain and cause, the
 * fixes, their diffs; and what no single fix can know: that two of them change the same lines.
 */
#ifndef SENDFIX_FINDINGS_H
#define SENDFIX_FINDINGS_H

#include "base/arena.h"
#include "base/str.h"
#include "match/patterns.h"
#include "model.h"
#include "rust/workspace.h"
#include "sources.h"

/*
 * Makes the findings of one build's evidence, on arena; fixes that the wrapper put into the diagnostics are taken over. edition counts where cargo did not tell one;
 * it may be empty; texts stand in
 * for files (NULL: none). The result is the workspace that was read, for source texts.
 */
Workspace *findings_make(Arena *arena, FindingList *out, const Patterns *patterns, Str edition,
                         const SourceTextList *texts, const EvidenceList *evidence);

/* Makes the diffs of all fixes anew, after their edits grew. */
void findings_renew_diffs(Arena *arena, const FindingList *findings, Workspace *workspace);

/*
 * Lets the first fix of every finding go together with those of the findings before it: one that
 * changes the same bytes differently makes way for another of its finding, and where there is none,
 * the finding's edits are left for the next round, with a refusal that says so.
 */
void findings_settle_conflicts(Arena *arena, const FindingList *findings);

#endif
