/*
 * Page: text for people under construction, with colour and wrapping.
 *
 * Whatever comes from outside (source, types, names, messages) goes through page_text, page_prose
 * or page_inline, so no control character or bidi override of it reaches a terminal. Only page_raw
 * adds bytes as they are; it is for our own words.
 */
#ifndef SENDFIX_RENDER_PAGE_H
#define SENDFIX_RENDER_PAGE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "render/render.h"

typedef enum Paint {
    PAINT_PLAIN = 0,
    PAINT_ERROR,   /* "error", the underline of the cause */
    PAINT_STRONG,  /* the sentence behind it */
    PAINT_GUTTER,  /* line numbers and the lines drawn */
    PAINT_HELP,    /* words that open a part */
    PAINT_FAINT,   /* remarks at the side */
    PAINT_ADDED,   /* a line of a diff */
    PAINT_REMOVED, /* a line of a diff */
    PAINT_COUNT
} Paint;

typedef struct Page {
    Arena *arena;
    RenderStyle style;
    StrBuf text;
} Page;

/* An empty page on arena. */
Page page_new(Arena *arena, RenderStyle style);

/* One line's worth of foreign text made safe: no control characters at all, a TAB is a blank. */
Str page_inline(Arena *arena, Str text);

/* Adds bytes as they are, painted. */
void page_raw(Page *page, Paint paint, Str text);
/* page_raw of page_inline. */
void page_text(Page *page, Paint paint, Str text);
/*
 * FILE:LINE:COLUMN, which on a terminal that knows links is one to the file
 * (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda).
 */
void page_place(Page *page, Str file, size_t line, size_t column);
void page_newline(Page *page);
/* count blanks. */
void page_indent(Page *page, size_t count);

/*
 * Cuts the next line off *rest, of at most room cells: whole words, never inside of `code` unless
 * that is longer than a line; with force at least one word, even if it is wider.
 */
Str page_cut(Str *rest, size_t room, bool force);

/*
 * Adds foreign text, wrapped to the page's width as page_cut does. column is the cell where the
 * page's last line stands now; further lines start with indent blanks. The column behind the last
 * word.
 */
size_t page_prose(Page *page, Paint paint, size_t column, size_t indent, Str text);

/*
 * Ends the line with a faint remark behind foreign text that ended in a column; the remark stands on
 * a line of its own, indented, where it does not fit.
 */
void page_tag(Page *page, size_t column, size_t indent, Str tag);

#endif
