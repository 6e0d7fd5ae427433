/*
 * bind-temporary: a temporary in a scrutinee, a for header or an argument lives to the end of the whole statement, awaits
 * included; bound by a `let` of its own, what is needed of it stays and the temporary goes.
 *
 * What is bound must not borrow from the temporary: `.cloned()` and the like are added where it would. `.clone()` inside of
 * the scrutinee does not help, nor does a block around it before the 2024 edition; a `let` does in both.
 */
#include "fix/hoist.h"
#include "fix/keep_items.h"
#include "fix/life.h"
#include "fix/rewrite.h"
#include "fix/split.h"
#include "fix/strategies.h"

static void refuse(const FixContext *context, Str why) {
    VEC_PUSH(context->arena, context->refusals, (Refusal){.id = fix_bind_temporary.id, .why = why});
}

static Str title_of(Arena *arena, const Hoist *hoist) {
    switch (hoist->place) {
    case HOIST_LOOP:
        return str_format(arena, "Bind the value in the loop, before it is matched");
    case HOIST_STATEMENT:
    case HOIST_ARM:
    case HOIST_IN_PLACE:
        break;
    }
    if (hoist->argument) {
        return str_format(arena, "Await `" STR_FMT "` first, in a statement of its own",
                          STR_ARG(hoist->name));
    }
    return str_format(arena, "Bind `" STR_FMT "` in a statement of its own, before the await",
                      STR_ARG(hoist->name));
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    if (finding->hold != HOLD_ACROSS_AWAIT || !finding->value || finding->binding) return;
    const Node *value = finding->value;
    if (node_ancestor(value, NODE_MACRO_DEFINITION)) {
        refuse(context, STR("it stands in the definition of a macro, whose text serves every use"));
        return;
    }
    if (!life_awaits(workspace_index(context->workspace), syntax_statement(value))) return;
    Hoist hoist = hoist_plan(context->arena, context->workspace, value);
    bool itself = hoist.expression == value && hoist.own.kind != OWN_GUARD && !hoist.argument;
    if (itself) {
        size_t before = context->fixes->count;
        split_plan(context, &fix_bind_temporary);
        if (context->fixes->count > before) return;
        refuse(context, STR("bound by a `let`, the same value would live even longer"));
        return;
    }
    if (hoist.trouble.len > 0) {
        size_t before = context->fixes->count;
        keep_items_plan(context, &fix_bind_temporary);
        split_plan(context, &fix_bind_temporary);
        if (context->fixes->count > before) return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    HoistList hoists = {0};
    VEC_PUSH(context->arena, &hoists, hoist);
    hoist_plan_twins(context->arena, context->workspace, &hoists);
    hoist_apply_all(&rewrite, &hoists);
    Fix fix = {
        .id = fix_bind_temporary.id,
        .rank = fix_bind_temporary.cost,
        .title = title_of(context->arena, &hoist),
        .why = STR(
            "a temporary lives to the end of its statement: in one of its own it is gone before the await")};
    if (own_changes_type(&hoist.own) && hoist.own.type.len > 0) {
        fix.cost =
            str_format(context->arena, "a copy of `" STR_FMT "` is made", STR_ARG(hoist.own.type));
    }
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        refuse(context, rewrite.trouble);
    }
}

const FixStrategy fix_bind_temporary = {
    .id = "bind-temporary",
    .summary = "bind what a statement needs of a temporary by a `let` first",
    .cost = 20,
    .plan = plan,
};
