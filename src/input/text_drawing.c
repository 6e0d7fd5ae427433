/*
 * Drawings: see text_drawing.h. How rustc draws is in its compiler/rustc_errors/src/emitter.rs:
 *
 *     6 |       spawn(move || {
 *       |       ----- ^------            spans of one line; a smaller one is drawn over a larger
 *       |       |     |
 *       |  _____|_____within this        the way from a span of several lines to where it starts
 *       | |     |
 *       | |     required by this call    labels hang below their starts, the rightmost beside it
 *     7 | |         x;
 *     8 | |     });
 *       | |______^ cannot be sent        and to where it ends
 *
 * A span of several lines that starts at its line's first char is marked by '/' beside that line.
 * With the deepest nesting n of such spans, the text of all lines is n + 1 cells further to the right.
 * What stands before a label in a row is ASCII, so a byte there is a cell.
 */
#include "input/text_drawing.h"

#include "base/text.h"

enum {
    MOST_DEPTH = 16,
    MOST_MARKS = 64, /* under one source line */
    MOST_ROWS = 64,
    MOST_CELLS = 4096, /* of a row: what is further to the right is not looked at */
};

/* A span, or the end of one, under the source line at hand; its label hangs at a cell. */
typedef struct Mark {
    size_t cell, end; /* in a row: what is underlined */
    bool primary;
    bool ends; /* the end of a span of several lines, whose start is in start_line */
    size_t start_line, start_cell;
    Str label;
    bool labelled;
} Mark;

typedef struct Start {
    bool open;
    size_t line, cell;
} Start;

typedef struct Drawing {
    Arena *arena;
    SpanList *out;
    Str file;
    const RowList *rows;
    size_t depth, shift;
    Start starts[MOST_DEPTH + 1];
    VEC_OF(Mark) marks; /* of the source line at hand, in the order of cells */
    Str below;          /* its second row, which has bars where labels hang */
    size_t label_cell;  /* where the label that was read last hangs */
} Drawing;

/* ---- rows ---- */

static char byte_at(Str text, size_t at) {
    return at < text.len ? text.data[at] : ' ';
}

/*
 * Where the way to a span of several lines begins in a row; STR_NONE where there is none. In front
 * of it stand blanks and bars only.
 */
static size_t way_start(Str text) {
    size_t at = 0;
    while (at < text.len && at <= MOST_DEPTH && (text.data[at] == ' ' || text.data[at] == '|')) {
        at++;
    }
    return at > 0 && at <= MOST_DEPTH && byte_at(text, at) == '_' ? at : STR_NONE;
}

/* The cell that the way leads to. */
static size_t way_end(Str text, size_t start) {
    size_t last = start;
    size_t at = start;
    for (; at < text.len; at++) {
        char byte = text.data[at];
        if (byte == '_') {
            last = at;
        } else if (byte != '|' && byte != '-' && byte != '^') {
            break;
        }
    }
    return last + 1;
}

static size_t find_depth(const RowList *rows) {
    size_t depth = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const Row *row = &rows->items[i];
        size_t start = row->kind == ROW_DRAWING ? way_start(row->text) : STR_NONE;
        if (start != STR_NONE && start > depth) {
            depth = start;
        }
    }
    return depth;
}

/* What is drawn in a row. */
static Str row_text(const RowList *rows, size_t i) {
    return str_slice(rows->items[i].text, 0, MOST_CELLS);
}

static bool is_drawn(char byte) {
    return str_find_byte(STR(" |_^-"), byte) != STR_NONE;
}

static bool is_underline(char byte) {
    return byte == '^' || byte == '-';
}

/* The end of what is drawn from an offset on, where text begins. */
static size_t drawn_end(Str text, size_t at) {
    while (at < text.len && is_drawn(text.data[at])) {
        at++;
    }
    return at;
}

/*
 * The end of a label in the first row: the next underline, which has a blank on both sides and, if it
 * could be a dash, another one before it.
 */
static size_t label_end(Str text, size_t at) {
    while (at < text.len) {
        size_t end = at;
        while (end < text.len && is_underline(text.data[end])) {
            end++;
        }
        bool apart = end > at && byte_at(text, at - 1) == ' ' && byte_at(text, end) == ' ';
        if (apart && (end > at + 1 || text.data[at] == '^' || byte_at(text, at - 2) == ' ')) {
            return at;
        }
        at = end > at ? end : at + 1;
    }
    return text.len;
}

/* ---- marks ---- */

static void add_mark(Drawing *drawing, Mark mark) {
    if (drawing->marks.count < MOST_MARKS) {
        VEC_PUSH(drawing->arena, &drawing->marks, mark);
    }
}

/* Notes a way: the start of a span, or its end, which is a mark. */
static void follow_way(Drawing *drawing, size_t line, Str text, size_t from, bool primary) {
    size_t cell = way_end(text, from);
    if (byte_at(text, from - 1) != '|') {
        drawing->starts[from] = (Start){.open = true, .line = line, .cell = cell};
        return;
    }
    const Start *start = &drawing->starts[from];
    Mark mark = {.cell = cell, .end = cell + 1, .primary = primary, .ends = true};
    mark.start_line = start->open ? start->line : line;
    mark.start_cell = start->open ? start->cell : drawing->shift;
    add_mark(drawing, mark);
    drawing->starts[from].open = false;
}

/* Whether a label hangs at a cell: then a bar is there in the row below the first one. */
static bool hangs_at(const Drawing *drawing, size_t cell) {
    return byte_at(drawing->below, cell) == '|';
}

static void add_run(Drawing *drawing, Str text, size_t start, size_t end) {
    add_mark(drawing, (Mark){.cell = start, .end = end, .primary = text.data[start] == '^'});
}

static size_t run_end(Str text, size_t start, size_t limit) {
    size_t end = start;
    while (end < limit && text.data[end] == text.data[start]) {
        end++;
    }
    return end;
}

/*
 * Takes a group of underlines without gaps apart. Where it begins and ends alike, one span holds
 * the others; of two, the second starts where a label hangs, else both start together.
 */
static void split_group(Drawing *drawing, Str text, size_t start, size_t end) {
    size_t one = run_end(text, start, end);
    if (one == end) {
        add_run(drawing, text, start, end);
        return;
    }
    if (text.data[start] == text.data[end - 1]) {
        add_run(drawing, text, start, end);
        size_t inner_end = end;
        while (text.data[inner_end - 1] == text.data[end - 1]) {
            inner_end--;
        }
        start = one;
        end = inner_end;
    } else if (run_end(text, one, end) == end && !hangs_at(drawing, one) &&
               is_drawn(byte_at(text, end + 1))) {
        Mark longer = {.cell = start, .end = end, .primary = text.data[one] == '^'};
        /* the label of the primary one hangs first */
        if (longer.primary) {
            add_mark(drawing, longer);
        }
        add_run(drawing, text, start, one);
        if (!longer.primary) {
            add_mark(drawing, longer);
        }
        return;
    }
    while (start < end) {
        size_t next = run_end(text, start, end);
        add_run(drawing, text, start, next);
        start = next;
    }
}

/*
 * The cells that ways of the rows below lead to: their one sign in the first row is no span of its
 * own.
 */
static bool is_way_end(const Drawing *drawing, size_t first, size_t end, size_t cell) {
    for (size_t i = first; i < end; i++) {
        Str text = row_text(drawing->rows, i);
        size_t start = way_start(text);
        if (start != STR_NONE && way_end(text, start) == cell) {
            return true;
        }
    }
    return false;
}

/* A group of underlines in the first row, the sign of a way's end taken off. */
static void add_group(Drawing *drawing, size_t first, size_t last, Str text, size_t start,
                      size_t end) {
    size_t tail = end;
    if (is_way_end(drawing, first, last, end - 1)) {
        tail = end - 1;
    }
    if (tail > start && is_way_end(drawing, first, last, start)) {
        if (tail == start + 1) {
            return;
        }
        /* another one starts there, too, and lies below the sign */
        add_mark(drawing,
                 (Mark){.cell = start, .end = tail, .primary = text.data[tail - 1] == '^'});
        return;
    }
    if (tail > start) {
        split_group(drawing, text, start, tail);
    }
}

/* The groups of underlines in a part of the first row. */
static void read_groups(Drawing *drawing, size_t first, size_t last, size_t at, size_t end) {
    Str text = row_text(drawing->rows, first);
    while (at < end) {
        size_t group = at;
        while (at < end && is_underline(text.data[at])) {
            at++;
        }
        if (at > group) {
            add_group(drawing, first, last, text, group, at);
        } else {
            at++;
        }
    }
}

static void read_ways(Drawing *drawing, size_t first, size_t last) {
    for (size_t i = first; i < last; i++) {
        Str row = row_text(drawing->rows, i);
        size_t start = way_start(row);
        if (start != STR_NONE) {
            bool primary = byte_at(row, way_end(row, start)) == '^';
            follow_way(drawing, drawing->rows->items[first - 1].line, row, start, primary);
        }
    }
}

/* ---- labels ---- */

static void give_label(Drawing *drawing, Mark *mark, Str label) {
    if (mark->labelled) {
        label =
            str_format(drawing->arena, STR_FMT "\n" STR_FMT, STR_ARG(mark->label), STR_ARG(label));
    }
    mark->label = str_trim(label);
    mark->labelled = true;
}

/* A label in the first row belongs to what ends in front of it; of several, to what starts last. */
static void label_beside(Drawing *drawing, size_t at, Str label) {
    Mark *best = NULL;
    for (size_t i = 0; i < drawing->marks.count; i++) {
        Mark *mark = &drawing->marks.items[i];
        if (mark->end + 1 == at && (best == NULL || mark->cell >= best->cell)) {
            best = mark;
        }
    }
    if (best != NULL) {
        give_label(drawing, best, label);
    }
}

/* The first row: underlines and labels in turn. */
static void read_first_row(Drawing *drawing, size_t first, size_t last) {
    Str text = row_text(drawing->rows, first);
    size_t way = way_start(text);
    size_t at = way != STR_NONE ? way : drawing->shift;
    read_ways(drawing, first, last);
    while (at < text.len) {
        size_t label = drawn_end(text, at);
        read_groups(drawing, first, last, at, label);
        at = label_end(text, label);
        if (at > label) {
            label_beside(drawing, label, str_slice(text, label, at));
        }
    }
}

/* The next cell from an offset on where a label is awaited: text or a bar must stand there. */
static size_t next_awaited(const Drawing *drawing, Str text, size_t from) {
    size_t next = text.len;
    for (size_t i = 0; i < drawing->marks.count; i++) {
        const Mark *mark = &drawing->marks.items[i];
        bool here = mark->cell >= from && mark->cell < next && !mark->labelled;
        if (here && hangs_at(drawing, mark->cell) && text.data[mark->cell] != ' ') {
            next = mark->cell;
        }
    }
    return next;
}

/* Gives a label to the first mark at its cell that has none, else it goes on with that of the last. */
static void hang_label(Drawing *drawing, size_t cell, Str label) {
    Mark *last = NULL;
    for (size_t i = 0; i < drawing->marks.count; i++) {
        Mark *mark = &drawing->marks.items[i];
        if (mark->cell == cell && !mark->labelled) {
            give_label(drawing, mark, label);
            drawing->label_cell = cell;
            return;
        }
        last = mark->cell == cell ? mark : last;
    }
    if (last != NULL && drawing->label_cell == cell) {
        give_label(drawing, last, label);
    }
}

static void read_hanging_row(Drawing *drawing, Str text) {
    size_t at = drawn_end(text, 0);
    while (at < text.len) {
        size_t end = next_awaited(drawing, text, at + 1);
        hang_label(drawing, at, str_slice(text, at, end));
        at = drawn_end(text, end);
    }
}

/* ---- spans ---- */

static Str source_text(const Drawing *drawing, const Row *row) {
    return str_from_offset(row->text, drawing->shift);
}

/* The text of a span's line up to a cell of the terminal, in chars: a column, 1-based. */
static size_t column_of(Str line, size_t cell) {
    size_t column = 1;
    size_t cells = 0;
    for (size_t at = 0; at < line.len && cells < cell; column++) {
        cells += text_width_of(text_decode(line, &at));
    }
    return column + (cell > cells ? cell - cells : 0);
}

static const Row *find_line(const Drawing *drawing, size_t line, size_t before) {
    for (size_t i = before; i > 0; i--) {
        const Row *row = &drawing->rows->items[i - 1];
        if (row->kind == ROW_SOURCE && row->line == line) {
            return row;
        }
    }
    return NULL;
}

/* The quoted lines of a span, with empty ones for those that are left out. */
static void add_lines(Drawing *drawing, Span *span, size_t source) {
    enum { MOST_LINES = 2000 };
    size_t first = source;
    while (first > 0 && (drawing->rows->items[first].kind != ROW_SOURCE ||
                         drawing->rows->items[first].line > span->line_start)) {
        first--;
    }
    for (size_t i = first; i <= source && span->lines.count < MOST_LINES; i++) {
        const Row *row = &drawing->rows->items[i];
        if (row->kind != ROW_SOURCE) {
            continue;
        }
        while (span->line_start + span->lines.count < row->line && span->lines.count < MOST_LINES) {
            VEC_PUSH(drawing->arena, &span->lines, (SpanLine){.text = STR("")});
        }
        VEC_PUSH(drawing->arena, &span->lines, (SpanLine){.text = source_text(drawing, row)});
    }
}

static void add_spans(Drawing *drawing, size_t source) {
    const Row *row = &drawing->rows->items[source];
    Str text = source_text(drawing, row);
    for (size_t i = 0; i < drawing->marks.count; i++) {
        const Mark *mark = &drawing->marks.items[i];
        Span span = {.file = drawing->file,
                     .line_start = row->line,
                     .line_end = row->line,
                     .primary = mark->primary,
                     .label = mark->label};
        size_t shift = drawing->shift;
        span.column_start = column_of(text, mark->cell > shift ? mark->cell - shift : 0);
        span.column_end = column_of(text, mark->end > shift ? mark->end - shift : 0);
        if (mark->ends) {
            const Row *start = find_line(drawing, mark->start_line, source);
            size_t cell = mark->start_cell > shift ? mark->start_cell - shift : 0;
            span.line_start = mark->start_line;
            span.column_start = start != NULL ? column_of(source_text(drawing, start), cell) : 1;
        }
        add_lines(drawing, &span, source);
        VEC_PUSH(drawing->arena, drawing->out, span);
    }
}

/* Where a span of several lines starts with its line: '/' beside it. */
static void read_slashes(Drawing *drawing, const Row *row) {
    for (size_t i = 0; i < drawing->depth; i++) {
        if (byte_at(row->text, i) == '/') {
            size_t cell = drawing->shift;
            while (byte_at(row->text, cell) == ' ' && cell < row->text.len) {
                cell++;
            }
            drawing->starts[i + 1] = (Start){.open = true, .line = row->line, .cell = cell};
        }
    }
}

void text_drawing_read(Arena *arena, SpanList *out, Str file, const RowList *rows) {
    Drawing drawing = {.arena = arena, .out = out, .file = file, .rows = rows};
    drawing.depth = find_depth(rows);
    drawing.shift = drawing.depth > 0 ? drawing.depth + 1 : 0;
    for (size_t i = 0; i < rows->count;) {
        if (rows->items[i].kind != ROW_SOURCE) {
            i++;
            continue;
        }
        read_slashes(&drawing, &rows->items[i]);
        size_t end = i + 1;
        while (end < rows->count && end <= i + MOST_ROWS && rows->items[end].kind == ROW_DRAWING) {
            end++;
        }
        drawing.marks.count = 0;
        if (end > i + 1) {
            drawing.label_cell = STR_NONE;
            drawing.below = end > i + 2 ? row_text(rows, i + 2) : STR("");
            read_first_row(&drawing, i + 1, end);
            for (size_t k = i + 2; k < end; k++) {
                read_hanging_row(&drawing, row_text(rows, k));
            }
            add_spans(&drawing, i);
        }
        i = end;
    }
}
