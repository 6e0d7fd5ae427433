/*
 * The rustc wrapper: `sendfix-rustc /path/to/rustc ARGUMENTS`, as cargo calls a RUSTC_WRAPPER.
 *
 * https://doc.rust-lang.org/cargo/reference/config.html#buildrustc-wrapper. Where rustc is not asked for JSON on a source file
 * of the workspace, it is simply started in our place. Else its lines are passed on as they come, but for diagnostics of the
 * family: these are kept until rustc ends, planned for, tried with the same rustc, and passed on with our help added. What of
 * ours fails costs nothing: the line then goes on unchanged.
 */
#ifndef SENDFIX_WRAPPER_H
#define SENDFIX_WRAPPER_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

/* What the environment says; borrowed. */
typedef struct WrapperOptions {
    Str temporary; /* folder for scratch folders; empty: /tmp */
    Str max_checks; /* runs of the compiler that may be made for a failing crate; empty: the default, 3 */
    Str check_time; /* milliseconds that one of them may take; empty: by what the real run took */
    Str manifest_folder; /* the package's, as cargo tells; empty: unknown */
    Str next_wrapper;    /* the wrapper that was set before ours, to be run by ours; empty: none */
} WrapperOptions;

/* How the compiler ended, and so how we are to end. */
typedef struct WrapperEnd {
    int exit_status;
    int signal; /* that ended the compiler or came for us; 0: none */
} WrapperEnd;

/*
 * Runs argv[1..] (NULL-terminated). STATUS_USAGE without a compiler, STATUS_IO where it cannot be started. Planning and trying
 * is done in a process of its own: should it crash or hang, the compiler's lines go on as they came.
 */
Status wrapper_run(Arena *arena, char **argv, const WrapperOptions *options,
                   WrapperEnd *end) MUST_USE;

#endif
