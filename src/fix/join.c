/*
 * Join: one fix for several findings; see fix_join_shared in fix.h.
 */
#include "edit/edit.h"
#include "fix/fix.h"
#include "fix/share.h"

/* The first fix of a finding if it makes a value shareable where it is spelt. */
static Fix *shared_fix(const Finding *finding) {
    if (finding->fixes.count == 0 || finding->origin == NULL) {
        return NULL;
    }
    Fix *fix = &finding->fixes.items[0];
    Str id = str_from(fix->id);
    return str_is(id, "rc-to-arc") || str_is(id, "cell-to-sync") ? fix : NULL;
}

static bool same_file(const Fix *a, const Fix *b) {
    for (size_t i = 0; i < a->edits.count; i++) {
        for (size_t k = 0; k < b->edits.count; k++) {
            if (str_eq(a->edits.items[i].file, b->edits.items[k].file)) {
                return true;
            }
        }
    }
    return false;
}

static bool join(Arena *arena, const FindingList *group, const Patterns *patterns,
                 Workspace *workspace) {
    Rewrite rewrite = rewrite_new(arena);
    Share share = share_new(arena, workspace, patterns, &rewrite);
    for (size_t i = 0; i < group->count; i++) {
        share.root_argument = share_content(arena, group->items[i]->roots.items[0].type);
        share_origin(&share, group->items[i]->origin, SHARE_SEND | SHARE_SYNC);
    }
    swap_finish(&share.swap);
    EditList edits = {0};
    if (!rewrite_finish(&rewrite, &edits)) {
        return false;
    }
    for (size_t i = 0; i < group->count; i++) {
        group->items[i]->fixes.items[0].edits = edits;
    }
    return true;
}

void fix_join_shared(Arena *arena, const FindingList *findings, const Patterns *patterns,
                     Workspace *workspace) {
    for (size_t i = 0; workspace != NULL && i < findings->count; i++) {
        const Fix *fix = shared_fix(findings->items[i]);
        FindingList group = {0};
        for (size_t k = i; fix != NULL && k < findings->count; k++) {
            const Fix *other = shared_fix(findings->items[k]);
            if (other != NULL &&
                (k == i || (same_file(fix, other) && !edit_same(&fix->edits, &other->edits)))) {
                VEC_PUSH(arena, &group, findings->items[k]);
            }
        }
        if (group.count > 1) {
            join(arena, &group, patterns, workspace);
        }
    }
}
