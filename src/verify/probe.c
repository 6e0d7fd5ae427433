/*
 * Probe: see probe.h.
 *
 * The expression that names the handler is wrapped where it stands, in a block with all that is needed, so that no path and no
 * scope matters; and on its line, so that no other line moves. Places in the answer are counted back to the file as it is.
 */
#include "verify/probe.h"

#include "base/json.h"
#include "base/text.h"
#include "verify/probe_text.h"
#include "verify/trial.h"

enum { MOST_PROBES = 32, LARGEST_FILE = 8 << 20 };

#define PROBE_NAME "sendfix_probe_"

/* One handler, and where in the file it is named. */
typedef struct Probe {
    const Diagnostic *error;
    Str file;
    size_t start, end; /* of the expression, in the file as it is */
    ProbeText text;
    Str name;
    size_t asked; /* the number of the error */
} Probe;

typedef struct Probes {
    Arena *arena;
    const Compiler *compiler;
    Probe items[MOST_PROBES];
    size_t count;
    SourceTextList before; /* the files as they are */
    SourceTextList after;  /* in the same order */
} Probes;

/* The place of a file among those that are changed; before.count where it cannot be read. */
static size_t file_index(Probes *probes, Str file) {
    size_t i = 0;
    while (i < probes->before.count && !str_eq(probes->before.items[i].path, file)) {
        i++;
    }
    Str text;
    if (i < probes->before.count) {
        return i;
    }
    Status status =
        file_read(probes->arena, &text, file_join(probes->arena, probes->compiler->folder, file),
                  LARGEST_FILE);
    if (status_is_ok(&status)) {
        VEC_PUSH(probes->arena, &probes->before, (SourceText){.path = file, .text = text});
        VEC_PUSH(probes->arena, &probes->after, (SourceText){.path = file, .text = text});
    }
    return i;
}

static bool overlaps(const Probes *probes, Str file, size_t start, size_t end) {
    for (size_t i = 0; i < probes->count; i++) {
        const Probe *other = &probes->items[i];
        if (str_eq(other->file, file) && start < other->end && other->start < end) {
            return true;
        }
    }
    return false;
}

/* Makes a probe of an error, unless its place or its arguments cannot be told. */
static void add_probe(Probes *probes, const Diagnostic *error, size_t asked) {
    const Span *span = probe_span(error);
    size_t i = span != NULL ? file_index(probes, span->file) : probes->before.count;
    if (i >= probes->before.count || probes->count == MOST_PROBES) {
        return;
    }
    Str text = probes->before.items[i].text;
    Probe probe = {.error = error,
                   .file = span->file,
                   .start = span->byte_start,
                   .end = span->byte_end,
                   .name = str_format(probes->arena, PROBE_NAME "%zu", probes->count),
                   .asked = asked};
    if (probe.start < probe.end && probe.end <= text.len &&
        !overlaps(probes, probe.file, probe.start, probe.end) &&
        probe_wrap(probes->arena, &probe.text, error, str_slice(text, probe.start, probe.end),
                   probe.name)) {
        probes->items[probes->count++] = probe;
    }
}

/* The probe of a file that starts next behind a byte; NULL: none. */
static const Probe *next_probe(const Probes *probes, Str file, size_t from) {
    const Probe *next = NULL;
    for (size_t i = 0; i < probes->count; i++) {
        const Probe *probe = &probes->items[i];
        if (str_eq(probe->file, file) && probe->start >= from &&
            (next == NULL || probe->start < next->start)) {
            next = probe;
        }
    }
    return next;
}

static void change_file(Probes *probes, SourceText *changed) {
    Str before = changed->text;
    StrBuf text = strbuf_new(probes->arena);
    size_t done = 0;
    for (const Probe *probe = next_probe(probes, changed->path, 0); probe != NULL;
         probe = next_probe(probes, changed->path, done)) {
        strbuf_add(&text, str_slice(before, done, probe->start));
        strbuf_add(&text, probe->text.before);
        strbuf_add(&text, str_slice(before, probe->start, probe->end));
        strbuf_add(&text, probe->text.behind);
        done = probe->end;
    }
    strbuf_add(&text, str_from_offset(before, done));
    changed->text = strbuf_str(&text);
}

/* ---- counting places back ---- */

/* The byte of the file as it is that a byte of the changed copy was, or that it was put in front of. */
static size_t byte_before(const Probes *probes, Str file, size_t byte) {
    size_t added = 0;
    for (const Probe *probe = next_probe(probes, file, 0); probe != NULL;
         probe = next_probe(probes, file, probe->end)) {
        if (byte <= probe->start + added) {
            break;
        }
        size_t into = byte - probe->start - added;
        added += into < probe->text.before.len ? into : probe->text.before.len;
        if (byte > probe->end + added) {
            into = byte - probe->end - added;
            added += into < probe->text.behind.len ? into : probe->text.behind.len;
        }
    }
    return byte - added;
}

static Json *source_lines(Arena *arena, const LineIndex *index, size_t start, size_t end) {
    Json *list = json_array(arena);
    size_t first = line_index_line(index, start), last = line_index_line(index, end);
    for (size_t line = first; line <= last; line++) {
        Str text = line_index_text(index, line);
        Json *entry = json_object(arena);
        json_set_str(entry, "text", text);
        json_set_uint(entry, "highlight_start",
                      line == first ? line_index_column_chars(index, start) : 1);
        size_t stop = line == last ? end : line_index_start(index, line) + text.len;
        json_set_uint(entry, "highlight_end", line_index_column_chars(index, stop));
        json_push(list, entry);
    }
    return list;
}

/* Counts a span back, if it is in a file that was changed. */
static void correct_span(const Probes *probes, Json *span) {
    Str file = json_get_str(span, "file_name");
    for (size_t i = 0; i < probes->before.count; i++) {
        if (!str_eq(probes->before.items[i].path, file)) {
            continue;
        }
        LineIndex index = line_index_new(probes->arena, probes->before.items[i].text);
        size_t start = byte_before(probes, file, (size_t)json_get_uint(span, "byte_start"));
        size_t end = byte_before(probes, file, (size_t)json_get_uint(span, "byte_end"));
        json_set_uint(span, "byte_start", start);
        json_set_uint(span, "byte_end", end);
        json_set_uint(span, "line_start", line_index_line(&index, start));
        json_set_uint(span, "line_end", line_index_line(&index, end));
        json_set_uint(span, "column_start", line_index_column_chars(&index, start));
        json_set_uint(span, "column_end", line_index_column_chars(&index, end));
        json_set(span, "text", source_lines(probes->arena, &index, start, end));
    }
}

static void correct_spans(const Probes *probes, Json *diagnostic) {
    Json *spans = json_member(diagnostic, "spans");
    Json *span;
    for (size_t i = 0; (span = json_element(spans, i)) != NULL; i++) {
        for (Json *place = span; json_is_object(place);
             place = json_member(json_member(place, "expansion"), "span")) {
            correct_span(probes, place);
        }
    }
    Json *children = json_member(diagnostic, "children");
    Json *child;
    for (size_t i = 0; (child = json_element(children, i)) != NULL; i++) {
        correct_spans(probes, child);
    }
}

/* ---- the answer ---- */

/* Whether an error comes from a probe's demand for Send. */
static bool is_answer(const Diagnostic *error, const Probe *probe) {
    Arena arena = {0};
    Str quoted = str_format(&arena, "`" STR_FMT "`", STR_ARG(probe->name));
    bool named = false;
    for (size_t i = 0; i < error->children.count && !named; i++) {
        named = str_contains(error->children.items[i]->message, quoted);
    }
    arena_finish(&arena);
    return named && str_ends(error->message, STR("between threads safely"));
}

/* Whether an error lies on a probe's handler, and so says that more than Send is missed. */
static bool is_complaint(const Probes *probes, const Diagnostic *error, const Probe *probe) {
    const Span *span = probe_span(error);
    if (span == NULL || !str_eq(span->file, probe->file)) {
        return false;
    }
    size_t start = byte_before(probes, span->file, span->byte_start);
    size_t end = byte_before(probes, span->file, span->byte_end);
    return start <= probe->end && end >= probe->start && end - start <= probe->end - probe->start;
}

static Str correct(const Probes *probes, Str line) {
    Json *value = NULL;
    Status status = json_parse(probes->arena, &value, line);
    if (!status_is_ok(&status)) {
        return (Str){0};
    }
    correct_spans(probes, value);
    json_set_null(value, "rendered"); /* it shows the changed copy */
    return json_print(probes->arena, value);
}

static Str answer_of(const Probes *probes, const Trial *trial, const Probe *probe) {
    Str answer = {0};
    for (size_t i = 0; i < trial->errors.count; i++) {
        const Diagnostic *error = trial->errors.items[i];
        if (is_answer(error, probe)) {
            answer = answer.len > 0 ? answer : correct(probes, trial->lines.items[i]);
        } else if (is_complaint(probes, error, probe)) {
            return (Str){0};
        }
    }
    return answer;
}

Status probe_run(Arena *arena, StrList *answers, const Compiler *compiler,
                 const DiagnosticList *errors, unsigned milliseconds) {
    Probes probes = {.arena = arena, .compiler = compiler};
    size_t first = answers->count;
    for (size_t i = 0; i < errors->count; i++) {
        add_probe(&probes, errors->items[i], i);
        VEC_PUSH(arena, answers, (Str){0});
    }
    if (probes.count == 0) {
        return status_ok();
    }
    for (size_t i = 0; i < probes.after.count; i++) {
        change_file(&probes, &probes.after.items[i]);
    }
    Trial trial;
    Status status = trial_run(arena, &trial, compiler, &probes.after, milliseconds);
    for (size_t i = 0; i < probes.count && status_is_ok(&status) && !trial.interrupted; i++) {
        answers->items[first + probes.items[i].asked] =
            answer_of(&probes, &trial, &probes.items[i]);
    }
    return status;
}

/* A value of its own, to be put into another. */
static Json *copy(Arena *arena, const Json *value) {
    Json *copied = NULL;
    Status status = json_parse(arena, &copied, json_print(arena, value));
    return status_is_ok(&status) ? copied : json_object(arena);
}

/* The answer's children, but for those that name the probe: there the error tells who demands it in truth. */
static Json *children_of(Arena *arena, const Json *answer, const Json *error) {
    Json *children = json_array(arena);
    const Json *child = json_first(json_get(answer, "children"));
    for (; child != NULL; child = json_next(child)) {
        if (!str_contains(json_get_str(child, "message"), STR("`" PROBE_NAME))) {
            json_push(children, copy(arena, child));
        }
    }
    for (child = json_first(json_get(error, "children")); child != NULL; child = json_next(child)) {
        if (str_starts(json_get_str(child, "message"), STR("required by a bound in "))) {
            json_push(children, copy(arena, child));
        }
    }
    return children;
}

Str probe_attach(Arena *arena, Str line, Str answer) {
    Json *error = NULL;
    Json *probe = NULL;
    Status status = json_parse(arena, &error, line);
    if (status_is_ok(&status)) {
        status = json_parse(arena, &probe, answer);
    }
    if (!status_is_ok(&status) || !json_is_object(error) || !json_is_object(probe)) {
        return line;
    }
    json_set(probe, "children", children_of(arena, probe, error));
    Json *ours = json_object(arena);
    json_set_str(ours, "kind", STR("probe"));
    json_set(ours, "probe", probe);
    json_set(error, "sendfix", ours);
    return json_print(arena, error);
}
