/*
 * --format=rustc: the stream of JSON as it came, the diagnostics of the family with our help in it.
 *
 * For programs that start a build of their own and read its JSON, such as rust-analyzer with
 * check.overrideCommand; what they take from it is told in rustc_line.h. The pipeline passes the
 * other lines on (keeps_stream), and so those that the wrapper has answered already.
 */
#include "render/rustc_line.h"
#include "render/table.h"

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        const Finding *finding = findings->items[i];
        bool first = true;
        for (size_t k = 0; k < finding->evidence.count; k++) {
            const Diagnostic *diagnostic = finding->evidence.items[k]->diagnostic;
            if (diagnostic->ours != NULL || diagnostic->line.len == 0) continue;
            Str line = rustc_line_enrich(arena, diagnostic->line, finding, first, context);
            fprintf(context->out, STR_FMT "\n", STR_ARG(line));
            first = false;
        }
    }
}

const Renderer render_rustc = {
    .name = "rustc",
    .help = "the JSON that came in, with our fixes in it as rustc's own help, for editors",
    .keeps_stream = true,
    .findings = write_findings,
};
