/*
 * A search for several byte strings at once, in one pass that skips most of the text.
 *
 * Wu and Manber's method: all needles are cut to the length of the shortest; a table tells, for the
 * two bytes at the end of the window, how far the window can move without missing one of them.
 */
#ifndef SENDFIX_MATCH_NEEDLES_H
#define SENDFIX_MATCH_NEEDLES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

enum { NEEDLE_TABLE = 4096, NEEDLE_MIN = 4 };

typedef struct Needles {
    StrList texts;
    size_t window; /* length of the shortest; 0: no needles */
    uint8_t shift[NEEDLE_TABLE];
} Needles;

/* Adds a needle of at least NEEDLE_MIN bytes, borrowed; one that is there already counts once. */
void needles_add(Arena *arena, Needles *needles, Str text);
/* Fills the table; before needles_occur and after the last needles_add. */
void needles_prepare(Needles *needles);
/* Whether text contains one of them. */
bool needles_occur(const Needles *needles, Str text);

#endif
