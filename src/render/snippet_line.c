/*
 * One source line; see snippet_line.h.
 *
 * A line is first laid out: each char becomes what is safe to show, and its column a range of
 * terminal cells. All drawing is in cells, so wide letters, TABs and made-visible controls keep the
 * underlines in place. Labels are placed as rustc does: the rightmost mark has its label beside it,
 * the others below, from right to left, joined by uprights.
 */
#include "render/snippet_line.h"

#include "base/text.h"

enum {
    MAX_COLUMNS = 20000, /* chars of a line that are looked at */
    UNWRAPPED = 160,     /* cells of a source line where the page has no width */
    LEAD = 12,           /* cells kept before the first mark of a line that is cut at its start */
    LABEL_ROOM = 32,     /* cells that a label below its mark gets at least */
};

/* Cell and byte (of text) where each column starts; one more for the end. */
typedef struct Layout {
    Str text;
    size_t *cells;
    size_t *bytes;
    size_t columns;
} Layout;

/* A mark in cells of the layout. */
typedef struct Under {
    size_t start, end;
    const SnippetMark *mark;
} Under;
typedef VEC_OF(Under) UnderList;

/* The part of the layout that is shown: columns [from, to), and cells to take off a cell's number. */
typedef struct Window {
    size_t from, to;
    size_t shift;     /* cell shown at position 0 (after `lead`) */
    size_t lead;      /* cells of the sign for what is cut at the start */
    size_t end;       /* cell behind the last one shown */
    size_t row_width; /* cells that a row has, or SIZE_MAX */
} Window;

static Str dots(const Page *page) {
    return page->style.unicode ? STR("\xe2\x80\xa6") : STR("...");
}

static Str upright(const Page *page) {
    return page->style.unicode ? STR("\xe2\x94\x82") : STR("|");
}

static Str underline(const Page *page, bool primary) {
    if (page->style.unicode) return primary ? STR("\xe2\x94\x81") : STR("\xe2\x94\x80");
    return primary ? STR("^") : STR("-");
}

static Layout lay_out(Arena *arena, Str line) {
    size_t most = line.len < MAX_COLUMNS ? line.len : MAX_COLUMNS;
    Layout layout = {.cells = ARENA_ARRAY(arena, size_t, most + 1),
                     .bytes = ARENA_ARRAY(arena, size_t, most + 1)};
    StrBuf text = strbuf_new(arena);
    size_t cell = 0;
    for (size_t at = 0; at < line.len && layout.columns < most; layout.columns++) {
        layout.cells[layout.columns] = cell;
        layout.bytes[layout.columns] = text.len;
        size_t start = at;
        unsigned code_point = text_decode(line, &at);
        if (code_point == '\t') {
            strbuf_add_repeated(&text, ' ', TEXT_TAB_WIDTH);
        } else if (code_point >= 0x20 && code_point < 0x7f) {
            strbuf_add_byte(&text, (char)code_point);
        } else {
            strbuf_add(&text, page_inline(arena, str_slice(line, start, at)));
        }
        cell +=
            text_width(str_from_offset((Str){text.data, text.len}, layout.bytes[layout.columns]));
    }
    layout.cells[layout.columns] = cell;
    layout.bytes[layout.columns] = text.len;
    layout.text = strbuf_str(&text);
    return layout;
}

static size_t cell_of(const Layout *layout, size_t column) {
    size_t index = column > 0 ? column - 1 : 0;
    return layout->cells[index < layout->columns ? index : layout->columns];
}

/* Rightmost start first; of two with one start the cause last, nearest to the line. */
static bool comes_before(const Under *a, const Under *b) {
    if (a->start != b->start) return a->start > b->start;
    if (a->end != b->end) return a->end < b->end;
    return !a->mark->primary && b->mark->primary;
}

static UnderList place(Arena *arena, const Layout *layout, const SnippetMarkList *marks) {
    UnderList list = {0};
    for (size_t i = 0; i < marks->count; i++) {
        const Location *location = &marks->items[i].location;
        Under under = {.start = cell_of(layout, location->column), .mark = &marks->items[i]};
        bool whole = location->line_end > location->line;
        under.end = whole ? layout->cells[layout->columns] : cell_of(layout, location->column_end);
        if (under.end <= under.start) under.end = under.start + 1;
        VEC_PUSH(arena, &list, under);
        size_t at = list.count - 1;
        while (at > 0 && comes_before(&under, &list.items[at - 1])) {
            list.items[at] = list.items[at - 1];
            at--;
        }
        list.items[at] = under;
    }
    return list;
}

/*
 * First cell to show where `shown` cells have room: a little before the marks if they all fit; else
 * so that the last one ends in sight, if that leaves half of the room to the cause; else a little
 * before the cause.
 */
static size_t first_cell(const UnderList *unders, size_t shown) {
    size_t left = (size_t)-1;
    size_t right = 0;
    const Under *cause = NULL;
    for (size_t i = 0; i < unders->count; i++) {
        const Under *under = &unders->items[i];
        if (under->start < left) left = under->start;
        if (under->end > right) right = under->end;
        if (cause == NULL || under->mark->primary) cause = under;
    }
    if (right <= shown) return 0;
    size_t wanted = left > LEAD ? left - LEAD : 0;
    size_t least = right - shown;
    if (wanted < least) wanted = least;
    if (wanted <= left || cause->end > least + shown / 2) return wanted;
    return cause->start > LEAD ? cause->start - LEAD : 0;
}

/* All of the line where it fits; else the part with the marks. */
static Window choose_window(const Page *page, const Layout *layout, const UnderList *unders,
                            size_t gutter) {
    size_t width = page->style.width > 0 ? page->style.width : UNWRAPPED;
    size_t room = width > gutter + 3 + 20 ? width - gutter - 3 : 20;
    size_t total = layout->cells[layout->columns];
    Window window = {.to = layout->columns, .end = total, .row_width = (size_t)-1};
    if (page->style.width > 0) window.row_width = room;
    if (total <= room) return window;
    size_t sign = text_width(dots(page));
    size_t shown = room - sign; /* less the sign at the end */
    size_t start = first_cell(unders, shown - sign);
    while (window.from < layout->columns && layout->cells[window.from] < start) window.from++;
    if (window.from > 0) {
        window.lead = sign;
        shown -= sign;
    }
    window.shift = layout->cells[window.from];
    while (window.to > window.from && layout->cells[window.to] - window.shift > shown) window.to--;
    window.end = layout->cells[window.to];
    return window;
}

/* Drops the marks that lie outside of what is shown. */
static void drop_hidden(UnderList *unders, const Layout *layout, const Window *window) {
    size_t kept = 0;
    for (size_t i = 0; i < unders->count; i++) {
        const Under *under = &unders->items[i];
        bool cut_behind = window->to < layout->columns && under->start >= window->end;
        bool cut_before = window->from > 0 && under->end <= window->shift;
        if (!cut_behind && !cut_before) unders->items[kept++] = *under;
    }
    unders->count = kept;
}

/* Position in the row of a cell of the line, held inside of what is shown (and one cell behind it). */
static size_t position(const Window *window, size_t cell) {
    if (cell < window->shift) return 0;
    if (cell > window->end) cell = window->end + 1;
    return cell - window->shift + window->lead;
}

void snippet_line_gutter(Page *page, size_t gutter, size_t number) {
    Str text = number > 0 ? str_format(page->arena, "%*zu ", (int)gutter, number) : STR("");
    if (number == 0) page_indent(page, gutter + 1);
    page_raw(page, PAINT_GUTTER, text);
    page_raw(page, PAINT_GUTTER, upright(page));
}

static void add_text(Page *page, const Layout *layout, const Window *window) {
    Str text = str_slice(layout->text, layout->bytes[window->from], layout->bytes[window->to]);
    bool cut = window->to < layout->columns;
    while (!cut && str_ends(text, STR(" "))) text.len--;
    if (text.len == 0) return;
    page_indent(page, 1);
    if (window->lead > 0) page_raw(page, PAINT_FAINT, dots(page));
    page_raw(page, PAINT_PLAIN, text);
    if (cut) page_raw(page, PAINT_FAINT, dots(page));
}

/* What is drawn under a position: 0 nothing, 1 a mark, 2 the cause. */
static int under_at(const Window *window, const UnderList *unders, size_t at) {
    int found = 0;
    for (size_t i = 0; i < unders->count; i++) {
        const Under *under = &unders->items[i];
        if (at < position(window, under->start) || at >= position(window, under->end)) continue;
        if (under->mark->primary) return 2;
        found = 1;
    }
    return found;
}

/* Adds the underlines, in runs of one kind; the position behind the last one. */
static size_t add_underlines(Page *page, const Window *window, const UnderList *unders) {
    size_t end = 0;
    for (size_t i = 0; i < unders->count; i++) {
        size_t stop = position(window, unders->items[i].end);
        if (stop > end) end = stop;
    }
    for (size_t at = 0; at < end;) {
        int kind = under_at(window, unders, at);
        StrBuf run = strbuf_new(page->arena);
        for (; at < end && under_at(window, unders, at) == kind; at++) {
            strbuf_add(&run, kind == 0 ? STR(" ") : underline(page, kind == 2));
        }
        static const Paint paints[] = {PAINT_PLAIN, PAINT_GUTTER, PAINT_ERROR};
        page_raw(page, paints[kind], strbuf_str(&run));
    }
    return end;
}

static Paint label_paint(const Under *under) {
    return under->mark->primary ? PAINT_ERROR : PAINT_GUTTER;
}

/* Whether the first mark's label may stand beside it: nothing underlined right of it, and room. */
static bool fits_beside(Page *page, const Window *window, const UnderList *unders, size_t end) {
    const Under *first = &unders->items[0];
    if (position(window, first->end) < end) return false;
    for (size_t i = 1; i < unders->count; i++) {
        if (unders->items[i].end > first->start) return false;
    }
    size_t cells = text_width(page_inline(page->arena, first->mark->label));
    return end + 1 + cells <= window->row_width || window->row_width == (size_t)-1;
}

/* Adds uprights for the marks from the given one on that stand left of limit; the position reached. */
static size_t add_uprights(Page *page, const Window *window, const UnderList *unders, size_t from,
                           size_t limit) {
    size_t done = 0;
    for (size_t i = unders->count; i-- > from;) {
        const Under *under = &unders->items[i];
        size_t at = position(window, under->start);
        if (under->mark->label.len == 0 || at < done || at >= limit) continue;
        page_indent(page, at - done);
        page_raw(page, label_paint(under), upright(page));
        done = at + 1;
    }
    return done;
}

static void add_label_below(Page *page, const Window *window, const UnderList *unders, size_t which,
                            size_t gutter) {
    const Under *under = &unders->items[which];
    size_t start = position(window, under->start);
    Str rest = page_inline(page->arena, under->mark->label);
    size_t cells = text_width(rest);
    size_t least = cells < LABEL_ROOM ? cells : LABEL_ROOM;
    if (window->row_width != (size_t)-1 && start + least > window->row_width) {
        start = window->row_width > least ? window->row_width - least : 0;
    }
    size_t room = window->row_width == (size_t)-1 ? (size_t)-1 : window->row_width - start;
    while (rest.len > 0) {
        snippet_line_gutter(page, gutter, 0);
        page_indent(page, 1);
        size_t done = add_uprights(page, window, unders, which + 1, start);
        page_indent(page, start - done);
        page_raw(page, label_paint(under), page_cut(&rest, room, true));
        page_newline(page);
    }
}

static void add_marks(Page *page, const Window *window, const UnderList *unders, size_t gutter) {
    snippet_line_gutter(page, gutter, 0);
    page_indent(page, 1);
    size_t end = add_underlines(page, window, unders);
    size_t below = 0;
    if (fits_beside(page, window, unders, end)) {
        below = 1;
        if (unders->items[0].mark->label.len > 0) page_indent(page, 1);
        page_text(page, label_paint(&unders->items[0]), unders->items[0].mark->label);
    }
    page_newline(page);
    size_t labels = 0;
    for (size_t i = below; i < unders->count; i++) labels += unders->items[i].mark->label.len > 0;
    if (labels == 0) return;
    snippet_line_gutter(page, gutter, 0);
    page_indent(page, 1);
    add_uprights(page, window, unders, below, (size_t)-1);
    page_newline(page);
    for (size_t i = below; i < unders->count; i++) {
        add_label_below(page, window, unders, i, gutter);
    }
}

void snippet_line_add(Page *page, Str text, size_t number, const SnippetMarkList *marks,
                      size_t gutter) {
    Layout layout = lay_out(page->arena, text);
    UnderList unders = place(page->arena, &layout, marks);
    Window window = choose_window(page, &layout, &unders, gutter);
    drop_hidden(&unders, &layout, &window);
    snippet_line_gutter(page, gutter, number);
    add_text(page, &layout, &window);
    page_newline(page);
    if (unders.count > 0) add_marks(page, &window, &unders, gutter);
}
