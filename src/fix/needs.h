/*
 * Needs: which type parameters must promise what, callers in generic code included.
 *
 * Where a function's own parameter gets a bound, each caller that hands it a parameter of its own must promise the same.
 */
#ifndef SENDFIX_FIX_NEEDS_H
#define SENDFIX_FIX_NEEDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "rust/flow.h"
#include "rust/index.h"

typedef struct Need {
    const Node *declaration; /* what bounds_add takes */
    const Node *method; /* the one method that needs it, where the parameter belongs to its impl */
    Str parameter;
    bool send, sync, lasting; /* lasting: 'static */
} Need;
typedef VEC_OF(Need) NeedList;

/*
 * The need of a declaration that can be seen from a place, made if it is not there. It is confined to the method around the place
 * where the parameter is an impl's that has other methods.
 */
Need *needs_at(Arena *arena, NeedList *needs, const Node *declaration, const Node *place);
/* Adds the needs of all generic callers, theirs included. */
void needs_follow_callers(Arena *arena, NeedList *needs, Flow *flow, const Index *index);

#endif
