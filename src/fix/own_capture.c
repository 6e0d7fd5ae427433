/*
 * own-capture: what goes to another thread or into a future owns what it needs, instead of referring to something else.
 *
 * Each form takes out of the shared or unsendable owner just what is used: a value read before the task, a field instead of the
 * whole, a text instead of its unfinished formatting, the receiver itself instead of a reference to it.
 */
#include "fix/fix.h"
#include "fix/format_text.h"
#include "fix/strategies.h"

static void plan(const FixContext *context) {
    const FixStrategy *strategy = &fix_own_capture;
    if (format_text_plan(context, strategy)) {
        return;
    }
}

const FixStrategy fix_own_capture = {
    .id = "own-capture",
    .summary = "let a task own what it needs, instead of referring to something that cannot be shared",
    .cost = 22,
    .plan = plan,
};
