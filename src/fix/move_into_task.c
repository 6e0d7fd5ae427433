/*
 * move-into-task: a value that cannot be sent is made where it is used, by the thread or task itself.
 *
 * Where one thread alone uses the value, and all that it is made from can be sent, its `let` and the statements that prepare it
 * move to the start of the closure. In an async block that helps only if no await follows while the value lives.
 */
#include "fix/capture.h"
#include "fix/fix.h"
#include "fix/layout.h"
#include "fix/life.h"
#include "fix/own.h"
#include "fix/rewrite.h"
#include "fix/sends.h"
#include "fix/strategies.h"
#include "rust/source.h"

enum { MOST_STATEMENTS = 5 };

typedef struct Moved {
    const FixContext *context;
    Capture capture;
    NodeList statements; /* the `let` and what prepares the value, in order */
    Str trouble;
} Moved;

static void refuse(const FixContext *context, Str why) {
    VEC_PUSH(context->arena, context->refusals, (Refusal){.id = fix_move_into_task.id, .why = why});
}

/* ---- what moves ---- */

static bool leaves(const Node *node) {
    for (const Node *at = node; at != NULL; at = node_walk(at, node)) {
        if (node_is(at, NODE_TRY_EXPRESSION) || node_is(at, NODE_RETURN_EXPRESSION) ||
            node_is(at, NODE_BREAK_EXPRESSION) || node_is(at, NODE_CONTINUE_EXPRESSION) ||
            node_is(at, NODE_AWAIT_EXPRESSION)) {
            return true;
        }
    }
    return false;
}

static bool has_unsafe(const Node *node) {
    for (const Node *at = node; at != NULL; at = node_walk(at, node)) {
        if (node_is(at, NODE_UNSAFE_BLOCK)) {
            return true;
        }
    }
    return false;
}

static bool is_moved(const Moved *moved, const Node *node) {
    for (size_t i = 0; i < moved->statements.count; i++) {
        if (node_within(node, moved->statements.items[i])) {
            return true;
        }
    }
    return false;
}

static bool collect(Moved *moved) {
    Arena *arena = moved->context->arena;
    const Node *let = scope_declaration(moved->capture.binding);
    bool plain = node_is(let, NODE_LET_DECLARATION) && node_is(let->parent, NODE_BLOCK) &&
                 node_field(let, FIELD_PATTERN) == moved->capture.binding &&
                 node_field(let, FIELD_VALUE) != NULL && node_field(let, FIELD_ALTERNATIVE) == NULL;
    if (!plain || let->parent != moved->capture.statement->parent ||
        capture_cloned_from(node_field(let, FIELD_VALUE)) != NULL) {
        return false;
    }
    VEC_PUSH(arena, &moved->statements, let);
    NodeList uses = {0};
    scope_uses(arena, &uses, moved->capture.binding);
    for (size_t i = 0; i < uses.count; i++) {
        const Node *statement = syntax_statement(uses.items[i]);
        if (node_within(uses.items[i], moved->capture.body) || is_moved(moved, uses.items[i])) {
            continue;
        }
        bool beside = statement != NULL && statement->parent == let->parent &&
                      statement->end <= moved->capture.statement->start &&
                      node_is(statement, NODE_EXPRESSION_STATEMENT);
        if (!beside || moved->statements.count == MOST_STATEMENTS) {
            return false;
        }
        VEC_PUSH(arena, &moved->statements, statement);
    }
    for (size_t i = 0; i < moved->statements.count; i++) {
        if (has_unsafe(moved->statements.items[i])) {
            return false; /* what it points to is not made anew */
        }
        if (leaves(moved->statements.items[i])) {
            moved->trouble =
                STR("an error while it is made is handed on by `?`, which the task cannot do");
        }
    }
    return true;
}

/* A variable that the moved statements use is captured in the value's place: it must be Send, and nobody else's. */
static void check_part(Moved *moved, const Node *use) {
    const Node *binding = scope_binding(use);
    if (binding == NULL || binding == moved->capture.binding || is_moved(moved, binding)) {
        return;
    }
    Arena *arena = moved->context->arena;
    Flow *flow = workspace_flow(moved->context->workspace);
    const Type *type = flow_type(flow, binding);
    const Node *place = use; /* since edition 2021 only the field that is used is captured */
    while (node_is(place->parent, NODE_FIELD_EXPRESSION) && place->field == FIELD_VALUE &&
           place->parent->field != FIELD_FUNCTION) {
        place = place->parent;
    }
    if (!type_sends(moved->context, type, false) ||
        !type_sends(moved->context, flow_type(flow, place), false)) {
        moved->trouble =
            str_format(arena, "it is made from `" STR_FMT "`, which cannot be sent either",
                       STR_ARG(node_text(binding)));
        return;
    }
    if (own_type_copy(moved->context->workspace, type) && type_kind(type) != TYPE_REFERENCE) {
        return;
    }
    NodeList uses = {0};
    scope_uses(arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) {
        bool later = uses.items[i]->start > moved->statements.items[0]->start &&
                     !is_moved(moved, uses.items[i]) &&
                     !node_within(uses.items[i], moved->capture.body);
        if (later) {
            moved->trouble =
                str_format(arena, "it is made from `" STR_FMT "`, which is used elsewhere too",
                           STR_ARG(node_text(binding)));
        }
    }
    if (type_kind(type) == TYPE_REFERENCE && moved->capture.is_static) {
        moved->trouble = str_format(arena, "it is made from `" STR_FMT "`, which is borrowed",
                                    STR_ARG(node_text(binding)));
    }
}

static void check_parts(Moved *moved) {
    for (size_t i = 0; i < moved->statements.count; i++) {
        const Node *top = moved->statements.items[i];
        for (const Node *node = top; node != NULL; node = node_walk(node, top)) {
            if (node_is(node, NODE_IDENTIFIER) || node_is(node, NODE_SELF)) {
                check_part(moved, node);
            }
        }
    }
}

/* ---- where it goes ---- */

static const Node *block_of(const Node *body) {
    const Node *block = node_field(body, FIELD_BODY);
    block = block != NULL ? block : node_child(body, NODE_BLOCK);
    return node_is(block, NODE_BLOCK) ? block : NULL;
}

/* The first statement of the body that uses the value; NULL where the body cannot make it. */
static const Node *first_user(const Moved *moved, const Node *block) {
    for (const Node *at = node_first(block); at != NULL; at = node_next(at)) {
        if (life_count_in(&moved->capture.inside, at) > 0) {
            return at;
        }
    }
    return NULL;
}

static bool awaits_behind(const Moved *moved, const Node *from) {
    const Index *index = workspace_index(moved->context->workspace);
    for (const Node *at = from; at != NULL; at = node_next(at)) {
        if (life_awaits(index, at)) {
            return true;
        }
    }
    return false;
}

static bool in_inner_body(const Moved *moved) {
    for (size_t i = 0; i < moved->capture.inside.count; i++) {
        const Node *body = syntax_body(moved->capture.inside.items[i]);
        if (body != moved->capture.body && node_is(body, NODE_ASYNC_BLOCK)) {
            return true;
        }
    }
    return false;
}

static bool runs_once(const Moved *moved) {
    const Node *function = node_field(moved->context->finding->demand, FIELD_FUNCTION);
    bool owns = node_is(moved->capture.body, NODE_ASYNC_BLOCK) ||
                str_contains(node_text(function), STR("spawn"));
    return owns && moved->capture.closure == NULL &&
           syntax_statement(moved->capture.body) == moved->capture.statement;
}

static void write_moved(Moved *moved, Rewrite *rewrite, const Node *block, const Node *place) {
    Arena *arena = rewrite->arena;
    Str indentation = rewrite_open_block(rewrite, block);
    for (size_t i = 0; i < moved->statements.count; i++) {
        const Node *statement = moved->statements.items[i];
        Str text =
            layout_move(arena, node_text(statement), syntax_indentation(statement), indentation);
        rewrite_before(
            rewrite, place,
            str_format(arena, STR_FMT "\n" STR_FMT, STR_ARG(text), STR_ARG(indentation)));
        rewrite_delete_statement(rewrite, statement);
    }
}

static bool wants_send(const Finding *finding) {
    for (size_t i = 0; i < finding->roots.count; i++) {
        if (str_is(finding->roots.items[i].trait, "Send")) {
            return true;
        }
    }
    return false;
}

static void plan(const FixContext *context) {
    Moved moved = {.context = context};
    if (!wants_send(context->finding) || !capture_read(context, &moved.capture) ||
        !runs_once(&moved) || !collect(&moved)) {
        return;
    }
    const Node *block = block_of(moved.capture.body);
    const Node *user = block != NULL ? first_user(&moved, block) : NULL;
    if (moved.trouble.len == 0) {
        check_parts(&moved);
    }
    bool awaits = node_is(moved.capture.body, NODE_ASYNC_BLOCK) && awaits_behind(&moved, user);
    if (moved.trouble.len == 0 && (user == NULL || awaits || in_inner_body(&moved))) {
        moved.trouble = user == NULL ? STR("the closure has no block in which it could be made")
                                     : STR("made in the task it would be kept over an await there");
    }
    Str name = node_text(moved.capture.binding);
    if (moved.trouble.len > 0) {
        refuse(context, moved.trouble);
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    bool closure = node_is(moved.capture.body, NODE_CLOSURE_EXPRESSION);
    write_moved(&moved, &rewrite, block, closure ? node_first(block) : user);
    Fix fix = {
        .id = fix_move_into_task.id,
        .rank = fix_move_into_task.cost,
        .title = str_format(context->arena, "make `" STR_FMT "` in the %s that uses it",
                            STR_ARG(name), closure ? "thread" : "task"),
        .why = STR("a value that is made and dropped on one thread is never sent"),
        .cost = STR("it is made later, when the thread or task runs"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        refuse(context, rewrite.trouble);
    }
}

const FixStrategy fix_move_into_task = {
    .id = "move-into-task",
    .summary = "make a value that cannot be sent inside of the thread or task that uses it",
    .cost = 35,
    .plan = plan,
};
