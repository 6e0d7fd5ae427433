/*
 * Child processes: the only spawn and the only fork.
 *
 * One child is at work at a time; signals that ask us to end are handed on to it (base/interrupt.h).
 */
#ifndef SENDFIX_BASE_PROC_H
#define SENDFIX_BASE_PROC_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

typedef struct Proc {
    pid_t pid;
    int output; /* read end of the child's standard output, or -1 */
    int signal; /* that ended it, once it was waited for; 0: none */
} Proc;

/*
 * Starts argv[0] (looked up in PATH; argv ends with NULL) with our standard input and error and, if
 * capture, its standard output in proc->output. STATUS_IO where it cannot be started: "cannot run
 * NAME: reason".
 */
Status proc_start(Proc *proc, const char *const *argv, bool capture) MUST_USE;
/* As proc_start, but it is the child's standard error that proc->output reads. */
Status proc_start_errors(Proc *proc, const char *const *argv) MUST_USE;
/* Becomes another program (looked up in PATH); returns only where that fails. */
Status proc_become(const char *const *argv) MUST_USE;
/*
 * Closes output, so that a child whose output is not read to its end cannot hang, and waits; the
 * exit status, or 128 + signal number, or 125 where the system cannot tell.
 */
int proc_wait(Proc *proc);

typedef struct ProcRun {
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
    Str folder;              /* where it runs; empty: our own folder */
    unsigned milliseconds;   /* it is killed when it takes longer; 0: no limit */
    size_t limit;            /* of bytes kept of its error output; more is read and dropped */
} ProcRun;

typedef struct ProcOutcome {
    int exit_status; /* or 128 + signal number */
    Str errors;      /* what it wrote to standard error; on the arena */
    bool timed_out;
    bool interrupted; /* a signal came for us; the child was killed */
} ProcOutcome;

/*
 * Runs a child to its end without input, with its standard output thrown away. Descriptors that we inherited (a jobserver's)
 * are passed on. STATUS_IO where it cannot be started.
 */
Status proc_run(Arena *arena, ProcOutcome *outcome, const ProcRun *run) MUST_USE;

/* Work that is done in a process of its own, so that whatever goes wrong in it costs its answer and nothing else. */
typedef struct ProcWork {
    bool (*work)(void *data,
                 Str *answer); /* in a copy of our process: what it changes, we do not see */
    void *data;
    unsigned milliseconds; /* it is ended when it takes longer; 0: no limit */
} ProcWork;

/*
 * Forks, has the work done, and reads its answer, which is then on the arena. False where it says so, crashes, takes too long,
 * or where a signal came, which the worker is given time to clean up for.
 */
bool proc_work(Arena *arena, Str *answer, const ProcWork *work);

#endif
