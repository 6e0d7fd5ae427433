/*
 * A child run to its end in a folder of its own choice, with a time limit; see proc.h.
 *
 * fork and exec, as posix_spawn has no portable way to change the folder. Between the two only calls that are safe there are made.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/proc.h"
#include "base/proc_wait.h"

enum { PIECE = 64 * 1024, SIGNAL_BASE = 128, NOT_RUN = 127, LOOK_EVERY = 200 /* ms, at signals */ };

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static NORETURN void become(const ProcRun *run, const char *folder, int errors) {
    int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(nothing, STDOUT_FILENO) < 0 ||
        dup2(errors, STDERR_FILENO) < 0 || (folder[0] != '\0' && chdir(folder) != 0)) {
        _exit(NOT_RUN);
    }
    signal(SIGPIPE, SIG_DFL);
    char *const *arguments = NULL; /* the same list in the type that POSIX asks for */
    memcpy(&arguments, &run->argv, sizeof arguments);
    execvp(run->argv[0], arguments);
    _exit(NOT_RUN);
}

/* Reads until the child closes its end or the time is up; false where it must be killed. */
static bool collect(StrBuf *buffer, ProcOutcome *outcome, const ProcRun *run, int descriptor) {
    long long end = run->milliseconds > 0 ? now() + run->milliseconds : 0;
    char piece[PIECE];
    for (;;) {
        long long left = end > 0 ? end - now() : LOOK_EVERY;
        struct pollfd wait = {.fd = descriptor, .events = POLLIN};
        int ready = left > 0 ? poll(&wait, 1, (int)(left < LOOK_EVERY ? left : LOOK_EVERY)) : 0;
        outcome->interrupted = interrupt_signal() != 0;
        outcome->timed_out = end > 0 && now() >= end;
        if (outcome->interrupted || outcome->timed_out || (ready < 0 && errno != EINTR)) {
            return false;
        }
        if (ready <= 0) {
            continue;
        }
        ssize_t got = read(descriptor, piece, sizeof piece);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return true;
        }
        size_t room = buffer->len < run->limit ? run->limit - buffer->len : 0;
        strbuf_add(buffer, (Str){.data = piece, .len = (size_t)got < room ? (size_t)got : room});
    }
}

Status proc_run(Arena *arena, ProcOutcome *outcome, const ProcRun *run) {
    *outcome = (ProcOutcome){0};
    const char *folder = str_cstr(arena, run->folder);
    int ends[2];
    if (pipe(ends) != 0) {
        return status_error(STATUS_IO, "cannot run %s: %s", run->argv[0], strerror(errno));
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    pid_t pid = fork();
    if (pid == 0) {
        become(run, folder, ends[1]);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return status_error(STATUS_IO, "cannot run %s: %s", run->argv[0], strerror(errno));
    }
    interrupt_child(pid);
    StrBuf buffer = strbuf_new(arena);
    if (!collect(&buffer, outcome, run, ends[0])) {
        kill(pid, SIGKILL);
    }
    close(ends[0]);
    int status = 0;
    proc_wait_for(pid, &status);
    outcome->errors = strbuf_str(&buffer);
    outcome->exit_status =
        WIFSIGNALED(status) ? SIGNAL_BASE + WTERMSIG(status) : WEXITSTATUS(status);
    return status_ok();
}
