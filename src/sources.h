/*
 * Sources: which files have to be read for what a build reports.
 *
 * rustc names the files that its spans point into; the crates around those are read. A type that it
 * prints and that none of them declares is looked for in the packages beside them that they depend
 * on by path: a value's type is often declared in another member of the workspace, which no span
 * points at.
 */
#ifndef SENDFIX_SOURCES_H
#define SENDFIX_SOURCES_H

#include "base/arena.h"
#include "base/str.h"
#include "model.h"
#include "rust/workspace.h"

/*
 * The workspace for one build's evidence, on arena, with some texts in place of those on disk (NULL: none). Relative paths start at the folder that cargo's
 * manifest path tells, else at the current folder. edition counts where cargo did not tell one; it
 * may be empty.
 */
Workspace *sources_open(Arena *arena, Str edition, const SourceTextList *texts,
                        const EvidenceList *evidence);

#endif
