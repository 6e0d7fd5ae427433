/*
 * Session: see session.h.
 */
#include "cli/session.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/ci.h"
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

/*
 * The format of a name, "auto" among them: then messages, if not NULL, are told which it is. NULL if
 * there is none.
 */
static const Renderer *find_format(Str name, const Env *env, Output *messages, const char *option) {
    if (!str_is(name, "auto")) {
        return render_find(name);
    }
    const CiSystem *system = ci_find(env);
    const char *format = system != NULL ? system->format : "human";
    if (messages == NULL) {
        return render_find(str_from(format));
    }
    if (system != NULL) {
        fprintf(messages->file, "sendfix: %s=auto: this is %s (%s is set), so the format is %s\n",
                option, system->name, system->variable, format);
    } else {
        fprintf(messages->file,
                "sendfix: %s=auto: this is no CI system that sendfix knows, so the format is %s\n",
                option, format);
    }
    output_flush(messages);
    return render_find(str_from(format));
}

static Status unknown_format(const char *option, Str name) {
    return status_error(STATUS_USAGE, "%s: there is no '" STR_FMT "'; try sendfix --help", option,
                        STR_ARG(name));
}

static void begin(Arena *arena, const Renderer *renderer, Output *out) {
    if (renderer->begin != NULL) {
        renderer->begin(arena, out->file);
    }
}

/* Opens what one --output=NAME=FILE names. */
static Status open_sink(Session *session, Str value, const Env *env) {
    size_t equals = str_find_byte(value, '=');
    if (equals == STR_NONE || equals + 1 == value.len) {
        return status_error(STATUS_USAGE,
                            "--output: '" STR_FMT "' is not NAME=FILE, such as sarif=sendfix.sarif",
                            STR_ARG(value));
    }
    Str name = str_slice(value, 0, equals);
    const Renderer *renderer =
        find_format(name, env, session->informs ? &session->errors : NULL, "--output");
    if (renderer == NULL) {
        return unknown_format("--output", name);
    }
    if (renderer->keeps_stream) {
        return status_error(STATUS_USAGE,
                            "--output: '" STR_FMT "' passes the whole input on, which only "
                            "--format can",
                            STR_ARG(name));
    }
    FILE *file = NULL;
    Status status = file_create(&file, str_from_offset(value, equals + 1));
    if (!status_is_ok(&status)) {
        return status;
    }
    Output *out = ARENA_NEW(session->arena, Output);
    *out = output_new(file);
    Sink sink = {.renderer = renderer, .style = {.unicode = true}, .out = out};
    VEC_PUSH(session->arena, &session->pipeline.sinks, sink);
    begin(session->arena, renderer, out);
    return status_ok();
}

/* "." is no prefix at all. */
static Str prefix_folder(Arena *arena, Str prefix) {
    if (str_is(prefix, ".")) {
        return (Str){0};
    }
    return prefix.len == 0 || str_ends(prefix, STR("/"))
               ? prefix
               : str_format(arena, STR_FMT "/", STR_ARG(prefix));
}

static Status open_outputs(Session *session, const Options *options, const Env *env) {
    Status status = status_ok();
    for (size_t i = 0; i < options->outputs.count && status_is_ok(&status); i++) {
        status = open_sink(session, options->outputs.items[i], env);
    }
    if (status_is_ok(&status)) {
        begin(session->arena, session->pipeline.renderer, &session->out);
    }
    return status;
}

Status session_open(Arena *arena, Session *session, const Options *options, const Env *env) {
    *session = (Session){.out = output_new(stdout),
                         .errors = output_new(stderr),
                         .arena = arena,
                         .informs = !options->quiet};
    Str format = options->diff             ? STR("patch")
                 : options->format.len > 0 ? options->format
                                           : STR("human");
    const Renderer *renderer =
        find_format(format, env, session->informs ? &session->errors : NULL, "--format");
    if (renderer == NULL) {
        return unknown_format("--format", format);
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
        .path_prefix = prefix_folder(arena, options->path_prefix),
        .path_prefix_given = options->path_prefix_given,
        .passthrough_color = style_color(options, env, renderer->owns_output ? &errors : &out),
        .only = options->only,
        .explains_input = !options->quiet,
        .edition = options->edition,
        .dump = (DumpStage)options->dump,
    };
    return open_outputs(session, options, env);
}

static void end(Session *session, const Renderer *renderer, Output *out) {
    if (renderer->end != NULL && !out->failed) {
        renderer->end(session->arena, out->file);
    }
    output_flush(out);
}

Status session_close(Session *session) {
    const Pipeline *pipeline = &session->pipeline;
    if (pipeline->dump == DUMP_NONE) {
        end(session, pipeline->renderer, &session->out);
    }
    Status status = session->out.status;
    for (size_t i = 0; i < pipeline->sinks.count; i++) {
        const Sink *sink = &pipeline->sinks.items[i];
        end(session, sink->renderer, sink->out);
        if (fclose(sink->out->file) != 0 && !sink->out->failed) {
            sink->out->status =
                status_error(STATUS_IO, "cannot write a file of --output: %s", strerror(errno));
        }
        status = status_is_ok(&status) ? sink->out->status : status;
    }
    return status;
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
