/*
 * instrument: attach a span to the future instead of holding its guard over an await.
 *
 * A guard of an entered span says that all this thread does belongs to it, and at an await the thread does something else. What
 * was meant is that the rest of the block belongs to the span: it becomes an async block of its own, to which the span is
 * attached. As the value of the function or async block, `?` and `return` in it still mean what they meant; elsewhere they
 * would not. Where the rest is a single awaited call, the span goes to that.
 */
#include "fix/fix.h"
#include "fix/imports.h"
#include "fix/layout.h"
#include "fix/life.h"
#include "fix/rewrite.h"
#include "fix/strategies.h"
#include "match/type_text.h"

/* Guards, and how the same is said of a future. */
typedef struct Way {
    const char *guard; /* last segment of its type */
    const char *
        enter; /* the method or function that gives it; its receiver or argument is what is attached */
    const char *attach; /* the method of the future */
    const char *import; /* the trait that has it */
    const char *name;   /* of what is attached */
} Way;

static const Way ways[] = {
    {"ContextGuard", "attach", "with_context", "opentelemetry::trace::FutureExt", "context"},
    {"DefaultGuard", "set_default", "with_subscriber", "tracing::instrument::WithSubscriber",
     "subscriber"},
    {"Entered", "enter", "instrument", "tracing::Instrument", "span"},
    {"EnteredSpan", "entered", "instrument", "tracing::Instrument", "span"},
};
enum { WAY_COUNT = sizeof ways / sizeof ways[0] };

typedef struct Rest {
    const FixContext *context;
    const Way *way;
    Life life;
    const Node *attached; /* the span's expression */
    const Node *block;
    const Node *first, *last; /* what belongs to the span */
    const Node *closer;       /* a `drop(guard);` behind it */
    bool is_value;            /* it is all that the function or async block still does */
    Rewrite *rewrite;
} Rest;

static const Way *way_of(const Finding *finding) {
    Str head = type_text_head(finding->value_type);
    for (size_t i = 0; i < WAY_COUNT; i++) {
        if (str_is(head, ways[i].guard)) return &ways[i];
    }
    return NULL;
}

/* `X` of `X.entered()`, or of `set_default(X)`. */
static const Node *attached_by(const Node *value, const char *enter) {
    const Node *function = node_field(value, FIELD_FUNCTION);
    if (node_is(function, NODE_FIELD_EXPRESSION)) {
        bool enters = str_is(node_text(node_field(function, FIELD_FIELD)), enter);
        return enters ? node_field(function, FIELD_VALUE) : NULL;
    }
    Str name = node_text(function);
    size_t colon = str_find_last_byte(name, ':');
    if (colon != STR_NONE) name = str_from_offset(name, colon + 1);
    const Node *arguments = node_field(value, FIELD_ARGUMENTS);
    return str_is(name, enter) && node_count(arguments) == 1 ? node_first(arguments) : NULL;
}

static bool read_rest(Rest *rest) {
    const Finding *finding = rest->context->finding;
    if (!finding->binding || !life_read(rest->context->arena, &rest->life, finding->binding))
        return false;
    rest->attached = attached_by(node_field(rest->life.let, FIELD_VALUE), rest->way->enter);
    rest->block = rest->life.let->parent;
    rest->first = node_next(rest->life.let);
    for (const Node *node = rest->first; node; node = node_next(node)) {
        for (size_t i = 0; i < rest->life.drops.count; i++) {
            if (rest->life.drops.items[i] == node) rest->closer = node;
        }
        if (rest->closer) break;
        rest->last = node;
    }
    const Node *owner = rest->block->parent;
    rest->is_value =
        !rest->closer && (node_is(owner, NODE_FUNCTION_ITEM) || node_is(owner, NODE_ASYNC_BLOCK));
    return rest->attached && rest->last;
}

/* ---- what cannot be moved into a block of its own ---- */

static bool leaves(const Node *node) {
    return node_is(node, NODE_TRY_EXPRESSION) || node_is(node, NODE_RETURN_EXPRESSION) ||
           node_is(node, NODE_BREAK_EXPRESSION) || node_is(node, NODE_CONTINUE_EXPRESSION);
}

/* Whether code in [first, last] leaves the block early, for a place outside of it. */
static bool leaves_early(const Rest *rest) {
    for (const Node *part = rest->first; part; part = node_next(part)) {
        for (const Node *node = part; node;) {
            bool other = node_is(node, NODE_CLOSURE_EXPRESSION) ||
                         node_is(node, NODE_ASYNC_BLOCK) || node_is(node, NODE_FUNCTION_ITEM);
            if (!other && leaves(node)) return true;
            node = other ? node_skip(node, part) : node_walk(node, part);
        }
        if (part == rest->last) return false;
    }
    return false;
}

/* Adds the variables of a pattern that are used behind the rest. */
static void add_handed(const Rest *rest, NodeList *out, const Node *pattern) {
    NodeList bindings = {0};
    scope_pattern_bindings(rest->context->arena, &bindings, pattern);
    for (size_t i = 0; i < bindings.count; i++) {
        NodeList uses = {0};
        scope_uses(rest->context->arena, &uses, bindings.items[i]);
        size_t later = 0;
        for (size_t k = 0; k < uses.count; k++) later += uses.items[k]->start > rest->last->end;
        if (later > 0) VEC_PUSH(rest->context->arena, out, bindings.items[i]);
    }
}

/* The variables that the rest declares and that are used behind it: "rows", "(rows, count)"; empty if none are. */
static void handed_on(const Rest *rest, Str *pattern, Str *value) {
    NodeList handed = {0};
    for (const Node *part = rest->first; part; part = node_next(part)) {
        if (node_is(part, NODE_LET_DECLARATION))
            add_handed(rest, &handed, node_field(part, FIELD_PATTERN));
        if (part == rest->last) break;
    }
    StrBuf names = strbuf_new(rest->context->arena), declared = strbuf_new(rest->context->arena);
    for (size_t i = 0; i < handed.count; i++) {
        Str name = node_text(handed.items[i]);
        const char *comma = i > 0 ? ", " : "";
        strbuf_addf(&names, "%s" STR_FMT, comma, STR_ARG(name));
        strbuf_addf(&declared, "%s%s" STR_FMT, comma,
                    scope_is_mutable(handed.items[i]) ? "mut " : "", STR_ARG(name));
    }
    const char *open = handed.count > 1 ? "(" : "", *close = handed.count > 1 ? ")" : "";
    Arena *arena = rest->context->arena;
    *value = str_format(arena, "%s" STR_FMT "%s", open, STR_ARG(strbuf_str(&names)), close);
    *pattern = str_format(arena, "%s" STR_FMT "%s", open, STR_ARG(strbuf_str(&declared)), close);
}

static void check(Rest *rest, bool one_call) {
    Arena *arena = rest->context->arena;
    Str guard = node_text(rest->life.binding);
    if (rest->life.uses.count > 0) {
        rewrite_fail(rest->rewrite,
                     str_format(arena, "`" STR_FMT "` is used, not only held", STR_ARG(guard)));
    }
    size_t reached = rest->closer ? 1 : 0;
    if (rest->life.drops.count > reached) {
        rewrite_fail(rest->rewrite, str_format(arena, "`" STR_FMT "` is dropped in one branch only",
                                               STR_ARG(guard)));
    }
    if (one_call) return;
    if (!rest->is_value && leaves_early(rest)) {
        rewrite_fail(rest->rewrite, STR("the part that belongs to the span leaves it early"));
    }
}

/* ---- writing ---- */

/* The await_expression that is all there is to do: `run(job).await?`; NULL for anything more. */
static const Node *only_await(const Rest *rest) {
    if (rest->first != rest->last) return NULL;
    const Node *node = rest->first;
    if (node_is(node, NODE_EXPRESSION_STATEMENT)) node = node_first(node);
    if (node_is(node, NODE_TRY_EXPRESSION)) node = node_first(node);
    const Node *awaited = node_is(node, NODE_AWAIT_EXPRESSION) ? node_first(node) : NULL;
    return awaited && !life_awaits(NULL, awaited) && !chain_has_comment(node) ? node : NULL;
}

/* Replaces the guard's `let` by one of what is attached, or by nothing where that has a name already; gives the name. */
static Str name_attached(Rest *rest) {
    const Node *cloned = attached_by(rest->attached, "clone");
    if (node_is(cloned, NODE_IDENTIFIER)) {
        rewrite_delete_statement(rest->rewrite, rest->life.let);
        return node_text(rest->attached);
    }
    if (node_is(rest->attached, NODE_IDENTIFIER)) {
        const Node *binding = scope_binding(rest->attached);
        NodeList uses = {0};
        if (binding) scope_uses(rest->context->arena, &uses, binding);
        rewrite_delete_statement(rest->rewrite, rest->life.let);
        Str name = node_text(rest->attached);
        return uses.count <= 1
                   ? name
                   : str_format(rest->context->arena, STR_FMT ".clone()", STR_ARG(name));
    }
    Str name = str_from(rest->way->name), guard = node_text(rest->life.binding);
    const Node *function = syntax_function(rest->block);
    if (life_mentions(function, name)) {
        name = str_starts(guard, STR("_")) ? str_from_offset(guard, 1) : guard;
        if (name.len == 0 || life_mentions(function, name)) name = STR("attached");
    }
    const Node *value = node_field(rest->life.let, FIELD_VALUE);
    const Node *pattern = node_field(rest->life.let, FIELD_PATTERN);
    rewrite_replace(rest->rewrite, pattern, name);
    rewrite_replace(rest->rewrite, value, node_text(rest->attached));
    return name;
}

static void attach_to_call(Rest *rest, const Node *await, Str name) {
    Arena *arena = rest->context->arena;
    const Node *whole = node_is(await->parent, NODE_TRY_EXPRESSION) ? await->parent : await;
    Chain chain = chain_read(arena, whole);
    Str last = chain_drop_last(&chain);
    chain_add(
        arena, &chain,
        str_cstr(arena, str_format(arena, ".%s(" STR_FMT ")", rest->way->attach, STR_ARG(name))));
    chain_add(arena, &chain, str_cstr(arena, last));
    chain_put(rest->rewrite, whole, &chain);
}

static void wrap(Rest *rest, Str name) {
    Arena *arena = rest->context->arena;
    Str indentation = syntax_indentation(rest->first), pattern, value;
    handed_on(rest, &pattern, &value);
    bool tail = value.len == 0 && (life_is_tail(rest->last) || rest->is_value);
    Str close = str_format(arena, "}\n" STR_FMT ".%s(" STR_FMT ")\n" STR_FMT ".await%s",
                           STR_ARG(indentation), rest->way->attach, STR_ARG(name),
                           STR_ARG(indentation), tail ? "" : ";");
    Str open = rest->is_value ? STR("async move {") : STR("async {");
    if (value.len > 0) open = str_format(arena, "let " STR_FMT " = async {", STR_ARG(pattern));
    rewrite_wrap(rest->rewrite, rest->first, rest->last, open, value, close);
}

static void write(Rest *rest) {
    Rewrite *rewrite = rest->rewrite;
    const Node *await = only_await(rest);
    check(rest, await != NULL);
    if (rewrite->trouble.len > 0) return;
    Imports *imports =
        imports_new(rest->context->arena, rest->block, workspace_edition(rest->context->workspace));
    Str trait = imports_use(imports, str_from(rest->way->import));
    if (str_find_byte(trait, ':') != STR_NONE)
        rewrite_fail(rewrite, STR("the trait's name means something else here"));
    Str name = name_attached(rest);
    if (await) {
        attach_to_call(rest, await, name);
    } else {
        wrap(rest, name);
    }
    if (rest->closer) rewrite_delete_statement(rewrite, rest->closer);
    imports_apply(imports, rewrite);
}

static void plan(const FixContext *context) {
    Rewrite rewrite = rewrite_new(context->arena);
    Rest rest = {.context = context, .way = way_of(context->finding), .rewrite = &rewrite};
    if (context->finding->hold != HOLD_ACROSS_AWAIT || !rest.way || !read_rest(&rest)) return;
    write(&rest);
    Fix fix = {
        .id = fix_instrument.id,
        .rank = fix_instrument.cost,
        .title = str_format(context->arena, "attach the %s to the future: `.%s(..)`",
                            rest.way->name, rest.way->attach),
        .why = str_format(context->arena,
                          "the guard belongs to the thread, which does other work at an await; the "
                          "future takes its %s along wherever it runs",
                          rest.way->name),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        VEC_PUSH(context->arena, context->refusals,
                 (Refusal){.id = fix.id, .why = rewrite.trouble});
    }
}

const FixStrategy fix_instrument = {
    .id = "instrument",
    .summary = "attach a span to the future instead of holding its guard over an await",
    .cost = 10,
    .plan = plan,
};
