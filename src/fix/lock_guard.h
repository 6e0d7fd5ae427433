/*
 * Lock guards with a name: `let conn = self.conn.lock().unwrap();` before the statements that need it.
 */
#ifndef SENDFIX_FIX_LOCK_GUARD_H
#define SENDFIX_FIX_LOCK_GUARD_H

#include <stdbool.h>

#include "fix/hoist.h"
#include "fix/lock_site.h"

/* Whether what a statement binds borrows from the value at a site, so that the guard must live on. */
bool lock_guard_is_borrowed(const LockSites *sites, const Node *site);
/* Names the guard for the statement of a site and those behind it that need it; in a block where more locks or awaits follow. */
void lock_guard_write(LockSites *sites, const Node *site);
/*
 * Binds the expression of a hoist, which reaches the value more than once, in a block with a named guard: `let n = { .. };`.
 */
void lock_guard_hoist(LockSites *sites, const Node *site, Hoist *hoist);
/*
 * Before the 2024 edition a guard in a block's last expression outlives the block's variables: where the locked value is one of
 * them, the expression is bound first.
 */
void lock_guard_end_tail(LockSites *sites, const Node *site);

/* ---- of lock_site.c ---- */

bool lock_site_is_written(const LockSites *sites, const Node *site);
bool lock_site_is_lent(const LockSites *sites, const Node *site);
void lock_site_mark(LockSites *sites, const Node *site);
/* The statement, condition, arm or closure body at whose end a temporary of the site is dropped. */
const Node *lock_site_scope(const Node *site);
/* Whether two sites lock the same value in the same body. */
bool lock_site_same(const Node *a, const Node *b);
/* Whether a call in a node, ending behind a byte, takes the lock. */
bool lock_site_calls_locker(const LockSites *sites, const Node *within, size_t behind);

#endif
