/*
 * The rustc wrapper: `sendfix-rustc /path/to/rustc ARGUMENTS`, as cargo calls a RUSTC_WRAPPER.
 *
 * https://doc.rust-lang.org/cargo/reference/config.html#buildrustc-wrapper. Where rustc is not asked for JSON on a source file
 * of the workspace, it is simply started in our place. Else its lines are passed on as they come, but for diagnostics of the
 * family: these are kept until rustc ends, planned for, tried with the same rustc, and passed on with our help added. What of
 * ours fails costs nothing: the line then goes on unchanged.
 */
#ifndef SENDFIX_CLI_WRAPPER_H
#define SENDFIX_CLI_WRAPPER_H

#include "base/arena.h"
#include "base/status.h"
#include "cli/env.h"

/*
 * Runs argv[1..] (NULL-terminated). *exit_status is rustc's, or 128 + the number of the signal that ended it. STATUS_USAGE
 * without a compiler, STATUS_IO where it cannot be started.
 */
Status wrapper_run(Arena *arena, char **argv, const Env *env, int *exit_status) MUST_USE;

#endif
