/*
 * Regexes that are compiled at first use, and the plain bytes that save even that; see catalogue.h.
 *
 * The plain bytes are read off the regex's text: what stands outside of groups, classes and escapes
 * and is not optional must occur in every match. A regex with alternatives at its top, or with
 * options that change what bytes mean, has none.
 */
#include <stdarg.h>
#include <stdio.h>

#include "match/catalogue.h"

/* Offset behind the class [...] that starts at at. */
static size_t behind_class(Str text, size_t at) {
    size_t i = at + 1;
    if (i < text.len && text.data[i] == '^') {
        i++;
    }
    if (i < text.len && text.data[i] == ']') {
        i++;
    }
    while (i < text.len && text.data[i] != ']') {
        i += text.data[i] == '\\' ? 2 : 1;
    }
    return i + 1;
}

/* Offset behind the group (...) that starts at at. */
static size_t behind_group(Str text, size_t at) {
    size_t depth = 0;
    while (at < text.len) {
        char byte = text.data[at];
        if (byte == '\\') {
            at++;
        } else if (byte == '[') {
            at = behind_class(text, at);
            continue;
        } else if (byte == '(') {
            depth++;
        } else if (byte == ')' && --depth == 0) {
            return at + 1;
        }
        at++;
    }
    return text.len;
}

static bool is_quantifier(char byte) {
    return byte == '?' || byte == '*' || byte == '+' || byte == '{';
}

/* Notes a run of plain bytes [from, to). */
static void take_run(LazyRegex *regex, size_t from, size_t to) {
    Str run = str_slice(regex->text, from, to);
    if (from == 1 && regex->text.data[0] == '^') {
        regex->prefix = run;
    }
    if (run.len > regex->literal.len) {
        regex->literal = run;
    }
}

void lazy_regex_set(LazyRegex *regex, Str text) {
    *regex = (LazyRegex){.text = text};
    if (str_contains(text, STR("(?i")) || str_contains(text, STR("(?x")) ||
        str_contains(text, STR("\\Q"))) {
        return;
    }
    size_t from = 0;
    size_t at = 0;
    while (at < text.len) {
        char byte = text.data[at];
        size_t next = at + 1;
        if (byte == '|') {
            *regex = (LazyRegex){.text = text};
            return;
        }
        if (byte == '\\') {
            next = at + 2;
        } else if (byte == '[') {
            next = behind_class(text, at);
        } else if (byte == '(') {
            next = behind_group(text, at);
        } else if (byte != '.' && byte != '^' && byte != '$' && !is_quantifier(byte)) {
            at++;
            continue;
        }
        take_run(regex, from, is_quantifier(byte) && at > from ? at - 1 : at);
        if (byte == '{') {
            size_t close = str_find_byte(str_from_offset(text, at), '}');
            next = close == STR_NONE ? text.len : at + close + 1;
        }
        at = next;
        from = next;
    }
    take_run(regex, from, at);
}

/* Whether all groups with names have names that a fact knows. */
static Status check_groups(const Regex *regex) {
    static const char *const known[] = {"type", "other", "trait", "name"};
    for (size_t i = 0; i < regex_name_count(regex); i++) {
        size_t group = 0;
        Str name = regex_name(regex, i, &group);
        bool found = false;
        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
            found = found || str_is(name, known[k]);
        }
        if (!found) {
            return status_error(STATUS_INVALID,
                                "the group '" STR_FMT "' is none of type, other, trait, name",
                                STR_ARG(name));
        }
    }
    return status_ok();
}

Status lazy_regex_compile(Arena *arena, LazyRegex *regex) {
    if (regex->compiled != NULL || regex->text.len == 0) {
        return status_ok();
    }
    Status status = regex_compile(arena, &regex->compiled, regex->text);
    if (status_is_ok(&status)) {
        status = check_groups(regex->compiled);
    }
    regex->broken = !status_is_ok(&status);
    return status;
}

bool lazy_regex_match(Arena *arena, LazyRegex *regex, Str text, RegexMatch *match) {
    if (regex->broken || !str_starts(text, regex->prefix) ||
        (regex->literal.len > regex->prefix.len && !str_contains(text, regex->literal))) {
        return false;
    }
    Status status = lazy_regex_compile(arena, regex); /* a bad one is told by patterns_check */
    return status_is_ok(&status) && regex->compiled != NULL &&
           regex_match(regex->compiled, text, match);
}

Status pattern_error(Str file, size_t line, const char *format, ...) {
    char reason[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    return status_error(STATUS_INVALID, STR_FMT ":%zu: %s", STR_ARG(file), line, reason);
}

Str pattern_example(Arena *arena, Str value) {
    Str line_end = STR("\xe2\x8f\x8e"); /* ⏎ */
    if (!str_contains(value, line_end)) {
        return value;
    }
    StrBuf out = strbuf_new(arena);
    size_t from = 0;
    for (size_t at = str_find(value, line_end, 0); at != STR_NONE;
         at = str_find(value, line_end, from)) {
        strbuf_add(&out, str_slice(value, from, at));
        strbuf_add_byte(&out, '\n');
        from = at + line_end.len;
    }
    strbuf_add(&out, str_from_offset(value, from));
    return strbuf_str(&out);
}
