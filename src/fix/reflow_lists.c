/*
 * Reflow of lists: see reflow_lists.h. The widths are those of rustfmt's default settings (fn_call_width 60, struct_lit_width 18).
 */
#include "fix/reflow_lists.h"

#include "base/text.h"
#include "fix/layout.h"
#include "rust/source.h"

enum { CALL_WIDTH = 60, LITERAL_WIDTH = 18, MOST_LISTS = 16 };

typedef struct Lists {
    Rewrite *rewrite;
    NodeList broken; /* lists whose items have lines of their own now */
} Lists;

static bool on_one_line(const Source *source, size_t start, size_t end) {
    return str_find_byte(str_slice(source->text, start, end), '\n') == STR_NONE;
}

static bool is_format_macro(const Node *invocation) {
    static const char *const names[] = {"println",   "print", "eprintln", "eprint", "format",
                                        "panic",     "write", "writeln",  "assert", "assert_eq",
                                        "assert_ne", "info",  "warn",     "error",  "debug",
                                        "trace",     "vec"};
    Str name = node_text(node_field(invocation, FIELD_MACRO));
    size_t colon = str_find_last_byte(name, ':');
    name = colon == STR_NONE ? name : str_from_offset(name, colon + 1);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

static bool is_list(const Node *node) {
    if (node_is(node, NODE_TOKEN_TREE)) {
        return node_is(node->parent, NODE_MACRO_INVOCATION) && is_format_macro(node->parent);
    }
    return node_is(node, NODE_ARGUMENTS) || node_is(node, NODE_FIELD_INITIALIZER_LIST) ||
           node_is(node, NODE_TUPLE_EXPRESSION);
}

static size_t most_columns(const Node *list) {
    return node_is(list, NODE_FIELD_INITIALIZER_LIST) ? LITERAL_WIDTH : CALL_WIDTH;
}

/* The text between the brackets, as the edits leave it. */
static Str inside(const Lists *lists, const Node *list) {
    Str text = rewrite_text(lists->rewrite, list->source, list->start + 1, list->end - 1);
    return str_trim(text);
}

static bool was_narrow(const Node *list) {
    Str text = str_trim(str_slice(list->source->text, list->start + 1, list->end - 1));
    return text_width(text) <= most_columns(list);
}

/* The columns of the line that a node stands on, from its first token to the end, as the edits leave it. */
static bool line_too_long(const Lists *lists, const Node *node) {
    const Source *source = node->source;
    size_t start = line_index_start(&source->lines, line_index_line(&source->lines, node->start));
    size_t end = str_find(source->text, STR("\n"), node->start);
    end = end == STR_NONE ? source->text.len : end;
    Str before = str_slice(source->text, start, end);
    Str after = rewrite_text(lists->rewrite, source, start, end);
    size_t last = str_find_last_byte(after, '\n');
    after = last == STR_NONE ? after : str_from_offset(after, last + 1);
    return text_width(before) <= LAYOUT_WIDTH && text_width(after) > LAYOUT_WIDTH;
}

static bool is_wide(const Lists *lists, const Node *list) {
    Str text = inside(lists, list);
    bool many = str_find_byte(text, '\n') != STR_NONE;
    return was_narrow(list) &&
           (many || text_width(text) > most_columns(list) || line_too_long(lists, list));
}

static bool is_broken(const Lists *lists, const Node *list) {
    for (size_t i = 0; i < lists->broken.count; i++) {
        if (lists->broken.items[i] == list) {
            return true;
        }
    }
    return false;
}

/* The indentation of the line on which a node stands once the lists around it are broken. */
static Str indentation_at(const Lists *lists, const Node *node) {
    Str indentation = syntax_indentation(node);
    for (const Node *at = node->parent; at != NULL; at = at->parent) {
        if (is_broken(lists, at)) {
            indentation = str_format(lists->rewrite->arena, STR_FMT STR_FMT, STR_ARG(indentation),
                                     STR_ARG(syntax_indent_step(node->source)));
        }
    }
    return indentation;
}

static void break_list(Lists *lists, const Node *list) {
    Arena *arena = lists->rewrite->arena;
    Str outer = indentation_at(lists, list);
    Str inner = str_format(arena, STR_FMT STR_FMT, STR_ARG(outer),
                           STR_ARG(syntax_indent_step(list->source)));
    bool macro = node_is(list, NODE_TOKEN_TREE);
    size_t done = list->start + 1;
    const Node *last = NULL;
    for (const Node *item = node_first(list); item != NULL; item = node_next(item)) {
        rewrite_range(lists->rewrite, list->source, done, item->start,
                      str_format(arena, "%s\n" STR_FMT, last != NULL ? "," : "", STR_ARG(inner)));
        done = item->end;
        last = item;
    }
    rewrite_range(lists->rewrite, list->source, done, list->end - 1,
                  str_format(arena, "%s\n" STR_FMT, macro ? "" : ",", STR_ARG(outer)));
    VEC_PUSH(arena, &lists->broken, list);
}

/* Only commas and blanks stand between the items; else this is no list to break. */
static bool is_plain(const Node *list) {
    size_t done = list->start + 1;
    for (const Node *item = node_first(list); item != NULL; item = node_next(item)) {
        Str between = str_trim(str_slice(list->source->text, done, item->start));
        if (between.len > 0 && !str_is(between, ",")) {
            return false;
        }
        done = item->end;
    }
    Str rest = str_trim(str_slice(list->source->text, done, list->end - 1));
    return node_first(list) != NULL && (rest.len == 0 || str_is(rest, ","));
}

/* A single argument that has brackets of its own is broken inside. */
static bool hugs(const Node *list) {
    const Node *item = node_first(list);
    if (item == NULL || node_next(item) != NULL || node_is(list, NODE_FIELD_INITIALIZER_LIST)) {
        return false;
    }
    while (node_is(item, NODE_REFERENCE_EXPRESSION) || node_is(item, NODE_TRY_EXPRESSION)) {
        item = item->last != NULL && item->last->named ? item->last : item->first;
    }
    bool call = node_is(item, NODE_CALL_EXPRESSION) &&
                !node_is(node_field(item, FIELD_FUNCTION), NODE_FIELD_EXPRESSION);
    return call || node_is(item, NODE_STRUCT_EXPRESSION) || node_is(item, NODE_MACRO_INVOCATION) ||
           node_is(item, NODE_CLOSURE_EXPRESSION);
}

/* Whether a call is one of several links, whose lines the chain decides. */
static bool in_chain(const Lists *lists, const Node *list) {
    const Node *call = node_is(list, NODE_ARGUMENTS) ? list->parent : NULL;
    const Node *chain = call != NULL ? chain_around(call) : NULL;
    if (chain == NULL) {
        return false;
    }
    Str text = rewrite_text(lists->rewrite, chain->source, chain->start, chain->end);
    Chain links = chain_read(lists->rewrite->arena, chain);
    return links.links.count > 2 && str_find_byte(text, '\n') != STR_NONE;
}

static void fit_lists_around(Lists *lists, const Node *node) {
    const Node *around[MOST_LISTS];
    size_t count = 0;
    for (const Node *at = node->parent; at != NULL && count < MOST_LISTS; at = at->parent) {
        if (node_is(at, NODE_BLOCK) || node_is(at, NODE_FUNCTION_ITEM)) {
            break;
        }
        if (is_list(at) && on_one_line(at->source, at->start, at->end)) {
            around[count++] = at;
        }
    }
    /* Inner struct literals first, as they make all around them too wide; then from the outside in. */
    for (size_t i = count; i > 0; i--) {
        const Node *list = around[i - 1];
        bool literal = false;
        for (size_t k = 0; k + 1 < i; k++) {
            const Node *inner = around[k];
            Str text = inside(lists, inner);
            literal = literal || (node_is(inner, NODE_FIELD_INITIALIZER_LIST) &&
                                  was_narrow(inner) && text_width(text) > LITERAL_WIDTH);
        }
        bool wide = is_wide(lists, list) || (literal && was_narrow(list));
        if (!is_broken(lists, list) && wide && !hugs(list) && is_plain(list) &&
            !in_chain(lists, list)) {
            break_list(lists, list);
        }
    }
}

void reflow_lists(Rewrite *rewrite, const NodeList *edited) {
    Lists lists = {.rewrite = rewrite};
    for (size_t i = 0; i < edited->count; i++) {
        fit_lists_around(&lists, edited->items[i]);
    }
}
