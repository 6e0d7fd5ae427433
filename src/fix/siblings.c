/*
 * Which variables share the life: by the finding's roots in the same `let`, by what is done with a guard in others.
 */
#include "fix/siblings.h"

#include "rust/scope.h"

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
}
