/*
 * Advice: rustc's own suggestions and hints, contradicted where they mislead.
 */
#ifndef SENDFIX_FIX_ADVICE_H
#define SENDFIX_FIX_ADVICE_H

#include "fix/fix.h"

/*
 * Adds a refusal with the id "rustc" for each suggestion of the finding's diagnostics that does not help, with the reason: what
 * the catalogue says of the sentence (`why:`) or of the type (`hint:`), or that a lock would not make this content Sync.
 */
void advice_contradict(const FixContext *context);

/*
 * What the catalogue says to repair its root's type in general, as a fix without edits: for a
 * finding whose source is not at hand. Does nothing where it has a fix or nothing is known.
 */
void advice_in_general(Arena *arena, Finding *finding, const Patterns *patterns);

#endif
