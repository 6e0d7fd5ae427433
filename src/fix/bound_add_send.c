/*
 * bound-add-send: say on a type parameter, `impl Trait` argument or trait that it is Send (or Sync).
 *
 * A generic function may only rely on what its bounds say. rustc suggests Send and Sync apart, as `std::marker::Send`, and
 * on the whole impl block even where one method alone needs it; here they are one edit, written as people write it, on the
 * method alone where other methods of the impl would lose callers by it.
 */
#include <string.h>

#include "fix/bounds.h"
#include "fix/fix.h"
#include "fix/needs.h"
#include "fix/reflow.h"
#include "fix/strategies.h"
#include "match/match.h"
#include "rust/generics.h"

static bool is_name(Str type) {
    for (size_t i = 0; i < type.len; i++) {
        if (!str_is_identifier_byte(type.data[i])) {
            return false;
        }
    }
    return type.len > 0;
}

/* "F" of "F" and of `<F as AsyncFnMut<..>>::CallRefFuture<'_>`; empty for other types. */
static Str parameter_name(Str root) {
    if (str_starts(root, STR("<"))) {
        size_t end = str_find(root, STR(" as "), 0);
        root = end != STR_NONE ? str_slice(root, 1, end) : (Str){0};
    }
    return is_name(root) ? root : (Str){0};
}

/* A node of the user's source that one evidence points at, from which the parameter can be seen. */
static const Node *place_of(const FixContext *context, const Evidence *evidence) {
    const SpanList *spans = &evidence->diagnostic->spans;
    for (size_t i = 0; i < spans->count; i++) {
        const Node *node =
            spans->items[i].primary ? workspace_node(context->workspace, &spans->items[i]) : NULL;
        if (node != NULL) {
            return node;
        }
    }
    return context->finding->value;
}

/* Whether what demands the trait demands `'static` too, as every spawn that outlives its caller does. */
static bool wants_static(const FixContext *context, const Evidence *evidence) {
    const Fact *demand = evidence_fact(evidence, FACT_REQUIRED_BY);
    if (demand == NULL || str_contains(demand->name, STR("Scope"))) {
        return false;
    }
    if (demand->span != NULL && str_contains(demand->span->file, STR("/std/src/thread/"))) {
        return true;
    }
    const Fact *bound = evidence_fact(evidence, FACT_REQUIRED_BY_HERE);
    const Node *at = bound != NULL ? workspace_node(context->workspace, bound->span) : NULL;
    const Node *bounds = node_ancestor(at, NODE_TRAIT_BOUNDS);
    return bounds != NULL &&
           generics_has_bound(str_trim(str_from_offset(node_text(bounds), 1)), STR("'static"));
}

/* `job: impl Future<..>`: the argument's type, where the root is such a type. */
static const Node *argument_type(const FixContext *context, Str root) {
    const Node *origin = context->finding->origin;
    bool argument =
        str_starts(root, STR("impl ")) && node_is(context->finding->holder, NODE_PARAMETER);
    return argument ? origin : NULL;
}

static void collect(const FixContext *context, NeedList *needs) {
    const Finding *finding = context->finding;
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const Evidence *evidence = finding->evidence.items[i];
        for (size_t k = 0; k < evidence->roots.count; k++) {
            const Root *root = &evidence->roots.items[k];
            Str name = parameter_name(root->type);
            const Node *place = place_of(context, evidence);
            const Node *declaration = name.len > 0 ? generics_declaration(place, name)
                                                   : argument_type(context, root->type);
            if (declaration == NULL) {
                continue;
            }
            Need *need = needs_at(context->arena, needs, declaration, place);
            need->parameter = name;
            need->send = need->send || str_is(root->trait, "Send");
            need->sync = need->sync || str_is(root->trait, "Sync");
            need->lasting = need->lasting || (name.len > 0 && !str_is(name, "Self") &&
                                              wants_static(context, evidence));
        }
    }
}

static Str bounds_text(const FixContext *context, const Need *need) {
    const char *lasting = need->lasting ? " 'static" : "";
    return str_format(context->arena, "%s %s%s", need->send ? "Send" : "", need->sync ? "Sync" : "",
                      lasting);
}

/* A predicate in the where clause of a function or impl, as rustfmt lays it out. */
static void add_where(Rewrite *rewrite, const FixContext *context, const Need *need,
                      const Node *item) {
    Str text = str_trim(bounds_text(context, need));
    StrBuf bounds = strbuf_new(context->arena);
    Str bound;
    while (str_next(&text, ' ', &bound)) {
        if (bound.len > 0) {
            strbuf_add(&bounds, bounds.len > 0 ? STR(" + ") : STR(""));
            strbuf_add(&bounds, bound);
        }
    }
    Str indentation = syntax_indentation(item);
    Str step = syntax_indent_step(item->source);
    const Node *where = node_child(item, NODE_WHERE_CLAUSE);
    Str predicate = str_format(context->arena, "\n" STR_FMT STR_FMT STR_FMT ": " STR_FMT ",",
                               STR_ARG(indentation), STR_ARG(step), STR_ARG(need->parameter),
                               STR_ARG(strbuf_str(&bounds)));
    if (where != NULL) {
        rewrite_after(rewrite, where, predicate);
        return;
    }
    const Node *body = node_field(item, FIELD_BODY);
    const Node *before = body->prev;
    rewrite_range(rewrite, body->source, before->end, body->start,
                  str_format(context->arena, "\n" STR_FMT "where" STR_FMT "\n" STR_FMT,
                             STR_ARG(indentation), STR_ARG(predicate), STR_ARG(indentation)));
}

/* The bound `AsyncFn(A) -> R` cannot say that its future is Send: `Fn(A) -> Fut` and `Fut: Future<Output = R> + Send` can. */
static bool split_async_fn(Rewrite *rewrite, const FixContext *context, const Need *need) {
    const Node *bounds = node_field(need->declaration, FIELD_BOUNDS);
    const Node *item = node_ancestor(need->declaration, NODE_FUNCTION_ITEM);
    const Node *parameters = node_field(item, FIELD_TYPE_PARAMETERS);
    for (const Node *bound = node_first(bounds); bound != NULL; bound = node_next(bound)) {
        if (!node_is(bound, NODE_FUNCTION_TYPE) || parameters == NULL ||
            !str_starts(node_text(bound), STR("AsyncFn"))) {
            continue;
        }
        const Node *result = node_field(bound, FIELD_RETURN_TYPE);
        Str output = result != NULL ? node_text(result) : STR("()");
        rewrite_range(rewrite, bound->source, bound->start, bound->start + strlen("Async"),
                      STR(""));
        if (result != NULL) {
            rewrite_replace(rewrite, result, STR("Fut"));
        } else {
            rewrite_after(rewrite, bound, STR(" -> Fut"));
        }
        rewrite_after(rewrite, node_nth(parameters, node_count(parameters) - 1), STR(", Fut"));
        const Node *where = need->declaration;
        Str future = str_format(
            context->arena, "\n" STR_FMT "Fut: Future<Output = " STR_FMT "> + Send%s,",
            STR_ARG(syntax_indentation(where)), STR_ARG(output), need->lasting ? " + 'static" : "");
        const Node *comma = node_is_token(where->next, ",") ? where->next : where;
        rewrite_after(rewrite, comma, future);
        return true;
    }
    return false;
}

/* `S::Future: Send` for the root `<S as Service>::Future`: on the one method that needs it, else where `S` is declared. */
static bool bound_projection(Rewrite *rewrite, const FixContext *context, const Need *need,
                             Str root) {
    size_t end = str_find(root, STR(">::"), 0);
    Str name = end != STR_NONE ? str_from_offset(root, end + 3) : (Str){0};
    const Node *item = need->method;
    for (const Node *node = need->declaration; item == NULL && node != NULL; node = node->parent) {
        item = node_is(node, NODE_FUNCTION_ITEM) || node_is(node, NODE_IMPL_ITEM) ? node : NULL;
    }
    if (!is_name(name) || item == NULL || node_field(item, FIELD_BODY) == NULL) {
        return false;
    }
    Need projected = *need;
    projected.lasting = false;
    projected.parameter =
        str_format(context->arena, STR_FMT "::" STR_FMT, STR_ARG(need->parameter), STR_ARG(name));
    add_where(rewrite, context, &projected, item);
    return true;
}

static bool write_need(Rewrite *rewrite, const FixContext *context, const Need *need, Str root) {
    if (str_starts(root, STR("<"))) {
        return (node_is(need->declaration, NODE_WHERE_PREDICATE) &&
                split_async_fn(rewrite, context, need)) ||
               bound_projection(rewrite, context, need, root);
    }
    if (need->method != NULL) {
        add_where(rewrite, context, need, need->method);
    } else {
        bounds_add(rewrite, need->declaration, bounds_text(context, need));
    }
    return true;
}

static void plan(const FixContext *context) {
    NeedList needs = {0};
    collect(context, &needs);
    if (needs.count == 0) {
        return;
    }
    if (!str_starts(context->finding->roots.items[0].type, STR("<"))) {
        needs_follow_callers(context->arena, &needs, workspace_flow(context->workspace),
                             workspace_index(context->workspace));
    }
    Rewrite rewrite = rewrite_new(context->arena);
    for (size_t i = 0; i < needs.count; i++) {
        if (!write_need(&rewrite, context, &needs.items[i],
                        context->finding->roots.items[0].type)) {
            return;
        }
    }
    NodeList edited = {0};
    for (size_t i = 0; i < needs.count; i++) {
        VEC_PUSH(context->arena, &edited, needs.items[i].declaration);
    }
    reflow(&rewrite, &edited, workspace_edition(context->workspace));
    Fix fix = {
        .id = fix_bound_add_send.id,
        .rank = fix_bound_add_send.cost,
        .why = STR("the body hands the value to another thread, and may only do so if the bounds "
                   "promise that this is safe"),
        .cost = STR("callers can only pass types that keep the promise"),
    };
    const Need *need = &needs.items[0];
    fix.title = need->parameter.len > 0 ? str_format(context->arena, "demand `%s` of `" STR_FMT "`",
                                                     need->send && need->sync ? "Send + Sync"
                                                     : need->sync             ? "Sync"
                                                                              : "Send",
                                                     STR_ARG(need->parameter))
                                        : STR("demand `Send` of the argument");
    if (rewrite_finish(&rewrite, &fix.edits) && fix.edits.count > 0) {
        VEC_PUSH(context->arena, context->fixes, fix);
    }
}

const FixStrategy fix_bound_add_send = {
    .id = "bound-add-send",
    .summary = "demand Send or Sync of a type parameter",
    .cost = 20,
    .plan = plan,
};
