/*
 * map-err: turn an error that `?` cannot pass on into one that it can, where it arises.
 *
 * `?` into a `Box<dyn Error + Send + Sync>` or into anyhow's error wants an error that is Send and Sync. The error of a lock
 * holds its guard and never is; a plain `Box<dyn Error>` that another crate gives cannot be made so either. The text of the
 * error can go on in their place.
 */
#include "base/text.h"
#include "fix/fix.h"
#include "fix/imports.h"
#include "fix/layout.h"
#include "fix/strategies.h"
#include "match/match.h"
#include "match/type_text.h"
#include "rust/flow.h"
#include "rust/names.h"

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

/* Whether the file names things of a crate by `use`. */
static bool imports_from(const Source *source, const char *krate) {
    for (const Node *node = source->root->first; node; node = node->next) {
        Str path = node_text(node_field(node, FIELD_ARGUMENT));
        if (node_is(node, NODE_USE_DECLARATION) && str_is(names_root(path), krate)) return true;
    }
    return false;
}

/* `name!`, imported like the other things of its crate, or `krate::name!`. */
static Str macro_name(const FixContext *context, Imports *imports, const Node *place,
                      const char *krate, const char *name) {
    Str path = str_format(context->arena, "%s::%s", krate, name);
    return imports_from(place->source, krate) ? imports_use(imports, path) : path;
}

/* The expression that makes a new error of `e`; empty where we know of none. */
static Str converted(const FixContext *context, Imports *imports, const Node *place, Str target) {
    static const char *const macros[][3] = {{"anyhow::Error", "anyhow", "anyhow"},
                                            {"eyre::Report", "eyre", "eyre"},
                                            {"Report", "eyre", "eyre"}};
    if (str_starts(target, STR("Box<")) || is_made_from_text(context, target)) {
        return STR("e.to_string()");
    }
    for (size_t i = 0; i < sizeof macros / sizeof macros[0]; i++) {
        if (!str_ends(target, str_from(macros[i][0]))) continue;
        return str_format(context->arena, STR_FMT "!(\"{e}\")",
                          STR_ARG(macro_name(context, imports, place, macros[i][1], macros[i][2])));
    }
    return (Str){0};
}

/* `a? * b?` on a line that has become too long is broken before the operator. */
static void break_at_operator(Rewrite *rewrite, const Node *operand) {
    const Node *binary = operand->parent;
    const Node *sign = node_field(binary, FIELD_OPERATOR);
    const Node *left = node_field(binary, FIELD_LEFT);
    const Node *statement = syntax_statement(binary);
    if (!sign || operand != node_field(binary, FIELD_RIGHT) || !statement) return;
    Str line = rewrite_text(rewrite, statement->source, statement->start, statement->end);
    if (layout_column(statement) + text_width(line) <= LAYOUT_WIDTH) return;
    rewrite_range(rewrite, binary->source, left->end, sign->start,
                  str_format(rewrite->arena, "\n" STR_FMT STR_FMT,
                             STR_ARG(syntax_indentation(statement)),
                             STR_ARG(syntax_indent_step(binary->source))));
}

/* Puts a link before the `?` of a chain that may go on behind it. */
static void put_before_question(Rewrite *rewrite, const Node *question, Str link) {
    Arena *arena = rewrite->arena;
    const Node *whole = chain_around(question);
    bool operand = node_is(whole->parent, NODE_BINARY_EXPRESSION);
    if (operand || rewrite_covers(rewrite, whole) || chain_has_comment(whole) || whole->in_macro) {
        rewrite_after(rewrite, node_first(question), link);
        if (operand) break_at_operator(rewrite, whole);
        return;
    }
    Chain chain = chain_read(arena, whole);
    if (chain.vertical) {
        rewrite_after(rewrite, node_first(question),
                      str_format(arena, "\n" STR_FMT STR_FMT STR_FMT, STR_ARG(chain.indentation),
                                 STR_ARG(syntax_indent_step(whole->source)), STR_ARG(link)));
        return;
    }
    size_t reached = chain_read(arena, question).links.count;
    StrList links = {0};
    for (size_t i = 0; i < chain.links.count; i++) {
        Str text = chain.links.items[i];
        bool here = i + 1 == reached;
        if (here && str_ends(text, STR("?"))) text.len--;
        VEC_PUSH(arena, &links, text);
        if (here) VEC_PUSH(arena, &links, str_format(arena, STR_FMT "?", STR_ARG(link)));
    }
    chain.links = links;
    chain_put(rewrite, whole, &chain);
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    Rewrite rewrite = rewrite_new(context->arena);
    NodeList done = {0};
    Imports *imports = NULL;
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const Evidence *evidence = finding->evidence.items[i];
        const Node *question = question_of(context, evidence);
        const Node *value = node_first(question);
        bool known = false;
        for (size_t k = 0; k < done.count; k++) known = known || done.items[k] == question;
        if (known) continue;
        if (!value) return;
        if (!imports)
            imports = imports_new(context->arena, question, workspace_edition(context->workspace));
        Str expression = converted(context, imports, question, target_of(evidence));
        if (expression.len == 0) return;
        put_before_question(
            &rewrite, question,
            str_format(context->arena, ".map_err(|e| " STR_FMT ")", STR_ARG(expression)));
        VEC_PUSH(context->arena, &done, question);
    }
    if (imports) imports_apply(imports, &rewrite);
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
