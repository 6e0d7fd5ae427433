/*
 * `cargo sendfix`: see cargo_command.h.
 */
#include "cli/cargo_command.h"

#include <string.h>

#include "base/proc.h"

static const char message_format[] = "--message-format=json-diagnostic-rendered-ansi";

typedef VEC_OF(const char *) ArgumentList;

/* The two command lines that ours is taken apart into. */
typedef struct Parts {
    Arena *arena;
    VEC_OF(char *) ours;
    const char *toolchain; /* NULL: none */
    const char *command;
    ArgumentList rest;
} Parts;

/*
 * Takes the option at argv[i], and its value where that is an argument of its own; false if it is
 * not ours.
 */
static bool take_ours(Parts *parts, int argc, char **argv, int *i) {
    bool separate_value = false;
    if (!options_is_ours(str_from(argv[*i]), &separate_value)) {
        return false;
    }
    VEC_PUSH(parts->arena, &parts->ours, argv[(*i)++]);
    if (separate_value && *i < argc) {
        VEC_PUSH(parts->arena, &parts->ours, argv[(*i)++]);
    }
    return true;
}

static void take_apart(Parts *parts, int argc, char **argv) {
    int i = 1;
    VEC_PUSH(parts->arena, &parts->ours, argc > 0 ? argv[0] : NULL);
    while (i < argc && parts->command == NULL) {
        if (take_ours(parts, argc, argv, &i)) {
            continue;
        }
        if (argv[i][0] == '+' && parts->toolchain == NULL) {
            parts->toolchain = argv[i++];
        } else if (argv[i][0] != '-') {
            parts->command = argv[i++];
        } else {
            break;
        }
    }
    bool ours_may_follow = parts->command == NULL;
    parts->command = ours_may_follow ? "check" : parts->command;
    while (i < argc) {
        ours_may_follow = ours_may_follow && strcmp(argv[i], "--") != 0;
        if (!ours_may_follow || !take_ours(parts, argc, argv, &i)) {
            VEC_PUSH(parts->arena, &parts->rest, argv[i++]);
        }
    }
}

static Status refuse_message_format(const ArgumentList *arguments) {
    for (size_t i = 0; i < arguments->count; i++) {
        Str argument = str_from(arguments->items[i]);
        if (str_is(argument, "--")) {
            break;
        }
        if (str_is(argument, "--message-format") ||
            str_starts(argument, STR("--message-format="))) {
            return status_error(STATUS_USAGE,
                                "`cargo sendfix` sets --message-format itself; to choose what is"
                                " written, use `cargo sendfix --format=NAME ...`");
        }
    }
    return status_ok();
}

static const char *const color_options[] = {
    [COLOR_AUTO] = "--color=auto",
    [COLOR_ALWAYS] = "--color=always",
    [COLOR_NEVER] = "--color=never",
};

static const char *const *cargo_line(Parts *parts, const Options *options, const Env *env) {
    Arena *arena = parts->arena;
    ArgumentList line = {0};
    /*
     * The cargo that runs us is one toolchain's own and knows no +TOOLCHAIN; rustup's is in PATH.
     */
    bool by_path = parts->toolchain != NULL || env->cargo.len == 0;
    VEC_PUSH(arena, &line, by_path ? "cargo" : str_cstr(arena, env->cargo));
    if (parts->toolchain != NULL) {
        VEC_PUSH(arena, &line, parts->toolchain);
    }
    VEC_PUSH(arena, &line, parts->command);
    VEC_PUSH(arena, &line, message_format);
    if (options->color_given) {
        VEC_PUSH(arena, &line, color_options[options->color]);
    }
    for (size_t i = 0; i < parts->rest.count; i++) {
        VEC_PUSH(arena, &line, parts->rest.items[i]);
    }
    VEC_PUSH(arena, &line, NULL);
    return line.items;
}

Status cargo_command_parse(Arena *arena, CargoCommand *command, int argc, char **argv,
                           const Env *env) {
    Parts parts = {.arena = arena};
    take_apart(&parts, argc, argv);
    int count = (int)parts.ours.count;
    VEC_PUSH(arena, &parts.ours, NULL);
    Status status = options_parse(arena, &command->options, count, parts.ours.items);
    if (status_is_ok(&status)) {
        status = refuse_message_format(&parts.rest);
    }
    if (status_is_ok(&status)) {
        command->argv = cargo_line(&parts, &command->options, env);
    }
    return status;
}

Status cargo_command_run(const CargoCommand *command, const Pipeline *pipeline, int *exit_status) {
    Proc proc;
    Status status = proc_start(&proc, command->argv, true);
    if (!status_is_ok(&status)) {
        return status;
    }
    PipelineResult result = {0};
    status = pipeline_run(pipeline, proc.output, &result);
    *exit_status = proc_wait(&proc);
    return status;
}
