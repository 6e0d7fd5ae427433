/*
 * Variables that a format string names inside of its braces: "{name}", "{name:?}", "{:>width$}".
 *
 * Which macros take format strings is not known; a string that stands directly among a macro's
 * arguments counts, unless one with braces stands before it (that one is the format then).
 */
#include "rust/scope.h"

#include "rust/source.h"

/* Whether a placeholder's text, without its braces, names a variable. */
static bool placeholder_names(Str inside, Str name) {
    size_t colon = str_find_byte(inside, ':');
    if (str_eq(str_trim(str_slice(inside, 0, colon == STR_NONE ? inside.len : colon)), name))
        return true;
    if (colon == STR_NONE) return false;
    for (size_t at = str_find_word(inside, name, colon); at != STR_NONE;
         at = str_find_word(inside, name, at + 1)) {
        if (at + name.len < inside.len && inside.data[at + name.len] == '$') return true;
    }
    return false;
}

static bool text_names(Str text, Str name) {
    size_t at = str_find_byte(text, '{');
    while (at != STR_NONE && at + 1 < text.len) {
        if (text.data[at + 1] == '{') {
            at++;
        } else {
            size_t end = str_find(text, STR("}"), at);
            if (end == STR_NONE) return false;
            if (placeholder_names(str_slice(text, at + 1, end), name)) return true;
            at = end;
        }
        at = str_find(text, STR("{"), at + 1);
    }
    return false;
}

/*
 * Whether an argument behind the string gives the name a value of its own: `name = value`. Before
 * the string these are fields of a log entry, which it cannot name.
 */
static bool is_named_argument(const Node *literal, Str name) {
    for (const Node *child = literal->next; child; child = child->next) {
        if (child->kind == NODE_ASSIGNMENT_EXPRESSION &&
            str_eq(node_text(node_field(child, FIELD_LEFT)), name))
            return true;
    }
    return false;
}

bool scope_format_names(const Node *literal, Str name) {
    if (!literal || name.len == 0 ||
        (literal->kind != NODE_STRING_LITERAL && literal->kind != NODE_RAW_STRING_LITERAL) ||
        !node_is(literal->parent, NODE_TOKEN_TREE) ||
        !node_is(literal->parent->parent, NODE_MACRO_INVOCATION))
        return false;
    if (!text_names(node_text(literal), name)) return false;
    for (const Node *before = literal->prev; before; before = before->prev) {
        if (before->kind == literal->kind && str_find_byte(node_text(before), '{') != STR_NONE)
            return false;
    }
    return !is_named_argument(literal, name);
}
