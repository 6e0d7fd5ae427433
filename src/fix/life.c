/*
 * Uses, drops and awaits of one body. Everything is read off the syntax tree; only the question
 * whether a method changes its receiver asks the flow.
 */
#include "fix/life.h"

#include <string.h>

#include "rust/source.h"

/* ---- drops ---- */

const Node *life_dropped(const Node *statement) {
    const Node *call = node_is(statement, NODE_EXPRESSION_STATEMENT) ? node_first(statement) : NULL;
    if (!node_is(call, NODE_CALL_EXPRESSION)) return NULL;
    Str function = node_text(node_field(call, FIELD_FUNCTION));
    static const char *const names[] = {"drop", "mem::drop", "std::mem::drop", "core::mem::drop"};
    bool is_drop = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        is_drop = is_drop || str_is(function, names[i]);
    }
    const Node *arguments = node_field(call, FIELD_ARGUMENTS);
    const Node *argument = node_first(arguments);
    if (!is_drop || node_count(arguments) != 1) return NULL;
    return node_is(argument, NODE_IDENTIFIER) ? argument : NULL;
}

static const Node *drop_statement(const Node *use) {
    const Node *call = use->parent ? use->parent->parent : NULL;
    const Node *statement = call ? call->parent : NULL;
    return life_dropped(statement) == use ? statement : NULL;
}

/* `x = value;` with the very words of the `let`: a statement that makes the value anew. */
static const Node *remake_statement(const Life *life, const Node *use) {
    const Node *assignment = use->parent;
    bool left = node_is(assignment, NODE_ASSIGNMENT_EXPRESSION) &&
                node_field(assignment, FIELD_LEFT) == use;
    if (!left || !node_is(assignment->parent, NODE_EXPRESSION_STATEMENT)) return NULL;
    Str value = node_text(node_field(assignment, FIELD_RIGHT));
    bool same = str_eq(value, node_text(node_field(life->let, FIELD_VALUE)));
    return same ? assignment->parent : NULL;
}

static void sort(NodeList *list) {
    for (size_t i = 1; i < list->count; i++) {
        const Node *node = list->items[i];
        size_t at = i;
        for (; at > 0 && list->items[at - 1]->start > node->start; at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = node;
    }
}

void life_add(Arena *arena, Life *life, const Node *binding) {
    NodeList all = {0};
    scope_uses(arena, &all, binding);
    for (size_t i = 0; i < all.count; i++) {
        const Node *drop = drop_statement(all.items[i]);
        const Node *remake = drop ? NULL : remake_statement(life, all.items[i]);
        NodeList *list = drop ? &life->drops : remake ? &life->remakes : &life->uses;
        VEC_PUSH(arena, list, drop ? drop : remake ? remake : all.items[i]);
    }
    sort(&life->uses);
    sort(&life->drops);
}

bool life_read(Arena *arena, Life *life, const Node *binding) {
    const Node *declaration = scope_declaration(binding);
    *life = (Life){.binding = binding, .let = declaration};
    if (!node_is(declaration, NODE_LET_DECLARATION) || !node_is(declaration->parent, NODE_BLOCK)) {
        return false;
    }
    life_add(arena, life, binding);
    return true;
}

/* ---- awaits ---- */

static Str macro_name(const Node *invocation) {
    Str name = node_text(node_field(invocation, FIELD_MACRO));
    size_t colon = str_find_last_byte(name, ':');
    return colon == STR_NONE ? name : str_from_offset(name, colon + 1);
}

/* Macros of futures, tokio, async-std and smol that await what they are given. */
static bool is_known_awaiting(Str name) {
    static const char *const names[] = {"join",          "try_join", "select", "try_select",
                                        "select_biased", "pending",  "poll",   "await"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_is(name, names[i])) return true;
    }
    return false;
}

static bool macro_awaits(const Index *index, const Node *invocation) {
    Str name = macro_name(invocation);
    const Item *item = index ? index_find(index, ITEM_MACRO, name) : NULL;
    if (item) return str_find_word(node_text(item->node), STR("await"), 0) != STR_NONE;
    return is_known_awaiting(name);
}

static bool is_other_body(const Node *node) {
    return node_is(node, NODE_CLOSURE_EXPRESSION) || node_is(node, NODE_ASYNC_BLOCK) ||
           node_is(node, NODE_FUNCTION_ITEM) || node_is(node, NODE_IMPL_ITEM) ||
           node_is(node, NODE_MACRO_DEFINITION);
}

const Node *life_first_await(const Index *index, const Node *node) {
    for (const Node *at = node; at;) {
        if (is_other_body(at)) {
            at = node_skip(at, node);
            continue;
        }
        if (node_is(at, NODE_AWAIT_EXPRESSION)) return at;
        if (node_is(at, NODE_MACRO_INVOCATION) && macro_awaits(index, at)) return at;
        at = node_walk(at, node);
    }
    return NULL;
}

bool life_awaits(const Index *index, const Node *node) {
    return life_first_await(index, node) != NULL;
}

/* ---- uses ---- */

size_t life_count_in(const NodeList *uses, const Node *node) {
    size_t count = 0;
    for (size_t i = 0; i < uses->count; i++) count += node_within(uses->items[i], node);
    return count;
}

const Node *life_first_in(const NodeList *uses, const Node *node) {
    for (size_t i = 0; i < uses->count; i++) {
        if (node_within(uses->items[i], node)) return uses->items[i];
    }
    return NULL;
}

const Node *life_expression(const Node *statement) {
    if (node_is(statement, NODE_EXPRESSION_STATEMENT)) return node_first(statement);
    if (node_is(statement, NODE_LET_DECLARATION)) return node_field(statement, FIELD_VALUE);
    return statement;
}

bool life_is_tail(const Node *statement) {
    bool let = node_is(statement, NODE_LET_DECLARATION);
    return statement && !let && !node_next(statement) && !str_ends(node_text(statement), STR(";"));
}

bool life_mentions(const Node *node, Str name) {
    for (const Node *at = node; at; at = node_walk(at, node)) {
        if (at->first || node_is(at, NODE_FIELD_IDENTIFIER)) continue;
        if (str_eq(node_text(at), name)) return true;
        bool text = node_is(at, NODE_STRING_CONTENT) || node_is(at, NODE_STRING_LITERAL) ||
                    node_is(at, NODE_TOKEN_TREE);
        if (text && str_find_word(node_text(at), name, 0) != STR_NONE) return true;
    }
    return false;
}

/* Methods of std that change what they are called on. */
static bool is_std_mutator(Str method) {
    static const char *const names[] = {
        "append",        "clear",      "dedup",         "drain",
        "entry",         "extend",     "fill",          "get_mut",
        "insert",        "iter_mut",   "next",          "pop",
        "pop_back",      "pop_first",  "pop_front",     "pop_last",
        "push",          "push_back",  "push_front",    "push_str",
        "remove",        "replace",    "resize",        "retain",
        "reverse",       "sort",       "sort_by",       "sort_by_key",
        "sort_unstable", "swap",       "swap_remove",   "take",
        "truncate",      "values_mut", "as_mut",        "get_or_insert_with",
        "write_all",     "flush",      "read_to_string"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_is(method, names[i])) return true;
    }
    return false;
}

static bool is_std_reader(Str method) {
    static const char *const names[] = {
        "as_bytes",  "as_deref", "as_ref",       "as_slice", "as_str",      "chars",   "clone",
        "cloned",    "contains", "contains_key", "copied",   "count",       "display", "ends_with",
        "eq",        "first",    "get",          "is_empty", "is_err",      "is_none", "is_ok",
        "is_some",   "iter",     "join",         "keys",     "last",        "len",     "lines",
        "max",       "min",      "range",        "split",    "starts_with", "sum",     "to_owned",
        "to_string", "to_vec",   "trim",         "values"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_is(method, names[i])) return true;
    }
    return false;
}

static int method_mutates(Flow *flow, const Node *call, Str method) {
    const Item *callee = flow ? flow_callee(flow, call) : NULL;
    if (callee) return callee->receiver == RECEIVER_MUT;
    if (is_std_mutator(method)) return 1;
    return is_std_reader(method) ? 0 : -1;
}

/* Macros that read their arguments, by reference. */
static bool is_printing(Str name) {
    static const char *const names[] = {
        "print", "println", "eprint",    "eprintln",  "format",       "format_args",
        "panic", "assert",  "assert_eq", "assert_ne", "debug_assert", "debug",
        "info",  "warn",    "error",     "trace",     "bail",         "anyhow"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_is(name, names[i])) return true;
    }
    return false;
}

static const Node *macro_around(const Node *use) {
    for (const Node *node = use; node; node = node->parent) {
        if (node_is(node, NODE_MACRO_INVOCATION)) return node;
        if (node_is(node, NODE_BLOCK)) return NULL;
    }
    return NULL;
}

bool life_is_printed(const Node *node) {
    const Node *invocation = node_is(node->parent, NODE_TOKEN_TREE) ? macro_around(node) : NULL;
    return invocation && is_printing(macro_name(invocation));
}

/* What a macro does with a bare argument: the printing ones read it, write! changes its first, others may do anything. */
static int macro_mutates(const Node *use, const Node *invocation) {
    Str name = macro_name(invocation);
    if (node_is(use, NODE_STRING_LITERAL) || is_printing(name)) return 0;
    bool writes = str_is(name, "write") || str_is(name, "writeln");
    if (!writes) return -1;
    const Node *first = node_first(node_child(invocation, NODE_TOKEN_TREE));
    return first && node_within(use, first);
}

int life_mutates(Flow *flow, const Node *use) {
    const Node *place = use;
    bool bare = node_is(use->parent, NODE_TOKEN_TREE) || node_is(use, NODE_STRING_LITERAL);
    if (bare && macro_around(use)) return macro_mutates(use, macro_around(use));
    for (const Node *parent = use->parent; parent; place = parent, parent = parent->parent) {
        if (node_is(parent, NODE_ASSIGNMENT_EXPRESSION) ||
            node_is(parent, NODE_COMPOUND_ASSIGNMENT_EXPR)) {
            return node_field(parent, FIELD_LEFT) == place;
        }
        if (node_is(parent, NODE_REFERENCE_EXPRESSION)) {
            return node_child(parent, NODE_MUTABLE_SPECIFIER) != NULL;
        }
        if (node_is(parent, NODE_FIELD_EXPRESSION)) {
            const Node *call = parent->parent;
            bool method =
                node_is(call, NODE_CALL_EXPRESSION) && node_field(call, FIELD_FUNCTION) == parent;
            if (method)
                return method_mutates(flow, call, node_text(node_field(parent, FIELD_FIELD)));
            continue;
        }
        bool through = node_is(parent, NODE_UNARY_EXPRESSION) ||
                       node_is(parent, NODE_INDEX_EXPRESSION) ||
                       node_is(parent, NODE_PARENTHESIZED_EXPRESSION);
        if (!through) return 0;
        if (node_is(parent, NODE_INDEX_EXPRESSION) && node_first(parent) != place) return 0;
    }
    return 0;
}
