/*
 * Lock sites: writing `.lock().unwrap()` behind the expressions that reach a guarded value.
 *
 * The guard is a temporary, which lives to the end of its statement. Where that is too long (an await, a second lock in the same
 * statement, a call that locks), what is needed is bound by a `let` first; where it is too short (a reference, statement or
 * iterator read from the value lives on), the guard gets a name and, where more follows, a block.
 */
#ifndef SENDFIX_FIX_LOCK_SITE_H
#define SENDFIX_FIX_LOCK_SITE_H

#include <stdbool.h>

#include "fix/guarded.h"

typedef struct LockSites {
    Guarded *guarded;
    bool old_edition; /* before 2024: temporaries of a block's last expression outlive its locals */
    NodeList functions; /* that take the lock, themselves or by what they call */
    NodeList written;   /* sites done */
} LockSites;

/* Writes all of guarded->sites; what cannot be done spoils the rewrite. */
void lock_sites_write(LockSites *sites);
/* Breaks the let-elses that became too long; call it when all other line breaks are written. */
void lock_sites_open_lets(LockSites *sites);

#endif
