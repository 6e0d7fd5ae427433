/*
 * Suggestions: see text_suggestion.h.
 *
 *     3 | fn call<T: std::marker::Send>(x: T) {      an insertion
 *       |          +++++++++++++++++++
 *
 *     3 -     old line                               a line changed
 *     3 +     new line
 */
#include "input/text_suggestion.h"

#include "base/text.h"

/* The end of the signs in a row that is made of blanks and '+' or '~' only; 0 for others. */
static size_t sign_row_end(const Row *row) {
    size_t end = 0;
    for (size_t i = 0; row->kind == ROW_DRAWING && i < row->text.len; i++) {
        char byte = row->text.data[i];
        if (byte != ' ' && byte != '+' && byte != '~') {
            return 0;
        }
        end = byte != ' ' ? i + 1 : end;
    }
    return end;
}

bool text_suggestion_is(const RowList *rows) {
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i].kind == ROW_CHANGED || sign_row_end(&rows->items[i]) > 0) {
            return true;
        }
    }
    return false;
}

static size_t count_chars(Str text) {
    size_t count = 0;
    for (size_t at = 0; at < text.len; count++) {
        (void)text_decode(text, &at);
    }
    return count;
}

static void add_replacement(Arena *arena, SpanList *out, const Row *row, size_t column_start,
                            size_t column_end, Str replacement) {
    Span span = {.line_start = row->line,
                 .line_end = row->line,
                 .column_start = column_start,
                 .column_end = column_end,
                 .primary = true,
                 .has_replacement = true,
                 .replacement = replacement};
    VEC_PUSH(arena, &span.lines, (SpanLine){.text = row->text});
    VEC_PUSH(arena, out, span);
}

/*
 * rustc does not mark the blanks at the ends of an insertion. One is there where the line would
 * else have had a blank that nobody writes: before a closing sign, behind an opening one, or two.
 */
static void take_blank(Str text, size_t *start, size_t *end) {
    bool blank_before = *start > 0 && text.data[*start - 1] == ' ';
    bool blank_behind = *end < text.len && text.data[*end] == ' ';
    bool closes = *end == text.len || str_find_byte(STR(" >),;]}"), text.data[*end]) != STR_NONE;
    bool opened = *start > 0 && str_find_byte(STR("<([{|"), text.data[*start - 1]) != STR_NONE;
    if (blank_before && closes) {
        --*start;
    } else if (opened && blank_behind) {
        ++*end;
    }
}

/* Moves *at, of which *cell is the cell, to the char at a cell further to the right. */
static void go_to_cell(Str text, size_t *at, size_t *cell, size_t to) {
    while (*cell < to && *at < text.len) {
        *cell += text_width_of(text_decode(text, at));
    }
}

/* The line with the insertions that '+' marks; columns are those of the line without them. */
static void read_signs(Arena *arena, SpanList *out, const Row *source, Str signs) {
    StrBuf before = strbuf_new(arena);
    Str text = source->text;
    size_t first = out->count, column = 1;
    size_t last = 0, at = 0, cell = 0;
    for (size_t i = 0; i < signs.len && at < text.len;) {
        char sign = signs.data[i];
        size_t end = i;
        while (end < signs.len && signs.data[end] == sign) {
            end++;
        }
        go_to_cell(text, &at, &cell, i);
        size_t from = at;
        go_to_cell(text, &at, &cell, end);
        size_t to = at;
        if (sign != ' ' && from < to) {
            take_blank(text, &from, &to);
            Str kept = str_slice(text, last, from);
            strbuf_add(&before, kept);
            column += count_chars(kept);
            add_replacement(arena, out, source, column, column, str_slice(text, from, to));
            last = to;
        }
        i = end;
    }
    strbuf_add(&before, str_from_offset(text, last));
    for (size_t i = first; i < out->count; i++) {
        out->items[i].lines.items[0].text = strbuf_str(&before);
    }
}

/* Whether a char goes on at an offset. */
static bool is_inside_char(Str text, size_t at) {
    return at < text.len && ((unsigned char)text.data[at] & 0xc0) == 0x80;
}

/* An old line and the new one: what lies between their common start and end. */
static void read_change(Arena *arena, SpanList *out, const Row *old, Str new) {
    Str text = old->text;
    size_t start = 0;
    while (start < text.len && start < new.len &&text.data[start] == new.data[start]) {
        start++;
    }
    while (start > 0 && (is_inside_char(text, start) || is_inside_char(new, start))) {
        start--;
    }
    size_t end = 0;
    while (end < text.len - start &&
           end < new.len - start &&text.data[text.len - 1 - end] == new.data[new.len - 1 - end]) {
        end++;
    }
    while (end > 0 && is_inside_char(text, text.len - end)) {
        end--;
    }
    size_t column = 1 + count_chars(str_slice(text, 0, start));
    size_t length = count_chars(str_slice(text, start, text.len - end));
    add_replacement(arena, out, old, column, column + length, str_slice(new, start, new.len - end));
}

void text_suggestion_read(Arena *arena, SpanList *out, Str file, const RowList *rows) {
    size_t first = out->count;
    for (size_t i = 0; i < rows->count; i++) {
        const Row *row = &rows->items[i];
        const Row *next = i + 1 < rows->count ? &rows->items[i + 1] : NULL;
        bool changed = row->kind == ROW_CHANGED;
        if (row->kind == ROW_SOURCE && next != NULL && sign_row_end(next) > 0) {
            read_signs(arena, out, row, next->text);
        } else if (changed && row->sign == '-') {
            bool paired = next != NULL && next->kind == ROW_CHANGED && next->sign == '+';
            read_change(arena, out, row, paired ? next->text : STR(""));
            i += paired ? 1 : 0;
        } else if (changed) {
            /* a line that is new, or of which the old form is not shown */
            Row none = {.line = row->line};
            add_replacement(arena, out, &none, 1, 1, row->text);
        }
    }
    for (size_t i = first; i < out->count; i++) {
        out->items[i].file = file;
    }
}
