/*
 * --format=azure: logging commands of Azure Pipelines, an issue for each cause.
 *
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands; how the agent finds
 * them is in microsoft/azure-pipelines-agent, Command.cs: "##vso[" anywhere in a line, and "##[" at
 * its start for how it looks. A property ends at ';' or ']'.
 */
#include "base/text.h"
#include "render/guard.h"
#include "render/page.h"
#include "render/path.h"
#include "render/summary.h"
#include "render/table.h"

static const GuardSign signs[] = {
    {.text = "##vso[", .split = 2},
    {.text = "##[", .split = 2},
};

static Str guard_line(Arena *arena, Str line) {
    return guard_signs(arena, line, signs, sizeof signs / sizeof *signs);
}

static void add_escaped(StrBuf *out, Str text, bool property) {
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.data[i];
        if (byte == '%') {
            strbuf_add(out, STR("%AZP25"));
        } else if (byte == '\n') {
            strbuf_add(out, STR("%0A"));
        } else if (property && byte == ';') {
            strbuf_add(out, STR("%3B"));
        } else if (property && byte == ']') {
            strbuf_add(out, STR("%5D"));
        } else {
            strbuf_add_byte(out, byte);
        }
    }
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < findings->count; i++) {
        const Finding *finding = findings->items[i];
        Location place = summary_place(finding);
        strbuf_add(&out, STR("##vso[task.logissue type=error"));
        if (place.file.len > 0) {
            Str file = page_inline(arena, path_from_top(arena, context, place.file));
            strbuf_add(&out, STR(";sourcepath="));
            add_escaped(&out, guard_line(arena, file), true);
            strbuf_addf(&out, ";linenumber=%zu;columnnumber=%zu", place.line, place.column);
        }
        strbuf_addf(&out, ";code=sendfix-%s]", finding->rule);
        Str text = summary_message(arena, context, finding);
        add_escaped(&out, guard_line(arena, text), false);
        strbuf_add_byte(&out, '\n');
    }
    fwrite(out.data, 1, out.len, context->out);
}

const Renderer render_azure = {
    .name = "azure",
    .help = "logging commands of Azure Pipelines: an issue for each cause",
    .strips_passthrough = true,
    .findings = write_findings,
    .guard = guard_line,
};
