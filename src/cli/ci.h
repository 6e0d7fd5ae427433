/*
 * CI systems: which format suits the one that runs us, for --format=auto.
 */
#ifndef SENDFIX_CLI_CI_H
#define SENDFIX_CLI_CI_H

#include "cli/env.h"

/* A CI system, told by a variable that it sets for its jobs, and the format that it reads. */
typedef struct CiSystem {
    const char *name;
    const char *variable;
    const char *format;
} CiSystem;

/* The i-th that is known; NULL behind the last. */
const CiSystem *ci_at(size_t i);
/* The CI system around us; NULL if there is none that is known. */
const CiSystem *ci_find(const Env *env);

#endif
