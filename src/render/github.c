/*
 * --format=github: workflow commands of GitHub Actions, an annotation for each cause.
 *
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions; how lines are read
 * is in actions/runner, ActionCommand.cs: a line that begins, after white space, with "::" is a
 * command, and so is "##[" anywhere in a line; a CR ends a line as LF does. So foreign text gets a
 * zero-width space into these signs. Only ten errors of a step are shown, hence one for each cause,
 * at the cause: there is the line to edit.
 */
#include "base/text.h"
#include "render/guard.h"
#include "render/page.h"
#include "render/path.h"
#include "render/phrase.h"
#include "render/summary.h"
#include "render/table.h"

enum { MAX_ANNOTATIONS = 10, MAX_MESSAGE = 4000 };

static const GuardSign signs[] = {
    {.text = "##[", .split = 2},
    {.text = "::", .split = 1, .opens_line = true},
};

static Str guard_line(Arena *arena, Str line) {
    return guard_signs(arena, line, signs, sizeof signs / sizeof *signs);
}

/* Foreign text of one line, safe in any place. */
static Str safe_inline(Arena *arena, Str text) {
    return guard_line(arena, page_inline(arena, text));
}

/* Adds text with the bytes of set as %XX; stops at a character border before limit bytes are exceeded. */
static bool add_escaped(StrBuf *out, Str text, const char *set, size_t limit) {
    Str special = str_from(set);
    for (size_t at = 0; at < text.len;) {
        size_t next = at;
        text_decode(text, &next);
        bool escape = str_find_byte(special, text.data[at]) != STR_NONE;
        size_t size = escape ? 3 : next - at;
        if (out->len + size > limit) return false;
        if (escape) {
            strbuf_addf(out, "%%%02X", (unsigned)(unsigned char)text.data[at]);
        } else {
            strbuf_add(out, str_slice(text, at, next));
        }
        at = next;
    }
    return true;
}

static void add_property(StrBuf *out, const char *name, Str value) {
    bool first = str_is(strbuf_str(out), "::error ");
    strbuf_addf(out, "%s%s=", first ? "" : ",", name);
    (void)add_escaped(out, value, "%\r\n:,", (size_t)-1);
}

static void add_number(Arena *arena, StrBuf *out, const char *name, size_t value) {
    add_property(out, name, str_format(arena, "%zu", value));
}

static Str safe_path(Arena *arena, const RenderContext *context, Str file) {
    return safe_inline(arena, path_from_top(arena, context, file));
}

static void write_annotation(Arena *arena, const RenderContext *context, const Finding *finding) {
    StrBuf out = strbuf_new(arena);
    const Location *cause = &finding->cause;
    strbuf_add(&out, STR("::error "));
    if (cause->file.len > 0) {
        add_property(&out, "file", safe_path(arena, context, cause->file));
        add_number(arena, &out, "line", cause->line);
        if (cause->line_end >= cause->line) add_number(arena, &out, "endLine", cause->line_end);
        if (cause->line_end == cause->line) {
            add_number(arena, &out, "col", cause->column);
            add_number(arena, &out, "endColumn", cause->column_end);
        }
    }
    add_property(&out, "title", safe_inline(arena, phrase_headline(arena, finding)));
    strbuf_add(&out, STR("::"));
    StrBuf data = strbuf_new(arena);
    Str text = guard_line(arena, summary_text(arena, context, finding));
    static const char cut[] = "%0A...";
    if (!add_escaped(&data, text, "%\r\n", MAX_MESSAGE)) {
        data = strbuf_new(arena);
        (void)add_escaped(&data, text, "%\r\n", MAX_MESSAGE - (sizeof cut - 1));
        strbuf_add(&data, str_from(cut));
    }
    strbuf_add(&out, strbuf_str(&data));
    strbuf_add_byte(&out, '\n');
    fwrite(out.data, 1, out.len, context->out);
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    for (size_t i = 0; i < findings->count && i < MAX_ANNOTATIONS; i++) {
        write_annotation(arena, context, findings->items[i]);
    }
    if (findings->count <= MAX_ANNOTATIONS) return;
    StrBuf out = strbuf_new(arena);
    Str more = phrase_count(arena, findings->count - MAX_ANNOTATIONS, "more cause");
    strbuf_addf(&out, "sendfix: " STR_FMT " (only %d are annotated):", STR_ARG(more),
                (int)MAX_ANNOTATIONS);
    for (size_t i = MAX_ANNOTATIONS; i < findings->count; i++) {
        const Location *cause = &findings->items[i]->cause;
        strbuf_addf(&out, "%s " STR_FMT ":%zu", i > MAX_ANNOTATIONS ? "," : "",
                    STR_ARG(safe_path(arena, context, cause->file)), cause->line);
    }
    strbuf_add_byte(&out, '\n');
    fwrite(out.data, 1, out.len, context->out);
}

const Renderer render_github = {
    .name = "github",
    .help = "annotations of GitHub Actions, one at each cause",
    .owns_output = false,
    .strips_passthrough = true,
    .findings = write_findings,
    .guard = guard_line,
};
