/*
 * Guard: see guard.h.
 */
#include "render/guard.h"

#define ZERO_WIDTH_SPACE "\xe2\x80\x8b"

/* Whether only what a reader may take for white space stands between the line's start and at. */
static bool opens_line(Str text, size_t at) {
    while (at > 0) {
        unsigned char byte = (unsigned char)text.data[--at];
        if (byte == '\n' || byte == '\r') return true;
        if (byte > ' ' && byte < 0x7f) return false;
    }
    return true;
}

static size_t split_at(Str text, size_t at, const GuardSign *signs, size_t count) {
    Str rest = str_from_offset(text, at);
    for (size_t i = 0; i < count; i++) {
        if (str_starts(rest, str_from(signs[i].text)) &&
            (!signs[i].opens_line || opens_line(text, at))) {
            return signs[i].split;
        }
    }
    return 0;
}

Str guard_signs(Arena *arena, Str text, const GuardSign *signs, size_t count) {
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        found = found || str_contains(text, str_from(signs[i].text));
    }
    if (!found) return text;
    StrBuf out = strbuf_new(arena);
    for (size_t at = 0; at < text.len;) {
        size_t split = split_at(text, at, signs, count);
        size_t next = at + (split > 0 ? split : 1);
        strbuf_add(&out, str_slice(text, at, next));
        if (split > 0) strbuf_add(&out, STR(ZERO_WIDTH_SPACE));
        at = next;
    }
    return strbuf_str(&out);
}
