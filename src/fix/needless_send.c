/*
 * Needless send: see needless_send.h.
 */
#include "fix/needless_send.h"

#include "fix/bounds.h"
#include "fix/retype.h"
#include "fix/rewrite.h"
#include "fix/threadless.h"
#include "match/match.h"
#include "rust/asked.h"
#include "rust/ownership.h"
#include "rust/scope.h"

/* The name of the type parameter that a bound belongs to; "impl" for an `impl Trait` argument; empty for others. */
static Str bounded_by(const Node *bound) {
    for (const Node *node = bound; node && !node_is(node, NODE_FUNCTION_ITEM);
         node = node->parent) {
        if (node_is(node, NODE_TYPE_PARAMETER)) return node_text(node_field(node, FIELD_NAME));
        if (node_is(node, NODE_WHERE_PREDICATE)) return node_text(node_field(node, FIELD_LEFT));
        if (node_is(node, NODE_PARAMETER)) return STR("impl");
    }
    return (Str){0};
}

/* The parameters that are of this type parameter, or (impl) the one around the bound. */
static void parameters_of(Arena *arena, NodeList *out, const Node *function, Str name,
                          const Node *bound) {
    const Node *list = node_field(function, FIELD_PARAMETERS);
    for (const Node *node = node_first(list); node; node = node_next(node)) {
        bool own = str_is(name, "impl") ? node_within(bound, node)
                                        : str_eq(node_text(node_field(node, FIELD_TYPE)), name);
        if (own) scope_pattern_bindings(arena, out, node_field(node, FIELD_PATTERN));
    }
}

static bool is_block_on(const Node *call) {
    const Node *function = node_field(call, FIELD_FUNCTION);
    bool method = node_is(function, NODE_FIELD_EXPRESSION);
    Str text = node_text(method ? node_field(function, FIELD_FIELD) : function);
    return str_ends(text, STR("block_on"));
}

/* Whether a use only runs the value where it is: awaits it, calls it, or blocks on it. */
static bool runs_here(const Node *use) {
    const Node *parent = use->parent;
    if (node_is(parent, NODE_AWAIT_EXPRESSION)) return true;
    if (node_is(parent, NODE_CALL_EXPRESSION) && use->field == FIELD_FUNCTION) return true;
    return node_is(parent, NODE_ARGUMENTS) && is_block_on(parent->parent);
}

static void advise(const FixContext *context, const FixStrategy *strategy) {
    const Fact *fact = evidence_fact(context->finding->evidence.items[0], FACT_REQUIRED_BY_HERE);
    const Node *bound = fact ? workspace_node(context->workspace, fact->span) : NULL;
    const Node *function = node_ancestor(bound, NODE_FUNCTION_ITEM);
    Str name = bounded_by(bound);
    if (!function || name.len == 0 || ownership_refusal(function).len > 0 ||
        node_within(bound, node_field(function, FIELD_BODY))) {
        return;
    }
    NodeList bindings = {0}, uses = {0};
    parameters_of(context->arena, &bindings, function, name, bound);
    for (size_t i = 0; i < bindings.count; i++)
        scope_uses(context->arena, &uses, bindings.items[i]);
    for (size_t i = 0; i < uses.count; i++) {
        if (!runs_here(uses.items[i])) return;
    }
    if (uses.count == 0) return;
    Str trait = context->finding->roots.items[0].trait;
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost,
        .title = str_format(context->arena,
                            "if `" STR_FMT "` is to run it on this thread for good, drop the bound",
                            STR_ARG(node_text(node_field(function, FIELD_NAME)))),
        .why = str_format(context->arena,
                          "`" STR_FMT "` only calls or awaits what it is given; nothing in "
                          "its body needs it to be `" STR_FMT "`",
                          STR_ARG(node_text(node_field(function, FIELD_NAME))), STR_ARG(trait)),
        .cost = STR("its body can no longer hand it to another thread"),
    };
    VEC_PUSH(context->arena, context->fixes, fix);
}

/* ---- a program without threads ---- */

static void offer(const FixContext *context, const FixStrategy *strategy, Rewrite *rewrite,
                  Str title) {
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost - (threadless_program(context) ? FIX_CERTAIN : 0),
        .title = title,
        .why = STR(
            "nothing in the source at hand goes to another thread, so that nobody needs the bound"),
        .cost = STR("whoever wants to send such a value later no longer can"),
    };
    if (rewrite_finish(rewrite, &fix.edits)) VEC_PUSH(context->arena, context->fixes, fix);
}

/* `Box<dyn Step + Send>` */
static bool relax_object(const FixContext *context, Rewrite *rewrite) {
    const Finding *finding = context->finding;
    if (!evidence_fact(finding->evidence.items[0], FACT_REQUIRED_CAST)) return false;
    const Node *object = asked_object(context->arena, workspace_flow(context->workspace),
                                      finding->demand, (Str){0}, finding->roots.items[0].trait);
    Retype retype;
    if (!object || !retype_find(context->arena, &retype, context->workspace, object)) return false;
    if (retype.trouble.len > 0) rewrite_fail(rewrite, retype.trouble);
    for (size_t i = 0; i < retype.objects.count; i++) {
        (void)bounds_remove(rewrite, retype.objects.items[i], STR("Send Sync"));
    }
    return true;
}

/* `trait Screen: Send + Sync` */
static bool relax_trait(const FixContext *context, Rewrite *rewrite) {
    const Fact *fact = evidence_fact(context->finding->evidence.items[0], FACT_REQUIRED_BY_HERE);
    const Node *bound = fact ? workspace_node(context->workspace, fact->span) : NULL;
    const Node *trait = node_ancestor(bound, NODE_TRAIT_ITEM);
    const Node *bounds = node_field(trait, FIELD_BOUNDS);
    if (!bounds || !node_within(bound, bounds) || ownership_refusal(trait).len > 0) return false;
    return bounds_remove(rewrite, trait, STR("Send Sync"));
}

void needless_send_plan(const FixContext *context, const FixStrategy *strategy) {
    advise(context, strategy);
    if (!threadless(context)) return;
    Rewrite rewrite = rewrite_new(context->arena);
    if (relax_object(context, &rewrite)) {
        offer(context, strategy, &rewrite,
              STR("do not ask Send of what is boxed: this program has one thread"));
    } else if (relax_trait(context, &rewrite)) {
        offer(context, strategy, &rewrite,
              STR("do not ask Send of every implementor: this program has one thread"));
    }
}
