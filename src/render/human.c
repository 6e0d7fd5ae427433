/*
 * --format=human, the default: for somebody who is stuck.
 *
 * The order is that of the questions one has: what is wrong (headline), where (snippet), why (the
 * chain, each step with who knows it), what to do (the best fix as a diff), what else (other fixes,
 * what was not offered, where to read on). The last two are in remedy.c, the wording in phrase.c
 * and headline.c.
 */
#include "render/marks.h"
#include "render/page.h"
#include "render/phrase.h"
#include "render/remedy.h"
#include "render/snippet.h"
#include "render/table.h"

enum { MAX_PLACES = 6, STEP_INDENT = 5 };

/*
 * A file in a few words: one of a dependency begins at its crate's folder ("rand-0.8.5/src/lib.rs");
 * one of the standard library is not worth any.
 */
static Str file_words(Str file) {
    if (str_starts(file, STR("/rustc/"))) return (Str){0};
    Str registry = STR("/registry/src/");
    size_t found = str_find(file, registry, 0);
    if (found == STR_NONE) return file;
    file = str_from_offset(file, found + registry.len);
    size_t slash = str_find_byte(file, '/');
    return slash != STR_NONE ? str_from_offset(file, slash + 1) : file;
}

/* A step, and in brackets who knows it, with its place unless the snippet shows that. */
static void add_step(Page *page, size_t number, const Link *link, const SnippetMarkList *marks) {
    Str head = str_format(page->arena, "%*zu. ", STEP_INDENT - 2, number);
    page_raw(page, PAINT_GUTTER, head);
    size_t column = page_prose(page, PAINT_PLAIN, head.len, head.len, link->text);
    Str file = file_words(link->location.file);
    Str place = {0};
    if (file.len > 0 && !marks_show(marks, &link->location)) {
        place = str_format(page->arena, ", " STR_FMT ":%zu", STR_ARG(file), link->location.line);
    }
    Str tag = str_format(page->arena, "[%s" STR_FMT "]", phrase_certainty(link->certainty),
                         STR_ARG(place));
    page_tag(page, column, STEP_INDENT, tag);
}

static void add_chain(Page *page, const Finding *finding, const SnippetMarkList *marks) {
    if (finding->chain.count == 0) return;
    page_newline(page);
    page_raw(page, PAINT_HELP, STR("why:"));
    page_newline(page);
    for (size_t i = 0; i < finding->chain.count; i++) {
        add_step(page, i + 1, &finding->chain.items[i], marks);
    }
}

/* Adds the places at which the same message stands from evidence number `from` on. */
static void add_places(Arena *arena, StrBuf *text, const Finding *finding, size_t from) {
    Str message = finding->evidence.items[from]->diagnostic->message;
    StrBuf places = strbuf_new(arena);
    size_t count = 0;
    for (size_t i = from; i < finding->evidence.count; i++) {
        const Diagnostic *diagnostic = finding->evidence.items[i]->diagnostic;
        const Span *span = phrase_primary_span(diagnostic);
        if (span == NULL || !str_eq(diagnostic->message, message)) continue;
        Str place = str_format(arena, STR_FMT ":%zu:%zu", STR_ARG(span->file), span->line_start,
                               span->column_start);
        if (str_contains(strbuf_str(&places), place) || ++count > MAX_PLACES) continue;
        strbuf_add(&places, places.len > 0 ? STR(", ") : STR(" at "));
        strbuf_add(&places, place);
    }
    strbuf_add(text, strbuf_str(&places));
    if (count > MAX_PLACES) strbuf_addf(text, " and %zu more", count - MAX_PLACES);
}

static bool said_before(const Finding *finding, size_t which) {
    for (size_t i = 0; i < which; i++) {
        if (str_eq(finding->evidence.items[i]->diagnostic->message,
                   finding->evidence.items[which]->diagnostic->message)) {
            return true;
        }
    }
    return false;
}

/* Where rustc reports it and in which words. */
static void add_reported(Page *page, const Finding *finding) {
    StrBuf text = strbuf_new(page->arena);
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const Diagnostic *diagnostic = finding->evidence.items[i]->diagnostic;
        if (said_before(finding, i)) continue;
        strbuf_add(&text, text.len > 0 ? STR("; ") : STR("in rustc's words: "));
        strbuf_addf(&text, "\"" STR_FMT "\"", STR_ARG(diagnostic->message));
        if (diagnostic->code.len > 0)
            strbuf_addf(&text, " (" STR_FMT ")", STR_ARG(diagnostic->code));
        add_places(page->arena, &text, finding, i);
    }
    if (text.len == 0) return;
    page_indent(page, STEP_INDENT);
    page_prose(page, PAINT_FAINT, STEP_INDENT, STEP_INDENT, strbuf_str(&text));
    page_newline(page);
}

static void add_finding(Page *page, const RenderContext *context, const Finding *finding) {
    page_raw(page, PAINT_ERROR, STR("error"));
    page_raw(page, PAINT_STRONG, STR(": "));
    page_prose(page, PAINT_STRONG, 7, 7, phrase_headline(page->arena, finding));
    page_newline(page);
    MarksLines lines = {.context = context, .finding = finding};
    SnippetSource source = marks_source(&lines);
    SnippetMarkList marks = marks_of(page->arena, finding, source);
    snippet_add(page, &marks, source);
    add_chain(page, finding, &marks);
    add_reported(page, finding);
    remedy_add(page, context, finding);
}

static void add_summary(Page *page, const FindingList *findings) {
    size_t errors = 0;
    size_t repaired = 0;
    for (size_t i = 0; i < findings->count; i++) {
        size_t count = findings->items[i]->evidence.count;
        errors += count;
        if (phrase_best_fix(findings->items[i]) != NULL) repaired += count;
    }
    Arena *arena = page->arena;
    Str text = str_format(arena, STR_FMT " behind " STR_FMT " of rustc",
                          STR_ARG(phrase_count(arena, findings->count, "cause")),
                          STR_ARG(phrase_count(arena, errors, "error")));
    if (repaired > 0) {
        Str share = errors > 1 ? STR("repair all of them") : STR("repair it");
        if (repaired < errors) share = str_format(arena, "repair %zu of them", repaired);
        text = str_format(arena,
                          STR_FMT "; the fixes above " STR_FMT ". To apply them:", STR_ARG(text),
                          STR_ARG(share));
    }
    page_raw(page, PAINT_HELP, STR("sendfix: "));
    page_prose(page, PAINT_PLAIN, 9, 9, text);
    page_newline(page);
    if (repaired == 0) return;
    static const char by_patch[] =
        "cargo check --message-format=json | sendfix --format=patch | patch -p1";
    const char *command = page->style.apply_command;
    page_raw(page, PAINT_PLAIN,
             str_format(arena, "    %s\n", command != NULL ? command : by_patch));
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    if (findings->count == 0) return;
    for (size_t i = 0; i < findings->count; i++) {
        Page page = page_new(arena, context->style);
        add_finding(&page, context, findings->items[i]);
        page_newline(&page);
        fwrite(page.text.data, 1, page.text.len, context->out);
    }
    Page page = page_new(arena, context->style);
    add_summary(&page, findings);
    fwrite(page.text.data, 1, page.text.len, context->out);
}

const Renderer render_human = {
    .name = "human",
    .help = "cause, source, chain and fixes in words, for people (the default)",
    .owns_output = false,
    .strips_passthrough = false,
    .for_people = true,
    .findings = write_findings,
};
