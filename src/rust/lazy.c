/*
 * Lazy: see lazy.h.
 */
#include "rust/lazy.h"

enum { MAX_BODIES = 64 };

typedef struct Walk {
    Arena *arena;
    Flow *flow;
    NodeList bodies; /* gone through, or to go through */
    NodeList *out;
} Walk;

static void add_once(Arena *arena, NodeList *list, const Node *node) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == node) return;
    }
    VEC_PUSH(arena, list, node);
}

static bool is_adapter(Str name) {
    static const char *const names[] = {
        "chain",      "chunks",     "cloned",   "copied",     "cycle",    "enumerate",
        "filter",     "filter_map", "flatten",  "fuse",       "flat_map", "inspect",
        "map",        "map_while",  "peekable", "rev",        "scan",     "skip",
        "skip_while", "step_by",    "take",     "take_while", "zip",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is(name, names[i])) return true;
    }
    return false;
}

static Str method_of(const Node *call) {
    const Node *function = node_field(call, FIELD_FUNCTION);
    return node_is(call, NODE_CALL_EXPRESSION) && node_is(function, NODE_FIELD_EXPRESSION)
               ? node_text(node_field(function, FIELD_FIELD))
               : (Str){0};
}

/* Whether a chain of adapters, down to what it iterates over, has a closure among their arguments. */
static bool is_lazy(const Node *expression) {
    bool closure = false;
    const Node *at = expression;
    for (; is_adapter(method_of(at));
         at = node_field(node_field(at, FIELD_FUNCTION), FIELD_VALUE)) {
        closure = closure || node_child(node_field(at, FIELD_ARGUMENTS), NODE_CLOSURE_EXPRESSION);
    }
    return closure;
}

static void look_at_argument(Walk *walk, const Node *argument) {
    if (node_is(argument, NODE_IDENTIFIER)) {
        const Node *declaration = scope_declaration(scope_binding(argument));
        if (!node_is(declaration, NODE_LET_DECLARATION)) return;
        argument = node_field(declaration, FIELD_VALUE);
    }
    if (is_lazy(argument)) add_once(walk->arena, walk->out, argument);
}

/* The arguments of all calls in an awaited expression; what closures and blocks in it do is their own affair. */
static void look_at_awaited(Walk *walk, const Node *awaited) {
    for (const Node *node = awaited; node;) {
        if (node_is(node, NODE_CLOSURE_EXPRESSION) || node_is(node, NODE_ASYNC_BLOCK)) {
            node = node_skip(node, awaited);
            continue;
        }
        const Node *arguments =
            node_is(node, NODE_CALL_EXPRESSION) ? node_field(node, FIELD_ARGUMENTS) : NULL;
        for (const Node *argument = node_first(arguments); argument; argument = node_next(argument))
            look_at_argument(walk, argument);
        node = node_walk(node, awaited);
    }
}

static void add_callee(Walk *walk, const Node *call) {
    const Item *callee = flow_callee(walk->flow, call);
    const Node *body = callee ? node_field(callee->node, FIELD_BODY) : NULL;
    if (body) add_once(walk->arena, &walk->bodies, body);
}

void lazy_arguments(Arena *arena, NodeList *out, Flow *flow, const Node *start) {
    Walk walk = {.arena = arena, .flow = flow, .out = out};
    if (start) VEC_PUSH(arena, &walk.bodies, start);
    for (size_t i = 0; i < walk.bodies.count && i < MAX_BODIES; i++) {
        const Node *body = walk.bodies.items[i];
        for (const Node *node = body; node; node = node_walk(node, body)) {
            if (node_is(node, NODE_AWAIT_EXPRESSION)) look_at_awaited(&walk, node_first(node));
            if (node_is(node, NODE_CALL_EXPRESSION)) add_callee(&walk, node);
        }
    }
}
