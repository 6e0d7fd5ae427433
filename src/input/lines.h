/*
 * Lines of any length from a file descriptor, NUL-safe, without copying where a line lies whole in
 * the buffer.
 *
 * Each byte is searched for a newline once, however long its line is, and memory is that of the
 * longest line. Nothing that was read is lost: an error of reading, or want of memory for a very
 * long line, gives what there is before it as a line without its end.
 */
#ifndef SENDFIX_INPUT_LINES_H
#define SENDFIX_INPUT_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/str.h"

typedef struct Lines {
    int descriptor; /* borrowed */
    char *buffer;
    size_t capacity, start, end;
    bool at_end;
    Status status; /* why reading stopped, if not at the end of the input */
} Lines;

void lines_init(Lines *lines, int descriptor);
/* Frees the buffer; also for a zeroed one. */
void lines_finish(Lines *lines);
/*
 * The next line with its end ('\n'), or the rest without one at the end of the input; false when
 * there is none. It returns as soon as a whole line has arrived. line is valid until the next call.
 */
bool lines_next(Lines *lines, Str *line);
/*
 * Whatever has been read or arrives next, line or not, for copying on once lines mean nothing any
 * more.
 */
bool lines_next_chunk(Lines *lines, Str *chunk);

#endif
