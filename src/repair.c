/*
 * Repair: see repair.h.
 */
#include "repair.h"

#include "base/interrupt.h"
#include "edit/edit.h"
#include "render/phrase.h"

static bool passed(const Fix *fix) {
    return fix->edits.count > 0 &&
           (fix->verdict == VERDICT_COMPILES || fix->verdict == VERDICT_CURES);
}

static void tell(Repair *repair, const Finding *finding, const Fix *fix) {
    VEC_PUSH(repair->arena, &repair->told,
             str_format(repair->arena, STR_FMT ":%zu: " STR_FMT " [%s]",
                        STR_ARG(finding->cause.file), finding->cause.line,
                        STR_ARG(phrase_title(repair->arena, fix)), fix->id));
}

static void note_file(Repair *repair, Str file) {
    for (size_t i = 0; i < repair->files.count; i++) {
        if (str_eq(repair->files.items[i], file)) {
            return;
        }
    }
    VEC_PUSH(repair->arena, &repair->files, str_copy(repair->arena, file));
}

/* The edits of one file from number `from` on; edits are sorted by file. */
static EditList edits_of_file(const EditList *edits, size_t from) {
    size_t end = from;
    while (end < edits->count && str_eq(edits->items[end].file, edits->items[from].file)) {
        end++;
    }
    return (EditList){.items = edits->items + from, .count = end - from, .capacity = end - from};
}

/* Whether the files are what a fix expects. */
static bool fits(Arena *arena, const EditList *edits, Workspace *workspace) {
    for (size_t i = 0; i < edits->count;) {
        EditList own = edits_of_file(edits, i);
        Str file = own.items[0].file;
        const Source *source = workspace_source(workspace, file);
        Str after;
        if (source == NULL || !edit_apply(arena, &after, source->text, file, &own)) {
            return false;
        }
        i += own.count;
    }
    return true;
}

/* Writes the files that the edits change, which are sorted by file; a signal stops it between two files. */
static void write_files(Repair *repair, Arena *arena, const EditList *edits, Workspace *workspace) {
    for (size_t i = 0; i < edits->count && status_is_ok(&repair->status);) {
        EditList own = edits_of_file(edits, i);
        Str file = own.items[0].file;
        const Source *source = workspace_source(workspace, file);
        Str after;
        if (interrupt_signal() != 0) {
            repair->status = status_error(STATUS_IO, "interrupted before all files were written");
        } else if (source != NULL && edit_apply(arena, &after, source->text, file, &own)) {
            repair->status = file_replace(source->disk_path, after);
            if (status_is_ok(&repair->status)) {
                note_file(repair, file);
            }
        }
        i += own.count;
    }
}

/* Whether a fix is wanted, as far as anybody is asked. The line of its cause may change from round to round. */
static bool is_wanted(Repair *repair, const Finding *finding, const Fix *fix) {
    Str type = finding->roots.count > 0 ? finding->roots.items[0].type : (Str){0};
    Str key = str_format(repair->arena, "%s " STR_FMT " " STR_FMT, fix->id,
                         STR_ARG(finding->cause.file), STR_ARG(type));
    for (size_t i = 0; i < repair->declined.count; i++) {
        if (str_eq(repair->declined.items[i], key)) {
            return false;
        }
    }
    if (repair->ask == NULL) {
        return true;
    }
    RepairAnswer answer = repair->ask(finding, fix);
    repair->stopped = answer == REPAIR_STOP;
    if (answer == REPAIR_NO) {
        VEC_PUSH(repair->arena, &repair->declined, key);
    }
    return answer == REPAIR_YES;
}

/* The first fix of a finding that passed, goes together with edits, and is wanted; NULL if there is none. */
static Fix *choose(Repair *repair, Arena *arena, Finding *finding, const EditList *edits,
                   Workspace *workspace) {
    for (size_t i = 0; i < finding->fixes.count && !repair->stopped; i++) {
        Fix *fix = &finding->fixes.items[i];
        if (!passed(fix) || edit_conflict(edits, &fix->edits)) {
            continue;
        }
        edit_sort(&fix->edits);
        if (fits(arena, &fix->edits, workspace) && is_wanted(repair, finding, fix)) {
            return fix;
        }
    }
    return NULL;
}

void repair_apply(Repair *repair, const FindingList *findings, Workspace *workspace) {
    Arena arena = {0};
    EditList edits = {0};
    repair->applied = 0;
    size_t told_before = repair->told.count;
    for (size_t i = 0; i < findings->count; i++) {
        Finding *finding = findings->items[i];
        const Fix *fix = choose(repair, &arena, finding, &edits, workspace);
        if (fix == NULL) {
            continue;
        }
        for (size_t k = 0; k < fix->edits.count; k++) {
            edit_add(&arena, &edits, fix->edits.items[k]);
        }
        tell(repair, finding, fix);
        repair->applied++;
    }
    edit_sort(&edits);
    write_files(repair, &arena, &edits, workspace);
    if (!status_is_ok(&repair->status)) {
        repair->told.count = told_before;
    }
    arena_finish(&arena);
}
