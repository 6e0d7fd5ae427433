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
    NodeList mentions; /* all, as the flow knows them */
    NodeList objects;  /* trait object types, with all their bounds: `dyn T + 'a` */
    NodeList feeders;  /* where_predicates, type_parameters, traits and `impl T` types */
    Str bounds;        /* what is added to all of them: "Send Sync"; the strategy's to set */
    Str blocked; /* the type of something that such an object holds and that never has the bounds, as Rust spells it */
    NodeList
        sources; /* functions that implement `Error::source`: their type is std's, so their body must adapt */
    Str trouble; /* why not all can be changed, one clause; empty if they can */
} Retype;

/* All that must change with the trait object that origin spells, without bounds; false where origin spells none. */
bool retype_find(Arena *arena, Retype *out, Workspace *workspace, const Node *origin);
enum { RETYPE_MOST = 4 };
/*
 * The same for every trait object among the finding's roots, whose spellings stand together with that of the first: at most
 * RETYPE_MOST, with their bounds; 0 where the first is not found. What an Arc holds gains Send and Sync, an error both as well,
 * a future Send alone.
 */
size_t retype_find_all(const FixContext *context, Retype *out);
/* Last segment of the trait, where a root is an object of a trait; empty where it is none. */
Str retype_trait(Str root);
/* Whether a trait's name means std's error trait or another crate's that stands for it; Future likewise. */
bool retype_is_error(const FixContext *context, Str trait);
bool retype_is_future(const FixContext *context, Str trait);
/*
 * Offers fix with the edits that rewrite holds and those of the retypes, none of which names a place twice; lines that become
 * too long are broken. Where it cannot be made, the reason is a refusal.
 */
void retype_offer(const FixContext *context, const Retype *retypes, size_t count, Rewrite *rewrite,
                  Fix fix);
/* How many places change: "in 3 places"; "here" for one. New on arena. */
Str retype_places(Arena *arena, const Retype *retypes, size_t many);

#endif
