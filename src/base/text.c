/*
 * Lines, code points and what is safe to show; see text.h. Widths are in text_width.c.
 *
 * Every loop goes through text_decode, so a column counts the same "characters" in a text that is
 * not UTF-8 whichever way it is asked for: there each wrong byte is one.
 */
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static size_t count_newlines(Str text) {
    size_t count = 0;
    for (size_t at = 0; at < text.len;) {
        const char *hit = memchr(text.data + at, '\n', text.len - at);
        if (hit == NULL) {
            break;
        }
        count++;
        at = (size_t)(hit - text.data) + 1;
    }
    return count;
}

LineIndex line_index_new(Arena *arena, Str text) {
    size_t count = count_newlines(text) + 1;
    size_t *starts = ARENA_ARRAY(arena, size_t, count);
    for (size_t line = 1; line < count; line++) {
        size_t from = starts[line - 1];
        const char *hit = memchr(text.data + from, '\n', text.len - from);
        starts[line] = hit != NULL ? (size_t)(hit - text.data) + 1 : text.len;
    }
    return (LineIndex){.text = text, .starts = starts, .count = count};
}

size_t line_index_line(const LineIndex *index, size_t byte) {
    size_t low = 0;
    size_t high = index->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (index->starts[middle] <= byte) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low + 1;
}

size_t line_index_start(const LineIndex *index, size_t line) {
    if (line == 0) {
        return 0;
    }
    return line <= index->count ? index->starts[line - 1] : index->text.len;
}

size_t line_index_column_chars(const LineIndex *index, size_t byte) {
    size_t at = line_index_start(index, line_index_line(index, byte));
    Str text = index->text;
    size_t column = 1;
    byte = byte < text.len ? byte : text.len;
    while (at < byte) {
        text_decode(text, &at);
        column += at <= byte;
    }
    return column;
}

Str line_index_text(const LineIndex *index, size_t line) {
    if (line == 0 || line > index->count) {
        return (Str){0};
    }
    size_t start = line_index_start(index, line);
    Str text = str_slice(index->text, start, line_index_start(index, line + 1));
    if (text.len > 0 && text.data[text.len - 1] == '\n') {
        text.len--;
        text.len -= text.len > 0 && text.data[text.len - 1] == '\r';
    }
    return text;
}

size_t line_index_byte(const LineIndex *index, size_t line, size_t column_chars) {
    Str text = line_index_text(index, line);
    size_t at = 0;
    for (size_t column = 1; column < column_chars && at < text.len; column++) {
        text_decode(text, &at);
    }
    return line_index_start(index, line) + at;
}

/*
 * Length and lowest code point of the sequence that a first byte opens; length 0 if it opens none.
 */
static size_t sequence_length(unsigned char first, unsigned *lowest) {
    if (first >= 0xc2 && first <= 0xdf) {
        *lowest = 0x80;
        return 2;
    }
    if (first >= 0xe0 && first <= 0xef) {
        *lowest = 0x800;
        return 3;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        *lowest = 0x10000;
        return 4;
    }
    return 0;
}

/* The code point at an offset within str and its length in bytes; false where it is not UTF-8. */
static bool decode(Str str, size_t offset, unsigned *code_point, size_t *length) {
    unsigned char first = (unsigned char)str.data[offset];
    if (first < 0x80) {
        *code_point = first;
        *length = 1;
        return true;
    }
    unsigned lowest = 0;
    size_t count = sequence_length(first, &lowest);
    if (count == 0 || str.len - offset < count) {
        return false;
    }
    unsigned value = first & (0x7fU >> count);
    for (size_t i = 1; i < count; i++) {
        unsigned char next = (unsigned char)str.data[offset + i];
        if ((next & 0xc0) != 0x80) {
            return false;
        }
        value = value << 6 | (next & 0x3f);
    }
    *code_point = value;
    *length = count;
    return value >= lowest && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
}

unsigned text_decode(Str str, size_t *offset) {
    unsigned code_point = TEXT_REPLACEMENT;
    size_t length = 1;
    if (*offset >= str.len) {
        return TEXT_REPLACEMENT;
    }
    if (!decode(str, *offset, &code_point, &length)) {
        code_point = TEXT_REPLACEMENT;
        length = 1;
    }
    *offset += length;
    return code_point;
}

/* Offset of the first byte at or after from that is not ASCII, or the length. */
static size_t skip_ascii(Str str, size_t from) {
    const uint64_t high_bits = UINT64_C(0x8080808080808080);
    uint64_t word = 0;
    while (str.len - from >= sizeof word) {
        memcpy(&word, str.data + from, sizeof word);
        if ((word & high_bits) != 0) {
            break;
        }
        from += sizeof word;
    }
    while (from < str.len && (unsigned char)str.data[from] < 0x80) {
        from++;
    }
    return from;
}

/* Offset of the first byte at or after from that is not UTF-8, or the length. */
static size_t find_invalid(Str str, size_t from) {
    while ((from = skip_ascii(str, from)) < str.len) {
        unsigned code_point = 0;
        size_t length = 0;
        if (!decode(str, from, &code_point, &length)) {
            break;
        }
        from += length;
    }
    return from;
}

Str text_valid_utf8(Arena *arena, Str str) {
    size_t bad = find_invalid(str, 0);
    if (bad == str.len) {
        return str;
    }
    StrBuf copy = strbuf_new(arena);
    size_t start = 0;
    while (bad < str.len) {
        strbuf_add(&copy, str_slice(str, start, bad));
        strbuf_add(&copy, STR("\xef\xbf\xbd"));
        start = bad + 1;
        bad = find_invalid(str, start);
    }
    strbuf_add(&copy, str_slice(str, start, bad));
    return strbuf_str(&copy);
}

/*
 * Offset behind an OSC sequence whose text starts at from: ended by BEL or ESC \; 0 if it does not
 * end in its line.
 */
static size_t osc_end(Str str, size_t from) {
    for (size_t at = from; at < str.len && str.data[at] != '\n'; at++) {
        if (str.data[at] == '\a') {
            return at + 1;
        }
        if (str.data[at] == '\x1b') {
            return at + 1 < str.len && str.data[at + 1] == '\\' ? at + 2 : 0;
        }
    }
    return 0;
}

/*
 * Offset behind a CSI sequence whose parameters start at from; 0 if it is none. ECMA-48, section
 * 5.4.
 */
static size_t csi_end(Str str, size_t from) {
    size_t at = from;
    while (at < str.len && str.data[at] >= 0x30 && str.data[at] <= 0x3f) {
        at++;
    }
    while (at < str.len && str.data[at] >= 0x20 && str.data[at] <= 0x2f) {
        at++;
    }
    return at < str.len && str.data[at] >= 0x40 && str.data[at] <= 0x7e ? at + 1 : 0;
}

/*
 * Offset behind the escape sequence at an ESC; that of the ESC itself where it opens neither CSI
 * nor OSC.
 */
static size_t escape_end(Str str, size_t escape) {
    size_t from = escape + 2;
    if (from > str.len || (str.data[escape + 1] != '[' && str.data[escape + 1] != ']')) {
        return escape;
    }
    size_t end = str.data[escape + 1] == '[' ? csi_end(str, from) : osc_end(str, from);
    return end != 0 ? end : from;
}

Str text_without_ansi(Arena *arena, Str str) {
    size_t escape = str_find_byte(str, '\x1b');
    if (escape == STR_NONE) {
        return str;
    }
    StrBuf copy = strbuf_new(arena);
    size_t start = 0;
    while (escape != STR_NONE) {
        size_t end = escape_end(str, escape);
        strbuf_add(&copy, str_slice(str, start, end > escape ? escape : escape + 1));
        start = end > escape ? end : escape + 1;
        size_t next = str_find_byte(str_from_offset(str, start), '\x1b');
        escape = next != STR_NONE ? start + next : STR_NONE;
    }
    strbuf_add(&copy, str_from_offset(str, start));
    return strbuf_str(&copy);
}

static bool is_unsafe(unsigned code_point) {
    if (code_point < 0x20) {
        return code_point != '\n' && code_point != '\t';
    }
    return (code_point >= 0x7f && code_point <= 0x9f) || code_point == 0x61c ||
           code_point == 0x200e || code_point == 0x200f ||
           (code_point >= 0x202a && code_point <= 0x202e) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

/* Offset of the first character at or after from that must not reach a terminal, or the length. */
static size_t find_unsafe(Str str, size_t from) {
    while (from < str.len) {
        size_t next = from;
        if (is_unsafe(text_decode(str, &next))) {
            break;
        }
        from = next;
    }
    return from;
}

static Str escape_unsafe(Arena *arena, Str str, void (*add_escape)(StrBuf *, unsigned)) {
    str = text_valid_utf8(arena, str);
    size_t bad = find_unsafe(str, 0);
    if (bad == str.len) {
        return str;
    }
    StrBuf copy = strbuf_new(arena);
    size_t start = 0;
    while (bad < str.len) {
        strbuf_add(&copy, str_slice(str, start, bad));
        start = bad;
        add_escape(&copy, text_decode(str, &start));
        bad = find_unsafe(str, start);
    }
    strbuf_add(&copy, str_slice(str, start, bad));
    return strbuf_str(&copy);
}

static void add_rust_escape(StrBuf *out, unsigned code_point) {
    strbuf_addf(out, "\\u{%x}", code_point);
}

static void add_json_escape(StrBuf *out, unsigned code_point) {
    strbuf_addf(out, "\\u%04x", code_point);
}

Str text_printable(Arena *arena, Str str) {
    return escape_unsafe(arena, str, add_rust_escape);
}

Str text_printable_json(Arena *arena, Str json) {
    return escape_unsafe(arena, json, add_json_escape);
}
