/*
 * boxed-future: rewrites for what the compiler cannot prove for every lifetime.
 *
 * Inside of a future rustc forgets which lifetimes were meant, and asks for Send (or FnOnce) with any. An `unsafe impl Send` for
 * one lifetime is then "not general enough", and so is a closure over references that is kept across an await. The first is
 * said for every lifetime; for the second, the iterator that the closure is in is collected before it is handed on.
 */
#include "fix/fix.h"
#include "fix/hoist.h"
#include "fix/layout.h"
#include "fix/life.h"
#include "fix/rewrite.h"
#include "fix/strategies.h"
#include "match/match.h"
#include "match/type_text.h"
#include "rust/flow.h"
#include "rust/lazy.h"

static void offer(const FixContext *context, Rewrite *rewrite, Fix fix) {
    fix.id = fix_boxed_future.id;
    fix.rank = fix_boxed_future.cost;
    if (rewrite_finish(rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        VEC_PUSH(context->arena, context->refusals,
                 (Refusal){.id = fix.id, .why = rewrite->trouble});
    }
}

/* ---- `unsafe impl Send for Lease<'static>` ---- */

/* Whether a lifetime stands among the arguments of the type before another node of the same name. */
static bool comes_again(const Node *type, const Node *lifetime) {
    for (const Node *node = type; node; node = node_walk(node, type)) {
        if (node != lifetime && node_is(node, NODE_LIFETIME) &&
            str_eq(node_text(node), node_text(lifetime))) {
            return true;
        }
    }
    return false;
}

/* Whether the where clause of an impl bounds lifetimes alone; false where there is none. */
static bool bounds_lifetimes(const Node *where) {
    for (const Node *node = node_first(where); node; node = node_next(node)) {
        if (!node_is(node_field(node, FIELD_LEFT), NODE_LIFETIME)) return false;
    }
    return where != NULL;
}

/*
 * The impl whose header fixes a lifetime that rustc wants to be any: 'static, one lifetime in two places, or one with a bound.
 */
static const Item *narrow_impl(const FixContext *context) {
    const Root *root = &context->finding->roots.items[0];
    ItemList impls = {0};
    index_find_all(context->arena, &impls, workspace_index(context->workspace), ITEM_IMPL,
                   type_text_head(root->type));
    for (size_t i = 0; i < impls.count; i++) {
        const Item *impl = impls.items[i];
        const Node *type = node_field(impl->node, FIELD_TYPE);
        if (!str_eq(impl->trait_name, root->trait)) continue;
        if (bounds_lifetimes(node_child(impl->node, NODE_WHERE_CLAUSE))) return impl;
        for (const Node *node = type; node; node = node_walk(node, type)) {
            if (node_is(node, NODE_LIFETIME) &&
                (str_is(node_text(node), "'static") || comes_again(type, node))) {
                return impl;
            }
        }
    }
    return NULL;
}

/* `'static` and `'a` become `'_`; a parameter `'a` that nothing names any more goes. */
static void widen(Rewrite *rewrite, const Item *impl) {
    const Node *type = node_field(impl->node, FIELD_TYPE);
    for (const Node *node = type; node; node = node_walk(node, type)) {
        if (node_is(node, NODE_LIFETIME)) rewrite_replace(rewrite, node, STR("'_"));
    }
    const Node *parameters = node_field(impl->node, FIELD_TYPE_PARAMETERS);
    const Node *where = node_child(impl->node, NODE_WHERE_CLAUSE);
    bool others = where && !bounds_lifetimes(where);
    for (const Node *node = node_first(parameters); node; node = node_next(node)) {
        others = others || !node_is(node, NODE_LIFETIME_PARAMETER);
    }
    if (parameters && !others) rewrite_delete(rewrite, parameters);
    if (where && !others)
        rewrite_range(rewrite, where->source, type->end, node_field(impl->node, FIELD_BODY)->start,
                      STR(" "));
    if (parameters && others) rewrite_fail(rewrite, STR("its impl has other parameters"));
}

static void plan_impl(const FixContext *context) {
    const Item *impl = narrow_impl(context);
    if (!impl) return;
    Rewrite rewrite = rewrite_new(context->arena);
    widen(&rewrite, impl);
    Str name = impl->name, trait = impl->trait_name;
    Fix fix = {
        .title = str_format(context->arena,
                            "implement `" STR_FMT "` for `" STR_FMT "` with any lifetime",
                            STR_ARG(trait), STR_ARG(name)),
        .why = STR(
            "a future's own type forgets which lifetime was meant, so that the compiler asks for "
            "every one"),
        .cost = str_format(context->arena,
                           "the promise of the `unsafe impl` must hold however long the `" STR_FMT
                           "` lives: read its SAFETY comment again",
                           STR_ARG(name)),
    };
    offer(context, &rewrite, fix);
}

/* ---- closures in iterators ---- */

/* Whether what takes the argument wants an Iterator, and not whatever can become one. */
static bool wants_iterator(const FixContext *context, const Node *argument) {
    const Node *call = node_is(argument->parent, NODE_ARGUMENTS) ? argument->parent->parent : NULL;
    const Item *callee = call ? flow_callee(workspace_flow(context->workspace), call) : NULL;
    Str signature = callee ? node_text(callee->node) : (Str){0};
    const Node *body = callee ? node_field(callee->node, FIELD_BODY) : NULL;
    if (body) signature = str_slice(signature, 0, body->start - callee->node->start);
    return str_find_word(signature, STR("Iterator"), 0) != STR_NONE &&
           str_find_word(signature, STR("IntoIterator"), 0) == STR_NONE;
}

static Str collection_name(const FixContext *context, const Node *lazy, bool first) {
    const Node *closure = node_child(node_field(lazy, FIELD_ARGUMENTS), NODE_CLOSURE_EXPRESSION);
    const Type *made =
        flow_type(workspace_flow(context->workspace), node_field(closure, FIELD_BODY));
    bool future = node_is(node_field(closure, FIELD_BODY), NODE_ASYNC_BLOCK) ||
                  (type_kind(made) == TYPE_IMPL && str_is(type_name(made), "Future"));
    Str name = future ? STR("futures") : STR("items");
    return !first || life_mentions(syntax_function(lazy), name)
               ? hoist_name(context->arena, context->workspace, lazy, syntax_statement(lazy))
               : name;
}

/* The statement before which the iterator can be collected: it runs at once, once. */
static const Node *statement_of(const Node *lazy) {
    const Node *statement = syntax_statement(lazy);
    bool plain =
        node_is(statement, NODE_LET_DECLARATION) || node_is(statement, NODE_EXPRESSION_STATEMENT) ||
        node_is(statement, NODE_AWAIT_EXPRESSION) || node_is(statement, NODE_TRY_EXPRESSION);
    for (const Node *node = lazy->parent; plain && node != statement; node = node->parent) {
        if (node_is(node, NODE_CLOSURE_EXPRESSION) || node_is(node, NODE_WHILE_EXPRESSION) ||
            node_is(node, NODE_MATCH_ARM) || node_is(node, NODE_IF_EXPRESSION)) {
            return NULL;
        }
    }
    return plain ? statement : NULL;
}

/* `let futures: Vec<_> = ...collect();` before the statement; in place where that cannot be, or it has a `let` of its own. */
static void collect(const FixContext *context, Rewrite *rewrite, const Node *lazy, bool first) {
    Arena *arena = context->arena;
    const Node *statement = lazy->parent->kind == NODE_LET_DECLARATION ? NULL : statement_of(lazy);
    bool iterator = wants_iterator(context, lazy);
    if (chain_has_comment(lazy)) rewrite_fail(rewrite, STR("a comment stands between the calls"));
    Chain chain = chain_read(arena, lazy);
    chain_add(arena, &chain, statement ? ".collect()" : ".collect::<Vec<_>>()");
    if (!statement) {
        if (iterator) chain_add(arena, &chain, ".into_iter()");
        chain_put(rewrite, lazy, &chain);
        return;
    }
    Str name = collection_name(context, lazy, first);
    Str indentation = rewrite_open_block(rewrite, statement->parent);
    Str before = str_format(arena, "let " STR_FMT ": Vec<_> = ", STR_ARG(name));
    Str written =
        chain_write(arena, &chain, before, STR(";"), indentation, syntax_indent_step(lazy->source));
    rewrite_before(rewrite, statement,
                   str_format(arena, STR_FMT "\n" STR_FMT, STR_ARG(written), STR_ARG(indentation)));
    rewrite_replace(rewrite, lazy,
                    str_format(arena, STR_FMT "%s", STR_ARG(name), iterator ? ".into_iter()" : ""));
}

static void plan_closures(const FixContext *context) {
    const Fact *headline =
        evidence_fact(context->finding->evidence.items[0], FACT_HEADLINE_GENERAL);
    if (!str_starts(headline->trait, STR("Fn"))) return;
    NodeList lazy = {0};
    lazy_arguments(context->arena, &lazy, workspace_flow(context->workspace),
                   context->finding->demand);
    if (lazy.count == 0) return;
    Rewrite rewrite = rewrite_new(context->arena);
    for (size_t i = 0; i < lazy.count; i++) collect(context, &rewrite, lazy.items[i], i == 0);
    Fix fix = {
        .title = STR("collect the iterator before handing it on"),
        .why = STR(
            "the compiler cannot prove that a closure over references, kept across an await, works "
            "for every lifetime; collected first, it is gone before the await"),
        .cost = STR("all items are made before the first is waited for, and kept in a Vec"),
    };
    offer(context, &rewrite, fix);
}

static void plan(const FixContext *context) {
    if (!evidence_fact(context->finding->evidence.items[0], FACT_HEADLINE_GENERAL)) return;
    plan_impl(context);
    plan_closures(context);
}

const FixStrategy fix_boxed_future = {
    .id = "boxed-future",
    .summary = "rewrite what the compiler cannot prove for every lifetime",
    .cost = 20,
    .plan = plan,
};
