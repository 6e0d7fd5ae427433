/*
 * Borrowed strings and buffers: see str.h.
 */
#include "base/str.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

Str str_from(const char *text) {
    return (Str){.data = text, .len = text != NULL ? strlen(text) : 0};
}

Str str_copy(Arena *arena, Str str) {
    return str_from_offset((Str){.data = str_cstr(arena, str), .len = str.len}, 0);
}

const char *str_cstr(Arena *arena, Str str) {
    char *copy = arena_alloc(arena, str.len + 1);
    if (str.len > 0) {
        memcpy(copy, str.data, str.len);
    }
    return copy;
}

Str str_format(Arena *arena, const char *format, ...) {
    StrBuf buffer = strbuf_new(arena);
    va_list arguments;
    va_start(arguments, format);
    strbuf_vaddf(&buffer, format, arguments);
    va_end(arguments);
    return strbuf_str(&buffer);
}

bool str_eq(Str a, Str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool str_is(Str str, const char *text) {
    return str_eq(str, str_from(text));
}

bool str_is_one_of(Str str, const char *const *texts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(str, texts[i])) {
            return true;
        }
    }
    return false;
}

bool str_starts(Str str, Str prefix) {
    return str.len >= prefix.len && str_eq(str_slice(str, 0, prefix.len), prefix);
}

bool str_ends(Str str, Str suffix) {
    return str.len >= suffix.len && str_eq(str_from_offset(str, str.len - suffix.len), suffix);
}

bool str_contains(Str str, Str part) {
    return str_find(str, part, 0) != STR_NONE;
}

int str_compare(Str a, Str b) {
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common > 0 ? memcmp(a.data, b.data, common) : 0;
    if (order != 0) {
        return order;
    }
    return a.len < b.len ? -1 : a.len > b.len;
}

size_t str_find(Str str, Str part, size_t from) {
    if (part.len == 0) {
        return from <= str.len ? from : STR_NONE;
    }
    while (from < str.len && str.len - from >= part.len) {
        const char *hit = memchr(str.data + from, part.data[0], str.len - from - part.len + 1);
        if (hit == NULL) {
            return STR_NONE;
        }
        if (memcmp(hit, part.data, part.len) == 0) {
            return (size_t)(hit - str.data);
        }
        from = (size_t)(hit - str.data) + 1;
    }
    return STR_NONE;
}

size_t str_find_byte(Str str, char byte) {
    const char *hit = str.len > 0 ? memchr(str.data, byte, str.len) : NULL;
    return hit != NULL ? (size_t)(hit - str.data) : STR_NONE;
}

size_t str_find_last_byte(Str str, char byte) {
    for (size_t i = str.len; i > 0; i--) {
        if (str.data[i - 1] == byte) {
            return i - 1;
        }
    }
    return STR_NONE;
}

Str str_slice(Str str, size_t from, size_t to) {
    to = to < str.len ? to : str.len;
    from = from < to ? from : to;
    return (Str){.data = str.data != NULL ? str.data + from : NULL, .len = to - from};
}

Str str_from_offset(Str str, size_t from) {
    return str_slice(str, from, str.len);
}

Str str_trim(Str str) {
    while (str.len > 0 && isspace((unsigned char)str.data[0])) {
        str = str_from_offset(str, 1);
    }
    while (str.len > 0 && isspace((unsigned char)str.data[str.len - 1])) {
        str.len--;
    }
    return str;
}

bool str_is_identifier_byte(char byte) {
    unsigned char value = (unsigned char)byte;
    return value >= 0x80 || value == '_' || (value >= '0' && value <= '9') ||
           (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z');
}

size_t str_find_word(Str str, Str word, size_t from) {
    for (size_t at = str_find(str, word, from); at != STR_NONE; at = str_find(str, word, at + 1)) {
        size_t end = at + word.len;
        bool starts = at == 0 || !str_is_identifier_byte(str.data[at - 1]);
        if (starts && (end == str.len || !str_is_identifier_byte(str.data[end]))) {
            return at;
        }
    }
    return STR_NONE;
}

bool str_next(Str *rest, char separator, Str *piece) {
    if (rest->data == NULL || rest->len == 0) {
        return false;
    }
    size_t at = str_find_byte(*rest, separator);
    *piece = str_slice(*rest, 0, at);
    *rest = at == STR_NONE ? (Str){0} : str_from_offset(*rest, at + 1);
    return true;
}

StrBuf strbuf_new(Arena *arena) {
    return (StrBuf){.arena = arena};
}

/* Makes room for more bytes and a NUL behind them. */
static void reserve(StrBuf *buffer, size_t more) {
    if (buffer->capacity - buffer->len > more) {
        return;
    }
    size_t wanted = buffer->capacity == 0 ? 64 : buffer->capacity * 2;
    if (wanted < buffer->len + more + 1) {
        wanted = buffer->len + more + 1;
    }
    char *data = arena_alloc(buffer->arena, wanted);
    if (buffer->len > 0) {
        memcpy(data, buffer->data, buffer->len);
    }
    buffer->data = data;
    buffer->capacity = wanted;
}

void strbuf_add(StrBuf *buffer, Str str) {
    reserve(buffer, str.len);
    if (str.len > 0) {
        memcpy(buffer->data + buffer->len, str.data, str.len);
    }
    buffer->len += str.len;
    buffer->data[buffer->len] = '\0';
}

void strbuf_add_byte(StrBuf *buffer, char byte) {
    strbuf_add(buffer, (Str){.data = &byte, .len = 1});
}

void strbuf_add_repeated(StrBuf *buffer, char byte, size_t count) {
    reserve(buffer, count);
    memset(buffer->data + buffer->len, byte, count);
    buffer->len += count;
    buffer->data[buffer->len] = '\0';
}

void strbuf_vaddf(StrBuf *buffer, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length <= 0) {
        return;
    }
    reserve(buffer, (size_t)length);
    vsnprintf(buffer->data + buffer->len, (size_t)length + 1, format, arguments);
    buffer->len += (size_t)length;
}

void strbuf_addf(StrBuf *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    strbuf_vaddf(buffer, format, arguments);
    va_end(arguments);
}

Str strbuf_str(StrBuf *buffer) {
    return (Str){.data = buffer->data != NULL ? buffer->data : "", .len = buffer->len};
}
