/*
 * What the files of base/proc share: waiting for a child.
 */
#ifndef SENDFIX_BASE_PROC_WAIT_H
#define SENDFIX_BASE_PROC_WAIT_H

#include <sys/types.h>

/* As waitpid without options, but goes on where a signal comes; from then on signals are handed on to no child. */
pid_t proc_wait_for(pid_t pid, int *status);

#endif
