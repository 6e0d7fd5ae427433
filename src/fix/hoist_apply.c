/*
 * Writing a hoist: the new `let`, what stands in the expression's place, and the braces around.
 */
#include "fix/hoist.h"

#include "rust/source.h"

void hoist_replace(Rewrite *rewrite, const Hoist *hoist) {
    const Node *whole = chain_around(hoist->expression);
    const Node *initializer = whole->parent;
    bool same = node_is(initializer, NODE_FIELD_INITIALIZER) && whole == hoist->expression &&
                str_eq(node_text(node_field(initializer, FIELD_FIELD)), hoist->spelled);
    if (same) {
        rewrite_replace(rewrite, initializer, hoist->spelled);
        return;
    }
    if (whole->in_macro) {
        rewrite_replace(rewrite, hoist->expression, hoist->spelled);
        return;
    }
    Chain chain = chain_read(rewrite->arena, whole);
    Chain own = chain_read(rewrite->arena, hoist->expression);
    Chain changed = chain;
    changed.links = (StrList){0};
    if (whole == hoist->expression) changed.prefix = STR("");
    VEC_PUSH(rewrite->arena, &changed.links, hoist->spelled);
    for (size_t i = own.links.count; i < chain.links.count; i++) {
        VEC_PUSH(rewrite->arena, &changed.links, chain.links.items[i]);
    }
    chain_put(rewrite, whole, &changed);
}

/* The arguments on one line with the hoisted ones replaced; empty where they are to stay on several. */
static Str joined_arguments(Arena *arena, const Node *arguments, const HoistList *hoists) {
    StrBuf out = strbuf_new(arena);
    for (const Node *one = node_first(arguments); one; one = node_next(one)) {
        Str text = node_text(one);
        for (size_t i = 0; i < hoists->count; i++) {
            if (hoists->items[i].expression == one) text = hoists->items[i].spelled;
        }
        if (str_find_byte(text, '\n') != STR_NONE) return STR("");
        strbuf_addf(&out, "%s" STR_FMT, one == node_first(arguments) ? "" : ", ", STR_ARG(text));
    }
    Str flat = strbuf_str(&out);
    bool fits = text_width(flat) <= LAYOUT_CHAIN_WIDTH && !chain_has_comment(arguments);
    return fits ? str_format(arena, "(" STR_FMT ")", STR_ARG(flat)) : STR("");
}

/* Joins the call whose arguments hoisted expressions are, and lays out the chain that it is a link of. */
static bool join_call(Rewrite *rewrite, const Node *arguments, const HoistList *hoists) {
    Arena *arena = rewrite->arena;
    bool listed = node_is(arguments, NODE_ARGUMENTS) || node_is(arguments, NODE_TUPLE_EXPRESSION);
    bool broken =
        listed && !arguments->in_macro && str_find_byte(node_text(arguments), '\n') != STR_NONE;
    if (!broken) return false;
    for (size_t i = 0; i < hoists->count; i++) {
        const Node *node = hoists->items[i].expression;
        if (node_within(node, arguments) && node->parent != arguments) return false;
    }
    Str flat = joined_arguments(arena, arguments, hoists);
    if (flat.len == 0) return false;
    const Node *whole =
        node_is(arguments, NODE_ARGUMENTS) ? chain_around(arguments->parent) : arguments;
    Chain chain = chain_read(arena, whole);
    Str old = node_text(arguments);
    for (size_t i = 0; i < chain.links.count; i++) {
        Str *link = &chain.links.items[i];
        if (!str_ends(*link, old)) continue;
        *link = str_format(arena, STR_FMT STR_FMT,
                           STR_ARG(str_slice(*link, 0, link->len - old.len)), STR_ARG(flat));
        chain_put(rewrite, whole, &chain);
        return true;
    }
    return false;
}

void hoist_replace_all(Rewrite *rewrite, const HoistList *hoists) {
    for (size_t i = 0; i < hoists->count; i++) {
        const Hoist *hoist = &hoists->items[i];
        if (rewrite_covers(rewrite, hoist->expression)) continue; /* joined with an earlier one */
        if (!join_call(rewrite, hoist->expression->parent, hoists)) hoist_replace(rewrite, hoist);
    }
}

static void replace_one(Rewrite *rewrite, const Hoist *hoist) {
    HoistList one = {0};
    VEC_PUSH(rewrite->arena, &one, *hoist);
    hoist_replace_all(rewrite, &one);
}

static void apply_before(Rewrite *rewrite, const HoistList *hoists) {
    const Node *statement = hoists->items[0].statement;
    Str indentation = rewrite_open_block(rewrite, statement->parent);
    for (size_t i = 0; i < hoists->count; i++) {
        const Hoist *hoist = &hoists->items[i];
        Str before = str_format(rewrite->arena, "let " STR_FMT " = ", STR_ARG(hoist->name));
        Str let = chain_write(rewrite->arena, &hoist->chain, before, STR(";"), indentation,
                              syntax_indent_step(statement->source));
        rewrite_before(
            rewrite, statement,
            str_format(rewrite->arena, STR_FMT "\n" STR_FMT, STR_ARG(let), STR_ARG(indentation)));
    }
    hoist_replace_all(rewrite, hoists);
}

/* `pattern => value,` becomes `pattern => {`, the `let`, the value, `}`. */
static void apply_arm(Rewrite *rewrite, const Hoist *hoist) {
    const Node *value = hoist->statement;
    const Source *source = value->source;
    Str step = syntax_indent_step(source);
    Str outer = syntax_indentation(value->parent);
    Str inner = str_format(rewrite->arena, STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(step));
    Str before = str_format(rewrite->arena, "let " STR_FMT " = ", STR_ARG(hoist->name));
    Str let = chain_write(rewrite->arena, &hoist->chain, before, STR(";"), inner, step);
    rewrite_before(rewrite, value,
                   str_format(rewrite->arena, "{\n" STR_FMT STR_FMT "\n" STR_FMT, STR_ARG(inner),
                              STR_ARG(let), STR_ARG(inner)));
    rewrite_indent(rewrite, source, value->start, value->end, step);
    replace_one(rewrite, hoist);
    Str close = str_format(rewrite->arena, "\n" STR_FMT "}", STR_ARG(outer));
    size_t end = value->end;
    const Node *comma = value->next;
    if (node_is_token(comma, ",")) end = comma->end;
    rewrite_range(rewrite, source, value->end, end, close);
}

/* `while let P = E {` becomes `loop {` and a let-else that leaves it. */
static void apply_loop(Rewrite *rewrite, const Hoist *hoist) {
    Arena *arena = rewrite->arena;
    const Node *loop = hoist->statement;
    const Source *source = loop->source;
    const Node *body = node_field(loop, FIELD_BODY);
    const Node *condition = node_field(loop, FIELD_CONDITION);
    const Node *word = node_token(loop, "while");
    if (!body || !word || str_find_byte(node_text(body), '\n') == STR_NONE) {
        rewrite_fail(rewrite, STR("the loop stands on one line"));
        return;
    }
    Str step = syntax_indent_step(source);
    Str inner =
        str_format(arena, STR_FMT STR_FMT, STR_ARG(syntax_indentation(loop)), STR_ARG(step));
    Str pattern = node_text(node_field(condition, FIELD_PATTERN));
    StrBuf text = strbuf_new(arena);
    strbuf_addf(&text, "loop {\n" STR_FMT, STR_ARG(inner));
    Chain chain = hoist->chain;
    if (own_changes_type(&hoist->own)) {
        Str before = str_format(arena, "let " STR_FMT " = ", STR_ARG(hoist->name));
        Str let = chain_write(arena, &chain, before, STR(";"), inner, step);
        strbuf_addf(&text, STR_FMT "\n" STR_FMT, STR_ARG(let), STR_ARG(inner));
        chain = (Chain){.prefix = STR("")};
        VEC_PUSH(arena, &chain.links, hoist->spelled);
    }
    Str before = str_format(arena, "let " STR_FMT " = ", STR_ARG(pattern));
    Str let = chain_write(arena, &chain, before, STR(" else {"), inner, step);
    bool is_short = str_find_byte(let, '\n') == STR_NONE &&
                    let.len + sizeof " break };" - 1 <= LAYOUT_LET_ELSE_WIDTH;
    if (is_short) {
        strbuf_addf(&text, STR_FMT " break };", STR_ARG(let));
    } else {
        strbuf_addf(&text, STR_FMT "\n" STR_FMT STR_FMT "break;\n" STR_FMT "};", STR_ARG(let),
                    STR_ARG(inner), STR_ARG(step), STR_ARG(inner));
    }
    rewrite_range(rewrite, source, word->start, body->start + 1, strbuf_str(&text));
}

static void apply_in_place(Rewrite *rewrite, const Hoist *hoist) {
    Arena *arena = rewrite->arena;
    const Node *node = hoist->expression;
    Str step = syntax_indent_step(node->source);
    Str outer = syntax_indentation(node);
    Str inner = str_format(arena, STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(step));
    Str before = str_format(arena, "let " STR_FMT " = ", STR_ARG(hoist->name));
    Str let = chain_write(arena, &hoist->chain, before, STR(";"), inner, step);
    rewrite_replace(rewrite, node,
                    str_format(arena, "%s{\n" STR_FMT STR_FMT "\n" STR_FMT STR_FMT "\n" STR_FMT "}",
                               own_changes_type(&hoist->own) ? "&" : "", STR_ARG(inner),
                               STR_ARG(let), STR_ARG(inner), STR_ARG(hoist->name), STR_ARG(outer)));
}

void hoist_apply(Rewrite *rewrite, const Hoist *hoist) {
    HoistList one = {0};
    VEC_PUSH(rewrite->arena, &one, *hoist);
    hoist_apply_all(rewrite, &one);
}

void hoist_apply_all(Rewrite *rewrite, const HoistList *hoists) {
    const Hoist *hoist = &hoists->items[0];
    if (hoist->trouble.len > 0) {
        rewrite_fail(rewrite, hoist->trouble);
        return;
    }
    switch (hoist->place) {
    case HOIST_STATEMENT:
        apply_before(rewrite, hoists);
        break;
    case HOIST_ARM:
        apply_arm(rewrite, hoist);
        break;
    case HOIST_LOOP:
        apply_loop(rewrite, hoist);
        break;
    case HOIST_IN_PLACE:
        apply_in_place(rewrite, hoist);
        break;
    }
}
