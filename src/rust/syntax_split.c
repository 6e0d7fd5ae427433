/*
 * Cutting a large file into pieces that the parser can be trusted with.
 *
 * libtree-sitter 0.20 keeps a node's number of children in 16 bits. Where it meets an error it
 * puts all that is open into one node, so a file of more than 65535 tokens with an error can make
 * it write outside of its memory. A file of that size is therefore parsed in pieces of whole items
 * with fewer tokens each; a single item that is larger is not looked into.
 */
#include "rust/syntax_build.h"

enum {
    MOST_TOKENS = 60000,   /* in one piece; some room is left below 65535 */
    ENOUGH_TOKENS = 20000, /* a piece ends with the item that reaches this */
};

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* At least the number of tokens, however the text is cut into them. */
static size_t weigh(Str text) {
    size_t weight = 0;
    bool in_word = false;
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.data[i];
        bool plain = (byte & 0x80) == 0 && str_is_identifier_byte(byte);
        if (!plain)
            weight += !is_space(byte);
        else if (!in_word)
            weight += byte >= '0' && byte <= '9' ? 2 : 1; /* "1a" are two */
        in_word = plain;
    }
    return weight;
}

bool syntax_is_small(Str text) {
    return text.len <= MOST_TOKENS || weigh(text) <= MOST_TOKENS;
}

/* Behind the end of a comment that starts at i; block comments nest. */
static size_t skip_comment(Str text, size_t i) {
    if (text.data[i + 1] == '/') {
        while (i < text.len && text.data[i] != '\n') i++;
        return i;
    }
    size_t depth = 1;
    for (i += 2; i + 1 < text.len && depth > 0; i++) {
        if (text.data[i] == '*' && text.data[i + 1] == '/') {
            depth--;
            i++;
        } else if (text.data[i] == '/' && text.data[i + 1] == '*') {
            depth++;
            i++;
        }
    }
    return depth == 0 ? i : text.len;
}

/* Behind the end of a "string" that starts at i. */
static size_t skip_string(Str text, size_t i) {
    for (i++; i < text.len && text.data[i] != '"'; i++) {
        if (text.data[i] == '\\') i++;
    }
    return i < text.len ? i + 1 : text.len;
}

/* Behind the end of a character that starts at i, or behind the quote of a lifetime. */
static size_t skip_quote(Str text, size_t i) {
    size_t end = i + 1;
    if (end < text.len && text.data[end] == '\\') {
        for (end += 2; end < text.len && text.data[end] != '\''; end++) {
            if (text.data[end] == '\n') return i + 1;
        }
        return end < text.len ? end + 1 : text.len;
    }
    if (end < text.len) end++;
    while (end < text.len && (text.data[end] & 0xc0) == 0x80) end++;
    return end < text.len && text.data[end] == '\'' ? end + 1 : i + 1;
}

/* Behind the end of a word that starts at i, or of the raw string that it begins. */
static size_t skip_word(Str text, size_t i) {
    size_t end = i;
    while (end < text.len && str_is_identifier_byte(text.data[end])) end++;
    size_t hashes = 0;
    while (end + hashes < text.len && text.data[end + hashes] == '#') hashes++;
    size_t quote = end + hashes;
    if (text.data[end - 1] != 'r' || end - i > 2 || quote >= text.len || text.data[quote] != '"')
        return end;
    for (size_t at = quote + 1; at < text.len; at++) {
        size_t found = 0;
        while (text.data[at] == '"' && found < hashes && at + 1 + found < text.len &&
               text.data[at + 1 + found] == '#')
            found++;
        if (text.data[at] == '"' && found == hashes) return at + 1 + hashes;
    }
    return text.len;
}

static size_t skip_token(Str text, size_t i) {
    char byte = text.data[i];
    if (byte == '/' && i + 1 < text.len && (text.data[i + 1] == '/' || text.data[i + 1] == '*'))
        return skip_comment(text, i);
    if (byte == '"') return skip_string(text, i);
    if (byte == '\'') return skip_quote(text, i);
    if (str_is_identifier_byte(byte)) return skip_word(text, i);
    return i + 1;
}

/* Whether an item may begin here, seen from what stands behind a `}`. */
static bool begins_item(Str text, size_t i) {
    while (i < text.len && is_space(text.data[i])) i++;
    return i == text.len || text.data[i] == '#' || text.data[i] == '/' ||
           str_is_identifier_byte(text.data[i]);
}

/* Whether the line that starts here is an item's first one, in a file laid out as is usual. */
static bool begins_item_line(Str text, size_t i) {
    static const char *const words[] = {"fn ",    "pub ",   "impl",   "struct ", "enum ", "mod ",
                                        "trait ", "async ", "const ", "static ", "use ",  "#["};
    Str rest = str_from_offset(text, i);
    if (i == 0 || text.data[i - 1] != '\n') return false;
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        if (str_starts(rest, str_from(words[w]))) return true;
    }
    return false;
}

/*
 * The end of the piece that starts at start. by_lines: items are told by their first line, for a
 * file whose brackets do not match.
 */
static size_t find_end(Str text, size_t start, bool by_lines, bool *fits) {
    size_t depth = 0;
    size_t weight = 0;
    size_t last = start;
    size_t i = start;
    while (i < text.len) {
        size_t end = skip_token(text, i);
        char byte = text.data[i];
        weight += weigh(str_slice(text, i, end));
        if (byte == '(' || byte == '[' || byte == '{')
            depth++;
        else if (depth > 0 && (byte == ')' || byte == ']' || byte == '}'))
            depth--;
        i = end;
        bool ends = i == text.len || (by_lines && begins_item_line(text, i)) ||
                    (depth == 0 && (byte == ';' || (byte == '}' && begins_item(text, i))));
        if (!ends) continue;
        *fits = weight <= MOST_TOKENS;
        if (!*fits && last > start) {
            *fits = true;
            return last;
        }
        if (weight >= ENOUGH_TOKENS) return i;
        depth = 0;
        last = i;
    }
    return i;
}

Str syntax_piece(Str text, size_t start, bool *fits) {
    *fits = true;
    size_t end = find_end(text, start, false, fits);
    if (!*fits) {
        bool smaller = false;
        size_t other = find_end(text, start, true, &smaller);
        if (smaller) {
            end = other;
            *fits = true;
        }
    }
    return str_slice(text, start, end);
}
