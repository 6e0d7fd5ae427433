/*
 * Retype: bounds added to a trait object wherever the same value flows.
 *
 * `Box<dyn Error>` and `Box<dyn Error + Send + Sync>` are two types: where one value goes from a signature through an alias
 * into a field, all of these must say the same. Which spellings these are is the flow's answer; here they are sorted into the
 * trait objects themselves and what feeds them (bounds of generic values that are boxed into them), looked at for what cannot
 * be changed, and written with parentheses where the grammar wants them.
 */
#ifndef SENDFIX_FIX_RETYPE_H
#define SENDFIX_FIX_RETYPE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "fix/fix.h"
#include "fix/rewrite.h"
#include "rust/scope.h"
#include "rust/workspace.h"

typedef struct Retype {
    NodeList objects; /* trait object types, with all their bounds: `dyn T + 'a` */
    NodeList feeders; /* where_predicates, type_parameters, traits and `impl T` types */
    NodeList sources; /* functions that implement `Error::source`: their type is std's, so their body must adapt */
    Str trouble;      /* why not all can be changed, one clause; empty if they can */
} Retype;

/* All that must change with the trait object that origin spells; false where origin spells none. Nodes belong to their sources. */
bool retype_find(Arena *arena, Retype *out, Workspace *workspace, const Node *origin);
/* Whether one of the objects stands directly in a pointer of this name: `Arc<dyn T>` for "Arc". */
bool retype_is_held_by(const Retype *retype, const char *pointer);
/* Adds bounds ("Send Sync") to all of them and breaks the lines that become too long. */
void retype_write(Rewrite *rewrite, const Retype *retype, Workspace *workspace, Str bounds);
/*
 * Offers fix with the edits that rewrite holds and those of retype_write; where they cannot be made, the reason as a refusal.
 */
void retype_offer(const FixContext *context, const Retype *retype, Rewrite *rewrite, Str bounds, Fix fix);
/* How many places change: "in 3 places"; "here" for one. New on arena. */
Str retype_count(Arena *arena, const Retype *retype);

#endif
