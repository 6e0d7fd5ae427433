/*
 * Uses of cells: see cell_uses.h.
 *
 * Only the method call changes, never its receiver, so that a receiver may itself contain a use. `x.set(x.get() + 1)` becomes
 * one atomic step or one lock, as two would lose what another thread does between them, or block for ever.
 */
#include "fix/cell_uses.h"

/* A method call on a use. */
typedef struct Use {
    const Node *receiver;
    const Node *name; /* the method's name */
    const Node *arguments;
    const Node *call;
} Use;

static bool read_use(const Node *node, Use *use) {
    const Node *field = node->parent;
    const Node *call = field != NULL ? field->parent : NULL;
    if (!node_is(field, NODE_FIELD_EXPRESSION) || node->field != FIELD_VALUE ||
        !node_is(call, NODE_CALL_EXPRESSION) || field->field != FIELD_FUNCTION) {
        return false;
    }
    *use = (Use){
        .receiver = node,
        .name = node_field(field, FIELD_FIELD),
        .arguments = node_field(call, FIELD_ARGUMENTS),
        .call = call,
    };
    return use->name != NULL && use->arguments != NULL;
}

static bool called(const Use *use, const char *name) {
    return str_is(node_text(use->name), name);
}

static bool is_method_of_cells(const Use *use) {
    static const char *const names[] = {
        "as_ptr", "borrow", "borrow_mut", "get",        "into_inner",     "replace", "replace_with",
        "set",    "swap",   "take",       "try_borrow", "try_borrow_mut", "update",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (called(use, names[i])) {
            return true;
        }
    }
    return false;
}

/* A method that none of ours is: trouble if it is the cell's own, none of our business if that of the Rc or Arc around it. */
static void no_counterpart(Share *share, const Use *use) {
    const Type *type = flow_type(share->flow, use->receiver);
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    if (!str_ends(type_name(type), STR("Cell")) && type_kind(type) != TYPE_UNKNOWN &&
        !is_method_of_cells(use)) {
        return;
    }
    rewrite_fail(share->rewrite,
                 str_format(share->arena,
                            "`" STR_FMT "` has no counterpart in what threads can share",
                            STR_ARG(node_text(use->call))));
}

/* Puts text in place of `name(arguments)`. */
static void replace_call(Share *share, const Use *use, Str text) {
    rewrite_range(share->rewrite, use->name->source, use->name->start, use->arguments->end, text);
}

/* Puts text in place of `name(`, more before the `)`. */
static void rename_call(Share *share, const Use *use, Str text, Str more) {
    const Node *source = use->arguments;
    rewrite_range(share->rewrite, source->source, use->name->start, source->start + 1, text);
    rewrite_range(share->rewrite, source->source, source->end - 1, source->end - 1, more);
}

/* The right operand and operator where the one argument is `RECEIVER.get() OP operand`; NULL else. */
static const Node *step_of(const Use *use, Str *operator) {
    const Node *argument = node_first(use->arguments);
    const Node *left = NULL, *right = NULL;
    if (node_is(argument, NODE_BINARY_EXPRESSION)) {
        left = node_field(argument, FIELD_LEFT);
        right = node_field(argument, FIELD_RIGHT);
        *operator= node_text(node_field(argument, FIELD_OPERATOR));
    } else if (node_is(argument, NODE_CALL_EXPRESSION)) {
        const Node *function = node_field(argument, FIELD_FUNCTION);
        Str name = node_text(node_field(function, FIELD_FIELD));
        left = node_field(function, FIELD_VALUE);
        right = node_first(node_field(argument, FIELD_ARGUMENTS));
        static const char *const operators[][2] = {
            {"wrapping_add", "+"}, {"wrapping_sub", "-"}, {"max", "max"}, {"min", "min"}};
        for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
            if (str_is(name, operators[i][0])) {
                *operator= str_from(operators[i][1]);
            }
        }
    }
    Use read;
    const Node *getter = node_field(node_field(left, FIELD_FUNCTION), FIELD_VALUE);
    if (getter == NULL || !read_use(getter, &read) || !called(&read, "get") ||
        !str_eq(node_text(getter), node_text(use->receiver)) || operator->len == 0) {
        return NULL;
    }
    return right;
}

static bool mentions_receiver(const Use *use, const Node *node) {
    return str_find_word(node_text(node), node_text(use->receiver), 0) != STR_NONE;
}

/* A value where `()` was: the call becomes a statement, in a block of its own if need be. */
static void discard_value(Share *share, const Use *use) {
    const Node *call = use->call;
    const Node *parent = call->parent;
    bool closure = node_is(parent, NODE_CLOSURE_EXPRESSION) && call->field == FIELD_BODY;
    bool arm = node_is(parent, NODE_MATCH_ARM) && call->field == FIELD_VALUE;
    if (node_is(parent, NODE_BLOCK)) {
        rewrite_after(share->rewrite, call, STR(";"));
        return;
    }
    if (!closure && !arm) {
        return;
    }
    Str indentation = syntax_indentation(arm ? parent : call);
    Str step = syntax_indent_step(call->source);
    rewrite_before(
        share->rewrite, call,
        str_format(share->arena, "{\n" STR_FMT STR_FMT, STR_ARG(indentation), STR_ARG(step)));
    rewrite_after(share->rewrite, call,
                  str_format(share->arena, ";\n" STR_FMT "}", STR_ARG(indentation)));
    const Node *comma = arm ? node_token(parent, ",") : NULL;
    if (comma != NULL) {
        rewrite_delete(share->rewrite, comma);
    }
}

static bool fetch_step(Share *share, const Use *use, bool is_bool, Str ordering) {
    static const char *const steps[][2] = {
        {"+", "fetch_add"},   {"-", "fetch_sub"}, {"max", "fetch_max"},
        {"min", "fetch_min"}, {"|", "fetch_or"},  {"&", "fetch_and"},
        {"^", "fetch_xor"},   {"||", "fetch_or"}, {"&&", "fetch_and"},
    };
    enum { NUMBERS_ONLY = 4 };
    Str operator= {0};
    const Node *operand = step_of(use, &operator);
    for (size_t i = 0; operand != NULL && i < sizeof steps / sizeof steps[0]; i++) {
        if (!str_is(operator, steps[i][0]) || (is_bool && i < NUMBERS_ONLY)) {
            continue;
        }
        const Node *source = use->arguments;
        rewrite_range(share->rewrite, source->source, use->name->start, operand->start,
                      str_format(share->arena, "%s(", steps[i][1]));
        rewrite_range(share->rewrite, source->source, operand->end, source->end,
                      str_format(share->arena, ", " STR_FMT ")", STR_ARG(ordering)));
        discard_value(share, use);
        return true;
    }
    return false;
}

/*
 * `let old = x.get();` with `x.set(old + 1);` right behind it is one step, and stays one: between a load and a store another
 * thread could take the same number.
 */
static bool fetch_pair(Share *share, const Use *use, bool is_bool, Str ordering) {
    const Node *let = use->call->parent;
    const Node *name = node_field(let, FIELD_PATTERN);
    const Node *statement = node_next(let);
    const Node *call = node_is(statement, NODE_EXPRESSION_STATEMENT) ? node_first(statement) : NULL;
    Use set;
    const Node *receiver = node_field(node_field(call, FIELD_FUNCTION), FIELD_VALUE);
    if (is_bool || !node_is(let, NODE_LET_DECLARATION) || !node_is(name, NODE_IDENTIFIER) ||
        receiver == NULL || !read_use(receiver, &set) || !called(&set, "set") ||
        !str_eq(node_text(receiver), node_text(use->receiver))) {
        return false;
    }
    const Node *argument = node_first(set.arguments);
    const Node *left = node_field(argument, FIELD_LEFT);
    Str operator= node_text(node_field(argument, FIELD_OPERATOR));
    bool adds = str_is(operator, "+");
    if (!node_is(argument, NODE_BINARY_EXPRESSION) || !node_is(left, NODE_IDENTIFIER) ||
        scope_binding(left) != name || (!adds && !str_is(operator, "-"))) {
        return false;
    }
    Str step = node_text(node_field(argument, FIELD_RIGHT));
    replace_call(share, use,
                 str_format(share->arena, "fetch_%s(" STR_FMT ", " STR_FMT ")",
                            adds ? "add" : "sub", STR_ARG(step), STR_ARG(ordering)));
    rewrite_delete_statement(share->rewrite, statement);
    return true;
}

static void atomic_use(Share *share, const Use *use, bool is_bool) {
    static const char *const kept[] = {"into_inner", "get_mut", "borrow", "clone", "as_ref"};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        if (called(use, kept[i]) && i < 2) {
            return;
        }
    }
    Str ordering =
        str_format(share->arena, STR_FMT "::Relaxed",
                   STR_ARG(swap_name(&share->swap, use->call, STR("std::sync::atomic::Ordering"))));
    Str last = str_format(share->arena, ", " STR_FMT, STR_ARG(ordering));
    if (called(use, "get")) {
        if (!fetch_pair(share, use, is_bool, ordering)) {
            rename_call(share, use, STR("load("), ordering);
        }
    } else if (called(use, "set")) {
        if (!fetch_step(share, use, is_bool, ordering)) {
            rename_call(share, use, STR("store("), last);
        }
    } else if (called(use, "replace") && node_is(use->call->parent, NODE_EXPRESSION_STATEMENT)) {
        rename_call(share, use, STR("store("), last);
    } else if (called(use, "replace")) {
        rename_call(share, use, STR("swap("), last);
    } else if (called(use, "take")) {
        rename_call(share, use, is_bool ? STR("swap(false") : STR("swap(0"), last);
    } else {
        no_counterpart(share, use);
    }
}

void cell_uses_atomic(Share *share, const NodeList *uses, bool is_bool) {
    for (size_t i = 0; i < uses->count; i++) {
        Use use;
        if (read_use(uses->items[i], &use) && !rewrite_covers(share->rewrite, use.name)) {
            atomic_use(share, &use, is_bool);
            VEC_PUSH(share->arena, &share->swap.edited, use.name);
        }
    }
}

/* `*RECEIVER.lock().unwrap()` in place of a call; in parentheses where a postfix operator follows. */
static void dereference_guard(Share *share, const Use *use, const char *lock, Str behind) {
    const Node *parent = use->call->parent;
    bool postfix =
        (node_is(parent, NODE_FIELD_EXPRESSION) || node_is(parent, NODE_TRY_EXPRESSION) ||
         node_is(parent, NODE_INDEX_EXPRESSION)) &&
        parent->first == use->call;
    rewrite_before(share->rewrite, use->call, postfix ? STR("(*") : STR("*"));
    replace_call(share, use,
                 str_format(share->arena, "%s().unwrap()" STR_FMT "%s", lock, STR_ARG(behind),
                            postfix ? ")" : ""));
}

/* `std::mem::FUNCTION(&mut *RECEIVER.lock().unwrap(), arguments)` in place of a call. */
static void through_mem(Share *share, const Use *use, const char *function, const char *lock) {
    const Node *argument = node_first(use->arguments);
    rewrite_before(share->rewrite, use->call,
                   str_format(share->arena, "std::mem::%s(&mut *", function));
    if (argument == NULL) {
        replace_call(share, use, str_format(share->arena, "%s().unwrap())", lock));
    } else {
        rewrite_range(share->rewrite, argument->source, use->name->start, argument->start,
                      str_format(share->arena, "%s().unwrap(), ", lock));
    }
}

static void locked_set(Share *share, const Use *use, const char *lock) {
    Str operator= {0};
    const Node *operand = step_of(use, &operator);
    const Node *argument = node_first(use->arguments);
    if (operand != NULL && str_is_identifier_byte(operator.data[0])) {
        operand = NULL; /* there is no `max=` */
    }
    if (operand == NULL && (argument == NULL || mentions_receiver(use, argument))) {
        no_counterpart(share, use);
        return;
    }
    const Node *value = operand != NULL ? operand : argument;
    rewrite_before(share->rewrite, use->call, STR("*"));
    rewrite_range(share->rewrite, value->source, use->name->start, value->start,
                  operand != NULL ? str_format(share->arena, "%s().unwrap() " STR_FMT "= ", lock,
                                               STR_ARG(operator))
                                  : str_format(share->arena, "%s().unwrap() = ", lock));
    rewrite_range(share->rewrite, value->source, value->end, use->arguments->end, STR(""));
}

/* Whether the cell's content is an Option, which can be taken from itself. */
static bool holds_option(Share *share, const Use *use) {
    const Type *type = flow_type(share->flow, use->receiver);
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    return str_ends(type_name(type), STR("Cell")) &&
           str_is(type_name(type_argument(type, 0)), "Option");
}

static void locked_use(Share *share, const Use *use, bool is_cell, bool shared) {
    const char *read = shared ? "read" : "lock";
    const char *write = shared ? "write" : "lock";
    if (called(use, "into_inner") || called(use, "get_mut")) {
        rewrite_after(share->rewrite, use->call, STR(".unwrap()"));
    } else if (is_cell && called(use, "get")) {
        dereference_guard(share, use, read, STR(""));
    } else if (is_cell && called(use, "set")) {
        locked_set(share, use, write);
    } else if (called(use, "take") && holds_option(share, use)) {
        replace_call(share, use, str_format(share->arena, "%s().unwrap().take()", write));
    } else if (called(use, "replace") && node_is(use->call->parent, NODE_EXPRESSION_STATEMENT)) {
        locked_set(share, use, write);
    } else if (called(use, "take") || called(use, "replace")) {
        through_mem(share, use, called(use, "take") ? "take" : "replace", write);
    } else if (!is_cell && called(use, "borrow")) {
        replace_call(share, use, str_format(share->arena, "%s().unwrap()", read));
    } else if (!is_cell && called(use, "borrow_mut")) {
        replace_call(share, use, str_format(share->arena, "%s().unwrap()", write));
    } else if (!is_cell && (called(use, "try_borrow") || called(use, "try_borrow_mut"))) {
        const char *lock = called(use, "try_borrow") ? read : write;
        replace_call(share, use, str_format(share->arena, "try_%s()", lock));
    } else {
        no_counterpart(share, use);
    }
}

void cell_uses_locked(Share *share, const NodeList *uses, bool is_cell, bool shared) {
    for (size_t i = 0; i < uses->count; i++) {
        Use use;
        if (read_use(uses->items[i], &use) && !rewrite_covers(share->rewrite, use.name)) {
            locked_use(share, &use, is_cell, shared);
            VEC_PUSH(share->arena, &share->swap.edited, use.name);
        }
    }
}
