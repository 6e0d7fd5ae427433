/*
 * Guarded uses: from an expression of a place's type outwards, to where the value itself is needed or another place begins.
 */
#include "fix/guarded.h"

#include "rust/source.h"

typedef struct Use {
    const Node *node;  /* the expression */
    const Node *outer; /* with the `&` and parentheses around it */
    bool pointer;      /* of the class of an `Arc`, not of a place of its own */
    bool reference;    /* node's own type is a reference */
} Use;

/* The lock is taken right behind the expression; lend: a `&` is needed in front, as it was a reference itself. */
static void lock_here(Guarded *guarded, const Node *node, bool lend) {
    for (size_t i = 0; i < guarded->sites.count; i++) {
        if (guarded->sites.items[i] == node) {
            return;
        }
    }
    if (node_ancestor(node, NODE_MACRO_DEFINITION) != NULL) {
        guarded_fail(guarded, "is used in the definition of a macro", node);
        return;
    }
    VEC_PUSH(guarded->arena, &guarded->sites, node);
    if (lend) {
        VEC_PUSH(guarded->arena, &guarded->lent, node);
    }
}

static Str last_segment(Str path) {
    size_t colon = str_find_last_byte(path, ':');
    return colon == STR_NONE ? path : str_from_offset(path, colon + 1);
}

/* `Arc::clone`, `Arc::strong_count`, `Rc::ptr_eq`: functions of the pointer itself. */
static bool is_pointer_function(const Node *function) {
    Str path = last_segment(node_text(node_field(function, FIELD_PATH)));
    return node_is(function, NODE_SCOPED_IDENTIFIER) &&
           (str_is(path, "Arc") || str_is(path, "LazyLock"));
}

static bool is_pointer_method(Str method) {
    return str_is(method, "clone");
}

/* The parameter of a function that an argument of a call is for; NULL if that is not known. */
static const Node *parameter_for(const Node *call, const Item *function, const Node *argument) {
    const Node *arguments = node_field(call, FIELD_ARGUMENTS);
    bool by_dot = node_is(node_field(call, FIELD_FUNCTION), NODE_FIELD_EXPRESSION);
    size_t position = 0;
    for (const Node *at = node_first(arguments); at != NULL && at != argument; at = node_next(at)) {
        position++;
    }
    const Node *parameter = node_first(node_field(function->node, FIELD_PARAMETERS));
    while (parameter != NULL && by_dot && node_is(parameter, NODE_SELF_PARAMETER)) {
        parameter = node_next(parameter);
    }
    for (; parameter != NULL && position > 0; position--) {
        parameter = node_next(parameter);
    }
    return parameter;
}

/* Whether a function's result, a future, keeps what it borrows: then the guard would be kept as well. */
static bool keeps_its_arguments(const Item *function) {
    Str result = node_text(item_return_type(function));
    return function->is_async || str_find_word(result, STR("impl"), 0) != STR_NONE ||
           str_contains(result, STR("Future"));
}

static bool is_parameter_type(const Node *type) {
    Str name = node_text(type);
    return name.len == 1 || str_starts(name, STR("impl "));
}

static void argument_of_known(Guarded *guarded, const Use *use, const Node *call,
                              const Item *callee) {
    const Node *parameter = parameter_for(call, callee, use->outer);
    const Node *written = node_field(parameter, FIELD_TYPE);
    const Type *type = flow_type(guarded->flow, written);
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    if (use->pointer && (guarded_is_pointer(type) || is_parameter_type(written))) {
        return;
    }
    bool borrowed = node_is(written, NODE_REFERENCE_TYPE);
    /* Who waits for a channel should hold the lock for one message, not as long as it runs. */
    bool waits = str_is(type_name(type), "Receiver");
    if (borrowed && (waits || keeps_its_arguments(callee))) {
        guarded_parameter(guarded, callee, parameter);
    } else if (borrowed) {
        lock_here(guarded, use->node, use->outer == use->node);
    } else if (use->outer == use->node && !use->reference && written != NULL && !use->pointer) {
        if (!is_parameter_type(written)) {
            rewrite_after(guarded->rewrite, use->node, STR(".into_inner().unwrap()"));
            VEC_PUSH(guarded->arena, &guarded->edited, use->node);
        }
    } else if (written == NULL) {
        guarded_fail(guarded, "goes to a parameter that is not known", use->node);
    }
}

static bool is_constructor(const Node *function) {
    Str name = last_segment(node_text(function));
    return name.len > 0 && name.data[0] >= 'A' && name.data[0] <= 'Z';
}

static void argument(Guarded *guarded, const Use *use) {
    const Node *call = use->outer->parent->parent;
    const Node *function = node_field(call, FIELD_FUNCTION);
    const Item *callee = flow_callee(guarded->flow, call);
    bool drops = str_is(last_segment(node_text(function)), "drop");
    if (!node_is(call, NODE_CALL_EXPRESSION)) {
        guarded_fail(guarded, "is used where this cannot be followed", use->node);
    } else if (drops || (use->pointer && is_pointer_function(function))) {
        return;
    } else if (callee != NULL) {
        argument_of_known(guarded, use, call, callee);
    } else if (use->outer != use->node) {
        if (is_constructor(function)) {
            guarded_fail(guarded, "is lent to a value that keeps it", use->node);
        } else {
            lock_here(guarded, use->node, false);
        }
    } else if (use->reference && !is_constructor(function) && !use->pointer) {
        lock_here(guarded, use->node, true);
    } else if (!use->pointer) {
        guarded_fail(guarded, "is moved to where this cannot follow it", use->node);
    }
}

/* `let x = &place;`: x is a place as well. */
static void bound_by_let(Guarded *guarded, const Use *use, const Node *let) {
    const Node *pattern = node_field(let, FIELD_PATTERN);
    const Node *written = node_field(let, FIELD_TYPE);
    if (use->pointer) {
        const Type *type = flow_type(guarded->flow, written);
        if (written != NULL && type_kind(type) == TYPE_REFERENCE &&
            !guarded_is_pointer(type_argument(type, 0))) {
            lock_here(guarded, use->node, false);
        }
        return;
    }
    if (!node_is(pattern, NODE_IDENTIFIER)) {
        guarded_fail(guarded, "is taken apart by a pattern", use->node);
        return;
    }
    if (!guarded_first_time(guarded, pattern)) {
        return;
    }
    if (written != NULL) {
        guarded_wrap_type(guarded, written);
    }
    NodeList uses = {0};
    scope_uses(guarded->arena, &uses, pattern);
    for (size_t i = 0; i < uses.count; i++) {
        guarded_use(guarded, uses.items[i], false);
    }
}

static void stored_in_field(Guarded *guarded, const Use *use, const Node *initializer) {
    if (use->pointer) {
        return;
    }
    const Item *owner = NULL;
    const Field *field = flow_field(guarded->flow, initializer, &owner);
    if (field == NULL) {
        guarded_fail(guarded, "is kept by a struct that is not known", use->node);
        return;
    }
    guarded_field(guarded, owner, field);
}

/* What a function or closure gives back. */
static void given_back(Guarded *guarded, const Use *use) {
    const Node *body = syntax_body(use->node);
    const Item *function =
        node_is(body, NODE_FUNCTION_ITEM) ? index_item(guarded->index, body) : NULL;
    const Node *written = function != NULL ? item_return_type(function) : NULL;
    if (use->pointer) {
        const Type *type = flow_type(guarded->flow, written);
        if (type_kind(type) == TYPE_REFERENCE && !guarded_is_pointer(type_argument(type, 0))) {
            guarded_result(guarded, function);
        }
        return;
    }
    if (function != NULL && (use->outer != use->node || use->reference)) {
        guarded_result(guarded, function);
    } else {
        guarded_fail(guarded, "is given back by value", use->node);
    }
}

/* An iteration over the value itself, as over a channel's receiving end: `for x in rx`, `for x in &rx`. */
static void iterated(Guarded *guarded, const Use *use) {
    const Type *type = flow_type(guarded->flow, use->node);
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    if (!str_is(type_name(type), "Receiver")) {
        guarded_fail(guarded, "is iterated over as a whole", use->node);
        return;
    }
    lock_here(guarded, use->node, false);
}

static bool is_operand(const Node *outer) {
    const Node *parent = outer->parent;
    return (node_is(parent, NODE_FIELD_EXPRESSION) && outer->field == FIELD_VALUE) ||
           node_is(parent, NODE_UNARY_EXPRESSION) ||
           (node_is(parent, NODE_INDEX_EXPRESSION) && node_first(parent) == outer);
}

/* The method that an expression is the receiver of; empty for a field. */
static Str method_on(const Node *receiver) {
    const Node *field = receiver->parent;
    const Node *call = node_is(field, NODE_FIELD_EXPRESSION) ? field->parent : NULL;
    call = node_is(call, NODE_GENERIC_FUNCTION) ? call->parent : call;
    bool method = node_is(call, NODE_CALL_EXPRESSION) && receiver->field == FIELD_VALUE;
    return method ? node_text(node_field(field, FIELD_FIELD)) : (Str){0};
}

static void compared_or_assigned(Guarded *guarded, const Use *use, const Node *parent) {
    bool left = use->outer->field == FIELD_LEFT;
    if (use->pointer) {
        return;
    }
    if (node_is(parent, NODE_ASSIGNMENT_EXPRESSION) && left && !use->reference) {
        guarded_wrap_value(guarded, node_field(parent, FIELD_RIGHT));
    } else if (use->outer == use->node && !use->reference &&
               (node_is(parent, NODE_BINARY_EXPRESSION) || left)) {
        rewrite_before(guarded->rewrite, use->node, STR("*"));
        lock_here(guarded, use->node, false);
    } else {
        guarded_fail(guarded, "is compared or assigned as a whole", use->node);
    }
}

/* What stands around a use, where it is neither lent, called, nor read. */
static void in_context(Guarded *guarded, const Use *use) {
    const Node *parent = use->outer->parent;
    if (parent == NULL || node_is(parent, NODE_EXPRESSION_STATEMENT)) {
        return;
    }
    if (node_is(parent, NODE_ARGUMENTS)) {
        argument(guarded, use);
    } else if (node_is(parent, NODE_LET_DECLARATION)) {
        bound_by_let(guarded, use, parent);
    } else if (node_is(parent, NODE_FIELD_INITIALIZER)) {
        stored_in_field(guarded, use, parent);
    } else if (node_is(parent, NODE_FOR_EXPRESSION) && use->outer->field == FIELD_VALUE) {
        iterated(guarded, use);
    } else if (node_is(parent, NODE_TOKEN_TREE)) {
        lock_here(guarded, use->node, false);
    } else if (node_is(parent, NODE_BLOCK) || node_is(parent, NODE_RETURN_EXPRESSION) ||
               (node_is(parent, NODE_CLOSURE_EXPRESSION) && use->outer->field == FIELD_BODY)) {
        given_back(guarded, use);
    } else if (node_is(parent, NODE_BINARY_EXPRESSION) ||
               node_is(parent, NODE_ASSIGNMENT_EXPRESSION) ||
               node_is(parent, NODE_COMPOUND_ASSIGNMENT_EXPR)) {
        compared_or_assigned(guarded, use, parent);
    } else if (!use->pointer) {
        guarded_fail(guarded, "is used in a way that this cannot follow", use->node);
    }
}

static Use read_use(Guarded *guarded, const Node *node, bool pointer) {
    const Node *outer = node;
    while (node_is(outer->parent, NODE_PARENTHESIZED_EXPRESSION) ||
           node_is(outer->parent, NODE_REFERENCE_EXPRESSION)) {
        outer = outer->parent;
    }
    return (Use){
        .node = node,
        .outer = outer,
        .pointer = pointer,
        .reference = type_kind(flow_type(guarded->flow, node)) == TYPE_REFERENCE,
    };
}

void guarded_use(Guarded *guarded, const Node *node, bool pointer) {
    if (guarded->rewrite->trouble.len > 0) {
        return;
    }
    if (node_is(node, NODE_STRING_LITERAL) || node_is(node, NODE_RAW_STRING_LITERAL)) {
        guarded_fail(guarded, "names the value inside of a format string", node);
        return;
    }
    if (node_is(node, NODE_SHORTHAND_FIELD_IDENTIFIER) ||
        node_is(node->parent, NODE_SHORTHAND_FIELD_INITIALIZER)) {
        Use use = {.node = node, .outer = node, .pointer = pointer};
        const Node *initializer =
            node_is(node->parent, NODE_SHORTHAND_FIELD_INITIALIZER) ? node->parent : node;
        stored_in_field(guarded, &use, initializer);
        return;
    }
    Use use = read_use(guarded, node, pointer);
    if (!is_operand(use.outer)) {
        in_context(guarded, &use);
        return;
    }
    const Node *parent = use.outer->parent;
    bool dereferences = node_is(parent, NODE_UNARY_EXPRESSION) && node_is_token(parent->first, "*");
    if (pointer && (is_pointer_method(method_on(use.outer)) || (dereferences && use.reference))) {
        return; /* still the pointer itself */
    }
    lock_here(guarded, use.node, false);
}
