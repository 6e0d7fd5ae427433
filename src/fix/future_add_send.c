/*
 * future-add-send: let a signature promise that its future is Send.
 *
 * An `async fn` in a trait, and `-> impl Future`, promise nothing about Send to generic callers. The repair is the
 * desugared signature with `+ Send`; the impls may go on saying `async fn` (rustc checks each of them).
 */
#include "fix/bounds.h"
#include "fix/fix.h"
#include "fix/future_dyn.h"
#include "fix/imports.h"
#include "fix/reflow.h"
#include "fix/rewrite.h"
#include "fix/strategies.h"
#include "rust/flow.h"

/* The signature in the trait for a method, also where an impl's method is called. */
static const Item *declared(const FixContext *context, const Item *function) {
    const Item *owner = function->parent;
    if (owner == NULL || owner->kind != ITEM_IMPL || owner->trait_name.len == 0) {
        return function;
    }
    const Index *index = workspace_index(context->workspace);
    const Item *trait = index_find(index, ITEM_TRAIT, owner->trait_name);
    const Item *member = trait != NULL ? item_member(trait, function->name) : NULL;
    return member != NULL ? member : function;
}

/* Takes the word `async` and the blank behind it away. */
static void drop_async(Rewrite *rewrite, const Node *function) {
    const Node *modifiers = node_child(function, NODE_FUNCTION_MODIFIERS);
    const Node *word = node_token(modifiers, "async");
    if (word != NULL) {
        rewrite_range(rewrite, word->source, word->start, word->end + 1, STR(""));
    }
}

/* A default body becomes `async move` inside of the function. */
static void wrap_body(Rewrite *rewrite, const Node *function) {
    const Node *body = node_field(function, FIELD_BODY);
    const Node *first = node_first(body);
    if (first == NULL) {
        if (body != NULL) {
            rewrite_replace(rewrite, body, STR("{ async move {} }"));
        }
        return;
    }
    const Node *last = first;
    for (const Node *next = node_next(first); next != NULL; next = node_next(next)) {
        last = next;
    }
    rewrite_wrap(rewrite, first, last, STR("async move {"), STR(""), STR("}"));
}

static void desugar(Rewrite *rewrite, const FixContext *context, const Node *function) {
    Str edition = workspace_edition(context->workspace);
    Imports *imports = imports_new(context->arena, function, edition);
    Str future =
        str_is(edition, "2024") ? STR("Future") : imports_use(imports, STR("std::future::Future"));
    const Node *result = node_field(function, FIELD_RETURN_TYPE);
    drop_async(rewrite, function);
    if (result != NULL) {
        rewrite_before(rewrite, result,
                       str_format(context->arena, "impl " STR_FMT "<Output = ", STR_ARG(future)));
        rewrite_after(rewrite, result, STR("> + Send"));
    } else {
        rewrite_after(rewrite, node_field(function, FIELD_PARAMETERS),
                      str_format(context->arena, " -> impl " STR_FMT "<Output = ()> + Send",
                                 STR_ARG(future)));
    }
    wrap_body(rewrite, function);
    imports_apply(imports, rewrite);
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    future_dyn_plan(context);
    if (finding->hold != HOLD_AWAITED || !node_is(finding->value, NODE_CALL_EXPRESSION) ||
        !str_starts(finding->roots.items[0].type, STR("impl "))) {
        return;
    }
    const Item *callee = flow_callee(workspace_flow(context->workspace), finding->value);
    if (callee == NULL) {
        return;
    }
    const Item *signature = declared(context, callee);
    const Node *result = item_return_type(signature);
    Rewrite rewrite = rewrite_new(context->arena);
    if (signature->is_async) {
        desugar(&rewrite, context, signature->node);
    } else if (result != NULL && str_starts(node_text(result), STR("impl "))) {
        bounds_add(&rewrite, result, STR("Send"));
    } else {
        return;
    }
    NodeList edited = {0};
    VEC_PUSH(context->arena, &edited, node_field(signature->node, FIELD_PARAMETERS));
    reflow(&rewrite, &edited, workspace_edition(context->workspace));
    Fix fix = {
        .id = fix_future_add_send.id,
        .rank = fix_future_add_send.cost,
        .title = str_format(context->arena, "promise that the future of `" STR_FMT "` is `Send`",
                            STR_ARG(signature->name)),
        .why = STR("a generic caller knows only what the signature says, and it says nothing of "
                   "`Send` yet"),
        .cost = STR("every implementation must give a future that is `Send`"),
    };
    if (rewrite_finish(&rewrite, &fix.edits) && fix.edits.count > 0) {
        VEC_PUSH(context->arena, context->fixes, fix);
    }
}

const FixStrategy fix_future_add_send = {
    .id = "future-add-send",
    .summary = "promise in a signature or type that a future is Send",
    .cost = 20,
    .plan = plan,
};
