/*
 * Lines of a build log that a CI system must not take for commands.
 */
#ifndef SENDFIX_RENDER_GUARD_H
#define SENDFIX_RENDER_GUARD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* A sign that opens a command: a zero-width space is put behind its first `split` bytes. */
typedef struct GuardSign {
    const char *text;
    size_t split;
    bool opens_line; /* only where nothing but white space stands before it in its line */
} GuardSign;

/* Text with the signs made harmless; text itself where there are none. */
Str guard_signs(Arena *arena, Str text, const GuardSign *signs, size_t count);

#endif
