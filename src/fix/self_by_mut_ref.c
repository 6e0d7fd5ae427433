/*
 * self-by-mut-ref: take the receiver, or the parameter, by `&mut` instead of `&`.
 *
 * `&T: Send` demands `T: Sync`; `&mut T: Send` demands only `T: Send`. So where a value that is Send but not Sync is held
 * by `&` over an await, exclusive access is all that is needed, and costs nothing at run time. It is refused where a caller
 * shares the value.
 */
#include "fix/exclusive.h"
#include "fix/fix.h"
#include "fix/sends.h"
#include "fix/strategies.h"

/* Whether the finding itself shows that the referent is Send, whatever is inside of it. */
static bool is_proven(const FixContext *context) {
    const Type *type = flow_type(workspace_flow(context->workspace), context->finding->binding);
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    return type_is_proven(context, type);
}

/* Whether every root is one that only lacks Sync. */
static bool only_sync_is_missing(const FixContext *context) {
    const Finding *finding = context->finding;
    for (size_t i = 0; i < finding->roots.count; i++) {
        const Root *root = &finding->roots.items[i];
        const TypeKnowledge *known = patterns_type(context->patterns, root->type);
        bool parameter = str_is(root->type, "Self");
        /* of a type that nothing is known of, rustc's demand for Sync alone is the best sign that it is Send */
        bool may_be_send = parameter || known == NULL || known->sync_only || is_proven(context);
        if (!str_is(root->trait, "Sync") || !may_be_send) {
            return false;
        }
    }
    return true;
}

static bool is_shared_reference(const Node *binding) {
    const Node *declaration = scope_declaration(binding);
    if (node_is(declaration, NODE_SELF_PARAMETER)) {
        return node_token(declaration, "&") != NULL &&
               node_child(declaration, NODE_MUTABLE_SPECIFIER) == NULL;
    }
    const Node *type = node_field(declaration, FIELD_TYPE);
    return node_is(declaration, NODE_PARAMETER) && node_is(type, NODE_REFERENCE_TYPE) &&
           node_child(type, NODE_MUTABLE_SPECIFIER) == NULL;
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    bool held = finding->hold == HOLD_ACROSS_AWAIT || finding->hold == HOLD_CAPTURED;
    if (!held || finding->binding == NULL || !only_sync_is_missing(context) ||
        !is_shared_reference(finding->binding)) {
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    Exclusive exclusive = {
        .arena = context->arena,
        .workspace = context->workspace,
        .flow = workspace_flow(context->workspace),
        .index = workspace_index(context->workspace),
        .rewrite = &rewrite,
    };
    exclusive_parameter(&exclusive, finding->binding);
    bool is_self = node_is(scope_declaration(finding->binding), NODE_SELF_PARAMETER);
    Str name = node_text(finding->binding);
    Fix fix = {
        .id = fix_self_by_mut_ref.id,
        .rank = fix_self_by_mut_ref.cost + (finding->foreign ? 0 : 20),
        .title = is_self
                     ? STR("take `&mut self` instead of `&self`")
                     : str_format(context->arena, "take `" STR_FMT "` by `&mut`", STR_ARG(name)),
        .why =
            STR("an exclusive reference may go to another thread if its referent is `Send`; only "
                "a shared one needs `Sync`"),
        .cost = STR("callers need exclusive access: no two calls at the same time"),
    };
    if (rewrite_finish(&rewrite, &fix.edits) && fix.edits.count > 0) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else if (rewrite.trouble.len > 0) {
        Refusal refusal = {.id = fix_self_by_mut_ref.id, .why = rewrite.trouble};
        VEC_PUSH(context->arena, context->refusals, refusal);
    }
}

const FixStrategy fix_self_by_mut_ref = {
    .id = "self-by-mut-ref",
    .summary = "take a receiver or parameter by &mut, so that its type need not be Sync",
    .cost = 25,
    .plan = plan,
};
