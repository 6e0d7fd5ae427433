/*
 * Threads: whether what a value holds can be sent or shared at all, as far as the sources and the catalogue tell.
 */
#ifndef SENDFIX_FIX_THREADS_H
#define SENDFIX_FIX_THREADS_H

#include "base/arena.h"
#include "base/str.h"
#include "fix/fix.h"
#include "rust/flow.h"

/*
 * The first type inside of the values that become what a mention spells (flow_visit_made) which lacks one of the bounds ("Send
 * Sync") whatever is done to the mention, as Rust spells it: an `Rc<u8>`, a raw pointer. Empty where none is known.
 */
Str threads_blocked(const FixContext *context, const Node *mention, Str bounds);
/* The same for a value of a type that an item declares. */
Str threads_blocked_item(const FixContext *context, const Item *item, Str bounds);

#endif
