/*
 * Findings: see findings.h.
 */
#include "findings.h"

#include "chain/chain.h"
#include "edit/diff.h"
#include "edit/edit.h"
#include "fix/advice.h"
#include "fix/fix.h"
#include "quoted.h"
#include "taken.h"

/* ---- diffs ---- */

/* The edits from item `from` on that are in the same file; edits are sorted by file. */
static EditList edits_of_file(const EditList *edits, size_t from) {
    size_t end = from;
    while (end < edits->count && str_eq(edits->items[end].file, edits->items[from].file)) {
        end++;
    }
    return (EditList){.items = edits->items + from, .count = end - from, .capacity = end - from};
}

/* Fills in the diff; false where the files are not what the edits expect. */
static bool make_diff(Arena *arena, Fix *fix, Workspace *workspace) {
    StrBuf diff = strbuf_new(arena);
    edit_sort(&fix->edits);
    for (size_t i = 0; i < fix->edits.count;) {
        EditList edits = edits_of_file(&fix->edits, i);
        Str file = edits.items[0].file;
        const Source *source = workspace_source(workspace, file);
        Str after = {0};
        if (source == NULL || !edit_apply(arena, &after, source->text, file, &edits)) {
            return false;
        }
        strbuf_add(&diff, diff_unified(arena, file, source->text, after));
        i += edits.count;
    }
    fix->diff = strbuf_str(&diff);
    return true;
}

static void make_diffs(Arena *arena, Finding *finding, Workspace *workspace) {
    size_t kept = 0;
    for (size_t i = 0; i < finding->fixes.count; i++) {
        Fix *fix = &finding->fixes.items[i];
        if (make_diff(arena, fix, workspace)) {
            finding->fixes.items[kept++] = *fix;
        } else {
            VEC_PUSH(arena, &finding->refusals,
                     (Refusal){.id = fix->id,
                               .why = STR("the file has changed since the compiler read it")});
        }
    }
    finding->fixes.count = kept;
}

/* Fixes that the wrapper made say where they change, not what was there. */
static void expect_present_bytes(Finding *finding, Workspace *workspace) {
    for (size_t i = 0; i < finding->fixes.count; i++) {
        EditList *edits = &finding->fixes.items[i].edits;
        for (size_t k = 0; k < edits->count; k++) {
            Edit *edit = &edits->items[k];
            const Source *source = workspace_source(workspace, edit->file);
            if (source != NULL) {
                edit->expected = str_slice(source->text, edit->byte_start, edit->byte_end);
            }
        }
    }
}

/* ---- fixes of several findings ---- */

/*
 * The first finding before number `count` whose first fix cannot be made together with fix; NULL if
 * there is none.
 */
static const Finding *find_conflict(const FindingList *findings, size_t count, const Fix *fix) {
    for (size_t i = 0; i < count; i++) {
        const Finding *earlier = findings->items[i];
        if (earlier->fixes.count > 0 &&
            edit_conflict(&earlier->fixes.items[0].edits, &fix->edits)) {
            return earlier;
        }
    }
    return NULL;
}

static void move_to_front(FixList *fixes, size_t chosen) {
    Fix fix = fixes->items[chosen];
    for (size_t i = chosen; i > 0; i--) {
        fixes->items[i] = fixes->items[i - 1];
    }
    fixes->items[0] = fix;
}

/* Takes all fixes with edits off; advice stays. */
static void postpone(Arena *arena, Finding *finding, const Finding *first) {
    const char *id = finding->fixes.items[0].id;
    size_t kept = 0;
    for (size_t i = 0; i < finding->fixes.count; i++) {
        if (finding->fixes.items[i].edits.count == 0) {
            finding->fixes.items[kept++] = finding->fixes.items[i];
        }
    }
    finding->fixes.count = kept;
    Str why = STR("repair the finding before this one first: both change the same lines");
    if (first->cause.file.len > 0) {
        why = str_format(arena, "repair " STR_FMT ":%zu first: both change the same lines",
                         STR_ARG(first->cause.file), first->cause.line);
    }
    VEC_PUSH(arena, &finding->refusals, (Refusal){.id = id, .why = why});
}

/* The place in fixes of one that makes the same changes; fixes->count if there is none. */
static size_t find_same(const FixList *fixes, const Fix *fix) {
    size_t i = 0;
    while (i < fixes->count &&
           (fix->edits.count == 0 || !edit_same(&fixes->items[i].edits, &fix->edits))) {
        i++;
    }
    return i;
}

/* Whether a fix leaves types and signatures as they are. */
static bool stays_local(const Fix *fix) {
    static const char *const ids[] = {"own-capture", "drop-before-await", "bind-temporary",
                                      "move-into-task"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        if (str_is(str_from(fix->id), ids[i])) {
            return true;
        }
    }
    return false;
}

/* Findings of one value agree on a local change that repairs them all. */
static void agree(Finding *one, Finding *other) {
    if (one->binding == NULL || one->binding != other->binding || one->hold != other->hold) {
        return;
    }
    for (size_t i = 0; i < one->fixes.count; i++) {
        size_t same = find_same(&other->fixes, &one->fixes.items[i]);
        if (stays_local(&one->fixes.items[i]) && same < other->fixes.count) {
            move_to_front(&one->fixes, i);
            move_to_front(&other->fixes, same);
            return;
        }
    }
}

/* One change that repairs two causes is better than two: where the best fix of one is among the other's, it comes first. */
static void prefer_common(const FindingList *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        for (size_t k = i + 1; k < findings->count; k++) {
            agree(findings->items[i], findings->items[k]);
        }
    }
    for (size_t i = 0; i < findings->count; i++) {
        for (size_t k = 0; k < findings->count; k++) {
            FixList *mine = &findings->items[i]->fixes;
            FixList *others = &findings->items[k]->fixes;
            if (i == k || mine->count == 0 || mine->count > others->count) {
                continue;
            }
            size_t same = find_same(others, &mine->items[0]);
            if (same < others->count) {
                move_to_front(others, same);
            }
        }
    }
}

void findings_settle_conflicts(Arena *arena, const FindingList *findings) {
    for (size_t i = 1; i < findings->count; i++) {
        Finding *finding = findings->items[i];
        const Finding *in_the_way = NULL;
        size_t chosen = finding->fixes.count;
        for (size_t k = 0; k < finding->fixes.count && chosen == finding->fixes.count; k++) {
            const Fix *fix = &finding->fixes.items[k];
            const Finding *conflict = find_conflict(findings, i, fix);
            in_the_way = in_the_way == NULL ? conflict : in_the_way;
            if (conflict == NULL && (fix->edits.count > 0 || k == 0)) {
                chosen = k;
            }
        }
        if (chosen < finding->fixes.count) {
            move_to_front(&finding->fixes, chosen);
        } else if (in_the_way != NULL) {
            postpone(arena, finding, in_the_way);
        }
    }
}

Workspace *findings_make(Arena *arena, FindingList *out, const Patterns *patterns, Str edition,
                         const SourceTextList *texts, const EvidenceList *evidence) {
    Workspace *workspace = sources_open(arena, edition, texts, evidence);
    chain_findings(arena, out, patterns, workspace, evidence);
    bool taken = false;
    for (size_t i = 0; i < out->count; i++) {
        if (taken_fixes(arena, out->items[i])) {
            taken = true;
            expect_present_bytes(out->items[i], workspace);
        } else {
            fix_plan(arena, out->items[i], patterns, workspace);
        }
    }
    if (!taken) {
        prefer_common(out);
        fix_join_shared(arena, out, patterns, workspace);
    }
    findings_renew_diffs(arena, out, workspace);
    if (!taken) {
        findings_settle_conflicts(arena, out);
    }
    for (size_t i = 0; i < out->count; i++) {
        Finding *finding = out->items[i];
        quoted_restrict(arena, finding, workspace);
        const Source *source = workspace_source(workspace, finding->cause.file);
        if (source == NULL || source->quoted) {
            advice_in_general(arena, finding, patterns);
        }
    }
    return workspace;
}

void findings_renew_diffs(Arena *arena, const FindingList *findings, Workspace *workspace) {
    for (size_t i = 0; i < findings->count; i++) {
        make_diffs(arena, findings->items[i], workspace);
    }
}
