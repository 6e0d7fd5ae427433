/*
 * --format=checkstyle: the XML of Checkstyle's own reports, which Jenkins (warnings-ng), reviewdog and
 * others read: https://checkstyle.org/config.html, "XMLLogger". An error for each cause, at the cause.
 */
#include "render/path.h"
#include "render/summary.h"
#include "render/table.h"
#include "render/xml.h"

static void begin(Arena *arena, FILE *out) {
    (void)arena;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n", out);
}

static void end(Arena *arena, FILE *out) {
    (void)arena;
    fputs("</checkstyle>\n", out);
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        const Finding *finding = findings->items[i];
        Location place = summary_place(finding);
        StrBuf out = strbuf_new(arena);
        strbuf_add(&out, STR("  <file"));
        xml_attribute(arena, &out, "name", path_from_top(arena, context, place.file));
        strbuf_add(&out, STR(">\n    <error"));
        xml_number(&out, "line", place.line);
        xml_number(&out, "column", place.column);
        xml_attribute(arena, &out, "severity", STR("error"));
        xml_attribute(arena, &out, "message", summary_message(arena, context, finding));
        xml_attribute(arena, &out, "source", str_format(arena, "sendfix.%s", finding->rule));
        strbuf_add(&out, STR("/>\n  </file>\n"));
        fwrite(out.data, 1, out.len, context->out);
    }
}

const Renderer render_checkstyle = {
    .name = "checkstyle",
    .help = "Checkstyle's XML, for Jenkins and reviewdog",
    .owns_output = true,
    .begin = begin,
    .end = end,
    .findings = write_findings,
};
