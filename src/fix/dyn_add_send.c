/*
 * dyn-add-send: a trait object that says that it is Send or Sync.
 *
 * Owned boxes need Send, what is reached through a shared reference Sync, what an Arc holds both. Errors and futures have
 * strategies of their own. Where the trait is the user's, it may demand the bounds of every implementor instead.
 */
#include "fix/bounds.h"
#include "fix/fix.h"
#include "fix/retype.h"
#include "fix/strategies.h"
#include "match/type_text.h"

static bool is_object(Str type) {
    return str_contains(type, STR("dyn "));
}

/* Std's errors and futures are other strategies'. */
static bool is_others(const FixContext *context, Str name) {
    static const char *const others[] = {"Error", "StdError", "Fail", "Future"};
    if (index_find(workspace_index(context->workspace), ITEM_TRAIT, name)) return false;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (str_is(name, others[i])) return true;
    }
    return false;
}

static Str bounds_of(const FixContext *context, const Retype *retype, Str name) {
    const Finding *finding = context->finding;
    bool send = retype_is_held_by(retype, "Arc");
    bool sync = send;
    for (size_t i = 0; i < finding->roots.count; i++) {
        const Root *root = &finding->roots.items[i];
        if (!is_object(root->type)) continue;
        send = send || str_is(root->trait, "Send");
        sync = sync || str_is(root->trait, "Sync");
    }
    send = send || (sync && str_is(name, "Any")); /* std can downcast no `dyn Any + Sync` */
    return send && sync ? STR("Send Sync") : send ? STR("Send") : STR("Sync");
}

static const char *with_plus(Str bounds) {
    return str_is(bounds, "Send Sync") ? "Send + Sync" : str_is(bounds, "Send") ? "Send" : "Sync";
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    Str type = finding->roots.count > 0 ? finding->roots.items[0].type : (Str){0};
    Str name = type_text_head(type);
    Retype retype;
    if (!is_object(type) || is_others(context, name) ||
        !retype_find(context->arena, &retype, context->workspace, finding->origin)) {
        return;
    }
    Str bounds = bounds_of(context, &retype, name);
    Rewrite rewrite = rewrite_new(context->arena);
    Fix fix = {
        .id = fix_dyn_add_send.id,
        .rank = fix_dyn_add_send.cost,
        .title = str_format(context->arena, "say `dyn " STR_FMT " + %s` " STR_FMT, STR_ARG(name),
                            with_plus(bounds), STR_ARG(retype_count(context->arena, &retype))),
        .why = STR("a trait object is only what its type says, whatever the value behind it is"),
        .cost = str_format(context->arena, "only values that are `%s` can be put there",
                           with_plus(bounds)),
    };
    retype_offer(context, &retype, &rewrite, bounds, fix);
}

const FixStrategy fix_dyn_add_send = {
    .id = "dyn-add-send",
    .summary = "say of a trait object that it is Send or Sync",
    .cost = 30,
    .plan = plan,
};
