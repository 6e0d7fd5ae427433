/*
 * rc-to-arc: count references atomically, where the counted value goes to another thread.
 *
 * Only the class of spellings through which this very value flows changes, never every Rc of a file; and what is inside
 * changes with it, as an Arc is only Send if its content is Send and Sync.
 */
#include "fix/fix.h"
#include "fix/share.h"
#include "fix/strategies.h"
#include "match/type_text.h"

static bool is_counted(Str type) {
    Str head = type_text_head(type);
    return str_is(head, "Rc") || str_is(head, "Weak");
}

static const Root *counted_root(const Finding *finding) {
    for (size_t i = 0; i < finding->roots.count; i++) {
        if (is_counted(finding->roots.items[i].type)) {
            return &finding->roots.items[i];
        }
    }
    return NULL;
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    if (counted_root(finding) == NULL || finding->origin == NULL) {
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    Share share = share_new(context->arena, context->workspace, context->patterns, &rewrite);
    share_origin(&share, finding->origin, SHARE_SEND | SHARE_SYNC);
    swap_finish(&share.swap);
    Fix fix = {
        .id = fix_rc_to_arc.id,
        .rank = fix_rc_to_arc.cost,
        .title = share.locked   ? STR("share it with `Arc`, and what it holds behind a lock")
                 : share.atomic ? STR("share it with `Arc`, and count with an atomic")
                                : STR("share it with `Arc` instead of `Rc`"),
        .why =
            STR("`Arc` counts its owners atomically, so that they may live on different threads"),
        .cost = share.locked ? STR("atomic counting, and threads wait for each other at the lock")
                             : STR("atomic counting, a little slower than `Rc`"),
    };
    if (rewrite_finish(&rewrite, &fix.edits) && share.counted) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else if (rewrite.trouble.len > 0) {
        Refusal refusal = {.id = fix_rc_to_arc.id, .why = rewrite.trouble};
        VEC_PUSH(context->arena, context->refusals, refusal);
    }
}

const FixStrategy fix_rc_to_arc = {
    .id = "rc-to-arc",
    .summary = "share a value with Arc instead of Rc",
    .cost = 30,
    .plan = plan,
};
