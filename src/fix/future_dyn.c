/*
 * `Pin<Box<dyn Future<..>>>` has forgotten that the future in it was Send. Only Send is ever added: hardly any future is Sync,
 * and whoever asks for that should rather not.
 */
#include "fix/future_dyn.h"

#include "fix/retype.h"
#include "fix/strategies.h"
#include "match/type_text.h"

void future_dyn_plan(const FixContext *context) {
    const Finding *finding = context->finding;
    const Root *root = &finding->roots.items[0];
    if (!str_contains(root->type, STR("dyn ")) || !str_is(type_text_head(root->type), "Future")) return;
    bool wants_send = false;
    for (size_t i = 0; i < finding->roots.count; i++) {
        wants_send = wants_send || str_is(finding->roots.items[i].trait, "Send");
    }
    if (!wants_send) {
        Str why = STR("a boxed future need only be Send; whoever asks for Sync shares it by "
                      "reference and should own it or borrow it by `&mut`");
        VEC_PUSH(context->arena, context->refusals,
                 (Refusal){.id = fix_future_add_send.id, .why = why});
        return;
    }
    Retype retype;
    if (!retype_find(context->arena, &retype, context->workspace, finding->origin)) return;
    Rewrite rewrite = rewrite_new(context->arena);
    Fix fix = {
        .id = fix_future_add_send.id,
        .rank = fix_future_add_send.cost,
        .title = str_format(context->arena, "say `+ Send` of the boxed future " STR_FMT,
                            STR_ARG(retype_count(context->arena, &retype))),
        .why = STR("`dyn Future` forgets that the future in the box is `Send`"),
        .cost = STR("every future that is put in the box must be `Send`"),
    };
    retype_offer(context, &retype, &rewrite, STR("Send"), fix);
}
