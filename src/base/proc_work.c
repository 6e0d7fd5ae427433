/*
 * Work done in a process of its own; see proc.h.
 *
 * The answer comes through a pipe, whose end also tells that the worker is done or gone. A worker that is to stop is asked with
 * SIGTERM first, as it has children and a scratch folder of its own to look after.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/proc.h"
#include "base/proc_wait.h"

enum { PIECE = 64 * 1024, LOOK_EVERY = 200, GRACE = 1500 /* ms, to clean up in */ };

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool write_all(int descriptor, Str text) {
    for (size_t done = 0; done < text.len;) {
        ssize_t wrote = write(descriptor, text.data + done, text.len - done);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

static NORETURN void be_worker(const ProcWork *work, int descriptor, pid_t parent) {
    struct rlimit none = {.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &none); /* a core file would land in the user's folder */
    interrupt_child(0);
    interrupt_watch_parent(parent);
    Str answer = {0};
    bool good = work->work(work->data, &answer) && write_all(descriptor, answer);
    _exit(good ? 0 : 1);
}

/* Reads until the worker closes its end; false where it had to be stopped. */
static bool collect(StrBuf *answer, pid_t pid, const ProcWork *work, int descriptor) {
    long long end = work->milliseconds > 0 ? now() + work->milliseconds : 0;
    bool stopping = false;
    char piece[PIECE];
    for (;;) {
        struct pollfd wait = {.fd = descriptor, .events = POLLIN};
        int ready = poll(&wait, 1, LOOK_EVERY);
        bool late = end > 0 && now() >= end;
        if (late && stopping) {
            kill(pid, SIGKILL);
            return false;
        }
        if (!stopping && (late || interrupt_signal() != 0)) {
            stopping = true;
            end = now() + GRACE;
            kill(pid, SIGTERM);
        }
        ssize_t got = ready > 0 ? read(descriptor, piece, sizeof piece) : -1;
        if (got == 0) {
            return !stopping;
        }
        if (got > 0) {
            strbuf_add(answer, (Str){.data = piece, .len = (size_t)got});
        }
    }
}

bool proc_work(Arena *arena, Str *answer, const ProcWork *work) {
    int ends[2];
    if (pipe(ends) != 0) {
        return false;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    pid_t own = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        be_worker(work, ends[1], own);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return false;
    }
    interrupt_child(pid);
    StrBuf buffer = strbuf_new(arena);
    bool whole = collect(&buffer, pid, work, ends[0]);
    close(ends[0]);
    int status = 0;
    bool waited = proc_wait_for(pid, &status) == pid;
    *answer = strbuf_str(&buffer);
    return whole && waited && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
