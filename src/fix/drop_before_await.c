/*
 * drop-before-await: ends a value's life before the await, by a scope.
 *
 * A local that was borrowed even once stays in the future until its scope ends, whatever drop() or a move does with it; so
 * the statements that need it go into a block of their own, or into one statement. Where the value is needed on both sides
 * of the await it is made twice, which suits a lock and not a session. A Result that is kept for its error keeps the
 * error's text. Only a value that nothing ever borrowed can be dropped by name.
 */
#include "fix/error_text.h"
#include "fix/guard_parameter.h"
#include "fix/inner_block.h"
#include "fix/keep_items.h"
#include "fix/life.h"
#include "fix/split.h"
#include "fix/strategies.h"
#include "match/type_text.h"
#include "rust/scope.h"

static void refuse(const FixContext *context, Str why) {
    VEC_PUSH(context->arena, context->refusals,
             (Refusal){.id = fix_drop_before_await.id, .why = why});
}

static void finish(const FixContext *context, Rewrite *rewrite, Fix fix) {
    fix.id = fix_drop_before_await.id;
    fix.rank += fix_drop_before_await.cost;
    if (rewrite_finish(rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        refuse(context, rewrite->trouble);
    }
}

/* ---- making a value twice ---- */

static bool among(Str name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(name, names[i])) return true;
    }
    return false;
}

/* Whether a guard or handle can be had again by the same expression. */
static bool can_be_made_again(const FixContext *context, const Segments *segments) {
    static const char *const types[] = {"MutexGuard",  "RwLockReadGuard", "RwLockWriteGuard",
                                        "Ref",         "RefMut",          "ThreadRng",
                                        "EnteredSpan", "MappedMutexGuard"};
    static const char *const links[] = {".lock(",       ".read(",       ".write(", ".borrow(",
                                        ".borrow_mut(", "thread_rng()", "rng()",   ".clone(",
                                        "Rc::clone(",   "try_lock("};
    const Node *value = node_field(segments->life.let, FIELD_VALUE);
    Str head = type_text_head(context->finding->value_type);
    if (among(head, types, sizeof types / sizeof *types)) return true;
    if (own_is_guard(context->workspace, segments->life.binding)) return true;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        if (str_contains(node_text(value), str_from(links[i]))) return true;
    }
    return false;
}

/* Segments that have something to do. */
static size_t count_busy(const Segments *segments, bool *first_in_place) {
    size_t count = 0;
    *first_in_place = false;
    for (size_t i = 0; i < segments->list.count; i++) {
        const Segment *segment = &segments->list.items[i];
        if (segments_is_idle(segments, segment)) continue;
        *first_in_place = *first_in_place || segment->has_let;
        count++;
    }
    return count;
}

/* Whether making the value later, or once a round, does nothing that anybody could notice. */
static bool can_be_made_later(const Segments *segments) {
    static const char *const makers[] = {"::new(", "::default(", "::from(", "::with_capacity("};
    const Node *value = node_field(segments->life.let, FIELD_VALUE);
    if (!node_is(value, NODE_CALL_EXPRESSION)) return false;
    Str function = node_text(node_field(value, FIELD_FUNCTION));
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        Str maker = str_from(makers[i]);
        if (str_ends(function, str_slice(maker, 0, maker.len - 1))) return true;
    }
    return false;
}

/* Whether a segment lies in a loop that the `let` stands before: the value is then made each round. */
static bool in_loop_inside(const Segments *segments) {
    for (size_t i = 0; i < segments->list.count; i++) {
        const Segment *segment = &segments->list.items[i];
        const Node *node = segment->first ? segment->first : segment->before;
        for (; node && node != segments->life.let->parent; node = node->parent) {
            if (node_is(node, NODE_LOOP_EXPRESSION) || node_is(node, NODE_FOR_EXPRESSION) ||
                node_is(node, NODE_WHILE_EXPRESSION)) {
                return true;
            }
        }
    }
    return false;
}

/* ---- the forms ---- */

/* Nothing uses the value: it is there for its drop, and was never borrowed, so that drop() does end its life. */
static void plan_unused(const FixContext *context, const Life *life) {
    const Index *index = workspace_index(context->workspace);
    const Node *before = life->let;
    const Node *next = node_next(before);
    while (next && !life_awaits(index, next)) {
        before = next;
        next = node_next(next);
    }
    Str name = node_text(life->binding);
    if (!next || before == life->let || life->drops.count > 0) {
        refuse(context, str_format(context->arena,
                                   "nothing but the await stands in the scope of `" STR_FMT
                                   "`, so it seems meant to last over it",
                                   STR_ARG(name)));
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    rewrite_after(&rewrite, before,
                  str_format(context->arena, "\n" STR_FMT "drop(" STR_FMT ");",
                             STR_ARG(syntax_indentation(before)), STR_ARG(name)));
    finish(context, &rewrite,
           (Fix){.title = str_format(context->arena, "Drop `" STR_FMT "` before the await",
                                     STR_ARG(name)),
                 .why = str_format(context->arena,
                                   "`" STR_FMT
                                   "` is never borrowed, so drop() does end its life there",
                                   STR_ARG(name)),
                 .cost = str_format(context->arena,
                                    "what `" STR_FMT "` stands for ends before the await",
                                    STR_ARG(name))});
}

static Str cost_of(const FixContext *context, const InnerBlock *block, Str name) {
    StrBuf cost = strbuf_new(context->arena);
    if (block->used_again && block->segments->life.others.count > 0) {
        strbuf_addf(&cost, "the locks are taken again behind the await: another task may change "
                           "what they guard in between");
    } else if (block->used_again) {
        strbuf_addf(&cost,
                    "`" STR_FMT "` is made again behind the await: another task may change what it "
                    "stands for in between",
                    STR_ARG(name));
    }
    if (block->copied.len > 0) {
        strbuf_addf(&cost, "%sa copy of `" STR_FMT "` is made", cost.len > 0 ? "; " : "",
                    STR_ARG(block->copied));
    }
    return strbuf_str(&cost);
}

static void plan_segments(const FixContext *context, Segments *segments, bool one_statement,
                          int rank) {
    Str name = node_text(segments->life.binding);
    Rewrite rewrite = rewrite_new(context->arena);
    InnerBlock block = {.rewrite = &rewrite,
                        .segments = segments,
                        .one_statement = one_statement,
                        .old_edition =
                            str_compare(workspace_edition(context->workspace), STR("2024")) < 0};
    inner_block_write(&block);
    Fix fix = {.rank = rank, .cost = cost_of(context, &block, name)};
    if (block.used_block) {
        fix.title = str_format(
            context->arena, "End the life of `" STR_FMT "` before the await, with an inner block",
            STR_ARG(name));
        fix.why = str_format(context->arena,
                             "at the block's end `" STR_FMT
                             "` is gone; drop() would not do, as it has been borrowed",
                             STR_ARG(name));
    } else if (block.moved) {
        fix.title =
            str_format(context->arena, "Make `" STR_FMT "` only behind the await", STR_ARG(name));
        fix.why = STR("what is made behind the await does not live across it");
    } else {
        fix.title = str_format(context->arena, "Use `" STR_FMT "` in one statement, without a name",
                               STR_ARG(name));
        fix.why = STR("a value without a name is gone at the end of its statement");
    }
    finish(context, &rewrite, fix);
}

static void plan_local(const FixContext *context, const Node *binding) {
    Segments segments;
    size_t before = context->fixes->count;
    keep_iterator_plan(context, &fix_drop_before_await);
    if (!segments_read(context, &segments, binding)) {
        if (context->fixes->count == before) refuse(context, segments.trouble);
        return;
    }
    if (segments.life.uses.count == 0) {
        plan_unused(context, &segments.life);
        return;
    }
    bool in_place = false;
    size_t count = count_busy(&segments, &in_place);
    bool again = count > 1 || in_loop_inside(&segments);
    bool can = can_be_made_again(context, &segments) || (!again && can_be_made_later(&segments));
    if ((again || !in_place) && !can) {
        refuse(
            context,
            str_format(
                context->arena,
                again
                    ? "`" STR_FMT "` is needed on both sides of the await, and cannot be made twice"
                    : "`" STR_FMT
                      "` is needed behind the await, and making it later would change the order of what happens",
                STR_ARG(node_text(binding))));
        return;
    }
    plan_segments(context, &segments, true, 0);
    if (segments.list.count == 1 && context->fixes->count > 0 &&
        str_starts(context->fixes->items[context->fixes->count - 1].title, STR("Use "))) {
        plan_segments(context, &segments, false, 1);
    }
}

static bool is_parameter(const Node *binding) {
    const Node *declaration = scope_declaration(binding);
    return node_is(declaration, NODE_PARAMETER) || node_is(declaration, NODE_SELF_PARAMETER) ||
           node_is(binding, NODE_SELF);
}

/* `let x = &mut *m.lock().unwrap();`: the temporary lives as long as x, which stands for it. */
static const Node *extended_by(const FixContext *context) {
    const Node *value = context->finding->value;
    const Node *statement = syntax_statement(value);
    if (context->finding->binding || !node_is(statement, NODE_LET_DECLARATION)) return NULL;
    const Node *pattern = node_field(statement, FIELD_PATTERN);
    bool borrowed = node_is(node_field(statement, FIELD_VALUE), NODE_REFERENCE_EXPRESSION);
    bool awaits = life_awaits(workspace_index(context->workspace), statement);
    return borrowed && !awaits && node_is(pattern, NODE_IDENTIFIER) ? pattern : NULL;
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    if (finding->hold != HOLD_ACROSS_AWAIT || !finding->value) return;
    ErrorText error = error_text_find(context);
    if (error.result) {
        error_text_plan(context, &error);
        if (error.trouble.len == 0) return;
    }
    const Node *extended = extended_by(context);
    const Node *binding = extended ? extended : finding->binding;
    if (binding && node_ancestor(binding, NODE_MACRO_DEFINITION)) {
        refuse(context, STR("it stands in the definition of a macro, whose text serves every use"));
    } else if (binding && guard_parameter_plan(context, &fix_drop_before_await, binding)) {
        return;
    } else if (binding && is_parameter(binding)) {
        refuse(context,
               str_format(
                   context->arena,
                   "`" STR_FMT
                   "` is a parameter, which lives as long as the function whatever the body does",
                   STR_ARG(node_text(binding))));
    } else if (binding && node_is(scope_declaration(binding), NODE_LET_DECLARATION)) {
        plan_local(context, binding);
    } else if (binding || node_is(finding->value->parent, NODE_FOR_EXPRESSION)) {
        keep_items_plan(context, &fix_drop_before_await);
        split_plan(context, &fix_drop_before_await);
    }
}

const FixStrategy fix_drop_before_await = {
    .id = "drop-before-await",
    .summary = "end the value's life before the await: an inner block or one statement",
    .cost = 20,
    .plan = plan,
};
