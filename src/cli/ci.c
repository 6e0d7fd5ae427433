/*
 * CI systems: see ci.h. Each variable is the one that the system's own documentation names for
 * telling that a job runs there.
 */
#include "cli/ci.h"

#include <stddef.h>

typedef struct Row {
    CiSystem system;
    size_t field; /* offset of the variable's value in Env */
} Row;

static const Row rows[] = {
    {{"GitHub Actions", "GITHUB_ACTIONS", "github"}, offsetof(Env, github_actions)},
    {{"GitLab CI", "GITLAB_CI", "gitlab"}, offsetof(Env, gitlab_ci)},
    {{"Azure Pipelines", "TF_BUILD", "azure"}, offsetof(Env, tf_build)},
    {{"TeamCity", "TEAMCITY_VERSION", "teamcity"}, offsetof(Env, teamcity_version)},
    {{"Buildkite", "BUILDKITE", "markdown"}, offsetof(Env, buildkite)},
    {{"CircleCI", "CIRCLECI", "junit"}, offsetof(Env, circleci)},
    {{"Jenkins", "JENKINS_URL", "checkstyle"}, offsetof(Env, jenkins_url)},
};

const CiSystem *ci_at(size_t i) {
    return i < sizeof rows / sizeof *rows ? &rows[i].system : NULL;
}

const CiSystem *ci_find(const Env *env) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const void *place = (const char *)env + rows[i].field;
        const Str *value = place;
        if (value->len > 0 && !str_is(*value, "false")) {
            return &rows[i].system;
        }
    }
    return NULL;
}
