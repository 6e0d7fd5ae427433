/*
 * `cargo sendfix`: see cargo_command.h.
 */
#include "cli/cargo_command.h"

#include "base/proc.h"

static const char message_format[] = "--message-format=json-diagnostic-rendered-ansi";

/* How many arguments from argv[1] on are ours. */
static int count_ours(int argc, char **argv) {
    int i = 1;
    while (i < argc) {
        bool separate_value = false;
        if (!options_is_ours(str_from(argv[i]), &separate_value)) {
            break;
        }
        i += separate_value ? 2 : 1;
    }
    return (i < argc ? i : argc) - 1;
}

static Status refuse_message_format(int argc, char **argv) {
    for (int i = 0; i < argc && !str_is(str_from(argv[i]), "--"); i++) {
        if (str_is(str_from(argv[i]), "--message-format") ||
            str_starts(str_from(argv[i]), STR("--message-format="))) {
            return status_error(
                STATUS_USAGE,
                "`cargo sendfix` sets --message-format itself; to choose what is written,"
                " use `cargo sendfix --format=NAME ...`");
        }
    }
    return status_ok();
}

typedef VEC_OF(const char *) ArgumentList;

Status cargo_command_parse(Arena *arena, CargoCommand *command, int argc, char **argv,
                           const Env *env) {
    int ours = count_ours(argc, argv);
    Status status = options_parse(arena, &command->options, ours + 1, argv);
    if (!status_is_ok(&status)) {
        return status;
    }
    argc -= ours + 1;
    argv += ours + 1;
    status = refuse_message_format(argc, argv);
    if (!status_is_ok(&status)) {
        return status;
    }
    ArgumentList arguments = {0};
    bool toolchain = argc > 0 && argv[0][0] == '+';
    /*
     * The cargo that runs us is one toolchain's own and knows no +TOOLCHAIN; the one in PATH is
     * rustup's.
     */
    VEC_PUSH(arena, &arguments,
             toolchain || env->cargo.len == 0 ? "cargo" : str_cstr(arena, env->cargo));
    if (toolchain) {
        VEC_PUSH(arena, &arguments, argv[0]);
        argc--;
        argv++;
    }
    bool named = argc > 0 && argv[0][0] != '-';
    VEC_PUSH(arena, &arguments, named ? argv[0] : "check");
    VEC_PUSH(arena, &arguments, message_format);
    if (command->options.color_given) {
        static const char *const colors[] = {[COLOR_AUTO] = "--color=auto",
                                             [COLOR_ALWAYS] = "--color=always",
                                             [COLOR_NEVER] = "--color=never"};
        VEC_PUSH(arena, &arguments, colors[command->options.color]);
    }
    for (int i = named ? 1 : 0; i < argc; i++) {
        VEC_PUSH(arena, &arguments, argv[i]);
    }
    VEC_PUSH(arena, &arguments, NULL);
    command->argv = arguments.items;
    return status_ok();
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
