/*
 * Text: see text.h.
 */
#include "input/text.h"

#include "input/text_block.h"
#include "input/text_clean.h"
#include "input/text_row.h"

enum { MOST_LINES = 4000, MOST_BYTES = 4 << 20, MOST_STRANGERS = 20, LONGEST_JOINED = 4096 };

/* ---- one line ---- */

/* What cargo says while it works. It writes each diagnostic at once, but logs are mixed. */
static bool is_progress(Str line) {
    static const char *const words[] = {"Building [",  "Compiling ",   "Checking ", "Downloading ",
                                        "Downloaded ", "Documenting ", "Updating ", "Blocking "};
    line = str_trim(line);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_starts(line, str_from(words[i]))) {
            return true;
        }
    }
    return false;
}

typedef enum Relation {
    RELATION_NONE = 0, /* the diagnostic is over */
    RELATION_PART,
    RELATION_JOINED,   /* the rest of the line before, which was broken off */
    RELATION_BLANK,    /* over, or not: the next line tells */
    RELATION_STRANGER, /* stands between */
} Relation;

static bool is_continued(const TextReader *reader) {
    const StrList *lines = &reader->block.lines;
    Str last = lines->items[lines->count - 1];
    Row row = text_row_read(last);
    return last.len < LONGEST_JOINED && row.kind == ROW_MESSAGE && text_clean_is_open(last);
}

/* What is not rustc's stands between its lines only before the blank line that ends them. */
static Relation stranger(const TextReader *reader) {
    return reader->blanks == 0 && reader->strangers < MOST_STRANGERS ? RELATION_STRANGER
                                                                     : RELATION_NONE;
}

/* How a clean line without prefix goes on with the block. */
static Relation relation_of(const TextReader *reader, Str line) {
    if (str_trim(line).len == 0) {
        return RELATION_BLANK;
    }
    if (is_progress(line)) {
        return stranger(reader);
    }
    Row row = text_row_read(line);
    if (row.kind == ROW_MESSAGE && !row.attached) {
        bool child = str_is(row.level, "note") || str_is(row.level, "help");
        return child ? RELATION_PART : RELATION_NONE;
    }
    if (row.kind != ROW_OTHER) {
        return RELATION_PART;
    }
    if (reader->blanks == 0 && line.len < LONGEST_JOINED && is_continued(reader)) {
        return RELATION_JOINED;
    }
    /* the further lines of a message are indented */
    return reader->blanks == 0 && str_starts(line, STR("    ")) ? RELATION_PART : RELATION_NONE;
}

static Relation relate(TextReader *reader, Str line, Str *clean) {
    const TextBlock *block = &reader->block;
    if (block->lines.count >= MOST_LINES || block->raw.len + line.len > MOST_BYTES) {
        return RELATION_NONE;
    }
    *clean = text_clean(&reader->arena, line);
    if (!text_clean_prefix(block->prefix, clean)) {
        return str_trim(*clean).len == 0 ? RELATION_BLANK : stranger(reader);
    }
    return relation_of(reader, *clean);
}

bool text_ends(TextReader *reader, Str line) {
    Str clean;
    return reader->open && relate(reader, line, &clean) == RELATION_NONE;
}

/* ---- blocks ---- */

static void add_line(TextReader *reader, Str line) {
    VEC_PUSH(&reader->arena, &reader->block.lines, str_copy(&reader->arena, line));
}

static void open_block(TextReader *reader, Str line, Str prefix, Str headline, Str place) {
    Arena *arena = &reader->arena;
    reader->block = (TextBlock){
        .raw = strbuf_new(arena), .others = strbuf_new(arena), .prefix = str_copy(arena, prefix)};
    reader->open = true;
    reader->blanks = 0;
    reader->strangers = 0;
    strbuf_add(&reader->block.raw, line);
    add_line(reader, headline);
    if (place.len > 0) {
        add_line(reader, str_format(arena, " --> " STR_FMT, STR_ARG(place)));
    }
}

static void go_on(TextReader *reader, Str line, Str clean, Relation relation) {
    TextBlock *block = &reader->block;
    strbuf_add(&block->raw, line);
    if (relation == RELATION_BLANK) {
        reader->blanks += line.len;
        return;
    }
    if (relation == RELATION_STRANGER) {
        strbuf_add(&block->others, line);
        reader->strangers++;
        return;
    }
    reader->blanks = 0;
    reader->strangers = 0;
    if (relation == RELATION_JOINED) {
        Str *last = &block->lines.items[block->lines.count - 1];
        *last =
            str_format(&reader->arena, STR_FMT STR_FMT, STR_ARG(*last), STR_ARG(str_trim(clean)));
    } else {
        add_line(reader, clean);
    }
}

bool text_takes(TextReader *reader, Str line, bool may_be_ours) {
    Str clean, prefix, headline, place;
    if (reader->open) {
        Relation relation = relate(reader, line, &clean);
        if (relation != RELATION_NONE) {
            go_on(reader, line, clean, relation);
        }
        return relation != RELATION_NONE;
    }
    if (!may_be_ours && str_find(line, STR("rror"), 0) == STR_NONE) {
        return false;
    }
    clean = text_clean(&reader->arena, line);
    bool holds = text_clean_headline(&reader->arena, clean, &prefix, &headline, &place) &&
                 (may_be_ours || text_clean_is_open(headline));
    if (holds) {
        open_block(reader, line, prefix, headline, place);
    } else {
        text_forget(reader);
    }
    return holds;
}

Diagnostic *text_diagnostic(const TextReader *reader, Arena *arena) {
    StrList lines = {0};
    for (size_t i = 0; i < reader->block.lines.count; i++) {
        VEC_PUSH(arena, &lines, str_copy(arena, reader->block.lines.items[i]));
    }
    return reader->open ? text_block_read(arena, &lines) : NULL;
}

void text_forget(TextReader *reader) {
    reader->open = false;
    reader->block = (TextBlock){0};
    arena_reset(&reader->arena);
}

void text_finish(TextReader *reader) {
    arena_finish(&reader->arena);
}
