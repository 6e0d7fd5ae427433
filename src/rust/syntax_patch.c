/*
 * Rust that the grammar of this version cannot read, spelt for it in other words of equal length.
 *
 * Only the parser sees the changed bytes; offsets stay, and the text of nodes is the file's own.
 */
#include "rust/syntax_build.h"

#include <string.h>

/*
 * The word at the first place at or behind from that holds no white space; empty where there is
 * none.
 */
static Str word_behind(Str text, size_t from) {
    while (from < text.len && strchr(" \t\r\n", text.data[from]) && text.data[from]) from++;
    size_t end = from;
    while (end < text.len && str_is_identifier_byte(text.data[end])) end++;
    return str_slice(text, from, end);
}

/* The last byte before an offset that is no white space, or 0. */
static char byte_before(Str text, size_t offset) {
    while (offset > 0 && strchr(" \t\r\n", text.data[offset - 1]) && text.data[offset - 1])
        offset--;
    if (offset == 0) return 0;
    return text.data[offset - 1];
}

/* `&raw` where raw is a variable: the grammar expects `&raw const x` or `&raw mut x`. */
static bool is_variable_raw(Str text, size_t at, size_t end) {
    Str next = word_behind(text, end);
    return byte_before(text, at) == '&' && !str_is(next, "const") && !str_is(next, "mut");
}

/* `unsafe extern "C" { .. }` of edition 2024; `unsafe extern "C" fn` is known. */
static bool is_unsafe_block_of_extern(Str text, size_t end) {
    Str word = word_behind(text, end);
    if (!str_is(word, "extern")) return false;
    size_t at = (size_t)(word.data - text.data) + word.len;
    size_t brace = at;
    while (brace < text.len && text.data[brace] != '{' && text.data[brace] != ';' &&
           brace - at < 80)
        brace++;
    return brace < text.len && text.data[brace] == '{' &&
           str_find_word(str_slice(text, at, brace), STR("fn"), 0) == STR_NONE;
}

/* `safe fn` and `safe static` of such a block. */
static bool is_safe_item(Str text, size_t end) {
    Str word = word_behind(text, end);
    return str_is(word, "fn") || str_is(word, "static");
}

/*
 * Writes other, or blanks, over every occurrence of word that needs it, in *copy, which is made
 * when needed.
 */
static void patch_word(Arena *arena, Str text, char **copy, Str word, char last) {
    size_t at = str_find_word(text, word, 0);
    while (at != STR_NONE) {
        size_t end = at + word.len;
        bool needed = str_is(word, "raw")      ? is_variable_raw(text, at, end)
                      : str_is(word, "unsafe") ? is_unsafe_block_of_extern(text, end)
                                               : is_safe_item(text, end);
        if (needed && !*copy) {
            *copy = ARENA_ARRAY(arena, char, text.len + 1);
            memcpy(*copy, text.data, text.len);
        }
        if (needed && last)
            (*copy)[end - 1] = last;
        else if (needed)
            memset(*copy + at, ' ', word.len);
        at = str_find_word(text, word, end);
    }
}

Str syntax_patch(Arena *arena, Str text) {
    char *copy = NULL;
    patch_word(arena, text, &copy, STR("raw"), 'x');
    patch_word(arena, text, &copy, STR("unsafe"), '\0');
    patch_word(arena, text, &copy, STR("safe"), '\0');
    return copy ? (Str){.data = copy, .len = text.len} : text;
}
