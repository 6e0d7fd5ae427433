/*
 * Signals that ask us to end (SIGINT, SIGTERM, SIGHUP, SIGQUIT): noted, handed on to the child at work, and obeyed once what
 * was begun is cleaned up.
 *
 * A signal handler can do little; so it only notes the signal and passes it on, calls that wait come back early, and whoever
 * waits asks interrupt_signal. Until interrupt_prepare is called, signals end the program as ever.
 */
#ifndef SENDFIX_BASE_INTERRUPT_H
#define SENDFIX_BASE_INTERRUPT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/attributes.h"

/* From now on such signals are noted; one that our parent made us ignore stays ignored. */
void interrupt_prepare(void);
/* The signal that came; SIGHUP where the process that we work for has gone; 0: none, go on. */
int interrupt_signal(void);
/* Hands signals on to this child, one that came already too; 0: to none. */
void interrupt_child(pid_t pid);
/* For a process that works for the one that forked it: that it ends counts as a signal. */
void interrupt_watch_parent(pid_t parent);
/* Ends the program by a signal, as it would have ended without us; leaves no core file. For main.c. */
void interrupt_obey(int signal_number) NORETURN;

#endif
