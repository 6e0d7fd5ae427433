/*
 * A search for several byte strings at once; see needles.h.
 */
#include "match/needles.h"

#include <string.h>

enum { LARGEST_WINDOW = 200 }; /* shifts must fit a byte */

/* Where the two bytes that end at end have their row. */
static size_t row(const char *end) {
    unsigned first = (unsigned char)end[-1];
    unsigned second = (unsigned char)end[0];
    return (first << 5 ^ second) % NEEDLE_TABLE;
}

void needles_add(Arena *arena, Needles *needles, Str text) {
    for (size_t i = 0; i < needles->texts.count; i++) {
        if (str_eq(needles->texts.items[i], text)) {
            return;
        }
    }
    VEC_PUSH(arena, &needles->texts, text);
}

void needles_prepare(Needles *needles) {
    needles->window = needles->texts.count > 0 ? LARGEST_WINDOW : 0;
    for (size_t i = 0; i < needles->texts.count; i++) {
        size_t length = needles->texts.items[i].len;
        needles->window = length < needles->window ? length : needles->window;
    }
    if (needles->window == 0) {
        return;
    }
    memset(needles->shift, (int)(needles->window - 1), sizeof needles->shift);
    for (size_t i = 0; i < needles->texts.count; i++) {
        const char *text = needles->texts.items[i].data;
        for (size_t at = 1; at < needles->window; at++) {
            uint8_t *shift = &needles->shift[row(text + at)];
            size_t distance = needles->window - 1 - at;
            *shift = distance < *shift ? (uint8_t)distance : *shift;
        }
    }
}

/* Whether a needle stands at the start of rest. */
static bool starts_with_any(const Needles *needles, Str rest) {
    for (size_t i = 0; i < needles->texts.count; i++) {
        if (str_starts(rest, needles->texts.items[i])) {
            return true;
        }
    }
    return false;
}

bool needles_occur(const Needles *needles, Str text) {
    size_t window = needles->window;
    if (window == 0) {
        return false;
    }
    for (size_t at = 0; text.len - at >= window;) {
        size_t shift = needles->shift[row(text.data + at + window - 1)];
        if (shift == 0 && starts_with_any(needles, str_from_offset(text, at))) {
            return true;
        }
        at += shift > 0 ? shift : 1;
        if (at > text.len) {
            return false;
        }
    }
    return false;
}
