/*
 * error-add-send-sync: a boxed error that may go to another thread.
 *
 * `dyn Error` alone promises neither Send nor Sync. std makes a `Box<dyn Error + Send + Sync>` out of the same values as a
 * `Box<dyn Error>` (but not a `Box<dyn Error + Send>`), so always both are added; and as `?` converts neither of the two
 * boxes into the other, every function that the error reaches by `?` changes with it, in both directions.
 */
#include "fix/error_source.h"
#include "fix/fix.h"
#include "fix/retype.h"
#include "fix/strategies.h"
#include "match/type_text.h"

/* Whether the root is an error object, by the names under which crates export std's trait. */
static bool is_error_object(const FixContext *context) {
    const Finding *finding = context->finding;
    Str type = finding->roots.count > 0 ? finding->roots.items[0].type : (Str){0};
    if (!str_contains(type, STR("dyn "))) return false;
    Str name = type_text_head(type);
    const Item *own = index_find(workspace_index(context->workspace), ITEM_TRAIT, name);
    return !own && (str_is(name, "Error") || str_is(name, "StdError") || str_is(name, "Fail"));
}

static void refuse(const FixContext *context, Str why) {
    VEC_PUSH(context->arena, context->refusals,
             (Refusal){.id = fix_error_add_send_sync.id, .why = why});
}

static void plan(const FixContext *context) {
    if (!is_error_object(context)) return;
    const Finding *finding = context->finding;
    Retype retype;
    if (error_source_holds(context)) {
        refuse(context, STR("what `source()` gives is a plain `dyn Error` by its signature in std: "
                            "turn it into text before the await"));
        return;
    }
    if (!retype_find(context->arena, &retype, context->workspace, finding->origin)) {
        if (finding->foreign) {
            refuse(context, STR("the type that holds the error is another crate's"));
        }
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    error_source_adapt(&rewrite, &retype);
    Fix fix = {
        .id = fix_error_add_send_sync.id,
        .rank = fix_error_add_send_sync.cost,
        .title = str_format(context->arena, "let the error cross threads: `dyn Error + Send + Sync` " STR_FMT,
                            STR_ARG(retype_count(context->arena, &retype))),
        .why = STR("`dyn Error` says nothing of threads; with both bounds `?` and `.into()` go on "
                   "working, so all functions that hand the error on by `?` change together"),
        .cost = STR("an error that holds an `Rc` or a raw pointer can no longer be put in the box"),
    };
    retype_offer(context, &retype, &rewrite, STR("Send Sync"), fix);
}

const FixStrategy fix_error_add_send_sync = {
    .id = "error-add-send-sync",
    .summary = "make a boxed error `dyn Error + Send + Sync` wherever it flows",
    .cost = 30,
    .plan = plan,
};
