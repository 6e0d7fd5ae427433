/*
 * rustc's JSON diagnostic -> Diagnostic.
 */
#ifndef SENDFIX_INPUT_RUSTC_H
#define SENDFIX_INPUT_RUSTC_H

#include "base/arena.h"
#include "base/json.h"
#include "model.h"

/*
 * Reads a diagnostic object onto arena; NULL where it has no message or level. Strings may stay
 * borrowed from value. What is missing or of the wrong type stays empty; the first 256 expansions
 * of a span are kept.
 */
Diagnostic *rustc_read_diagnostic(Arena *arena, const Json *value);

#endif
