/*
 * The text format of pattern files; see pattern_file.h.
 */
#include "match/pattern_file.h"

/* Cuts a line off without its end. */
static bool next_raw(PatternReader *reader, Str *line) {
    if (reader->rest.len == 0) {
        return false;
    }
    size_t end = str_find_byte(reader->rest, '\n');
    *line = str_slice(reader->rest, 0, end);
    reader->rest = end == STR_NONE ? (Str){0} : str_from_offset(reader->rest, end + 1);
    reader->line++;
    if (str_ends(*line, STR("\r"))) {
        line->len--;
    }
    return true;
}

/* Whether a line starts a block; then kind and id are set. */
static bool read_header(Str line, PatternBlock *block) {
    static const char *const kinds[] = {"pattern ", "type "};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        Str kind = str_from(kinds[i]);
        if (str_starts(line, kind)) {
            block->kind = str_trim(kind);
            block->id = str_trim(str_from_offset(line, kind.len));
            return true;
        }
    }
    return false;
}

static bool is_blank(Str line) {
    Str text = str_trim(line);
    return text.len == 0 || text.data[0] == '#';
}

bool pattern_next_block(PatternReader *reader, PatternBlock *block) {
    PatternReader here;
    Str line;
    do {
        here = *reader;
        if (!next_raw(reader, &line)) {
            return false;
        }
    } while (is_blank(line));
    *block = (PatternBlock){.line = here.line, .body = here};
    if (read_header(line, block)) {
        block->body = *reader;
    }
    PatternBlock next;
    for (here = *reader; next_raw(reader, &line); here = *reader) {
        if (read_header(line, &next)) {
            *reader = here;
            break;
        }
    }
    block->body.rest.len -= reader->rest.len;
    return true;
}

bool pattern_next_line(PatternReader *body, PatternLine *line) {
    Str raw;
    for (size_t number = body->line; next_raw(body, &raw); number = body->line) {
        if (is_blank(raw)) {
            continue;
        }
        Str text = str_trim(raw);
        bool indented = raw.data[0] == ' ' || raw.data[0] == '\t';
        Str separator = indented ? STR(" = ") : STR(":");
        *line = (PatternLine){.value = text, .line = number, .indented = indented};
        size_t at = str_find(text, separator, 0);
        Str key = str_slice(text, 0, at == STR_NONE ? 0 : at);
        for (size_t i = 0; i < key.len; i++) {
            if (!str_is_identifier_byte(key.data[i]) && key.data[i] != '-') {
                return true;
            }
        }
        if (key.len > 0) {
            line->key = key;
            line->value = str_trim(str_from_offset(text, at + separator.len));
        }
        return true;
    }
    return false;
}
