/*
 * Needs: see needs.h.
 */
#include "fix/needs.h"

#include "rust/generics.h"
#include "rust/scope.h"

enum { MOST_NEEDS = 64, MOST_DEPTH = 4 };

static size_t method_count(const Node *impl) {
    size_t count = 0;
    const Node *body = node_field(impl, FIELD_BODY);
    for (const Node *member = node_first(body); member != NULL; member = node_next(member)) {
        count += node_is(member, NODE_FUNCTION_ITEM) ? 1 : 0;
    }
    return count;
}

/* The method to whose body the need is confined, where the parameter is its impl's and other methods do without. */
static const Node *confined_to(const Node *declaration, const Node *place) {
    const Node *impl = node_ancestor(declaration, NODE_IMPL_ITEM);
    const Node *method = syntax_function(place);
    bool own = node_ancestor(declaration, NODE_FUNCTION_ITEM) != NULL;
    if (own || impl == NULL || method == NULL || !node_within(method, impl) ||
        node_field(impl, FIELD_TRAIT) != NULL || method_count(impl) < 2) {
        return NULL;
    }
    return node_within(place, node_field(method, FIELD_BODY)) ? method : NULL;
}

Need *needs_at(Arena *arena, NeedList *needs, const Node *declaration, const Node *place) {
    const Node *method = confined_to(declaration, place);
    for (size_t i = 0; i < needs->count; i++) {
        if (needs->items[i].declaration == declaration) {
            if (needs->items[i].method != method) {
                needs->items[i].method = NULL;
            }
            return &needs->items[i];
        }
    }
    VEC_PUSH(arena, needs, (Need){.declaration = declaration, .method = method});
    return &needs->items[needs->count - 1];
}

/* Adds the parameters of the caller that a type is made of. */
static void add_parameters(Arena *arena, NeedList *needs, const Need *cause, const Type *type,
                           const Node *call, unsigned depth) {
    Str name = type_name(type);
    bool plain = name.len > 0 && type_kind(type) == TYPE_PATH && type_item(type) == NULL &&
                 type_argument_count(type) == 0;
    const Node *declaration = plain ? generics_declaration(call, name) : NULL;
    if (declaration != NULL && needs->count < MOST_NEEDS) {
        Need *need = needs_at(arena, needs, declaration, call);
        need->parameter = name;
        need->send = need->send || cause->send;
        need->sync = need->sync || cause->sync;
        need->lasting = need->lasting || cause->lasting;
    }
    for (size_t i = 0; depth < MOST_DEPTH && i < type_argument_count(type); i++) {
        add_parameters(arena, needs, cause, type_argument(type, i), call, depth + 1);
    }
}

static void follow_calls(Arena *arena, NeedList *needs, const Need *cause, Flow *flow,
                         const Item *function) {
    NodeList calls = {0};
    flow_calls(arena, &calls, flow, function);
    for (size_t i = 0; i < calls.count; i++) {
        const Node *call = calls.items[i];
        const Node *receiver = node_field(node_field(call, FIELD_FUNCTION), FIELD_VALUE);
        if (node_within(call, function->node)) {
            continue;
        }
        if (receiver != NULL) {
            add_parameters(arena, needs, cause, flow_type(flow, receiver), call, 0);
            continue;
        }
        const Node *arguments = node_field(call, FIELD_ARGUMENTS);
        for (const Node *argument = node_first(arguments); argument != NULL;
             argument = node_next(argument)) {
            add_parameters(arena, needs, cause, flow_type(flow, argument), call, 0);
        }
    }
}

/* The functions that only those may call who keep the promise: the one, or all of an impl. */
static void follow(Arena *arena, NeedList *needs, Need cause, Flow *flow, const Index *index) {
    const Node *function = cause.method;
    for (const Node *node = cause.declaration; function == NULL && node != NULL;
         node = node->parent) {
        function = node_is(node, NODE_FUNCTION_ITEM) ? node : NULL;
        if (node_is(node, NODE_IMPL_ITEM)) {
            break;
        }
    }
    if (function != NULL) {
        const Item *item = index_item(index, function);
        if (item != NULL) {
            follow_calls(arena, needs, &cause, flow, item);
        }
        return;
    }
    const Item *impl = index_item(index, node_ancestor(cause.declaration, NODE_IMPL_ITEM));
    for (size_t i = 0; impl != NULL && impl->trait_name.len == 0 && i < impl->members.count; i++) {
        follow_calls(arena, needs, &cause, flow, impl->members.items[i]);
    }
}

void needs_follow_callers(Arena *arena, NeedList *needs, Flow *flow, const Index *index) {
    for (size_t i = 0; i < needs->count; i++) {
        if (needs->items[i].parameter.len > 0) {
            follow(arena, needs, needs->items[i], flow, index);
        }
    }
}
