/*
 * `if let P = e { a; f().await } else { b }` becomes `let x = if let P = e { a; Some(x) } else { None }; if let Some(x) = x {
 * f().await } else { b }`: insertions only, so that the rest and its comments stay where they are.
 */
#include "fix/split_if.h"

#include "fix/layout.h"
#include "fix/life.h"
#include "rust/source.h"

static size_t first_word(Str text, size_t at) {
    while (at < text.len && (text.data[at] == ' ' || text.data[at] == '\n' ||
                             text.data[at] == '\r' || text.data[at] == '\t'))
        at++;
    return at;
}

/* Nothing stands before the await, and nothing goes over the cut. */
static void write_test(Rewrite *rewrite, const Split *split, const Node *conditional, Str head) {
    const Node *condition = node_field(conditional, FIELD_CONDITION);
    Str outer = syntax_indentation(conditional);
    Str test = str_format(
        rewrite->arena,
        "let " STR_FMT " = matches!(" STR_FMT ", " STR_FMT ");\n" STR_FMT STR_FMT STR_FMT,
        STR_ARG(split->name), STR_ARG(node_text(node_field(condition, FIELD_VALUE))),
        STR_ARG(node_text(node_field(condition, FIELD_PATTERN))), STR_ARG(outer), STR_ARG(head),
        STR_ARG(split->header));
    rewrite_range(rewrite, conditional->source, conditional->start - head.len,
                  split->block->start + 1, test);
}

/* The `None` of an else with other things to do. */
static void end_else(Rewrite *rewrite, const Split *split, const Node *clause) {
    const Node *block = node_first(clause);
    const Node *last = NULL;
    for (const Node *one = node_first(block); one; one = node_next(one)) last = one;
    if (!last) {
        rewrite_fail(rewrite, STR("its else has nothing in it"));
        return;
    }
    rewrite_after(rewrite, last,
                  str_format(rewrite->arena, "%s\n" STR_FMT STR_FMT, life_is_tail(last) ? ";" : "",
                             STR_ARG(syntax_indentation(last)), STR_ARG(split->otherwise)));
}

/* What is handed on is taken apart by the rest itself, which moves out. */
static void write_option(Rewrite *rewrite, Split *split, const Node *conditional) {
    Arena *arena = rewrite->arena;
    const Source *source = conditional->source;
    const Node *clause = node_field(conditional, FIELD_ALTERNATIVE);
    Str outer = syntax_indentation(conditional);
    Str inner = syntax_indentation(split->rest);
    Str rest = layout_move(arena, split_rest_text(arena, split), inner, outer);
    StrBuf text = strbuf_new(arena);
    strbuf_addf(&text, "\n" STR_FMT STR_FMT "\n" STR_FMT "}", STR_ARG(inner), STR_ARG(split->value),
                STR_ARG(outer));
    if (clause) {
        end_else(rewrite, split, clause);
    } else {
        strbuf_addf(&text, " else {\n" STR_FMT STR_FMT "\n" STR_FMT "}", STR_ARG(inner),
                    STR_ARG(split->otherwise), STR_ARG(outer));
    }
    rewrite_range(rewrite, source, split_from(split), split->block->end, strbuf_str(&text));
    const Node *parent = conditional->parent;
    size_t end = node_is(parent, NODE_EXPRESSION_STATEMENT) ? parent->end : conditional->end;
    rewrite_range(rewrite, source, conditional->end, end,
                  str_format(arena, ";\n" STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(rest)));
    split_forget(split);
}

void split_if_write(Rewrite *rewrite, Split *split, const Node *conditional) {
    Arena *arena = rewrite->arena;
    const Source *source = conditional->source;
    Str outer = syntax_indentation(conditional);
    Str inner =
        str_format(arena, STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(syntax_indent_step(source)));
    Str head;
    if (!split_head(conditional, &head) ||
        str_find_byte(node_text(split->block), '\n') == STR_NONE) {
        rewrite_fail(rewrite, STR("the `if let` is no statement of its own"));
        return;
    }
    if (!split->last && split->handed.count + split->hoists.count == 0) {
        write_test(rewrite, split, conditional, head);
        return;
    }
    size_t start = conditional->start - head.len;
    rewrite_range(rewrite, source, start, conditional->start,
                  str_format(arena, "let " STR_FMT " = ", STR_ARG(split->name)));
    if (split->is_option) {
        write_option(rewrite, split, conditional);
        return;
    }
    size_t from = split_from(split);
    size_t to = first_word(source->text, split->folded ? split->folded->end : from);
    rewrite_range(rewrite, source, from, to,
                  str_format(arena,
                             "\n" STR_FMT STR_FMT "\n" STR_FMT "} else {\n" STR_FMT STR_FMT
                             "\n" STR_FMT "};\n" STR_FMT STR_FMT STR_FMT "\n" STR_FMT,
                             STR_ARG(inner), STR_ARG(split->value), STR_ARG(outer), STR_ARG(inner),
                             STR_ARG(split->otherwise), STR_ARG(outer), STR_ARG(outer),
                             STR_ARG(head), STR_ARG(split->header), STR_ARG(inner)));
}
