/*
 * Lines from a file descriptor; see lines.h.
 *
 * buffer[start, end) is what was read and not given out yet. The buffer doubles when a line fills
 * it; else the piece of a line at its end moves to the front before more is read, which costs no
 * more than the half of the buffer that has been given out before.
 */
#include "input/lines.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_CAPACITY = 256 * 1024 };

void lines_init(Lines *lines, int descriptor) {
    *lines = (Lines){.descriptor = descriptor};
}

void lines_finish(Lines *lines) {
    free(lines->buffer);
    *lines = (Lines){.descriptor = -1, .at_end = true, .status = lines->status};
}

/*
 * Makes room behind end; false if there is no memory for it, which is an error only for the first
 * room.
 */
static bool make_room(Lines *lines) {
    size_t held = lines->end - lines->start;
    if (held == 0) {
        lines->start = lines->end = 0;
    }
    if (lines->end < lines->capacity) {
        return true;
    }
    if (lines->start > lines->capacity / 2) {
        memcpy(lines->buffer, lines->buffer + lines->start, held);
        lines->start = 0;
        lines->end = held;
        return true;
    }
    if (lines->capacity > SIZE_MAX / 2) {
        return false;
    }
    size_t capacity = lines->capacity == 0 ? FIRST_CAPACITY : lines->capacity * 2;
    char *buffer = realloc(lines->buffer, capacity);
    if (buffer == NULL && lines->capacity == 0) {
        lines->status = status_error(STATUS_IO, "cannot read the input: no memory");
        lines->at_end = true;
    }
    if (buffer == NULL) {
        return false;
    }
    lines->buffer = buffer;
    lines->capacity = capacity;
    return true;
}

/* Waits for input on a descriptor that someone made non-blocking. */
static bool wait_for_input(int descriptor) {
    struct pollfd waited = {.fd = descriptor, .events = POLLIN};
    return poll(&waited, 1, -1) >= 0 || errno == EINTR;
}

/*
 * Reads once, as much as there is and fits, behind end. False at the end, and on an error, which is
 * noted.
 */
static bool read_more(Lines *lines) {
    while (!lines->at_end) {
        ssize_t got =
            read(lines->descriptor, lines->buffer + lines->end, lines->capacity - lines->end);
        if (got > 0) {
            lines->end += (size_t)got;
            return true;
        }
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0 && errno == EAGAIN && wait_for_input(lines->descriptor)) {
            continue;
        }
        lines->at_end = true;
        if (got < 0) {
            lines->status = status_error(STATUS_IO, "cannot read the input: %s", strerror(errno));
        }
    }
    return false;
}

/* Gives out the first length bytes held. */
static bool take(Lines *lines, Str *piece, size_t length) {
    *piece = (Str){.data = lines->buffer + lines->start, .len = length};
    lines->start += length;
    return length > 0;
}

bool lines_next(Lines *lines, Str *line) {
    size_t searched = 0; /* bytes held in which there is no newline */
    *line = (Str){0};
    for (;;) {
        size_t held = lines->end - lines->start;
        if (held > searched) {
            const char *from = lines->buffer + lines->start;
            const char *newline = memchr(from + searched, '\n', held - searched);
            if (newline != NULL) {
                return take(lines, line, (size_t)(newline - from) + 1);
            }
            searched = held;
        }
        bool has_room = !lines->at_end && make_room(lines);
        if (!has_room || !read_more(lines)) {
            break;
        }
    }
    if (lines->capacity == 0) {
        return false;
    }
    return take(lines, line, lines->end - lines->start);
}

bool lines_next_chunk(Lines *lines, Str *chunk) {
    *chunk = (Str){0};
    if (lines->end == lines->start && (lines->at_end || !make_room(lines) || !read_more(lines))) {
        return false;
    }
    return take(lines, chunk, lines->end - lines->start);
}
