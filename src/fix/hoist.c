/*
 * Which expression to take out, and where to.
 */
#include "fix/hoist.h"

#include "fix/life.h"
#include "rust/flow.h"
#include "rust/source.h"

static bool is_awaited(const Node *node) {
    return node_is(node->parent, NODE_AWAIT_EXPRESSION);
}

/* Whether parent is a link, operator or call that only passes its operand's value on. */
static bool passes_on(const Node *parent) {
    switch ((int)parent->kind) {
    case NODE_FIELD_EXPRESSION:
    case NODE_REFERENCE_EXPRESSION:
    case NODE_UNARY_EXPRESSION:
    case NODE_TRY_EXPRESSION:
    case NODE_PARENTHESIZED_EXPRESSION:
    case NODE_INDEX_EXPRESSION:
    case NODE_TYPE_CAST_EXPRESSION:
    case NODE_CALL_EXPRESSION:
    case NODE_ARGUMENTS:
    case NODE_GENERIC_FUNCTION:
    case NODE_TUPLE_EXPRESSION:
        return true;
    case NODE_BINARY_EXPRESSION: {
        const Node *operator= node_field(parent, FIELD_OPERATOR);
        return !node_is_token(operator, "&&") && !node_is_token(operator, "||");
    }
    default:
        return false;
    }
}

/* Whether a call makes a future, which then holds what is given to it. */
static bool makes_future(Workspace *workspace, const Node *call) {
    if (!node_is(call, NODE_CALL_EXPRESSION)) return false;
    if (is_awaited(call)) return true;
    const Item *callee = flow_callee(workspace_flow(workspace), call);
    return callee && callee->is_async;
}

/* A macro that only makes a value of its arguments, where node is one of them; NULL for others. */
static const Node *making_macro(const Node *node) {
    const Node *invocation = node_ancestor(node, NODE_MACRO_INVOCATION);
    if (!node_is(node->parent, NODE_TOKEN_TREE) || !invocation) return NULL;
    Str name = node_text(node_field(invocation, FIELD_MACRO));
    bool makes = str_is(name, "format") || str_is(name, "vec") || str_is(name, "concat");
    return makes ? invocation : NULL;
}

/* Whether node is only a part of an expression: the name of a method, a list of arguments. */
static bool is_part(const Node *node) {
    bool called =
        node_is(node->parent, NODE_CALL_EXPRESSION) || node_is(node->parent, NODE_GENERIC_FUNCTION);
    return node->kind == NODE_ARGUMENTS || node->kind == NODE_GENERIC_FUNCTION ||
           (node->kind == NODE_FIELD_EXPRESSION && called && node->field == FIELD_FUNCTION);
}

/* Whether a tuple is matched: its parts are matched one by one. */
static bool is_matched(const Node *tuple) {
    const Node *parent = tuple->parent;
    return node_is(parent, NODE_MATCH_EXPRESSION) || node_is(parent, NODE_LET_CONDITION);
}

/* The largest expression around held that is done before the await. */
static const Node *climb(Workspace *workspace, const Node *held) {
    const Index *index = workspace_index(workspace);
    const Node *best = held;
    for (const Node *node = held; node->parent;) {
        const Node *parent = making_macro(node);
        if (!parent && passes_on(node->parent)) parent = node->parent;
        if (!parent || life_awaits(index, parent) || makes_future(workspace, parent)) break;
        if (is_awaited(parent) && !is_part(parent)) break;
        if (parent->kind == NODE_TUPLE_EXPRESSION && is_matched(parent)) break;
        if (!is_part(parent)) best = parent;
        node = parent;
    }
    return best;
}

/* Where held is the receiver of a method call with an await among its arguments: that argument. */
static const Node *awaited_argument(Workspace *workspace, const Node *expression) {
    const Node *method = expression->parent;
    if (!node_is(method, NODE_FIELD_EXPRESSION)) return NULL;
    const Node *call = method->parent;
    const Node *arguments =
        node_is(call, NODE_CALL_EXPRESSION) ? node_field(call, FIELD_ARGUMENTS) : NULL;
    for (const Node *one = node_first(arguments); one; one = node_next(one)) {
        if (life_awaits(workspace_index(workspace), one)) return one;
    }
    return NULL;
}

/* Where held is in what `x.text += f().await;` changes: the awaited value, without a `&` before it. */
static const Node *assigned_value(Workspace *workspace, const Node *expression) {
    const Node *assignment = expression->parent;
    while (node_is(assignment, NODE_UNARY_EXPRESSION) || node_is(assignment, NODE_INDEX_EXPRESSION))
        assignment = assignment->parent;
    bool assigns = node_is(assignment, NODE_COMPOUND_ASSIGNMENT_EXPR) ||
                   node_is(assignment, NODE_ASSIGNMENT_EXPRESSION);
    const Node *value = node_field(assignment, FIELD_RIGHT);
    if (!assigns || !node_within(expression, node_field(assignment, FIELD_LEFT))) return NULL;
    if (node_is(value, NODE_REFERENCE_EXPRESSION)) value = node_field(value, FIELD_VALUE);
    return value && life_awaits(workspace_index(workspace), value) ? value : NULL;
}

/* The child of its block, arm or closure that node is evaluated with. */
static void find_place(Hoist *hoist) {
    const Node *node = hoist->expression;
    for (; node->parent; node = node->parent) {
        const Node *parent = node->parent;
        if (parent->kind == NODE_BLOCK) break;
        if (parent->kind == NODE_MATCH_ARM && node->field == FIELD_VALUE) {
            hoist->place = HOIST_ARM;
            break;
        }
        bool condition = parent->kind == NODE_WHILE_EXPRESSION && node->field == FIELD_CONDITION;
        if (condition) {
            bool plain = node_is(node, NODE_LET_CONDITION) &&
                         node_field(node, FIELD_VALUE) == hoist->expression;
            hoist->place = plain ? HOIST_LOOP : HOIST_IN_PLACE;
            node = parent;
            break;
        }
        bool else_if = parent->kind == NODE_ELSE_CLAUSE && node_is(node, NODE_IF_EXPRESSION);
        /* The first condition of a chain is evaluated first wherever it stands. */
        bool chained = parent->kind == NODE_LET_CHAIN && node_first(parent) != node;
        if (chained || else_if) hoist->place = HOIST_IN_PLACE;
        if (parent->kind == NODE_CLOSURE_EXPRESSION) {
            hoist->trouble = STR("it stands in a closure without a block");
            break;
        }
        if (parent->kind == NODE_TOKEN_TREE && !node_is(parent->parent, NODE_MACRO_INVOCATION)) {
            hoist->trouble = STR("it stands in the definition of a macro");
            break;
        }
    }
    hoist->statement = node;
}

/* What the items of a for loop over expression borrow: the loop's pattern has their type. */
static void learn_items(Arena *arena, Workspace *workspace, Hoist *hoist) {
    const Node *loop = hoist->expression->parent;
    if (!node_is(loop, NODE_FOR_EXPRESSION) || hoist->own.kind != OWN_ITERATOR) return;
    Own item = own_of(arena, workspace, node_field(loop, FIELD_PATTERN));
    hoist->own.item = item.kind;
    hoist->own.copy = item.copy;
    hoist->own.clone = item.clone;
    hoist->own.type = item.type;
}

/* The receiver of the `.iter()` at the bottom of a chain of iterator adaptors: what can be copied as a whole. */
static const Node *iterated(const Node *expression) {
    for (const Node *node = expression; node_is(node, NODE_CALL_EXPRESSION);) {
        const Node *function = node_field(node, FIELD_FUNCTION);
        if (!node_is(function, NODE_FIELD_EXPRESSION)) return NULL;
        const Node *receiver = node_field(function, FIELD_VALUE);
        if (str_is(node_text(node_field(function, FIELD_FIELD)), "iter")) return receiver;
        node = receiver;
    }
    return NULL;
}

/* Takes a copy of the whole collection where the iterator over it cannot be kept, or is the plain `.iter()`. */
static void prefer_snapshot(Arena *arena, Workspace *workspace, Hoist *hoist, const Node *held) {
    bool lazy = hoist->own.kind == OWN_ITERATOR;
    const Node *base = lazy ? iterated(hoist->expression) : NULL;
    if (!base || !node_within(held, base)) return;
    Own own = own_of(arena, workspace, base);
    bool can = (own.kind == OWN_PLACE || own.kind == OWN_GUARD || own.kind == OWN_REFERENCE) &&
               own.clone != 0;
    if (!can) return;
    hoist->expression = base;
    hoist->own = own;
}

/*
 * Whether a method is called, and awaited, on what is taken out, and may change it: a copy would not do. Nor would one of a
 * type that is not known to be made to be copied.
 */
static bool needs_itself(Workspace *workspace, const Hoist *hoist) {
    const Node *method = hoist->expression->parent;
    bool copied = hoist->own.kind == OWN_GUARD || hoist->own.kind == OWN_PLACE ||
                  hoist->own.kind == OWN_REFERENCE;
    bool received = node_is(method, NODE_FIELD_EXPRESSION) &&
                    node_is(method->parent, NODE_CALL_EXPRESSION) &&
                    method->field == FIELD_FUNCTION && is_awaited(method->parent);
    int mutates = life_mutates(workspace_flow(workspace), hoist->expression);
    if (copied && !hoist->own.fresh && mutates == 1) return true;
    if (!copied || !received || hoist->own.fresh) return false;
    /* What is reached through an Arc is the same through its copy. */
    bool shared = str_starts(hoist->own.type, STR("Arc<")) ||
                  str_starts(hoist->own.type, STR("std::sync::Arc<"));
    return hoist->own.clone != 1 || (mutates != 0 && !shared);
}

Hoist hoist_plan(Arena *arena, Workspace *workspace, const Node *held) {
    Hoist hoist = {.expression = climb(workspace, held)};
    const Node *argument = awaited_argument(workspace, hoist.expression);
    if (!argument) argument = assigned_value(workspace, hoist.expression);
    if (argument && !node_within(held, argument)) {
        hoist.argument = true;
        hoist.expression = argument;
        hoist.own = (Own){.kind = OWN_OWNED};
    } else {
        hoist.own = own_of(arena, workspace, hoist.expression);
        learn_items(arena, workspace, &hoist);
        prefer_snapshot(arena, workspace, &hoist, held);
    }
    hoist.chain = chain_read(arena, hoist.expression);
    if (needs_itself(workspace, &hoist)) {
        hoist.trouble = STR("the awaited call works on the guarded value itself");
        return hoist;
    }
    find_place(&hoist);
    if (hoist.trouble.len > 0) return hoist;
    if (hoist.expression->in_macro && hoist.place != HOIST_STATEMENT) {
        hoist.trouble = STR("it stands in the arguments of a macro");
        return hoist;
    }
    if (chain_has_comment(hoist.expression)) {
        hoist.trouble = STR("a comment stands between its parts");
        return hoist;
    }
    if (!own_convert(arena, &hoist.own, &hoist.chain)) {
        hoist.trouble = own_why(arena, &hoist.own);
        return hoist;
    }
    hoist.name = hoist_name(arena, workspace, hoist.expression, hoist.statement);
    hoist.spelled = own_spell(arena, &hoist.own, hoist.name, hoist.expression);
    return hoist;
}

/* Whether a node is evaluated for the statement itself, not in a block, arm or closure of it. */
static bool in_head(const Node *node, const Node *statement) {
    for (; node && node != statement; node = node->parent) {
        bool inner = node->kind == NODE_BLOCK || node->kind == NODE_MATCH_ARM ||
                     node->kind == NODE_ELSE_CLAUSE || node->kind == NODE_CLOSURE_EXPRESSION ||
                     node->kind == NODE_ASYNC_BLOCK;
        if (inner) return false;
    }
    return node == statement;
}

static bool taken_out(const HoistList *hoists, const Node *node) {
    for (size_t i = 0; i < hoists->count; i++) {
        if (node_within(node, hoists->items[i].expression)) return true;
    }
    return false;
}

static Str different(Arena *arena, const HoistList *hoists, Str name) {
    for (size_t i = 0; i < hoists->count; i++) {
        if (str_eq(hoists->items[i].name, name))
            return str_format(arena, "other_" STR_FMT, STR_ARG(name));
    }
    return name;
}

void hoist_plan_twins(Arena *arena, Workspace *workspace, HoistList *hoists) {
    const Hoist first = hoists->items[0];
    if (first.place != HOIST_STATEMENT || first.trouble.len > 0 || first.argument) return;
    const Node *await = life_first_await(workspace_index(workspace), first.statement);
    for (const Node *node = first.statement; node; node = node_walk(node, first.statement)) {
        bool guard =
            node_is(node, NODE_CALL_EXPRESSION) && own_is_guard(workspace, node) && !node->in_macro;
        if (!guard || taken_out(hoists, node) || !in_head(node, first.statement)) continue;
        if (await && node->start > await->start && !node_within(node, await)) continue;
        Hoist twin = hoist_plan(arena, workspace, node);
        if (twin.trouble.len > 0 || twin.place != HOIST_STATEMENT || twin.argument) continue;
        twin.name = different(arena, hoists, twin.name);
        twin.spelled = own_spell(arena, &twin.own, twin.name, twin.expression);
        VEC_PUSH(arena, hoists, twin);
    }
}
