/*
 * Exclusive: see exclusive.h.
 */
#include "fix/exclusive.h"

enum { MAX_DEPTH = 32 };

static void need_exclusive(Exclusive *exclusive, const Node *place);

/* Whether a node is met for the first time. */
static bool first_time(Exclusive *exclusive, const Node *node) {
    return nodes_add_once(exclusive->arena, &exclusive->done, node);
}

static void fail(Exclusive *exclusive, const char *why, Str what) {
    rewrite_fail(exclusive->rewrite,
                 str_format(exclusive->arena, "`" STR_FMT "` %s", STR_ARG(what), why));
}

static bool is_shared(const Type *type) {
    Str name = type_name(type);
    return str_is(name, "Arc") || str_is(name, "Rc");
}

/* The trait's declaration and all impls of a method; itself where it belongs to no trait of the workspace. */
static void related_methods(Exclusive *exclusive, ItemList *out, const Item *method) {
    const Item *owner = method->parent;
    Str trait_name = owner == NULL               ? (Str){0}
                     : owner->kind == ITEM_TRAIT ? owner->name
                                                 : owner->trait_name;
    const Item *trait = index_find(exclusive->index, ITEM_TRAIT, trait_name);
    if (trait_name.len > 0 && trait == NULL) {
        fail(exclusive, "is a trait of another crate, whose methods take `&self`", trait_name);
        return;
    }
    if (trait == NULL) {
        VEC_PUSH(exclusive->arena, out, method);
        return;
    }
    const Item *declared = item_member(trait, method->name);
    if (declared != NULL) {
        VEC_PUSH(exclusive->arena, out, declared);
    }
    ItemList impls = {0};
    index_impls_of(exclusive->arena, &impls, exclusive->index, trait_name);
    for (size_t i = 0; i < impls.count; i++) {
        const Item *member = item_member(impls.items[i], method->name);
        if (member != NULL) {
            VEC_PUSH(exclusive->arena, out, member);
        }
    }
}

/* Two calls on one receiver that run at the same time, as in `join!(a.f(), a.f())`. */
static bool runs_beside_another(const NodeList *calls, const Node *call) {
    const Node *statement = syntax_statement(call);
    Str receiver = node_text(node_field(node_field(call, FIELD_FUNCTION), FIELD_VALUE));
    for (size_t i = 0; i < calls->count; i++) {
        const Node *other = calls->items[i];
        Str second = node_text(node_field(node_field(other, FIELD_FUNCTION), FIELD_VALUE));
        if (other != call && statement != NULL && syntax_statement(other) == statement &&
            receiver.len > 0 && str_eq(receiver, second) &&
            !node_is(call->parent, NODE_AWAIT_EXPRESSION)) {
            return true;
        }
    }
    return false;
}

/* The argument of a call for a parameter (0-based); for a method called as `x.f()` or `T::f(&x)` the receiver is its own. */
static const Node *argument_for(const Node *call, const Node *parameter) {
    bool is_self = node_is(parameter, NODE_SELF_PARAMETER);
    const Node *function = node_field(call, FIELD_FUNCTION);
    const Node *arguments = node_field(call, FIELD_ARGUMENTS);
    bool by_dot = node_is(function, NODE_FIELD_EXPRESSION);
    if (is_self && by_dot) {
        return node_field(function, FIELD_VALUE);
    }
    size_t position = 0;
    for (const Node *at = node_first(parameter->parent); at != NULL && at != parameter;
         at = node_next(at)) {
        position += by_dot && node_is(at, NODE_SELF_PARAMETER) ? 0 : 1;
    }
    return node_nth(arguments, position);
}

static void follow_calls(Exclusive *exclusive, const Item *function, const Node *parameter) {
    NodeList calls = {0};
    flow_calls(exclusive->arena, &calls, exclusive->flow, function);
    for (size_t i = 0; i < calls.count; i++) {
        if (runs_beside_another(&calls, calls.items[i])) {
            fail(exclusive, "is called twice at the same time",
                 node_text(node_field(calls.items[i], FIELD_FUNCTION)));
            return;
        }
        const Node *argument = argument_for(calls.items[i], parameter);
        if (node_is(parameter, NODE_SELF_PARAMETER) &&
            node_is(node_field(calls.items[i], FIELD_FUNCTION), NODE_FIELD_EXPRESSION)) {
            need_exclusive(exclusive, argument);
        } else if (node_is(argument, NODE_REFERENCE_EXPRESSION)) {
            if (node_child(argument, NODE_MUTABLE_SPECIFIER) == NULL &&
                first_time(exclusive, argument)) {
                rewrite_range(exclusive->rewrite, argument->source, argument->start + 1,
                              argument->start + 1, STR("mut "));
            }
            need_exclusive(exclusive, node_field(argument, FIELD_VALUE));
        } else {
            need_exclusive(exclusive, argument);
        }
    }
}

static void make_self_exclusive(Exclusive *exclusive, const Item *method) {
    ItemList related = {0};
    related_methods(exclusive, &related, method);
    for (size_t i = 0; i < related.count; i++) {
        const Node *parameters = node_field(related.items[i]->node, FIELD_PARAMETERS);
        const Node *self = node_child(parameters, NODE_SELF_PARAMETER);
        if (self == NULL || related.items[i]->receiver != RECEIVER_REF ||
            !first_time(exclusive, self)) {
            continue;
        }
        const Node *word = node_child(self, NODE_SELF);
        if (!self->source->editable) {
            fail(exclusive, "is declared in code that is not yours to edit", method->name);
            return;
        }
        rewrite_before(exclusive->rewrite, word, STR("mut "));
        follow_calls(exclusive, related.items[i], self);
    }
}

static void make_parameter_exclusive(Exclusive *exclusive, const Node *parameter) {
    const Node *type = node_field(parameter, FIELD_TYPE);
    const Node *inner = node_field(type, FIELD_TYPE);
    const Item *function =
        index_item(exclusive->index, node_ancestor(parameter, NODE_FUNCTION_ITEM));
    if (inner == NULL || function == NULL || !first_time(exclusive, parameter)) {
        return;
    }
    if (function->parent != NULL && function->parent->trait_name.len > 0) {
        fail(exclusive, "takes its argument as its trait says", function->name);
        return;
    }
    rewrite_before(exclusive->rewrite, inner, STR("mut "));
    follow_calls(exclusive, function, parameter);
}

/* Declares a variable `mut`, where it owns its value. */
static void make_mutable(Exclusive *exclusive, const Node *binding) {
    if (!scope_is_mutable(binding) && first_time(exclusive, binding)) {
        rewrite_before(exclusive->rewrite, binding, STR("mut "));
    }
}

/* What a loop or pattern borrows must be borrowed exclusively: `&v` becomes `&mut v`, `v.iter()` becomes `v.iter_mut()`. */
static bool borrow_exclusively(Exclusive *exclusive, const Node *value) {
    if (node_is(value, NODE_REFERENCE_EXPRESSION)) {
        if (node_child(value, NODE_MUTABLE_SPECIFIER) == NULL && first_time(exclusive, value)) {
            rewrite_range(exclusive->rewrite, value->source, value->start + 1, value->start + 1,
                          STR("mut "));
        }
        need_exclusive(exclusive, node_field(value, FIELD_VALUE));
        return true;
    }
    const Node *function = node_field(value, FIELD_FUNCTION);
    const Node *name = node_field(function, FIELD_FIELD);
    if (node_is(function, NODE_FIELD_EXPRESSION) && str_is(node_text(name), "iter")) {
        if (first_time(exclusive, value)) {
            rewrite_replace(exclusive->rewrite, name, STR("iter_mut"));
        }
        need_exclusive(exclusive, node_field(function, FIELD_VALUE));
        return true;
    }
    return false;
}

static void need_exclusive_variable(Exclusive *exclusive, const Node *binding) {
    const Node *declaration = scope_declaration(binding);
    const Type *type = flow_type(exclusive->flow, binding);
    if (node_is(declaration, NODE_SELF_PARAMETER)) {
        const Item *method =
            index_item(exclusive->index, node_ancestor(declaration, NODE_FUNCTION_ITEM));
        if (method != NULL && method->receiver == RECEIVER_REF) {
            make_self_exclusive(exclusive, method);
        } else if (method != NULL && method->receiver == RECEIVER_VALUE) {
            make_mutable(exclusive, binding);
        } else if (method != NULL && method->receiver == RECEIVER_TYPED) {
            fail(exclusive, "is shared by its receiver's type", STR("self"));
        }
        return;
    }
    if (is_shared(type) || is_shared(type_argument(type, 0))) {
        fail(exclusive, "is shared by more than one owner (`Arc` or `Rc`)", node_text(binding));
        return;
    }
    const Node *written = node_field(declaration, FIELD_TYPE);
    if (node_is(declaration, NODE_PARAMETER) && node_is(written, NODE_REFERENCE_TYPE)) {
        if (node_child(written, NODE_MUTABLE_SPECIFIER) == NULL) {
            make_parameter_exclusive(exclusive, declaration);
        }
        return;
    }
    const Node *value = node_field(declaration, FIELD_VALUE);
    if (!node_is(declaration, NODE_PARAMETER) && borrow_exclusively(exclusive, value)) {
        return;
    }
    if (type_kind(type) == TYPE_REFERENCE && !type_is_mut(type)) {
        fail(exclusive, "is a shared reference that comes from elsewhere", node_text(binding));
        return;
    }
    make_mutable(exclusive, binding);
}

/* The expression on which a method now wants `&mut`. */
static void need_exclusive(Exclusive *exclusive, const Node *place) {
    if (place == NULL || exclusive->depth >= MAX_DEPTH) {
        return;
    }
    exclusive->depth++;
    if (place->kind == NODE_IDENTIFIER || place->kind == NODE_SELF) {
        const Node *binding = scope_binding(place);
        if (binding != NULL) {
            need_exclusive_variable(exclusive, binding);
        } else {
            fail(exclusive, "is a static that all threads share", node_text(place));
        }
    } else if (place->kind == NODE_FIELD_EXPRESSION || place->kind == NODE_INDEX_EXPRESSION ||
               place->kind == NODE_PARENTHESIZED_EXPRESSION ||
               place->kind == NODE_UNARY_EXPRESSION) {
        if (is_shared(flow_type(exclusive->flow, place))) {
            fail(exclusive, "is shared by more than one owner (`Arc` or `Rc`)", node_text(place));
        } else {
            const Node *inner = node_field(place, FIELD_VALUE);
            need_exclusive(exclusive, inner != NULL ? inner : node_first(place));
        }
    } else if (place->kind == NODE_CALL_EXPRESSION) {
        const Type *type = flow_type(exclusive->flow, place);
        if (is_shared(type) || (type_kind(type) == TYPE_REFERENCE && !type_is_mut(type))) {
            fail(exclusive, "gives a shared reference", node_text(place));
        }
    }
    exclusive->depth--;
}

void exclusive_parameter(Exclusive *exclusive, const Node *binding) {
    const Node *declaration = scope_declaration(binding);
    if (node_is(declaration, NODE_SELF_PARAMETER)) {
        const Item *method =
            index_item(exclusive->index, node_ancestor(declaration, NODE_FUNCTION_ITEM));
        if (method == NULL || method->receiver != RECEIVER_REF) {
            rewrite_fail(exclusive->rewrite, STR("the receiver is not `&self`"));
            return;
        }
        make_self_exclusive(exclusive, method);
        return;
    }
    make_parameter_exclusive(exclusive, declaration);
}
