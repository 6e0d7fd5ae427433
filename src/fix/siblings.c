/*
 * Which variables share the life: by the finding's roots in the same `let`, by what is done with a guard in others.
 */
#include "fix/siblings.h"

#include "rust/scope.h"

/* ---- what holds the same roots ---- */

/* Guards are told apart by what is done with them, and trait objects look alike too often. */
static bool tells_holders(const Finding *finding) {
    for (size_t i = 0; i < finding->roots.count; i++) {
        Str type = finding->roots.items[i].type;
        if (str_contains(type, STR("Guard<")) || str_contains(type, STR("dyn "))) return false;
    }
    return finding->roots.count > 0 && finding->hold == HOLD_ACROSS_AWAIT;
}

static bool holds_root(const Segments *segments, const Node *binding) {
    return finding_root_in(segments->arena, segments->workspace, segments->finding, binding);
}

/* The variable of a plain `let`; NULL for other statements and patterns. */
static const Node *variable_of(const Node *let) {
    const Node *pattern = node_field(let, FIELD_PATTERN);
    if (node_is(pattern, NODE_MUT_PATTERN)) pattern = node_child(pattern, NODE_IDENTIFIER);
    bool plain = node_is(let, NODE_LET_DECLARATION) && node_is(pattern, NODE_IDENTIFIER) &&
                 node_field(let, FIELD_VALUE);
    return plain ? pattern : NULL;
}

const Node *siblings_first(Segments *segments, const Node *binding) {
    const Index *index = workspace_index(segments->workspace);
    const Node *let = scope_declaration(binding);
    const Node *first = NULL;
    if (!tells_holders(segments->finding) || !node_is(let, NODE_LET_DECLARATION)) return binding;
    for (const Node *one = node_first(let->parent); one && one != let; one = node_next(one)) {
        const Node *variable = variable_of(one);
        if (life_awaits(index, one)) {
            first = NULL;
        } else if (!first && variable && holds_root(segments, variable)) {
            first = variable;
        }
    }
    return first ? first : binding;
}

static void add(Segments *segments, const Node *binding) {
    life_add(segments->arena, &segments->life, binding);
    VEC_PUSH(segments->arena, &segments->derived, binding);
}

/* Other variables of the same `let` that must not live across the await either. */
static void add_of_let(Segments *segments) {
    NodeList bindings = {0};
    scope_pattern_bindings(segments->arena, &bindings,
                           node_field(segments->life.let, FIELD_PATTERN));
    for (size_t i = 0; i < bindings.count; i++) {
        const Node *binding = bindings.items[i];
        if (binding == segments->life.binding) continue;
        bool held =
            own_is_guard(segments->workspace, binding) ||
            finding_root_in(segments->arena, segments->workspace, segments->finding, binding);
        if (held) add(segments, binding);
    }
}

/* Whether a value can be made anew further on: it names nothing that the same block declares behind the first `let`. */
static bool stands_alone(const Segments *segments, const Node *value) {
    const Node *let = segments->life.let;
    for (const Node *node = value; node; node = node_walk(node, value)) {
        const Node *binding = node_is(node, NODE_IDENTIFIER) ? scope_binding(node) : NULL;
        bool local = binding && binding->start >= let->start && node_within(binding, let->parent);
        if (local) return false;
    }
    return true;
}

/* Whether what is guarded is needed behind a byte in a way that a copy made before does not serve. */
static bool needs_itself(const Segments *segments, const Node *binding, size_t behind) {
    Life life;
    if (!life_read(segments->arena, &life, binding) || life.drops.count > 0) return false;
    Own own = own_of(segments->arena, segments->workspace, binding);
    for (size_t i = 0; i < life.uses.count; i++) {
        if (life.uses.items[i]->start < behind) continue;
        bool changes = scope_is_mutable(binding) &&
                       life_mutates(workspace_flow(segments->workspace), life.uses.items[i]) != 0;
        if (changes || own.clone == 0) return true;
    }
    return false;
}

/* Variables of `let`s behind the first, up to the await, that hold the same. */
static void add_holders(Segments *segments) {
    const Index *index = workspace_index(segments->workspace);
    const Node *let = node_next(segments->life.let);
    if (!tells_holders(segments->finding)) return;
    for (; let && !life_awaits(index, let); let = node_next(let)) {
        const Node *variable = variable_of(let);
        if (variable && holds_root(segments, variable)) add(segments, variable);
    }
}

/* Guards of other locks, taken before the first await. */
static void add_guards(Segments *segments) {
    const Index *index = workspace_index(segments->workspace);
    const Node *await = node_next(segments->life.let);
    while (await && !life_awaits(index, await)) await = node_next(await);
    for (const Node *let = node_next(segments->life.let); await && let != await;
         let = node_next(let)) {
        const Node *pattern = node_field(let, FIELD_PATTERN);
        if (!node_is(let, NODE_LET_DECLARATION) || !node_field(let, FIELD_VALUE)) continue;
        if (node_is(pattern, NODE_MUT_PATTERN)) pattern = node_child(pattern, NODE_IDENTIFIER);
        bool again = node_is(pattern, NODE_IDENTIFIER) && !node_field(let, FIELD_TYPE) &&
                     !node_field(let, FIELD_ALTERNATIVE) &&
                     own_is_guard(segments->workspace, pattern) &&
                     stands_alone(segments, node_field(let, FIELD_VALUE)) &&
                     needs_itself(segments, pattern, await->start);
        if (!again) continue;
        add(segments, pattern);
        VEC_PUSH(segments->arena, &segments->life.others, let);
    }
}

void siblings_add(Segments *segments) {
    add_of_let(segments);
    add_guards(segments);
    add_holders(segments);
}
