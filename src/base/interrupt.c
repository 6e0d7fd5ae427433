/*
 * Signals that ask us to end: see interrupt.h.
 */
#include "base/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { EXIT_BASE = 128 };

static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

static volatile sig_atomic_t noted;
static volatile sig_atomic_t child;
static pid_t watched; /* 0: none */

static void note(int signal_number) {
    int error = errno;
    noted = signal_number;
    if (child > 0) {
        kill((pid_t)child, signal_number);
    }
    errno = error;
}

void interrupt_prepare(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note; /* without SA_RESTART: what waits shall come back */
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction before;
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(signals[i], &action, NULL);
        }
    }
}

int interrupt_signal(void) {
    if (noted == 0 && watched != 0 && getppid() != watched) {
        noted = SIGHUP;
    }
    return noted;
}

void interrupt_child(pid_t pid) {
    child = (sig_atomic_t)pid;
    if (pid > 0 && noted != 0) {
        kill(pid, noted);
    }
}

void interrupt_watch_parent(pid_t parent) {
    watched = parent;
}

void interrupt_obey(int signal_number) {
    struct rlimit none = {.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &none);
    signal(signal_number, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal_number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(signal_number);
    _exit(EXIT_BASE + signal_number); /* one that does not end programs, such as SIGCHLD */
}
