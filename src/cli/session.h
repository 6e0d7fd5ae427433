/*
 * Session: what every mode that runs the pipeline needs, made of the options and the environment.
 */
#ifndef SENDFIX_CLI_SESSION_H
#define SENDFIX_CLI_SESSION_H

#include "base/arena.h"
#include "base/status.h"
#include "cli/env.h"
#include "cli/options.h"
#include "output.h"
#include "pipeline.h"

typedef struct Session {
    Pipeline pipeline; /* points into the session, which must stay where it is */
    Output out;        /* standard output */
    Output errors;     /* standard error */
    Patterns *patterns;
    Arena *arena;
    bool informs; /* may tell what is only for information */
} Session;

/*
 * Fills in a session; what it needs lives on arena. Trouble with the user's own patterns is told on
 * standard error and is no failure. STATUS_USAGE for a format that there is not, STATUS_IO for a
 * file of --output that cannot be written.
 */
Status session_open(Arena *arena, Session *session, const Options *options,
                    const Env *env) MUST_USE;

/*
 * Ends the documents that its outputs began and closes their files. STATUS_IO where one could not be
 * written.
 */
Status session_close(Session *session) MUST_USE;

/*
 * --check-patterns: runs the examples, prints what failed and a line of numbers; whether all went
 * well.
 */
Status session_check_patterns(Arena *arena, const Options *options, bool *good) MUST_USE;

#endif
