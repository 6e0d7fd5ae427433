/*
 * async-mutex: a lock whose guard may be kept over an await, where it has to be.
 *
 * It comes last among the repairs of a guard: whoever awaits with the lock held makes all others wait for as long. It is offered
 * only where the program uses a crate with such a lock already, or has one itself, and where everybody who locks can await.
 */
#include "fix/async_lock.h"
#include "fix/fix.h"
#include "fix/strategies.h"

static bool is_guard(Str type) {
    static const char *const names[] = {"MutexGuard", "RwLockReadGuard", "RwLockWriteGuard",
                                        "MappedMutexGuard"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_find_word(type, str_from(names[i]), 0) != STR_NONE) {
            return true;
        }
    }
    return false;
}

static bool is_lock_call(const Node *call) {
    Str method = node_text(node_field(node_field(call, FIELD_FUNCTION), FIELD_FIELD));
    return node_is(call, NODE_CALL_EXPRESSION) &&
           (str_is(method, "lock") || str_is(method, "read") || str_is(method, "write"));
}

/* The `x.lock()` in the chain that makes a guard. */
static const Node *lock_call(const Node *value) {
    for (unsigned steps = 0; value != NULL && steps < 32; steps++) {
        if (is_lock_call(value)) {
            return value;
        }
        const Node *function = node_field(value, FIELD_FUNCTION);
        const Node *receiver = node_field(function, FIELD_VALUE);
        value = receiver != NULL                       ? receiver
                : node_is(value, NODE_CALL_EXPRESSION) ? NULL
                                                       : node_first(value);
    }
    return NULL;
}

static const Node *value_of(const Finding *finding) {
    const Node *let = scope_declaration(finding->binding);
    if (finding->binding == NULL) {
        return finding->value;
    }
    return node_is(let, NODE_LET_DECLARATION) || node_is(let, NODE_LET_CONDITION)
               ? node_field(let, FIELD_VALUE)
               : NULL;
}

/* The type of the lock that a call locks: through references and pointers. */
static const Type *lock_type(const FixContext *context, const Node *call) {
    const Node *receiver = node_field(node_field(call, FIELD_FUNCTION), FIELD_VALUE);
    const Type *type = flow_type(workspace_flow(context->workspace), receiver);
    for (unsigned steps = 0; steps < 8; steps++) {
        Str name = type_name(type);
        if (str_is(name, "Mutex") || str_is(name, "RwLock")) {
            return type;
        }
        bool through = type_kind(type) == TYPE_REFERENCE || str_is(name, "Arc") ||
                       str_is(name, "Rc") || str_is(name, "Box") || str_is(name, "LazyLock") ||
                       str_is(name, "Lazy");
        if (!through) {
            break;
        }
        type = type_argument(type, 0);
    }
    return NULL;
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    if (finding->hold != HOLD_ACROSS_AWAIT || finding->value == NULL ||
        !is_guard(finding->value_type)) {
        return;
    }
    const Node *call = lock_call(value_of(finding));
    const Type *type = call != NULL ? lock_type(context, call) : NULL;
    AsyncLock lock;
    if (type == NULL || !async_lock_find(context, &lock, type_name(type), call)) {
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    Swap swap = swap_new(context->arena, &rewrite, workspace_edition(context->workspace));
    async_lock_convert(context, &swap, type, &lock);
    swap_finish(&swap);
    Fix fix = {
        .id = fix_async_mutex.id,
        .rank = fix_async_mutex.cost,
        .title = str_format(context->arena,
                            "lock with `" STR_FMT "`, whose guard may live over an await",
                            STR_ARG(lock.path)),
        .why = STR("its guard may be released on another thread than the one that took it"),
        .cost = STR(
            "the lock stays held during the await, and all others wait as long: two that wait for each other "
            "hang"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        Refusal refusal = {.id = fix_async_mutex.id, .why = rewrite.trouble};
        VEC_PUSH(context->arena, context->refusals, refusal);
    }
}

const FixStrategy fix_async_mutex = {
    .id = "async-mutex",
    .summary = "replace a lock by an async-aware one, whose guard may live over an await",
    .cost = 60,
    .plan = plan,
};
