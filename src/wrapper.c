/*
 * The rustc wrapper: see wrapper.h.
 */
#include "wrapper.h"

#include <stdlib.h>
#include <time.h>

#include "base/interrupt.h"
#include "base/proc.h"
#include "base/tree.h"
#include "findings.h"
#include "input/cargo.h"
#include "input/lines.h"
#include "match/match.h"
#include "output.h"
#include "render/rustc_line.h"
#include "verify/member.h"
#include "verify/probe.h"
#include "verify/verify.h"

enum { DEFAULT_CHECKS = 3, LEAST_CHECK_TIME = 10000, CHECK_TIME_FACTOR = 4 };

typedef struct Wrapper {
    Arena *arena;
    const WrapperOptions *options;
    Patterns *patterns;
    Compiler compiler;
    Output errors;         /* rustc's lines go there */
    StrList lines;         /* that are kept: the family's and those to ask about, as they came */
    EvidenceList evidence; /* in the same order; NULL: to ask about */
    DiagnosticList kept;   /* likewise */
    DiagnosticList before; /* all errors of the run */
    Workspace *workspace;
    unsigned milliseconds; /* that rustc took */
} Wrapper;

static unsigned now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (unsigned)(time.tv_sec * 1000 + time.tv_nsec / 1000000);
}

/* ---- reading ---- */

static void keep_error(Wrapper *wrapper, Diagnostic *diagnostic) {
    if (str_starts(diagnostic->level, STR("error")) && diagnostic->spans.count > 0) {
        VEC_PUSH(wrapper->arena, &wrapper->before, diagnostic);
    }
}

/* What cargo's own messages say of the package is in the environment here. */
static void set_manifest(const Wrapper *wrapper, Diagnostic *diagnostic) {
    if (wrapper->options->manifest_folder.len > 0) {
        diagnostic->manifest =
            file_join(wrapper->arena, wrapper->options->manifest_folder, STR("Cargo.toml"));
    }
}

/* Keeps a diagnostic of the family, or one that may hide such a one; false for every other line. */
static bool keep_line(Wrapper *wrapper, Str line) {
    bool suspicious = patterns_may_match_line(wrapper->patterns, line);
    if (!suspicious && !str_contains(line, STR("\"level\":\"error\""))) {
        return false;
    }
    Event event = {0};
    Str copy = str_copy(wrapper->arena, line);
    cargo_read_line(wrapper->arena, &event, copy);
    if (event.kind != EVENT_DIAGNOSTIC) {
        return false;
    }
    set_manifest(wrapper, event.diagnostic);
    keep_error(wrapper, event.diagnostic);
    Evidence *evidence = suspicious ? match_diagnostic(wrapper->arena, wrapper->patterns,
                                                       event.diagnostic, wrapper->compiler.folder)
                                    : NULL;
    if (evidence == NULL && !probe_is_open(event.diagnostic)) {
        return false;
    }
    VEC_PUSH(wrapper->arena, &wrapper->evidence, evidence);
    VEC_PUSH(wrapper->arena, &wrapper->kept, event.diagnostic);
    VEC_PUSH(wrapper->arena, &wrapper->lines, copy);
    return true;
}

static Status read_lines(Wrapper *wrapper, int descriptor) {
    Lines lines;
    lines_init(&lines, descriptor);
    Str line;
    while (lines_next(&lines, &line)) {
        if (!keep_line(wrapper, line)) {
            output_write(&wrapper->errors, line);
            output_flush(&wrapper->errors);
        }
    }
    Status status = lines.status;
    lines_finish(&lines);
    return status;
}

/* ---- planning and trying ---- */

static bool source_text(void *data, Str file, Str *text) {
    const Wrapper *wrapper = data;
    const Source *source = workspace_source(wrapper->workspace, file);
    if (source != NULL) {
        *text = source->text;
    }
    return source != NULL;
}

static void plan_again(void *data, Arena *arena, FindingList *out, const SourceTextList *texts,
                       const DiagnosticList *errors) {
    const Wrapper *wrapper = data;
    EvidenceList evidence = {0};
    for (size_t i = 0; i < errors->count; i++) {
        set_manifest(wrapper, errors->items[i]);
        Evidence *found =
            match_diagnostic(arena, wrapper->patterns, errors->items[i], wrapper->compiler.folder);
        if (found != NULL) {
            VEC_PUSH(arena, &evidence, found);
        }
    }
    if (evidence.count > 0) {
        findings_make(arena, out, wrapper->patterns,
                      compiler_option(wrapper->compiler.argv, STR("--edition")), texts, &evidence);
    }
}

static unsigned number_or(Str text, unsigned otherwise) {
    Arena arena = {0};
    unsigned long number = text.len > 0 ? strtoul(str_cstr(&arena, text), NULL, 10) : otherwise;
    arena_finish(&arena);
    return number > 1000000 ? 1000000 : (unsigned)number;
}

static unsigned check_time(const Wrapper *wrapper) {
    unsigned usual = wrapper->milliseconds * CHECK_TIME_FACTOR;
    usual = usual > LEAST_CHECK_TIME ? usual : LEAST_CHECK_TIME;
    return number_or(wrapper->options->check_time, usual);
}

static unsigned checks(const Wrapper *wrapper) {
    return number_or(wrapper->options->max_checks, DEFAULT_CHECKS);
}

/* Asks the compiler about errors that may hide one of the family; the runs of the compiler that it took. */
static unsigned ask(Wrapper *wrapper) {
    DiagnosticList open = {0};
    StrList answers = {0};
    for (size_t i = 0; i < wrapper->kept.count; i++) {
        if (wrapper->evidence.items[i] == NULL) {
            VEC_PUSH(wrapper->arena, &open, wrapper->kept.items[i]);
        }
    }
    if (open.count == 0 || checks(wrapper) == 0) {
        return 0;
    }
    Status status =
        probe_run(wrapper->arena, &answers, &wrapper->compiler, &open, check_time(wrapper));
    for (size_t i = 0, k = 0; i < wrapper->kept.count && status_is_ok(&status); i++) {
        Str answer = wrapper->evidence.items[i] == NULL ? answers.items[k++] : (Str){0};
        if (answer.len == 0) {
            continue;
        }
        Event event = {0};
        Str line = probe_attach(wrapper->arena, wrapper->lines.items[i], answer);
        cargo_read_line(wrapper->arena, &event, line);
        if (event.kind == EVENT_DIAGNOSTIC) {
            set_manifest(wrapper, event.diagnostic);
            wrapper->lines.items[i] = line;
            wrapper->evidence.items[i] = match_diagnostic(
                wrapper->arena, wrapper->patterns, event.diagnostic, wrapper->compiler.folder);
        }
    }
    return 1;
}

static EvidenceList known_evidence(const Wrapper *wrapper) {
    EvidenceList known = {0};
    for (size_t i = 0; i < wrapper->evidence.count; i++) {
        if (wrapper->evidence.items[i] != NULL) {
            VEC_PUSH(wrapper->arena, &known, wrapper->evidence.items[i]);
        }
    }
    return known;
}

/* False where a signal came. */
static bool try_fixes(Wrapper *wrapper, FindingList *findings, unsigned runs) {
    Verifier verifier = {
        .compiler = &wrapper->compiler,
        .checks = checks(wrapper) - runs,
        .milliseconds = check_time(wrapper),
        .plan = plan_again,
        .source_text = source_text,
        .data = wrapper,
    };
    verify_findings(wrapper->arena, &verifier, findings, &wrapper->before);
    findings_renew_diffs(wrapper->arena, findings, wrapper->workspace);
    return !verifier.interrupted && interrupt_signal() == 0;
}

/* ---- passing on ---- */

/* The finding that a diagnostic belongs to, and whether the diagnostic is its first. */
static const Finding *finding_of(const FindingList *findings, const Evidence *evidence,
                                 bool *first) {
    for (size_t i = 0; i < findings->count; i++) {
        const EvidenceList *list = &findings->items[i]->evidence;
        for (size_t k = 0; k < list->count; k++) {
            if (list->items[k] == evidence) {
                *first = k == 0;
                return findings->items[i];
            }
        }
    }
    return NULL;
}

static void add_line(StrBuf *buffer, Str line) {
    strbuf_add(buffer, line);
    if (!str_ends(line, STR("\n"))) {
        strbuf_add_byte(buffer, '\n');
    }
}

static Str enriched_lines(Wrapper *wrapper, const FindingList *findings) {
    RenderContext context = {.source_text = source_text, .data = wrapper};
    StrBuf lines = strbuf_new(wrapper->arena);
    for (size_t i = 0; i < wrapper->lines.count; i++) {
        bool first = false;
        Str line = wrapper->lines.items[i];
        const Evidence *evidence = wrapper->evidence.items[i];
        const Finding *finding = evidence != NULL ? finding_of(findings, evidence, &first) : NULL;
        if (finding != NULL) {
            line = rustc_line_enrich(wrapper->arena, line, finding, first, &context);
        }
        add_line(&lines, line);
    }
    return strbuf_str(&lines);
}

/* The work of the worker: false where its answer is worth nothing. */
static bool plan_and_try(void *data, Str *answer) {
    Wrapper *wrapper = data;
    FindingList findings = {0};
    member_files(wrapper->arena, &wrapper->compiler.files,
                 member_dep_info(wrapper->arena, wrapper->compiler.argv));
    unsigned runs = ask(wrapper);
    EvidenceList evidence = known_evidence(wrapper);
    if (evidence.count == 0) {
        return false; /* nothing to add */
    }
    wrapper->workspace =
        findings_make(wrapper->arena, &findings, wrapper->patterns,
                      compiler_option(wrapper->compiler.argv, STR("--edition")), NULL, &evidence);
    bool whole = try_fixes(wrapper, &findings, runs);
    if (whole) {
        *answer = enriched_lines(wrapper, &findings);
    } else {
        tree_remove(
            wrapper->compiler.scratch_base); /* in case that we outlived the one who would */
    }
    return whole;
}

/* Writes the family's diagnostics: with our help, or as they came where anything of ours fails. */
static void answer(Wrapper *wrapper) {
    Str lines = {0};
    Str scratch = {0};
    Status status = tree_make(wrapper->arena, &scratch, wrapper->options->temporary);
    bool good = false;
    if (status_is_ok(&status)) {
        wrapper->compiler.scratch_base = scratch;
        ProcWork work = {.work = plan_and_try,
                         .data = wrapper,
                         .milliseconds = (checks(wrapper) + 1) * check_time(wrapper)};
        good = interrupt_signal() == 0 && proc_work(wrapper->arena, &lines, &work);
        tree_remove(scratch);
    }
    if (good) {
        output_write(&wrapper->errors, lines);
    } else {
        for (size_t i = 0; i < wrapper->lines.count; i++) {
            output_write(&wrapper->errors, wrapper->lines.items[i]);
        }
    }
    output_flush(&wrapper->errors);
}

/* ---- the run ---- */

/* The compiler's command line, with the wrapper that was set before ours in front of it. */
static const char *const *command_line(Arena *arena, char **argv, const WrapperOptions *options) {
    VEC_OF(const char *) line = {0};
    if (options->next_wrapper.len > 0) {
        VEC_PUSH(arena, &line, str_cstr(arena, options->next_wrapper));
    }
    for (size_t i = 1; argv[i] != NULL; i++) {
        VEC_PUSH(arena, &line, argv[i]);
    }
    VEC_PUSH(arena, &line, NULL);
    return line.items;
}

/* Set both as RUSTC_WRAPPER and as RUSTC_WORKSPACE_WRAPPER, we are called for ourselves. */
static bool is_ours(const char *program) {
    return str_is(file_base_name(str_from(program)), "sendfix-rustc");
}

/* Patterns are loaded while the compiler works. */
static Status run_compiler(Wrapper *wrapper, WrapperEnd *end) {
    Proc proc;
    unsigned start = now();
    Status status = proc_start_errors(&proc, wrapper->compiler.argv);
    if (!status_is_ok(&status)) {
        return status;
    }
    StrList problems = {0};
    status = patterns_load(wrapper->arena, &wrapper->patterns, (Str){0}, &problems);
    if (status_is_ok(&status)) {
        status = read_lines(wrapper, proc.output);
    }
    end->exit_status = proc_wait(&proc);
    end->signal = proc.signal;
    wrapper->milliseconds = now() - start;
    return status;
}

Status wrapper_run(Arena *arena, char **argv, const WrapperOptions *options, WrapperEnd *end) {
    if (argv[0] == NULL || argv[1] == NULL) {
        return status_error(STATUS_USAGE,
                            "which compiler? cargo calls `sendfix-rustc /path/to/rustc ...`");
    }
    const WrapperOptions none = {0};
    const char *const *line = command_line(arena, argv, is_ours(argv[1]) ? &none : options);
    if (is_ours(argv[1]) || !compiler_compiles(line) || compiler_of_dependency(line)) {
        return proc_become(line);
    }
    interrupt_prepare();
    Wrapper wrapper = {
        .arena = arena,
        .options = options,
        .compiler = {.argv = line, .folder = file_real_path(arena, file_current_folder(arena))},
        .errors = output_new(stderr),
    };
    Status status = run_compiler(&wrapper, end);
    if (wrapper.lines.count > 0) {
        answer(&wrapper);
    }
    end->signal = interrupt_signal() != 0 ? interrupt_signal() : end->signal;
    return status;
}
