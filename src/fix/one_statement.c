/*
 * `let g = m.lock().unwrap(); let n = g.len();` as `let n = m.lock().unwrap().len();`: the guard is
 * then a temporary and gone at the end of the statement. Only where the whole stays on one line,
 * and where nothing stands between the two statements, so that the order of effects is kept.
 */
#include "fix/one_statement.h"

#include "base/text.h"
#include "fix/making.h"
#include "fix/outputs.h"
#include "rust/scope.h"

/* The chain that hangs on a use, with the value in the use's place; false where the use is no chain's root. */
static bool splice(Arena *arena, const Node *value, const Node *use, const Chain *around,
                   Chain *out) {
    Chain made = chain_read(arena, value);
    bool used = around->links.count > 1 || str_is(around->prefix, "*");
    if (made.prefix.len > 0 || !used) return false;
    if (!str_eq(around->links.items[0], node_text(use))) return false;
    *out = (Chain){.prefix = around->prefix, .indentation = around->indentation};
    for (size_t i = 0; i < made.links.count; i++) VEC_PUSH(arena, &out->links, made.links.items[i]);
    for (size_t i = 1; i < around->links.count; i++)
        VEC_PUSH(arena, &out->links, around->links.items[i]);
    return true;
}

static bool fits(Arena *arena, const Chain *chain, size_t around) {
    Str flat = chain_flat(arena, chain);
    size_t width = text_width(flat);
    bool one_line = str_find_byte(flat, '\n') == STR_NONE;
    return one_line && width - text_width(chain->prefix) <= LAYOUT_CHAIN_WIDTH &&
           width + around <= LAYOUT_WIDTH;
}

static bool leaves_borrow(Segments *segments, const Segment *segment) {
    OutputList outputs = {0};
    segment_outputs(&outputs, segments, segment);
    for (size_t i = 0; i < outputs.count; i++) {
        if (own_changes_type(&outputs.items[i].own) || outputs.items[i].field ||
            outputs.items[i].is_root)
            return true;
    }
    return false;
}

/* `let hit = m.lock().unwrap().get(k).cloned();` in the place of the guard's `let`, for the statement behind it. */
static bool write_hoist(Rewrite *rewrite, Segments *segments, const Segment *segment) {
    const Node *let = segments->life.let;
    bool adjacent = !segment->first || (segment->last == let && node_next(let) == segment->before);
    if (segment->hoists.count != 1 || !adjacent) return false;
    const Hoist *hoist = &segment->hoists.items[0];
    const Node *value = making_value(segments, segment);
    const Node *use = life_first_in(&segments->life.uses, hoist->expression);
    bool once = life_count_in(&segments->life.uses, hoist->expression) == 1;
    Chain chain;
    if (!value || !once || !splice(rewrite->arena, value, use, &hoist->chain, &chain)) return false;
    Str indentation = syntax_indentation(segment->before);
    size_t around = text_width(indentation) + sizeof "let  = ;" - 1 + text_width(hoist->name);
    if (!fits(rewrite->arena, &chain, around)) return false;
    Str text = str_format(rewrite->arena, "let " STR_FMT " = " STR_FMT ";", STR_ARG(hoist->name),
                          STR_ARG(chain_flat(rewrite->arena, &chain)));
    if (segment->first) {
        rewrite_replace(rewrite, let, text);
    } else {
        Str inner = rewrite_open_block(rewrite, segment->before->parent);
        rewrite_before(
            rewrite, segment->before,
            str_format(rewrite->arena, STR_FMT "\n" STR_FMT, STR_ARG(text), STR_ARG(inner)));
    }
    hoist_replace_all(rewrite, &segment->hoists);
    return true;
}

/* Puts the value in the place of the one use in a statement. */
static bool write_use(Rewrite *rewrite, Segments *segments, const Segment *segment,
                      const Node *statement) {
    const Node *value = making_value(segments, segment);
    const Node *needs = segments_awaited_value(segments, statement)
                            ? node_field(life_expression(statement), FIELD_LEFT)
                            : statement;
    const Node *use = life_first_in(&segments->life.uses, needs);
    if (!value || !use || life_count_in(&segments->life.uses, needs) != 1) return false;
    if (use->in_macro || !node_is(use, NODE_IDENTIFIER)) return false;
    const Node *whole = chain_around(use);
    Chain around = chain_read(rewrite->arena, whole);
    Chain chain;
    if (str_find_byte(node_text(whole), '\n') != STR_NONE) return false;
    if (!splice(rewrite->arena, value, use, &around, &chain)) {
        bool dereferenced = node_is(use->parent, NODE_UNARY_EXPRESSION) ||
                            node_is(use->parent, NODE_REFERENCE_EXPRESSION);
        if (!dereferenced) return false;
        chain = chain_read(rewrite->arena, value);
    }
    size_t line = line_index_line(&statement->source->lines, whole->start);
    size_t rest =
        text_width(line_index_text(&statement->source->lines, line)) - text_width(node_text(whole));
    if (!fits(rewrite->arena, &chain, rest)) return false;
    rewrite_replace(rewrite, use, node_text(value));
    return true;
}

bool one_statement_write(Rewrite *rewrite, Segments *segments, const Segment *segment,
                         bool old_edition) {
    if (segment->hoists.count > 0) return write_hoist(rewrite, segments, segment);
    const Node *statement = segment->last;
    const Node *let = segments->life.let;
    bool adjacent = segment->has_let ? node_next(let) == statement : segment->first == statement;
    bool is_tail = life_is_tail(statement);
    if (!adjacent || (is_tail && old_edition) || leaves_borrow(segments, segment)) return false;
    /* What is made of the value may hold the same. */
    const Node *pattern = node_field(statement, FIELD_PATTERN);
    if (node_is(statement, NODE_LET_DECLARATION) && segments_derives(segments, pattern))
        return false;
    if (!write_use(rewrite, segments, segment, statement)) return false;
    if (segment->has_let) rewrite_delete_statement(rewrite, let);
    if (segment->closer) rewrite_delete_statement(rewrite, segment->closer);
    return true;
}

bool one_statement_arm(Rewrite *rewrite, Segments *segments, const Segment *segment) {
    return write_use(rewrite, segments, segment, segment->first);
}

bool one_statement_loop(Rewrite *rewrite, Segments *segments, const Segment *segment) {
    Hoist hoist = segment->hoists.items[0];
    const Node *value = making_value(segments, segment);
    const Node *use = life_first_in(&segments->life.uses, hoist.expression);
    Chain chain;
    if (!value || !use || !splice(rewrite->arena, value, use, &hoist.chain, &chain)) return false;
    hoist.chain = chain;
    hoist_apply(rewrite, &hoist);
    return true;
}
