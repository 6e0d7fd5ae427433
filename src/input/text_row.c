/*
 * Rows of rendered text: see text_row.h.
 */
#include "input/text_row.h"

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static size_t skip_blanks(Str text, size_t at) {
    while (at < text.len && text.data[at] == ' ') {
        at++;
    }
    return at;
}

/* Reads a number that ends before *end and moves *end to its first digit; false where there is none. */
static bool read_number_before(Str text, size_t *end, size_t *number) {
    enum { MOST_DIGITS = 9 };
    size_t start = *end;
    while (start > 0 && *end - start < MOST_DIGITS && is_digit(text.data[start - 1])) {
        start--;
    }
    *number = 0;
    for (size_t i = start; i < *end; i++) {
        *number = *number * 10 + (size_t)(text.data[i] - '0');
    }
    bool found = start < *end;
    *end = start;
    return found;
}

bool text_row_read_place(Str text, Row *row) {
    size_t end = text.len;
    size_t last = 0;
    if (!read_number_before(text, &end, &last) || end < 2 || text.data[end - 1] != ':') {
        return false;
    }
    end--;
    size_t before = end;
    size_t first = 0;
    bool two =
        read_number_before(text, &before, &first) && before > 1 && text.data[before - 1] == ':';
    row->kind = ROW_PLACE;
    row->text = str_slice(text, 0, two ? before - 1 : end);
    row->line = two ? first : last;
    row->column = two ? last : 1;
    return row->text.len > 0;
}

static const char *const levels[] = {
    "error", "warning", "note", "help", "error: internal compiler error", "failure-note",
};

bool text_row_read_message(Str line, Row *row) {
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        Str level = str_from(levels[i]);
        if (!str_starts(line, level)) {
            continue;
        }
        size_t at = level.len;
        Str code = {0};
        if (at < line.len && line.data[at] == '[') {
            size_t close = str_find(line, STR("]"), at);
            if (close == STR_NONE) {
                continue;
            }
            code = str_slice(line, at + 1, close);
            at = close + 1;
        }
        if (!str_starts(str_from_offset(line, at), STR(": "))) {
            continue;
        }
        *row = (Row){.kind = ROW_MESSAGE,
                     .text = str_from_offset(line, at + 2),
                     .column = at + 2,
                     .level = level,
                     .code = code};
        return true;
    }
    return false;
}

/* "= note: ..." behind a gutter of blanks. */
static bool read_attached(Str line, size_t at, Row *row) {
    Str rest = str_from_offset(line, at);
    if (at == 0 || !str_starts(rest, STR("= ")) ||
        !text_row_read_message(str_from_offset(rest, 2), row)) {
        return false;
    }
    row->attached = true;
    row->column += at + 2;
    return true;
}

/* The line number, or LL, at the start of a gutter: its end, or 0 where there is none. */
static size_t read_line_number(Str line, size_t at, size_t *number) {
    if (str_starts(str_from_offset(line, at), STR("LL "))) {
        *number = 0;
        return at + 2;
    }
    size_t end = at;
    while (end < line.len && is_digit(line.data[end])) {
        end++;
    }
    size_t start = end;
    return end > at && read_number_before(line, &start, number) && start == at ? end : 0;
}

/* What stands behind a bar or sign: a blank after it is part of the gutter. */
static Str behind(Str line, size_t at) {
    size_t next = at + 1;
    return str_from_offset(line, next < line.len && line.data[next] == ' ' ? next + 1 : next);
}

static bool read_gutter(Str line, size_t start, Row *row) {
    size_t number = 0;
    size_t end = read_line_number(line, start, &number);
    size_t at = skip_blanks(line, end > 0 ? end : start);
    if (at >= line.len) {
        return false;
    }
    char sign = line.data[at];
    bool is_bar = sign == '|';
    bool is_sign = end > 0 && at > end && (sign == '+' || sign == '-' || sign == '~');
    bool closed = at + 1 == line.len || line.data[at + 1] == ' ';
    if ((!is_bar && !is_sign) || !closed || (end > 0 && at == end) || (end == 0 && at == 0)) {
        return false;
    }
    *row = (Row){.kind = end == 0 ? ROW_DRAWING
                         : is_bar ? ROW_SOURCE
                                  : ROW_CHANGED,
                 .text = behind(line, at),
                 .line = number,
                 .sign = sign};
    return true;
}

Row text_row_read(Str line) {
    Row row = {.kind = ROW_OTHER, .text = line};
    size_t at = skip_blanks(line, 0);
    Str rest = str_from_offset(line, at);
    if ((at == 0 && text_row_read_message(line, &row)) || read_attached(line, at, &row)) {
        return row;
    }
    if (str_starts(rest, STR("--> ")) || str_starts(rest, STR("::: "))) {
        if (text_row_read_place(str_trim(str_from_offset(rest, 4)), &row)) {
            row.sign = rest.data[0];
            return row;
        }
    }
    if (at == 0 && str_starts(line, STR("..."))) {
        row.kind = ROW_ELISION;
        return row;
    }
    if (read_gutter(line, at, &row)) {
        return row;
    }
    return (Row){.kind = ROW_OTHER, .text = line};
}
