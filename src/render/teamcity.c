/*
 * --format=teamcity: service messages of TeamCity, an inspection for each cause.
 *
 * https://www.jetbrains.com/help/teamcity/service-messages.html: "##teamcity[" may stand anywhere in a
 * line; `|` escapes. An inspection's type is told before its first use: here before each build's, as
 * telling it again does no harm.
 */
#include "base/text.h"
#include "match/explain.h"
#include "render/guard.h"
#include "render/page.h"
#include "render/path.h"
#include "render/summary.h"
#include "render/table.h"

enum { LONGEST_VALUE = 4000 };

static const GuardSign signs[] = {{.text = "##teamcity[", .split = 2}};

static Str guard_line(Arena *arena, Str line) {
    return guard_signs(arena, line, signs, sizeof signs / sizeof *signs);
}

/* Adds one code point, escaped; everything beyond ASCII as |0xNNNN, in UTF-16. */
static void add_escaped(StrBuf *out, unsigned code_point) {
    if (code_point == '\n') {
        strbuf_add(out, STR("|n"));
    } else if (code_point == '|' || code_point == '\'' || code_point == '[' || code_point == ']') {
        strbuf_add_byte(out, '|');
        strbuf_add_byte(out, (char)code_point);
    } else if (code_point < 0x80) {
        strbuf_add_byte(out, (char)code_point);
    } else if (code_point < 0x10000) {
        strbuf_addf(out, "|0x%04x", code_point);
    } else {
        strbuf_addf(out, "|0x%04x|0x%04x", 0xd800 + ((code_point - 0x10000) >> 10),
                    0xdc00 + ((code_point - 0x10000) & 0x3ff));
    }
}

static void add_value(Arena *arena, StrBuf *out, const char *name, Str text) {
    text = text_printable(arena, text);
    strbuf_addf(out, " %s='", name);
    size_t start = out->len;
    for (size_t at = 0; at < text.len;) {
        if (out->len - start > LONGEST_VALUE) {
            strbuf_add(out, STR("..."));
            break;
        }
        add_escaped(out, text_decode(text, &at));
    }
    strbuf_add_byte(out, '\'');
}

static void add_type(Arena *arena, StrBuf *out, const char *rule) {
    Explanation explanation;
    if (!explain_find(str_from(rule), &explanation)) explanation.title = str_from(rule);
    strbuf_add(out, STR("##teamcity[inspectionType"));
    add_value(arena, out, "id", str_format(arena, "sendfix-%s", rule));
    add_value(arena, out, "name", explanation.title);
    add_value(arena, out, "category", STR("Send and Sync"));
    add_value(arena, out, "description", explanation.title);
    strbuf_add(out, STR("]\n"));
}

static bool is_new_rule(const FindingList *findings, size_t i) {
    for (size_t k = 0; k < i; k++) {
        if (str_is(str_from(findings->items[k]->rule), findings->items[i]->rule)) return false;
    }
    return true;
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < findings->count; i++) {
        const Finding *finding = findings->items[i];
        Location place = summary_place(finding);
        if (is_new_rule(findings, i)) add_type(arena, &out, finding->rule);
        strbuf_add(&out, STR("##teamcity[inspection"));
        add_value(arena, &out, "typeId", str_format(arena, "sendfix-%s", finding->rule));
        add_value(arena, &out, "message", summary_message(arena, context, finding));
        add_value(arena, &out, "file",
                  page_inline(arena, path_from_top(arena, context, place.file)));
        add_value(arena, &out, "line", str_format(arena, "%zu", place.line));
        add_value(arena, &out, "SEVERITY", STR("ERROR"));
        strbuf_add(&out, STR("]\n"));
    }
    fwrite(out.data, 1, out.len, context->out);
}

const Renderer render_teamcity = {
    .name = "teamcity",
    .help = "service messages of TeamCity: an inspection for each cause",
    .strips_passthrough = true,
    .findings = write_findings,
    .guard = guard_line,
};
