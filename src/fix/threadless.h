/*
 * Threadless: whether a program starts anything on another thread.
 */
#ifndef SENDFIX_FIX_THREADLESS_H
#define SENDFIX_FIX_THREADLESS_H

#include <stdbool.h>

#include "fix/fix.h"

/* Whether nothing in the source at hand starts a thread or task, names a runtime, or is a static; comments do not count. */
bool threadless(const FixContext *context);
/* The same of a whole program: it has a main(), and uses no other crate that could do so behind its back. */
bool threadless_program(const FixContext *context);

#endif
