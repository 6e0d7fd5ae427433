/*
 * `match e { A => a(), B(x) => { b(x); f().await } }` becomes `let found = match e { A => { a(); false }, B(x) => { b(x); true
 * } }; if found { f().await; }`: each arm that comes to its end says whether the rest is to run.
 */
#include "fix/split_match.h"

#include "fix/layout.h"
#include "fix/life.h"
#include "rust/source.h"

static bool diverges(const Node *value) {
    if (node_is(value, NODE_BLOCK)) {
        const Node *last = NULL;
        for (const Node *child = node_first(value); child; child = node_next(child)) last = child;
        if (node_is(last, NODE_EXPRESSION_STATEMENT)) last = node_first(last);
        return last && diverges(last);
    }
    static const char *const macros[] = {"panic", "unreachable", "todo", "unimplemented", "bail"};
    if (node_is(value, NODE_MACRO_INVOCATION)) {
        for (size_t i = 0; i < sizeof macros / sizeof *macros; i++) {
            if (str_is(node_text(node_field(value, FIELD_MACRO)), macros[i])) return true;
        }
    }
    return node_is(value, NODE_RETURN_EXPRESSION) || node_is(value, NODE_BREAK_EXPRESSION) ||
           node_is(value, NODE_CONTINUE_EXPRESSION);
}

/* Whether nothing takes the value of the match. */
static bool is_unit_statement(const Node *match) {
    const Node *statement =
        node_is(match->parent, NODE_EXPRESSION_STATEMENT) ? match->parent : match;
    const Node *block = statement->parent;
    if (!node_is(block, NODE_BLOCK)) return false;
    if (!life_is_tail(statement)) return true;
    const Node *around = block->parent;
    if (node_is(around, NODE_FUNCTION_ITEM)) return !node_field(around, FIELD_RETURN_TYPE);
    return node_is(around, NODE_LOOP_EXPRESSION) || node_is(around, NODE_FOR_EXPRESSION) ||
           node_is(around, NODE_WHILE_EXPRESSION);
}

/* The one arm with an await in its value; NULL if there are several, or none. */
static const Node *awaiting_arm(const Index *index, const Node *match) {
    const Node *found = NULL;
    const Node *arms = node_field(match, FIELD_BODY);
    for (const Node *arm = node_first(arms); arm; arm = node_next(arm)) {
        if (!life_awaits(index, arm)) continue;
        if (found) return NULL;
        found = arm;
    }
    return found;
}

/* Gives an arm that comes to its end the value `otherwise`. */
static void end_arm(Rewrite *rewrite, const Split *split, const Node *arm) {
    const Node *value = node_field(arm, FIELD_VALUE);
    Arena *arena = rewrite->arena;
    Str step = syntax_indent_step(arm->source);
    Str outer = syntax_indentation(arm);
    Str inner = str_format(arena, STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(step));
    if (diverges(value)) return;
    if (node_is(value, NODE_BLOCK)) {
        const Node *last = NULL;
        for (const Node *child = node_first(value); child; child = node_next(child)) last = child;
        if (!last) {
            rewrite_replace(rewrite, value, split->otherwise);
            if (!node_is_token(value->next, ",")) rewrite_after(rewrite, value, STR(","));
            return;
        }
        bool statement =
            node_is(last, NODE_EXPRESSION_STATEMENT) || node_is(last, NODE_LET_DECLARATION);
        if (statement && !str_ends(node_text(last), STR(";")) &&
            node_is(last, NODE_LET_DECLARATION))
            return;
        rewrite_after(rewrite, last,
                      str_format(arena, "%s\n" STR_FMT STR_FMT, statement ? "" : ";",
                                 STR_ARG(inner), STR_ARG(split->otherwise)));
        return;
    }
    if (node_is(value, NODE_UNIT_EXPRESSION)) {
        rewrite_replace(rewrite, value, split->otherwise);
        return;
    }
    rewrite_before(rewrite, value, str_format(arena, "{\n" STR_FMT, STR_ARG(inner)));
    rewrite_indent(rewrite, value->source, value->start, value->end, step);
    size_t end = node_is_token(value->next, ",") ? value->next->end : value->end;
    rewrite_range(rewrite, value->source, value->end, end,
                  str_format(arena, ";\n" STR_FMT STR_FMT "\n" STR_FMT "}", STR_ARG(inner),
                             STR_ARG(split->otherwise), STR_ARG(outer)));
}

/* The text from the statement that awaits to the block's end, with the adaptations that its uses need. */
static Str rest_text(Arena *arena, const Split *split) {
    Rewrite adapted = rewrite_new(arena);
    for (size_t i = 0; i < split->handed.count; i++) {
        const Handed *handed = &split->handed.items[i];
        for (size_t k = 0; k < handed->uses.count; k++)
            own_adapt_use(&adapted, &handed->own, handed->uses.items[k]);
    }
    hoist_replace_all(&adapted, &split->hoists);
    size_t end = split->block->end - 1;
    return str_trim(rewrite_text(&adapted, split->block->source, split->rest->start, end));
}

bool split_match_write(const FixContext *context, Rewrite *rewrite, Split *split, const Node *match,
                       const Node *arm) {
    Arena *arena = context->arena;
    const Node *awaiting = awaiting_arm(workspace_index(context->workspace), match);
    if (!awaiting || (arm && arm != awaiting) || !is_unit_statement(match)) return false;
    const Node *pattern = node_field(awaiting, FIELD_PATTERN);
    if (!split_read(context, rewrite, split, pattern, node_field(awaiting, FIELD_VALUE)))
        return false;
    if (!split->last && split->handed.count + split->hoists.count == 0) return false;
    const Source *source = match->source;
    Str step = syntax_indent_step(source);
    Str outer = syntax_indentation(match);
    Str inner = str_format(arena, STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(step));
    Str deep = syntax_indentation(split->rest);
    Str rest = layout_move(arena, rest_text(arena, split), deep, inner);
    bool ended = str_ends(rest, STR(";")) || str_ends(rest, STR("}"));
    const Node *arms = node_field(match, FIELD_BODY);
    for (const Node *one = node_first(arms); one; one = node_next(one)) {
        if (one != awaiting) end_arm(rewrite, split, one);
    }
    size_t from = split->last ? split->last->end : split->block->start + 1;
    rewrite_range(rewrite, source, from, split->block->end - 1,
                  str_format(arena, "\n" STR_FMT STR_FMT "\n" STR_FMT, STR_ARG(deep),
                             STR_ARG(split->value), STR_ARG(syntax_indentation(awaiting))));
    rewrite_before(rewrite, match, str_format(arena, "let " STR_FMT " = ", STR_ARG(split->name)));
    const Node *statement =
        node_is(match->parent, NODE_EXPRESSION_STATEMENT) ? match->parent : match;
    Str behind = str_format(arena, ";\n" STR_FMT STR_FMT "\n" STR_FMT STR_FMT "%s\n" STR_FMT "}",
                            STR_ARG(outer), STR_ARG(split->header), STR_ARG(inner), STR_ARG(rest),
                            ended ? "" : ";", STR_ARG(outer));
    rewrite_range(rewrite, source, match->end, statement->end, behind);
    for (size_t i = 0; i < split->handed.count; i++) split->handed.items[i].uses.count = 0;
    split->hoists.count = 0; /* they are in the text that moved */
    return true;
}
