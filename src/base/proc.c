/*
 * Child processes by posix_spawnp; see proc.h.
 *
 * A child must not notice that we are between it and the shell: it gets our input and error output,
 * our folder and environment, and the usual effect of SIGPIPE even where we ignore that signal.
 */
#include "base/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/proc_wait.h"

enum { SIGNAL_EXIT_BASE = 128, UNKNOWN_EXIT = 125, FIRST_FREE_DESCRIPTOR = 3 };

extern char **environ; /* POSIX: declared by the program that uses it */

/*
 * Moves a descriptor above 0, 1 and 2, which a program started with closed streams may be given; it
 * is closed at exec.
 */
static int lifted(int descriptor) {
    int high = fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
    int error = errno;
    close(descriptor);
    errno = error;
    return high;
}

static bool open_pipe(int ends[2]) {
    int low[2];
    if (pipe(low) != 0) {
        return false;
    }
    ends[0] = lifted(low[0]);
    ends[1] = lifted(low[1]);
    if (ends[0] >= 0 && ends[1] >= 0) {
        return true;
    }
    int error = errno;
    for (int i = 0; i < 2; i++) {
        if (ends[i] >= 0) {
            close(ends[i]);
        }
    }
    errno = error;
    return false;
}

/* Were SIGCHLD ignored, as some parents leave it, the system would throw the exit status away. */
static void keep_exit_status(void) {
    struct sigaction action;
    if (sigaction(SIGCHLD, NULL, &action) == 0 && action.sa_handler == SIG_IGN) {
        action.sa_handler = SIG_DFL;
        sigaction(SIGCHLD, &action, NULL);
    }
}

/* Starts the child; 0, or an errno. output: descriptor to become its `target` (1 or 2), or -1. */
static int spawn(pid_t *pid, const char *const *argv, int output, int target) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) {
        return error;
    }
    error = posix_spawnattr_init(&attributes);
    if (error != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    if (error == 0 && output >= 0) {
        error = posix_spawn_file_actions_adddup2(&actions, output, target);
    }
    if (error == 0) {
        char *const *arguments =
            NULL; /* the same list in the type that POSIX asks for; it is not written to */
        memcpy(&arguments, &argv, sizeof arguments);
        error = posix_spawnp(pid, argv[0], &actions, &attributes, arguments, environ);
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* target: the child's descriptor that is captured, or -1. */
static Status start(Proc *proc, const char *const *argv, int target) {
    *proc = (Proc){.pid = -1, .output = -1};
    int ends[2] = {-1, -1};
    keep_exit_status();
    int error = target >= 0 && !open_pipe(ends) ? errno : spawn(&proc->pid, argv, ends[1], target);
    if (ends[1] >= 0) {
        close(ends[1]);
    }
    if (error != 0) {
        if (ends[0] >= 0) {
            close(ends[0]);
        }
        proc->pid = -1;
        return status_error(STATUS_IO, "cannot run %s: %s", argv[0], strerror(error));
    }
    proc->output = ends[0];
    interrupt_child(proc->pid);
    return status_ok();
}

Status proc_start(Proc *proc, const char *const *argv, bool capture) {
    return start(proc, argv, capture ? STDOUT_FILENO : -1);
}

Status proc_start_errors(Proc *proc, const char *const *argv) {
    return start(proc, argv, STDERR_FILENO);
}

Status proc_become(const char *const *argv) {
    char *const *arguments = NULL; /* as in spawn */
    memcpy(&arguments, &argv, sizeof arguments);
    execvp(argv[0], arguments);
    return status_error(STATUS_IO, "cannot run %s: %s", argv[0], strerror(errno));
}

pid_t proc_wait_for(pid_t pid, int *status) {
    siginfo_t info;
    while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
    }
    interrupt_child(0); /* before its number can become another's */
    pid_t waited = -1;
    do {
        waited = waitpid(pid, status, 0);
    } while (waited < 0 && errno == EINTR);
    return waited;
}

int proc_wait(Proc *proc) {
    if (proc->output >= 0) {
        close(proc->output);
        proc->output = -1;
    }
    if (proc->pid <= 0) {
        return UNKNOWN_EXIT;
    }
    int status = 0;
    pid_t waited = proc_wait_for(proc->pid, &status);
    proc->pid = -1;
    if (waited < 0) {
        return UNKNOWN_EXIT;
    }
    proc->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return WIFSIGNALED(status) ? SIGNAL_EXIT_BASE + WTERMSIG(status) : WEXITSTATUS(status);
}
