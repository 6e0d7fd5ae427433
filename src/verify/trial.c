/*
 * A trial: see trial.h.
 */
#include "verify/trial.h"

#include "base/file.h"
#include "base/proc.h"
#include "base/tree.h"
#include "input/cargo.h"
#include "verify/member.h"

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

/* In a trial rustc is given a relative path; where it was an absolute one, the names of files are to be so again. */
static void restore_names(Arena *arena, Diagnostic *diagnostic, const Compiler *compiler) {
    for (size_t i = 0; i < diagnostic->spans.count; i++) {
        Span *span = &diagnostic->spans.items[i];
        bool below = span->file.len > 0 && span->file.data[0] != '/' && span->file.data[0] != '<';
        span->file = below ? file_join(arena, compiler->folder, span->file) : span->file;
    }
    for (size_t i = 0; i < diagnostic->children.count; i++) {
        restore_names(arena, diagnostic->children.items[i], compiler);
    }
}

static void read_errors(Arena *arena, Trial *trial, const Compiler *compiler, Str output) {
    bool absolute = str_starts(compiler_source(compiler->argv), STR("/"));
    Str line;
    while (str_next(&output, '\n', &line)) {
        Event event = {0};
        cargo_read_line(arena, &event, line);
        bool error = event.kind == EVENT_DIAGNOSTIC &&
                     str_starts(event.diagnostic->level, STR("error")) &&
                     event.diagnostic->spans.count > 0;
        if (error && absolute) {
            restore_names(arena, event.diagnostic, compiler);
        }
        if (error) {
            VEC_PUSH(arena, &trial->errors, event.diagnostic);
            VEC_PUSH(arena, &trial->lines, line);
        }
    }
}

/* Runs one command line in the scratch copy; errors are added to the trial's. */
static Status run(Arena *arena, Trial *trial, Str scratch, const Compiler *compiler,
                  const char *const *argv, unsigned milliseconds) {
    ProcRun run = {
        .argv = argv,
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
    read_errors(arena, trial, compiler, outcome.errors);
    if (outcome.timed_out) {
        return status_error(STATUS_INVALID, "the compiler took longer than %u ms", milliseconds);
    }
    if (!trial->compiled && trial->errors.count == 0 && !trial->interrupted) {
        return status_error(STATUS_INVALID, "the compiler failed without saying why");
    }
    return status_ok();
}

/* The one other crate of the workspace that the files are of; *found tells whether there is one. */
static Status find_member(Arena *arena, Member *member, bool *found, const Compiler *compiler,
                          const SourceTextList *texts) {
    for (size_t i = 0; i < texts->count; i++) {
        Member other;
        if (compiler_has_file(compiler, texts->items[i].path)) {
            continue;
        }
        Status status = member_find(arena, &other, compiler, texts->items[i].path);
        if (!status_is_ok(&status)) {
            return status;
        }
        if (*found && !str_eq(member->name, other.name)) {
            return status_error(STATUS_INVALID,
                                "it changes `" STR_FMT "` and `" STR_FMT
                                "`, two more crates of the workspace",
                                STR_ARG(member->name), STR_ARG(other.name));
        }
        *member = other;
        *found = true;
    }
    return status_ok();
}

/* Compiles the other crate first, where there is one. What fails then may be due to our guess of how it is compiled. */
static Status run_all(Arena *arena, Trial *trial, Str scratch, const Compiler *compiler,
                      const Member *member, unsigned milliseconds) {
    Str out = file_join(arena, scratch, STR("out"));
    const char *const *line = compiler_trial(arena, compiler, out);
    if (member == NULL) {
        return run(arena, trial, scratch, compiler, line, milliseconds);
    }
    Status status = run(arena, trial, scratch, compiler, member_line(arena, compiler, member, out),
                        milliseconds);
    if (status_is_ok(&status) && trial->compiled && !trial->interrupted) {
        status = run(arena, trial, scratch, compiler, member_replace(arena, line, member, out),
                     milliseconds);
    }
    if (status_is_ok(&status) && !trial->compiled && !trial->interrupted) {
        status = status_error(STATUS_INVALID,
                              "it changes `" STR_FMT "`, another crate of the workspace, "
                              "and trying both alone failed",
                              STR_ARG(member->name));
    }
    return status;
}

Status trial_run(Arena *arena, Trial *trial, const Compiler *compiler, const SourceTextList *texts,
                 unsigned milliseconds) {
    *trial = (Trial){0};
    StrList files = {0};
    if (!relative_files(arena, &files, compiler, texts)) {
        return status_error(STATUS_INVALID, "a file to change lies outside of " STR_FMT,
                            STR_ARG(compiler->folder));
    }
    Member member;
    bool across = false;
    Status status = find_member(arena, &member, &across, compiler, texts);
    if (!status_is_ok(&status)) {
        return status;
    }
    Str scratch = {0};
    status = tree_make(arena, &scratch, compiler->scratch_base);
    if (!status_is_ok(&status)) {
        return status;
    }
    status = lay_out(arena, scratch, compiler, &files, texts);
    if (status_is_ok(&status)) {
        status = run_all(arena, trial, scratch, compiler, across ? &member : NULL, milliseconds);
    }
    tree_remove(scratch);
    return status;
}
