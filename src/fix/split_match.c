/*
 * `match e { A => a(), B(x) => { b(x); f().await } }` becomes `let found = match e { A => { a(); false }, B(x) => { b(x); true
 * } }; if found { f().await; }`: each arm that comes to its end says whether the rest is to run.
 */
#include "fix/split_match.h"

#include "base/text.h"
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

/* The arm that awaits gives the value; without other statements it needs no block. */
static void end_awaiting(Rewrite *rewrite, const Split *split, const Node *arm) {
    Arena *arena = rewrite->arena;
    Str outer = syntax_indentation(arm);
    size_t width = text_width(outer) +
                   text_width(str_slice(arm->source->text, arm->start, split->block->start)) +
                   text_width(split->value) + 1;
    if (!split->last && width <= LAYOUT_WIDTH) {
        const char *comma = node_is_token(split->block->next, ",") ? "" : ",";
        rewrite_replace(rewrite, split->block,
                        str_format(arena, STR_FMT "%s", STR_ARG(split->value), comma));
        return;
    }
    rewrite_range(rewrite, arm->source, split_from(split), split->block->end - 1,
                  str_format(arena, "\n" STR_FMT STR_FMT "\n" STR_FMT,
                             STR_ARG(syntax_indentation(split->rest)), STR_ARG(split->value),
                             STR_ARG(outer)));
}

/* ---- two arms, each of which may await or give a value ---- */

static bool has_comment(const Node *arms) {
    for (const Node *node = arms->first; node; node = node->next) {
        if (node_is(node, NODE_LINE_COMMENT) || node_is(node, NODE_BLOCK_COMMENT)) return true;
    }
    return false;
}

/* Whether an arm's value uses what its pattern declares. */
static bool uses_pattern(Arena *arena, const Node *arm) {
    NodeList bindings = {0};
    scope_pattern_bindings(arena, &bindings, node_field(arm, FIELD_PATTERN));
    for (size_t i = 0; i < bindings.count; i++) {
        NodeList uses = {0};
        scope_uses(arena, &uses, bindings.items[i]);
        if (uses.count > 0) return true;
    }
    return false;
}

/* The arm to cut: the one that needs what is matched; other is then the one that does not. */
static const Node *arm_to_cut(Arena *arena, const Node *match, const Node **other) {
    const Node *arms = node_field(match, FIELD_BODY);
    if (node_count(arms) != 2 || has_comment(arms)) return NULL;
    const Node *first = node_first(arms);
    const Node *second = node_next(first);
    if (uses_pattern(arena, first) == uses_pattern(arena, second)) return NULL;
    const Node *arm = uses_pattern(arena, first) ? first : second;
    *other = arm == first ? second : first;
    return arm;
}

/* What an arm does, as the lines of a block. */
static Str body_text(Arena *arena, const Node *value, Str indentation) {
    if (!node_is(value, NODE_BLOCK)) {
        return layout_move(arena, node_text(value), syntax_indentation(value), indentation);
    }
    Str inside = str_trim(str_slice(value->source->text, value->start + 1, value->end - 1));
    const Node *first = node_first(value);
    return first ? layout_move(arena, inside, syntax_indentation(first), indentation) : inside;
}

/* `match e { A(x) => { a(x); f().await } B => g() }` becomes a match that hands on, and an if-else behind it. */
static bool write_pair(const FixContext *context, Rewrite *rewrite, Split *split,
                       const Node *match) {
    Arena *arena = context->arena;
    const Node *other = NULL;
    const Node *arm = arm_to_cut(arena, match, &other);
    Str head;
    bool can = arm && split_head(match, &head) &&
               split_read(context, rewrite, split, node_field(arm, FIELD_PATTERN),
                          node_field(arm, FIELD_VALUE), true);
    if (!can || (!split->last && split->handed.count + split->hoists.count == 0)) return false;
    const Source *source = match->source;
    Str outer = syntax_indentation(match);
    Str inner =
        str_format(arena, STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(syntax_indent_step(source)));
    Str rest =
        layout_move(arena, split_rest_text(arena, split), syntax_indentation(split->rest), inner);
    const Node *value = node_field(other, FIELD_VALUE);
    Str otherwise = body_text(arena, value, inner);
    bool nothing = otherwise.len == 0 || node_is(value, NODE_UNIT_EXPRESSION);
    rewrite_range(rewrite, source, match->start - head.len, match->start,
                  str_format(arena, "let " STR_FMT " = ", STR_ARG(split->name)));
    end_awaiting(rewrite, split, arm);
    rewrite_replace(rewrite, value,
                    str_format(arena, STR_FMT "%s", STR_ARG(split->otherwise),
                               node_is_token(value->next, ",") ? "" : ","));
    StrBuf behind = strbuf_new(arena);
    strbuf_addf(&behind, ";\n" STR_FMT STR_FMT STR_FMT "\n" STR_FMT STR_FMT "\n" STR_FMT "}",
                STR_ARG(outer), STR_ARG(head), STR_ARG(split->header), STR_ARG(inner),
                STR_ARG(rest), STR_ARG(outer));
    if (!nothing) {
        strbuf_addf(&behind, " else {\n" STR_FMT STR_FMT "\n" STR_FMT "}", STR_ARG(inner),
                    STR_ARG(otherwise), STR_ARG(outer));
    }
    bool statement = node_is(match->parent, NODE_EXPRESSION_STATEMENT);
    rewrite_range(rewrite, source, match->end, statement ? match->parent->end : match->end,
                  strbuf_str(&behind));
    split_forget(split); /* they are in the text that moved */
    return true;
}

bool split_match_write(const FixContext *context, Rewrite *rewrite, Split *split, const Node *match,
                       const Node *arm) {
    Arena *arena = context->arena;
    const Node *awaiting = awaiting_arm(workspace_index(context->workspace), match);
    bool alone = awaiting && (!arm || arm == awaiting) && split_is_unit(match);
    if (!alone) return write_pair(context, rewrite, split, match);
    const Node *pattern = node_field(awaiting, FIELD_PATTERN);
    if (!split_read(context, rewrite, split, pattern, node_field(awaiting, FIELD_VALUE), false))
        return false;
    if (!split->last && split->handed.count + split->hoists.count == 0) return false;
    const Source *source = match->source;
    Str outer = syntax_indentation(match);
    Str inner =
        str_format(arena, STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(syntax_indent_step(source)));
    Str rest = layout_move(arena, split_rest_text(arena, split), syntax_indentation(split->rest),
                           split->is_option ? outer : inner);
    bool ended = str_ends(rest, STR(";")) || str_ends(rest, STR("}"));
    const Node *arms = node_field(match, FIELD_BODY);
    for (const Node *one = node_first(arms); one; one = node_next(one)) {
        if (one != awaiting) end_arm(rewrite, split, one);
    }
    end_awaiting(rewrite, split, awaiting);
    rewrite_before(rewrite, match, str_format(arena, "let " STR_FMT " = ", STR_ARG(split->name)));
    const Node *statement =
        node_is(match->parent, NODE_EXPRESSION_STATEMENT) ? match->parent : match;
    Str behind = str_format(arena, ";\n" STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(rest));
    if (!split->is_option) {
        behind = str_format(arena, ";\n" STR_FMT STR_FMT "\n" STR_FMT STR_FMT "%s\n" STR_FMT "}",
                            STR_ARG(outer), STR_ARG(split->header), STR_ARG(inner), STR_ARG(rest),
                            ended ? "" : ";", STR_ARG(outer));
    }
    rewrite_range(rewrite, source, match->end, statement->end, behind);
    split_forget(split); /* they are in the text that moved */
    return true;
}
