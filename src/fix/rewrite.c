/*
 * Edits in the making. See rewrite.h for the rules; the order of edits at one place is: insertions
 * as they came, then indentation, then the range that starts there.
 */
#include "fix/rewrite.h"

Rewrite rewrite_new(Arena *arena) {
    return (Rewrite){.arena = arena};
}

void rewrite_fail(Rewrite *rewrite, Str why) {
    if (rewrite->trouble.len == 0) rewrite->trouble = why;
}

void rewrite_range(Rewrite *rewrite, const Source *source, size_t start, size_t end, Str text) {
    if (!source || start > end || end > source->text.len) {
        rewrite_fail(rewrite, STR("the place of the change is not known"));
        return;
    }
    if (start == end && text.len == 0) return;
    Edit edit = {.file = source->path,
                 .byte_start = start,
                 .byte_end = end,
                 .expected = str_slice(source->text, start, end),
                 .replacement = text};
    VEC_PUSH(rewrite->arena, &rewrite->edits, edit);
}

void rewrite_replace(Rewrite *rewrite, const Node *node, Str text) {
    if (node && str_eq(node_text(node), text)) return;
    rewrite_range(rewrite, node ? node->source : NULL, node ? node->start : 0, node ? node->end : 0,
                  text);
}

void rewrite_before(Rewrite *rewrite, const Node *node, Str text) {
    size_t at = node ? node->start : 0;
    rewrite_range(rewrite, node ? node->source : NULL, at, at, text);
}

void rewrite_after(Rewrite *rewrite, const Node *node, Str text) {
    size_t at = node ? node->end : 0;
    rewrite_range(rewrite, node ? node->source : NULL, at, at, text);
}

void rewrite_delete(Rewrite *rewrite, const Node *node) {
    rewrite_replace(rewrite, node, STR(""));
}

/* ---- lines ---- */

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static size_t line_start(Str text, size_t at) {
    while (at > 0 && text.data[at - 1] != '\n') at--;
    return at;
}

/* The byte of the '\n' at or behind at, or the text's end. */
static size_t line_end(Str text, size_t at) {
    while (at < text.len && text.data[at] != '\n') at++;
    return at;
}

/* The end of a comment that follows at on the same line, or at where something else or nothing follows. */
static size_t behind_comment(Str text, size_t at) {
    size_t next = at;
    while (next < text.len && is_blank(text.data[next])) next++;
    if (!str_starts(str_from_offset(text, next), STR("//"))) return at;
    size_t end = line_end(text, next);
    if (end > next && text.data[end - 1] == '\r') end--;
    return end;
}

static bool alone_before(Str text, size_t at) {
    size_t start = line_start(text, at);
    return str_trim(str_slice(text, start, at)).len == 0;
}

static bool alone_behind(Str text, size_t at) {
    return str_trim(str_slice(text, at, line_end(text, at))).len == 0;
}

void rewrite_delete_statement(Rewrite *rewrite, const Node *statement) {
    if (!statement) return;
    Str text = statement->source->text;
    size_t start = statement->start;
    size_t end = behind_comment(text, statement->end);
    if (alone_before(text, start) && alone_behind(text, end)) {
        start = line_start(text, start);
        end = line_end(text, end);
        if (end < text.len) end++;
        /* Of blank lines on both sides one is left. */
        bool gap_before = start > 0 && alone_behind(text, line_start(text, start - 1));
        bool gap_behind = end < text.len && alone_behind(text, end);
        size_t next = end;
        while (next < text.len && (is_blank(text.data[next]) || text.data[next] == '\n')) next++;
        bool block_ends = next < text.len && text.data[next] == '}';
        bool block_starts = start >= 2 && text.data[start - 2] == '{';
        if (gap_behind && (gap_before || block_starts || start == 0)) end = line_end(text, end) + 1;
        if (gap_before && block_ends && !gap_behind) start = line_start(text, start - 1);
    } else {
        end = statement->end;
        while (start > 0 && is_blank(text.data[start - 1])) start--;
    }
    rewrite_range(rewrite, statement->source, start, end < text.len ? end : text.len, STR(""));
}

static bool inside_string(const Source *source, size_t at) {
    const Node *node = node_at(source, at, at);
    for (; node; node = node->parent) {
        bool literal = node->kind == NODE_STRING_LITERAL || node->kind == NODE_RAW_STRING_LITERAL;
        if (literal && node->start < at && at < node->end) return true;
    }
    return false;
}

void rewrite_indent(Rewrite *rewrite, const Source *source, size_t from, size_t to, Str step) {
    Str text = source->text;
    for (size_t at = line_end(text, from) + 1; at < to && at < text.len;
         at = line_end(text, at) + 1) {
        if (alone_behind(text, at) || inside_string(source, at)) continue;
        Edit edit = {.file = source->path, .byte_start = at, .byte_end = at, .replacement = step};
        VEC_PUSH(rewrite->arena, &rewrite->indents, edit);
    }
}

void rewrite_wrap(Rewrite *rewrite, const Node *first, const Node *last, Str open, Str tail,
                  Str close) {
    const Source *source = first->source;
    Str step = syntax_indent_step(source);
    Str indentation = syntax_indentation(first);
    if (!alone_before(source->text, first->start)) {
        rewrite_fail(rewrite, STR("the statements stand on one line with other code"));
        return;
    }
    size_t end = behind_comment(source->text, last->end);
    rewrite_before(rewrite, first,
                   str_format(rewrite->arena, STR_FMT "\n" STR_FMT STR_FMT, STR_ARG(open),
                              STR_ARG(indentation), STR_ARG(step)));
    rewrite_indent(rewrite, source, first->start, end, step);
    StrBuf closing = strbuf_new(rewrite->arena);
    if (tail.len > 0) {
        strbuf_addf(&closing, "\n" STR_FMT STR_FMT STR_FMT, STR_ARG(indentation), STR_ARG(step),
                    STR_ARG(tail));
    }
    strbuf_addf(&closing, "\n" STR_FMT STR_FMT, STR_ARG(indentation), STR_ARG(close));
    rewrite_range(rewrite, source, end, end, strbuf_str(&closing));
}

static void put_on_line(Rewrite *rewrite, const Source *source, size_t from, size_t to,
                        Str indentation) {
    bool blank = str_trim(str_slice(source->text, from, to)).len == 0;
    if (!blank) rewrite_fail(rewrite, STR("a comment stands between the statements"));
    rewrite_range(rewrite, source, from, to,
                  str_format(rewrite->arena, "\n" STR_FMT, STR_ARG(indentation)));
}

Str rewrite_open_block(Rewrite *rewrite, const Node *block) {
    const Source *source = block->source;
    Str outer = syntax_indentation(block);
    Str inner = str_format(rewrite->arena, STR_FMT STR_FMT, STR_ARG(outer),
                           STR_ARG(syntax_indent_step(source)));
    const Node *first = node_first(block);
    if (!first) return inner;
    if (alone_before(source->text, first->start)) return syntax_indentation(first);
    if (str_find_byte(node_text(block), '\n') != STR_NONE) {
        rewrite_fail(rewrite, STR("the statements stand on one line with other code"));
        return inner;
    }
    size_t done = block->start + 1;
    const Node *brace = node_is_token(block->first, "{") ? block->first : NULL;
    if (brace) done = brace->end;
    for (const Node *child = first; child; child = node_next(child)) {
        put_on_line(rewrite, source, done, child->start, inner);
        done = child->end;
    }
    put_on_line(rewrite, source, done, block->end - 1, outer);
    return inner;
}

/* ---- putting them together ---- */

static bool covers(const Edit *edit, Str file, size_t at) {
    return edit->byte_start <= at && at < edit->byte_end && str_eq(edit->file, file);
}

bool rewrite_covers(const Rewrite *rewrite, const Node *node) {
    for (size_t i = 0; node && i < rewrite->edits.count; i++) {
        const Edit *edit = &rewrite->edits.items[i];
        if (covers(edit, node->source->path, node->start) && edit->byte_end >= node->end) {
            return true;
        }
    }
    return false;
}

/* Insertions as they came, then soft ones, then ranges: `rank` at one place. */
typedef struct Placed {
    Edit edit;
    int rank;
} Placed;
typedef VEC_OF(Placed) PlacedList;

static bool comes_later(const Placed *a, const Placed *b) {
    int files = str_compare(a->edit.file, b->edit.file);
    if (files != 0) return files > 0;
    if (a->edit.byte_start != b->edit.byte_start) return a->edit.byte_start > b->edit.byte_start;
    return a->rank > b->rank;
}

static void place(Arena *arena, PlacedList *list, Edit edit, int rank) {
    VEC_PUSH(arena, list, (Placed){.edit = edit, .rank = rank});
    size_t at = list->count - 1;
    Placed placed = list->items[at];
    while (at > 0 && comes_later(&list->items[at - 1], &placed)) {
        list->items[at] = list->items[at - 1];
        at--;
    }
    list->items[at] = placed;
}

static void place_all(const Rewrite *rewrite, PlacedList *placed) {
    for (size_t i = 0; i < rewrite->edits.count; i++) {
        Edit edit = rewrite->edits.items[i];
        place(rewrite->arena, placed, edit, edit.byte_start == edit.byte_end ? 0 : 2);
    }
    for (size_t i = 0; i < rewrite->indents.count; i++) {
        Edit edit = rewrite->indents.items[i];
        bool gives_way = false;
        for (size_t k = 0; k < rewrite->edits.count && !gives_way; k++) {
            gives_way = covers(&rewrite->edits.items[k], edit.file, edit.byte_start);
        }
        if (!gives_way) place(rewrite->arena, placed, edit, 1);
    }
}

Str rewrite_text(const Rewrite *rewrite, const Source *source, size_t start, size_t end) {
    PlacedList placed = {0};
    place_all(rewrite, &placed);
    StrBuf out = strbuf_new(rewrite->arena);
    size_t done = start;
    for (size_t i = 0; i < placed.count; i++) {
        const Edit *edit = &placed.items[i].edit;
        if (!str_eq(edit->file, source->path) || edit->byte_start < done || edit->byte_end > end) {
            continue;
        }
        strbuf_add(&out, str_slice(source->text, done, edit->byte_start));
        strbuf_add(&out, edit->replacement);
        done = edit->byte_end;
    }
    strbuf_add(&out, str_slice(source->text, done, end));
    return strbuf_str(&out);
}

static Str joined(Arena *arena, Str a, Str b) {
    if (a.len == 0) return b;
    if (b.len == 0) return a;
    return str_format(arena, STR_FMT STR_FMT, STR_ARG(a), STR_ARG(b));
}

bool rewrite_finish(Rewrite *rewrite, EditList *out) {
    PlacedList placed = {0};
    place_all(rewrite, &placed);
    *out = (EditList){0};
    for (size_t i = 0; i < placed.count && rewrite->trouble.len == 0; i++) {
        Edit edit = placed.items[i].edit;
        Edit *before = out->count > 0 ? &out->items[out->count - 1] : NULL;
        if (!before || !str_eq(before->file, edit.file) || before->byte_end < edit.byte_start) {
            VEC_PUSH(rewrite->arena, out, edit);
        } else if (before->byte_end == edit.byte_start) {
            before->expected = joined(rewrite->arena, before->expected, edit.expected);
            before->replacement = joined(rewrite->arena, before->replacement, edit.replacement);
            before->byte_end = edit.byte_end;
        } else if (before->byte_start != edit.byte_start || before->byte_end != edit.byte_end ||
                   !str_eq(before->replacement, edit.replacement)) {
            rewrite_fail(rewrite, STR("two of its changes want the same place"));
        }
    }
    if (out->count == 0) rewrite_fail(rewrite, STR("nothing would change"));
    return rewrite->trouble.len == 0;
}
