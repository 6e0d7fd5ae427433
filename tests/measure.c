/*
 * Runs a command with a file as its input and its output thrown away, and prints what that took:
 * seconds of wall clock (the mean of all runs) and the peak memory in KiB. For tests/bench, as
 * time(1) is not everywhere.
 *
 * usage: measure RUNS INPUT COMMAND [ARGUMENT...]
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CANNOT_RUN = 127 };

static void become(const char *input, char **command) {
    int in = open(input, O_RDONLY);
    int out = open("/dev/null", O_WRONLY);
    if (in < 0 || out < 0 || dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
        dup2(out, STDERR_FILENO) < 0) {
        _exit(CANNOT_RUN);
    }
    execvp(command[0], command);
    _exit(CANNOT_RUN);
}

static double now(void) {
    struct timespec time;
    if (clock_gettime(CLOCK_MONOTONIC, &time) != 0) return 0;
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fputs("usage: measure RUNS INPUT COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    long runs = strtol(argv[1], NULL, 10);
    double start = now();
    for (long i = 0; i < runs; i++) {
        int status = 0;
        pid_t child = fork();
        if (child == 0) become(argv[2], argv + 3);
        if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status) ||
            WEXITSTATUS(status) == CANNOT_RUN) {
            fprintf(stderr, "measure: %s did not run to its end\n", argv[3]);
            return 1;
        }
    }
    double seconds = (now() - start) / (double)(runs > 0 ? runs : 1);
    struct rusage usage;
    if (getrusage(RUSAGE_CHILDREN, &usage) != 0) return 1;
    long kib = usage.ru_maxrss;
#ifdef __APPLE__
    kib /= 1024; /* bytes there */
#endif
    printf("%.6f %ld\n", seconds, kib);
    return 0;
}
