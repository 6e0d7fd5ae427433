/*
 * channel: a receiving end that belongs to its loop, and values that stay where they are and get messages.
 *
 * `rx.iter()` borrows std's Receiver for the whole loop, and a borrow of it is not Send. The loop can own the receiver, or ask
 * it anew each round: `rx.recv()` borrows it for that call alone. The rest is advice: an async channel, and a thread of its own for
 * what may not leave it.
 */
#include "fix/fix.h"
#include "fix/rewrite.h"
#include "fix/strategies.h"
#include "match/type_text.h"
#include "rust/flow.h"
#include "rust/names.h"
#include "rust/scope.h"

static void push(const FixContext *context, Fix fix) {
    fix.id = fix_channel.id;
    fix.rank += fix_channel.cost;
    VEC_PUSH(context->arena, context->fixes, fix);
}

/* ---- loops over a receiver ---- */

typedef struct Drain {
    const Node *iterator; /* `rx.iter()`, `&rx`; of a longer chain its start */
    const Node *receiver; /* `rx` */
    bool tries;           /* try_iter: ends when nothing is there */
} Drain;

/* The start of a chain of adapters: `rx.iter()` of `rx.iter().enumerate()`. */
static const Node *chain_start(const Node *value) {
    for (;;) {
        const Node *inner = node_field(node_field(value, FIELD_FUNCTION), FIELD_VALUE);
        if (!node_is(value, NODE_CALL_EXPRESSION) || !node_is(inner, NODE_CALL_EXPRESSION))
            return value;
        value = inner;
    }
}

static bool read_drain(const Node *value, Drain *out) {
    value = chain_start(value);
    *out = (Drain){.iterator = value};
    if (node_is(value, NODE_REFERENCE_EXPRESSION)) {
        out->receiver = node_field(value, FIELD_VALUE);
        return out->receiver != NULL;
    }
    const Node *function = node_field(value, FIELD_FUNCTION);
    Str method = node_text(node_field(function, FIELD_FIELD));
    out->receiver = node_field(function, FIELD_VALUE);
    out->tries = str_is(method, "try_iter");
    return out->receiver && (out->tries || str_is(method, "iter"));
}

/* Whether the variable holds the receiver itself, not a reference to it. */
static bool is_owned(const FixContext *context, const Node *binding) {
    const Type *type = flow_type(workspace_flow(context->workspace), binding);
    return type_kind(type) == TYPE_PATH && str_is(type_name(type), "Receiver");
}

/* Whether a loop can take the variable for good: nothing uses it later, and no outer loop comes here again. */
static bool may_consume(Arena *arena, const Node *binding, const Node *loop) {
    NodeList uses = {0};
    scope_uses(arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) {
        bool iterator = node_within(uses.items[i], node_field(loop, FIELD_VALUE));
        if (uses.items[i]->start > loop->start && !iterator) return false;
    }
    const Node *home = scope_of(binding);
    for (const Node *node = loop->parent; node && node != home; node = node->parent) {
        bool repeats = node_is(node, NODE_FOR_EXPRESSION) || node_is(node, NODE_WHILE_EXPRESSION) ||
                       node_is(node, NODE_LOOP_EXPRESSION) ||
                       node_is(node, NODE_CLOSURE_EXPRESSION);
        if (repeats) return false;
    }
    return true;
}

/* `for x in rx.iter() {` becomes `while let Ok(x) = rx.recv() {`. */
static void ask_each_round(Rewrite *rewrite, const Node *loop, const Drain *drain) {
    const Node *word = node_token(loop, "for");
    Str pattern = node_text(node_field(loop, FIELD_PATTERN));
    if (!word) {
        rewrite_fail(rewrite, STR("the loop is written by a macro"));
        return;
    }
    rewrite_range(rewrite, loop->source, word->start, drain->iterator->end,
                  str_format(rewrite->arena, "while let Ok(" STR_FMT ") = " STR_FMT ".%s()",
                             STR_ARG(pattern), STR_ARG(node_text(drain->receiver)),
                             drain->tries ? "try_recv" : "recv"));
}

static void plan_loop(const FixContext *context) {
    const Finding *finding = context->finding;
    Drain drain;
    if (finding->hold != HOLD_ACROSS_AWAIT || !read_drain(finding->value, &drain)) return;
    const Node *loop = finding->value->parent;
    const Node *binding =
        node_is(drain.receiver, NODE_IDENTIFIER) ? scope_binding(drain.receiver) : NULL;
    bool in_for = node_is(loop, NODE_FOR_EXPRESSION) && finding->value->field == FIELD_VALUE;
    bool owned = binding && is_owned(context, binding);
    if (!in_for || (binding && !owned)) return;
    bool consume = owned && !drain.tries && may_consume(context->arena, binding, loop);
    bool chained = drain.iterator != finding->value;
    if (chained && !consume) return;
    Rewrite rewrite = rewrite_new(context->arena);
    if (consume) {
        Str owner = node_text(drain.receiver);
        rewrite_replace(&rewrite, drain.iterator,
                        chained ? str_format(context->arena, STR_FMT ".into_iter()", STR_ARG(owner))
                                : owner);
    } else {
        ask_each_round(&rewrite, loop, &drain);
    }
    Fix fix = {
        .title = consume ? str_format(context->arena, "let the loop own `" STR_FMT "`",
                                      STR_ARG(node_text(drain.receiver)))
                         : STR("ask the channel anew in each round of the loop"),
        .why = STR(
            "a receiver may go to another thread, only a borrow of it may not, and the iterator "
            "borrows it over the await"),
        .cost = STR(
            "none beyond what it costs now: waiting for a message blocks the thread, and with it "
            "the runtime's other tasks on it"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) push(context, fix);
}

/* ---- advice ---- */

static bool is_std_receiver(const Finding *finding) {
    return finding->knowledge && str_is(finding->knowledge->rule, "channel-end");
}

static bool has_tokio(const FixContext *context) {
    const Workspace *workspace = context->workspace;
    for (size_t i = 0; i < workspace_source_count(workspace); i++) {
        const Source *source = workspace_source_at(workspace, i);
        if (source->editable && names_mentions(context->arena, source, STR("tokio"))) return true;
    }
    return false;
}

static void advise_async_channel(const FixContext *context) {
    const Node *body = context->finding->body;
    if (!has_tokio(context) || !syntax_is_async(body)) return;
    push(context,
         (Fix){
             .title = STR("use `tokio::sync::mpsc`, whose `recv().await` does not block"),
             .why = STR("std's receiver stops the whole thread while it waits; tokio's lets "
                        "other tasks run, and may be held over an await"),
             .cost = STR("both ends change: a bounded channel's `send` is awaited as well"),
         });
}

/* Whether the catalogue names this repair among the first three. */
static bool is_named(const TypeKnowledge *known) {
    Str list = known ? known->fixes : (Str){0}, word;
    for (int place = 0; place < 3 && str_next(&list, ' ', &word); place++) {
        if (str_is(word, fix_channel.id)) return true;
    }
    return false;
}

static void advise_owner(const FixContext *context) {
    const Finding *finding = context->finding;
    if (!is_named(finding->knowledge)) return;
    Str name = finding->knowledge->marker ? (Str){0} : type_text_head(finding->blamed_type);
    Str what =
        name.len > 0 ? str_format(context->arena, "the `" STR_FMT "`", STR_ARG(name)) : STR("it");
    push(context,
         (Fix){
             .title = str_format(context->arena,
                                 "leave " STR_FMT " with one thread and send that thread messages",
                                 STR_ARG(what)),
             .why =
                 STR("what may not leave its thread can stay there; the others send what they want "
                     "done, with a `oneshot` to answer on"),
             .cost = STR(
                 "a message and an answer for each request, and a thread that must be kept going"),
         });
}

static void plan(const FixContext *context) {
    if (is_std_receiver(context->finding)) {
        plan_loop(context);
        advise_async_channel(context);
    } else {
        advise_owner(context);
    }
}

const FixStrategy fix_channel = {
    .id = "channel",
    .summary = "let one task own a receiver, or one thread a value, and send it messages",
    .cost = 20,
    .plan = plan,
};
