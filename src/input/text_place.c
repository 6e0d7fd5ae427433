/*
 * Places: see text_place.h.
 */
#include "input/text_place.h"

#include "base/file.h"
#include "base/text.h"

enum { LARGEST_FILE = 8 << 20, MOST_ABOVE = 8, LONGEST_LINE = 1 << 16 };

typedef struct TextFile {
    Str name; /* as rustc spells it */
    Str path; /* absolute, without symlinks; empty: there is no such file */
    LineIndex lines;
} TextFile;

struct TextFiles {
    Arena *arena;
    VEC_OF(TextFile) list;
};

TextFiles *text_files_new(Arena *arena) {
    TextFiles *files = ARENA_NEW(arena, TextFiles);
    files->arena = arena;
    return files;
}

/* ---- files ---- */

static Str find_path(Arena *arena, Str name) {
    if (name.len == 0 || name.data[0] == '<') {
        return (Str){0};
    }
    Str path = name;
    for (int above = 0; above <= MOST_ABOVE; above++) {
        if (file_is_regular(path)) {
            return file_real_path(arena, path);
        }
        if (name.data[0] == '/') {
            break;
        }
        path = str_format(arena, "../" STR_FMT, STR_ARG(path));
    }
    return (Str){0};
}

static const TextFile *find_file(TextFiles *files, Str name) {
    for (size_t i = 0; i < files->list.count; i++) {
        if (str_eq(files->list.items[i].name, name)) {
            return &files->list.items[i];
        }
    }
    TextFile file = {.name = name, .path = find_path(files->arena, name)};
    Str text = {0};
    Status status = file.path.len > 0 ? file_read(files->arena, &text, file.path, LARGEST_FILE)
                                      : status_error(STATUS_MISSING, "none");
    if (!status_is_ok(&status)) {
        file.path = (Str){0};
    }
    file.lines = line_index_new(files->arena, text);
    VEC_PUSH(files->arena, &files->list, file);
    return &files->list.items[files->list.count - 1];
}

/* ---- a line as rustc shows it ---- */

/* Marks that turn the direction of writing. */
static bool turns_text(unsigned code_point) {
    return (code_point >= 0x202a && code_point <= 0x202e) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

/* What rustc shows in place of a code point (OUTPUT_REPLACEMENTS in its emitter.rs). */
static void add_shown(StrBuf *out, unsigned code_point, Str bytes) {
    if (code_point == '\t') {
        strbuf_add(out, STR("    "));
    } else if (code_point < ' ' || code_point == 0x7f) {
        /* a picture of the control character, U+2400 and on */
        unsigned picture = code_point == 0x7f ? 0x21 : code_point;
        strbuf_add(out, STR("\xe2\x90"));
        strbuf_add_byte(out, (char)(0x80 + picture));
    } else if (turns_text(code_point)) {
        strbuf_add(out, STR("\xef\xbf\xbd"));
    } else if (code_point != 0x200d) {
        strbuf_add(out, bytes);
    }
}

static Str shown_line(Arena *arena, Str line) {
    StrBuf out = strbuf_new(arena);
    for (size_t at = 0; at < line.len;) {
        size_t start = at;
        unsigned code_point = text_decode(line, &at);
        add_shown(&out, code_point, str_slice(line, start, at));
    }
    return strbuf_str(&out);
}

static Str without_end_blanks(Str text) {
    while (text.len > 0 && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '\r')) {
        text.len--;
    }
    return text;
}

/*
 * Whether quoted is the line, of which a part may be cut off at either end; *offset is then what to
 * add to its cells.
 */
static bool quotes_line(Str quoted, Str line, long *offset) {
    Str dots = STR("...");
    quoted = without_end_blanks(quoted);
    line = without_end_blanks(line);
    *offset = 0;
    if (str_eq(quoted, line)) {
        return true;
    }
    bool cut_right = str_ends(quoted, dots);
    Str part = cut_right ? str_slice(quoted, 0, quoted.len - dots.len) : quoted;
    if (!str_starts(part, dots)) {
        return cut_right && str_starts(line, part);
    }
    part = str_from_offset(part, dots.len);
    size_t found = part.len > 0 ? str_find(line, part, 0) : STR_NONE;
    if (found == STR_NONE) {
        return false;
    }
    *offset = (long)text_width(str_slice(line, 0, found)) - (long)dots.len;
    return true;
}

/* The cell of a column (1-based, chars) in a text; behind its end each column is a cell. */
static long cell_of(Str text, size_t column) {
    size_t cells = 0;
    size_t at = 0;
    while (column > 1 && at < text.len) {
        cells += text_width_of(text_decode(text, &at));
        column--;
    }
    return (long)(cells + column - 1);
}

/* The cells of what is shown for a code point. */
static size_t shown_width(unsigned code_point) {
    if (code_point == '\t') {
        return 4;
    }
    bool pictured = code_point < ' ' || code_point == 0x7f;
    return pictured || turns_text(code_point) ? 1 : text_width_of(code_point);
}

/* The byte of the char that is shown at a cell of a line; the line's length behind its end. */
static size_t byte_at_cell(Str line, long cell) {
    long cells = 0;
    for (size_t at = 0; at < line.len;) {
        size_t start = at;
        unsigned code_point = text_decode(line, &at);
        if (cells >= cell) {
            return start;
        }
        cells += (long)shown_width(code_point);
    }
    return line.len;
}

/* ---- spans ---- */

/* Finds the byte of a place in a file's line that is quoted; false where the line is another one. */
static bool locate(Arena *arena, const TextFile *file, size_t line, size_t column, Str quoted,
                   size_t *byte) {
    Str text = line_index_text(&file->lines, line);
    size_t mark = line == 1 && str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0;
    text = str_from_offset(text, mark);
    long offset = 0;
    if (line == 0 || text.len > LONGEST_LINE ||
        !quotes_line(quoted, shown_line(arena, text), &offset)) {
        return false;
    }
    long cell = cell_of(quoted, column) + offset;
    *byte = line_index_start(&file->lines, line) + mark + byte_at_cell(text, cell);
    return true;
}

/* The column of a byte as rustc counts: a byte order mark is none. */
static size_t column_of(const TextFile *file, size_t byte) {
    size_t column = line_index_column_chars(&file->lines, byte);
    bool marked = line_index_line(&file->lines, byte) == 1 &&
                  str_starts(file->lines.text, STR("\xef\xbb\xbf"));
    return marked && column > 1 ? column - 1 : column;
}

static void set_lines(const TextFile *file, Span *span) {
    for (size_t i = 0; i < span->lines.count; i++) {
        SpanLine *line = &span->lines.items[i];
        line->text = line_index_text(&file->lines, span->line_start + i);
        line->highlight_start = i == 0 ? span->column_start : 1;
        line->highlight_end = i + 1 == span->lines.count ? span->column_end : 1;
    }
}

static void place_span(TextFiles *files, Span *span) {
    size_t count = span->lines.count;
    const TextFile *file = count > 0 ? find_file(files, span->file) : NULL;
    size_t start = 0, end = 0;
    if (file == NULL || file->path.len == 0 ||
        !locate(files->arena, file, span->line_start, span->column_start, span->lines.items[0].text,
                &start) ||
        !locate(files->arena, file, span->line_end, span->column_end,
                span->lines.items[count - 1].text, &end)) {
        return;
    }
    /* An empty span is drawn as one cell; no other is a blank. */
    bool empty =
        end == start + 1 && str_find_byte(STR(" \t"), file->lines.text.data[start]) != STR_NONE;
    span->byte_start = start;
    span->byte_end = end < start || empty ? start : end;
    span->column_start = column_of(file, start);
    span->column_end = column_of(file, span->byte_end);
    set_lines(file, span);
}

static void set_manifest(TextFiles *files, Diagnostic *diagnostic) {
    for (size_t i = 0; i < diagnostic->spans.count; i++) {
        const TextFile *file = find_file(files, diagnostic->spans.items[i].file);
        for (Str folder = file_folder(file->path); folder.len > 1; folder = file_folder(folder)) {
            Str manifest = file_join(files->arena, folder, STR("Cargo.toml"));
            if (file_is_regular(manifest)) {
                diagnostic->manifest = manifest;
                return;
            }
        }
    }
}

static void place_spans(TextFiles *files, Diagnostic *diagnostic) {
    for (size_t i = 0; i < diagnostic->spans.count; i++) {
        place_span(files, &diagnostic->spans.items[i]);
    }
}

void text_place(TextFiles *files, Diagnostic *diagnostic) {
    place_spans(files, diagnostic);
    for (size_t i = 0; i < diagnostic->children.count; i++) {
        place_spans(files, diagnostic->children.items[i]);
    }
    set_manifest(files, diagnostic);
}
