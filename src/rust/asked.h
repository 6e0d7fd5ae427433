/*
 * Asked: where a demand for Sync of a future is spelt.
 */
#ifndef SENDFIX_RUST_ASKED_H
#define SENDFIX_RUST_ASKED_H

#include <stdbool.h>

#include "base/arena.h"
#include "model.h"
#include "rust/flow.h"

/* Whether it is Sync alone that a finding lacks, of a future as a whole, held by value: then asking for it is the mistake. */
bool asked_sync_of_future(const Finding *finding);
/*
 * Of what Sync is asked for nothing: "Future" as above; "FnOnce" or "FnMut" where a value captured by such a boxed closure lacks
 * Sync alone, for no one can call these through a shared reference. Empty where the demand may be meant.
 */
Str asked_needlessly(const Finding *finding);

/*
 * The trait object that a demanding expression or signature is turned into, with all its bounds, most often an alias's: of this
 * trait ("Future"; empty: any) and with this bound ("Sync"). NULL where none is spelt in the source at hand.
 */
const Node *asked_object(Arena *arena, Flow *flow, const Node *demand, Str trait, Str bound);

/*
 * The type `impl Future<..> + Send + Sync` that the function around a demand returns, as the trait declares it where it implements
 * one; NULL where no Sync is promised there.
 */
const Node *asked_promise(const Index *index, const Node *demand);
/* The return type of one function or signature, where it is such a type; else NULL. */
const Node *asked_return(const Item *function);

#endif
