/*
 * The environment, read once at the start: the only getenv.
 *
 * Everything that a variable can change is a field of Env, so that tests can say what the
 * environment is and nothing below cli/ depends on it. Empty Strs stand for "not set"; where a
 * convention tells "set but empty" apart, it treats that as not set (https://no-color.org).
 */
#ifndef SENDFIX_CLI_ENV_H
#define SENDFIX_CLI_ENV_H

#include "base/str.h"

typedef struct Env {
    Str no_color;           /* NO_COLOR */
    Str clicolor;           /* CLICOLOR */
    Str clicolor_force;     /* CLICOLOR_FORCE */
    Str force_color;        /* FORCE_COLOR */
    Str cargo_term_color;   /* CARGO_TERM_COLOR: auto, always, never */
    Str cargo_term_unicode; /* CARGO_TERM_UNICODE: true, false */
    Str term;               /* TERM */
    Str columns;            /* COLUMNS */
    Str locale;             /* the first that is set of LC_ALL, LC_CTYPE, LANG */
    Str cargo;              /* CARGO: the cargo that runs us as its subcommand */
    Str manifest_folder;    /* CARGO_MANIFEST_DIR: of the package that cargo compiles */
    Str temporary;          /* TMPDIR */
    Str home;               /* HOME */
    Str config_home;        /* XDG_CONFIG_HOME */
    Str max_checks; /* SENDFIX_MAX_CHECKS: compiler runs that the wrapper may make for a failing crate */
    Str check_time; /* SENDFIX_CHECK_TIME: milliseconds that one of them may take */
    Str next_wrapper; /* SENDFIX_NEXT_WRAPPER: the RUSTC_WRAPPER that was set before ours, to be run by ours */
    Str rustc_wrapper; /* RUSTC_WRAPPER */
    /* Whether terminals know links: FORCE_HYPERLINK, CARGO_TERM_HYPERLINKS, and what each sets. */
    Str force_hyperlink, cargo_term_hyperlinks, vte_version, term_program, wt_session,
        konsole_version, kitty_window_id;
    /* What CI systems set, see ci.c. */
    Str github_actions, gitlab_ci, tf_build, teamcity_version, buildkite, circleci, jenkins_url;
} Env;

/* Fills env; its Strs are borrowed from the process's environment. */
void env_read(Env *env);

/* Sets a variable for the programs that we start; an empty value takes it away. */
void env_set(const char *name, const char *value);

#endif
