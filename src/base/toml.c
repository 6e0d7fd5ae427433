/*
 * TOML: see toml.h. Reads downwards, one function for each thing of the grammar; each leaves the
 * reader behind what it has read, and says whether it could.
 */
#include "base/toml.h"

#include <string.h>

#include "base/file.h"

enum {
    LARGEST_FILE = 1 << 20,
    DEEPEST = 32,    /* arrays and inline tables in each other */
    MOST_LEVELS = 64 /* keys above each other */
};

typedef struct Reader {
    Arena *arena;
    TomlEntryList *out;
    Str text;
    size_t at;
    size_t line;
    const TomlKey *table; /* that the lines at hand belong to */
    unsigned depth;
} Reader;

/* ---- bytes ---- */

/* The byte ahead; 0 at the end. */
static char ahead(const Reader *reader) {
    return reader->at < reader->text.len ? reader->text.data[reader->at] : '\0';
}

static void step(Reader *reader) {
    if (ahead(reader) == '\n') reader->line++;
    reader->at++;
}

static bool take(Reader *reader, const char *word) {
    if (!str_starts(str_from_offset(reader->text, reader->at), str_from(word))) return false;
    for (; *word != '\0'; word++) step(reader);
    return true;
}

static void skip_to_line_end(Reader *reader) {
    while (reader->at < reader->text.len && ahead(reader) != '\n') step(reader);
}

static void skip_blanks(Reader *reader) {
    while (ahead(reader) == ' ' || ahead(reader) == '\t') step(reader);
}

/* Blanks, comments and the ends of lines. */
static void skip_lines(Reader *reader) {
    for (;;) {
        skip_blanks(reader);
        if (ahead(reader) == '#') {
            skip_to_line_end(reader);
        } else if (ahead(reader) == '\n' || ahead(reader) == '\r') {
            step(reader);
        } else {
            return;
        }
    }
}

/* ---- strings ---- */

static void add_code_point(StrBuf *out, unsigned code) {
    if (code < 0x80) {
        strbuf_add_byte(out, (char)code);
        return;
    }
    unsigned more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xc0, 0xe0, 0xf0};
    strbuf_add_byte(out, (char)(leads[more] | code >> 6 * more));
    while (more-- > 0) strbuf_add_byte(out, (char)(0x80 | (code >> 6 * more & 0x3f)));
}

/* The digits of `\uXXXX` and `\UXXXXXXXX`. */
static bool read_code_point(Reader *reader, StrBuf *out, unsigned digits) {
    unsigned code = 0;
    for (; digits > 0; digits--, step(reader)) {
        static const char hexadecimal[] = "0123456789abcdef0123456789ABCDEF";
        char byte = ahead(reader);
        const char *digit = byte != '\0' ? strchr(hexadecimal, byte) : NULL;
        if (digit == NULL || code > 0x10ffff) return false;
        code = code << 4 | (unsigned)((digit - hexadecimal) % 16);
    }
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
    add_code_point(out, code);
    return true;
}

/* What stands behind a '\\'. */
static bool read_escape(Reader *reader, StrBuf *out, bool several_lines) {
    static const char names[] = "btnfr\"\\";
    static const char bytes[] = "\b\t\n\f\r\"\\";
    char name = ahead(reader);
    const char *known = name != '\0' ? strchr(names, name) : NULL;
    if (known != NULL) {
        strbuf_add_byte(out, bytes[known - names]);
        step(reader);
        return true;
    }
    if (name == 'u' || name == 'U') {
        step(reader);
        return read_code_point(reader, out, name == 'u' ? 4 : 8);
    }
    /* at the end of a line: it goes on at the next word */
    skip_blanks(reader);
    if (!several_lines || (ahead(reader) != '\n' && ahead(reader) != '\r')) return false;
    while (ahead(reader) != '\0' && strchr(" \t\r\n", ahead(reader)) != NULL) step(reader);
    return true;
}

static bool read_string(Reader *reader, Str *value) {
    char quote = ahead(reader);
    bool basic = quote == '"';
    const char *end = basic ? "\"\"\"" : "'''";
    bool several_lines = take(reader, end);
    if (several_lines) {
        take(reader, "\r");
        take(reader, "\n");
    } else {
        end += 2;
        step(reader);
    }
    StrBuf out = strbuf_new(reader->arena);
    while (!take(reader, end)) {
        char byte = ahead(reader);
        if (reader->at >= reader->text.len || (byte == '\n' && !several_lines)) return false;
        step(reader);
        if (basic && byte == '\\') {
            if (!read_escape(reader, &out, several_lines)) return false;
        } else {
            strbuf_add_byte(&out, byte);
        }
    }
    /* one or two quotes may stand right before the three that end it */
    while (several_lines && ahead(reader) == quote) {
        strbuf_add_byte(&out, quote);
        step(reader);
    }
    *value = strbuf_str(&out);
    return true;
}

/* ---- keys ---- */

static bool is_bare(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
}

/* A dotted key, below above. */
static bool read_key(Reader *reader, const TomlKey *above, const TomlKey **key) {
    do {
        TomlKey *part = ARENA_NEW(reader->arena, TomlKey);
        part->above = above;
        part->level = above != NULL ? above->level + 1 : 0;
        if (part->level == MOST_LEVELS) return false;
        skip_blanks(reader);
        if (ahead(reader) == '"' || ahead(reader) == '\'') {
            if (!read_string(reader, &part->name)) return false;
        } else {
            size_t start = reader->at;
            while (is_bare(ahead(reader))) step(reader);
            if (reader->at == start) return false;
            part->name = str_slice(reader->text, start, reader->at);
        }
        above = part;
        skip_blanks(reader);
    } while (take(reader, "."));
    *key = above;
    return true;
}

/* ---- values ---- */

/* key is NULL within an array: what has no name is read over. */
static void add(Reader *reader, const TomlKey *key, TomlKind kind, Str value, size_t line) {
    if (key == NULL && kind != TOML_WRONG) return;
    VEC_PUSH(reader->arena, reader->out,
             (TomlEntry){.key = key, .kind = kind, .value = value, .line = line});
}

static bool is_integer(Str word) {
    size_t i = word.len > 0 && (word.data[0] == '-' || word.data[0] == '+');
    bool digits = i < word.len;
    for (; i < word.len && digits; i++) {
        digits = (word.data[i] >= '0' && word.data[i] <= '9') || word.data[i] == '_';
    }
    return digits;
}

static Str without_underscores(Arena *arena, Str word) {
    if (str_find_byte(word, '_') == STR_NONE) return word;
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < word.len; i++) {
        if (word.data[i] != '_') strbuf_add_byte(&out, word.data[i]);
    }
    return strbuf_str(&out);
}

/* A boolean, a number or a date. */
static bool read_word(Reader *reader, const TomlKey *key) {
    size_t start = reader->at;
    while (is_bare(ahead(reader)) || ahead(reader) == '+' || ahead(reader) == '.' ||
           ahead(reader) == ':') {
        step(reader);
    }
    Str word = str_slice(reader->text, start, reader->at);
    static const char *const booleans[] = {"true", "false"};
    static const char *const floats[] = {"inf", "nan"};
    Str number = str_from_offset(word, str_starts(word, STR("-")) || str_starts(word, STR("+")));
    if (str_is_one_of(word, booleans, 2)) {
        add(reader, key, TOML_BOOLEAN, word, reader->line);
    } else if (is_integer(word)) {
        add(reader, key, TOML_INTEGER, without_underscores(reader->arena, word), reader->line);
    } else if ((number.len > 0 && number.data[0] >= '0' && number.data[0] <= '9') ||
               str_is_one_of(number, floats, 2)) {
        add(reader, key, TOML_OTHER, word, reader->line);
    } else {
        return false;
    }
    return true;
}

static bool read_value(Reader *reader, const TomlKey *key);

static bool read_array(Reader *reader, const TomlKey *key) {
    size_t start = reader->at;
    size_t line = reader->line;
    bool more = true;
    step(reader);
    for (;;) {
        skip_lines(reader);
        if (take(reader, "]")) break;
        if (!more || !read_value(reader, NULL)) return false;
        skip_lines(reader);
        more = take(reader, ",");
    }
    add(reader, key, TOML_OTHER, str_slice(reader->text, start, reader->at), line);
    return true;
}

/* `KEY = VALUE`, below above; hidden: within an array. */
static bool read_pair(Reader *reader, const TomlKey *above, bool hidden) {
    const TomlKey *key = NULL;
    if (!read_key(reader, above, &key) || !take(reader, "=")) return false;
    skip_blanks(reader);
    return read_value(reader, hidden ? NULL : key);
}

static bool read_inline_table(Reader *reader, const TomlKey *key) {
    add(reader, key, TOML_TABLE, (Str){0}, reader->line);
    step(reader);
    skip_blanks(reader);
    if (take(reader, "}")) return true;
    do {
        if (!read_pair(reader, key, key == NULL)) return false;
        skip_blanks(reader);
    } while (take(reader, ","));
    return take(reader, "}");
}

static bool read_value(Reader *reader, const TomlKey *key) {
    char first = ahead(reader);
    if (first == '"' || first == '\'') {
        size_t line = reader->line;
        Str value = {0};
        bool good = read_string(reader, &value);
        if (good) add(reader, key, TOML_STRING, value, line);
        return good;
    }
    if (first != '[' && first != '{') return read_word(reader, key);
    if (reader->depth == DEEPEST) return false;
    reader->depth++;
    bool good = first == '[' ? read_array(reader, key) : read_inline_table(reader, key);
    reader->depth--;
    return good;
}

/* ---- lines ---- */

/* `[a.b]`, or `[[a.b]]`, of which the tables all count as one. */
static bool read_header(Reader *reader) {
    size_t line = reader->line;
    bool array = take(reader, "[[");
    if (!array) step(reader);
    const TomlKey *key = NULL;
    bool good = read_key(reader, NULL, &key) && take(reader, array ? "]]" : "]");
    /* what stands below a header that cannot be read belongs to no table that anybody asks for */
    static const TomlKey unknown = {.name = {.data = "", .len = 0}};
    reader->table = good ? key : &unknown;
    if (good) add(reader, key, TOML_TABLE, (Str){0}, line);
    return good;
}

static bool at_line_end(Reader *reader) {
    skip_blanks(reader);
    char byte = ahead(reader);
    return reader->at >= reader->text.len || byte == '#' || byte == '\n' || byte == '\r';
}

void toml_read(Arena *arena, TomlEntryList *out, Str text) {
    Reader reader = {.arena = arena, .out = out, .text = text, .line = 1};
    take(&reader, "\xef\xbb\xbf");
    for (;;) {
        skip_lines(&reader);
        if (reader.at >= text.len) return;
        size_t start = reader.at;
        size_t line = reader.line;
        size_t count = out->count;
        bool good =
            ahead(&reader) == '[' ? read_header(&reader) : read_pair(&reader, reader.table, false);
        if (!good || !at_line_end(&reader)) {
            out->count = count; /* no half of it */
            Str rest = str_from_offset(text, start);
            Str wrong = str_trim(str_slice(rest, 0, str_find_byte(rest, '\n')));
            add(&reader, reader.table, TOML_WRONG, wrong, line);
        }
        skip_to_line_end(&reader);
    }
}

Status toml_read_file(Arena *arena, TomlEntryList *out, Str path) {
    Str text = {0};
    Status status = file_read(arena, &text, path, LARGEST_FILE);
    if (status_is_ok(&status)) toml_read(arena, out, text);
    return status;
}

/* ---- keys of entries ---- */

bool toml_is_at(const TomlKey *key, const char *path) {
    Str rest = str_from(path);
    for (; key != NULL && rest.len > 0; key = key->above) {
        size_t dot = str_find_last_byte(rest, '.');
        if (!str_eq(key->name, dot == STR_NONE ? rest : str_from_offset(rest, dot + 1))) {
            return false;
        }
        rest = str_slice(rest, 0, dot == STR_NONE ? 0 : dot);
    }
    return key == NULL && rest.len == 0;
}

const TomlKey *toml_below(const TomlKey *key, const char *path) {
    while (key != NULL && !toml_is_at(key->above, path)) key = key->above;
    return key;
}
