/*
 * Edits as sets of byte ranges that do not overlap.
 *
 * Two ranges overlap when they share a byte; an insertion overlaps a range only strictly inside of
 * it. So an insertion at a range's start stands before what replaces the range, one at its end
 * behind it, and every order of applying gives one result. The lists are short (a fix touches tens
 * of places), so all searching is linear.
 *
 * The text of an edit has "\n" for the end of a line. Which bytes end a line is a matter of the
 * file: edit_replacement is the one place that turns "\n" into "\r\n".
 */
#include "edit/edit.h"

#include <string.h>

static bool is_insertion(const Edit *edit) {
    return edit->byte_start == edit->byte_end;
}

static bool same_place(const Edit *a, const Edit *b) {
    return a->byte_start == b->byte_start && a->byte_end == b->byte_end && str_eq(a->file, b->file);
}

static bool identical(const Edit *a, const Edit *b) {
    return same_place(a, b) && str_eq(a->replacement, b->replacement);
}

/* An empty range has no byte to share; strictly inside of the other is an overlap all the same. */
static bool overlap(const Edit *a, const Edit *b) {
    return a->byte_start < b->byte_end && b->byte_start < a->byte_end && str_eq(a->file, b->file);
}

bool edit_add(Arena *arena, EditList *list, Edit edit) {
    for (size_t i = 0; i < list->count; i++) {
        if (identical(&list->items[i], &edit)) return true;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (overlap(&list->items[i], &edit)) return false;
    }
    VEC_PUSH(arena, list, edit);
    return true;
}

static int compare(const Edit *a, const Edit *b) {
    int files = str_compare(a->file, b->file);
    if (files != 0) return files;
    if (a->byte_start != b->byte_start) return a->byte_start < b->byte_start ? -1 : 1;
    if (a->byte_end != b->byte_end) return a->byte_end < b->byte_end ? -1 : 1;
    return 0;
}

/* By insertion: stable, which qsort is not, and quick on lists that are nearly in order. */
void edit_sort(EditList *list) {
    for (size_t i = 1; i < list->count; i++) {
        Edit edit = list->items[i];
        size_t at = i;
        while (at > 0 && compare(&list->items[at - 1], &edit) > 0) {
            list->items[at] = list->items[at - 1];
            at--;
        }
        list->items[at] = edit;
    }
}

/* Whether a name that starts with a capital letter (a type, a trait) stands in both texts. */
static bool share_type_name(Str a, Str b) {
    for (size_t start = 0; start < a.len;) {
        size_t end = start;
        while (end < a.len && str_is_identifier_byte(a.data[end])) end++;
        Str word = str_slice(a, start, end);
        bool capital = word.len > 0 && word.data[0] >= 'A' && word.data[0] <= 'Z';
        if (capital && str_find_word(b, word, 0) != STR_NONE) return true;
        start = end > start ? end : start + 1;
    }
    return false;
}

/*
 * Two insertions of different fixes at one place are harmless when they are lines about different
 * things (`use` of Arc, `use` of Mutex); ` + Send` beside ` + Send + Sync`, or two imports of one
 * name, are two answers to one question.
 */
static bool rival_insertions(const Edit *a, const Edit *b) {
    if (!is_insertion(a) || !same_place(a, b)) return false;
    bool lines = str_ends(a->replacement, STR("\n")) && str_ends(b->replacement, STR("\n"));
    return !lines || share_type_name(a->replacement, b->replacement);
}

bool edit_conflict(const EditList *a, const EditList *b) {
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k < b->count; k++) {
            const Edit *x = &a->items[i];
            const Edit *y = &b->items[k];
            if (identical(x, y)) continue;
            if (overlap(x, y) || rival_insertions(x, y)) return true;
        }
    }
    return false;
}

static bool contains(const EditList *list, const Edit *edit) {
    for (size_t i = 0; i < list->count; i++) {
        if (identical(&list->items[i], edit)) return true;
    }
    return false;
}

bool edit_same(const EditList *a, const EditList *b) {
    for (size_t i = 0; i < a->count; i++) {
        if (!contains(b, &a->items[i])) return false;
    }
    for (size_t i = 0; i < b->count; i++) {
        if (!contains(a, &b->items[i])) return false;
    }
    return true;
}

/* Whether the line that holds a byte ends in "\r\n"; the line before decides for a last line without end. */
static bool line_has_crlf(Str text, size_t byte) {
    size_t end = str_find(text, STR("\n"), byte < text.len ? byte : text.len);
    if (end == STR_NONE) end = str_find_last_byte(text, '\n');
    return end != STR_NONE && end > 0 && text.data[end - 1] == '\r';
}

Str edit_replacement(Arena *arena, Str text, const Edit *edit) {
    Str rest = edit->replacement;
    if (str_find_byte(rest, '\n') == STR_NONE || !line_has_crlf(text, edit->byte_start))
        return rest;
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < rest.len; i++) {
        bool bare = rest.data[i] == '\n' && (i == 0 || rest.data[i - 1] != '\r');
        if (bare) strbuf_add_byte(&out, '\r');
        strbuf_add_byte(&out, rest.data[i]);
    }
    return strbuf_str(&out);
}

static bool fits(Str text, const Edit *edit, size_t done) {
    if (edit->byte_start < done || edit->byte_end < edit->byte_start) return false;
    if (edit->byte_end > text.len) return false;
    return str_eq(str_slice(text, edit->byte_start, edit->byte_end), edit->expected);
}

bool edit_apply(Arena *arena, Str *out, Str text, Str file, const EditList *list) {
    EditList mine = {0};
    for (size_t i = 0; i < list->count; i++) {
        if (str_eq(list->items[i].file, file)) VEC_PUSH(arena, &mine, list->items[i]);
    }
    edit_sort(&mine);
    StrBuf buffer = strbuf_new(arena);
    size_t done = 0;
    for (size_t i = 0; i < mine.count; i++) {
        const Edit *edit = &mine.items[i];
        if (i > 0 && identical(edit, &mine.items[i - 1])) continue;
        if (!fits(text, edit, done)) return false;
        strbuf_add(&buffer, str_slice(text, done, edit->byte_start));
        strbuf_add(&buffer, edit_replacement(arena, text, edit));
        done = edit->byte_end;
    }
    strbuf_add(&buffer, str_from_offset(text, done));
    *out = strbuf_str(&buffer);
    return true;
}
