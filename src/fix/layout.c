/*
 * Chains as rustfmt's chains.rs lays them out: one line while the whole chain has at most 60
 * columns (any number with a single link behind the root), else the root, which takes links on
 * until it is longer than one step of indentation, and a line for each link.
 */
#include "fix/layout.h"

#include "base/text.h"
#include "rust/source.h"

static bool is_link(const Node *node) {
    return node_is(node, NODE_FIELD_EXPRESSION) || node_is(node, NODE_AWAIT_EXPRESSION) ||
           node_is(node, NODE_TRY_EXPRESSION) ||
           (node_is(node, NODE_CALL_EXPRESSION) &&
            (node_is(node_field(node, FIELD_FUNCTION), NODE_FIELD_EXPRESSION) ||
             (node_is(node_field(node, FIELD_FUNCTION), NODE_GENERIC_FUNCTION) &&
              node_is(node_field(node_field(node, FIELD_FUNCTION), FIELD_FUNCTION),
                      NODE_FIELD_EXPRESSION))));
}

/* What a link hangs on: the value of the innermost field expression, awaited or tried value. */
static const Node *hangs_on(const Node *link) {
    if (link->kind == NODE_CALL_EXPRESSION) link = node_field(link, FIELD_FUNCTION);
    if (link->kind == NODE_GENERIC_FUNCTION) link = node_field(link, FIELD_FUNCTION);
    if (link->kind == NODE_FIELD_EXPRESSION) return node_field(link, FIELD_VALUE);
    return node_first(link);
}

static void read_links(Arena *arena, Chain *chain, const Node *node) {
    if (!is_link(node)) {
        VEC_PUSH(arena, &chain->links, node_text(node));
        return;
    }
    const Node *value = hangs_on(node);
    if (!value) {
        VEC_PUSH(arena, &chain->links, node_text(node));
        return;
    }
    read_links(arena, chain, value);
    Str between = str_slice(node->source->text, value->end, node->end);
    Str link = str_trim(between);
    if (node->kind == NODE_TRY_EXPRESSION) {
        Str *last = &chain->links.items[chain->links.count - 1];
        *last = str_format(arena, STR_FMT STR_FMT, STR_ARG(*last), STR_ARG(link));
        return;
    }
    size_t dot = str_find_byte(between, '.');
    size_t line = str_find_byte(between, '\n');
    if (line != STR_NONE && line < dot) chain->vertical = true;
    VEC_PUSH(arena, &chain->links, str_trim(str_from_offset(between, dot == STR_NONE ? 0 : dot)));
}

Chain chain_read(Arena *arena, const Node *expression) {
    Chain chain = {.prefix = STR(""), .indentation = syntax_indentation(expression)};
    const Node *node = expression;
    while (node_is(node, NODE_REFERENCE_EXPRESSION) || node_is(node, NODE_UNARY_EXPRESSION)) {
        const Node *inner = node->last;
        while (inner && !inner->named) inner = inner->prev;
        if (!inner || inner == node) break;
        node = inner;
    }
    chain.prefix = str_slice(expression->source->text, expression->start, node->start);
    read_links(arena, &chain, node);
    return chain;
}

bool chain_has_comment(const Node *expression) {
    for (const Node *node = expression; node; node = node_walk(node, expression)) {
        if (node_is(node, NODE_LINE_COMMENT) || node_is(node, NODE_BLOCK_COMMENT)) return true;
    }
    return false;
}

void chain_add(Arena *arena, Chain *chain, const char *link) {
    VEC_PUSH(arena, &chain->links, str_copy(arena, str_from(link)));
}

Str chain_drop_last(Chain *chain) {
    if (chain->links.count < 2) return STR("");
    return chain->links.items[--chain->links.count];
}

Str chain_flat(Arena *arena, const Chain *chain) {
    StrBuf out = strbuf_new(arena);
    strbuf_add(&out, chain->prefix);
    for (size_t i = 0; i < chain->links.count; i++) strbuf_add(&out, chain->links.items[i]);
    return strbuf_str(&out);
}

static bool many_lines(const Chain *chain) {
    for (size_t i = 0; i < chain->links.count; i++) {
        if (str_find_byte(chain->links.items[i], '\n') != STR_NONE) return true;
    }
    return false;
}

static Str write_vertical(Arena *arena, const Chain *chain, Str before, Str behind, Str indentation,
                          Str step) {
    StrBuf out = strbuf_new(arena);
    strbuf_addf(&out, STR_FMT STR_FMT, STR_ARG(before), STR_ARG(chain->prefix));
    size_t used = text_width(before) + text_width(chain->prefix);
    size_t room = used < 4 ? 4 - used : 0;
    Str inner = str_format(arena, STR_FMT STR_FMT, STR_ARG(indentation), STR_ARG(step));
    Str old = str_format(arena, STR_FMT STR_FMT, STR_ARG(chain->indentation), STR_ARG(step));
    size_t root = 0;
    bool open = true; /* the root still takes links on */
    for (size_t i = 0; i < chain->links.count; i++) {
        Str link = chain->links.items[i];
        open = open && (i == 0 || root <= room);
        if (!open) strbuf_addf(&out, "\n" STR_FMT, STR_ARG(inner));
        root += text_width(link);
        strbuf_add(&out, layout_move(arena, link, chain->vertical ? old : chain->indentation,
                                     open ? indentation : inner));
    }
    strbuf_add(&out, behind);
    return strbuf_str(&out);
}

Str chain_write(Arena *arena, const Chain *chain, Str before, Str behind, Str indentation,
                Str step) {
    Str flat = chain_flat(arena, chain);
    size_t chain_width = text_width(flat) - text_width(chain->prefix);
    size_t line =
        text_width(indentation) + text_width(before) + text_width(flat) + text_width(behind);
    if (many_lines(chain)) {
        if (chain->vertical) {
            return write_vertical(arena, chain, before, behind, indentation, step);
        }
        Str moved = layout_move(arena, flat, chain->indentation, indentation);
        return str_format(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(before), STR_ARG(moved),
                          STR_ARG(behind));
    }
    bool short_chain = chain->links.count <= 2 || chain_width <= LAYOUT_CHAIN_WIDTH;
    if (short_chain && line <= LAYOUT_WIDTH) {
        return str_format(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(before), STR_ARG(flat),
                          STR_ARG(behind));
    }
    size_t next_line =
        text_width(indentation) + text_width(step) + text_width(flat) + text_width(behind);
    if (short_chain && next_line <= LAYOUT_WIDTH && str_ends(before, STR("= "))) {
        return str_format(arena, STR_FMT "\n" STR_FMT STR_FMT STR_FMT STR_FMT,
                          STR_ARG(str_slice(before, 0, before.len - 1)), STR_ARG(indentation),
                          STR_ARG(step), STR_ARG(flat), STR_ARG(behind));
    }
    return write_vertical(arena, chain, before, behind, indentation, step);
}

const Node *chain_around(const Node *node) {
    for (const Node *parent = node->parent; parent; parent = parent->parent) {
        bool link = is_link(parent) && hangs_on(parent) == node;
        bool part = node_is(parent, NODE_GENERIC_FUNCTION) ||
                    (node_is(parent, NODE_FIELD_EXPRESSION) && parent->field == FIELD_FUNCTION);
        if (part && parent->parent && is_link(parent->parent)) continue;
        if (!link && !(is_link(parent) && node_within(node, hangs_on(parent)))) return node;
        node = parent;
    }
    return node;
}

/* The block that a scrutinee or loop header stands before; NULL elsewhere. */
static const Node *block_behind(const Node *expression) {
    const Node *parent = expression->parent;
    if (node_is(parent, NODE_LET_CONDITION)) parent = parent->parent;
    if (node_is(parent, NODE_MATCH_EXPRESSION) || node_is(parent, NODE_FOR_EXPRESSION) ||
        node_is(parent, NODE_WHILE_EXPRESSION)) {
        return node_field(parent, FIELD_BODY);
    }
    return node_is(parent, NODE_IF_EXPRESSION) ? node_field(parent, FIELD_CONSEQUENCE) : NULL;
}

void chain_put(Rewrite *rewrite, const Node *node, const Chain *chain) {
    Arena *arena = rewrite->arena;
    const Source *source = node->source;
    Str indentation = syntax_indentation(node);
    size_t line = line_index_start(&source->lines, line_index_line(&source->lines, node->start));
    size_t start = line + indentation.len < node->start ? line + indentation.len : node->start;
    Str before = str_slice(source->text, start, node->start);
    bool was_many = str_find_byte(node_text(node), '\n') != STR_NONE;
    const Node *block = block_behind(node);
    Str behind = STR(" {");
    if (!block) {
        size_t end = str_find(source->text, STR("\n"), node->end);
        behind = str_slice(source->text, node->end, end == STR_NONE ? source->text.len : end);
        size_t comment = str_find(behind, STR("//"), 0);
        behind = str_trim(str_slice(behind, 0, comment == STR_NONE ? behind.len : comment));
    }
    Str text = chain_write(arena, chain, before, behind, indentation, syntax_indent_step(source));
    text = str_slice(text, 0, text.len - behind.len);
    bool many = str_find_byte(text, '\n') != STR_NONE;
    bool broken = !str_starts(text, before); /* the value starts on the next line */
    size_t from = broken ? start : node->start;
    if (!broken) text = str_from_offset(text, before.len);
    if (block && many != was_many) {
        Str gap = many ? str_format(arena, "\n" STR_FMT, STR_ARG(indentation)) : STR(" ");
        text = str_format(arena, STR_FMT STR_FMT, STR_ARG(text), STR_ARG(gap));
        rewrite_range(rewrite, source, from, block->start, text);
    } else if (!str_eq(str_slice(source->text, from, node->end), text)) {
        rewrite_range(rewrite, source, from, node->end, text);
    }
}

size_t layout_column(const Node *node) {
    size_t line = line_index_line(&node->source->lines, node->start);
    size_t start = line_index_start(&node->source->lines, line);
    return text_width(str_slice(node->source->text, start, node->start));
}

Str layout_move(Arena *arena, Str text, Str from, Str to) {
    if (str_find_byte(text, '\n') == STR_NONE || str_eq(from, to)) return text;
    StrBuf out = strbuf_new(arena);
    Str rest = text;
    for (bool first = true;; first = false) {
        size_t end = str_find_byte(rest, '\n');
        Str line = end == STR_NONE ? rest : str_slice(rest, 0, end);
        if (!first && str_trim(line).len > 0) {
            strbuf_add(&out, to);
            line = str_starts(line, from) ? str_from_offset(line, from.len) : str_trim(line);
        }
        strbuf_add(&out, line);
        if (end == STR_NONE) return strbuf_str(&out);
        strbuf_add_byte(&out, '\n');
        rest = str_from_offset(rest, end + 1);
    }
}
