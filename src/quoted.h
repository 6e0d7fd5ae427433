/*
 * Quoted source: where a file is not at hand, the lines of it that the diagnostics quote.
 *
 * A log that was sent to somebody names files that he does not have, but it quotes the lines that
 * matter. They are laid out as the file that they are from, each in its place, empty lines between
 * them, with braces and functions put into these where the lines alone would not read as Rust. What
 * is planned on that is a guess at a part of the file, so it becomes advice: shown on the quoted
 * lines, never an edit.
 */
#ifndef SENDFIX_QUOTED_H
#define SENDFIX_QUOTED_H

#include "base/arena.h"
#include "model.h"
#include "rust/workspace.h"

/*
 * Adds the quoted text of every file that the evidence names by a relative path. Texts live on
 * arena. At most 20000 lines a file are laid out; what lies behind is left out.
 */
void quoted_texts(Arena *arena, SourceTextList *out, const EvidenceList *evidence);

/*
 * Makes what was planned for a finding fit for showing if it rests on quoted text: byte offsets are
 * none, fixes are advice with a diff of the quoted lines, and those that need more lines than these
 * are taken off. Does nothing to a finding whose files are at hand.
 */
void quoted_restrict(Arena *arena, Finding *finding, Workspace *workspace);

#endif
