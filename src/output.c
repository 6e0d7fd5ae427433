/*
 * Output: see output.h.
 *
 * errno tells the reason only right behind the call that failed. Where a renderer's fprintf failed,
 * the reason is lost by the time of the flush on some systems; then the pipe itself is asked.
 */
#include "output.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

Output output_new(FILE *file) {
    return (Output){.file = file, .status = status_ok()};
}

static bool reader_has_gone(FILE *file) {
    struct pollfd pipe_end = {.fd = fileno(file), .events = POLLOUT};
    return poll(&pipe_end, 1, 0) == 1 && (pipe_end.revents & (POLLERR | POLLHUP)) != 0;
}

static void fail(Output *output, int reason) {
    output->failed = true;
    if (reason != EPIPE && !reader_has_gone(output->file)) {
        output->status = status_error(STATUS_IO, "cannot write the output: %s",
                                      reason != 0 ? strerror(reason) : "unknown reason");
    }
}

void output_write(Output *output, Str bytes) {
    if (output->failed || bytes.len == 0) {
        return;
    }
    errno = 0;
    if (fwrite(bytes.data, 1, bytes.len, output->file) != bytes.len) {
        fail(output, errno);
    }
}

void output_flush(Output *output) {
    if (output->failed) {
        return;
    }
    errno = 0;
    if (fflush(output->file) != 0 || ferror(output->file)) {
        fail(output, errno);
    }
}
