/*
 * map-err: turn an error that `?` cannot pass on into one that it can, where it arises.
 *
 * `?` into a `Box<dyn Error + Send + Sync>` or into anyhow's error wants an error that is Send and Sync. The error of a lock
 * holds its guard and never is; a plain `Box<dyn Error>` that another crate gives cannot be made so either. The text of the
 * error can go on in their place.
 */
#include "fix/fix.h"
#include "fix/imports.h"
#include "fix/layout.h"
#include "fix/strategies.h"
#include "match/match.h"
#include "match/type_text.h"
#include "rust/flow.h"

/* The `?` that a diagnostic is about. */
static const Node *question_of(const FixContext *context, const Evidence *evidence) {
    if (!evidence_fact(evidence, FACT_HEADLINE_QUESTION)) return NULL;
    const SpanList *spans = &evidence->diagnostic->spans;
    for (size_t i = 0; i < spans->count; i++) {
        const Node *node =
            spans->items[i].primary ? workspace_node(context->workspace, &spans->items[i]) : NULL;
        for (; node && !node_is(node, NODE_BLOCK); node = node->parent) {
            if (node_is(node, NODE_TRY_EXPRESSION)) return node;
        }
    }
    return NULL;
}

/* What the error must become: the type for which rustc misses an `impl From`. */
static Str target_of(const Evidence *evidence) {
    for (size_t i = evidence->facts.count; i > 0; i--) {
        const Fact *fact = &evidence->facts.items[i - 1];
        if (fact->kind == FACT_REQUIRED_FOR) return fact->type;
    }
    return (Str){0};
}

/* Whether a type of the user's is made from a String. */
static bool is_made_from_text(const FixContext *context, Str target) {
    ItemList impls = {0};
    index_find_all(context->arena, &impls, workspace_index(context->workspace), ITEM_IMPL,
                   type_text_head(target));
    for (size_t i = 0; i < impls.count; i++) {
        if (str_is(node_text(node_field(impls.items[i]->node, FIELD_TRAIT)), "From<String>"))
            return true;
    }
    return false;
}

/* `name!` or `krate::name!`, as the module can say it. */
static Str macro_name(const FixContext *context, const Node *place, const char *krate,
                      const char *name) {
    Imports *imports = imports_new(context->arena, place, workspace_edition(context->workspace));
    Str path = str_format(context->arena, "%s::%s", krate, name);
    bool known = str_eq(imports_path(imports, str_from(name)), path);
    return known ? str_from(name) : path;
}

/* The expression that makes a new error of `e`; empty where we know of none. */
static Str converted(const FixContext *context, const Node *place, Str target) {
    static const char *const macros[][3] = {{"anyhow::Error", "anyhow", "anyhow"},
                                            {"eyre::Report", "eyre", "eyre"},
                                            {"Report", "eyre", "eyre"}};
    if (str_starts(target, STR("Box<")) || is_made_from_text(context, target)) {
        return STR("e.to_string()");
    }
    for (size_t i = 0; i < sizeof macros / sizeof macros[0]; i++) {
        if (!str_ends(target, str_from(macros[i][0]))) continue;
        return str_format(context->arena, STR_FMT "!(\"{e}\")",
                          STR_ARG(macro_name(context, place, macros[i][1], macros[i][2])));
    }
    return (Str){0};
}

static void put_map_err(Rewrite *rewrite, const Node *value, Str expression) {
    Arena *arena = rewrite->arena;
    Str link = str_format(arena, ".map_err(|e| " STR_FMT ")", STR_ARG(expression));
    Chain chain = chain_read(arena, value);
    if (chain.vertical || chain_has_comment(value) || value->in_macro) {
        Str gap = chain.vertical
                      ? str_format(arena, "\n" STR_FMT STR_FMT, STR_ARG(chain.indentation),
                                   STR_ARG(syntax_indent_step(value->source)))
                      : STR("");
        rewrite_after(rewrite, value,
                      str_format(arena, STR_FMT STR_FMT, STR_ARG(gap), STR_ARG(link)));
        return;
    }
    VEC_PUSH(arena, &chain.links, link);
    chain_put(rewrite, value, &chain);
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    Rewrite rewrite = rewrite_new(context->arena);
    NodeList done = {0};
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const Evidence *evidence = finding->evidence.items[i];
        const Node *question = question_of(context, evidence);
        const Node *value = node_first(question);
        bool known = false;
        for (size_t k = 0; k < done.count; k++) known = known || done.items[k] == question;
        if (known) continue;
        Str expression = value ? converted(context, question, target_of(evidence)) : (Str){0};
        if (expression.len == 0) return;
        put_map_err(&rewrite, value, expression);
        VEC_PUSH(context->arena, &done, question);
    }
    Fix fix = {
        .id = fix_map_err.id,
        .rank = fix_map_err.cost,
        .title = STR("Pass on the text of the error instead of the error"),
        .why = STR("`?` puts the error into one that may go to another thread, and a String may"),
        .cost = STR("the new error has no `source()` and cannot be told apart by its type"),
    };
    if (done.count > 0 && rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    }
}

const FixStrategy fix_map_err = {
    .id = "map-err",
    .summary = "turn an error into one that is Send where it arises",
    .cost = 35,
    .plan = plan,
};
