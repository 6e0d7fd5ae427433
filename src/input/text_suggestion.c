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

#include "input/text_drawing.h"

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

static void add_replacement(Arena *arena, SpanList *out, Str file, size_t line, Str shown,
                            size_t start, size_t end, Str replacement) {
    Span span = {.file = file,
                 .line_start = line,
                 .line_end = line,
                 .column_start = text_drawing_column(shown, start),
                 .column_end = text_drawing_column(shown, end),
                 .primary = true,
                 .has_replacement = true,
                 .replacement = replacement};
    VEC_PUSH(arena, &span.lines, (SpanLine){.text = shown});
    VEC_PUSH(arena, out, span);
}

/* The line with the insertions that '+' marks; columns are those of the line without them. */
static void read_signs(Arena *arena, SpanList *out, Str file, const Row *source, const Row *signs) {
    StrBuf before = strbuf_new(arena);
    Str text = source->text;
    size_t last = 0;
    for (size_t at = 0; at < signs->text.len && at < text.len;) {
        char sign = signs->text.data[at];
        size_t end = at;
        while (end < signs->text.len && signs->text.data[end] == sign) {
            end++;
        }
        if (sign != ' ') {
            strbuf_add(&before, str_slice(text, last, at));
            size_t start = before.len;
            add_replacement(arena, out, file, source->line, strbuf_str(&before), start, start,
                            str_slice(text, at, end));
            last = end;
        }
        at = end;
    }
}

/* An old line and the new one: what lies between their common start and end. */
static void read_change(Arena *arena, SpanList *out, Str file, const Row *old, Str new) {
    Str text = old->text;
    size_t start = 0;
    while (start < text.len && start < new.len &&text.data[start] == new.data[start]) {
        start++;
    }
    size_t end = 0;
    while (end < text.len - start &&
           end < new.len - start &&text.data[text.len - 1 - end] == new.data[new.len - 1 - end]) {
        end++;
    }
    add_replacement(arena, out, file, old->line, text, start, text.len - end,
                    str_slice(new, start, new.len - end));
}

void text_suggestion_read(Arena *arena, SpanList *out, Str file, const RowList *rows) {
    for (size_t i = 0; i < rows->count; i++) {
        const Row *row = &rows->items[i];
        const Row *next = i + 1 < rows->count ? &rows->items[i + 1] : NULL;
        bool changed = row->kind == ROW_CHANGED;
        if (row->kind == ROW_SOURCE && next != NULL && sign_row_end(next) > 0) {
            read_signs(arena, out, file, row, next);
        } else if (changed && row->sign == '-') {
            bool paired = next != NULL && next->kind == ROW_CHANGED && next->sign == '+';
            read_change(arena, out, file, row, paired ? next->text : STR(""));
            i += paired ? 1 : 0;
        } else if (changed) {
            /* a line that is new, or of which the old form is not shown */
            add_replacement(arena, out, file, row->line, STR(""), 0, 0, row->text);
        }
    }
}
