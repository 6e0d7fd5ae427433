/*
 * Status: how a call that can fail tells so, by value.
 *
 * A Status is for trouble with the outside world: a file that cannot be read, text that is not
 * JSON, a child that cannot be started. "No fix", "not ours", "no such item" are answers, not
 * errors, and have types of their own.
 */
#ifndef SENDFIX_BASE_STATUS_H
#define SENDFIX_BASE_STATUS_H

#include <stdbool.h>

#include "base/attributes.h"

typedef enum StatusCode {
    STATUS_OK = 0,
    STATUS_USAGE,   /* the command line is wrong */
    STATUS_IO,      /* the system refused a file, a pipe or a child */
    STATUS_INVALID, /* bytes that are not what they should be: JSON, a pattern file, a regex */
    STATUS_MISSING, /* a file that is not there */
} StatusCode;

typedef struct Status {
    StatusCode code;
    char message[240]; /* one line, no newline at its end, NUL-terminated; "" when OK */
} Status;

/* The Status of a call that went well. */
Status status_ok(void);

/* A failed Status with a printf-formatted message, cut to the size of the field. */
Status status_error(StatusCode code, const char *format, ...) FORMAT_PRINTF(2, 3);

static inline bool status_is_ok(const Status *status) {
    return status->code == STATUS_OK;
}

#endif
