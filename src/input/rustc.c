/*
 * rustc's JSON diagnostics; see rustc.h and https://doc.rust-lang.org/rustc/json.html.
 *
 * Nothing is judged here: offsets and lines are taken as rustc gives them and must be checked by
 * whoever uses them with a file. Messages lose ANSI sequences (cargo passes lines nested more than
 * 128 deep on with colours in them); rendered keeps them, since it is shown as it came.
 */
#include "input/rustc.h"

#include "base/text.h"

enum { MAX_EXPANSIONS = 256 };

static const struct {
    const char *word;
    Applicability applicability;
} applicabilities[] = {
    {"MachineApplicable", APPLICABILITY_MACHINE_APPLICABLE},
    {"MaybeIncorrect", APPLICABILITY_MAYBE_INCORRECT},
    {"HasPlaceholders", APPLICABILITY_HAS_PLACEHOLDERS},
    {"Unspecified", APPLICABILITY_UNSPECIFIED},
};

static Applicability read_applicability(Str word) {
    for (size_t i = 0; i < sizeof applicabilities / sizeof *applicabilities; i++) {
        if (str_is(word, applicabilities[i].word)) {
            return applicabilities[i].applicability;
        }
    }
    return APPLICABILITY_NONE;
}

static size_t read_size(const Json *object, const char *key) {
    uint64_t value = json_get_uint(object, key);
    return value <= SIZE_MAX ? (size_t)value : 0;
}

static SpanLineList read_lines(Arena *arena, const Json *lines) {
    SpanLineList list = {0};
    for (const Json *line = json_first(lines); line != NULL; line = json_next(line)) {
        VEC_PUSH(arena, &list,
                 (SpanLine){
                     .text = json_get_str(line, "text"),
                     .highlight_start = read_size(line, "highlight_start"),
                     .highlight_end = read_size(line, "highlight_end"),
                 });
    }
    return list;
}

/* A span without its expansion. */
static Span read_place(Arena *arena, const Json *value) {
    const Json *replacement = json_get(value, "suggested_replacement");
    return (Span){
        .file = json_get_str(value, "file_name"),
        .byte_start = read_size(value, "byte_start"),
        .byte_end = read_size(value, "byte_end"),
        .line_start = read_size(value, "line_start"),
        .line_end = read_size(value, "line_end"),
        .column_start = read_size(value, "column_start"),
        .column_end = read_size(value, "column_end"),
        .primary = json_get_bool(value, "is_primary"),
        .label = text_without_ansi(arena, json_get_str(value, "label")),
        .lines = read_lines(arena, json_get(value, "text")),
        .has_replacement = json_is_string(replacement),
        .replacement = json_str(replacement),
        .applicability = read_applicability(json_get_str(value, "suggestion_applicability")),
    };
}

/* A span and the chain of its expansions: the macro's invocation, the one that holds that, ... */
static Span read_span(Arena *arena, const Json *value) {
    Span span = read_place(arena, value);
    const Expansion **place = &span.expansion;
    for (int depth = 0; depth < MAX_EXPANSIONS; depth++) {
        const Json *expansion = json_get(value, "expansion");
        value = json_get(expansion, "span");
        if (!json_is_object(value)) {
            break;
        }
        Span *invocation = ARENA_NEW(arena, Span);
        Expansion *read = ARENA_NEW(arena, Expansion);
        *invocation = read_place(arena, value);
        *read = (Expansion){.span = invocation,
                            .macro_name = json_get_str(expansion, "macro_decl_name")};
        *place = read;
        place = &invocation->expansion;
    }
    return span;
}

static Diagnostic *read_one(Arena *arena, const Json *value) {
    const Json *message = json_get(value, "message");
    const Json *level = json_get(value, "level");
    if (!json_is_string(message) || !json_is_string(level)) {
        return NULL;
    }
    Diagnostic *diagnostic = ARENA_NEW(arena, Diagnostic);
    *diagnostic = (Diagnostic){
        .level = json_str(level),
        .message = text_without_ansi(arena, json_str(message)),
        .code = json_get_str(json_get(value, "code"), "code"),
        .rendered = json_get_str(value, "rendered"),
    };
    const Json *spans = json_get(value, "spans");
    for (const Json *span = json_first(spans); span != NULL; span = json_next(span)) {
        if (json_is_object(span)) {
            VEC_PUSH(arena, &diagnostic->spans, read_span(arena, span));
        }
    }
    return diagnostic;
}

static Diagnostic *read_with_children(Arena *arena, const Json *value) {
    Diagnostic *diagnostic = read_one(arena, value);
    if (diagnostic == NULL) {
        return NULL;
    }
    const Json *children = json_get(value, "children");
    for (const Json *child = json_first(children); child != NULL; child = json_next(child)) {
        Diagnostic *read = read_one(arena, child);
        if (read != NULL) {
            VEC_PUSH(arena, &diagnostic->children, read);
        }
    }
    return diagnostic;
}

Diagnostic *rustc_read_diagnostic(Arena *arena, const Json *value) {
    Diagnostic *diagnostic = read_with_children(arena, value);
    const Json *ours = json_get(value, "sendfix");
    if (diagnostic != NULL && json_is_object(ours)) {
        diagnostic->ours = ours;
        diagnostic->probe = read_with_children(arena, json_get(ours, "probe"));
    }
    return diagnostic;
}
