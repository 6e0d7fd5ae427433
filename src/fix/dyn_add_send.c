/*
 * dyn-add-send: a trait object that says that it is Send or Sync.
 *
 * Owned boxes need Send, what is reached through a shared reference Sync, what an Arc holds both. Errors and futures have
 * strategies of their own.
 */
#include "fix/fix.h"
#include "fix/retype.h"
#include "fix/strategies.h"
#include "fix/supertrait.h"

static const char *with_plus(Str bounds) {
    return str_is(bounds, "Send Sync") ? "Send + Sync" : str_is(bounds, "Send") ? "Send" : "Sync";
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    Str trait = finding->roots.count > 0 ? retype_trait(finding->roots.items[0].type) : (Str){0};
    if (trait.len == 0 || retype_is_error(context, trait) || retype_is_future(context, trait))
        return;
    Retype retypes[RETYPE_MOST];
    size_t count = retype_find_all(context, retypes);
    if (count == 0) return;
    Rewrite rewrite = rewrite_new(context->arena);
    const char *bounds = with_plus(retypes[0].bounds);
    Fix fix = {
        .id = fix_dyn_add_send.id,
        .rank = fix_dyn_add_send.cost,
        .title = str_format(context->arena, "Say `dyn " STR_FMT " + %s` " STR_FMT, STR_ARG(trait),
                            bounds, STR_ARG(retype_places(context->arena, retypes, count))),
        .why = STR("a trait object is only what its type says, whatever the value behind it is"),
        .cost = str_format(context->arena, "only values that are `%s` can be put there", bounds),
    };
    retype_offer(context, retypes, count, &rewrite, fix);
    if (count == 1) supertrait_plan(context, trait, retypes[0].bounds);
}

const FixStrategy fix_dyn_add_send = {
    .id = "dyn-add-send",
    .summary = "say of a trait object that it is Send or Sync",
    .cost = 30,
    .plan = plan,
};
