/*
 * Marks of a finding; see marks.h.
 */
#include "render/marks.h"

#include <string.h>

#include "base/text.h"
#include "render/phrase.h"

static bool nth_line(Str text, size_t line, Str *out) {
    size_t start = 0;
    for (size_t i = 1; i < line; i++) {
        const char *end =
            start < text.len ? memchr(text.data + start, '\n', text.len - start) : NULL;
        if (end == NULL) return false;
        start = (size_t)(end - text.data) + 1;
    }
    Str rest = str_from_offset(text, start);
    size_t end = str_find_byte(rest, '\n');
    *out = end != STR_NONE ? str_slice(rest, 0, end) : rest;
    if (str_ends(*out, STR("\r"))) out->len--;
    return line > 0 && (start < text.len || line == 1);
}

/* A line that is empty may be one that rustc's text left out; another span may quote it. */
static bool line_of_spans(const SpanList *spans, Str file, size_t line, Str *out) {
    for (size_t i = 0; i < spans->count; i++) {
        const Span *span = &spans->items[i];
        if (!str_eq(span->file, file) || line < span->line_start) continue;
        if (line - span->line_start >= span->lines.count) continue;
        if (span->lines.items[line - span->line_start].text.len == 0) continue;
        *out = span->lines.items[line - span->line_start].text;
        return true;
    }
    return false;
}

static bool line_of_evidence(const Finding *finding, Str file, size_t line, Str *out) {
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const Diagnostic *diagnostic = finding->evidence.items[i]->diagnostic;
        if (line_of_spans(&diagnostic->spans, file, line, out)) return true;
        for (size_t k = 0; k < diagnostic->children.count; k++) {
            if (line_of_spans(&diagnostic->children.items[k]->spans, file, line, out)) return true;
        }
    }
    return false;
}

static bool line_at_hand(void *data, Str file, size_t line, Str *out) {
    const MarksLines *lines = data;
    Str text = {0};
    if (lines->context->source_text(lines->context->data, file, &text)) {
        return nth_line(text, line, out);
    }
    return line_of_evidence(lines->finding, file, line, out);
}

SnippetSource marks_source(MarksLines *lines) {
    return (SnippetSource){.line = line_at_hand, .data = lines};
}

static bool same_start(const Location *a, const Location *b) {
    return a->line == b->line && a->column == b->column && str_eq(a->file, b->file);
}

static bool same_line(const Location *a, const Location *b) {
    return a->line == b->line && str_eq(a->file, b->file);
}

/* Whether inner lies within outer, on outer's first line. */
static bool lies_in(const Location *inner, const Location *outer) {
    if (!str_eq(inner->file, outer->file) || inner->line != outer->line) return false;
    if (inner->column < outer->column) return false;
    return outer->line_end > outer->line || inner->column_end <= outer->column_end;
}

bool marks_show(const SnippetMarkList *marks, const Location *location) {
    for (size_t i = 0; i < marks->count; i++) {
        if (same_start(&marks->items[i].location, location)) return true;
    }
    return false;
}

static void add(Arena *arena, SnippetMarkList *marks, SnippetSource source, Location location,
                Str label) {
    Str text = {0};
    if (location.file.len == 0 || marks_show(marks, &location)) return;
    if (phrase_is_foreign(location.file)) return;
    if (!source.line(source.data, location.file, location.line, &text)) return;
    VEC_PUSH(arena, marks, (SnippetMark){.location = location, .label = label});
}

/* The label of chain step number i, with the number that the list below has. */
static Str step_label(Arena *arena, const Finding *finding, size_t i) {
    Str label = phrase_link_label(arena, finding, &finding->chain.items[i]);
    return str_format(arena, "%zu. " STR_FMT, i + 1, STR_ARG(label));
}

/*
 * The place where something is demanded, shorter: of a call only what is called, since the rest of
 * the line is better read without an underline.
 */
static Location callee_of(Location location, SnippetSource source, Str *callee) {
    Str text = {0};
    *callee = (Str){0};
    if (!source.line(source.data, location.file, location.line, &text)) return location;
    size_t start = 0;
    for (size_t column = 1; column < location.column && start < text.len; column++) {
        text_decode(text, &start);
    }
    size_t end = start;
    while (end < text.len && (str_is_identifier_byte(text.data[end]) || text.data[end] == ':' ||
                              text.data[end] == '.')) {
        end++;
    }
    if (end == start || end >= text.len || text.data[end] != '(') return location;
    *callee = str_slice(text, start, end);
    location.line_end = location.line;
    location.column_end = location.column;
    for (size_t at = start; at < end; location.column_end++) text_decode(text, &at);
    return location;
}

static Str last_segment(Str path) {
    size_t end = path.len;
    while (end > 0 && str_is_identifier_byte(path.data[end - 1])) end--;
    return str_from_offset(path, end);
}

/* Whether a link's text opens with the `name` of what is called: then the call is what demands, not what must cross. */
static bool names_callee(const Link *link, Str callee) {
    size_t open = str_find_byte(link->text, '`');
    if (open != 0 || callee.len == 0) return false;
    Str name = str_from_offset(link->text, 1);
    name = str_slice(name, 0, str_find_byte(name, '`'));
    return str_eq(last_segment(name), last_segment(callee));
}

static void add_step(Arena *arena, SnippetMarkList *marks, SnippetSource source,
                     const Finding *finding, size_t i) {
    const Link *link = &finding->chain.items[i];
    bool in_cause = marks->count > 0 && same_line(&link->location, &marks->items[0].location);
    if (link->role == LINK_HELD_IN && in_cause) return;
    Location place = link->location;
    Str label = step_label(arena, finding, i);
    if (link->role == LINK_REQUIRED_BY || link->role == LINK_CAST_TO) {
        Str callee = {0};
        place = callee_of(place, source, &callee);
        if (names_callee(link, callee)) label = str_format(arena, "%zu. demands it", i + 1);
    }
    add(arena, marks, source, place, label);
}

/* The cause; narrowed to the type that spells the root where that stands in it. */
static const Span *held_span(const Finding *finding) {
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const FactList *facts = &finding->evidence.items[i]->facts;
        for (size_t k = 0; k < facts->count; k++) {
            FactKind kind = facts->items[k].kind;
            if (kind == FACT_HELD || kind == FACT_HELD_REFERENCE) return facts->items[k].span;
        }
    }
    return NULL;
}

/* Whether the value that lives over the await is in the cause, which may be a declaration elsewhere. */
static bool cause_is_kept(const Finding *finding) {
    const Location *cause = &finding->cause;
    const Span *held = finding->hold == HOLD_ACROSS_AWAIT ? held_span(finding) : NULL;
    return held != NULL && str_eq(held->file, cause->file) && held->line_start >= cause->line &&
           held->line_start <= cause->line_end;
}

static void add_cause(Arena *arena, SnippetMarkList *marks, const Finding *finding) {
    if (finding->cause.file.len == 0) return;
    Str label = phrase_cause_label(arena, finding, cause_is_kept(finding));
    SnippetMark mark = {.location = finding->cause, .label = label, .primary = true};
    for (size_t i = 0; i < finding->chain.count; i++) {
        const Link *link = &finding->chain.items[i];
        bool root = link->role == LINK_ROOT && lies_in(&link->location, &finding->cause);
        if (!root && !same_start(&link->location, &finding->cause)) continue;
        mark.location = link->location;
        mark.label = step_label(arena, finding, i);
        break;
    }
    VEC_PUSH(arena, marks, mark);
}

static bool demand_has_place(const Finding *finding) {
    for (size_t i = 0; i < finding->chain.count; i++) {
        const Link *link = &finding->chain.items[i];
        bool demand = link->role == LINK_REQUIRED_BY || link->role == LINK_CAST_TO;
        if (demand && link->location.file.len > 0) return true;
    }
    return false;
}

SnippetMarkList marks_of(Arena *arena, const Finding *finding, SnippetSource source) {
    SnippetMarkList marks = {0};
    add_cause(arena, &marks, finding);
    const Span *held = held_span(finding);
    if (held != NULL && finding->hold == HOLD_ACROSS_AWAIT) {
        Location place = location_of_span(held);
        bool told = lies_in(&place, &finding->cause);
        Str kept = STR("kept from here");
        bool said = marks.count > 0 && str_eq(marks.items[0].label, kept);
        if (!told) add(arena, &marks, source, place, said ? STR("the value itself") : kept);
    }
    for (size_t i = 0; i < finding->chain.count; i++) {
        add_step(arena, &marks, source, finding, i);
    }
    const Span *reported = finding->evidence.count > 0
                               ? phrase_primary_span(finding->evidence.items[0]->diagnostic)
                               : NULL;
    if (reported != NULL && !demand_has_place(finding)) {
        add(arena, &marks, source, location_of_span(reported), STR("rustc reports it here"));
    }
    add(arena, &marks, source, finding->await, STR("still alive here"));
    return marks;
}
