/*
 * --format=patch: one unified diff of the best fix of every finding.
 *
 * The edits of all chosen fixes are put together and each file is changed once, so that fixes which
 * touch one file do not spoil each other's line numbers. A fix that cannot stand beside an earlier
 * one is left out and told; a second run, after the first patch, will offer it again.
 */
#include "edit/diff.h"
#include "edit/edit.h"
#include "render/page.h"
#include "render/phrase.h"
#include "render/table.h"

static void say(Arena *arena, const RenderContext *context, const Finding *finding,
                const char *why) {
    Str line = str_format(arena, "# sendfix: left out: the fix for " STR_FMT ":%zu (%s): %s\n",
                          STR_ARG(page_inline(arena, finding->cause.file)), finding->cause.line,
                          finding->rule, why);
    fwrite(line.data, 1, line.len, context->passthrough);
}

/* Whether the source of every edit is at hand and as the edit expects it. */
static bool applies(Arena *arena, const RenderContext *context, const EditList *edits) {
    for (size_t i = 0; i < edits->count; i++) {
        Str text = {0};
        Str out = {0};
        Str file = edits->items[i].file;
        if (i > 0 && str_eq(file, edits->items[i - 1].file)) continue;
        if (!context->source_text(context->data, file, &text)) return false;
        if (!edit_apply(arena, &out, text, file, edits)) return false;
    }
    return true;
}

static void choose(Arena *arena, const RenderContext *context, const Finding *finding,
                   EditList *chosen) {
    const Fix *fix = phrase_best_fix(finding);
    if (fix == NULL) return;
    if (!applies(arena, context, &fix->edits)) {
        say(arena, context, finding, "the source is not at hand or has changed");
        return;
    }
    if (edit_conflict(chosen, &fix->edits)) {
        say(arena, context, finding, "an earlier fix changes the same place; run again after it");
        return;
    }
    for (size_t i = 0; i < fix->edits.count; i++) {
        (void)edit_add(arena, chosen, fix->edits.items[i]);
    }
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    EditList chosen = {0};
    for (size_t i = 0; i < findings->count; i++) {
        choose(arena, context, findings->items[i], &chosen);
    }
    edit_sort(&chosen);
    for (size_t i = 0; i < chosen.count; i++) {
        Str before = {0};
        Str after = {0};
        Str file = chosen.items[i].file;
        if (i > 0 && str_eq(file, chosen.items[i - 1].file)) continue;
        if (!context->source_text(context->data, file, &before)) continue;
        if (!edit_apply(arena, &after, before, file, &chosen)) continue;
        Str diff = diff_unified(arena, file, before, after);
        fwrite(diff.data, 1, diff.len, context->out);
    }
}

const Renderer render_patch = {
    .name = "patch",
    .help = "the best fix of every cause as one diff for `git apply` or `patch -p1`",
    .owns_output = true,
    .strips_passthrough = false,
    .findings = write_findings,
};
