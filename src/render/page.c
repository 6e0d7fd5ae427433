/*
 * Colour and wrapping; see page.h.
 *
 * A paint is one SGR sequence around one piece of one line, so a reader that cuts lines (a pager, a
 * log viewer) never meets a colour that is left open.
 */
#include "render/page.h"

#include "base/text.h"
#include "render/path.h"

/* The colours are those of rustc's own diagnostics. */
static const char *const paint_codes[PAINT_COUNT] = {
    [PAINT_PLAIN] = "",          [PAINT_ERROR] = "\x1b[1;91m",
    [PAINT_STRONG] = "\x1b[1m",  [PAINT_GUTTER] = "\x1b[1;94m",
    [PAINT_HELP] = "\x1b[1;36m", [PAINT_FAINT] = "\x1b[2m",
    [PAINT_ADDED] = "\x1b[32m",  [PAINT_REMOVED] = "\x1b[31m",
};

Page page_new(Arena *arena, RenderStyle style) {
    return (Page){.arena = arena, .style = style, .text = strbuf_new(arena)};
}

Str page_inline(Arena *arena, Str text) {
    text = text_printable(arena, text);
    bool newline = str_find_byte(text, '\n') != STR_NONE;
    if (!newline && str_find_byte(text, '\t') == STR_NONE) return text;
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '\n') {
            strbuf_add(&out, STR("\\u{a}"));
        } else {
            strbuf_add_byte(&out, text.data[i] == '\t' ? ' ' : text.data[i]);
        }
    }
    return strbuf_str(&out);
}

void page_raw(Page *page, Paint paint, Str text) {
    bool painted = page->style.color && paint != PAINT_PLAIN && text.len > 0;
    if (painted) strbuf_add(&page->text, str_from(paint_codes[paint]));
    strbuf_add(&page->text, text);
    if (painted) strbuf_add(&page->text, STR("\x1b[0m"));
}

void page_text(Page *page, Paint paint, Str text) {
    page_raw(page, paint, page_inline(page->arena, text));
}

void page_place(Page *page, Str file, size_t line, size_t column) {
    const RenderStyle *style = &page->style;
    bool absolute = str_starts(file, STR("/"));
    bool linked = style->link_host.len > 0 && style->link_folder.len > 0 && file.len > 0 &&
                  !str_starts(file, STR("/rustc/")) && !str_starts(file, STR("<"));
    if (linked) {
        Str folder = absolute ? STR("") : style->link_folder;
        strbuf_addf(&page->text, "\x1b]8;;file://" STR_FMT STR_FMT STR_FMT "\x1b\\",
                    STR_ARG(path_uri(page->arena, style->link_host)),
                    STR_ARG(path_uri(page->arena, folder)), STR_ARG(path_uri(page->arena, file)));
    }
    page_text(page, PAINT_PLAIN, file);
    page_raw(page, PAINT_PLAIN, str_format(page->arena, ":%zu:%zu", line, column));
    if (linked) strbuf_add(&page->text, STR("\x1b]8;;\x1b\\"));
}

void page_newline(Page *page) {
    strbuf_add_byte(&page->text, '\n');
}

void page_indent(Page *page, size_t count) {
    strbuf_add_repeated(&page->text, ' ', count);
}

/*
 * End of the word that starts at from: the next blank outside of `code`. Code of more cells than
 * room is broken like prose.
 */
static size_t word_end(Str text, size_t from, size_t room) {
    size_t at = from;
    while (at < text.len && text.data[at] != ' ') {
        if (text.data[at] == '`') {
            size_t close = str_find(text, STR("`"), at + 1);
            if (close != STR_NONE && text_width(str_slice(text, from, close + 1)) <= room)
                at = close;
        }
        at++;
    }
    return at;
}

Str page_cut(Str *rest, size_t room, bool force) {
    size_t end = 0; /* behind the last word that fits */
    size_t cells = 0;
    for (size_t at = 0; at < rest->len;) {
        size_t next = word_end(*rest, at, room);
        cells += text_width(str_slice(*rest, end, next));
        if (cells > room && (end > 0 || !force)) break;
        end = next;
        at = next;
        while (at < rest->len && rest->data[at] == ' ') at++;
    }
    Str line = str_slice(*rest, 0, end);
    while (end < rest->len && rest->data[end] == ' ') end++;
    *rest = str_from_offset(*rest, end);
    return line;
}

size_t page_prose(Page *page, Paint paint, size_t column, size_t indent, Str text) {
    Str rest = page_inline(page->arena, text);
    size_t width = page->style.width > 0 ? page->style.width : (size_t)-1;
    size_t room = width > indent + 20 ? width - indent : 20;
    size_t left = width > column ? width - column : 0;
    Str line = page_cut(&rest, left, column <= indent);
    page_raw(page, paint, line);
    column += text_width(line);
    while (rest.len > 0) {
        page_newline(page);
        page_indent(page, indent);
        line = page_cut(&rest, room, true);
        page_raw(page, paint, line);
        column = indent + text_width(line);
    }
    return column;
}

void page_tag(Page *page, size_t column, size_t indent, Str tag) {
    size_t width = page->style.width;
    tag = page_inline(page->arena, tag);
    bool fits = width == 0 || column + 1 + text_width(tag) <= width;
    if (!fits) page_newline(page);
    page_indent(page, fits ? 1 : indent);
    page_raw(page, PAINT_FAINT, tag);
    page_newline(page);
}
