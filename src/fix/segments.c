/*
 * Cutting a life into segments. One pass over the block behind the `let`, into inner blocks only
 * where one statement both uses the value and awaits.
 */
#include "fix/segments.h"

#include "fix/siblings.h"
#include "match/type_text.h"
#include "rust/scope.h"
#include "rust/source.h"

static void cut_statements(Segments *segments, const Node *statement, Segment open);

static const Segment NO_SEGMENT = {.first = NULL};

static bool is_open(const Segment *segment) {
    return segment->first != NULL || segment->hoists.count > 0;
}

static void finish(Segments *segments, Segment segment, bool awaits_later) {
    if (!is_open(&segment)) return;
    segment.awaits_later = awaits_later;
    VEC_PUSH(segments->arena, &segments->list, segment);
}

static void fail(Segments *segments, Str why) {
    if (segments->trouble.len == 0) segments->trouble = why;
}

/* ---- what borrows from the value ---- */

static bool mentions_derived(const Segments *segments, const Node *node) {
    if (life_count_in(&segments->life.uses, node) > 0) return true;
    for (const Node *at = node; at; at = node_walk(at, node)) {
        bool name = node_is(at, NODE_IDENTIFIER) || node_is(at, NODE_SHORTHAND_FIELD_IDENTIFIER);
        if (!name) continue;
        const Node *binding = scope_binding(at);
        for (size_t i = 0; binding && i < segments->derived.count; i++) {
            if (segments->derived.items[i] == binding) return true;
        }
    }
    return false;
}

bool segments_derives(const Segments *segments, const Node *binding) {
    for (size_t i = 0; i < segments->derived.count; i++) {
        if (segments->derived.items[i] == binding) return true;
    }
    return binding == segments->life.binding;
}

bool segments_makes_other(const Segments *segments, const Node *let) {
    for (size_t i = 0; i < segments->life.others.count; i++) {
        if (segments->life.others.items[i] == let) return true;
    }
    return false;
}

bool segments_is_idle(const Segments *segments, const Segment *segment) {
    if (!segment->has_let || segment->hoists.count > 0) return false;
    for (const Node *statement = segment->first; statement; statement = node_next(statement)) {
        bool makes = statement == segment->first || segments_makes_other(segments, statement);
        if (!makes && mentions_derived(segments, statement)) return false;
        if (statement == segment->last) break;
    }
    return true;
}

/* Guards of other locks are bound to the same scope: each must be gone before the await. */
static bool is_guard_let(const Segments *segments, const Node *let) {
    const Node *pattern = node_field(let, FIELD_PATTERN);
    return own_is_guard(segments->workspace, pattern);
}

static bool borrows(const Own *own) {
    return own->kind != OWN_UNKNOWN && own->kind != OWN_OWNED && own->kind != OWN_PLACE;
}

/* Notes the variables of the `let`s of a block whose values borrow from the guard. */
static void note_derived(Segments *segments, const Node *block) {
    for (const Node *let = node_first(block); let; let = node_next(let)) {
        bool before = !segments->life.is_parameter && let->start <= segments->life.let->start;
        if (!node_is(let, NODE_LET_DECLARATION) || before) continue;
        bool guard = is_guard_let(segments, let);
        if (!guard && !mentions_derived(segments, node_field(let, FIELD_VALUE))) continue;
        NodeList bindings = {0};
        scope_pattern_bindings(segments->arena, &bindings, node_field(let, FIELD_PATTERN));
        for (size_t i = 0; i < bindings.count; i++) {
            Own own = own_of(segments->arena, segments->workspace, bindings.items[i]);
            if (borrows(&own)) VEC_PUSH(segments->arena, &segments->derived, bindings.items[i]);
        }
    }
}

/* ---- statements that use and await ---- */

/* The outermost block, or arm's value, between node and statement that node lies in; NULL if there is none. */
static const Node *inner_block(const Node *node, const Node *statement) {
    const Node *found = NULL;
    for (; node && node != statement; node = node->parent) {
        bool arm = node_is(node->parent, NODE_MATCH_ARM) && node->field == FIELD_VALUE &&
                   node->kind != NODE_BLOCK;
        /* A loop's condition is as good as an inner block: each round has a value of its own. */
        bool condition = node_is(node->parent, NODE_WHILE_EXPRESSION) &&
                         node->field == FIELD_CONDITION && node->kind != NODE_LET_CONDITION &&
                         node->kind != NODE_LET_CHAIN;
        if (arm || condition ||
            (node->kind == NODE_BLOCK && node->parent->kind != NODE_UNSAFE_BLOCK))
            found = node;
    }
    return found;
}

static bool in_other_body(const Node *node, const Node *statement) {
    for (; node && node != statement; node = node->parent) {
        if (node_is(node, NODE_CLOSURE_EXPRESSION) || node_is(node, NODE_ASYNC_BLOCK)) return true;
    }
    return false;
}

static bool hoisted_already(const Segment *segment, const Node *use) {
    for (size_t i = 0; i < segment->hoists.count; i++) {
        if (node_within(use, segment->hoists.items[i].expression)) return true;
    }
    return false;
}

static void hoist_use(Segments *segments, Segment *open, const Node *use, const Node *statement) {
    const Index *index = workspace_index(segments->workspace);
    const Node *await = life_first_await(index, statement);
    Hoist hoist = hoist_plan(segments->arena, segments->workspace, use);
    bool once = life_count_in(&segments->life.uses, hoist.expression) == 1;
    bool itself = hoist.expression == use && !own_changes_type(&hoist.own);
    if (hoist.trouble.len > 0) {
        fail(segments, hoist.trouble);
    } else if (itself) {
        fail(segments, STR("the awaited call is given the value itself"));
    } else if (hoist.place == HOIST_LOOP && once) {
        finish(segments, *open, true);
        Segment loop = {.before = statement, .is_loop = true};
        VEC_PUSH(segments->arena, &loop.hoists, hoist);
        finish(segments, loop, true);
        *open = NO_SEGMENT;
        return;
    } else if (hoist.place != HOIST_STATEMENT || hoist.argument) {
        fail(segments, STR("it is used again each time the loop or branch is tried"));
    } else if (hoist.expression->start > await->start && !node_within(hoist.expression, await)) {
        fail(segments, STR("it is used in the same expression behind the await"));
    }
    VEC_PUSH(segments->arena, &open->hoists, hoist);
    open->before = statement;
}

/* `x.n = f().await;`: the value can be awaited first, and the place made afterwards. */
static bool is_awaited_assignment(const Segments *segments, const Node *statement) {
    const Index *index = workspace_index(segments->workspace);
    const Node *assignment = life_expression(statement);
    bool assigns = node_is(statement, NODE_EXPRESSION_STATEMENT) &&
                   (node_is(assignment, NODE_ASSIGNMENT_EXPRESSION) ||
                    node_is(assignment, NODE_COMPOUND_ASSIGNMENT_EXPR));
    const Node *left = node_field(assignment, FIELD_LEFT);
    return assigns && life_count_in(&segments->life.uses, left) > 0 && !life_awaits(index, left);
}

const Node *segments_awaited_value(const Segments *segments, const Node *statement) {
    for (size_t i = 0; i < segments->assigned.count; i++) {
        if (segments->assigned.items[i] == statement) {
            return node_field(life_expression(statement), FIELD_RIGHT);
        }
    }
    return NULL;
}

static Segment cut_assignment(Segments *segments, const Node *statement, Segment open) {
    const NodeList *uses = &segments->life.uses;
    const Node *value = node_field(life_expression(statement), FIELD_RIGHT);
    for (size_t i = 0; i < uses->count; i++) {
        const Node *use = uses->items[i];
        if (!node_within(use, value) || hoisted_already(&open, use)) continue;
        if (in_other_body(use, statement) || inner_block(use, statement)) {
            fail(segments, STR("an inner block of the value that is assigned uses it"));
            return NO_SEGMENT;
        }
        hoist_use(segments, &open, use, statement);
    }
    finish(segments, open, true);
    VEC_PUSH(segments->arena, &segments->assigned, statement);
    return (Segment){.first = statement, .last = statement};
}

static void cut_inner(Segments *segments, const Node *inner) {
    const Index *index = workspace_index(segments->workspace);
    if (inner->kind == NODE_BLOCK) {
        cut_statements(segments, node_first(inner), NO_SEGMENT);
    } else if (!life_awaits(index, inner)) {
        finish(segments, (Segment){.first = inner, .last = inner, .is_arm = true}, false);
    } else {
        fail(segments, STR("it is used and awaited in one arm of a match"));
    }
}

static void cut_mixed(Segments *segments, const Node *statement, Segment open) {
    const NodeList *uses = &segments->life.uses;
    const Node *done = NULL; /* the inner block that was cut last */
    NodeList inners = {0};
    for (size_t i = 0; i < uses->count; i++) {
        const Node *use = uses->items[i];
        if (!node_within(use, statement)) continue;
        if (in_other_body(use, statement)) {
            fail(segments, STR("an inner closure or async block uses it"));
            return;
        }
        const Node *inner = inner_block(use, statement);
        if (!inner) {
            if (!hoisted_already(&open, use)) hoist_use(segments, &open, use, statement);
        } else if (inner != done) {
            done = inner;
            VEC_PUSH(segments->arena, &inners, inner);
        }
    }
    finish(segments, open, true);
    for (size_t i = 0; i < inners.count; i++) cut_inner(segments, inners.items[i]);
}

/* ---- statements in order ---- */

static bool is_in(const NodeList *list, const Node *statement) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == statement) return true;
    }
    return false;
}

static void cut_statements(Segments *segments, const Node *statement, Segment open) {
    const Index *index = workspace_index(segments->workspace);
    for (; statement && segments->trouble.len == 0; statement = node_next(statement)) {
        bool remade = is_in(&segments->life.remakes, statement);
        if (remade || is_in(&segments->life.drops, statement)) {
            bool behind = !remade && open.last && node_next(open.last) == statement;
            open.closer = behind ? statement : NULL;
            finish(segments, open, true);
            open = NO_SEGMENT;
            continue;
        }
        bool awaits = life_awaits(index, statement);
        bool uses = awaits ? life_count_in(&segments->life.uses, statement) > 0
                           : mentions_derived(segments, statement);
        if (awaits && uses && is_awaited_assignment(segments, statement)) {
            open = cut_assignment(segments, statement, open);
        } else if (awaits && uses) {
            cut_mixed(segments, statement, open);
            open = NO_SEGMENT;
        } else if (awaits) {
            finish(segments, open, true);
            open = NO_SEGMENT;
        } else if (uses && (is_open(&open) || life_count_in(&segments->life.uses, statement) > 0)) {
            if (!open.first) open.first = statement;
            open.last = statement;
        }
    }
    finish(segments, open, false);
}

/* Drop statements that have nothing left to drop: all but those inside of a stretch; and all that make the value anew. */
static void note_drops(Segments *segments) {
    for (size_t i = 0; i < segments->life.drops.count; i++) {
        const Node *drop = segments->life.drops.items[i];
        bool kept = false;
        for (size_t k = 0; k < segments->list.count && !kept; k++) {
            const Segment *segment = &segments->list.items[k];
            kept = segment->closer == drop ||
                   (segment->first && segment->last && drop->start >= segment->first->start &&
                    drop->end <= segment->last->end);
        }
        if (!kept) VEC_PUSH(segments->arena, &segments->drops, drop);
    }
    for (size_t i = 0; i < segments->life.remakes.count; i++) {
        VEC_PUSH(segments->arena, &segments->drops, segments->life.remakes.items[i]);
    }
}

bool finding_root_in(Arena *arena, Workspace *workspace, const Finding *finding, const Node *node) {
    Str type = type_spell(arena, flow_type(workspace_flow(workspace), node));
    bool partly_known = str_find_word(type, STR("_"), 0) != STR_NONE;
    for (size_t i = 0; i < finding->roots.count; i++) {
        Str root = finding->roots.items[i].type;
        /* `_` compares equal to any type: what is not known is no reason to refuse. */
        bool found = partly_known ? str_contains(type_text_normal(arena, type),
                                                 type_text_normal(arena, root))
                                  : type_text_contains(arena, type, root);
        if (found) return true;
    }
    return false;
}

static void take_away(NodeList *uses, const NodeList *without) {
    size_t kept = 0;
    for (size_t i = 0; i < uses->count; i++) {
        if (!is_in(without, uses->items[i])) uses->items[kept++] = uses->items[i];
    }
    uses->count = kept;
}

static bool read_parameter(Segments *segments, const Node *binding, const Node *let) {
    const Node *body = node_field(syntax_body(binding), FIELD_BODY);
    segments->life = (Life){.binding = binding, .let = let, .is_parameter = true};
    life_add(segments->arena, &segments->life, binding);
    note_derived(segments, body);
    cut_statements(segments, node_first(body), NO_SEGMENT);
    note_drops(segments);
    return segments->trouble.len == 0;
}

bool segments_read_without(const FixContext *context, Segments *segments, const Node *binding,
                           const Node *made_by, const NodeList *without) {
    Workspace *workspace = context->workspace;
    *segments =
        (Segments){.arena = context->arena, .workspace = workspace, .finding = context->finding};
    if (made_by) return read_parameter(segments, binding, made_by);
    if (!life_read(context->arena, &segments->life, siblings_first(segments, binding))) {
        segments->trouble = STR("it is not declared by a `let` statement");
        return false;
    }
    take_away(&segments->life.uses, without);
    const Node *let = segments->life.let;
    siblings_add(segments);
    note_derived(segments, let->parent);
    Segment open = {.first = let, .last = let, .has_let = true};
    if (life_awaits(workspace_index(workspace), let)) {
        const Node *await = life_first_await(workspace_index(workspace), let);
        bool inside = node_within(await, node_field(let, FIELD_VALUE));
        if (!inside) {
            segments->trouble = STR("its own declaration awaits");
            return false;
        }
    }
    cut_statements(segments, node_next(let), open);
    note_drops(segments);
    return segments->trouble.len == 0;
}

bool segments_read(const FixContext *context, Segments *segments, const Node *binding) {
    NodeList none = {0};
    return segments_read_without(context, segments, binding, NULL, &none);
}
