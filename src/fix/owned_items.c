/*
 * Owned items: see owned_items.h. An iterator over `&[Cell<u32>]` needs the cells to be Sync; one that owns them only Send.
 */
#include "fix/owned_items.h"

#include "fix/capture.h"
#include "fix/life.h"
#include "fix/own.h"
#include "fix/rewrite.h"
#include "fix/sends.h"
#include "rust/source.h"

/* The `.iter()` at the bottom of a chain of adaptors that keep the items, or the `&` of `&v`; and what is iterated over. */
static const Node *find_iter(const Node *header, const Node **base) {
    if (node_is(header, NODE_REFERENCE_EXPRESSION) &&
        node_child(header, NODE_MUTABLE_SPECIFIER) == NULL) {
        *base = node_field(header, FIELD_VALUE);
        return header;
    }
    static const char *const keep[] = {"enumerate", "rev", "skip", "take", "step_by", "peekable"};
    for (const Node *node = header; node_is(node, NODE_CALL_EXPRESSION);) {
        const Node *function = node_field(node, FIELD_FUNCTION);
        Str name = node_text(node_field(function, FIELD_FIELD));
        *base = node_field(function, FIELD_VALUE);
        if (str_is(name, "iter")) {
            return node_field(function, FIELD_FIELD);
        }
        bool known = false;
        for (size_t i = 0; i < sizeof keep / sizeof keep[0]; i++) {
            known = known || str_is(name, keep[i]);
        }
        if (!known) {
            return NULL;
        }
        node = *base;
    }
    return NULL;
}

static const Node *root_of(const Node *place) {
    while (node_is(place, NODE_FIELD_EXPRESSION)) {
        place = node_field(place, FIELD_VALUE);
    }
    return node_is(place, NODE_IDENTIFIER) || node_is(place, NODE_SELF) ? place : NULL;
}

static bool is_loop(const Node *node) {
    return node_is(node, NODE_FOR_EXPRESSION) || node_is(node, NODE_WHILE_EXPRESSION) ||
           node_is(node, NODE_LOOP_EXPRESSION);
}

/* Whether the body owns the variable, and nothing but the loop's header needs it from there on. */
static bool is_free(const FixContext *context, const Node *root, const Node *loop) {
    const Node *binding = scope_binding(root);
    const Node *declaration = scope_declaration(binding);
    const Type *type = flow_type(workspace_flow(context->workspace), root);
    bool by_value =
        node_is(declaration, NODE_SELF_PARAMETER)
            ? node_token(declaration, "&") == NULL
            : node_is(declaration, NODE_LET_DECLARATION) || node_is(declaration, NODE_PARAMETER);
    if (binding == NULL || !by_value || type_kind(type) == TYPE_REFERENCE ||
        (type_item(type) == NULL && !str_is(type_name(type), "Vec") &&
         !str_is(type_name(type), "VecDeque"))) {
        return false;
    }
    const Node *body = syntax_body(loop);
    bool captured = !node_within(binding, body) && !node_is(body, NODE_FUNCTION_ITEM);
    if (captured && node_token(body, "move") == NULL) {
        return false;
    }
    for (const Node *node = loop->parent; node != NULL && node != body && node != scope_of(binding);
         node = node->parent) {
        if (is_loop(node)) {
            return false;
        }
    }
    NodeList uses = {0};
    scope_uses(context->arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) {
        if (uses.items[i] != root && uses.items[i]->start > loop->start) {
            return false;
        }
    }
    return true;
}

static bool has_drop(const FixContext *context, const Item *item) {
    ItemList impls = {0};
    index_impls_of(context->arena, &impls, workspace_index(context->workspace), STR("Drop"));
    for (size_t i = 0; item != NULL && i < impls.count; i++) {
        if (str_eq(impls.items[i]->name, item->name)) {
            return true;
        }
    }
    return false;
}

/* Adapts the uses of a pattern's variable that was a reference to an item. */
static bool adapt(const FixContext *context, Rewrite *rewrite, const Node *binding) {
    const Type *type = flow_type(workspace_flow(context->workspace), binding);
    if (type_kind(type) != TYPE_REFERENCE) {
        return true;
    }
    NodeList uses = {0};
    scope_uses(context->arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) {
        const Node *use = uses.items[i];
        const Node *parent = use->parent;
        bool star = node_is(parent, NODE_UNARY_EXPRESSION) && node_is_token(parent->first, "*");
        if (star) {
            rewrite_replace(rewrite, parent, node_text(use));
        } else if (node_is(parent, NODE_ARGUMENTS)) {
            if (life_awaits(workspace_index(context->workspace), syntax_statement(use))) {
                return false; /* the reference would live over the await again */
            }
            rewrite_before(rewrite, use, STR("&"));
        } else if (!node_is(parent, NODE_FIELD_EXPRESSION) && !node_is(parent, NODE_TOKEN_TREE) &&
                   !node_is(use, NODE_STRING_LITERAL)) {
            return false;
        }
    }
    return true;
}

bool owned_items_plan(const FixContext *context, const FixStrategy *strategy) {
    const Finding *finding = context->finding;
    const Node *loop = finding->value;
    while (loop != NULL && !node_is(loop, NODE_FOR_EXPRESSION) && !node_is(loop, NODE_BLOCK)) {
        loop = loop->parent;
    }
    const Node *header = node_field(loop, FIELD_VALUE);
    if (finding->hold != HOLD_ACROSS_AWAIT || !node_is(loop, NODE_FOR_EXPRESSION) ||
        !node_within(finding->value, header)) {
        return false;
    }
    const Node *base = NULL;
    const Node *iter = find_iter(header, &base);
    const Node *root = iter != NULL ? root_of(base) : NULL;
    if (root == NULL || !is_free(context, root, loop)) {
        return false;
    }
    Flow *flow = workspace_flow(context->workspace);
    const Type *items = flow_type(flow, base);
    if (!type_sends(context, items, false) || has_drop(context, type_item(flow_type(flow, root))) ||
        type_kind(items) == TYPE_REFERENCE) {
        return false;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    NodeList bindings = {0};
    scope_pattern_bindings(context->arena, &bindings, node_field(loop, FIELD_PATTERN));
    for (size_t i = 0; i < bindings.count; i++) {
        if (!adapt(context, &rewrite, bindings.items[i])) {
            return false;
        }
    }
    if (node_is(iter, NODE_REFERENCE_EXPRESSION)) {
        rewrite_replace(&rewrite, iter, node_text(base));
    } else {
        rewrite_replace(&rewrite, iter, STR("into_iter"));
    }
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost,
        .title = str_format(context->arena, "iterate over the items of `" STR_FMT "` by value",
                            STR_ARG(node_text(base))),
        .why = STR(
            "nobody uses them behind the loop; owned items only have to be `Send`, references to them need `Sync`"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    }
    return true;
}
