/*
 * Async lock: an async-aware Mutex or RwLock in place of std's or parking_lot's, wherever the same lock goes.
 */
#ifndef SENDFIX_FIX_ASYNC_LOCK_H
#define SENDFIX_FIX_ASYNC_LOCK_H

#include <stdbool.h>

#include "fix/fix.h"
#include "fix/swap.h"
#include "rust/flow.h"

/* An async lock that the program has at hand: of a crate that it uses, or of its own. */
typedef struct AsyncLock {
    Str path;         /* "tokio::sync::Mutex", "amutex::AsyncMutex" */
    const Item *item; /* the workspace's own type; NULL for a crate's */
} AsyncLock;

/* Finds one for "Mutex" or "RwLock", seen from a place; false where the program uses no such crate and has none itself. */
bool async_lock_find(const FixContext *context, AsyncLock *out, Str kind, const Node *place);
/*
 * Swaps the lock for all mentions and uses of its type: `.lock().unwrap()` becomes `.lock().await`. Spoils swap's rewrite where a
 * use cannot await.
 */
void async_lock_convert(const FixContext *context, Swap *swap, const Type *type,
                        const AsyncLock *lock);

#endif
