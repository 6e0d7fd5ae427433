/*
 * Child processes: the only spawn.
 */
#ifndef SENDFIX_BASE_PROC_H
#define SENDFIX_BASE_PROC_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/status.h"

typedef struct Proc {
    pid_t pid;
    int output; /* read end of the child's standard output, or -1 */
} Proc;

/*
 * Starts argv[0] (looked up in PATH; argv ends with NULL) with our standard input and error and, if
 * capture, its standard output in proc->output. STATUS_IO where it cannot be started: "cannot run
 * NAME: reason".
 */
Status proc_start(Proc *proc, const char *const *argv, bool capture) MUST_USE;
/*
 * Closes output, so that a child whose output is not read to its end cannot hang, and waits; the
 * exit status, or 128 + signal number, or 125 where the system cannot tell.
 */
int proc_wait(Proc *proc);

#endif
