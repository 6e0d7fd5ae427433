/*
 * own-capture: what goes to another thread or into a future owns what it needs, instead of referring to something else.
 *
 * Each form takes out of the shared or unsendable owner just what is used: a value read before the task, a field instead of the
 * whole, a text instead of its unfinished formatting, the receiver itself instead of a reference to it.
 */
#include "fix/capture_content.h"
#include "fix/capture_move.h"
#include "fix/capture_reads.h"
#include "fix/fix.h"
#include "fix/format_text.h"
#include "fix/give_whole.h"
#include "fix/lend_fields.h"
#include "fix/owned_items.h"
#include "fix/strategies.h"

static void plan(const FixContext *context) {
    static bool (*const forms[])(const FixContext *, const FixStrategy *) = {
        format_text_plan, capture_move_plan, capture_reads_plan, capture_content_plan,
        lend_fields_plan, give_whole_plan,   owned_items_plan,
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (forms[i](context, &fix_own_capture)) {
            return;
        }
    }
}

const FixStrategy fix_own_capture = {
    .id = "own-capture",
    .summary =
        "let a task own what it needs, instead of referring to something that cannot be shared",
    .cost = 22,
    .plan = plan,
};
