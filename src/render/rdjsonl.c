/*
 * --format=rdjsonl: Reviewdog Diagnostic Format, a line of JSON each,
 * https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.
 *
 * Columns count bytes, ends are exclusive. A suggestion must cover the very lines of its diagnostic,
 * so each edit of the best fix is a diagnostic of its own behind that of the cause. The chain is in the
 * message: fields that a version of reviewdog does not know make it refuse the whole input, and
 * related locations are younger than 0.17.
 */
#include "base/json.h"
#include "base/text.h"
#include "edit/edit.h"
#include "render/page.h"
#include "render/path.h"
#include "render/phrase.h"
#include "render/summary.h"
#include "render/table.h"

/* A position; column 0: none is told. */
static Json *position(Arena *arena, size_t line, size_t column) {
    Json *object = json_object(arena);
    json_set_uint(object, "line", line);
    if (column > 0) json_set_uint(object, "column", column);
    return object;
}

static Json *range_of_bytes(Arena *arena, const LineIndex *index, size_t start, size_t end) {
    size_t first = line_index_line(index, start);
    size_t last = line_index_line(index, end);
    Json *range = json_object(arena);
    json_set(range, "start", position(arena, first, start - line_index_start(index, first) + 1));
    json_set(range, "end", position(arena, last, end - line_index_start(index, last) + 1));
    return range;
}

/* The place of a location: with columns only where the file tells how many bytes they are. */
static Json *range_of(Arena *arena, const RenderContext *context, const Location *place) {
    Str text = {0};
    if (context->source_text(context->data, place->file, &text)) {
        LineIndex index = line_index_new(arena, text);
        return range_of_bytes(arena, &index, line_index_byte(&index, place->line, place->column),
                              line_index_byte(&index, place->line_end, place->column_end));
    }
    Json *range = json_object(arena);
    json_set(range, "start", position(arena, place->line, 0));
    json_set(range, "end", position(arena, place->line_end, 0));
    return range;
}

static Json *location(Arena *arena, const RenderContext *context, Str file, Json *range) {
    Json *object = json_object(arena);
    json_set_str(object, "path", page_inline(arena, path_from_top(arena, context, file)));
    if (range != NULL) json_set(object, "range", range);
    return object;
}

/* A diagnostic without suggestions. */
static Json *diagnostic(Arena *arena, Str message, Json *at, const char *severity,
                        const char *code) {
    Json *source = json_object(arena);
    json_set_str(source, "name", STR("sendfix"));
    Json *value = json_object(arena);
    json_set_str(value, "value", str_from(code));
    Json *object = json_object(arena);
    json_set_str(object, "message", message);
    json_set(object, "location", at);
    json_set_str(object, "severity", str_from(severity));
    json_set(object, "source", source);
    json_set(object, "code", value);
    return object;
}

static void write_line(Arena *arena, FILE *out, const Json *value) {
    fprintf(out, STR_FMT "\n", STR_ARG(json_print(arena, value)));
}

static void write_edits(Arena *arena, const RenderContext *context, const Finding *finding) {
    const Fix *fix = phrase_best_fix(finding);
    for (size_t i = 0; fix != NULL && i < fix->edits.count; i++) {
        const Edit *edit = &fix->edits.items[i];
        Str text = {0};
        if (!context->source_text(context->data, edit->file, &text)) continue;
        LineIndex index = line_index_new(arena, text);
        Str message = str_format(arena, STR_FMT " (change %zu of %zu)",
                                 STR_ARG(page_inline(arena, phrase_title(arena, fix))), i + 1,
                                 fix->edits.count);
        Json *at = location(arena, context, edit->file,
                            range_of_bytes(arena, &index, edit->byte_start, edit->byte_end));
        Json *suggestion = json_object(arena);
        json_set(suggestion, "range",
                 range_of_bytes(arena, &index, edit->byte_start, edit->byte_end));
        json_set_str(suggestion, "text", edit_replacement(arena, text, edit));
        Json *suggestions = json_array(arena);
        json_push(suggestions, suggestion);
        Json *line = diagnostic(arena, message, at, "INFO", fix->id);
        json_set(line, "suggestions", suggestions);
        write_line(arena, context->out, line);
    }
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        const Finding *finding = findings->items[i];
        Location place = summary_place(finding);
        Json *range = place.file.len > 0 ? range_of(arena, context, &place) : NULL;
        Str message = summary_message(arena, context, finding);
        Json *line = diagnostic(arena, message, location(arena, context, place.file, range),
                                "ERROR", finding->rule);
        write_line(arena, context->out, line);
        write_edits(arena, context, finding);
    }
}

const Renderer render_rdjsonl = {
    .name = "rdjsonl",
    .help = "lines of JSON for reviewdog, with suggestions",
    .owns_output = true,
    .findings = write_findings,
};
