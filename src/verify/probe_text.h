/*
 * The text of a probe: what is put round the expression that names a handler. For verify/probe.c alone.
 */
#ifndef SENDFIX_VERIFY_PROBE_TEXT_H
#define SENDFIX_VERIFY_PROBE_TEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "model.h"

/* Both without line ends, so that no line of the file moves. */
typedef struct ProbeText {
    Str before, behind;
} ProbeText;

/* Where the handler is named; NULL if the error does not say. */
const Span *probe_span(const Diagnostic *error);

/*
 * What to put round the handler's expression so that a function called name demands Send of its future; on arena. False where
 * it cannot be told how many arguments the handler takes, or they are too many.
 */
bool probe_wrap(Arena *arena, ProbeText *text, const Diagnostic *error, Str expression, Str name);

#endif
