/*
 * Edits of white space alone, between the tokens of the source; only the bounds that other edits add are split in place.
 */
#include "fix/reflow_break.h"

#include "base/text.h"
#include "fix/layout.h"
#include "rust/generics.h"
#include "rust/source.h"

/* ---- widths, as the edits so far leave them ---- */

size_t reflow_line_start(const Source *source, size_t at) {
    return line_index_start(&source->lines, line_index_line(&source->lines, at));
}

bool reflow_on_one_line(const Source *source, size_t start, size_t end) {
    return str_find_byte(str_slice(source->text, start, end), '\n') == STR_NONE;
}

size_t reflow_width(const Fitter *fitter, const Source *source, size_t start, size_t end) {
    return text_width(rewrite_text(fitter->rewrite, source, start, end));
}

size_t reflow_node_width(const Fitter *fitter, const Node *node) {
    return node ? reflow_width(fitter, node->source, node->start, node->end) : 0;
}

/* Whether the line that node starts on, up to end and with more columns behind, has become too long. */
bool reflow_too_long(const Fitter *fitter, const Node *node, size_t end, size_t behind) {
    size_t start = reflow_line_start(node->source, node->start);
    size_t before = text_width(str_slice(node->source->text, start, end)) + behind;
    return before <= LAYOUT_WIDTH &&
           reflow_width(fitter, node->source, start, end) + behind > LAYOUT_WIDTH;
}

/* ---- breaking ---- */

/* The indentation of a node's line, as it will be. */
Str reflow_indentation(const Fitter *fitter, const Node *node) {
    Str indentation = syntax_indentation(node);
    for (size_t i = 0; i < fitter->moved.count; i++) {
        const Node *value = fitter->moved.items[i];
        if (node_within(node, value) &&
            !reflow_on_one_line(node->source, value->start, node->start)) {
            indentation =
                str_format(fitter->rewrite->arena, STR_FMT STR_FMT,
                           STR_ARG(syntax_indent_step(node->source)), STR_ARG(indentation));
        }
    }
    return indentation;
}

Str reflow_deeper(const Fitter *fitter, const Node *node, Str indentation) {
    return str_format(fitter->rewrite->arena, STR_FMT STR_FMT, STR_ARG(indentation),
                      STR_ARG(syntax_indent_step(node->source)));
}

/* A new line with its indentation in the place of the blanks between two tokens, with text before it. */
void reflow_break_between(const Fitter *fitter, const Node *left, const Node *right,
                          const char *text, Str indentation) {
    rewrite_range(fitter->rewrite, left->source, left->end, right->start,
                  str_format(fitter->rewrite->arena, "%s\n" STR_FMT, text, STR_ARG(indentation)));
}

/* A line for each item of a list in brackets. */
void reflow_break_list(const Fitter *fitter, const Node *list, Str indentation) {
    const Node *close = list->last;
    Str inner = reflow_deeper(fitter, list, indentation);
    for (const Node *node = list->first; node && node != close; node = node->next) {
        bool opens = node == list->first || node_is_token(node, ",");
        const Node *next = node->next;
        if (next == close) {
            reflow_break_between(fitter, node, close, opens ? "" : ",", indentation);
        } else if (opens && next) {
            reflow_break_between(fitter, node, next, "", inner);
        }
    }
}

/* Whether an edit adds a bound (" + Send") behind one of the parts of a sum. */
static bool adds_to(const Node *sum, const Edit *edit) {
    if (!str_eq(edit->file, sum->source->path) || edit->byte_start != edit->byte_end ||
        !str_starts(edit->replacement, STR(" + "))) {
        return false;
    }
    if (node_is(sum, NODE_DYNAMIC_TYPE)) return edit->byte_start == sum->end;
    for (const Node *node = sum; node;
         node = node_is(node, NODE_BOUNDED_TYPE) ? node->first : NULL) {
        for (const Node *part = node->first; part; part = part->next) {
            if (part->named && part->end == edit->byte_start) return true;
        }
    }
    return false;
}

/*
 * A line for each bound of `dyn A + B` or `: A + B` but the first, those that the edits add among them. False where there is but
 * one.
 */
bool reflow_break_sum(const Fitter *fitter, const Node *sum, Str inner) {
    Arena *arena = fitter->rewrite->arena;
    bool found = false;
    for (size_t i = 0; i < fitter->rewrite->edits.count; i++) {
        Edit *edit = &fitter->rewrite->edits.items[i];
        if (!adds_to(sum, edit)) continue;
        StrBuf text = strbuf_new(arena);
        Str rest = str_from_offset(edit->replacement, 3), bound;
        while (generics_next_bound(&rest, &bound)) {
            strbuf_addf(&text, "\n" STR_FMT "+ " STR_FMT, STR_ARG(inner), STR_ARG(bound));
        }
        edit->replacement = strbuf_str(&text);
        found = true;
    }
    for (const Node *node = sum; node;
         node = node_is(node, NODE_BOUNDED_TYPE) ? node->first : NULL) {
        for (const Node *plus = node->first; plus; plus = plus->next) {
            if (!node_is_token(plus, "+")) continue;
            reflow_break_between(fitter, plus->prev, plus, "", inner);
            found = true;
        }
    }
    return found;
}

void reflow_break_type(const Fitter *fitter, const Node *type, Str indentation) {
    while (node_is(type, NODE_REFERENCE_TYPE) || node_is(type, NODE_POINTER_TYPE)) {
        type = node_field(type, FIELD_TYPE);
    }
    if (node_is(type, NODE_BOUNDED_TYPE) || node_is(type, NODE_DYNAMIC_TYPE)) {
        reflow_break_sum(fitter, type, reflow_deeper(fitter, type, indentation));
        return;
    }
    const Node *list =
        node_is(type, NODE_TUPLE_TYPE) ? type : node_field(type, FIELD_TYPE_ARGUMENTS);
    if (!list || !list->first || list->first == list->last ||
        !reflow_on_one_line(list->source, list->start, list->end)) {
        return;
    }
    Str inner = reflow_deeper(fitter, list, indentation);
    for (const Node *item = node_first(list); item; item = node_next(item)) {
        if (text_width(inner) + reflow_node_width(fitter, item) + 1 > LAYOUT_WIDTH) {
            reflow_break_type(fitter, item, inner);
        }
    }
    reflow_break_list(fitter, list, indentation); /* last: its line ends would count */
}

/* Puts what stands behind `:` or `=` on a line of its own, or breaks it where that would not be enough. */
void reflow_break_behind(const Fitter *fitter, const Node *sign, const Node *part, Str indentation,
                         size_t behind) {
    Str inner = reflow_deeper(fitter, part, indentation);
    bool fits = text_width(inner) + reflow_node_width(fitter, part) + behind <= LAYOUT_WIDTH;
    if (sign && sign->end < part->start && (fits || !node_field(part, FIELD_TYPE_ARGUMENTS))) {
        reflow_break_between(fitter, sign, part, "", inner);
    } else {
        reflow_break_type(fitter, part, indentation);
    }
}
