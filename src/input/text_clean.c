/*
 * Clean lines: see text_clean.h.
 */
#include "input/text_clean.h"

#include "base/text.h"
#include "input/text_row.h"
#include "input/text_unicode.h"

enum { LONGEST_PREFIX = 200 };

/* ---- ANSI, line ends, links ---- */

static Str without_end(Str line) {
    while (line.len > 0 && (line.data[line.len - 1] == '\n' || line.data[line.len - 1] == '\r')) {
        line.len--;
    }
    return line;
}

/* The bracket that belongs to the one that closes at an offset; STR_NONE where there is none. */
static size_t opening_of(Str text, size_t close) {
    size_t depth = 0;
    for (size_t at = close + 1; at > 0; at--) {
        char byte = text.data[at - 1];
        depth += byte == ']' ? 1 : 0;
        if (byte == '[' && --depth == 0) {
            return at - 1;
        }
    }
    return STR_NONE;
}

/*
 * "[text](http...)" is text. Where a link goes over two lines, each has a half of it: "[--> place"
 * and "](http...)".
 */
static Str without_links(Arena *arena, Str line) {
    enum { MOST_LINKS = 32 };
    for (int i = 0; i < MOST_LINKS; i++) {
        size_t middle = str_find(line, STR("](http"), 0);
        size_t end = middle != STR_NONE ? str_find(line, STR(")"), middle) : STR_NONE;
        if (end == STR_NONE) {
            break;
        }
        size_t start = opening_of(line, middle);
        Str before = str_slice(line, 0, start != STR_NONE ? start : middle);
        Str inside = start != STR_NONE ? str_slice(line, start + 1, middle) : (Str){0};
        line = str_format(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(before), STR_ARG(inside),
                          STR_ARG(str_from_offset(line, end + 1)));
    }
    size_t arrow = str_find(line, STR("[--> "), 0);
    if (arrow != STR_NONE && str_trim(str_slice(line, 0, arrow)).len == 0) {
        line = str_format(arena, STR_FMT STR_FMT, STR_ARG(str_slice(line, 0, arrow)),
                          STR_ARG(str_from_offset(line, arrow + 1)));
    }
    return line;
}

Str text_clean(Arena *arena, Str line) {
    line = text_unicode_to_ascii(arena, text_without_ansi(arena, without_end(line)));
    return str_find_byte(line, '[') != STR_NONE || str_find_byte(line, ']') != STR_NONE
               ? without_links(arena, line)
               : line;
}

/* ---- headlines ---- */

/* Whether a prefix may end there: not inside of a word or of code. */
static bool may_precede(Str prefix) {
    if (prefix.len == 0) {
        return true;
    }
    char last = prefix.data[prefix.len - 1];
    return prefix.len <= LONGEST_PREFIX && !str_is_identifier_byte(last) && last != '`' &&
           last != '"' && last != '\'' && last != '.' && last != '-';
}

/* "src/main.rs:3:5: " at the end of a prefix: the place is the whole of its last word. */
static bool take_place_before(Str *prefix, Str *place) {
    Str text = str_trim(*prefix);
    Row row;
    if (!str_ends(text, STR(":"))) {
        return false;
    }
    text.len--;
    size_t blank = str_find_last_byte(text, ' ');
    size_t start = blank != STR_NONE ? blank + 1 : 0;
    Str word = str_from_offset(text, start);
    if (!text_row_read_place(word, &row) || !str_ends(row.text, STR(".rs"))) {
        return false;
    }
    *place = word;
    *prefix = str_slice(*prefix, 0, (size_t)(word.data - prefix->data));
    return true;
}

/* "error: src/main.rs:3: message": takes the place out of the message. */
static void take_place_behind(Arena *arena, Str *headline, Str *place) {
    Row message, row;
    if (!text_row_read_message(*headline, &message)) {
        return;
    }
    size_t end = str_find(message.text, STR(": "), 0);
    Str word = str_slice(message.text, 0, end);
    if (end == STR_NONE || str_find_byte(word, ' ') != STR_NONE ||
        !text_row_read_place(word, &row) || !str_ends(row.text, STR(".rs"))) {
        return;
    }
    *place = word;
    *headline = str_format(arena, STR_FMT ": " STR_FMT, STR_ARG(message.level),
                           STR_ARG(str_from_offset(message.text, end + 2)));
}

/* In one line, --message-format=short puts the labels behind the message. */
static Str without_labels(Str headline) {
    Str end = STR(" between threads safely");
    size_t found = str_find(headline, end, 0);
    return found != STR_NONE ? str_slice(headline, 0, found + end.len) : headline;
}

bool text_clean_headline(Arena *arena, Str line, Str *prefix, Str *headline, Str *place) {
    static const char *const starts[] = {"error", "rror", "warning"};
    *place = (Str){0};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t at = str_find(line, str_from(starts[i]), 0);
        if (at == STR_NONE) {
            continue;
        }
        Row row;
        *prefix = str_slice(line, 0, at);
        *headline = str_from_offset(line, at);
        if (str_is(STR("rror"), starts[i])) {
            *headline = str_format(arena, "e" STR_FMT, STR_ARG(*headline));
        }
        if (!text_row_read_message(*headline, &row) || !may_precede(*prefix)) {
            continue;
        }
        if (!take_place_before(prefix, place)) {
            take_place_behind(arena, headline, place);
        }
        if (place->len > 0) {
            *headline = without_labels(*headline);
        }
        return true;
    }
    return false;
}

/* ---- prefixes ---- */

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static size_t skip_digits(Str text, size_t at) {
    while (at < text.len && is_digit(text.data[at])) {
        at++;
    }
    return at;
}

static size_t skip_blanks(Str text, size_t at) {
    while (at < text.len && (text.data[at] == ' ' || text.data[at] == '\t')) {
        at++;
    }
    return at;
}

bool text_clean_prefix(Str prefix, Str *line) {
    size_t at = 0;
    for (size_t i = 0; i < prefix.len;) {
        if (is_digit(prefix.data[i])) {
            size_t end = skip_digits(*line, at);
            if (end == at) {
                return false;
            }
            i = skip_digits(prefix, i);
            at = end;
        } else if (skip_blanks(prefix, i) > i) {
            size_t end = skip_blanks(prefix, i);
            bool last = end == prefix.len;
            size_t blanks = skip_blanks(*line, at) - at;
            if (blanks == 0 && !(last && at == line->len)) {
                return false;
            }
            /* what is more at the end is the line's own */
            at += last && blanks > end - i ? end - i : blanks;
            i = end;
        } else if (at < line->len && line->data[at] == prefix.data[i]) {
            at++;
            i++;
        } else {
            return false;
        }
    }
    *line = str_from_offset(*line, at);
    return true;
}

bool text_clean_is_open(Str line) {
    size_t marks = 0;
    for (size_t i = 0; i < line.len; i++) {
        marks += line.data[i] == '`' ? 1 : 0;
    }
    return marks % 2 == 1;
}
