/*
 * --format=gitlab: a Code Quality report, https://docs.gitlab.com/ci/testing/code_quality/ ("Code
 * quality report format"): one array, equal fingerprints are one finding.
 */
#include "base/json.h"
#include "render/fingerprint.h"
#include "render/page.h"
#include "render/path.h"
#include "render/phrase.h"
#include "render/summary.h"
#include "render/table.h"

static void begin(Arena *arena, FILE *out) {
    (void)arena;
    fputc('[', out);
}

static void end(Arena *arena, FILE *out) {
    (void)arena;
    fputs("]\n", out);
}

/* The report must name a file; of a finding that has none, the manifest is as good as any. */
static Str report_path(Arena *arena, const RenderContext *context, Str file) {
    return file.len > 0 ? page_inline(arena, path_from_top(arena, context, file))
                        : STR("Cargo.toml");
}

static Json *entry(Arena *arena, const RenderContext *context, const FindingList *findings,
                   size_t i) {
    const Finding *finding = findings->items[i];
    Location place = summary_place(finding);
    Json *lines = json_object(arena);
    json_set_uint(lines, "begin", place.line);
    json_set_uint(lines, "end", place.line_end > 0 ? place.line_end : place.line);
    Json *location = json_object(arena);
    json_set_str(location, "path", report_path(arena, context, place.file));
    json_set(location, "lines", lines);
    Str text = page_inline(arena, phrase_headline(arena, finding));
    const Fix *fix = summary_fix(finding);
    if (fix != NULL) {
        text = str_format(arena, STR_FMT ". Fix: " STR_FMT, STR_ARG(text),
                          STR_ARG(page_inline(arena, phrase_title(arena, fix))));
    }
    Json *content = json_object(arena);
    json_set_str(content, "body", summary_text(arena, context, finding));
    Json *object = json_object(arena);
    json_set_str(object, "type", STR("issue"));
    json_set_str(object, "check_name", str_format(arena, "sendfix/%s", finding->rule));
    json_set_str(object, "description", text);
    json_set(object, "content", content);
    json_set_str(object, "fingerprint", fingerprint_of(arena, context, findings, i));
    json_set_str(object, "severity", STR("major"));
    json_set(object, "location", location);
    return object;
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        Str line = json_print(arena, entry(arena, context, findings, i));
        fprintf(context->out, "%s" STR_FMT, context->before + i > 0 ? ",\n" : "", STR_ARG(line));
    }
}

const Renderer render_gitlab = {
    .name = "gitlab",
    .help = "GitLab's Code Quality report",
    .owns_output = true,
    .begin = begin,
    .end = end,
    .findings = write_findings,
};
