/*
 * `cargo sendfix`: see cargo_command.h.
 */
#include "cli/cargo_command.h"

#include <string.h>

#include "base/interrupt.h"
#include "base/proc.h"
#include "cli/pick.h"
#include "repair.h"
#include "vcs.h"

enum { MOST_ROUNDS = 8 };

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

/* Whether cargo's command can go on with other crates after one failed, so that all causes are seen at once. */
static bool keeps_going(const char *command) {
    return strcmp(command, "check") == 0 || strcmp(command, "build") == 0 ||
           strcmp(command, "clippy") == 0;
}

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
    if (keeps_going(parts->command)) {
        VEC_PUSH(arena, &line, "--keep-going");
    }
    if (options->quiet) {
        VEC_PUSH(arena, &line, "-q");
    }
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
        command->own_program = file_own_program(arena, argc > 0 ? argv[0] : NULL);
        command->next_wrapper = env->rustc_wrapper;
    }
    return status;
}

static Status run_once(const CargoCommand *command, const Pipeline *pipeline,
                       PipelineResult *result, int *exit_status) {
    Proc proc;
    Status status = proc_start(&proc, command->argv, true);
    if (!status_is_ok(&status)) {
        return status;
    }
    status = pipeline_run(pipeline, proc.output, result);
    *exit_status = proc_wait(&proc);
    return status;
}

/* rustc runs under us, so that fixes come tried; a wrapper that was there before is run by ours. */
static void become_wrapper(Arena *arena, const CargoCommand *command) {
    if (command->own_program.len == 0) {
        return;
    }
    env_set("RUSTC_WRAPPER", str_cstr(arena, command->own_program));
    env_set("SENDFIX_NEXT_WRAPPER", str_cstr(arena, command->next_wrapper));
    if (command->options.max_checks.len > 0) {
        env_set("SENDFIX_MAX_CHECKS", str_cstr(arena, command->options.max_checks));
    }
    if (command->options.check_time.len > 0) {
        env_set("SENDFIX_CHECK_TIME", str_cstr(arena, command->options.check_time));
    }
}

/* As `cargo fix`: no change that could not be told from the user's own. */
static Status refuse_unsaved(Arena *arena, const Options *options) {
    VcsState state = vcs_state(arena, file_current_folder(arena));
    if (!state.known && !options->allow_no_vcs) {
        return status_error(STATUS_USAGE,
                            "--fix changes files, and these are not under git, so that "
                            "no change could be taken back; --allow-no-vcs does it all "
                            "the same");
    }
    if (state.dirty && !options->allow_dirty) {
        return status_error(STATUS_USAGE,
                            "--fix changes files, and some have changes that are not "
                            "committed (" STR_FMT "); commit them, or use --allow-dirty",
                            STR_ARG(state.example));
    }
    if (state.staged && !options->allow_staged && !options->allow_dirty) {
        return status_error(STATUS_USAGE,
                            "--fix changes files, and some changes are staged (" STR_FMT
                            "); commit them, or use --allow-staged",
                            STR_ARG(state.example));
    }
    return status_ok();
}

static bool apply(void *data, const FindingList *findings, Workspace *workspace) {
    Repair *repair = data;
    repair_apply(repair, findings, workspace);
    return repair->applied > 0;
}

static void tell_repairs(const Repair *repair, Output *messages) {
    for (size_t i = 0; !status_is_ok(&repair->status) && i < repair->files.count; i++) {
        output_write(messages, STR("sendfix: changed "));
        output_write(messages, repair->files.items[i]);
        output_write(messages, STR("\n"));
    }
    for (size_t i = 0; i < repair->told.count; i++) {
        output_write(messages, STR("sendfix: repaired "));
        output_write(messages, repair->told.items[i]);
        output_write(messages, STR("\n"));
    }
    output_flush(messages);
}

/* Rounds of building and repairing; what a round passed on is shown only if it was the last. */
static Status repair_rounds(Arena *arena, const CargoCommand *command, const Pipeline *pipeline,
                            PipelineResult *result, int *exit_status) {
    interrupt_prepare();
    Repair repair = {
        .arena = arena, .status = status_ok(), .ask = command->options.pick ? pick_ask : NULL};
    Pipeline round = *pipeline;
    round.take = apply;
    round.take_data = &repair;
    Status status = command->options.pick ? pick_possible() : status_ok();
    if (status_is_ok(&status)) {
        status = refuse_unsaved(arena, &command->options);
    }
    for (unsigned i = 0; i < MOST_ROUNDS && status_is_ok(&status); i++) {
        repair.applied = 0;
        /* What is changed is always built again. */
        round.take = i + 1 < MOST_ROUNDS && !repair.stopped ? apply : NULL;
        *result = (PipelineResult){0};
        status = run_once(command, &round, result, exit_status);
        status = status_is_ok(&status) ? repair.status : status;
        if (repair.applied == 0 || *exit_status == 0 || interrupt_signal() != 0) {
            break;
        }
    }
    if (!command->options.quiet || !status_is_ok(&repair.status)) {
        tell_repairs(&repair, pipeline->messages);
    }
    return status;
}

Status cargo_command_run(Arena *arena, const CargoCommand *command, const Pipeline *pipeline,
                         PipelineResult *result, int *exit_status) {
    become_wrapper(arena, command);
    if (command->options.diff && (command->options.fix || command->options.pick)) {
        return status_error(STATUS_USAGE,
                            "--diff changes nothing; --fix and --pick do: choose one");
    }
    return command->options.fix || command->options.pick
               ? repair_rounds(arena, command, pipeline, result, exit_status)
               : run_once(command, pipeline, result, exit_status);
}
