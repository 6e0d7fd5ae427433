/*
 * Blocks of rendered text: see text_block.h.
 *
 * A block is a headline with its snippet, then notes and helps, each with one of its own or none. A
 * snippet is made of parts, a file each.
 */
#include "input/text_block.h"

#include "input/text_drawing.h"
#include "input/text_row.h"
#include "input/text_suggestion.h"

typedef struct Block {
    Arena *arena;
    Diagnostic *whole;
    Diagnostic *current; /* the whole or its last child */
    size_t indent;       /* bytes in front of further lines of the current message */
    bool open;           /* nothing but the message of the current one has come */
    Row place;           /* of the snippet's part at hand; its file may be empty */
    RowList rows;        /* of that part */
} Block;

/* ---- snippets ---- */

static bool same_place(const Span *span, const Row *place) {
    return span->line_start == place->line && span->column_start == place->column;
}

/*
 * "-->" names the first primary span. Where the source is not shown it is all that is told; where
 * columns are shown otherwise than counted (a TAB, a line cut on its left), it is the right one.
 */
static void heed_place(Block *block, size_t from) {
    SpanList *spans = &block->current->spans;
    const Row *place = &block->place;
    Span *named = NULL;
    for (size_t i = from; i < spans->count; i++) {
        Span *span = &spans->items[i];
        bool better = named == NULL || same_place(span, place);
        if (span->primary && span->line_start == place->line && better) {
            named = span;
        }
    }
    if (named == NULL) {
        Span span = {.file = place->text,
                     .line_start = place->line,
                     .line_end = place->line,
                     .column_start = place->column,
                     .column_end = place->column,
                     .primary = true};
        VEC_PUSH(block->arena, spans, span);
        named = &spans->items[spans->count - 1];
    }
    /* The first primary one is the one that counts. */
    Span first = *named;
    for (Span *at = named; at > spans->items + from; at--) {
        *at = at[-1];
    }
    spans->items[from] = first;
}

/* "help: consider this: `code`" as a label is a suggestion that was short enough for it. */
static void take_inline_help(Block *block, size_t from) {
    SpanList *spans = &block->current->spans;
    Str opening = STR("help: ");
    for (size_t i = from; i < spans->count; i++) {
        Span *span = &spans->items[i];
        size_t code = str_find(span->label, STR(": `"), opening.len);
        if (!str_starts(span->label, opening) || code == STR_NONE ||
            !str_ends(span->label, STR("`"))) {
            continue;
        }
        Diagnostic *help = ARENA_NEW(block->arena, Diagnostic);
        *help = (Diagnostic){.level = STR("help"),
                             .message = str_slice(span->label, opening.len, code)};
        Span suggestion = *span;
        suggestion.replacement = str_slice(span->label, code + 3, span->label.len - 1);
        suggestion.has_replacement = true;
        suggestion.label = (Str){0};
        VEC_PUSH(block->arena, &help->spans, suggestion);
        VEC_PUSH(block->arena, &block->whole->children, help);
        span->label = (Str){0};
    }
}

/* The file of the headline, for a suggestion that names none. */
static Str own_file(const Block *block) {
    const SpanList *spans = &block->whole->spans;
    return spans->count > 0 ? spans->items[0].file : (Str){0};
}

static void finish_part(Block *block) {
    SpanList *spans = &block->current->spans;
    bool named = block->place.kind == ROW_PLACE;
    bool further = block->place.sign == ':';
    Str file = named ? block->place.text : own_file(block);
    size_t from = spans->count;
    if (block->current != block->whole && text_suggestion_is(&block->rows)) {
        text_suggestion_read(block->arena, spans, file, &block->rows);
    } else if (named) {
        text_drawing_read(block->arena, spans, file, &block->rows);
        if (!further) {
            heed_place(block, from);
        }
        take_inline_help(block, from);
    }
    block->place = (Row){0};
    block->rows = (RowList){0};
}

/* ---- messages ---- */

static void begin_message(Block *block, const Row *row, Diagnostic *diagnostic) {
    *diagnostic = (Diagnostic){.level = row->level, .message = row->text, .code = row->code};
    block->current = diagnostic;
    block->indent = row->column;
    block->open = true;
}

static void begin_child(Block *block, const Row *row) {
    finish_part(block);
    Diagnostic *child = ARENA_NEW(block->arena, Diagnostic);
    begin_message(block, row, child);
    VEC_PUSH(block->arena, &block->whole->children, child);
}

/* A further line of the message, which is indented as far as its first one. */
static void continue_message(Block *block, Str line) {
    size_t indent = 0;
    while (indent < block->indent && indent < line.len && line.data[indent] == ' ') {
        indent++;
    }
    block->current->message =
        str_format(block->arena, STR_FMT "\n" STR_FMT, STR_ARG(block->current->message),
                   STR_ARG(str_from_offset(line, indent)));
}

static void read_row(Block *block, Str line) {
    enum { LONGEST_MESSAGE = 8 * 1024 };
    Row row = text_row_read(line);
    if (row.kind == ROW_MESSAGE) {
        begin_child(block, &row);
    } else if (row.kind == ROW_PLACE) {
        finish_part(block);
        block->place = row;
        block->place.text = file_with_slashes(block->arena, row.text);
        block->open = false;
    } else if (row.kind != ROW_OTHER) {
        VEC_PUSH(block->arena, &block->rows, row);
        block->open = false;
    } else if (block->open && str_trim(line).len > 0 &&
               block->current->message.len < LONGEST_MESSAGE) {
        continue_message(block, line);
    }
}

/* The block as it is shown, for whoever passes it on. */
static Str rendered(Arena *arena, const StrList *lines) {
    StrBuf text = strbuf_new(arena);
    for (size_t i = 0; i < lines->count; i++) {
        strbuf_add(&text, lines->items[i]);
        strbuf_add_byte(&text, '\n');
    }
    return strbuf_str(&text);
}

Diagnostic *text_block_read(Arena *arena, const StrList *lines) {
    Row headline;
    if (lines->count == 0 || !text_row_read_message(lines->items[0], &headline)) {
        return NULL;
    }
    Diagnostic *diagnostic = ARENA_NEW(arena, Diagnostic);
    Block block = {.arena = arena, .whole = diagnostic};
    begin_message(&block, &headline, diagnostic);
    for (size_t i = 1; i < lines->count; i++) {
        read_row(&block, lines->items[i]);
    }
    finish_part(&block);
    diagnostic->rendered = rendered(arena, lines);
    return diagnostic;
}
