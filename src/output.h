/*
 * Output: a stdio stream whose failures are told apart, because a filter must outlive its reader.
 *
 * Where the reader of our output has gone (`| head`), nothing more is written and nobody is told:
 * the caller goes on reading, since cargo, on the other side, would die of a broken pipe. Any other
 * failure (a full disk) is kept as a Status. SIGPIPE must not be at its default action.
 */
#ifndef SENDFIX_OUTPUT_H
#define SENDFIX_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"
#include "base/str.h"

typedef struct Output {
    FILE *file;    /* borrowed */
    bool failed;   /* nothing more is written */
    Status status; /* why, unless the reader has gone */
} Output;

/* An output onto a stream that is open for writing. */
Output output_new(FILE *file);
/* Writes bytes, buffered as the stream is. */
void output_write(Output *output, Str bytes);
/* Sends on what is buffered, and notices failures of whoever wrote to the file itself. */
void output_flush(Output *output);

#endif
