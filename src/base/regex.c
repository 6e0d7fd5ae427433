/*
 * Regular expressions by PCRE2; see regex.h.
 *
 * A Regex keeps its own match data, so one Regex must not be used by two threads at once. PCRE2
 * allocates with malloc and is released by the arena. JIT code is made only when a regex has been
 * used a few times: compiling it costs as much as several dozen interpreted matches of a short
 * line, and most runs of the program see one or two diagnostics. Limits: a match may backtrack
 * MATCH_LIMIT times (that bounds the time, with JIT too) and may use HEAP_LIMIT KiB.
 */
#include "base/regex.h"

#include <stdint.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 50000, HEAP_LIMIT = 20000, USES_BEFORE_JIT = 8 };

struct Regex {
    pcre2_code *code;
    pcre2_match_context *context;
    pcre2_match_data *data;
    int *uses; /* up to USES_BEFORE_JIT; from then on JIT code exists, where this machine has JIT */
    const unsigned char *names;
    uint32_t name_count, name_size; /* PCRE2's table: 2 bytes of group number, name, NUL */
};

static void release(void *data) {
    Regex *regex = data;
    pcre2_match_data_free(regex->data);
    pcre2_match_context_free(regex->context);
    pcre2_code_free(regex->code);
}

static Status compile_error(int code, size_t offset) {
    unsigned char text[128] = "";
    pcre2_get_error_message(code, text, sizeof text);
    return status_error(STATUS_INVALID, "%s at byte %zu of the regex", (const char *)text, offset);
}

Status regex_compile(Arena *arena, Regex **out, Str pattern) {
    *out = NULL;
    uint32_t options = PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
    int code = 0;
    size_t offset = 0;
    const char *text = pattern.data != NULL ? pattern.data : "";
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)text, pattern.len, options, &code, &offset, NULL);
    if (compiled == NULL) {
        return compile_error(code, offset);
    }
    uint32_t groups = 0;
    pcre2_pattern_info(compiled, PCRE2_INFO_CAPTURECOUNT, &groups);
    if (groups >= REGEX_MAX_GROUPS) {
        pcre2_code_free(compiled);
        return status_error(STATUS_INVALID, "more than %d groups in the regex",
                            REGEX_MAX_GROUPS - 1);
    }
    Regex *regex = ARENA_NEW(arena, Regex);
    regex->code = compiled;
    regex->uses = ARENA_NEW(arena, int);
    regex->context = pcre2_match_context_create(NULL);
    regex->data = pcre2_match_data_create_from_pattern(compiled, NULL);
    arena_defer(arena, release, regex);
    if (regex->context == NULL || regex->data == NULL) {
        arena_give_up();
    }
    pcre2_set_match_limit(regex->context, MATCH_LIMIT);
    pcre2_set_depth_limit(regex->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(regex->context, HEAP_LIMIT);
    pcre2_pattern_info(compiled, PCRE2_INFO_NAMETABLE, &regex->names);
    pcre2_pattern_info(compiled, PCRE2_INFO_NAMECOUNT, &regex->name_count);
    pcre2_pattern_info(compiled, PCRE2_INFO_NAMEENTRYSIZE, &regex->name_size);
    *out = regex;
    return status_ok();
}

/* Fills the groups of a match that went well. */
static void take_groups(const Regex *regex, Str subject, RegexMatch *match) {
    const size_t *ends = pcre2_get_ovector_pointer(regex->data);
    match->count = pcre2_get_ovector_count(regex->data);
    for (size_t i = 0; i < REGEX_MAX_GROUPS; i++) {
        match->groups[i] = (Str){0};
        if (i < match->count && ends[2 * i] != PCRE2_UNSET && ends[2 * i] <= ends[2 * i + 1]) {
            match->groups[i] = str_slice(subject, ends[2 * i], ends[2 * i + 1]);
        }
    }
}

/* Counts a use; makes the JIT code when it starts to pay. */
static void note_use(const Regex *regex) {
    if (*regex->uses < USES_BEFORE_JIT && ++*regex->uses == USES_BEFORE_JIT) {
        (void)pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE); /* without JIT: interpreted */
    }
}

bool regex_match(const Regex *regex, Str subject, RegexMatch *match) {
    note_use(regex);
    PCRE2_SPTR text = (PCRE2_SPTR)(subject.data != NULL ? subject.data : "");
    int found = pcre2_match(regex->code, text, subject.len, 0, 0, regex->data, regex->context);
    if (found == PCRE2_ERROR_JIT_STACKLIMIT) { /* the interpreter has no such small stack */
        found = pcre2_match(regex->code, text, subject.len, 0, PCRE2_NO_JIT, regex->data,
                            regex->context);
    }
    if (found > 0 && match != NULL) {
        take_groups(regex, subject, match);
    }
    return found > 0;
}

size_t regex_group(const Regex *regex, const char *name) {
    for (size_t i = 0; i < regex->name_count; i++) {
        size_t group = 0;
        if (str_is(regex_name(regex, i, &group), name)) {
            return group;
        }
    }
    return 0;
}

size_t regex_name_count(const Regex *regex) {
    return regex->name_count;
}

Str regex_name(const Regex *regex, size_t i, size_t *group) {
    if (i >= regex->name_count) {
        *group = 0;
        return (Str){0};
    }
    const unsigned char *row = regex->names + i * regex->name_size;
    *group = (size_t)row[0] << 8 | row[1];
    return str_from((const char *)row + 2);
}
