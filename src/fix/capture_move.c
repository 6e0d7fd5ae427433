/*
 * Capture by move: see capture_move.h.
 *
 * Without `move` a closure that only calls `&self` methods captures a reference, which may be sent only if the value is Sync. With
 * it the closure owns the value, which need only be Send.
 */
#include "fix/capture_move.h"

#include "fix/capture.h"
#include "fix/life.h"
#include "fix/own.h"
#include "fix/rewrite.h"
#include "fix/sends.h"
#include "rust/source.h"

typedef struct Move {
    const FixContext *context;
    Capture capture;
    Rewrite rewrite;
} Move;

static void refuse(const FixContext *context, const FixStrategy *strategy, Str why) {
    VEC_PUSH(context->arena, context->refusals, (Refusal){.id = strategy->id, .why = why});
}

static bool in_loop(const Node *body, const Node *binding) {
    const Node *scope = scope_of(binding);
    for (const Node *node = body->parent; node != NULL && node != scope; node = node->parent) {
        if (node_is(node, NODE_FOR_EXPRESSION) || node_is(node, NODE_WHILE_EXPRESSION) ||
            node_is(node, NODE_LOOP_EXPRESSION)) {
            return true;
        }
        /* `.map(|_| scope.spawn(..))` and the like run the closure more than once. */
        const Node *call = node_is(node->parent, NODE_ARGUMENTS) ? node->parent->parent : NULL;
        Str method = node_text(node_field(node_field(call, FIELD_FUNCTION), FIELD_FIELD));
        if (node_is(node, NODE_CLOSURE_EXPRESSION) &&
            (str_is(method, "map") || str_is(method, "for_each"))) {
            return true;
        }
    }
    return false;
}

/* Another variable that the closure captures: fine where it is Copy or nobody needs it later, else borrowed first. */
static void look_at_other(Move *move, const Node *binding) {
    const Node *body = move->capture.body;
    Arena *arena = move->context->arena;
    Flow *flow = workspace_flow(move->context->workspace);
    NodeList uses = {0};
    scope_uses(arena, &uses, binding);
    bool captured = false;
    bool later = false;
    bool changed = false;
    for (size_t i = 0; i < uses.count; i++) {
        bool inside = node_within(uses.items[i], body);
        captured = captured || inside;
        later = later || (!inside && uses.items[i]->start > body->end);
        changed = changed || (inside && life_mutates(flow, uses.items[i]) == 1);
    }
    if (!captured || !later || own_type_copy(move->context->workspace, flow_type(flow, binding))) {
        return;
    }
    Str name = node_text(binding);
    if (changed || in_loop(body, binding)) {
        rewrite_fail(&move->rewrite,
                     str_format(arena, "the closure changes `" STR_FMT "`, which is used later",
                                STR_ARG(name)));
        return;
    }
    const Node *statement = move->capture.statement;
    Str indentation = rewrite_open_block(&move->rewrite, statement->parent);
    rewrite_before(&move->rewrite, statement,
                   str_format(arena, "let " STR_FMT " = &" STR_FMT ";\n" STR_FMT, STR_ARG(name),
                              STR_ARG(name), STR_ARG(indentation)));
}

/* All variables of the function that are declared before the closure; a format string may name them too. */
static void look_at_others(Move *move) {
    const Node *body = move->capture.body;
    const Node *function = syntax_function(body);
    for (const Node *node = function; node != NULL && node->start < body->start;
         node = node_walk(node, function)) {
        bool declares = (node_is(node, NODE_IDENTIFIER) || node_is(node, NODE_SELF)) &&
                        scope_binding(node) == node;
        if (declares && node != move->capture.binding) {
            look_at_other(move, node);
        }
    }
}

/* Whether the variable owns its value, which then can be moved out of its surroundings. */
static bool is_owned(const Move *move) {
    const Type *type = flow_type(workspace_flow(move->context->workspace), move->capture.binding);
    const Node *declaration = scope_declaration(move->capture.binding);
    return type_kind(type) != TYPE_REFERENCE && !node_is(move->capture.binding, NODE_SELF) &&
           (node_is(declaration, NODE_LET_DECLARATION) || node_is(declaration, NODE_PARAMETER)) &&
           !node_is(node_field(declaration, FIELD_TYPE), NODE_REFERENCE_TYPE);
}

bool capture_move_plan(const FixContext *context, const FixStrategy *strategy) {
    const Finding *finding = context->finding;
    Move move = {.context = context, .rewrite = rewrite_new(context->arena)};
    for (size_t i = 0; i < finding->roots.count; i++) {
        const TypeKnowledge *known = patterns_type(context->patterns, finding->roots.items[i].type);
        if (!str_is(finding->roots.items[i].trait, "Sync") || known == NULL || !known->sync_only) {
            return false;
        }
    }
    bool closure = capture_read(context, &move.capture) &&
                   (node_is(move.capture.body, NODE_CLOSURE_EXPRESSION) ||
                    node_is(move.capture.body, NODE_ASYNC_BLOCK));
    const Type *type = flow_type(workspace_flow(context->workspace), finding->binding);
    if (!closure || node_token(move.capture.body, "move") != NULL || !is_owned(&move) ||
        !type_sends(context, type, false)) {
        return false;
    }
    Str name = node_text(finding->binding);
    if (move.capture.outside > 0 || in_loop(move.capture.body, finding->binding)) {
        NodeList uses = {0};
        scope_uses(context->arena, &uses, finding->binding);
        bool later = in_loop(move.capture.body, finding->binding);
        for (size_t i = 0; i < uses.count; i++) {
            later = later || uses.items[i]->start > move.capture.body->end;
        }
        if (later) {
            refuse(context, strategy,
                   str_format(context->arena,
                              "`" STR_FMT "` is used elsewhere too, so the closure cannot own it",
                              STR_ARG(name)));
            return true;
        }
    }
    const Node *body = move.capture.body;
    look_at_others(&move);
    bool async = node_is(body, NODE_ASYNC_BLOCK);
    const Node *word = node_token(body, "async");
    if (word != NULL) {
        rewrite_after(&move.rewrite, word, STR(" move"));
    } else {
        rewrite_before(&move.rewrite, body, STR("move "));
    }
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost,
        .title = str_format(context->arena, "move `" STR_FMT "` into the %s", STR_ARG(name),
                            async ? "async block" : "closure"),
        .why = str_format(context->arena,
                          "nobody else uses `" STR_FMT
                          "`: owned, it only has to be `Send`; a reference to it needs `Sync`",
                          STR_ARG(name)),
    };
    if (rewrite_finish(&move.rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        refuse(context, strategy, move.rewrite.trouble);
    }
    return true;
}
