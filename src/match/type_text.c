/*
 * The parts of a printed type: head, path, arguments; see type_text.h. Spelling is type_normal.c's,
 * comparing type_compare.c's.
 *
 * All of it walks the bytes with a depth of brackets; `->` closes nothing. What does not look like
 * a type gives empty answers.
 */
#include "match/type_text.h"

#include <ctype.h>
#include <string.h>

/* Skips white space from at on. */
static size_t skip_blanks(Str text, size_t at) {
    while (at < text.len && isspace((unsigned char)text.data[at])) {
        at++;
    }
    return at;
}

/* Moves *at behind word and the blanks that must follow it; false if it is not there. */
static bool skip_word(Str text, size_t *at, Str word) {
    Str rest = str_from_offset(text, *at);
    if (!str_starts(rest, word) || rest.len == word.len ||
        !isspace((unsigned char)rest.data[word.len])) {
        return false;
    }
    *at = skip_blanks(text, *at + word.len);
    return true;
}

/* Moves *at behind a lifetime and blanks. */
static bool skip_lifetime(Str text, size_t *at) {
    if (*at >= text.len || text.data[*at] != '\'') {
        return false;
    }
    size_t end = *at + 1;
    while (end < text.len && str_is_identifier_byte(text.data[end])) {
        end++;
    }
    *at = skip_blanks(text, end);
    return true;
}

static bool is_open(char byte) {
    return byte == '<' || byte == '(' || byte == '[' || byte == '{';
}

/* Whether text[at] closes a bracket; the '>' of "->" and "=>" does not. */
static bool is_close(Str text, size_t at) {
    char byte = text.data[at];
    if (byte == '>') {
        return at == 0 || (text.data[at - 1] != '-' && text.data[at - 1] != '=');
    }
    return byte == ')' || byte == ']' || byte == '}';
}

/* Offset behind the bracket that closes the one at open; the text's length if none does. */
static size_t behind_brackets(Str text, size_t open) {
    size_t depth = 0;
    for (size_t at = open; at < text.len; at++) {
        if (is_open(text.data[at])) {
            depth++;
        } else if (is_close(text, at) && --depth == 0) {
            return at + 1;
        }
    }
    return text.len;
}

/* Offset behind any number of `&`, `&mut`, lifetimes. */
static size_t behind_references(Str type) {
    size_t at = skip_blanks(type, 0);
    while (at < type.len && type.data[at] == '&') {
        at = skip_blanks(type, at + 1);
        (void)skip_lifetime(type, &at);
        (void)skip_word(type, &at, STR("mut"));
    }
    return at;
}

Str type_text_referent(Str type) {
    return str_trim(str_from_offset(type, behind_references(type)));
}

/* Offset where the head's path starts: behind references, a parenthesis of `(dyn`, `dyn`, `for<..>`, `?`. */
static size_t head_start(Str type) {
    size_t at = behind_references(type);
    size_t inner = at;
    while (inner < type.len && type.data[inner] == '(') {
        inner = skip_blanks(type, inner + 1);
    }
    if (skip_word(type, &inner, STR("dyn")) || skip_word(type, &inner, STR("impl"))) {
        at = inner;
        while (skip_lifetime(type, &at) && at < type.len && type.data[at] == '+') {
            at = skip_blanks(type, at + 1);
        }
    }
    if (str_starts(str_from_offset(type, at), STR("for<"))) {
        at = skip_blanks(type, behind_brackets(type, at + 3));
    }
    if (at < type.len && type.data[at] == '?') {
        at++;
    }
    if (at < type.len && type.data[at] == '<') { /* <T as Trait>::Name */
        size_t end = behind_brackets(type, at);
        at = str_starts(str_from_offset(type, end), STR("::")) ? end + 2 : type.len;
    }
    return at;
}

/* The whole path from start on, without arguments: "std::rc::Rc". */
static Str head_path(Str type, size_t start) {
    size_t at = start;
    while (at < type.len) {
        if (str_is_identifier_byte(type.data[at])) {
            at++;
        } else if (str_starts(str_from_offset(type, at), STR("::")) && at + 2 < type.len &&
                   str_is_identifier_byte(type.data[at + 2])) {
            at += 2;
        } else {
            break;
        }
    }
    return str_slice(type, start, at);
}

/* Where the last segment of a path starts in it. */
static size_t last_segment(Str path) {
    size_t colon = str_find_last_byte(path, ':');
    return colon == STR_NONE ? 0 : colon + 1;
}

Str type_text_head(Str type) {
    size_t start = head_start(type);
    Str rest = str_from_offset(type, start);
    if (str_starts(rest, STR("*mut"))) {
        return str_slice(rest, 0, 4);
    }
    if (str_starts(rest, STR("*const"))) {
        return str_slice(rest, 0, 6);
    }
    Str path = head_path(type, start);
    return str_from_offset(path, last_segment(path));
}

Str type_text_path(Str type) {
    Str path = head_path(type, head_start(type));
    size_t last = last_segment(path);
    return str_slice(path, 0, last < 2 ? 0 : last - 2);
}

/* Adds one argument unless it is a lifetime or nothing. */
static void add_argument(Arena *arena, StrList *out, Str argument) {
    argument = str_trim(argument);
    if (argument.len > 0 && argument.data[0] != '\'') {
        VEC_PUSH(arena, out, argument);
    }
}

void type_text_arguments(Arena *arena, StrList *out, Str type) {
    size_t start = head_start(type);
    size_t open = start + head_path(type, start).len;
    if (str_starts(str_from_offset(type, open), STR("::<"))) {
        open += 2;
    }
    if (open == start || open >= type.len || type.data[open] != '<') {
        return;
    }
    size_t end = behind_brackets(type, open);
    size_t depth = 0;
    size_t from = open + 1;
    for (size_t at = open; at < end; at++) {
        if (is_open(type.data[at])) {
            depth++;
        } else if (is_close(type, at) && depth > 0) {
            depth--;
        }
        if ((depth == 1 && type.data[at] == ',') || (depth == 0 && at + 1 == end)) {
            add_argument(arena, out, str_slice(type, from, at));
            from = at + 1;
        }
    }
}

bool type_text_is_shortened(Str type) {
    return str_contains(type, STR("..."));
}
