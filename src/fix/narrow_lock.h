/*
 * Narrow lock: a Mutex in place of an RwLock.
 *
 * An RwLock lets several readers in at once, so it may be shared only if its content is Sync; a Mutex lets in one at a time, and
 * Send is enough.
 */
#ifndef SENDFIX_FIX_NARROW_LOCK_H
#define SENDFIX_FIX_NARROW_LOCK_H

#include <stdbool.h>

#include "fix/swap.h"
#include "rust/flow.h"

/* The RwLock inside of a type, through references and pointers; NULL if there is none. */
const Type *narrow_lock_find(const Type *type);
/* Makes Mutexes of all RwLocks of a type's class: `.read()` and `.write()` become `.lock()`. */
void narrow_lock(Swap *swap, Flow *flow, const Type *type);

#endif
