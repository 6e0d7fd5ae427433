/*
 * Whole capture: see whole_capture.h.
 *
 * Since edition 2021 a closure captures the places that it uses: of `back.0` the field, a bare pointer, whatever the wrapper
 * around it promises. A `let back = back;` in the closure uses the variable itself; `let _ = back;` would not.
 */
#include "fix/whole_capture.h"

#include "fix/pointer.h"
#include "fix/prepend.h"
#include "fix/rewrite.h"
#include "rust/flow.h"

/* Whether every use of the variable in body is of a field of it. */
static bool only_fields(const NodeList *uses, const Node *body) {
    bool any = false;
    for (size_t i = 0; i < uses->count; i++) {
        const Node *use = uses->items[i];
        if (!node_within(use, body)) continue;
        bool field = node_is(use->parent, NODE_FIELD_EXPRESSION) && use->field == FIELD_VALUE;
        bool method = field && use->parent->field == FIELD_FUNCTION;
        if (!field || method) return false;
        any = true;
    }
    return any;
}

static bool is_promised(const FixContext *context, Str type) {
    const RootList *roots = &context->finding->roots;
    for (size_t i = 0; i < roots->count; i++) {
        if (!pointer_is_promised(context, type, roots->items[i].trait)) return false;
    }
    return true;
}

/* The closures and async blocks that rustc names in all diagnostics of the finding. */
static void find_bodies(const FixContext *context, NodeList *bodies) {
    const Finding *finding = context->finding;
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const FactList *facts = &finding->evidence.items[i]->facts;
        for (size_t k = 0; k < facts->count; k++) {
            FactKind kind = facts->items[k].kind;
            if (kind != FACT_USED_WITHIN_CLOSURE && kind != FACT_USED_WITHIN_ASYNC) continue;
            const Node *node = workspace_node(context->workspace, facts->items[k].span);
            while (node && !node_is(node, NODE_CLOSURE_EXPRESSION) &&
                   !node_is(node, NODE_ASYNC_BLOCK)) {
                node = node_is(node, NODE_FUNCTION_ITEM) ? NULL : node->parent;
            }
            bool known = node == NULL;
            for (size_t n = 0; n < bodies->count; n++) known = known || bodies->items[n] == node;
            if (!known) VEC_PUSH(context->arena, bodies, node);
        }
    }
}

/* The first variable that a body captures by its fields alone and that would be Send as a whole. */
static const Node *captured_in_part(const FixContext *context, const Node *body) {
    Flow *flow = workspace_flow(context->workspace);
    for (const Node *node = body; node; node = node_walk(node, body)) {
        if (!node_is(node, NODE_IDENTIFIER)) continue;
        const Node *binding = scope_binding(node);
        if (!binding || node_within(binding, body)) continue;
        const Item *item = type_item(flow_type(flow, binding));
        if (!item || !is_promised(context, item->name)) continue;
        NodeList uses = {0};
        scope_uses(context->arena, &uses, binding);
        if (only_fields(&uses, body)) return binding;
    }
    return NULL;
}

void whole_capture_plan(const FixContext *context, const FixStrategy *strategy) {
    NodeList bodies = {0};
    find_bodies(context, &bodies);
    Rewrite rewrite = rewrite_new(context->arena);
    Str name = {0}, type = {0};
    for (size_t i = 0; i < bodies.count; i++) {
        const Node *binding = captured_in_part(context, bodies.items[i]);
        if (!binding) continue;
        name = node_text(binding);
        type = type_item(flow_type(workspace_flow(context->workspace), binding))->name;
        bool moves = node_token(bodies.items[i], "move") != NULL;
        prepend_statement(&rewrite, bodies.items[i],
                          str_format(context->arena,
                                     "let " STR_FMT " = %s" STR_FMT
                                     "; // captures the whole " STR_FMT ", not just its field",
                                     STR_ARG(name), moves ? "" : "&", STR_ARG(name),
                                     STR_ARG(type)));
    }
    if (name.len == 0) return;
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost - FIX_CERTAIN,
        .title = str_format(context->arena, "capture the whole `" STR_FMT "`, not its field alone",
                            STR_ARG(name)),
        .why =
            str_format(context->arena,
                       "since edition 2021 a closure captures only the fields that it uses: here a "
                       "bare pointer, so that the `unsafe impl` of `" STR_FMT "` does not count",
                       STR_ARG(type)),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) VEC_PUSH(context->arena, context->fixes, fix);
}
