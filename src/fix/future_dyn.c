/*
 * `Pin<Box<dyn Future<..>>>` has forgotten that the future in it was Send. Only Send is ever added: hardly any future is Sync,
 * and whoever asks for that should rather not.
 */
#include "fix/future_dyn.h"

#include "fix/retype.h"
#include "fix/strategies.h"

void future_dyn_plan(const FixContext *context) {
    const RootList *roots = &context->finding->roots;
    if (roots->count == 0 || !retype_is_future(context, retype_trait(roots->items[0].type))) return;
    bool wants_send = false;
    for (size_t i = 0; i < roots->count; i++) {
        wants_send = wants_send || str_is(roots->items[i].trait, "Send");
    }
    if (!wants_send) {
        Str why = STR("a boxed future need only be Send; whoever asks for Sync shares it by "
                      "reference and should own it or borrow it by `&mut`");
        VEC_PUSH(context->arena, context->refusals,
                 (Refusal){.id = fix_future_add_send.id, .why = why});
        return;
    }
    Retype retypes[RETYPE_MOST];
    size_t count = retype_find_all(context, retypes);
    if (count == 0) return;
    Rewrite rewrite = rewrite_new(context->arena);
    Fix fix = {
        .id = fix_future_add_send.id,
        .rank = fix_future_add_send.cost,
        .title = str_format(context->arena, "Say `+ Send` of the boxed future " STR_FMT,
                            STR_ARG(retype_places(context->arena, retypes, count))),
        .why = STR("`dyn Future` forgets that the future in the box is `Send`"),
        .cost = STR("every future that is put in the box must be `Send`"),
    };
    retype_offer(context, retypes, count, &rewrite, fix);
}
