/*
 * spawn-local: start the task on this thread instead of handing it to any.
 *
 * Where a value belongs to one thread (a browser's, a GTK program's, the only one there is), nothing is wrong with it: the place
 * of execution is. The loop that runs such tasks must be there already; whether it is running around this very call no
 * source tells for certain, so the cost says what happens where it is not.
 */
#include "fix/fix.h"
#include "fix/strategies.h"
#include "fix/swap.h"
#include "match/match.h"
#include "rust/local_spawn.h"
#include "rust/names.h"

static Str library_of(const Finding *finding) {
    return finding->knowledge ? finding->knowledge->library : (Str){0};
}

/* The spawn calls of all diagnostics of the finding. */
static void collect_calls(const FixContext *context, NodeList *calls) {
    const Finding *finding = context->finding;
    LocalSpawn spawn;
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const SpanList *spans = &finding->evidence.items[i]->diagnostic->spans;
        const Node *at = NULL;
        for (size_t k = 0; k < spans->count && !at; k++) {
            if (spans->items[k].primary) at = workspace_node(context->workspace, &spans->items[k]);
        }
        const Node *call =
            local_spawn_find(context->arena, &spawn, context->workspace, at, library_of(finding));
        bool known = call == NULL;
        for (size_t k = 0; k < calls->count; k++) known = known || calls->items[k] == call;
        if (!known) VEC_PUSH(context->arena, calls, call);
    }
}

/* Whether the catalogue names this repair for the type to blame: guards end their life in any program. */
static bool is_named(const TypeKnowledge *known) {
    Str list = known ? known->fixes : (Str){0}, word;
    while (str_next(&list, ' ', &word)) {
        if (str_is(word, fix_spawn_local.id)) return true;
    }
    return false;
}

static bool is_used(const Node *call) {
    return !node_is(call->parent, NODE_EXPRESSION_STATEMENT) && !node_is(call->parent, NODE_BLOCK);
}

/* `task::spawn` becomes `task::spawn_local` where `task` is the module of both. */
static bool keep_prefix(Rewrite *rewrite, const Node *function, Str path) {
    if (!node_is(function, NODE_SCOPED_IDENTIFIER)) return false;
    const Node *prefix = node_field(function, FIELD_PATH);
    Str module = names_path(rewrite->arena, function, node_text(prefix));
    Str wanted = str_slice(path, 0, path.len - names_last(path).len);
    if (wanted.len != module.len + 2 || !str_starts(wanted, module)) return false;
    rewrite_replace(rewrite, node_field(function, FIELD_NAME), names_last(path));
    return true;
}

static void write(Swap *swap, const Node *call, const LocalSpawn *spawn) {
    Rewrite *rewrite = swap->rewrite;
    const Node *function = node_field(call, FIELD_FUNCTION);
    if (!spawn->gives_handle && is_used(call)) {
        rewrite_fail(rewrite, STR("the handle that the spawn gives is used"));
        return;
    }
    if (spawn->is_method) {
        rewrite_replace(rewrite, node_field(function, FIELD_FIELD), spawn->path);
    } else if (node_is(function, NODE_IDENTIFIER) && str_find_byte(spawn->path, ':') != STR_NONE) {
        swap_mention(swap, function, spawn->path);
    } else if (str_find_byte(spawn->path, ':') == STR_NONE) {
        rewrite_replace(rewrite, function, spawn->path);
    } else if (!keep_prefix(rewrite, function, spawn->path)) {
        rewrite_replace(rewrite, function, swap_name(swap, function, spawn->path));
    }
}

/* The one `runtime.block_on(..)` of the program, on a runtime that a variable holds; NULL where it is not so simple. */
static const Node *only_block_on(const FixContext *context) {
    const Node *found = NULL;
    const Workspace *workspace = context->workspace;
    for (size_t i = 0; i < workspace_source_count(workspace); i++) {
        const Source *source = workspace_source_at(workspace, i);
        const Node *root = source->editable ? source->root : NULL;
        for (const Node *node = root; node; node = node_walk(node, root)) {
            const Node *function = node_field(node, FIELD_FUNCTION);
            if (!node_is(node, NODE_CALL_EXPRESSION) ||
                !str_is(node_text(node_field(function, FIELD_FIELD)), "block_on")) {
                continue;
            }
            if (found) return NULL;
            found = node;
        }
    }
    const Node *runtime = node_field(node_field(found, FIELD_FUNCTION), FIELD_VALUE);
    const Node *let =
        node_is(runtime, NODE_IDENTIFIER) ? scope_declaration(scope_binding(runtime)) : NULL;
    return node_is(let, NODE_LET_DECLARATION) ? found : NULL;
}

/* `runtime.block_on(f)` becomes `LocalSet::new().block_on(&runtime, f)`. */
static bool run_local_set(const FixContext *context, Swap *swap) {
    const Node *call = only_block_on(context);
    if (!call) return false;
    const Node *runtime = node_field(node_field(call, FIELD_FUNCTION), FIELD_VALUE);
    Str set = swap_name(swap, call, STR("tokio::task::LocalSet"));
    const Node *argument = node_first(node_field(call, FIELD_ARGUMENTS));
    rewrite_replace(swap->rewrite, runtime,
                    str_format(context->arena, STR_FMT "::new()", STR_ARG(set)));
    rewrite_before(swap->rewrite, argument,
                   str_format(context->arena, "&" STR_FMT ", ", STR_ARG(node_text(runtime))));
    return true;
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    Str library = library_of(finding);
    NodeList calls = {0};
    collect_calls(context, &calls);
    if (calls.count == 0 || !is_named(finding->knowledge)) return;
    LocalSpawn spawn;
    Rewrite rewrite = rewrite_new(context->arena);
    Swap swap = swap_new(context->arena, &rewrite, workspace_edition(context->workspace));
    for (size_t i = 0; i < calls.count; i++) {
        local_spawn_find(context->arena, &spawn, context->workspace, calls.items[i], library);
        write(&swap, calls.items[i], &spawn);
    }
    bool started = !spawn.at_hand && spawn.one_thread && run_local_set(context, &swap);
    if (!spawn.at_hand && !started) return;
    swap_finish(&swap);
    bool suits = local_spawn_suits(context->arena, context->workspace, &spawn, library,
                                   finding->binding ? finding->binding : finding->value);
    Fix fix = {
        .id = fix_spawn_local.id,
        .rank = fix_spawn_local.cost - (suits ? FIX_CERTAIN : 0),
        .title = str_format(context->arena, "keep the task on this thread: `" STR_FMT "`%s",
                            STR_ARG(names_last(spawn.path)), started ? ", run by a LocalSet" : ""),
        .why =
            STR("a task that stays on its thread may hold anything; only one that may move must be "
                "`Send`"),
        .cost =
            STR("it shares one thread with all such tasks, and must be started where the loop that "
                "runs them is running: elsewhere it panics"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        VEC_PUSH(context->arena, context->refusals,
                 (Refusal){.id = fix.id, .why = rewrite.trouble});
    }
}

const FixStrategy fix_spawn_local = {
    .id = "spawn-local",
    .summary = "start the task on this thread, where it need not be Send",
    .cost = 60,
    .plan = plan,
};
