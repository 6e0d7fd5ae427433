/*
 * One line instead of many, but a promise that everybody who implements the trait must keep: so it comes behind the form that
 * bounds the trait objects themselves.
 */
#include "fix/supertrait.h"

#include "fix/bounds.h"
#include "fix/strategies.h"
#include "fix/threads.h"
#include "rust/ownership.h"

enum { SECOND_FORM = 12 };

static bool suits_all(const FixContext *context, Str name, Str bounds) {
    ItemList impls = {0};
    index_impls_of(context->arena, &impls, workspace_index(context->workspace), name);
    for (size_t i = 0; i < impls.count; i++) {
        const Item *impl = impls.items[i];
        if (node_field(impl->node, FIELD_TYPE_PARAMETERS) ||
            threads_blocked_item(context, impl, bounds).len > 0) {
            return false;
        }
    }
    return impls.count > 0;
}

void supertrait_plan(const FixContext *context, Str name, Str bounds) {
    ItemList traits = {0};
    index_find_all(context->arena, &traits, workspace_index(context->workspace), ITEM_TRAIT, name);
    const Node *trait = traits.count == 1 ? traits.items[0]->node : NULL;
    if (!trait || ownership_refusal(trait).len > 0 || bounds_has(trait, bounds) ||
        !suits_all(context, name, bounds)) {
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    bounds_add(&rewrite, trait, bounds);
    const char *both = str_is(bounds, "Send Sync")               ? "Send + Sync"
                       : bounds.len > 0 && bounds.data[1] == 'e' ? "Send"
                                                                 : "Sync";
    Fix fix = {
        .id = fix_dyn_add_send.id,
        .rank = fix_dyn_add_send.cost + SECOND_FORM,
        .title = str_format(context->arena, "Demand `%s` of all that implement `" STR_FMT "`", both,
                            STR_ARG(name)),
        .why = STR("what a trait demands, its objects and parameters have without saying so"),
        .cost =
            str_format(context->arena, "only types that are `%s` can implement the trait", both),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) VEC_PUSH(context->arena, context->fixes, fix);
}
