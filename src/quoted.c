/*
 * Quoted source: see quoted.h.
 */
#include "quoted.h"

#include "edit/diff.h"
#include "edit/edit.h"

enum { MOST_LINES = 20000, MOST_FILES = 64 };

/* Stands around statements whose function is not quoted; a name that nobody writes. */
#define SCAFFOLD "async fn __sendfix() {"

/* rustfmt gives it a line of its own, which no span covers. */
#define WHERE "where"

typedef struct Line {
    Str text;     /* data is NULL: not quoted */
    size_t group; /* the first message with a span over it: those of one are of one function, most
                     likely; 0: none */
} Line;

typedef struct File {
    Str name;
    VEC_OF(Line) lines; /* the first is line 1 */
} File;
typedef VEC_OF(File) FileList;

/* ---- collecting ---- */

static bool is_relative_source(Str file) {
    return str_ends(file, STR(".rs")) && file.data[0] != '/' && file.data[0] != '<' &&
           !str_contains(file, STR(":"));
}

static File *find_file(Arena *arena, FileList *files, Str name) {
    for (size_t i = 0; i < files->count; i++) {
        if (str_eq(files->items[i].name, name)) {
            return &files->items[i];
        }
    }
    if (files->count == MOST_FILES) {
        return NULL;
    }
    VEC_PUSH(arena, files, (File){.name = name});
    return &files->items[files->count - 1];
}

static void add_span(Arena *arena, FileList *files, const Span *span, size_t group) {
    size_t last = span->line_start + span->lines.count;
    if (!is_relative_source(span->file) || span->lines.count == 0 || span->line_start == 0 ||
        last < span->line_start || last > MOST_LINES) {
        return;
    }
    File *file = find_file(arena, files, span->file);
    if (file == NULL) {
        return;
    }
    while (file->lines.count + 1 < last) {
        VEC_PUSH(arena, &file->lines, (Line){.group = 0});
    }
    for (size_t i = 0; i < span->lines.count; i++) {
        Line *line = &file->lines.items[span->line_start - 1 + i];
        if (line->group == 0) {
            line->group = group;
        }
        if (line->text.data == NULL && str_trim(span->lines.items[i].text).len > 0) {
            line->text = span->lines.items[i].text;
        }
    }
}

static void add_spans(Arena *arena, FileList *files, const Diagnostic *diagnostic, size_t group) {
    for (size_t i = 0; i < diagnostic->spans.count; i++) {
        const Span *span = &diagnostic->spans.items[i];
        if (!span->has_replacement) {
            add_span(arena, files, span, group);
        }
    }
}

static void collect(Arena *arena, FileList *files, const EvidenceList *evidence) {
    size_t group = 0;
    for (size_t i = 0; i < evidence->count; i++) {
        const Diagnostic *diagnostic = evidence->items[i]->diagnostic;
        add_spans(arena, files, diagnostic, ++group);
        for (size_t k = 0; k < diagnostic->children.count; k++) {
            add_spans(arena, files, diagnostic->children.items[k], ++group);
        }
    }
}

/* ---- making Rust of it ---- */

static size_t indentation(Str line) {
    size_t width = 0;
    while (width < line.len && (line.data[width] == ' ' || line.data[width] == '\t')) {
        width++;
    }
    return width;
}

/* How many braces a line leaves open; those in strings and comments do not count. */
static long open_braces(Str line) {
    long open = 0;
    bool in_string = false;
    for (size_t i = 0; i < line.len; i++) {
        char byte = line.data[i];
        if (in_string && byte == '\\') {
            i++;
        } else if (byte == '"') {
            in_string = !in_string;
        } else if (!in_string && byte == '/' && str_starts(str_from_offset(line, i), STR("//"))) {
            break;
        } else if (!in_string && (byte == '{' || byte == '}')) {
            open += byte == '{' ? 1 : -1;
        }
    }
    return open;
}

/* A brace that is open. */
typedef struct Open {
    size_t indent; /* of its line */
    bool in_let;   /* its statement ends in a semicolon */
} Open;
typedef VEC_OF(Open) OpenList;

typedef struct Builder {
    Arena *arena;
    StrBuf text;
    OpenList open; /* the innermost last */
    bool scaffold; /* the outermost of them is ours */
    Line last;     /* the last quoted one */
} Builder;

/* Whether a line is part of an item's head that goes on behind it: `fn spawn<F>(_f: F)`. */
static bool is_open_head(Str line) {
    line = str_trim(line);
    return line.len > 0 && str_find_byte(STR("/#"), line.data[0]) == STR_NONE &&
           str_find_byte(STR("{};("), line.data[line.len - 1]) == STR_NONE;
}

/* Ends an item of which only the head is quoted, unless the next quoted line goes on with it; then true. */
static bool fill_head(Builder *builder, const Line *next) {
    static const char *const parts[] = {"where", "->", ")", "{"};
    if (builder->open.count > 0 || !is_open_head(builder->last.text)) {
        return false;
    }
    Str line = str_trim(next->text);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (str_starts(line, str_from(parts[i]))) {
            return true;
        }
    }
    bool bound = str_find(line, STR(": "), 0) != STR_NONE && str_ends(line, STR(","));
    bool goes_on = bound && next->group == builder->last.group;
    strbuf_add(&builder->text, goes_on ? STR(WHERE) : STR(";"));
    return goes_on;
}

/* Fills the empty line before a quoted one: closes what is over, opens a function for loose statements. */
static void fill_gap(Builder *builder, const Line *line) {
    size_t indent = indentation(line->text);
    bool closes = str_starts(str_trim(line->text), STR("}"));
    bool elsewhere = builder->scaffold && builder->last.group != line->group;
    bool in_head = fill_head(builder, line);
    /* a `}` closes what a line as far to the left has opened */
    size_t kept = closes ? indent + 1 : indent;
    while (
        builder->open.count > 0 &&
        ((elsewhere && !closes) || builder->open.items[builder->open.count - 1].indent >= kept)) {
        bool in_let = builder->open.items[--builder->open.count].in_let;
        strbuf_add(&builder->text, in_let ? STR("};") : STR("}"));
    }
    if (builder->open.count == 0) {
        builder->scaffold = false;
    }
    if (builder->open.count == 0 && indent > 0 && !closes && !in_head) {
        strbuf_add(&builder->text, STR(SCAFFOLD));
        VEC_PUSH(builder->arena, &builder->open, (Open){.indent = 0});
        builder->scaffold = true;
    }
}

static void add_line(Builder *builder, const Line *line) {
    strbuf_add(&builder->text, line->text);
    builder->last = *line;
    Open open = {.indent = indentation(line->text),
                 .in_let = str_starts(str_trim(line->text), STR("let "))};
    long change = open_braces(line->text);
    for (; change > 0; change--) {
        VEC_PUSH(builder->arena, &builder->open, open);
    }
    for (; change < 0 && builder->open.count > 0; change++) {
        builder->open.count--;
    }
}

static Str lay_out(Arena *arena, const File *file) {
    Builder builder = {.arena = arena, .text = strbuf_new(arena)};
    for (size_t i = 0; i < file->lines.count; i++) {
        const Line *line = &file->lines.items[i];
        bool gap = line->text.data == NULL;
        if (gap && i + 1 < file->lines.count && file->lines.items[i + 1].text.data != NULL) {
            fill_gap(&builder, &file->lines.items[i + 1]);
        } else if (!gap) {
            add_line(&builder, line);
        }
        strbuf_add_byte(&builder.text, '\n');
    }
    fill_head(&builder, &(Line){0});
    for (; builder.open.count > 0; builder.open.count--) {
        strbuf_add_byte(&builder.text, '}');
    }
    strbuf_add_byte(&builder.text, '\n');
    return strbuf_str(&builder.text);
}

void quoted_texts(Arena *arena, SourceTextList *out, const EvidenceList *evidence) {
    FileList files = {0};
    collect(arena, &files, evidence);
    for (size_t i = 0; i < files.count; i++) {
        const File *file = &files.items[i];
        SourceText text = {.path = file->name, .text = lay_out(arena, file)};
        VEC_PUSH(arena, out, text);
    }
}

/* ---- what was planned on it ---- */

static const Source *quoted_source(Workspace *workspace, Str file) {
    const Source *source = file.len > 0 ? workspace_source(workspace, file) : NULL;
    return source != NULL && source->quoted ? source : NULL;
}

/* Whether a line of quoted text is one of ours: empty, or made of what fill_gap puts there. */
static bool is_filler(Str line) {
    line = str_trim(line);
    while (str_starts(line, STR("}")) || str_starts(line, STR(";"))) {
        line = str_from_offset(line, 1);
    }
    return line.len == 0 || str_is(line, SCAFFOLD) || str_is(line, WHERE);
}

static bool all_quoted(const Source *source, size_t first, size_t last) {
    for (size_t line = first; line <= last; line++) {
        if (is_filler(line_index_text(&source->lines, line))) {
            return false;
        }
    }
    return true;
}

static bool is_import(const Edit *edit) {
    return edit->byte_start == edit->byte_end &&
           str_starts(str_trim(edit->replacement), STR("use "));
}

/* Whether an edit changes how statements hang together. */
static bool is_structural(const Edit *edit) {
    return str_find_byte(edit->replacement, '{') != STR_NONE ||
           str_find_byte(edit->replacement, '}') != STR_NONE ||
           str_find_byte(edit->replacement, '\n') != STR_NONE;
}

/*
 * Whether the quoted lines are all that a fix's edits of one file need to be judged. edits are those
 * of the file.
 */
static bool is_enough(const Source *source, const EditList *edits) {
    bool structural = false;
    size_t first = SIZE_MAX, last = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const Edit *edit = &edits->items[i];
        if (is_import(edit)) {
            continue;
        }
        size_t start = line_index_line(&source->lines, edit->byte_start);
        size_t end = line_index_line(&source->lines, edit->byte_end);
        structural = structural || is_structural(edit);
        first = start < first ? start : first;
        last = end > last ? end : last;
        if (!all_quoted(source, start, end)) {
            return false;
        }
    }
    return last > 0 && (!structural || all_quoted(source, first, last));
}

/* The diff without the lines that are not quoted: "@@ -5,7 +5,7 @@" becomes "@@ line 8 @@". */
static void add_hunks(StrBuf *out, Str file, Str diff) {
    strbuf_addf(out, "--- a/" STR_FMT "\n+++ b/" STR_FMT "\n", STR_ARG(file), STR_ARG(file));
    Str line;
    size_t number = 0;
    size_t shown = 0; /* number of the last line shown */
    while (str_next(&diff, '\n', &line)) {
        if (str_starts(line, STR("---")) || str_starts(line, STR("+++"))) {
            continue;
        }
        if (str_starts(line, STR("@@ -"))) {
            number = 0;
            for (size_t i = 4; i < line.len && line.data[i] >= '0' && line.data[i] <= '9'; i++) {
                number = number * 10 + (size_t)(line.data[i] - '0');
            }
            continue;
        }
        bool added = str_starts(line, STR("+"));
        bool filler = line.len == 0 || is_filler(str_from_offset(line, 1));
        if (!filler && !added && (shown == 0 || number != shown + 1)) {
            strbuf_addf(out, "@@ line %zu @@\n", number);
        }
        if (!filler) {
            strbuf_addf(out, STR_FMT "\n", STR_ARG(line));
            shown = added ? shown : number;
        }
        number += added ? 0 : 1;
    }
}

/* The imports that a fix adds, for a sentence: "`use a::B;` and `use c::D;`". */
static Str imports_of(Arena *arena, const EditList *edits) {
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < edits->count; i++) {
        if (is_import(&edits->items[i])) {
            strbuf_addf(&out, "%s`" STR_FMT "`", out.len > 0 ? " and " : "",
                        STR_ARG(str_trim(edits->items[i].replacement)));
        }
    }
    return strbuf_str(&out);
}

/* Shows one file's part of a fix; false where the quoted lines do not suffice. */
static bool show_file(Arena *arena, StrBuf *diff, const Source *source, const EditList *edits) {
    EditList shown = {0};
    for (size_t i = 0; i < edits->count; i++) {
        if (str_eq(edits->items[i].file, source->path)) {
            VEC_PUSH(arena, &shown, edits->items[i]);
        }
    }
    if (!is_enough(source, &shown)) {
        return false;
    }
    EditList visible = {0};
    for (size_t i = 0; i < shown.count; i++) {
        if (!is_import(&shown.items[i])) {
            VEC_PUSH(arena, &visible, shown.items[i]);
        }
    }
    Str after = {0};
    if (!edit_apply(arena, &after, source->text, source->path, &visible)) {
        return false;
    }
    add_hunks(diff, source->path, diff_unified(arena, source->path, source->text, after));
    return true;
}

/*
 * Whether a fix changes how a type is spelt or how a value is handed on, each place for itself. What
 * else there is rests on all that a function does with the value.
 */
static bool stands_for_itself(const Fix *fix) {
    static const char *const ids[] = {"bound-add-send", "boxed-future",        "cell-to-sync",
                                      "dyn-add-send",   "error-add-send-sync", "future-add-send",
                                      "map-err",        "own-capture",         "rc-to-arc",
                                      "relax-send",     "self-by-mut-ref"};
    return str_is_one_of(str_from(fix->id), ids, sizeof ids / sizeof *ids);
}

/* Turns a fix into advice shown on the quoted lines; false where these do not suffice. */
static bool restrict_fix(Arena *arena, Fix *fix, Workspace *workspace) {
    if (!stands_for_itself(fix)) {
        return false;
    }
    StrBuf diff = strbuf_new(arena);
    for (size_t i = 0; i < fix->edits.count; i++) {
        Str file = fix->edits.items[i].file;
        if (i > 0 && str_eq(file, fix->edits.items[i - 1].file)) {
            continue;
        }
        const Source *source = quoted_source(workspace, file);
        if (source == NULL || !show_file(arena, &diff, source, &fix->edits)) {
            return false;
        }
    }
    Str imports = imports_of(arena, &fix->edits);
    fix->untried = imports.len > 0
                       ? str_format(arena,
                                    "the source is not at hand; this is the change on the lines "
                                    "that are quoted, with " STR_FMT
                                    " at the top, and other lines may have to follow",
                                    STR_ARG(imports))
                       : STR("the source is not at hand; this is the change on the lines that are "
                             "quoted, and other lines may have to follow");
    fix->diff = strbuf_str(&diff);
    fix->edits = (EditList){0};
    return true;
}

static bool rests_on_quotes(const Finding *finding, Workspace *workspace) {
    if (quoted_source(workspace, finding->cause.file) != NULL ||
        quoted_source(workspace, finding->await.file) != NULL) {
        return true;
    }
    for (size_t i = 0; i < finding->chain.count; i++) {
        if (quoted_source(workspace, finding->chain.items[i].location.file) != NULL) {
            return true;
        }
    }
    return false;
}

static void forget_bytes(Workspace *workspace, Location *location) {
    if (quoted_source(workspace, location->file) != NULL) {
        location->byte_start = 0;
        location->byte_end = 0;
    }
}

void quoted_restrict(Arena *arena, Finding *finding, Workspace *workspace) {
    if (!rests_on_quotes(finding, workspace)) {
        return;
    }
    forget_bytes(workspace, &finding->cause);
    forget_bytes(workspace, &finding->await);
    for (size_t i = 0; i < finding->chain.count; i++) {
        forget_bytes(workspace, &finding->chain.items[i].location);
    }
    size_t kept = 0;
    for (size_t i = 0; i < finding->fixes.count; i++) {
        Fix *fix = &finding->fixes.items[i];
        if (fix->edits.count == 0 || restrict_fix(arena, fix, workspace)) {
            finding->fixes.items[kept++] = *fix;
        }
    }
    finding->fixes.count = kept;
    /* Why something is not offered was concluded from lines that are not there; a hint of rustc's is wrong anyway. */
    kept = 0;
    for (size_t i = 0; i < finding->refusals.count; i++) {
        if (str_is(str_from(finding->refusals.items[i].id), "rustc")) {
            finding->refusals.items[kept++] = finding->refusals.items[i];
        }
    }
    finding->refusals.count = kept;
}
