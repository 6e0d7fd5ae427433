/*
 * Snippets; see snippet.h. One line with its marks is drawn in snippet_line.c.
 *
 * Line numbers and columns come from outside and may lie anywhere: a line is drawn only where the
 * source has it, and columns are held inside of it.
 */
#include "render/snippet.h"

#include "render/snippet_line.h"

/* The marks of one file, and those of them whose line is at hand, by line. */
typedef struct Block {
    Str file;
    const SnippetMark *head; /* whose place the block's first line tells */
    SnippetMarkList marks;   /* in the order of the lines */
} Block;

static size_t digits(size_t number) {
    size_t count = 1;
    while (number >= 10) {
        number /= 10;
        count++;
    }
    return count;
}

static void insert_by_line(Arena *arena, SnippetMarkList *marks, const SnippetMark *mark) {
    VEC_PUSH(arena, marks, *mark);
    size_t at = marks->count - 1;
    while (at > 0 && marks->items[at - 1].location.line > mark->location.line) {
        marks->items[at] = marks->items[at - 1];
        at--;
    }
    marks->items[at] = *mark;
}

static Block collect(Arena *arena, const SnippetMarkList *marks, size_t first,
                     SnippetSource source) {
    Block block = {.file = marks->items[first].location.file, .head = &marks->items[first]};
    for (size_t i = first; i < marks->count; i++) {
        const SnippetMark *mark = &marks->items[i];
        if (!str_eq(mark->location.file, block.file)) continue;
        if (mark->primary && !block.head->primary) block.head = mark;
        Str text = {0};
        bool known = source.line(source.data, block.file, mark->location.line, &text);
        if (known) insert_by_line(arena, &block.marks, mark);
    }
    return block;
}

static bool file_seen(const SnippetMarkList *marks, size_t before) {
    for (size_t i = 0; i < before; i++) {
        if (str_eq(marks->items[i].location.file, marks->items[before].location.file)) return true;
    }
    return false;
}

static void add_head(Page *page, const Block *block, size_t gutter, bool first) {
    page_indent(page, gutter);
    page_raw(page, PAINT_GUTTER, first ? STR("--> ") : STR("::: "));
    const Location *place = &block->head->location;
    page_place(page, block->file, place->line, place->column);
    page_newline(page);
}

/* What stands between two drawn lines: nothing, the one line there, or a sign for several. */
static void add_gap(Page *page, const Block *block, size_t from, size_t to, size_t gutter,
                    SnippetSource source) {
    if (to - from < 2) return;
    Str text = {0};
    if (to - from == 2 && source.line(source.data, block->file, from + 1, &text)) {
        const SnippetMarkList none = {0};
        snippet_line_add(page, text, from + 1, &none, gutter);
        return;
    }
    page_raw(page, PAINT_GUTTER, STR("..."));
    page_newline(page);
}

static void add_block(Page *page, const Block *block, size_t gutter, bool first,
                      SnippetSource source) {
    add_head(page, block, gutter, first);
    if (block->marks.count == 0) return;
    snippet_line_gutter(page, gutter, 0);
    page_newline(page);
    size_t last = 0;
    for (size_t i = 0; i < block->marks.count;) {
        size_t line = block->marks.items[i].location.line;
        SnippetMarkList here = {0};
        for (; i < block->marks.count && block->marks.items[i].location.line == line; i++) {
            VEC_PUSH(page->arena, &here, block->marks.items[i]);
        }
        if (last > 0) add_gap(page, block, last, line, gutter, source);
        Str text = {0};
        source.line(source.data, block->file, line, &text);
        snippet_line_add(page, text, line, &here, gutter);
        last = line;
    }
}

void snippet_add(Page *page, const SnippetMarkList *marks, SnippetSource source) {
    size_t gutter = 1;
    for (size_t i = 0; i < marks->count; i++) {
        size_t width = digits(marks->items[i].location.line);
        if (width > gutter) gutter = width;
    }
    for (size_t i = 0; i < marks->count; i++) {
        if (file_seen(marks, i)) continue;
        Block block = collect(page->arena, marks, i, source);
        if (i > 0 && block.marks.count > 0) {
            snippet_line_gutter(page, gutter, 0);
            page_newline(page);
        }
        add_block(page, &block, gutter, i == 0, source);
    }
}
