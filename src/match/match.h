/*
 * Diagnostic -> Evidence: which of rustc's sentences it is made of, and what it says lacks which trait.
 */
#ifndef SENDFIX_MATCH_MATCH_H
#define SENDFIX_MATCH_MATCH_H

#include "base/arena.h"
#include "match/patterns.h"
#include "model.h"

/*
 * The evidence of a diagnostic, on arena; NULL if it is not of the family: a failed Send or Sync demand at level error, or
 * clippy's lint future_not_send at any level (then with FACT_LINT). The headlines of the family are the catalogue's entries
 * with `family`: "... cannot be {sent|shared} between threads safely", "`?` couldn't convert the error: `T: {Send|Sync}` is
 * not satisfied", "implementation of `T` is not general enough".
 * A fact's trait has no path but keeps its arguments ("FnOnce<(u8,)>"). No roots where the diagnostic names no type that
 * lacks Send or Sync ("`FnOnce` is not general enough", text that is cut off).
 * Of a diagnostic with a probe, the probe's sentences are read.
 * folder: where relative *.long-type-*.txt names are looked up, may be empty.
 */
Evidence *match_diagnostic(Arena *arena, const Patterns *patterns, const Diagnostic *diagnostic,
                           Str folder);

/* The first fact of a kind, or NULL. */
const Fact *evidence_fact(const Evidence *evidence, FactKind kind);

#endif
