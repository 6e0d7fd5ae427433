/*
 * The remedy; see remedy.h.
 */
#include "render/remedy.h"

#include <string.h>

#include "base/text.h"
#include "render/phrase.h"

enum { MAX_DIFF_LINES = 120, INDENT = 5 };

static Paint diff_paint(Str line) {
    if (str_starts(line, STR("--- ")) || str_starts(line, STR("+++ "))) return PAINT_STRONG;
    if (str_starts(line, STR("@@"))) return PAINT_GUTTER;
    if (str_starts(line, STR("+"))) return PAINT_ADDED;
    return str_starts(line, STR("-")) ? PAINT_REMOVED : PAINT_PLAIN;
}

static void add_diff(Page *page, Str diff) {
    Str line = {0};
    size_t count = 0;
    while (str_next(&diff, '\n', &line)) {
        if (++count > MAX_DIFF_LINES) {
            page_raw(page, PAINT_FAINT, STR("    ... (--format=patch shows the rest)\n"));
            return;
        }
        if (str_ends(line, STR("\r"))) line.len--;
        page_indent(page, 4);
        page_raw(page, diff_paint(line), text_printable(page->arena, line));
        page_newline(page);
    }
}

/* A sentence about a fix, with a capital letter and a full stop; nothing where there is no text. */
static void add_remark(Page *page, Paint paint, const char *opening, Str text) {
    if (text.len == 0) return;
    StrBuf sentence = strbuf_new(page->arena);
    strbuf_addf(&sentence, "%s" STR_FMT "%s", opening, STR_ARG(text),
                str_ends(text, STR(".")) ? "" : ".");
    if (sentence.data[0] >= 'a' && sentence.data[0] <= 'z') sentence.data[0] -= 'a' - 'A';
    page_indent(page, INDENT);
    page_prose(page, paint, INDENT, INDENT, strbuf_str(&sentence));
    page_newline(page);
}

static void add_best_fix(Page *page, const Fix *fix) {
    bool advice = fix->edits.count == 0;
    Str word = advice ? STR("advice: ") : STR("fix: ");
    page_newline(page);
    page_raw(page, PAINT_HELP, word);
    size_t column =
        page_prose(page, PAINT_STRONG, word.len, word.len, phrase_title(page->arena, fix));
    Str remark = str_from(phrase_verdict_remark(fix->verdict));
    bool tried = !advice && fix->verdict != VERDICT_UNTRIED;
    Str tag = advice || tried
                  ? str_format(page->arena, "[%s]", fix->id)
                  : str_format(page->arena, "[%s, " STR_FMT "]", fix->id, STR_ARG(remark));
    page_tag(page, column, word.len, tag);
    add_remark(page, PAINT_PLAIN, "", fix->why);
    add_remark(page, PAINT_PLAIN, "Cost: ", fix->cost);
    if (tried) add_remark(page, PAINT_ADDED, "", remark);
    add_remark(page, PAINT_PLAIN, "Not tried: ", fix->untried);
    if (fix->diff.len == 0) return;
    page_newline(page);
    add_diff(page, fix->diff);
}

static bool is_changed(const RenderContext *context, const Span *span) {
    Str text = {0};
    if (span->lines.count == 0 || span->has_replacement ||
        !context->source_text(context->data, span->file, &text)) {
        return false;
    }
    Str line = {0};
    for (size_t number = 0; number < span->line_start; number++) {
        if (!str_next(&text, '\n', &line)) return true;
    }
    return !str_eq(str_trim(line), str_trim(span->lines.items[0].text));
}

/* A file of which a line is not as rustc quotes it; empty if there is none. */
static Str changed_file(const RenderContext *context, const Finding *finding) {
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const Diagnostic *diagnostic = finding->evidence.items[i]->diagnostic;
        for (size_t k = 0; k <= diagnostic->children.count; k++) {
            const Diagnostic *part = k == 0 ? diagnostic : diagnostic->children.items[k - 1];
            for (size_t n = 0; n < part->spans.count; n++) {
                if (is_changed(context, &part->spans.items[n])) return part->spans.items[n].file;
            }
        }
    }
    return (Str){0};
}

static void add_no_fix(Page *page, const RenderContext *context, const Finding *finding) {
    Arena *arena = page->arena;
    Str source = {0};
    bool known = finding->cause.file.len == 0 ||
                 context->source_text(context->data, finding->cause.file, &source);
    Str text = str_format(arena,
                          "none that is sure enough to be offered here; `sendfix explain %s` tells "
                          "what repairs this kind of error",
                          finding->rule);
    Str changed = changed_file(context, finding);
    if (phrase_lacks_root(finding)) {
        text = STR("none, for rustc's notes, which tell what it is, are missing: give sendfix all "
                   "that rustc printed");
    } else if (changed.len > 0) {
        text = str_format(arena,
                          "none, for `" STR_FMT "` has changed since rustc read it: build again",
                          STR_ARG(changed));
    }
    if (!known) {
        text = str_format(arena,
                          "none, for the source is not at hand: run sendfix in the folder from "
                          "which `" STR_FMT "` can be read",
                          STR_ARG(finding->cause.file));
    }
    page_newline(page);
    page_raw(page, PAINT_HELP, STR("fix: "));
    page_prose(page, PAINT_PLAIN, INDENT, INDENT, text);
    page_newline(page);
}

static void add_entry(Page *page, const char *id, Str text) {
    Str head = str_format(page->arena, "    %s: ", id);
    page_raw(page, PAINT_STRONG, head);
    page_prose(page, PAINT_PLAIN, head.len, 8, text);
    page_newline(page);
}

static void add_other_fixes(Page *page, const Finding *finding, const Fix *best) {
    bool opened = false;
    for (size_t i = 0; i < finding->fixes.count; i++) {
        const Fix *fix = &finding->fixes.items[i];
        if (fix == best) continue;
        if (!opened) page_newline(page);
        if (!opened) page_raw(page, PAINT_HELP, STR("other ways:\n"));
        opened = true;
        Str text = phrase_title(page->arena, fix);
        if (fix->cost.len > 0) {
            text = str_format(page->arena, STR_FMT " (" STR_FMT ")", STR_ARG(text),
                              STR_ARG(fix->cost));
        }
        add_entry(page, fix->id, text);
    }
}

static void add_refusals(Page *page, const Finding *finding) {
    if (finding->refusals.count == 0) return;
    page_newline(page);
    page_raw(page, PAINT_HELP, STR("not offered:\n"));
    for (size_t i = 0; i < finding->refusals.count; i++) {
        const Refusal *refusal = &finding->refusals.items[i];
        bool theirs = strcmp(refusal->id, "rustc") == 0; /* a hint of rustc's, contradicted */
        add_entry(
            page, refusal->id,
            str_format(page->arena, "%s" STR_FMT, theirs ? "" : "because ", STR_ARG(refusal->why)));
    }
}

void remedy_add(Page *page, const RenderContext *context, const Finding *finding) {
    const Fix *best = phrase_best_fix(finding);
    if (best == NULL && finding->fixes.count > 0) best = &finding->fixes.items[0];
    if (best != NULL) {
        add_best_fix(page, best);
    } else {
        add_no_fix(page, context, finding);
    }
    add_other_fixes(page, finding, best);
    add_refusals(page, finding);
    if (best == NULL) return;
    page_newline(page);
    page_raw(page, PAINT_HELP, STR("more: "));
    page_raw(page, PAINT_PLAIN, str_format(page->arena, "sendfix explain %s\n", finding->rule));
}
