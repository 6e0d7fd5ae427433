/*
 * rustc's text drawn with Unicode (nightly, --error-format=human-unicode) -> as it is drawn with ASCII.
 */
#ifndef SENDFIX_INPUT_TEXT_UNICODE_H
#define SENDFIX_INPUT_TEXT_UNICODE_H

#include "base/arena.h"
#include "base/str.h"

/* A line with the signs of the drawing in ASCII, each in its cell; line itself where it has none. */
Str text_unicode_to_ascii(Arena *arena, Str line);

#endif
