/*
 * error-add-send-sync: a boxed error that may go to another thread.
 *
 * `dyn Error` alone promises neither Send nor Sync. std makes a `Box<dyn Error + Send + Sync>` out of the same values as a
 * `Box<dyn Error>` (but not a `Box<dyn Error + Send>`), so always both are added; and as `?` converts neither of the two
 * boxes into the other, every function that the error reaches by `?` changes with it, in both directions.
 */
#include "fix/error_source.h"
#include "fix/fix.h"
#include "fix/macro_objects.h"
#include "fix/retype.h"
#include "fix/strategies.h"

static void refuse(const FixContext *context, Str why) {
    VEC_PUSH(context->arena, context->refusals,
             (Refusal){.id = fix_error_add_send_sync.id, .why = why});
}

/* What rustc's message suggests where it speaks of Send alone. */
static void refuse_send_alone(const FixContext *context) {
    const RootList *roots = &context->finding->roots;
    if (roots->count != 1 || !str_is(roots->items[0].trait, "Send")) return;
    Refusal refusal = {.id = fix_dyn_add_send.id,
                       .why = STR("with `dyn Error + Send` alone `?` and `.into()` fail: std makes "
                                  "such a box from nothing")};
    VEC_PUSH(context->arena, context->refusals, refusal);
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    Str trait = finding->roots.count > 0 ? retype_trait(finding->roots.items[0].type) : (Str){0};
    if (!retype_is_error(context, trait)) return;
    if (error_source_holds(context)) {
        refuse(context, STR("what `source()` gives is a plain `dyn Error` by its signature in std: "
                            "turn it into text before the await"));
        return;
    }
    Retype retypes[RETYPE_MOST];
    size_t count = retype_find_all(context, retypes);
    if (count == 0) {
        if (finding->foreign)
            refuse(context, STR("the type that holds the error is another crate's"));
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    error_source_adapt(&rewrite, &retypes[0]);
    macro_objects_retype(context, &rewrite, retypes, count, trait);
    Fix fix = {
        .id = fix_error_add_send_sync.id,
        .rank = fix_error_add_send_sync.cost,
        .title = str_format(context->arena,
                            "Let the error cross threads: `dyn Error + Send + Sync` " STR_FMT,
                            STR_ARG(retype_places(context->arena, retypes, count))),
        .why = STR("`dyn Error` says nothing of threads; with both bounds `?` and `.into()` go on "
                   "working, so all functions that hand the error on by `?` change together"),
        .cost = STR("an error that holds an `Rc` or a raw pointer can no longer be put in the box"),
    };
    size_t before = context->fixes->count;
    retype_offer(context, retypes, count, &rewrite, fix);
    if (context->fixes->count > before) refuse_send_alone(context);
}

const FixStrategy fix_error_add_send_sync = {
    .id = "error-add-send-sync",
    .summary = "make a boxed error `dyn Error + Send + Sync` wherever it flows",
    .cost = 30,
    .plan = plan,
};
