/*
 * cell-to-sync: a cell that threads may share: an atomic, a lock, `OnceLock`, `LazyLock`.
 */
#include "fix/fix.h"
#include "fix/share.h"
#include "fix/strategies.h"
#include "match/type_text.h"

static bool is_cell(Str type) {
    static const char *const heads[] = {"Cell", "RefCell", "OnceCell", "LazyCell"};
    Str head = type_text_head(type);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (str_is(head, heads[i])) {
            return true;
        }
    }
    return false;
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    const Root *root = &finding->roots.items[0];
    if (!str_is(root->trait, "Sync") || finding->origin == NULL ||
        (!is_cell(root->type) && !is_cell(node_text(finding->origin)))) {
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    Share share = share_new(context->arena, context->workspace, context->patterns, &rewrite);
    share.root_argument = share_content(context->arena, root->type);
    share_origin(&share, finding->origin, SHARE_SEND | SHARE_SYNC);
    swap_finish(&share.swap);
    Fix fix = {
        .id = fix_cell_to_sync.id,
        .rank = fix_cell_to_sync.cost,
        .title = share.locked ? STR("put it behind a lock that threads can share")
                              : STR("count with an atomic instead of a `Cell`"),
        .why = STR("a cell may only be changed by one thread; a lock or an atomic by all"),
        .cost = share.locked ? STR("threads wait for each other while one holds the lock")
                             : STR("each change is atomic by itself; two in a row are not one"),
    };
    if (rewrite_finish(&rewrite, &fix.edits) && fix.edits.count > 0) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else if (rewrite.trouble.len > 0) {
        Refusal refusal = {.id = fix_cell_to_sync.id, .why = rewrite.trouble};
        VEC_PUSH(context->arena, context->refusals, refusal);
    }
}

const FixStrategy fix_cell_to_sync = {
    .id = "cell-to-sync",
    .summary = "replace a cell by an atomic or a lock",
    .cost = 30,
    .plan = plan,
};
