/*
 * Comparing printed types: type_text_same, _contains and _find of type_text.h.
 *
 * Both texts are brought to one spelling and walked side by side. A wildcard stands for exactly one
 * type: `_` (inferred), `...` (cut by rustc because the type is long), `{integer}` for whole
 * numbers. So each step is certain and nothing is tried twice.
 */
#include <string.h>

#include "match/type_text.h"

/* Bounds for hostile text: bytes compared in all, of a text searched, of a path, of candidates that are spelt alike. */
enum {
    HUGE_WORK = 50 * 1000 * 1000,
    FIND_LIMIT = 32 * 1024,
    HEAD_LIMIT = 256,
    CANDIDATES_LIMIT = 1024 * 1024,
};

static char byte_at(Str text, size_t at) {
    return at < text.len ? text.data[at] : '\0';
}

/* Offset behind the one type that starts at at: up to a comma, semicolon or bracket that is not its own. */
static size_t type_end(Str text, size_t at) {
    size_t depth = 0;
    for (; at < text.len; at++) {
        char byte = text.data[at];
        if (byte == '<' || byte == '(' || byte == '[' || byte == '{') {
            depth++;
        } else if (byte == ')' || byte == ']' || byte == '}' ||
                   (byte == '>' && byte_at(text, at - 1) != '-')) {
            if (depth == 0) {
                return at;
            }
            depth--;
        } else if (depth == 0 && (byte == ',' || byte == ';')) {
            return at;
        }
    }
    return at;
}

/* Length of the wildcard at at: 1 for `_`, 3 for `...`, else 0. */
static size_t wildcard(Str text, size_t at) {
    if (str_starts(str_from_offset(text, at), STR("..."))) {
        return 3;
    }
    bool alone = byte_at(text, at) == '_' && !str_is_identifier_byte(byte_at(text, at + 1)) &&
                 (at == 0 || !str_is_identifier_byte(text.data[at - 1]));
    return alone ? 1 : 0;
}

/* The word at at. */
static Str word_at(Str text, size_t at) {
    size_t end = at;
    while (end < text.len && str_is_identifier_byte(text.data[end])) {
        end++;
    }
    return str_slice(text, at, end);
}

static bool is_number_type(Str word, bool whole) {
    static const char *const whole_types[] = {"i8",  "i16", "i32", "i64",  "i128",  "u8",
                                              "u16", "u32", "u64", "u128", "isize", "usize"};
    if (!whole) {
        return str_is(word, "f32") || str_is(word, "f64");
    }
    for (size_t i = 0; i < sizeof whole_types / sizeof whole_types[0]; i++) {
        if (str_is(word, whole_types[i])) {
            return true;
        }
    }
    return false;
}

/* Moves over `{integer}` or `{float}` in a and a type of that kind in b. */
static bool skip_literal(Str a, size_t *i, Str b, size_t *j) {
    bool whole = str_starts(str_from_offset(a, *i), STR("{integer}"));
    if (!whole && !str_starts(str_from_offset(a, *i), STR("{float}"))) {
        return false;
    }
    Str word = word_at(b, *j);
    if (!is_number_type(word, whole)) {
        return false;
    }
    *i += whole ? 9 : 7;
    *j += word.len;
    return true;
}

/*
 * Walks a from *i and b from the start of its type until b is used up. True where all of it agrees; *i is then behind
 * the agreeing part of a.
 */
static bool walk(Str a, size_t *i, Str b) {
    size_t j = 0;
    while (j < b.len) {
        size_t in_a = wildcard(a, *i);
        size_t in_b = wildcard(b, j);
        if (in_a > 0 || in_b > 0) {
            *i = in_a > 0 ? *i + in_a : type_end(a, *i);
            j = in_b > 0 ? j + in_b : type_end(b, j);
        } else if (byte_at(a, *i) == b.data[j] && *i < a.len) {
            (*i)++;
            j++;
        } else if (!skip_literal(a, i, b, &j) && !skip_literal(b, &j, a, i)) {
            return false;
        }
    }
    return true;
}

/* Newer compilers print Atomic<i32> for AtomicI32. */
static Str spelt_alike(Arena *arena, Str type) {
    Str normal = type_text_normal(arena, type);
    size_t at = str_find(normal, STR("Atomic<"), 0);
    if (at == STR_NONE) {
        return normal;
    }
    StrBuf out = strbuf_new(arena);
    size_t from = 0;
    for (; at != STR_NONE; at = str_find(normal, STR("Atomic<"), from)) {
        Str word = word_at(normal, at + 7);
        bool plain = word.len > 0 && byte_at(normal, at + 7 + word.len) == '>';
        strbuf_add(&out, str_slice(normal, from, at + 6));
        from = at + 6;
        if (plain) {
            char first = word.data[0];
            strbuf_add_byte(&out, first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first);
            strbuf_add(&out, str_from_offset(word, 1));
            from = at + 7 + word.len + 1;
        }
    }
    strbuf_add(&out, str_from_offset(normal, from));
    return strbuf_str(&out);
}

bool type_text_same(Arena *arena, Str a, Str b) {
    Str left = spelt_alike(arena, a);
    Str right = spelt_alike(arena, b);
    size_t at = 0;
    return walk(left, &at, right) && at == left.len;
}

/* Whether a type can start at at: not behind `dyn`, `impl`, `as`, `+` or in a word. */
static bool is_start(Str text, size_t at) {
    static const char *const never_behind[] = {"dyn ", "impl ", "as ", "+ ", "::"};
    if (at == 0) {
        return true;
    }
    if (str_is_identifier_byte(text.data[at - 1])) {
        return false;
    }
    Str before = str_slice(text, 0, at);
    for (size_t i = 0; i < sizeof never_behind / sizeof never_behind[0]; i++) {
        if (str_ends(before, str_from(never_behind[i]))) {
            return false;
        }
    }
    return true;
}

/* Whether a type can end before at. */
static bool is_end(Str text, size_t at) {
    Str rest = str_from_offset(text, at);
    return rest.len == 0 || strchr(",>)];}", rest.data[0]) != NULL ||
           str_starts(rest, STR(" as ")) || str_starts(rest, STR(" {"));
}

bool type_text_contains(Arena *arena, Str whole, Str part) {
    Str in = spelt_alike(arena, whole);
    Str wanted = spelt_alike(arena, part);
    if (wanted.len == 0 || (in.len > 0 && wanted.len > HUGE_WORK / in.len)) {
        return false;
    }
    for (size_t at = 0; at < in.len; at++) {
        size_t end = at;
        if (is_start(in, at) && walk(in, &end, wanted) && is_end(in, end)) {
            return true;
        }
    }
    return false;
}

Str type_text_find(Arena *arena, Str whole, Str part) {
    if (whole.len > FIND_LIMIT) {
        return (Str){0};
    }
    Str head = type_text_head(part);
    size_t work = 0;
    for (size_t at = 0; at < whole.len && work < CANDIDATES_LIMIT; at++) {
        if (!is_start(whole, at) || whole.data[at] == ' ' ||
            !str_eq(type_text_head(str_slice(whole, at, at + HEAD_LIMIT)), head)) {
            continue;
        }
        Str candidate = str_slice(whole, at, type_end(whole, at));
        work += candidate.len + part.len;
        if (type_text_same(arena, candidate, part)) {
            return candidate;
        }
    }
    return (Str){0};
}
