/*
 * --format=sarif: SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what
 * GitHub takes of it:
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning.
 *
 * One run, a result for each cause. Columns count code points, as rustc's do. In messages brackets
 * would be links and are escaped (section 3.11.6).
 */
#include "base/json.h"
#include "base/text.h"
#include "edit/edit.h"
#include "match/explain.h"
#include "render/fingerprint.h"
#include "render/page.h"
#include "render/path.h"
#include "render/phrase.h"
#include "render/sarif_rules.h"
#include "render/summary.h"
#include "render/table.h"

static void begin(Arena *arena, FILE *out) {
    (void)arena;
    fputs("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
          "\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"results\":[\n",
          out);
}

static void end(Arena *arena, FILE *out) {
    fprintf(out, "\n],\"tool\":" STR_FMT "}]}\n", STR_ARG(json_print(arena, sarif_tool(arena))));
}

/* Foreign text as the plain text of a message. */
static Json *message(Arena *arena, Str text) {
    StrBuf out = strbuf_new(arena);
    text = text_printable(arena, text);
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.data[i];
        if (byte == '[' || byte == ']' || byte == '\\') strbuf_add_byte(&out, '\\');
        strbuf_add_byte(&out, byte);
    }
    Json *object = json_object(arena);
    json_set_str(object, "text", strbuf_str(&out));
    return object;
}

static Json *artifact(Arena *arena, const RenderContext *context, Str file) {
    Str path = path_from_top(arena, context, file);
    bool absolute = str_starts(path, STR("/"));
    Json *object = json_object(arena);
    json_set_str(
        object, "uri",
        str_format(arena, "%s" STR_FMT, absolute ? "file://" : "", STR_ARG(path_uri(arena, path))));
    if (!absolute) json_set_str(object, "uriBaseId", STR("%SRCROOT%"));
    return object;
}

static Json *region(Arena *arena, size_t line, size_t column, size_t line_end, size_t column_end) {
    Json *object = json_object(arena);
    json_set_uint(object, "startLine", line);
    json_set_uint(object, "startColumn", column);
    json_set_uint(object, "endLine", line_end);
    json_set_uint(object, "endColumn", column_end);
    return object;
}

/* A number that an int of SARIF holds. */
static size_t bounded(size_t number) {
    return number < 1 ? 1 : number < INT32_MAX ? number : INT32_MAX;
}

static Json *region_of(Arena *arena, const Location *at) {
    size_t line = bounded(at->line);
    size_t column = bounded(at->column);
    size_t line_end = bounded(at->line_end);
    size_t column_end = bounded(at->column_end);
    if (line_end < line || (line_end == line && column_end < column)) {
        line_end = line;
        column_end = column;
    }
    return region(arena, line, column, line_end, column_end);
}

static Json *place(Arena *arena, const RenderContext *context, const Location *at) {
    Json *physical = json_object(arena);
    json_set(physical, "artifactLocation", artifact(arena, context, at->file));
    json_set(physical, "region", region_of(arena, at));
    Json *object = json_object(arena);
    json_set(object, "physicalLocation", physical);
    return object;
}

static void add_chain(Arena *arena, const RenderContext *context, Json *result,
                      const Finding *finding) {
    Json *related = json_array(arena);
    Json *steps = json_array(arena);
    bool any = false;
    for (size_t i = 0; i < finding->chain.count; i++) {
        const Link *link = &finding->chain.items[i];
        if (link->location.file.len == 0) continue;
        any = true;
        Json *one = place(arena, context, &link->location);
        json_set_uint(one, "id", i + 1);
        json_set(one, "message", message(arena, link->text));
        json_push(related, one);
        Json *same = place(arena, context, &link->location);
        json_set(same, "message", message(arena, link->text));
        Json *step = json_object(arena);
        json_set(step, "location", same);
        json_push(steps, step);
    }
    if (!any) return;
    Json *thread = json_object(arena);
    json_set(thread, "locations", steps);
    Json *threads = json_array(arena);
    json_push(threads, thread);
    Json *flow = json_object(arena);
    json_set(flow, "threadFlows", threads);
    Json *flows = json_array(arena);
    json_push(flows, flow);
    json_set(result, "relatedLocations", related);
    json_set(result, "codeFlows", flows);
}

static Json *replacement(Arena *arena, const LineIndex *index, const Edit *edit) {
    Json *content = json_object(arena);
    json_set_str(content, "text", edit_replacement(arena, index->text, edit));
    Json *object = json_object(arena);
    json_set(object, "deletedRegion",
             region(arena, line_index_line(index, edit->byte_start),
                    line_index_column_chars(index, edit->byte_start),
                    line_index_line(index, edit->byte_end),
                    line_index_column_chars(index, edit->byte_end)));
    json_set(object, "insertedContent", content);
    return object;
}

/* The edits of one file, from item *i on, which moves behind them; NULL if it is not at hand. */
static Json *change(Arena *arena, const RenderContext *context, const EditList *edits, size_t *i) {
    Str file = edits->items[*i].file;
    Str text = {0};
    bool known = context->source_text(context->data, file, &text);
    LineIndex index = line_index_new(arena, text);
    Json *replacements = json_array(arena);
    for (; *i < edits->count && str_eq(edits->items[*i].file, file); ++*i) {
        json_push(replacements, replacement(arena, &index, &edits->items[*i]));
    }
    Json *object = json_object(arena);
    json_set(object, "artifactLocation", artifact(arena, context, file));
    json_set(object, "replacements", replacements);
    return known ? object : NULL;
}

static void add_fixes(Arena *arena, const RenderContext *context, Json *result,
                      const Finding *finding) {
    Json *fixes = json_array(arena);
    bool any = false;
    for (size_t i = 0; i < finding->fixes.count; i++) {
        const Fix *fix = &finding->fixes.items[i];
        Json *changes = json_array(arena);
        bool whole = fix->edits.count > 0;
        for (size_t k = 0; k < fix->edits.count && whole;) {
            Json *one = change(arena, context, &fix->edits, &k);
            whole = one != NULL;
            if (whole) json_push(changes, one);
        }
        if (!whole) continue;
        any = true;
        Json *object = json_object(arena);
        json_set(object, "description", message(arena, fix->title));
        json_set(object, "artifactChanges", changes);
        json_push(fixes, object);
    }
    if (any) json_set(result, "fixes", fixes);
}

static Json *result_of(Arena *arena, const RenderContext *context, const FindingList *findings,
                       size_t i) {
    const Finding *finding = findings->items[i];
    Location at = summary_place(finding);
    Json *result = json_object(arena);
    json_set_str(result, "ruleId", str_from(finding->rule));
    json_set_str(result, "level", STR("error"));
    json_set(result, "message", message(arena, summary_message(arena, context, finding)));
    if (at.file.len > 0) {
        Json *locations = json_array(arena);
        json_push(locations, place(arena, context, &at));
        json_set(result, "locations", locations);
    }
    add_chain(arena, context, result, finding);
    add_fixes(arena, context, result, finding);
    Json *prints = json_object(arena);
    json_set_str(prints, "sendfix/v1", fingerprint_of(arena, context, findings, i));
    json_set(result, "partialFingerprints", prints);
    return result;
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        Str line = json_print(arena, result_of(arena, context, findings, i));
        fprintf(context->out, "%s" STR_FMT, context->before + i > 0 ? ",\n" : "", STR_ARG(line));
    }
}

const Renderer render_sarif = {
    .name = "sarif",
    .help = "SARIF 2.1.0, for code scanning and for editors",
    .owns_output = true,
    .begin = begin,
    .end = end,
    .findings = write_findings,
};
