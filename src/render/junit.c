/*
 * --format=junit: JUnit's XML, which nearly every CI system shows as test results.
 *
 * A suite for each build, a failed test for each cause; a build without one has a test that passed,
 * since some readers take a report without tests for a broken one.
 */
#include "render/path.h"
#include "render/phrase.h"
#include "render/summary.h"
#include "render/table.h"
#include "render/xml.h"

static void begin(Arena *arena, FILE *out) {
    (void)arena;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", out);
}

static void end(Arena *arena, FILE *out) {
    (void)arena;
    fputs("</testsuites>\n", out);
}

static void add_case(Arena *arena, StrBuf *out, const RenderContext *context,
                     const Finding *finding) {
    Location place = summary_place(finding);
    Str file = path_from_top(arena, context, place.file);
    Str headline = phrase_headline(arena, finding);
    strbuf_add(out, STR("    <testcase"));
    xml_attribute(arena, out, "classname", file.len > 0 ? file : STR("sendfix"));
    xml_attribute(arena, out, "name",
                  place.file.len > 0 ? str_format(arena, "%s, line %zu", finding->rule, place.line)
                                     : str_from(finding->rule));
    xml_number(out, "time", 0);
    if (file.len > 0) {
        xml_attribute(arena, out, "file", file);
        xml_number(out, "line", place.line);
    }
    strbuf_add(out, STR(">\n      <failure"));
    xml_attribute(arena, out, "message", headline);
    xml_attribute(arena, out, "type", str_from(finding->rule));
    strbuf_add_byte(out, '>');
    xml_add(arena, out, summary_message(arena, context, finding));
    strbuf_add(out, STR("</failure>\n    </testcase>\n"));
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    StrBuf out = strbuf_new(arena);
    size_t count = findings->count;
    strbuf_add(&out, STR("  <testsuite name=\"sendfix\""));
    xml_number(&out, "tests", count > 0 ? count : 1);
    xml_number(&out, "failures", count);
    strbuf_add(&out, STR(" errors=\"0\" skipped=\"0\" time=\"0\">\n"));
    for (size_t i = 0; i < count; i++) add_case(arena, &out, context, findings->items[i]);
    if (count == 0) {
        strbuf_add(&out, STR("    <testcase classname=\"sendfix\" name=\"no failed demand for Send "
                             "or Sync was reported\" time=\"0\"/>\n"));
    }
    strbuf_add(&out, STR("  </testsuite>\n"));
    fwrite(out.data, 1, out.len, context->out);
}

const Renderer render_junit = {
    .name = "junit",
    .help = "JUnit's XML: a failed test for each cause",
    .owns_output = true,
    .begin = begin,
    .end = end,
    .findings = write_findings,
};
