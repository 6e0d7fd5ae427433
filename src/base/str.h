/*
 * Str: borrowed bytes with a length, not terminated by NUL, any bytes allowed.
 * StrBuf: a string under construction on an arena.
 *
 * A Str is a view: it owns nothing and lives as long as the memory it was cut from. All lengths
 * and offsets are in bytes, 0-based.
 */
#ifndef SENDFIX_BASE_STR_H
#define SENDFIX_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attributes.h"

typedef struct Str {
    const char *data; /* may be NULL when len is 0 */
    size_t len;
} Str;

#define STR_NONE ((size_t)-1) /* "not found" */
#define STR(literal) ((Str){.data = (literal), .len = sizeof(literal) - 1})
#define STR_FMT "%.*s"                                                /* printf a Str: */
#define STR_ARG(str) ((int)(str).len), ((str).data ? (str).data : "") /* with these arguments */

/* A view of a C string; NULL gives the empty Str. */
Str str_from(const char *text);
/* A copy on the arena, followed by a NUL that is not counted. */
Str str_copy(Arena *arena, Str str);
/* As str_copy, for calls that want a C string; a NUL inside cuts it there for them. */
const char *str_cstr(Arena *arena, Str str);
/* A formatted string on the arena. */
Str str_format(Arena *arena, const char *format, ...) FORMAT_PRINTF(2, 3);

bool str_eq(Str a, Str b);
/* Compares with a C string. */
bool str_is(Str str, const char *text);
/* Compares with each of count C strings. */
bool str_is_one_of(Str str, const char *const *texts, size_t count);
bool str_starts(Str str, Str prefix);
bool str_ends(Str str, Str suffix);
bool str_contains(Str str, Str part);
/* Byte order, shorter first on a common prefix; as strcmp for qsort. */
int str_compare(Str a, Str b);

/* Offset of the first part at or after from, or STR_NONE. */
size_t str_find(Str str, Str part, size_t from);
/* Offset of the first / last byte, or STR_NONE. */
size_t str_find_byte(Str str, char byte);
size_t str_find_last_byte(Str str, char byte);

/* The bytes [from, to), both clamped to the length: never out of bounds. */
Str str_slice(Str str, size_t from, size_t to);
/* All from an offset on. */
Str str_from_offset(Str str, size_t from);
/* Without ASCII white space at both ends. */
Str str_trim(Str str);
/* Whether every byte of [a-zA-Z0-9_] and above 0x7f, as in a Rust identifier. */
bool str_is_identifier_byte(char byte);
/* Offset of the first whole-word occurrence of word at or after from, or STR_NONE. */
size_t str_find_word(Str str, Str word, size_t from);
/*
 * Cuts the next piece up to a separator byte off *rest; false when *rest was used up.
 * "a,b" gives "a", "b"; "" gives nothing.
 */
bool str_next(Str *rest, char separator, Str *piece);

typedef struct StrBuf {
    Arena *arena;
    char *data;
    size_t len;
    size_t capacity;
} StrBuf;

/* An empty buffer that grows on the arena. */
StrBuf strbuf_new(Arena *arena);
void strbuf_add(StrBuf *buffer, Str str);
void strbuf_add_byte(StrBuf *buffer, char byte);
void strbuf_add_repeated(StrBuf *buffer, char byte, size_t count);
void strbuf_addf(StrBuf *buffer, const char *format, ...) FORMAT_PRINTF(2, 3);
void strbuf_vaddf(StrBuf *buffer, const char *format, va_list arguments) FORMAT_PRINTF(2, 0);
/* What was added so far; valid until the next addition. Followed by a NUL that is not counted. */
Str strbuf_str(StrBuf *buffer);

#endif
