/*
 * Cells: `Cell`, `RefCell`, `OnceCell`, `LazyCell` turned into what may be shared between threads.
 */
#ifndef SENDFIX_FIX_CELLS_H
#define SENDFIX_FIX_CELLS_H

#include "fix/share.h"

/*
 * Converts one class of cells: its spellings, its constructors, and every use: `.get()` into a load, `.borrow()` into a lock.
 * mentions are flow_type_mentions of type, at least one. A use that has no counterpart spoils the rewrite.
 */
void cells_convert(Share *share, const Type *type, const NodeList *mentions);

#endif
