/*
 * rustc's JSON line, enriched: see rustc_line.h.
 */
#include "render/rustc_line.h"

#include "base/json.h"
#include "base/text.h"
#include "render/finding_json.h"
#include "render/phrase.h"

static bool in_one_file(const EditList *edits) {
    for (size_t i = 1; i < edits->count; i++) {
        if (!str_eq(edits->items[i].file, edits->items[0].file)) {
            return false;
        }
    }
    return true;
}

/* Whether cargo fix may apply a fix unasked. */
static bool is_certain(const Finding *finding, size_t i) {
    const Fix *fix = &finding->fixes.items[i];
    return i == 0 && fix->verdict == VERDICT_COMPILES && in_one_file(&fix->edits);
}

/* The source lines under an edit, as rustc shows them. */
static Json *source_lines(Arena *arena, const LineIndex *index, const Edit *edit) {
    Json *list = json_array(arena);
    size_t first = line_index_line(index, edit->byte_start);
    size_t last = line_index_line(index, edit->byte_end);
    for (size_t line = first; line <= last; line++) {
        Str text = line_index_text(index, line);
        size_t start = line == first ? line_index_column_chars(index, edit->byte_start) : 1;
        size_t end = line == last
                         ? line_index_column_chars(index, edit->byte_end)
                         : line_index_column_chars(index, line_index_start(index, line) + text.len);
        Json *entry = json_object(arena);
        json_set_str(entry, "text", text);
        json_set_uint(entry, "highlight_start", start);
        json_set_uint(entry, "highlight_end", end);
        json_push(list, entry);
    }
    return list;
}

static Json *span_of(Arena *arena, const LineIndex *index, const Edit *edit, bool certain) {
    Json *span = json_object(arena);
    json_set_str(span, "file_name", edit->file);
    json_set_uint(span, "byte_start", edit->byte_start);
    json_set_uint(span, "byte_end", edit->byte_end);
    json_set_uint(span, "line_start", line_index_line(index, edit->byte_start));
    json_set_uint(span, "line_end", line_index_line(index, edit->byte_end));
    json_set_uint(span, "column_start", line_index_column_chars(index, edit->byte_start));
    json_set_uint(span, "column_end", line_index_column_chars(index, edit->byte_end));
    json_set_bool(span, "is_primary", true);
    json_set(span, "text", source_lines(arena, index, edit));
    json_set_null(span, "label");
    json_set_str(span, "suggested_replacement", edit->replacement);
    json_set_str(span, "suggestion_applicability",
                 certain ? STR("MachineApplicable") : STR("MaybeIncorrect"));
    json_set_null(span, "expansion");
    return span;
}

/*
 * The error's own place, which replaces nothing: rust-analyzer offers a fix in the file of its first
 * span, at any of its spans; rustfix leaves out what replaces nothing.
 */
static Json *place_of_error(Arena *arena, const Span *primary) {
    Json *text = json_array(arena);
    for (size_t i = 0; i < primary->lines.count; i++) {
        const SpanLine *line = &primary->lines.items[i];
        Json *entry = json_object(arena);
        json_set_str(entry, "text", line->text);
        json_set_uint(entry, "highlight_start", line->highlight_start);
        json_set_uint(entry, "highlight_end", line->highlight_end);
        json_push(text, entry);
    }
    Json *span = json_object(arena);
    json_set_str(span, "file_name", primary->file);
    json_set_uint(span, "byte_start", primary->byte_start);
    json_set_uint(span, "byte_end", primary->byte_end);
    json_set_uint(span, "line_start", primary->line_start);
    json_set_uint(span, "line_end", primary->line_end);
    json_set_uint(span, "column_start", primary->column_start);
    json_set_uint(span, "column_end", primary->column_end);
    json_set_bool(span, "is_primary", true);
    json_set(span, "text", text);
    json_set_null(span, "label");
    json_set_null(span, "suggested_replacement");
    json_set_null(span, "suggestion_applicability");
    json_set_null(span, "expansion");
    return span;
}

/* Spans in the diagnostic's own file come first. */
static void add_spans(Arena *arena, Json *list, const Fix *fix, bool certain, Str own, bool in_own,
                      const RenderContext *context) {
    for (size_t i = 0; i < fix->edits.count; i++) {
        const Edit *edit = &fix->edits.items[i];
        Str text;
        if (str_eq(edit->file, own) != in_own ||
            !context->source_text(context->data, edit->file, &text)) {
            continue;
        }
        LineIndex index = line_index_new(arena, text);
        json_push(list, span_of(arena, &index, edit, certain));
    }
}

static Json *help_child(Arena *arena, const Finding *finding, size_t i,
                        const RenderContext *context) {
    const Fix *fix = &finding->fixes.items[i];
    const Span *primary = phrase_primary_span(finding->evidence.items[0]->diagnostic);
    Str own = primary != NULL ? primary->file : STR("");
    Json *spans = json_array(arena);
    if (primary != NULL && fix->edits.count > 0) {
        json_push(spans, place_of_error(arena, primary));
    }
    add_spans(arena, spans, fix, is_certain(finding, i), own, true, context);
    add_spans(arena, spans, fix, is_certain(finding, i), own, false, context);
    Json *child = json_object(arena);
    json_set_str(child, "message",
                 str_format(arena, STR_FMT " (sendfix: %s)", STR_ARG(fix->title), fix->id));
    json_set_null(child, "code");
    json_set_str(child, "level", STR("help"));
    json_set(child, "spans", spans);
    json_set(child, "children", json_array(arena));
    json_set_null(child, "rendered");
    return child;
}

/* rustc's own suggestions would be applied beside ours. */
static void demote(Json *children) {
    Json *child, *span;
    for (size_t i = 0; (child = json_element(children, i)) != NULL; i++) {
        Json *spans = json_member(child, "spans");
        for (size_t k = 0; (span = json_element(spans, k)) != NULL; k++) {
            if (str_is(json_get_str(span, "suggestion_applicability"), "MachineApplicable")) {
                json_set_str(span, "suggestion_applicability", STR("MaybeIncorrect"));
            }
        }
    }
}

/* What is put behind rustc's rendered text. */
static Str text_of(Arena *arena, const Finding *finding) {
    StrBuf text = strbuf_new(arena);
    strbuf_addf(&text, "sendfix: " STR_FMT "\n", STR_ARG(phrase_headline(arena, finding)));
    for (size_t i = 0; i < finding->fixes.count; i++) {
        const Fix *fix = &finding->fixes.items[i];
        Str rest = i == 0 ? fix->diff : (Str){0};
        Str line;
        strbuf_addf(&text, "  %s: " STR_FMT " [%s, %s]\n", i == 0 ? "fix" : "or",
                    STR_ARG(fix->title), fix->id, phrase_verdict_remark(fix->verdict));
        while (str_next(&rest, '\n', &line)) {
            strbuf_addf(&text, "    " STR_FMT "\n", STR_ARG(line));
        }
    }
    strbuf_add(&text, STR("\n"));
    return text_printable(arena, strbuf_str(&text));
}

/* Puts a value under our key; what a probe brought to light goes on with it. */
static void set_ours(Arena *arena, Json *line, Json *ours) {
    const Json *probe = json_get(json_get(line, "sendfix"), "probe");
    Json *copy = NULL;
    if (json_is_object(probe)) {
        Status status = json_parse(arena, &copy, json_print(arena, probe));
        if (status_is_ok(&status)) {
            json_set(ours, "probe", copy);
        }
    }
    json_set(line, "sendfix", ours);
}

static void add_finding(Arena *arena, Json *line, const Finding *finding,
                        const RenderContext *context) {
    Json *children = json_member(line, "children");
    if (finding->fixes.count > 0 && is_certain(finding, 0)) {
        demote(children);
    }
    for (size_t i = 0; i < finding->fixes.count; i++) {
        json_push(children, help_child(arena, finding, i, context));
    }
    Str rendered = json_get_str(line, "rendered");
    if (rendered.len > 0) {
        json_set_str(line, "rendered",
                     str_format(arena, STR_FMT STR_FMT, STR_ARG(rendered),
                                STR_ARG(text_of(arena, finding))));
    }
    set_ours(arena, line, finding_json(arena, context, finding));
}

Str rustc_line_enrich(Arena *arena, Str line, const Finding *finding, bool first,
                      const RenderContext *context) {
    Json *value = NULL;
    Status status = json_parse(arena, &value, line);
    if (!status_is_ok(&status)) {
        return line;
    }
    Json *message = json_member(value, "message");
    Json *diagnostic = json_is_object(message) ? message : value;
    if (!json_is_array(json_get(diagnostic, "children"))) {
        return line;
    }
    if (first) {
        add_finding(arena, diagnostic, finding, context);
    } else {
        Json *member = json_object(arena);
        json_set_str(member, "kind", STR("member"));
        set_ours(arena, diagnostic, member);
    }
    return json_print(arena, value);
}
