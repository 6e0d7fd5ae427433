/*
 * The environment: see env.h. A table of names and the fields that they land in.
 */
#include "cli/env.h"

#include <stddef.h>
#include <stdlib.h>

typedef struct Variable {
    const char *name;
    size_t field; /* offset of the Str in Env */
} Variable;

/* Where two rows have one field, the first that is set wins. */
static const Variable variables[] = {
    {.name = "BUILDKITE", .field = offsetof(Env, buildkite)},
    {.name = "CARGO", .field = offsetof(Env, cargo)},
    {.name = "CARGO_MANIFEST_DIR", .field = offsetof(Env, manifest_folder)},
    {.name = "CARGO_TERM_COLOR", .field = offsetof(Env, cargo_term_color)},
    {.name = "CARGO_TERM_HYPERLINKS", .field = offsetof(Env, cargo_term_hyperlinks)},
    {.name = "CARGO_TERM_UNICODE", .field = offsetof(Env, cargo_term_unicode)},
    {.name = "CIRCLECI", .field = offsetof(Env, circleci)},
    {.name = "CLICOLOR", .field = offsetof(Env, clicolor)},
    {.name = "CLICOLOR_FORCE", .field = offsetof(Env, clicolor_force)},
    {.name = "COLUMNS", .field = offsetof(Env, columns)},
    {.name = "FORCE_COLOR", .field = offsetof(Env, force_color)},
    {.name = "FORCE_HYPERLINK", .field = offsetof(Env, force_hyperlink)},
    {.name = "GITHUB_ACTIONS", .field = offsetof(Env, github_actions)},
    {.name = "GITLAB_CI", .field = offsetof(Env, gitlab_ci)},
    {.name = "HOME", .field = offsetof(Env, home)},
    {.name = "JENKINS_URL", .field = offsetof(Env, jenkins_url)},
    {.name = "KITTY_WINDOW_ID", .field = offsetof(Env, kitty_window_id)},
    {.name = "KONSOLE_VERSION", .field = offsetof(Env, konsole_version)},
    {.name = "LC_ALL", .field = offsetof(Env, locale)},
    {.name = "LC_CTYPE", .field = offsetof(Env, locale)},
    {.name = "LANG", .field = offsetof(Env, locale)},
    {.name = "NO_COLOR", .field = offsetof(Env, no_color)},
    {.name = "RUSTC_WRAPPER", .field = offsetof(Env, rustc_wrapper)},
    {.name = "SENDFIX_CHECK_TIME", .field = offsetof(Env, check_time)},
    {.name = "SENDFIX_MAX_CHECKS", .field = offsetof(Env, max_checks)},
    {.name = "SENDFIX_NEXT_WRAPPER", .field = offsetof(Env, next_wrapper)},
    {.name = "TEAMCITY_VERSION", .field = offsetof(Env, teamcity_version)},
    {.name = "TERM_PROGRAM", .field = offsetof(Env, term_program)},
    {.name = "TERM", .field = offsetof(Env, term)},
    {.name = "TF_BUILD", .field = offsetof(Env, tf_build)},
    {.name = "TMPDIR", .field = offsetof(Env, temporary)},
    {.name = "VTE_VERSION", .field = offsetof(Env, vte_version)},
    {.name = "WT_SESSION", .field = offsetof(Env, wt_session)},
    {.name = "XDG_CONFIG_HOME", .field = offsetof(Env, config_home)},
};

void env_read(Env *env) {
    *env = (Env){0};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        void *place = (char *)env + variables[i].field;
        Str *field = place;
        if (field->len == 0) {
            *field = str_from(getenv(variables[i].name));
        }
    }
}

void env_set(const char *name, const char *value) {
    if (value[0] != '\0') {
        setenv(name, value, 1);
    } else {
        unsetenv(name);
    }
}
