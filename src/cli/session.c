/*
 * Session: see session.h.
 */
#include "cli/session.h"

#include <unistd.h>

#include "cli/style.h"

/* Loads the patterns and tells what is wrong with the user's own. */
static Status load_patterns(Arena *arena, Patterns **patterns, Str folder, StrList *problems) {
    if (folder.len > 0 && !file_is_folder(folder)) {
        return status_error(STATUS_USAGE, "--patterns: there is no folder '" STR_FMT "'",
                            STR_ARG(folder));
    }
    return patterns_load(arena, patterns, folder, problems);
}

static void print_problems(FILE *out, const StrList *problems) {
    for (size_t i = 0; i < problems->count; i++) {
        fprintf(out, "sendfix: " STR_FMT "\n", STR_ARG(problems->items[i]));
    }
}

Status session_open(Arena *arena, Session *session, const Options *options, const Env *env) {
    *session = (Session){.out = output_new(stdout), .errors = output_new(stderr)};
    Str format = options->format.len > 0 ? options->format
                 : options->diff         ? STR("patch")
                                         : STR("human");
    const Renderer *renderer = render_find(format);
    if (renderer == NULL) {
        return status_error(STATUS_USAGE, "--format: there is no '" STR_FMT "'; try sendfix --help",
                            STR_ARG(format));
    }
    StrList problems = {0};
    Status status = load_patterns(arena, &session->patterns, options->patterns, &problems);
    if (!status_is_ok(&status)) {
        return status;
    }
    print_problems(stderr, &problems);
    Terminal out = style_terminal(STDOUT_FILENO);
    Terminal errors = style_terminal(STDERR_FILENO);
    session->pipeline = (Pipeline){
        .patterns = session->patterns,
        .renderer = renderer,
        .style = style_choose(options, env, &out),
        .out = &session->out,
        .passthrough = renderer->owns_output ? &session->errors : &session->out,
        .messages = &session->errors,
        .passthrough_color = style_color(options, env, renderer->owns_output ? &errors : &out),
        .explains_input = true,
        .edition = options->edition,
        .dump = (DumpStage)options->dump,
    };
    return status_ok();
}

Status session_check_patterns(Arena *arena, const Options *options, bool *good) {
    *good = false;
    StrList problems = {0};
    Patterns *patterns = NULL;
    Status status = load_patterns(arena, &patterns, options->patterns, &problems);
    if (!status_is_ok(&status)) {
        return status;
    }
    size_t examples = patterns_check(arena, patterns, &problems);
    print_problems(stdout, &problems);
    printf("sendfix: %zu examples, %zu problems\n", examples, problems.count);
    *good = problems.count == 0;
    return status_ok();
}
