/*
 * The JSON scanner; see json_scan.h. Grammar: RFC 8259.
 *
 * Most bytes of a diagnostic are inside of strings. There eight at a time are tested for a quote or
 * a backslash, which for strings as short as these costs less than a call of memchr each.
 */
#include "base/json_scan.h"

#include <stdint.h>
#include <string.h>

enum {
    MAX_DEPTH = 200,
    MAX_NUMBER = 60, /* cJSON reads 63 bytes of one */
    UNICODE_ESCAPE = 6,
};

#define EVERY_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

static bool skip_value(JsonScan *scan, int depth);

JsonScan json_scan_new(Str text) {
    const char *start = text.data != NULL ? text.data : "";
    return (JsonScan){.at = start, .end = start + text.len};
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* As json_scan_peek, but compiled into its many callers here. */
static inline char peek(JsonScan *scan) {
    while (scan->at < scan->end && is_blank(*scan->at)) {
        scan->at++;
    }
    return scan->at < scan->end ? *scan->at : '\0';
}

char json_scan_peek(JsonScan *scan) {
    return peek(scan);
}

bool json_scan_at_end(JsonScan *scan) {
    peek(scan);
    return scan->at == scan->end;
}

/* Takes a byte if it comes next. */
static bool take(JsonScan *scan, char byte) {
    if (peek(scan) != byte || scan->at == scan->end) {
        return false;
    }
    scan->at++;
    return true;
}

/*
 * A word whose high bits are set in bytes that are zero, and perhaps in some above the first of
 * them.
 */
static uint64_t zero_bytes(uint64_t word) {
    return (word - EVERY_BYTE(1)) & ~word & EVERY_BYTE(0x80);
}

/* The first quote or backslash at or after at, or end. */
static const char *find_special(const char *at, const char *end) {
    uint64_t word = 0;
    while ((size_t)(end - at) >= sizeof word) {
        memcpy(&word, at, sizeof word);
        word = zero_bytes(word ^ EVERY_BYTE('"')) | zero_bytes(word ^ EVERY_BYTE('\\'));
        if (word != 0) {
#ifdef FIRST_BYTE_SET
            return at + FIRST_BYTE_SET(word); /* bits that are set wrongly lie above it */
#else
            break;
#endif
        }
        at += sizeof word;
    }
    while (at < end && *at != '"' && *at != '\\') {
        at++;
    }
    return at;
}

static int hex_digit(char byte) {
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    if (byte >= 'a' && byte <= 'f') {
        return byte - 'a' + 10;
    }
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* The number of a \uXXXX at at; 0, which no string here may hold, where there is none. */
static unsigned read_unit(const char *at, const char *end) {
    if (end - at < UNICODE_ESCAPE || at[0] != '\\' || at[1] != 'u') {
        return 0;
    }
    unsigned unit = 0;
    for (int i = 2; i < UNICODE_ESCAPE; i++) {
        int digit = hex_digit(at[i]);
        if (digit < 0) {
            return 0;
        }
        unit = unit << 4 | (unsigned)digit;
    }
    return unit;
}

/*
 * The code point of the \uXXXX, or pair of them, at *at, which moves behind it; 0 where it is not
 * right.
 */
static unsigned read_code_point(const char **at, const char *end) {
    unsigned unit = read_unit(*at, end);
    if (unit < 0xd800 || unit > 0xdfff) {
        *at += unit != 0 ? UNICODE_ESCAPE : 0;
        return unit;
    }
    unsigned low = unit < 0xdc00 ? read_unit(*at + UNICODE_ESCAPE, end) : 0;
    if (low < 0xdc00 || low > 0xdfff) {
        return 0;
    }
    *at += 2 * UNICODE_ESCAPE;
    return 0x10000 + ((unit - 0xd800) << 10 | (low - 0xdc00));
}

/* The byte that a two-byte escape stands for; NUL for others. */
static char simple_escape(char letter) {
    static const char meanings[] = {
        ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
        ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
    };
    unsigned char index = (unsigned char)letter;
    return index < sizeof meanings ? meanings[index] : '\0';
}

/* Moves behind the escape at scan->at. */
static bool skip_escape(JsonScan *scan) {
    if (scan->end - scan->at < 2) {
        return false;
    }
    if (scan->at[1] == 'u') {
        return read_code_point(&scan->at, scan->end) != 0;
    }
    bool known = simple_escape(scan->at[1]) != '\0';
    scan->at += 2;
    return known;
}

bool json_scan_string(JsonScan *scan, Str *raw) {
    if (!take(scan, '"')) {
        return false;
    }
    const char *start = scan->at;
    for (;;) {
        scan->at = find_special(scan->at, scan->end);
        if (scan->at == scan->end) {
            return false;
        }
        if (*scan->at == '"') {
            *raw = (Str){.data = start, .len = (size_t)(scan->at - start)};
            scan->at++;
            return true;
        }
        if (!skip_escape(scan)) {
            return false;
        }
    }
}

static size_t skip_digits(JsonScan *scan) {
    const char *start = scan->at;
    while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9') {
        scan->at++;
    }
    return (size_t)(scan->at - start);
}

/* Takes one of two bytes if it stands right here. */
static bool take_here(JsonScan *scan, char one, char other) {
    bool here = scan->at < scan->end && (*scan->at == one || *scan->at == other);
    scan->at += here;
    return here;
}

static bool skip_number(JsonScan *scan) {
    const char *start = scan->at;
    take_here(scan, '-', '-');
    bool leading_zero = scan->at < scan->end && *scan->at == '0';
    size_t digits = skip_digits(scan);
    if (digits == 0 || (leading_zero && digits > 1)) {
        return false;
    }
    if (take_here(scan, '.', '.') && skip_digits(scan) == 0) {
        return false;
    }
    if (take_here(scan, 'e', 'E')) {
        take_here(scan, '+', '-');
        if (skip_digits(scan) == 0) {
            return false;
        }
    }
    return scan->at - start <= MAX_NUMBER;
}

static bool skip_word(JsonScan *scan, Str word) {
    Str rest = {.data = scan->at, .len = (size_t)(scan->end - scan->at)};
    if (!str_starts(rest, word)) {
        return false;
    }
    scan->at += word.len;
    return true;
}

static bool skip_array(JsonScan *scan, int depth) {
    if (!take(scan, '[')) {
        return false;
    }
    if (take(scan, ']')) {
        return true;
    }
    do {
        if (!skip_value(scan, depth)) {
            return false;
        }
    } while (take(scan, ','));
    return take(scan, ']');
}

static bool skip_object(JsonScan *scan, int depth) {
    if (!take(scan, '{')) {
        return false;
    }
    if (take(scan, '}')) {
        return true;
    }
    do {
        Str key;
        if (!json_scan_string(scan, &key) || !take(scan, ':') || !skip_value(scan, depth)) {
            return false;
        }
    } while (take(scan, ','));
    return take(scan, '}');
}

static bool skip_value(JsonScan *scan, int depth) {
    Str ignored;
    if (depth >= MAX_DEPTH) {
        return false;
    }
    switch (peek(scan)) {
    case '"':
        return json_scan_string(scan, &ignored);
    case '{':
        return skip_object(scan, depth + 1);
    case '[':
        return skip_array(scan, depth + 1);
    case 't':
        return skip_word(scan, STR("true"));
    case 'f':
        return skip_word(scan, STR("false"));
    case 'n':
        return skip_word(scan, STR("null"));
    default:
        return skip_number(scan);
    }
}

bool json_scan_skip(JsonScan *scan) {
    return skip_value(scan, 0);
}

bool json_scan_object(JsonScan *scan, JsonScanMember *member, void *data) {
    if (!take(scan, '{')) {
        return false;
    }
    if (take(scan, '}')) {
        return true;
    }
    do {
        Str key;
        if (!json_scan_string(scan, &key) || str_find_byte(key, '\\') != STR_NONE ||
            !take(scan, ':') || !member(data, scan, key)) {
            return false;
        }
    } while (take(scan, ','));
    return take(scan, '}');
}

/* Writes a code point as UTF-8; the bytes written. */
static size_t encode(char *out, unsigned code_point) {
    static const unsigned char lead[] = {[2] = 0xc0, [3] = 0xe0, [4] = 0xf0};
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3f));
        code_point >>= 6;
    }
    out[0] = (char)(lead[length] | code_point);
    return length;
}

Str json_scan_unescape(Arena *arena, Str raw) {
    size_t backslash = str_find_byte(raw, '\\');
    if (backslash == STR_NONE) {
        return raw;
    }
    char *text = arena_alloc(arena, raw.len + 1); /* an escape is longer than what it stands for */
    size_t length = 0;
    const char *end = raw.data + raw.len;
    for (const char *at = raw.data; at < end;) {
        const char *stop = find_special(at, end);
        memcpy(text + length, at, (size_t)(stop - at));
        length += (size_t)(stop - at);
        at = stop;
        if (end - at >= 2 && at[1] != 'u') {
            text[length++] = simple_escape(at[1]);
            at += 2;
        } else if (at < end) {
            unsigned code_point = read_code_point(&at, end);
            if (code_point == 0) {
                break;
            }
            length += encode(text + length, code_point);
        }
    }
    return (Str){.data = text, .len = length};
}
