/*
 * Wrap target: what of the user's own can be put into a Mutex so that a finding's root is no longer shared without one.
 */
#ifndef SENDFIX_FIX_WRAP_TARGET_H
#define SENDFIX_FIX_WRAP_TARGET_H

#include <stdbool.h>

#include "base/vec.h"
#include "fix/fix.h"
#include "fix/guarded.h"

typedef struct WrapTarget {
    const Item *owner; /* a field of a struct; or */
    const Field *field;
    const Node *binding; /* a variable; or */
    const Node *item;    /* a static */
    const Type *content; /* what the Mutex would hold */
    Str name;
} WrapTarget;
typedef VEC_OF(WrapTarget) WrapTargetList;

/* The innermost one first; none where nothing is the user's to change. */
void wrap_targets(const FixContext *context, WrapTargetList *out);
/* Whether the target is itself a cell of the user's: a lock in its place would be better than one round it. */
bool wrap_target_is_cell(const WrapTarget *target);
/* Whether the content is Send, as far as can be told; where it is not, *why is one clause. */
bool wrap_target_sends(const FixContext *context, const WrapTarget *target, Str *why);
/* Puts the content behind a Mutex. */
void wrap_target_write(const FixContext *context, const WrapTarget *target, Guarded *guarded);

#endif
