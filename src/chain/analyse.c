/*
 * Analyse: see analyse.h.
 *
 * The "future" form of the diagnostic (T01) tells value and await by spans; the chain form (E0277)
 * tells only bodies and types, so the value is looked for among what a closure or async block
 * captures and what an argument is made from.
 */
#include "chain/analyse.h"

#include "chain/trace.h"
#include "match/match.h"
#include "match/type_text.h"

const Span *analyse_user_span(Workspace *workspace, const Span *span) {
    for (unsigned depth = 0; span != NULL && depth < 64; depth++) {
        const Source *source = workspace_source(workspace, span->file);
        if (source != NULL && source->editable) {
            return span;
        }
        span = span->expansion != NULL ? span->expansion->span : NULL;
    }
    return NULL;
}

const Node *analyse_node(Workspace *workspace, const Span *span) {
    const Span *user = analyse_user_span(workspace, span);
    return user != NULL ? workspace_node(workspace, user) : NULL;
}

static const Span *primary_span(const Diagnostic *diagnostic) {
    for (size_t i = 0; i < diagnostic->spans.count; i++) {
        if (diagnostic->spans.items[i].primary) {
            return &diagnostic->spans.items[i];
        }
    }
    return diagnostic->spans.count > 0 ? &diagnostic->spans.items[0] : NULL;
}

/* The pattern identifier inside a pattern node (`mut g`, `&self`, `ref y`), or the use's declaration. */
static const Node *binding_of(Arena *arena, const Node *node) {
    if (node == NULL) {
        return NULL;
    }
    if (node_is(node, NODE_IDENTIFIER) || node_is(node, NODE_SELF)) {
        const Node *binding = scope_binding(node);
        if (binding != NULL) {
            return binding;
        }
        return scope_declaration(node) != NULL ? node : NULL;
    }
    if (node_is(node, NODE_SELF_PARAMETER)) {
        return node_child(node, NODE_SELF);
    }
    /* `mut g` of a let or parameter is no node of its own: the smallest around it is the whole */
    if (node_is(node, NODE_PARAMETER) || node_is(node, NODE_LET_DECLARATION)) {
        node = node_field(node, FIELD_PATTERN);
    }
    static const NodeKind patterns[] = {
        NODE_IDENTIFIER,     NODE_MUT_PATTERN,      NODE_REF_PATTERN,          NODE_TUPLE_PATTERN,
        NODE_STRUCT_PATTERN, NODE_CAPTURED_PATTERN, NODE_TUPLE_STRUCT_PATTERN,
    };
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        if (node_is(node, patterns[i])) {
            NodeList bindings = {0};
            scope_pattern_bindings(arena, &bindings, node);
            return bindings.count > 0 ? bindings.items[0] : NULL;
        }
    }
    return NULL;
}

static void set_await(Finding *finding, Workspace *workspace, const Span *span) {
    const Span *user = analyse_user_span(workspace, span);
    if (user == NULL) {
        finding->await = location_of_span(span);
        return;
    }
    finding->await = location_of_span(user);
    const Source *source = workspace_source(workspace, user->file);
    const Node *node = workspace_node(workspace, user);
    if (source != NULL && node != NULL) {
        finding->await_node = syntax_await_at(source, node->start);
    }
}

/* Where an async fn's parameter is what is captured, the await is that of the call in the function that rustc names. */
static void find_call_await(Arena *arena, Finding *finding, Workspace *workspace) {
    const Node *function = syntax_function(finding->binding);
    const Item *item = index_item(workspace_index(workspace), function);
    if (item == NULL || !item->is_async) {
        return;
    }
    NodeList calls = {0};
    flow_calls(arena, &calls, workspace_flow(workspace), item);
    for (size_t i = 0; i < calls.count; i++) {
        const Node *await = calls.items[i]->parent;
        if (node_is(await, NODE_AWAIT_EXPRESSION)) {
            finding->await_node = await;
            const Node *word = node_token(await, "await");
            word = word != NULL ? word : await;
            finding->await = source_location(await->source, word->start, word->end);
            return;
        }
    }
}

static void read_held(Arena *arena, Finding *finding, Workspace *workspace, const Fact *held) {
    finding->value = analyse_node(workspace, held->span);
    finding->value_type = held->type;
    finding->binding = binding_of(arena, finding->value);
    if (finding->binding != NULL && node_is(finding->value, NODE_LET_DECLARATION)) {
        finding->value = finding->binding;
    }
}

/* T01: the notes tell the value and how it is held. */
static bool read_future_form(Arena *arena, Finding *finding, Workspace *workspace,
                             const Evidence *evidence) {
    const Fact *awaits = evidence_fact(evidence, FACT_AWAITS_TYPE);
    if (awaits != NULL) {
        finding->hold = HOLD_AWAITED;
        read_held(arena, finding, workspace, awaits);
        finding->binding = NULL;
        set_await(finding, workspace, awaits->span);
        if (node_is(finding->value != NULL ? finding->value->parent : NULL,
                    NODE_AWAIT_EXPRESSION)) {
            finding->await_node = finding->value->parent;
        }
        return true;
    }
    const Fact *held = evidence_fact(evidence, FACT_HELD);
    held = held != NULL ? held : evidence_fact(evidence, FACT_HELD_REFERENCE);
    if (held == NULL) {
        return false;
    }
    read_held(arena, finding, workspace, held);
    const Fact *await = evidence_fact(evidence, FACT_AWAIT);
    if (await != NULL) {
        finding->hold = HOLD_ACROSS_AWAIT;
        set_await(finding, workspace, await->span);
    } else {
        finding->hold = HOLD_CAPTURED;
        find_call_await(arena, finding, workspace);
    }
    return true;
}

/* The call_expression that the primary span names: the argument, the whole call, or only the method's name. */
static const Node *call_around(const Node *node) {
    for (const Node *at = node; at != NULL; at = at->parent) {
        if (at->kind == NODE_CALL_EXPRESSION) {
            return at;
        }
        if (at->kind == NODE_BLOCK || at->kind == NODE_FUNCTION_ITEM) {
            break;
        }
    }
    return node;
}

/* Whether the inferred type of a variable is the root's, not only one that contains it. */
static bool is_of_root(const Tracer *tracer, const Node *binding) {
    const Type *type = flow_type(tracer->flow, binding);
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    return tracer->form == NODE_POINTER_TYPE ? type_kind(type) == TYPE_POINTER
                                             : str_eq(type_name(type), tracer->head);
}

/* Whether the inferred type of a variable holds the root's among its arguments: `Arc<Receiver<T>>`. */
static bool holds_root(const Tracer *tracer, const Type *type, unsigned depth) {
    if (str_eq(type_name(type), tracer->head)) {
        return true;
    }
    for (size_t i = 0; i < type_argument_count(type) && depth < 6; i++) {
        if (holds_root(tracer, type_argument(type, i), depth + 1)) {
            return true;
        }
    }
    return false;
}

/* The first variable of body declared outside of it, or (locals) inside, that is of the root's type (exactly) or whose value
 * leads to it. */
static const Node *find_variable(Tracer *tracer, const Node *body, bool locals, bool exactly) {
    for (const Node *node = body; node != NULL; node = node_walk(node, body)) {
        const Node *binding =
            node->kind == NODE_IDENTIFIER || node->kind == NODE_SELF ? scope_binding(node) : NULL;
        if (binding == NULL || node_within(binding, body) != locals) {
            continue;
        }
        Trace trace;
        if (exactly ? is_of_root(tracer, binding)
                    : trace_value(tracer, binding, &trace) ||
                          (tracer->form == NODE_TYPE_IDENTIFIER &&
                           holds_root(tracer, flow_type(tracer->flow, binding), 0))) {
            return node;
        }
    }
    return NULL;
}

static const Node *find_captured(Tracer *tracer, const Node *body) {
    const Node *found = find_variable(tracer, body, false, true);
    return found != NULL ? found : find_variable(tracer, body, false, false);
}

/* The await_expression that comes first behind a node in the same body. */
static const Node *first_await_behind(const Node *body, const Node *from) {
    for (const Node *node = body; node != NULL; node = node_walk(node, body)) {
        if (node->kind == NODE_AWAIT_EXPRESSION && node->end > from->end) {
            return node;
        }
    }
    return NULL;
}

static void await_of_local(Finding *finding) {
    const Node *await = first_await_behind(finding->body, finding->value);
    if (await != NULL) {
        const Node *word = node_token(await, "await");
        word = word != NULL ? word : await;
        finding->await_node = await;
        finding->await = source_location(await->source, word->start, word->end);
        finding->hold = HOLD_ACROSS_AWAIT;
    }
}

static const Node *body_of(const Node *node) {
    for (; node != NULL; node = node->parent) {
        if (node->kind == NODE_CLOSURE_EXPRESSION || node->kind == NODE_ASYNC_BLOCK ||
            node->kind == NODE_FUNCTION_ITEM) {
            return node;
        }
    }
    return NULL;
}

/* The text `"{names:?}"` in a body that names a variable of the root's type from outside. */
static const Node *find_inlined(Tracer *tracer, const Node *body, const Node **binding) {
    const Node *function = syntax_function(body);
    for (const Node *node = function; node != NULL; node = node_walk(node, function)) {
        if (node->kind != NODE_IDENTIFIER || node_within(node, body) ||
            scope_binding(node) != node || !is_of_root(tracer, node)) {
            continue;
        }
        NodeList uses = {0};
        scope_uses(tracer->arena, &uses, node);
        for (size_t i = 0; i < uses.count; i++) {
            if (node_within(uses.items[i], body)) {
                *binding = node;
                return uses.items[i];
            }
        }
    }
    return NULL;
}

/* E0277 whose chain goes through a closure, async block or async fn of the user's. */
static bool read_bodies(Arena *arena, Finding *finding, Workspace *workspace,
                        const Evidence *evidence) {
    Str root = evidence->roots.count > 0 ? evidence->roots.items[0].type : (Str){0};
    Tracer tracer = trace_start(arena, workspace, root);
    for (size_t i = 0; i < evidence->facts.count; i++) {
        const Fact *fact = &evidence->facts.items[i];
        if (fact->kind != FACT_USED_WITHIN_CLOSURE && fact->kind != FACT_USED_WITHIN_ASYNC) {
            continue;
        }
        const Node *body = body_of(analyse_node(workspace, fact->span));
        if (body == NULL) {
            continue;
        }
        finding->body = body;
        finding->hold = HOLD_CAPTURED;
        const Node *named = NULL;
        finding->value = find_captured(&tracer, body);
        if (finding->value == NULL) {
            finding->value = find_inlined(&tracer, body, &named);
        }
        if (finding->value == NULL) {
            finding->value = find_variable(&tracer, body, true, false);
            if (finding->value != NULL) {
                await_of_local(finding);
            }
        }
        if (finding->value != NULL) {
            finding->binding = named != NULL ? named : scope_binding(finding->value);
            return true;
        }
    }
    return finding->hold != HOLD_UNKNOWN;
}

static void read_chain_form(Arena *arena, Finding *finding, Workspace *workspace,
                            const Evidence *evidence) {
    const Node *node = analyse_node(workspace, primary_span(evidence->diagnostic));
    if (evidence_fact(evidence, FACT_IS_STATIC) != NULL) {
        finding->hold = HOLD_STATIC;
        finding->value = node_ancestor(node, NODE_STATIC_ITEM);
        return;
    }
    if (evidence_fact(evidence, FACT_HEADLINE_QUESTION) != NULL) {
        finding->hold = HOLD_RETURNED;
        const Node *question =
            node_is(node, NODE_TRY_EXPRESSION) ? node : node_ancestor(node, NODE_TRY_EXPRESSION);
        finding->value = node_first(question);
        return;
    }
    if (read_bodies(arena, finding, workspace, evidence)) {
        return;
    }
    finding->hold = HOLD_PASSED;
    finding->value = node;
    finding->binding = binding_of(arena, node);
}

static const Node *demand_node(Workspace *workspace, const Evidence *evidence) {
    const Fact *call = evidence_fact(evidence, FACT_INTRODUCED_BY);
    const Node *node = call != NULL ? analyse_node(workspace, call->span) : NULL;
    if (node == NULL) {
        node = analyse_node(workspace, primary_span(evidence->diagnostic));
    }
    return call_around(node);
}

void analyse_evidence(Arena *arena, Finding *finding, Workspace *workspace,
                      const Evidence *evidence) {
    if (!read_future_form(arena, finding, workspace, evidence)) {
        read_chain_form(arena, finding, workspace, evidence);
    }
    finding->demand = demand_node(workspace, evidence);
    if (finding->body == NULL) {
        const Node *inside = finding->await_node != NULL && finding->hold != HOLD_CAPTURED
                                 ? finding->await_node
                                 : finding->value;
        finding->body = body_of(inside);
    }
}
