/*
 * Summary: see summary.h.
 */
#include "render/summary.h"

#include "base/text.h"
#include "render/page.h"
#include "render/path.h"
#include "render/phrase.h"

const Fix *summary_fix(const Finding *finding) {
    const Fix *fix = phrase_best_fix(finding);
    return fix == NULL && finding->fixes.count > 0 ? &finding->fixes.items[0] : fix;
}

Location summary_place(const Finding *finding) {
    Location place = finding->cause;
    for (size_t i = 0; i < finding->evidence.count && place.file.len == 0; i++) {
        const Span *span = phrase_primary_span(finding->evidence.items[i]->diagnostic);
        place = location_of_span(span);
    }
    if (place.line == 0) place.line = 1;
    if (place.column == 0) place.column = 1;
    bool forward = place.line_end > place.line ||
                   (place.line_end == place.line && place.column_end >= place.column);
    if (!forward || place.column_end == 0) {
        place.line_end = place.line;
        place.column_end = place.column;
    }
    return place;
}

Str summary_diff(Arena *arena, Str diff) {
    StrBuf out = strbuf_new(arena);
    Str line = {0};
    while (str_next(&diff, '\n', &line)) {
        if (str_ends(line, STR("\r"))) line.len--;
        strbuf_add(&out, text_printable(arena, line));
        strbuf_add_byte(&out, '\n');
    }
    return strbuf_str(&out);
}

static Str place_words(Arena *arena, const RenderContext *context, Str file, size_t line) {
    if (file.len == 0) return (Str){0};
    return str_format(arena, " (" STR_FMT ":%zu)",
                      STR_ARG(page_inline(arena, path_from_top(arena, context, file))), line);
}

static void add_reported(Arena *arena, StrBuf *out, const RenderContext *context,
                         const Finding *finding) {
    const Span *seen = NULL;
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const Diagnostic *diagnostic = finding->evidence.items[i]->diagnostic;
        const Span *span = phrase_primary_span(diagnostic);
        bool again = span != NULL && seen != NULL && str_eq(span->file, seen->file) &&
                     span->line_start == seen->line_start;
        if (again) continue;
        strbuf_addf(out, "rustc: " STR_FMT, STR_ARG(page_inline(arena, diagnostic->message)));
        if (span != NULL) {
            strbuf_add(out, place_words(arena, context, span->file, span->line_start));
            seen = span;
        }
        strbuf_add_byte(out, '\n');
    }
}

static void add_sentence(Arena *arena, StrBuf *out, const char *opening, Str text) {
    if (text.len == 0) return;
    strbuf_addf(out, "%s" STR_FMT "\n", opening, STR_ARG(page_inline(arena, text)));
}

Str summary_text(Arena *arena, const RenderContext *context, const Finding *finding) {
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < finding->chain.count; i++) {
        const Link *link = &finding->chain.items[i];
        strbuf_addf(&out, "%zu. " STR_FMT, i + 1, STR_ARG(page_inline(arena, link->text)));
        strbuf_add(&out, place_words(arena, context, link->location.file, link->location.line));
        strbuf_add_byte(&out, '\n');
    }
    add_reported(arena, &out, context, finding);
    const Fix *fix = summary_fix(finding);
    if (fix != NULL) {
        strbuf_addf(&out, "\nfix: " STR_FMT "\n",
                    STR_ARG(page_inline(arena, phrase_title(arena, fix))));
        add_sentence(arena, &out, "", fix->why);
        add_sentence(arena, &out, "cost: ", fix->cost);
        strbuf_add(&out, summary_diff(arena, fix->diff));
    }
    return str_trim(strbuf_str(&out));
}

Str summary_message(Arena *arena, const RenderContext *context, const Finding *finding) {
    return str_format(arena, STR_FMT "\n\n" STR_FMT,
                      STR_ARG(page_inline(arena, phrase_headline(arena, finding))),
                      STR_ARG(summary_text(arena, context, finding)));
}
