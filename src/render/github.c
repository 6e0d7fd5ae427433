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
#include "render/page.h"
#include "render/path.h"
#include "render/phrase.h"
#include "render/table.h"

enum { MAX_ANNOTATIONS = 10, MAX_MESSAGE = 4000 };

#define ZERO_WIDTH_SPACE "\xe2\x80\x8b"

/* Whether only what a reader may take for white space stands between the line's start and at. */
static bool opens_line(Str text, size_t at) {
    while (at > 0) {
        unsigned char byte = (unsigned char)text.data[--at];
        if (byte == '\n' || byte == '\r') return true;
        if (byte > ' ' && byte < 0x7f) return false;
    }
    return true;
}

/* A sign that would be read as a command at an offset: its length up to where it is to be split, or 0. */
static size_t command_sign(Str text, size_t at) {
    Str rest = str_from_offset(text, at);
    if (str_starts(rest, STR("##["))) return 2;
    if (str_starts(rest, STR("::")) && opens_line(text, at)) return 1;
    return 0;
}

static Str guard_line(Arena *arena, Str line) {
    if (!str_contains(line, STR("::")) && !str_contains(line, STR("##["))) return line;
    StrBuf out = strbuf_new(arena);
    for (size_t at = 0; at < line.len;) {
        size_t sign = command_sign(line, at);
        size_t next = sign > 0 ? at + sign : at + 1;
        strbuf_add(&out, str_slice(line, at, next));
        if (sign > 0) strbuf_add(&out, STR(ZERO_WIDTH_SPACE));
        at = next;
    }
    return strbuf_str(&out);
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

static void add_diff(Arena *arena, StrBuf *out, Str diff) {
    Str line = {0};
    while (str_next(&diff, '\n', &line)) {
        if (str_ends(line, STR("\r"))) line.len--;
        strbuf_add(out, guard_line(arena, text_printable(arena, line)));
        strbuf_add_byte(out, '\n');
    }
}

static Str safe_path(Arena *arena, const RenderContext *context, Str file) {
    return safe_inline(arena, path_from_top(arena, context, file));
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
        strbuf_addf(out, "rustc: " STR_FMT, STR_ARG(safe_inline(arena, diagnostic->message)));
        if (span != NULL) {
            strbuf_addf(out, " (" STR_FMT ":%zu)", STR_ARG(safe_path(arena, context, span->file)),
                        span->line_start);
            seen = span;
        }
        strbuf_add_byte(out, '\n');
    }
}

static void add_sentence(Arena *arena, StrBuf *out, const char *opening, Str text) {
    if (text.len == 0) return;
    strbuf_addf(out, "%s" STR_FMT "\n", opening, STR_ARG(safe_inline(arena, text)));
}

/* The message, with real newlines. */
static Str message(Arena *arena, const RenderContext *context, const Finding *finding) {
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < finding->chain.count; i++) {
        const Link *link = &finding->chain.items[i];
        strbuf_addf(&out, "%zu. " STR_FMT, i + 1, STR_ARG(safe_inline(arena, link->text)));
        if (link->location.file.len > 0) {
            strbuf_addf(&out, " (" STR_FMT ":%zu)",
                        STR_ARG(safe_path(arena, context, link->location.file)),
                        link->location.line);
        }
        strbuf_add_byte(&out, '\n');
    }
    add_reported(arena, &out, context, finding);
    const Fix *fix = phrase_best_fix(finding);
    if (fix == NULL && finding->fixes.count > 0) fix = &finding->fixes.items[0];
    if (fix != NULL) {
        strbuf_addf(&out, "\nfix: " STR_FMT "\n",
                    STR_ARG(safe_inline(arena, phrase_title(arena, fix))));
        add_sentence(arena, &out, "", fix->why);
        add_sentence(arena, &out, "cost: ", fix->cost);
        add_diff(arena, &out, fix->diff);
    }
    return str_trim(strbuf_str(&out));
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
    Str text = message(arena, context, finding);
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
