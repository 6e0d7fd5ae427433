/*
 * Unicode drawings: see text_unicode.h. The signs are those of OutputTheme::Unicode in rustc's
 * compiler/rustc_errors/src/emitter.rs:
 *
 *       ╭▸ src/main.rs:28:5              -->
 *       │
 *    28 │ ┏     spawn(async move {        /
 *       ‡ ┃                              ...
 *    34 │ ┃     });                       |
 *       │ ┗━━━━━━┛ not Send              |______^
 *       ╰ help: ...                      = help: ...
 *
 *    12 │     spawn(move || x);
 *       ╰╴    ┬──── ━━━━━━━━━            ----- ^^^^^^^^^
 */
#include "input/text_unicode.h"

#include "base/text.h"

typedef struct Sign {
    unsigned code_point;
    char ascii;
} Sign;

/* What stands for what in a drawing, outside of the way to a span of several lines. */
static const Sign signs[] = {
    {0x2501, '^'}, {0x2500, '-'}, {0x252c, '-'}, {0x2502, '|'}, {0x2503, '|'}, {0x2533, '^'},
    {0x252f, '^'}, {0x2530, '-'}, {0x2574, ' '}, {0x2570, '|'}, {0x256d, '|'}, {0x251c, '|'},
    {0x250f, ' '}, {0x250c, ' '}, {0x2517, '|'}, {0x2514, '|'}, {0x251b, '^'}, {0x2518, '-'},
    {0x257f, '^'}, {0x2523, '|'}, {0x2579, '|'}, {0x2575, '|'}, {0x250b, '|'}, {0x2521, '^'},
    {0x2529, '^'}, {0x2520, '|'}, {0x2538, '^'}, {0x2537, '^'}, {0x2534, '-'}, {0x251a, '^'},
    {0x2519, '-'}, {0x2524, '-'}, {0x252b, '^'},
};

/* Zero for what is no sign. */
static char ascii_of(unsigned code_point) {
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (signs[i].code_point == code_point) {
            return signs[i].ascii;
        }
    }
    return '\0';
}

/* Signs that begin a way to a span of several lines, downwards or upwards. */
static bool begins_way(unsigned code_point) {
    return code_point == 0x250f || code_point == 0x250c || code_point == 0x2517 ||
           code_point == 0x2514;
}

static bool is_way(unsigned code_point) {
    return code_point == 0x2501 || code_point == 0x2500;
}

/* A row of the drawing, up to where a label begins. */
static void add_drawing(StrBuf *out, Str row) {
    bool on_way = false;
    for (size_t at = 0; at < row.len;) {
        size_t start = at;
        unsigned code_point = text_decode(row, &at);
        char ascii = code_point == ' ' ? ' ' : ascii_of(code_point);
        if (ascii == '\0') {
            strbuf_add(out, str_from_offset(row, start));
            return;
        }
        bool goes_on = on_way && is_way(code_point);
        strbuf_add_byte(out, goes_on ? '_' : ascii);
        on_way = goes_on || begins_way(code_point);
    }
}

/* A source line: beside it, spans of several lines. */
static void add_source(StrBuf *out, Str row) {
    for (size_t at = 0; at < row.len;) {
        size_t start = at;
        unsigned code_point = text_decode(row, &at);
        bool opens = code_point == 0x250f || code_point == 0x250c;
        bool bar = code_point == 0x2503 || code_point == 0x2502;
        if (!opens && !bar && code_point != ' ') {
            strbuf_add(out, str_from_offset(row, start));
            return;
        }
        strbuf_add_byte(out, opens ? '/' : bar ? '|' : ' ');
    }
}

/* What a line begins with behind its blanks, and what that is in ASCII. */
static const struct {
    const char *sign;
    const char *ascii;
} openings[] = {
    {"\xe2\x95\xad\xe2\x96\xb8 ", "--> "}, /* ╭▸ */
    {"\xe2\x94\x80\xe2\x96\xb8 ", "--> "}, /* ─▸ */
    {"\xe2\xb8\xac  ", "::: "},            /* ⸬ */
    {"\xe2\x80\xa1", "..."},               /* ‡ */
};

Str text_unicode_to_ascii(Arena *arena, Str line) {
    if (!str_contains(line, STR("\xe2\x94")) && !str_contains(line, STR("\xe2\x95")) &&
        !str_contains(line, STR("\xe2\x80\xa1")) && !str_contains(line, STR("\xe2\xb8\xac"))) {
        return line;
    }
    size_t at = 0;
    while (at < line.len &&
           (line.data[at] == ' ' || (line.data[at] >= '0' && line.data[at] <= '9'))) {
        at++;
    }
    Str gutter = str_slice(line, 0, at);
    Str rest = str_from_offset(line, at);
    bool numbered = str_trim(gutter).len > 0;
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; !numbered && i < sizeof openings / sizeof *openings; i++) {
        Str sign = str_from(openings[i].sign);
        if (str_starts(rest, sign)) {
            bool elision = str_is(STR("..."), openings[i].ascii);
            strbuf_add(&out, elision ? (Str){0} : gutter);
            strbuf_add(&out, str_from(openings[i].ascii));
            strbuf_add(&out, str_from_offset(rest, sign.len));
            return strbuf_str(&out);
        }
    }
    size_t next = 0;
    unsigned bar = text_decode(rest, &next);
    Str behind = str_from_offset(rest, next);
    if (ascii_of(bar) != '|') {
        return line;
    }
    strbuf_add(&out, gutter);
    bool attached = !numbered && (bar == 0x2570 || bar == 0x251c) && str_starts(behind, STR(" ")) &&
                    behind.len > 1 && behind.data[1] >= 'a' && behind.data[1] <= 'z';
    strbuf_add_byte(&out, attached ? '=' : '|');
    if (attached) {
        strbuf_add(&out, behind);
    } else if (numbered) {
        add_source(&out, behind);
    } else {
        add_drawing(&out, behind);
    }
    return strbuf_str(&out);
}
