/*
 * Relock: whether one thread would lock what it has locked already.
 *
 * A RefCell may be borrowed twice at a time to be read; a Mutex blocks for ever. So where a guard would be alive (bound by a
 * `let`, or a temporary of the statement) while the same cell is used again, also in functions that are called meanwhile,
 * a Mutex is no replacement.
 */
#ifndef SENDFIX_FIX_RELOCK_H
#define SENDFIX_FIX_RELOCK_H

#include "base/str.h"
#include "rust/flow.h"
#include "rust/scope.h"

typedef enum Relock {
    RELOCK_NEVER = 0,
    RELOCK_READS,  /* only reads overlap: an RwLock does */
    RELOCK_WRITES, /* a write overlaps: no lock does */
} Relock;

/* uses are all expressions of a RefCell's class; *where is a text that shows the overlap, for a refusal. */
Relock relock_find(Flow *flow, const NodeList *uses, Str *where);

#endif
