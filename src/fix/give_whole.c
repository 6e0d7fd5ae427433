/*
 * Give whole: see give_whole.h. A future that owns the value needs it to be Send only.
 */
#include "fix/give_whole.h"

#include "fix/life.h"
#include "fix/own.h"
#include "fix/rewrite.h"
#include "fix/sends.h"
#include "rust/ownership.h"
#include "rust/source.h"

typedef struct Give {
    const FixContext *context;
    Flow *flow;
    const Index *index;
    const Node *parameter, *binding;
    const Item *function;
    Rewrite rewrite;
} Give;

static bool only_sync_is_missing(const Give *give, const Type *type) {
    const RootList *roots = &give->context->finding->roots;
    for (size_t i = 0; i < roots->count; i++) {
        const TypeKnowledge *known = patterns_type(give->context->patterns, roots->items[i].type);
        if (!str_is(roots->items[i].trait, "Sync") || (known != NULL && !known->sync_only)) {
            return type_is_proven(give->context, type);
        }
    }
    return type_kind(type) == TYPE_PATH && !own_type_copy(give->context->workspace, type);
}

static bool is_loop(const Node *node) {
    return node_is(node, NODE_FOR_EXPRESSION) || node_is(node, NODE_WHILE_EXPRESSION) ||
           node_is(node, NODE_LOOP_EXPRESSION);
}

/* Whether an expression is, or is part of, what a `for` loop iterates over. */
static bool heads_loop(const Node *expression) {
    for (const Node *node = expression; node != NULL && !node_is(node, NODE_BLOCK);
         node = node->parent) {
        if (node_is(node->parent, NODE_FOR_EXPRESSION)) {
            return node->field == FIELD_VALUE;
        }
    }
    return false;
}

/* Whether a use needs a `&` once the variable is the value itself; -1 where a reference would live over an await again. */
static int needs_reference(const Give *give, const Node *use) {
    const Node *parent = use->parent;
    if (node_is(use, NODE_STRING_LITERAL) || node_is(parent, NODE_TOKEN_TREE)) {
        return 0;
    }
    if (node_is(parent, NODE_ARGUMENTS)) {
        const Node *statement = syntax_statement(use);
        return life_awaits(give->index, statement) ? -1 : 1;
    }
    if (!node_is(parent, NODE_FIELD_EXPRESSION) || use->field != FIELD_VALUE) {
        return -1;
    }
    const Node *call = node_is(parent->parent, NODE_CALL_EXPRESSION) ? parent->parent : NULL;
    Own own = own_of(give->context->arena, give->context->workspace, call);
    bool iterates = heads_loop(call);
    bool lends = own.kind != OWN_OWNED && own.kind != OWN_UNKNOWN && own.kind != OWN_PLACE;
    bool awaited = call != NULL && node_is(call->parent, NODE_AWAIT_EXPRESSION);
    return (iterates && lends) || awaited ? -1 : 0;
}

static bool adapt_body(Give *give) {
    NodeList uses = {0};
    scope_uses(give->context->arena, &uses, give->binding);
    for (size_t i = 0; i < uses.count; i++) {
        int needs = needs_reference(give, uses.items[i]);
        if (needs < 0) {
            return false;
        }
        if (needs > 0) {
            rewrite_before(&give->rewrite, uses.items[i], STR("&"));
        }
    }
    return true;
}

/* Whether the body that calls owns a variable, and does not need it again. */
static bool is_last_use(const Give *give, const Node *variable, const Node *call) {
    const Node *binding = scope_binding(variable);
    const Node *declaration = scope_declaration(binding);
    const Node *body = syntax_body(call);
    bool declared = node_is(declaration, NODE_LET_DECLARATION) ||
                    node_is(declaration, NODE_PARAMETER) ||
                    node_is(declaration, NODE_SELF_PARAMETER);
    bool captured = !node_within(binding, body);
    if (!declared || type_kind(flow_type(give->flow, binding)) != TYPE_PATH ||
        (captured && (!node_is(body, NODE_ASYNC_BLOCK) || node_token(body, "move") == NULL))) {
        return false;
    }
    for (const Node *node = call; node != NULL && node != body; node = node->parent) {
        if (is_loop(node) && !node_within(binding, node)) {
            return false;
        }
    }
    NodeList uses = {0};
    scope_uses(give->context->arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) {
        if (uses.items[i]->start > variable->start) {
            return false;
        }
    }
    return true;
}

static bool adapt_calls(Give *give) {
    NodeList calls = {0};
    flow_calls(give->context->arena, &calls, give->flow, give->function);
    size_t position = 0;
    for (const Node *at = node_first(give->parameter->parent); at != give->parameter;
         at = node_next(at)) {
        position += node_is(at, NODE_SELF_PARAMETER) ? 0 : 1;
    }
    for (size_t i = 0; i < calls.count; i++) {
        const Node *argument = node_nth(node_field(calls.items[i], FIELD_ARGUMENTS), position);
        const Node *value =
            node_is(argument, NODE_REFERENCE_EXPRESSION) ? node_field(argument, FIELD_VALUE) : NULL;
        bool owned = node_is(value, NODE_IDENTIFIER) && is_last_use(give, value, calls.items[i]);
        if (!owned) {
            return false;
        }
        rewrite_replace(&give->rewrite, argument, node_text(value));
    }
    return calls.count > 0;
}

bool give_whole_plan(const FixContext *context, const FixStrategy *strategy) {
    const Finding *finding = context->finding;
    Give give = {
        .context = context,
        .flow = workspace_flow(context->workspace),
        .index = workspace_index(context->workspace),
        .binding = finding->binding,
        .parameter = scope_declaration(finding->binding),
        .rewrite = rewrite_new(context->arena),
    };
    const Node *type = node_field(give.parameter, FIELD_TYPE);
    bool lent = node_is(give.parameter, NODE_PARAMETER) && node_is(type, NODE_REFERENCE_TYPE) &&
                node_child(type, NODE_MUTABLE_SPECIFIER) == NULL &&
                node_field(give.parameter, FIELD_PATTERN) == give.binding;
    give.function = lent ? index_item(give.index, syntax_function(give.parameter)) : NULL;
    bool held = finding->hold == HOLD_CAPTURED || finding->hold == HOLD_ACROSS_AWAIT;
    const Item *parent = give.function != NULL ? give.function->parent : NULL;
    bool free = give.function != NULL && give.function->is_async &&
                (parent == NULL || (parent->kind == ITEM_IMPL && parent->trait_name.len == 0));
    const Node *inner = node_field(type, FIELD_TYPE);
    if (!held || !free || ownership_refusal(give.parameter).len > 0 ||
        !only_sync_is_missing(&give, flow_type(give.flow, inner)) || !adapt_body(&give) ||
        !adapt_calls(&give)) {
        return false;
    }
    rewrite_replace(&give.rewrite, type, node_text(inner));
    Str name = node_text(give.binding);
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost + 2,
        .title = str_format(context->arena, "give `" STR_FMT "` the `" STR_FMT "` itself",
                            STR_ARG(give.function->name), STR_ARG(name)),
        .why = STR(
            "nobody needs it behind the call: a future that owns it needs it to be `Send` only, not `Sync`"),
    };
    if (rewrite_finish(&give.rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    }
    return true;
}
