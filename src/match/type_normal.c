/*
 * One spelling for printed types: type_text_normal of type_text.h.
 *
 * One pass from left to right with a stack of the brackets that are open in what was written. A
 * needless parenthesis is known only at its end, so its place is marked with DROPPED and taken out
 * when all is written. Lifetimes go together with the comma, blank or plus that they bring.
 */
#include <ctype.h>
#include <string.h>

#include "base/vec.h"
#include "match/type_text.h"

enum { DROPPED = 1 }; /* a byte that no type contains */
enum {
    COROUTINE_LIMIT = 4096
}; /* bytes of a coroutine's name, so that unclosed ones cost little */

typedef struct Bracket {
    char open;
    size_t at;    /* in what was written */
    bool is_list; /* a tuple, or the parameters of a function */
} Bracket;

typedef struct Normal {
    Arena *arena;
    Str type;
    size_t at; /* next byte of type */
    StrBuf out;
    VEC_OF(Bracket) brackets;
} Normal;

static char peek(const Normal *n, size_t ahead) {
    return n->type.len - n->at > ahead ? n->type.data[n->at + ahead] : '\0';
}

static bool starts_here(const Normal *n, Str text) {
    return str_starts(str_from_offset(n->type, n->at), text);
}

static bool wrote(Normal *n, Str ending) {
    return str_ends(strbuf_str(&n->out), ending);
}

static char last_written(const Normal *n) {
    return n->out.len > 0 ? n->out.data[n->out.len - 1] : '\0';
}

static void unwrite(Normal *n, size_t count) {
    n->out.len -= count < n->out.len ? count : n->out.len;
}

static void unwrite_blanks(Normal *n) {
    while (last_written(n) == ' ') {
        unwrite(n, 1);
    }
}

static void skip_blanks(Normal *n) {
    while (isspace((unsigned char)peek(n, 0))) {
        n->at++;
    }
}

/* A lifetime and what it drags along. */
static void drop_lifetime(Normal *n) {
    n->at++;
    while (str_is_identifier_byte(peek(n, 0))) {
        n->at++;
    }
    skip_blanks(n);
    if (peek(n, 0) == ',') {
        n->at++;
        skip_blanks(n);
    } else if (wrote(n, STR(" + "))) {
        unwrite(n, 3);
    } else if (peek(n, 0) == '+') { /* dyn 'a + Trait */
        n->at++;
        skip_blanks(n);
    } else if (peek(n, 0) == '>' && wrote(n, STR(", "))) {
        unwrite(n, 2);
    }
    if (peek(n, 0) == '>' && last_written(n) == '<') { /* Name<'a> */
        unwrite(n, 1);
        n->at++;
        if (n->brackets.count > 0) {
            n->brackets.count--;
        }
    }
}

/* `{closure@src/main.rs:3:4: 5:6}`, `[async block@..]` (before 2023): written as {closure@main.rs:3:4}. */
static bool add_coroutine(Normal *n) {
    char close = peek(n, 0) == '{' ? '}' : ']';
    size_t kind = 1;
    while (islower((unsigned char)peek(n, kind)) || peek(n, kind) == ' ') {
        kind++;
    }
    if (kind == 1 || peek(n, kind) != '@') {
        return false;
    }
    Str rest = str_slice(n->type, n->at, n->at + COROUTINE_LIMIT);
    size_t end = str_find_byte(rest, close);
    if (end == STR_NONE) {
        return false;
    }
    Str place = str_slice(rest, kind + 1, end);
    size_t range = str_find(place, STR(": "), 0);
    place = str_slice(place, 0, range);
    for (size_t i = place.len; i > 0; i--) {
        if (place.data[i - 1] == '/' || place.data[i - 1] == '\\') {
            place = str_from_offset(place, i);
            break;
        }
    }
    strbuf_addf(&n->out, "{" STR_FMT "@" STR_FMT "}", STR_ARG(str_slice(rest, 1, kind)),
                STR_ARG(place));
    n->at += end + 1;
    return true;
}

/* An identifier, unless it is a module of a path; `for<'a>` goes as a whole. */
static void add_word(Normal *n) {
    size_t end = n->at;
    while (end < n->type.len && str_is_identifier_byte(n->type.data[end])) {
        end++;
    }
    Str word = str_slice(n->type, n->at, end);
    n->at = end;
    if (str_is(word, "for") && peek(n, 0) == '<') {
        size_t close = str_find_byte(str_from_offset(n->type, end), '>');
        n->at = close == STR_NONE ? n->type.len : end + close + 1;
        skip_blanks(n);
        return;
    }
    bool in_path = starts_here(n, STR("::"));
    bool turbofish = starts_here(n, STR("::<"));
    if (in_path) {
        n->at += 2;
    }
    if (!in_path || turbofish) {
        strbuf_add(&n->out, word);
    }
}

static void open_bracket(Normal *n, char byte) {
    char before = last_written(n);
    bool is_call = byte == '(' && (str_is_identifier_byte(before) || before == '>');
    Bracket bracket = {.open = byte, .at = n->out.len, .is_list = is_call};
    VEC_PUSH(n->arena, &n->brackets, bracket);
    strbuf_add_byte(&n->out, byte);
    n->at++;
    skip_blanks(n);
}

static void close_bracket(Normal *n, char byte) {
    char open = byte == ')' ? '(' : byte == ']' ? '[' : byte == '>' ? '<' : '{';
    Bracket *last = n->brackets.count > 0 ? &n->brackets.items[n->brackets.count - 1] : NULL;
    unwrite_blanks(n);
    n->at++;
    if (last != NULL && last->open == open) {
        n->brackets.count--;
        if (open == '(' && !last->is_list && n->out.len > last->at + 1) {
            n->out.data[last->at] = DROPPED;
            return;
        }
    }
    strbuf_add_byte(&n->out, byte);
}

/* An operator with the blanks that it always has: " + ", " = ", " -> ", "; ", ", ". */
static void add_operator(Normal *n, Str text, size_t length) {
    unwrite_blanks(n);
    strbuf_add(&n->out, text);
    n->at += length;
    skip_blanks(n);
}

static void add_comma(Normal *n) {
    if (n->brackets.count > 0) {
        n->brackets.items[n->brackets.count - 1].is_list = true;
    }
    add_operator(n, STR(", "), 1);
    char next = peek(n, 0);
    if (next == ')' || next == '>' || next == ']') { /* (T,) */
        unwrite_blanks(n);
    }
}

static void add_blank(Normal *n) {
    skip_blanks(n);
    char before = last_written(n);
    if (before != '\0' && before != ' ' && before != '&' && n->at < n->type.len) {
        strbuf_add_byte(&n->out, ' ');
    }
}

/* Reads at least one byte; false at the end. */
static bool step(Normal *n) {
    if (n->at >= n->type.len) {
        return false;
    }
    char byte = n->type.data[n->at];
    if (isspace((unsigned char)byte)) {
        add_blank(n);
    } else if (byte == '\'') {
        drop_lifetime(n);
    } else if (str_is_identifier_byte(byte)) {
        add_word(n);
    } else if ((byte == '{' || byte == '[') && add_coroutine(n)) {
        return true;
    } else if (byte == '(' || byte == '[' || byte == '<' || byte == '{') {
        open_bracket(n, byte);
    } else if (byte == ')' || byte == ']' || byte == '>' || byte == '}') {
        close_bracket(n, byte);
    } else if (byte == ',') {
        add_comma(n);
    } else if (byte == '-' && peek(n, 1) == '>') {
        add_operator(n, STR(" -> "), 2);
    } else if (byte == '+') {
        add_operator(n, STR(" + "), 1);
    } else if (byte == '=') {
        add_operator(n, STR(" = "), 1);
    } else if (byte == ';') {
        add_operator(n, STR("; "), 1);
    } else if (byte == DROPPED) {
        n->at++;
    } else {
        strbuf_add_byte(&n->out, byte);
        n->at++;
    }
    return true;
}

Str type_text_normal(Arena *arena, Str type) {
    Normal n = {.arena = arena, .type = str_trim(type), .out = strbuf_new(arena)};
    while (step(&n)) {
    }
    size_t kept = 0;
    for (size_t i = 0; i < n.out.len; i++) {
        if (n.out.data[i] != DROPPED) {
            n.out.data[kept++] = n.out.data[i];
        }
    }
    n.out.len = kept;
    return str_trim(strbuf_str(&n.out));
}
