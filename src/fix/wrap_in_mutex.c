/*
 * wrap-in-mutex: a value that may be sent but not shared, put behind a lock that threads can share.
 *
 * What is wrapped is the innermost thing of the user's own on the way from the shared value to the root: a field, or the variable
 * itself; where that cannot hold a Mutex, the thing around it. Never with an RwLock: `RwLock<T>` is Sync only where T is. And only
 * where T is Send: a Mutex round an Rc, a raw pointer or a guard changes nothing.
 */
#include "fix/fix.h"
#include "fix/narrow_lock.h"
#include "fix/strategies.h"
#include "fix/wrap_target.h"

static void refuse(const FixContext *context, Str why) {
    VEC_PUSH(context->arena, context->refusals, (Refusal){.id = fix_wrap_in_mutex.id, .why = why});
}

static bool wants_sync(const Finding *finding) {
    for (size_t i = 0; i < finding->roots.count; i++) {
        if (str_is(finding->roots.items[i].trait, "Sync")) {
            return true;
        }
    }
    return false;
}

/* Whether cell-to-sync, which was planned before, has found a way to make a lock or atomic of the cell itself. */
static bool is_converted(const FixContext *context) {
    for (size_t i = 0; i < context->fixes->count; i++) {
        if (str_is(str_from(context->fixes->items[i].id), "cell-to-sync")) {
            return true;
        }
    }
    return false;
}

/* Where an RwLock is there already, it is the wrong lock. */
static const Type *wrong_lock(const FixContext *context) {
    const Finding *finding = context->finding;
    const Node *keeper = finding->keeper;
    const Node *written =
        node_is(keeper, NODE_FIELD_DECLARATION) ? node_field(keeper, FIELD_TYPE) : keeper;
    if (finding->hold == HOLD_STATIC) {
        written = node_field(finding->value, FIELD_TYPE);
    }
    return narrow_lock_find(flow_type(workspace_flow(context->workspace),
                                      written != NULL ? written : finding->binding));
}

static void plan_narrow(const FixContext *context, const Type *type) {
    Rewrite rewrite = rewrite_new(context->arena);
    Swap swap = swap_new(context->arena, &rewrite, workspace_edition(context->workspace));
    narrow_lock(&swap, workspace_flow(context->workspace), type);
    swap_finish(&swap);
    Fix fix = {
        .id = fix_wrap_in_mutex.id,
        .rank = fix_wrap_in_mutex.cost,
        .title = STR("lock with a Mutex instead of an RwLock"),
        .why = STR(
            "an RwLock lets several readers in at once, so its content must be `Sync`; behind a Mutex, which "
            "lets in one at a time, `Send` is enough"),
        .cost = STR("readers wait for each other"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else if (rewrite.trouble.len > 0) {
        refuse(context, rewrite.trouble);
    }
}

/* Offers the target; else tells why it cannot be. */
static Str plan_target(const FixContext *context, const WrapTarget *target) {
    Rewrite rewrite = rewrite_new(context->arena);
    Guarded guarded = guarded_new(context->arena, context->workspace, &rewrite);
    wrap_target_write(context, target, &guarded);
    guarded_finish(&guarded);
    Fix fix = {
        .id = fix_wrap_in_mutex.id,
        .rank = fix_wrap_in_mutex.cost,
        .title =
            str_format(context->arena, "put `" STR_FMT "` into a Mutex, and lock it at each use",
                       STR_ARG(target->name)),
        .why = STR(
            "a Mutex lets one thread at a time touch its content, so what may be sent may be shared behind it"),
        .cost = STR(
            "each use locks, and a thread waits while another one has the lock; async code waits without "
            "letting others run"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
        return STR("");
    }
    return rewrite.trouble;
}

static void plan(const FixContext *context) {
    WrapTargetList targets = {0};
    if (context->finding->roots.count == 0 || !wants_sync(context->finding)) {
        return;
    }
    wrap_targets(context, &targets);
    Str why = STR("");
    for (size_t i = 0; i < targets.count; i++) {
        const WrapTarget *target = &targets.items[i];
        if (wrap_target_is_cell(target)) {
            if (is_converted(context)) {
                return;
            }
            continue;
        }
        if (!wrap_target_sends(context, target, &why)) {
            break;
        }
        const Type *lock = i == 0 ? wrong_lock(context) : NULL;
        if (lock != NULL) {
            plan_narrow(context, lock);
            return;
        }
        Str trouble = plan_target(context, target);
        why = why.len > 0 ? why : trouble;
        if (trouble.len == 0) {
            return;
        }
        if (!str_contains(trouble, STR(" derives "))) {
            break;
        }
    }
    if (why.len > 0 && context->finding->hold != HOLD_PASSED) {
        refuse(context, why);
    }
}

const FixStrategy fix_wrap_in_mutex = {
    .id = "wrap-in-mutex",
    .summary = "put a value that may be sent but not shared into a Mutex, locked at each use",
    .cost = 45,
    .plan = plan,
};
