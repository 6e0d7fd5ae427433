/*
 * A trial: see trial.h.
 */
#include "verify/trial.h"

#include "base/file.h"
#include "base/proc.h"
#include "base/tree.h"
#include "input/cargo.h"

enum { MOST_OUTPUT = 64 << 20 };

static bool stays_below(Str path) {
    return path.len > 0 && path.data[0] != '/' && !str_starts(path, STR("../")) &&
           !str_contains(path, STR("/../"));
}

/* The names of the files below the compiler's folder; false where one lies elsewhere. */
static bool relative_files(Arena *arena, StrList *out, const Compiler *compiler,
                           const SourceTextList *texts) {
    for (size_t i = 0; i < texts->count; i++) {
        Str path = texts->items[i].path;
        Str folder = compiler->folder;
        if (str_starts(path, folder) && path.len > folder.len && path.data[folder.len] == '/') {
            path = str_from_offset(path, folder.len + 1);
        }
        while (str_starts(path, STR("./"))) {
            path = str_from_offset(path, 2);
        }
        if (!stays_below(path)) {
            return false;
        }
        VEC_PUSH(arena, out, path);
    }
    return true;
}

static Status lay_out(Arena *arena, Str scratch, const Compiler *compiler, const StrList *files,
                      const SourceTextList *texts) {
    Str copy = file_join(arena, scratch, STR("source"));
    Status status = tree_make_inside(scratch, STR("source"));
    if (status_is_ok(&status)) {
        status = tree_make_inside(scratch, STR("out"));
    }
    if (status_is_ok(&status)) {
        status = tree_overlay(arena, copy, compiler->folder, files);
    }
    for (size_t i = 0; i < files->count && status_is_ok(&status); i++) {
        status = tree_write(arena, copy, files->items[i], texts->items[i].text);
    }
    return status;
}

static void read_errors(Arena *arena, Trial *trial, Str output) {
    Str line;
    while (str_next(&output, '\n', &line)) {
        Event event = {0};
        cargo_read_line(arena, &event, line);
        bool error = event.kind == EVENT_DIAGNOSTIC &&
                     str_starts(event.diagnostic->level, STR("error")) &&
                     event.diagnostic->spans.count > 0;
        if (error) {
            VEC_PUSH(arena, &trial->errors, event.diagnostic);
            VEC_PUSH(arena, &trial->lines, line);
        }
    }
}

static Status run(Arena *arena, Trial *trial, Str scratch, const Compiler *compiler,
                  unsigned milliseconds) {
    ProcRun run = {
        .argv = compiler_trial(arena, compiler, file_join(arena, scratch, STR("out"))),
        .folder = file_join(arena, scratch, STR("source")),
        .milliseconds = milliseconds,
        .limit = MOST_OUTPUT,
    };
    ProcOutcome outcome;
    Status status = proc_run(arena, &outcome, &run);
    if (!status_is_ok(&status)) {
        return status;
    }
    trial->interrupted = outcome.interrupted;
    trial->compiled = outcome.exit_status == 0;
    read_errors(arena, trial, outcome.errors);
    if (outcome.timed_out) {
        return status_error(STATUS_INVALID, "the compiler took longer than %u ms", milliseconds);
    }
    if (!trial->compiled && trial->errors.count == 0 && !trial->interrupted) {
        return status_error(STATUS_INVALID, "the compiler failed without saying why");
    }
    return status_ok();
}

Status trial_run(Arena *arena, Trial *trial, const Compiler *compiler, const SourceTextList *texts,
                 unsigned milliseconds) {
    *trial = (Trial){0};
    StrList files = {0};
    if (!relative_files(arena, &files, compiler, texts)) {
        return status_error(STATUS_INVALID, "a file to change lies outside of " STR_FMT,
                            STR_ARG(compiler->folder));
    }
    Str scratch = {0};
    Status status = tree_make(arena, &scratch, compiler->scratch_base);
    if (!status_is_ok(&status)) {
        return status;
    }
    status = lay_out(arena, scratch, compiler, &files, texts);
    if (status_is_ok(&status)) {
        status = run(arena, trial, scratch, compiler, milliseconds);
    }
    tree_remove(scratch);
    return status;
}
