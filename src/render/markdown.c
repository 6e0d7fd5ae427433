/*
 * --format=markdown: a summary for a page, such as GitHub's $GITHUB_STEP_SUMMARY or an annotation of
 * Buildkite: a table of causes, the chain of each as a graph, the diff of its fix.
 *
 * Foreign text is either `code` or has its punctuation as numeric references, so that it is no HTML,
 * link, mention or table (https://github.github.com/gfm/, sections 6.2 and 6.3). Labels of the graph
 * have references of mermaid's own (https://mermaid.js.org/syntax/flowchart.html, "Entity codes").
 */
#include "base/text.h"
#include "render/page.h"
#include "render/path.h"
#include "render/phrase.h"
#include "render/summary.h"
#include "render/table.h"

enum { LONGEST = 900 * 1024 /* GitHub takes 1 MiB for a step */ };

static bool is_word(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == ' ' || byte == ',' || (byte & 0x80) != 0;
}

static void add_references(StrBuf *out, Str text, const char *opening) {
    for (size_t i = 0; i < text.len; i++) {
        if (is_word(text.data[i])) {
            strbuf_add_byte(out, text.data[i]);
        } else {
            strbuf_addf(out, "%s%u;", opening, (unsigned)(unsigned char)text.data[i]);
        }
    }
}

/* `code`; a bar in it would end a cell of a table. */
static void add_code(StrBuf *out, Str code) {
    strbuf_add_byte(out, '`');
    for (size_t i = 0; i < code.len; i++) {
        if (code.data[i] == '|') strbuf_add_byte(out, '\\');
        strbuf_add_byte(out, code.data[i]);
    }
    strbuf_add_byte(out, '`');
}

/* A sentence in which `code` stays code. */
static void add_prose(Arena *arena, StrBuf *out, Str text) {
    text = page_inline(arena, text);
    while (text.len > 0) {
        size_t open = str_find_byte(text, '`');
        Str rest = open != STR_NONE ? str_from_offset(text, open + 1) : (Str){0};
        size_t close = str_find_byte(rest, '`');
        bool code = open != STR_NONE && close != STR_NONE && close > 0;
        size_t end = code ? open : open != STR_NONE ? open + 1 : text.len;
        add_references(out, str_slice(text, 0, end), "&#");
        if (code) add_code(out, str_slice(rest, 0, close));
        text = str_from_offset(text, code ? end + close + 2 : end);
    }
}

static void add_place(Arena *arena, StrBuf *out, const RenderContext *context, Str file,
                      size_t line) {
    Str name = page_inline(arena, path_from_top(arena, context, file));
    if (file.len == 0) {
        strbuf_add(out, STR("not told"));
    } else if (str_find_byte(name, '`') != STR_NONE) {
        add_references(out, str_format(arena, STR_FMT ":%zu", STR_ARG(name), line), "&#");
    } else {
        add_code(out, str_format(arena, STR_FMT ":%zu", STR_ARG(name), line));
    }
}

static void add_row(Arena *arena, StrBuf *out, const RenderContext *context, const Finding *finding,
                    size_t number) {
    Location place = summary_place(finding);
    const Fix *fix = summary_fix(finding);
    strbuf_addf(out, "| %zu | ", number);
    add_place(arena, out, context, place.file, place.line);
    strbuf_add(out, STR(" | "));
    add_prose(arena, out, phrase_headline(arena, finding));
    strbuf_add(out, STR(" | "));
    if (fix == NULL) {
        strbuf_add(out, STR("none"));
    } else {
        add_prose(arena, out, phrase_title(arena, fix));
        strbuf_addf(out, " | %s |\n",
                    fix->edits.count > 0 ? phrase_verdict_word(fix->verdict) : "advice");
        return;
    }
    strbuf_add(out, STR(" | |\n"));
}

static void add_graph(Arena *arena, StrBuf *out, const RenderContext *context,
                      const Finding *finding) {
    if (finding->chain.count == 0) return;
    strbuf_add(out, STR("```mermaid\nflowchart TD\n"));
    for (size_t i = 0; i < finding->chain.count; i++) {
        const Link *link = &finding->chain.items[i];
        strbuf_addf(out, "    n%zu[\"", i);
        add_references(out, page_inline(arena, link->text), "#");
        if (link->location.file.len > 0) {
            Str name = page_inline(arena, path_from_top(arena, context, link->location.file));
            strbuf_add(out, STR("<br>"));
            add_references(
                out, str_format(arena, STR_FMT ":%zu", STR_ARG(name), link->location.line), "#");
        }
        strbuf_add(out, STR("\"]\n"));
        if (i > 0) strbuf_addf(out, "    n%zu --> n%zu\n", i - 1, i);
    }
    strbuf_add(out, STR("```\n\n"));
}

/* One back-quote more than the longest row of them in the text, at least three. */
static size_t fence_length(Str text) {
    size_t longest = 2;
    size_t run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.data[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest + 1;
}

static void add_paragraph(Arena *arena, StrBuf *out, const char *opening, Str text) {
    if (text.len == 0) return;
    strbuf_add(out, str_from(opening));
    add_prose(arena, out, text);
    strbuf_add(out, STR("\n\n"));
}

static void add_fix(Arena *arena, StrBuf *out, const Fix *fix) {
    strbuf_add(out, fix->edits.count > 0 ? STR("**Fix:** ") : STR("**Advice:** "));
    add_prose(arena, out, phrase_title(arena, fix));
    strbuf_addf(out, " (`%s`)\n\n", fix->id);
    add_paragraph(arena, out, "", fix->why);
    add_paragraph(arena, out, "Cost: ", fix->cost);
    if (fix->edits.count > 0) {
        add_paragraph(arena, out, "", str_from(phrase_verdict_remark(fix->verdict)));
    }
    if (fix->diff.len == 0) return;
    Str diff = summary_diff(arena, fix->diff);
    size_t fence = fence_length(diff);
    strbuf_add(out, STR("<details><summary>The change</summary>\n\n"));
    strbuf_add_repeated(out, '`', fence);
    strbuf_add(out, STR("diff\n"));
    strbuf_add(out, diff);
    strbuf_add_repeated(out, '`', fence);
    strbuf_add(out, STR("\n\n</details>\n\n"));
}

static void add_others(Arena *arena, StrBuf *out, const Finding *finding, const Fix *best) {
    for (size_t i = 0; i < finding->fixes.count; i++) {
        const Fix *fix = &finding->fixes.items[i];
        if (fix == best) continue;
        strbuf_addf(out, "* or `%s`: ", fix->id);
        add_prose(arena, out, phrase_title(arena, fix));
        strbuf_add_byte(out, '\n');
    }
    for (size_t i = 0; i < finding->refusals.count; i++) {
        strbuf_addf(out, "* not `%s`: ", finding->refusals.items[i].id);
        add_prose(arena, out, finding->refusals.items[i].why);
        strbuf_add_byte(out, '\n');
    }
    if (finding->fixes.count > 1 || finding->refusals.count > 0) strbuf_add_byte(out, '\n');
}

static void add_finding(Arena *arena, StrBuf *out, const RenderContext *context,
                        const Finding *finding, size_t number) {
    const Fix *fix = summary_fix(finding);
    strbuf_addf(out, "### %zu. ", number);
    add_prose(arena, out, phrase_headline(arena, finding));
    strbuf_add(out, STR("\n\n"));
    add_graph(arena, out, context, finding);
    if (fix != NULL) add_fix(arena, out, fix);
    add_others(arena, out, finding, fix);
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    StrBuf out = strbuf_new(arena);
    if (findings->count == 0) {
        strbuf_add(&out, STR("No failed demand for `Send` or `Sync` was reported.\n\n"));
    } else {
        Str causes = phrase_count(arena, findings->count, "cause");
        strbuf_addf(&out,
                    "## sendfix: " STR_FMT "\n\n| | where | cause | fix | tried |\n"
                    "|---|---|---|---|---|\n",
                    STR_ARG(causes));
    }
    for (size_t i = 0; i < findings->count; i++) {
        add_row(arena, &out, context, findings->items[i], context->before + i + 1);
    }
    strbuf_add_byte(&out, '\n');
    for (size_t i = 0; i < findings->count; i++) {
        if (out.len > LONGEST) {
            strbuf_add(&out, STR("The others are left out here: the page would be too long.\n"));
            break;
        }
        add_finding(arena, &out, context, findings->items[i], context->before + i + 1);
    }
    fwrite(out.data, 1, out.len, context->out);
}

const Renderer render_markdown = {
    .name = "markdown",
    .help = "a page for a job's summary: causes, graphs of the chains, diffs",
    .owns_output = true,
    .findings = write_findings,
};
