/*
 * `match f().await { Err(e) => { log(&e.to_string()); pause().await } .. }`: no error need live
 * across the await when the Result is given its text instead, `.map_err(|e| e.to_string())`, where
 * it arises. All uses of the error are looked at: those that show it, or pass it on by `?` into a
 * type made from text, go on working; any other means that the error itself is needed.
 */
#include "fix/error_text.h"

#include "fix/layout.h"
#include "fix/life.h"
#include "fix/own.h"
#include "fix/rewrite.h"
#include "fix/strategies.h"
#include "match/type_text.h"
#include "rust/flow.h"
#include "rust/scope.h"
#include "rust/source.h"

/* ---- which Result ---- */

/* Whether a printed type is a Result whose error, and not its value, holds one of the roots. */
static bool is_result_of_root(Arena *arena, const Finding *finding, Str type) {
    if (!str_is(type_text_head(type), "Result")) return false;
    StrList arguments = {0};
    type_text_arguments(arena, &arguments, type);
    if (arguments.count != 2) return false;
    bool in_value = false;
    for (size_t i = 0; i < finding->roots.count; i++) {
        in_value =
            in_value || type_text_contains(arena, arguments.items[0], finding->roots.items[i].type);
    }
    return !in_value;
}

/* `Err(e)`, or e inside of `Some(Err(e))`. */
static bool in_err_pattern(const Node *binding) {
    for (const Node *node = binding; node; node = node->parent) {
        if (node_is(node, NODE_TUPLE_STRUCT_PATTERN)) {
            return str_is(node_text(node_field(node, FIELD_TYPE)), "Err");
        }
        bool pattern = node_is(node, NODE_IDENTIFIER) || node_is(node, NODE_MUT_PATTERN) ||
                       node_is(node, NODE_REF_PATTERN) || node_is(node, NODE_MATCH_PATTERN);
        if (!pattern) return false;
    }
    return false;
}

/* The value that a pattern is matched against. */
static const Node *scrutinee_of(const Node *binding) {
    const Node *declaration = scope_declaration(binding);
    if (node_is(declaration, NODE_MATCH_ARM)) {
        return node_field(node_ancestor(declaration, NODE_MATCH_EXPRESSION), FIELD_VALUE);
    }
    return node_field(declaration, FIELD_VALUE);
}

/* Through a variable to the expression of its `let`. */
static const Node *maker_of(const Node *value) {
    for (int hops = 0; hops < 4; hops++) {
        while (node_is(value, NODE_REFERENCE_EXPRESSION) ||
               node_is(value, NODE_PARENTHESIZED_EXPRESSION)) {
            const Node *inner = value->last;
            while (inner && !inner->named) inner = inner->prev;
            value = inner;
        }
        if (!node_is(value, NODE_IDENTIFIER)) return value;
        const Node *binding = scope_binding(value);
        const Node *declaration = binding ? scope_declaration(binding) : NULL;
        bool plain = node_is(declaration, NODE_LET_DECLARATION) &&
                     node_field(declaration, FIELD_PATTERN) == binding;
        if (!plain) return NULL;
        value = node_field(declaration, FIELD_VALUE);
    }
    return NULL;
}

static bool is_made_by_call(const Node *node) {
    return node_is(node, NODE_CALL_EXPRESSION) || node_is(node, NODE_AWAIT_EXPRESSION) ||
           node_is(node, NODE_MACRO_INVOCATION);
}

/* ---- what the error is used for ---- */

typedef struct Usage {
    Arena *arena;
    Workspace *workspace;
    Flow *flow;
    Str name;
    Str trouble;
    unsigned depth;
} Usage;

static void fail(Usage *usage, const Node *use, const char *what) {
    if (usage->trouble.len > 0) return;
    Location at = source_location(use->source, use->start, use->end);
    usage->trouble = str_format(
        usage->arena, "the error is %s in line %zu, so its text is not enough", what, at.line);
}

/* The bare name among a macro's arguments: `{e}`, `e`; not `e.line`. */
static bool is_macro_argument(const Node *use) {
    if (node_is(use, NODE_STRING_LITERAL)) return true;
    return node_is(use->parent, NODE_TOKEN_TREE) && !node_is_token(use->next, ".");
}

/* Whether what a function returns as its error can be made from a String by `?` or into(). */
static bool takes_text(Usage *usage, const Node *use) {
    const Node *body = syntax_body(use);
    const Node *result =
        node_is(body, NODE_FUNCTION_ITEM) ? node_field(body, FIELD_RETURN_TYPE) : NULL;
    if (!result) return false;
    const Type *type = flow_type(usage->flow, result);
    if (!str_is(type_name(type), "Result")) return false;
    const Type *error = type_argument(type, 1);
    if (str_is(type_name(error), "String")) return true;
    return str_is(type_name(error), "Box") && type_kind(type_argument(error, 0)) == TYPE_DYN &&
           str_is(type_name(type_argument(error, 0)), "Error");
}

static const Node *called_method(const Node *use) {
    const Node *field = use->parent;
    bool method = node_is(field, NODE_FIELD_EXPRESSION) &&
                  node_is(field->parent, NODE_CALL_EXPRESSION) &&
                  node_field(field, FIELD_VALUE) == use;
    return method ? node_field(field, FIELD_FIELD) : NULL;
}

static void check_result(Usage *usage, const Node *binding);

/* A use of the error itself. */
static void check_error_use(Usage *usage, const Node *use) {
    while (node_is(use->parent, NODE_REFERENCE_EXPRESSION)) use = use->parent;
    if (is_macro_argument(use)) return;
    const Node *method = called_method(use);
    if (method) {
        Str name = node_text(method);
        bool text = str_is(name, "to_string") || str_is(name, "len");
        if (!text) fail(usage, use, "asked for more than its text");
        return;
    }
    if (life_dropped(use->parent ? use->parent->parent : NULL)) return;
    const Node *statement = use->parent && use->parent->parent ? use->parent->parent->parent : NULL;
    if (life_dropped(statement)) return;
    fail(usage, use, "passed on");
}

static void check_error(Usage *usage, const Node *binding) {
    if (usage->name.len == 0) usage->name = node_text(binding);
    const Type *type = flow_type(usage->flow, binding);
    while (type_kind(type) == TYPE_REFERENCE) type = type_argument(type, 0);
    const Item *item = type_kind(type) == TYPE_PATH ? type_item(type) : NULL;
    if (item && !own_implements(usage->workspace, item, "Display")) {
        fail(usage, binding, "not made to be shown: its type has no Display, as seen");
    }
    NodeList uses = {0};
    scope_uses(usage->arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) check_error_use(usage, uses.items[i]);
}

/* The variables in a pattern that stand for the error; a pattern that looks into the error is trouble. */
static void check_pattern(Usage *usage, const Node *pattern) {
    if (node_is(pattern, NODE_MATCH_PATTERN)) pattern = node_first(pattern);
    if (node_is(pattern, NODE_IDENTIFIER)) {
        if (scope_declaration(pattern) && !str_is(node_text(pattern), "_"))
            check_result(usage, pattern);
        return;
    }
    for (const Node *node = pattern; node; node = node_walk(node, pattern)) {
        if (!node_is(node, NODE_TUPLE_STRUCT_PATTERN)) continue;
        if (!str_is(node_text(node_field(node, FIELD_TYPE)), "Err")) continue;
        const Node *inner = node_field(node, FIELD_TYPE);
        inner = inner ? node_next(inner) : NULL;
        while (node_is(inner, NODE_MUT_PATTERN) || node_is(inner, NODE_REF_PATTERN)) {
            inner = inner->last;
        }
        if (!inner || str_is(node_text(inner), "_")) continue;
        if (node_is(inner, NODE_IDENTIFIER) && inner->first == NULL) {
            check_error(usage, inner);
        } else {
            fail(usage, inner, "looked into by a pattern");
        }
    }
}

/* An expression whose value is the Result, or a reference to it. */
static void check_result_use(Usage *usage, const Node *use) {
    if (++usage->depth > 64) {
        fail(usage, use, "used in too many places");
        return;
    }
    while (node_is(use->parent, NODE_REFERENCE_EXPRESSION) ||
           node_is(use->parent, NODE_PARENTHESIZED_EXPRESSION)) {
        use = use->parent;
    }
    const Node *parent = use->parent;
    if (node_is(parent, NODE_MATCH_EXPRESSION)) {
        const Node *arms = node_field(parent, FIELD_BODY);
        for (const Node *arm = node_first(arms); arm; arm = node_next(arm)) {
            check_pattern(usage, node_field(arm, FIELD_PATTERN));
        }
    } else if (node_is(parent, NODE_LET_CONDITION) || node_is(parent, NODE_LET_DECLARATION)) {
        check_pattern(usage, node_field(parent, FIELD_PATTERN));
    } else if (node_is(parent, NODE_TRY_EXPRESSION)) {
        if (!takes_text(usage, use)) fail(usage, use, "passed on by `?`");
    } else if (called_method(use)) {
        static const char *const harmless[] = {
            "is_ok", "is_err", "ok", "unwrap", "unwrap_or", "unwrap_or_default", "expect"};
        Str name = node_text(called_method(use));
        bool fine = false;
        for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
            fine = fine || str_is(name, harmless[i]);
        if (str_is(name, "as_ref")) {
            check_result_use(usage, use->parent->parent);
        } else if (!fine) {
            fail(usage, use, "handled by a method");
        }
    } else if (!node_is(parent, NODE_EXPRESSION_STATEMENT) && !is_macro_argument(use)) {
        fail(usage, use, "passed on");
    }
}

static void check_result(Usage *usage, const Node *binding) {
    NodeList uses = {0};
    scope_uses(usage->arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) check_result_use(usage, uses.items[i]);
}

ErrorText error_text_find(const FixContext *context) {
    const Finding *finding = context->finding;
    ErrorText found = {.result = NULL};
    const Node *value = finding->value;
    if (!value || finding->hold != HOLD_ACROSS_AWAIT) return found;
    if (finding->binding && in_err_pattern(finding->binding)) {
        value = scrutinee_of(finding->binding);
    } else if (is_result_of_root(context->arena, finding, finding->value_type)) {
        value = finding->binding ? scrutinee_of(finding->binding) : value;
    } else {
        return found;
    }
    found.result = maker_of(value);
    if (!is_made_by_call(found.result)) found.result = NULL;
    if (!found.result) return found;
    Usage usage = {.arena = context->arena,
                   .workspace = context->workspace,
                   .flow = workspace_flow(context->workspace)};
    check_result_use(&usage, found.result);
    found.trouble = usage.trouble;
    found.name = usage.name.len > 0 ? usage.name : STR("e");
    return found;
}

/* ---- the fix ---- */

void error_text_plan(const FixContext *context, const ErrorText *error) {
    Arena *arena = context->arena;
    const Node *result = error->result;
    Rewrite rewrite = rewrite_new(arena);
    if (error->trouble.len > 0) rewrite_fail(&rewrite, error->trouble);
    if (node_ancestor(result, NODE_MACRO_DEFINITION)) {
        rewrite_fail(&rewrite, STR("it stands in the definition of a macro"));
    }
    Chain chain = chain_read(arena, result);
    Str link = str_format(arena, ".map_err(|" STR_FMT "| " STR_FMT ".to_string())",
                          STR_ARG(error->name), STR_ARG(error->name));
    if (chain.vertical || chain_has_comment(result) || result->in_macro) {
        Str gap = chain.vertical
                      ? str_format(arena, "\n" STR_FMT STR_FMT, STR_ARG(chain.indentation),
                                   STR_ARG(syntax_indent_step(result->source)))
                      : STR("");
        rewrite_after(&rewrite, result,
                      str_format(arena, STR_FMT STR_FMT, STR_ARG(gap), STR_ARG(link)));
    } else {
        VEC_PUSH(arena, &chain.links, link);
        chain_put(&rewrite, result, &chain);
    }
    Fix fix = {
        .id = fix_drop_before_await.id,
        .rank = fix_drop_before_await.cost,
        .title = STR("Keep the error's text instead of the error"),
        .why = STR("only the text of the error is used, and a String may live across an await")};
    fix.cost =
        STR("a String is made for each error; what the error could tell beside its text is lost");
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(arena, context->fixes, fix);
    } else {
        Refusal refusal = {.id = fix.id, .why = rewrite.trouble};
        VEC_PUSH(arena, context->refusals, refusal);
    }
}
