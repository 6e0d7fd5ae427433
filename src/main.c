/*
 * sendfix: what went wrong with Send and Sync, and how to repair it.
 *
 * The only place that ends the program, and the only one where a Status becomes an exit code: a
 * mode is chosen, its options are read, it runs. Errors are one line on standard error.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "cli/cargo_command.h"
#include "cli/config.h"
#include "cli/env.h"
#include "cli/filter.h"
#include "cli/generate.h"
#include "cli/help.h"
#include "cli/mode.h"
#include "cli/options.h"
#include "cli/session.h"
#include "cli/style.h"
#include "match/explain.h"
#include "wrapper.h"

enum { EXIT_CLEAN = 0, EXIT_HAD_ERRORS = 1, EXIT_USAGE = 2, EXIT_TROUBLE = 3 };

enum { BUFFER_SIZE = 64 * 1024 };

/*
 * Does nothing, so that a write to a closed pipe fails instead of ending us; unlike SIG_IGN,
 * children do not inherit it.
 */
static void survive(int signal_number) {
    (void)signal_number;
}

static void prepare_streams(void) {
    static char out_buffer[BUFFER_SIZE];
    static char error_buffer[BUFFER_SIZE];
    setvbuf(stdout, out_buffer, _IOFBF, sizeof out_buffer);
    setvbuf(stderr, error_buffer, _IOFBF, sizeof error_buffer);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = survive;
    sigemptyset(&action.sa_mask);
    sigaction(SIGPIPE, &action, NULL);
}

/* Tells what went wrong, if something did; the exit code, otherwise the one given. */
static int report(const Status *status, int otherwise) {
    if (status_is_ok(status)) {
        return otherwise;
    }
    fprintf(stderr, "sendfix: %s\n", status->message);
    return status->code == STATUS_USAGE ? EXIT_USAGE : EXIT_TROUBLE;
}

/* --help and --version, which every mode has; false if neither was asked for. */
static bool answer_at_once(Arena *arena, const Options *options, Mode mode, const Env *env) {
    if (options->help != HELP_NONE) {
        Terminal terminal = style_terminal(STDOUT_FILENO);
        help_print(arena, stdout, mode, (HelpChoice)options->help,
                   style_help_width(options, env, &terminal));
    } else if (options->version) {
        help_print_version(stdout);
    } else {
        generate_print(stdout, (GenerateChoice)options->generate);
    }
    return options->help != HELP_NONE || options->version || options->generate != GENERATE_NOTHING;
}

static int check_patterns(Arena *arena, const Options *options) {
    bool good = false;
    Status status = session_check_patterns(arena, options, &good);
    return report(&status, good ? EXIT_CLEAN : EXIT_HAD_ERRORS);
}

/* The first trouble of the two counts. */
static Status close_session(Session *session, Status status) {
    Status closed = session_close(session);
    return status_is_ok(&status) ? closed : status;
}

/* The exit code of a run that went well, by --fail-on. */
static int judge(const Options *options, const PipelineResult *result) {
    bool failed = options->fail_on == FAIL_ON_ERROR     ? result->had_errors
                  : options->fail_on == FAIL_ON_FINDING ? result->findings > 0
                                                        : false;
    return failed ? EXIT_HAD_ERRORS : EXIT_CLEAN;
}

/*
 * The exit code of a run of cargo, which is cargo's own unless --fail-on tells otherwise. That cargo
 * could not build at all, or that what it ran behind the build failed, is not for us to forgive.
 */
static int judge_cargo(const Options *options, const PipelineResult *result, int exit_status) {
    int code = judge(options, result);
    bool ours = result->build_failed || (result->build_passed && code != EXIT_CLEAN);
    return options->fail_on != FAIL_ON_ERROR && ours ? code : exit_status;
}

static int run_filter(Arena *arena, int argc, char **argv, const Env *env) {
    Options options = {0};
    Status configured = config_read(arena, &options, env);
    Status status = options_parse(arena, &options, argc, argv);
    if (!status_is_ok(&status) || answer_at_once(arena, &options, MODE_FILTER, env)) {
        return report(&status, EXIT_CLEAN);
    }
    if (!status_is_ok(&configured)) {
        return report(&configured, EXIT_USAGE);
    }
    if (options.check_patterns) {
        return check_patterns(arena, &options);
    }
    if (options.list) {
        help_print_explanations(stdout);
        return EXIT_CLEAN;
    }
    if (options.operands.count == 0 && isatty(STDIN_FILENO)) {
        help_print_short(arena, stderr);
        return EXIT_USAGE;
    }
    Session session;
    PipelineResult result = {0};
    status = session_open(arena, &session, &options, env);
    if (status_is_ok(&status)) {
        status = filter_run(&session.pipeline, &options.operands, &result);
        status = close_session(&session, status);
    }
    return report(&status, judge(&options, &result));
}

static int run_cargo(Arena *arena, int argc, char **argv, const Env *env) {
    CargoCommand command = {0};
    Status configured = config_read(arena, &command.options, env);
    Status status = cargo_command_parse(arena, &command, argc, argv, env);
    if (!status_is_ok(&status) || answer_at_once(arena, &command.options, MODE_CARGO, env)) {
        return report(&status, EXIT_CLEAN);
    }
    if (!status_is_ok(&configured)) {
        return report(&configured, EXIT_USAGE);
    }
    if (command.options.check_patterns) {
        return check_patterns(arena, &command.options);
    }
    Session session;
    int exit_status = EXIT_TROUBLE;
    status = session_open(arena, &session, &command.options, env);
    if (status_is_ok(&status)) {
        session.pipeline.explains_input = false;
        session.pipeline.style.apply_command = "cargo sendfix --fix";
        PipelineResult result = {0};
        status = cargo_command_run(arena, &command, &session.pipeline, &result, &exit_status);
        exit_status = judge_cargo(&command.options, &result, exit_status);
        status = close_session(&session, status);
    }
    int code = report(&status, exit_status);
    if (interrupt_signal() != 0) {
        interrupt_obey(interrupt_signal());
    }
    return code;
}

static int run_explain(Arena *arena, int argc, char **argv, const Env *env) {
    Options options = {0};
    Status status = options_parse(arena, &options, argc, argv);
    if (!status_is_ok(&status) || answer_at_once(arena, &options, MODE_EXPLAIN, env)) {
        return report(&status, EXIT_CLEAN);
    }
    if (options.list) {
        help_print_explanations(stdout);
        return EXIT_CLEAN;
    }
    if (options.operands.count == 0) {
        status = status_error(STATUS_USAGE,
                              "explain what? `sendfix explain --list` shows all that there is");
    }
    for (size_t i = 0; i < options.operands.count && status_is_ok(&status); i++) {
        Explanation explanation;
        if (explain_find(options.operands.items[i], &explanation)) {
            printf("%s" STR_FMT, i > 0 ? "\n" : "", STR_ARG(explanation.text));
        } else {
            status = status_error(STATUS_USAGE,
                                  "there is no text about '" STR_FMT
                                  "'; `sendfix explain --list` shows all that there is",
                                  STR_ARG(options.operands.items[i]));
        }
    }
    return report(&status, EXIT_CLEAN);
}

static int run_wrapper(Arena *arena, char **argv, const Env *env) {
    WrapperEnd end = {.exit_status = EXIT_TROUBLE};
    WrapperOptions options = {.temporary = env->temporary,
                              .max_checks = env->max_checks,
                              .check_time = env->check_time,
                              .manifest_folder = env->manifest_folder,
                              .next_wrapper = env->next_wrapper};
    Status status = wrapper_run(arena, argv, &options, &end);
    int code = report(&status, end.exit_status);
    if (end.signal != 0) {
        interrupt_obey(end.signal);
    }
    return code;
}

int main(int argc, char **argv) {
    prepare_streams();
    Arena arena = {0};
    Env env;
    env_read(&env);
    int skip = 0;
    Mode mode = mode_choose(argc, argv, &skip);
    argc -= skip;
    argv += skip;
    int code = EXIT_TROUBLE;
    if (mode == MODE_CARGO) {
        code = run_cargo(&arena, argc, argv, &env);
    } else if (mode == MODE_WRAPPER) {
        code = run_wrapper(&arena, argv, &env);
    } else if (mode == MODE_EXPLAIN) {
        code = run_explain(&arena, argc, argv, &env);
    } else {
        code = run_filter(&arena, argc, argv, &env);
    }
    arena_finish(&arena);
    Output out = output_new(stdout);
    output_flush(&out);
    return code <= EXIT_HAD_ERRORS ? report(&out.status, code) : code;
}
