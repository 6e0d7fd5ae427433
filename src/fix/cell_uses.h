/*
 * Uses of a cell, rewritten for what it becomes: loads and stores of an atomic, or the guard of a lock.
 */
#ifndef SENDFIX_FIX_CELL_USES_H
#define SENDFIX_FIX_CELL_USES_H

#include <stdbool.h>

#include "fix/share.h"

/* uses are all expressions of the cell's class (flow_expressions, through references). */
void cell_uses_atomic(Share *share, const NodeList *uses, bool is_bool);
/* is_cell: the methods are Cell's, not RefCell's; shared: reads take `.read()`, writes `.write()`. */
void cell_uses_locked(Share *share, const NodeList *uses, bool is_cell, bool shared);
#endif
