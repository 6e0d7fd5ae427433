/*
 * Line diff after E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), greedy
 * form, on what is left when equal lines at both ends are taken off.
 *
 * The search keeps one row for each edit distance d, d + 1 numbers long, so memory grows with the
 * square of the number of changed lines and not with the file. Past MAX_DISTANCE changed lines the
 * whole middle counts as replaced: a true diff still, only not the shortest.
 *
 * Lines are compared with their ends, so CR and a missing last newline are differences like any
 * other. The output form is the one that both git and patch take: see the names below.
 */
#include "edit/diff.h"

#include <stdbool.h>
#include <string.h>

#include "base/vec.h"

enum { MAX_DISTANCE = 2000, CONTEXT_LINES = 3 };

typedef VEC_OF(Str) LineList;

/* Lines [old_start, old_end) become lines [new_start, new_end); 0-based. */
typedef struct Change {
    size_t old_start, old_end;
    size_t new_start, new_end;
} Change;
typedef VEC_OF(Change) ChangeList;

typedef struct Texts {
    LineList old_lines, new_lines;
    size_t prefix;             /* equal lines at the start */
    size_t old_left, new_left; /* lines between the equal ends */
} Texts;

static LineList split(Arena *arena, Str text) {
    LineList lines = {0};
    size_t start = 0;
    while (start < text.len) {
        const char *end = memchr(text.data + start, '\n', text.len - start);
        size_t next = end != NULL ? (size_t)(end - text.data) + 1 : text.len;
        VEC_PUSH(arena, &lines, str_slice(text, start, next));
        start = next;
    }
    return lines;
}

static void trim_ends(Texts *texts) {
    const LineList *a = &texts->old_lines;
    const LineList *b = &texts->new_lines;
    size_t least = a->count < b->count ? a->count : b->count;
    size_t prefix = 0;
    while (prefix < least && str_eq(a->items[prefix], b->items[prefix])) prefix++;
    size_t suffix = 0;
    while (suffix < least - prefix &&
           str_eq(a->items[a->count - 1 - suffix], b->items[b->count - 1 - suffix])) {
        suffix++;
    }
    texts->prefix = prefix;
    texts->old_left = a->count - prefix - suffix;
    texts->new_left = b->count - prefix - suffix;
}

static bool equal_at(const Texts *texts, size_t x, size_t y) {
    return str_eq(texts->old_lines.items[texts->prefix + x],
                  texts->new_lines.items[texts->prefix + y]);
}

/*
 * Row d of the search: the furthest old line reached on each diagonal k = -d, -d+2 .. d, stored at
 * (k + d) / 2. Points past the last old or new line occur and do no harm: no path leads back.
 */
typedef struct Row {
    size_t *furthest;
} Row;

/* Where a path of d edits enters diagonal index i (of row d): by insertion (down) from i, else by deletion. */
static bool comes_down(const Row *previous, size_t d, size_t i) {
    if (i == 0) return true;
    if (i == d) return false;
    return previous->furthest[i - 1] < previous->furthest[i];
}

static size_t entered_at(const Row *previous, size_t d, size_t i) {
    if (d == 0) return 0;
    if (comes_down(previous, d, i)) return previous->furthest[i];
    return previous->furthest[i - 1] + 1;
}

/* The new line that goes with old line x on diagonal index i of row d: y = x - k, k = 2i - d. */
static size_t new_line_of(size_t x, size_t d, size_t i) {
    return x + d - 2 * i;
}

/* Fills row d; true and the diagonal's index in *end when the far corner is reached. */
static bool search_row(const Texts *texts, const Row *previous, Row *row, size_t d, size_t *end) {
    for (size_t i = 0; i <= d; i++) {
        size_t x = entered_at(previous, d, i);
        size_t y = new_line_of(x, d, i);
        while (x < texts->old_left && y < texts->new_left && equal_at(texts, x, y)) {
            x++;
            y++;
        }
        row->furthest[i] = x;
        if (x == texts->old_left && y == texts->new_left) {
            *end = i;
            return true;
        }
    }
    return false;
}

/* Follows the rows back from the far corner and marks the lines that are removed and added. */
static void mark_path(const Texts *texts, const Row *rows, size_t d, size_t i, bool *removed,
                      bool *added) {
    for (; d > 0; d--) {
        const Row *previous = &rows[d - 1];
        size_t x = entered_at(previous, d, i);
        size_t y = new_line_of(x, d, i);
        if (comes_down(previous, d, i)) {
            if (y > 0 && y <= texts->new_left) added[y - 1] = true;
        } else {
            if (x > 0 && x <= texts->old_left) removed[x - 1] = true;
            i--;
        }
    }
}

static void mark_all(bool *marks, size_t count) {
    for (size_t i = 0; i < count; i++) marks[i] = true;
}

static void mark_changes(Arena *arena, const Texts *texts, bool *removed, bool *added) {
    size_t most = texts->old_left + texts->new_left;
    if (most > MAX_DISTANCE) most = MAX_DISTANCE;
    Row *rows = ARENA_ARRAY(arena, Row, most + 1);
    for (size_t d = 0; d <= most; d++) {
        rows[d].furthest = ARENA_ARRAY(arena, size_t, d + 1);
        size_t end = 0;
        if (search_row(texts, d > 0 ? &rows[d - 1] : NULL, &rows[d], d, &end)) {
            mark_path(texts, rows, d, end, removed, added);
            return;
        }
    }
    mark_all(removed, texts->old_left);
    mark_all(added, texts->new_left);
}

static ChangeList find_changes(Arena *arena, const Texts *texts) {
    bool *removed = ARENA_ARRAY(arena, bool, texts->old_left + 1);
    bool *added = ARENA_ARRAY(arena, bool, texts->new_left + 1);
    mark_changes(arena, texts, removed, added);
    ChangeList changes = {0};
    size_t x = 0;
    size_t y = 0;
    while (x < texts->old_left || y < texts->new_left) {
        Change change = {.old_start = texts->prefix + x, .new_start = texts->prefix + y};
        while (x < texts->old_left && removed[x]) x++;
        while (y < texts->new_left && added[y]) y++;
        change.old_end = texts->prefix + x;
        change.new_end = texts->prefix + y;
        bool empty = change.old_start == change.old_end && change.new_start == change.new_end;
        if (!empty) VEC_PUSH(arena, &changes, change);
        if (empty) {
            x++;
            y++;
        }
    }
    return changes;
}

static bool needs_quotes(Str name) {
    for (size_t i = 0; i < name.len; i++) {
        unsigned char byte = (unsigned char)name.data[i];
        if (byte < 0x20 || byte >= 0x7f || byte == '"' || byte == '\\') return true;
    }
    return false;
}

static void add_quoted_byte(StrBuf *out, unsigned char byte) {
    static const char plain[] = "\a\b\t\n\v\f\r\"\\";
    static const char letter[] = "abtnvfr\"\\";
    const char *found = byte != 0 ? strchr(plain, byte) : NULL;
    if (found != NULL) {
        strbuf_add_byte(out, '\\');
        strbuf_add_byte(out, letter[found - plain]);
    } else if (byte < 0x20 || byte >= 0x7f) {
        strbuf_addf(out, "\\%03o", (unsigned)byte);
    } else {
        strbuf_add_byte(out, (char)byte);
    }
}

/*
 * A header line. As git writes it: in C quotes with octal escapes where the name has controls,
 * quotes, backslashes or bytes past ASCII; with a TAB behind it where it has a blank, since patch
 * would else end the name there. An absolute name loses its slash, for neither takes one.
 */
static void add_name(StrBuf *out, const char *sign, const char *side, Str file) {
    while (str_starts(file, STR("./"))) file = str_from_offset(file, 2);
    while (str_starts(file, STR("/"))) file = str_from_offset(file, 1);
    strbuf_addf(out, "%s ", sign);
    if (needs_quotes(file)) {
        strbuf_addf(out, "\"%s/", side);
        for (size_t i = 0; i < file.len; i++) add_quoted_byte(out, (unsigned char)file.data[i]);
        strbuf_add(out, STR("\"\n"));
        return;
    }
    strbuf_addf(out, "%s/", side);
    strbuf_add(out, file);
    if (str_find_byte(file, ' ') != STR_NONE) strbuf_add_byte(out, '\t');
    strbuf_add_byte(out, '\n');
}

static void add_lines(StrBuf *out, char sign, const LineList *lines, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        strbuf_add_byte(out, sign);
        strbuf_add(out, lines->items[i]);
        if (!str_ends(lines->items[i], STR("\n"))) {
            strbuf_add(out, STR("\n\\ No newline at end of file\n"));
        }
    }
}

/* "start,count" as diff counts: 1-based, ",1" left out, and the line before where there are none. */
static void add_range(StrBuf *out, char sign, size_t start, size_t count) {
    strbuf_addf(out, "%c%zu", sign, count > 0 ? start + 1 : start);
    if (count != 1) strbuf_addf(out, ",%zu", count);
}

static size_t at_most(size_t value, size_t limit) {
    return value < limit ? value : limit;
}

static void add_hunk(StrBuf *out, const Texts *texts, const Change *changes, size_t count) {
    const Change *last = &changes[count - 1];
    size_t before = at_most(changes[0].old_start, CONTEXT_LINES);
    size_t after = at_most(texts->old_lines.count - last->old_end, CONTEXT_LINES);
    size_t old_start = changes[0].old_start - before;
    size_t new_start = changes[0].new_start - before;
    strbuf_add(out, STR("@@ "));
    add_range(out, '-', old_start, last->old_end + after - old_start);
    strbuf_add_byte(out, ' ');
    add_range(out, '+', new_start, last->new_end + after - new_start);
    strbuf_add(out, STR(" @@\n"));
    size_t done = old_start;
    for (size_t i = 0; i < count; i++) {
        const Change *change = &changes[i];
        add_lines(out, ' ', &texts->old_lines, done, change->old_start);
        add_lines(out, '-', &texts->old_lines, change->old_start, change->old_end);
        add_lines(out, '+', &texts->new_lines, change->new_start, change->new_end);
        done = change->old_end;
    }
    add_lines(out, ' ', &texts->old_lines, done, done + after);
}

Str diff_unified(Arena *arena, Str file, Str before, Str after) {
    if (str_eq(before, after)) return STR("");
    Texts texts = {.old_lines = split(arena, before), .new_lines = split(arena, after)};
    trim_ends(&texts);
    ChangeList changes = find_changes(arena, &texts);
    StrBuf out = strbuf_new(arena);
    add_name(&out, "---", "a", file);
    add_name(&out, "+++", "b", file);
    for (size_t start = 0; start < changes.count;) {
        size_t end = start + 1;
        while (end < changes.count &&
               changes.items[end].old_start - changes.items[end - 1].old_end <= 2 * CONTEXT_LINES) {
            end++;
        }
        add_hunk(&out, &texts, &changes.items[start], end - start);
        start = end;
    }
    return strbuf_str(&out);
}

/* Byte offset of a line in the text that it was split from; the text's length past the last one. */
static size_t line_offset(const LineList *lines, size_t line, Str text) {
    return line < lines->count ? (size_t)(lines->items[line].data - text.data) : text.len;
}

void diff_edits(Arena *arena, EditList *out, Str file, Str before, Str after) {
    Texts texts = {.old_lines = split(arena, before), .new_lines = split(arena, after)};
    trim_ends(&texts);
    ChangeList changes = find_changes(arena, &texts);
    for (size_t i = 0; i < changes.count; i++) {
        const Change *change = &changes.items[i];
        size_t start = line_offset(&texts.old_lines, change->old_start, before);
        size_t end = line_offset(&texts.old_lines, change->old_end, before);
        size_t from = line_offset(&texts.new_lines, change->new_start, after);
        size_t to = line_offset(&texts.new_lines, change->new_end, after);
        Edit edit = {.file = file,
                     .byte_start = start,
                     .byte_end = end,
                     .expected = str_slice(before, start, end),
                     .replacement = str_slice(after, from, to)};
        VEC_PUSH(arena, out, edit);
    }
}
