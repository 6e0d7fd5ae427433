/*
 * Prepend: see prepend.h.
 */
#include "fix/prepend.h"

/* The block that a closure or async block runs, `unsafe` ones seen through; NULL for a closure of one expression. */
static const Node *block_of(const Node *body) {
    const Node *block = node_is(body, NODE_ASYNC_BLOCK) ? node_child(body, NODE_BLOCK)
                                                        : node_field(body, FIELD_BODY);
    if (node_is(block, NODE_UNSAFE_BLOCK) || node_is(block, NODE_ASYNC_BLOCK))
        block = node_child(block, NODE_BLOCK);
    return node_is(block, NODE_BLOCK) ? block : NULL;
}

void prepend_statement(Rewrite *rewrite, const Node *body, Str statement) {
    const Node *block = block_of(body);
    if (block) {
        Str indentation = rewrite_open_block(rewrite, block);
        rewrite_range(rewrite, block->source, block->start + 1, block->start + 1,
                      str_format(rewrite->arena, "\n" STR_FMT STR_FMT, STR_ARG(indentation),
                                 STR_ARG(statement)));
        return;
    }
    const Node *expression = node_field(body, FIELD_BODY);
    Str outer = syntax_indentation(body), step = syntax_indent_step(body->source);
    if (!expression) {
        rewrite_fail(rewrite, STR("the closure's body is not known"));
        return;
    }
    rewrite_before(rewrite, expression,
                   str_format(rewrite->arena, "{\n" STR_FMT STR_FMT STR_FMT "\n" STR_FMT STR_FMT,
                              STR_ARG(outer), STR_ARG(step), STR_ARG(statement), STR_ARG(outer),
                              STR_ARG(step)));
    rewrite_indent(rewrite, body->source, expression->start, expression->end, step);
    rewrite_after(rewrite, expression,
                  str_format(rewrite->arena, "\n" STR_FMT "}", STR_ARG(outer)));
}
