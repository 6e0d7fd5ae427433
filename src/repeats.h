/*
 * Repeats: which of cargo's diagnostics have been printed before.
 *
 * `cargo check --all-targets` compiles a library twice, as itself and for its tests, and gives each
 * diagnostic twice; for people cargo prints only the first, in JSON both
 * (https://github.com/rust-lang/cargo/issues/15741). A table of fixed size remembers hashes of what
 * was printed, so memory stays constant; in a long stream an old one is forgotten for a new one, and
 * then a diagnostic is printed twice again, never lost.
 */
#ifndef SENDFIX_REPEATS_H
#define SENDFIX_REPEATS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { REPEATS_SETS = 1024, REPEATS_WAYS = 4 };

/* A zeroed one has seen nothing. */
typedef struct Repeats {
    uint64_t sets[REPEATS_SETS]
                 [REPEATS_WAYS]; /* hashes, newest first, in the set that each names */
} Repeats;

/* Whether this very text was given before; it counts as given from now on. */
bool repeats_seen(Repeats *repeats, Str text);

#endif
