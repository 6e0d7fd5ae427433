/*
 * `cargo sendfix`: the command line of the cargo that we run, made of the one that we were given.
 *
 *     cargo sendfix [our options] [+TOOLCHAIN] [COMMAND [cargo's own options]]
 *  -> cargo [+TOOLCHAIN] COMMAND --message-format=json-diagnostic-rendered-ansi [options]
 *
 * Our options stand before COMMAND. Where an option that is not ours comes first, COMMAND is check,
 * and ours may stand anywhere before `--`. The message format comes directly behind the command,
 * because `cargo run` hands what follows its first plain word to the program.
 */
#ifndef SENDFIX_CLI_CARGO_COMMAND_H
#define SENDFIX_CLI_CARGO_COMMAND_H

#include "base/arena.h"
#include "base/status.h"
#include "cli/env.h"
#include "cli/options.h"
#include "pipeline.h"

typedef struct CargoCommand {
    Options options;         /* ours */
    const char *const *argv; /* cargo's, NULL-terminated */
    Str own_program; /* ours, absolute, to be rustc's wrapper; empty: unknown, so no fix is tried */
    Str next_wrapper; /* the RUSTC_WRAPPER that was set before */
} CargoCommand;

/*
 * Reads argv[1..argc). STATUS_USAGE where ours is wrong, or where the user sets --message-format,
 * which we must.
 */
Status cargo_command_parse(Arena *arena, CargoCommand *command, int argc, char **argv,
                           const Env *env) MUST_USE;

/*
 * Runs cargo, with us as rustc's wrapper, and its standard output through the pipeline; its progress stays on our standard
 * error, its standard input is ours. *exit_status is cargo's. With --fix it applies what the compiler has passed and runs
 * cargo again, until the build passes or nothing helps; STATUS_USAGE where changes could not be taken back. result tells of the last
 * build.
 */
Status cargo_command_run(Arena *arena, const CargoCommand *command, const Pipeline *pipeline,
                         PipelineResult *result, int *exit_status) MUST_USE;

#endif
