/*
 * Cause: see cause.h.
 *
 * Which place is best depends on what usually repairs the root. A guard's life must end sooner, so its cause is the
 * statement that makes it; a type must be another one, so its cause is where the type is spelt: field, alias,
 * signature, constructor. A type parameter's is its bound; a foreign value's the receiver or the variable.
 */
#include "chain/cause.h"

#include "chain/analyse.h"
#include "chain/blame.h"
#include "match/match.h"
#include "match/type_text.h"
#include "rust/asked.h"
#include "rust/generics.h"
#include "rust/lazy.h"
#include "rust/local_spawn.h"
#include "rust/ownership.h"

/* The statement, or header of an `if let`, `match`, `while` or `for`, in which a value is made and kept. */
static const Node *statement_of(const Node *value) {
    static const NodeKind kinds[] = {
        NODE_LET_DECLARATION, NODE_EXPRESSION_STATEMENT, NODE_IF_EXPRESSION, NODE_MATCH_EXPRESSION,
        NODE_FOR_EXPRESSION,  NODE_WHILE_EXPRESSION,     NODE_FUNCTION_ITEM, NODE_PARAMETER,
        NODE_STATIC_ITEM,
    };
    for (const Node *node = value; node != NULL; node = node->parent) {
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
            if (node->kind == kinds[i]) {
                return node;
            }
        }
        if (node->parent != NULL && node->parent->kind == NODE_BLOCK) {
            return node;
        }
    }
    return value;
}

/* Whether the first repair that the catalogue names ends the value's life rather than changing its type. */
static bool ends_life(const TypeKnowledge *knowledge) {
    return knowledge != NULL && (str_starts(knowledge->fixes, STR("drop-before-await")) ||
                                 str_starts(knowledge->fixes, STR("bind-temporary")) ||
                                 str_starts(knowledge->fixes, STR("instrument")));
}

static bool is_parameter_name(Str type) {
    for (size_t i = 0; i < type.len; i++) {
        if (!str_is_identifier_byte(type.data[i])) {
            return false;
        }
    }
    return type.len > 0 && type.data[0] >= 'A' && type.data[0] <= 'Z';
}

/* The name of the type parameter that a root is, or projects from: "F" of `<F as AsyncFnMut<..>>::CallRefFuture<'_>`. */
static Str parameter_of(Str root) {
    if (is_parameter_name(root)) {
        return root;
    }
    if (str_starts(root, STR("<"))) {
        size_t end = str_find(root, STR(" as "), 0);
        Str name = str_slice(root, 1, end);
        return end != STR_NONE && is_parameter_name(name) ? name : (Str){0};
    }
    return (Str){0};
}

/* The signature in the trait that a method implements, else the method. */
static const Node *declared_method(Workspace *workspace, const Node *function) {
    const Index *index = workspace_index(workspace);
    const Item *method = index_item(index, function);
    if (method == NULL || method->parent == NULL || method->parent->trait_name.len == 0) {
        return function;
    }
    const Item *trait = index_find(index, ITEM_TRAIT, method->parent->trait_name);
    const Item *declared = trait != NULL ? item_member(trait, method->name) : NULL;
    return declared != NULL ? declared->node : function;
}

static bool in_loop(const Node *node) {
    for (; node != NULL && node->kind != NODE_FUNCTION_ITEM; node = node->parent) {
        if (node->kind == NODE_FOR_EXPRESSION || node->kind == NODE_WHILE_EXPRESSION ||
            node->kind == NODE_LOOP_EXPRESSION) {
            return true;
        }
    }
    return false;
}

/* Whether one closure alone uses a variable that it borrows, and is made once. */
static bool borrowed_by_one_closure(Arena *arena, const Finding *finding) {
    const Node *body = finding->body;
    if (!node_is(body, NODE_CLOSURE_EXPRESSION) || finding->binding == NULL ||
        node_token(body, "move") != NULL || in_loop(body)) {
        return false;
    }
    NodeList uses = {0};
    scope_uses(arena, &uses, finding->binding);
    for (size_t i = 0; i < uses.count; i++) {
        if (!node_within(uses.items[i], body)) {
            return false;
        }
    }
    return true;
}

/* Whether what usually helps is to take the value exclusively, as it cannot be made Sync from inside. */
static bool wants_exclusive(const Finding *finding, const TypeKnowledge *knowledge,
                            const Trace *trace) {
    const Node *declaration = scope_declaration(finding->binding);
    bool borrowed = node_is(declaration, NODE_SELF_PARAMETER) ||
                    node_is(node_field(declaration, FIELD_TYPE), NODE_REFERENCE_TYPE);
    bool sync_only = knowledge != NULL && knowledge->sync_only;
    return borrowed && sync_only &&
           (str_starts(knowledge->fixes, STR("self-by-mut-ref")) ||
            generics_is_phantom(trace->origin));
}

static bool is_reference_to(const Node *binding) {
    const Node *declaration = scope_declaration(binding);
    return node_is(declaration, NODE_LET_DECLARATION) &&
           node_is(node_field(declaration, FIELD_VALUE), NODE_REFERENCE_EXPRESSION);
}

/* A cause that is told by how the value is held, whatever its type spells; NULL if the type decides. */
static const Node *cause_by_hold(Arena *arena, const Finding *finding, Workspace *workspace,
                                 const TypeKnowledge *knowledge, const Trace *trace) {
    const Root *root = &finding->roots.items[0];
    bool wants_sync = str_is(root->trait, "Sync");
    bool sync_only = knowledge != NULL && knowledge->sync_only;
    const Node *at = finding->binding != NULL ? finding->binding : finding->value;
    if (ends_life(knowledge) && finding->hold != HOLD_STATIC) {
        return statement_of(at);
    }
    if (wants_exclusive(finding, knowledge, trace)) {
        const Node *parameter = scope_declaration(finding->binding);
        return node_is(parameter, NODE_SELF_PARAMETER)
                   ? declared_method(workspace, syntax_function(parameter))
                   : parameter;
    }
    if (finding->hold == HOLD_ACROSS_AWAIT && finding->binding == NULL && sync_only) {
        return statement_of(finding->value);
    }
    if (finding->hold == HOLD_ACROSS_AWAIT && wants_sync && parameter_of(root->type).len > 0 &&
        is_reference_to(finding->binding)) {
        return statement_of(finding->binding);
    }
    if (finding->hold == HOLD_CAPTURED && sync_only) {
        if (borrowed_by_one_closure(arena, finding)) {
            return finding->body;
        }
        if (node_is(trace->holder, NODE_PARAMETER) && node_within(finding->value, finding->body) &&
            !node_is(finding->body, NODE_FUNCTION_ITEM)) {
            return statement_of(finding->value);
        }
    }
    return NULL;
}

/* The declaration as a whole where that is one line of its own, else the spelling of the type. */
static const Node *cause_by_origin(const Trace *trace) {
    const Node *holder = trace->holder;
    bool whole = node_is(holder, NODE_TYPE_ITEM) || node_is(holder, NODE_STATIC_ITEM);
    return whole ? holder : trace->origin;
}

/* The function whose own future the awaited call gives: an async fn of a trait, or `-> impl Future`. */
static const Node *awaited_signature(Workspace *workspace, const Finding *finding) {
    if (finding->hold != HOLD_AWAITED || !node_is(finding->value, NODE_CALL_EXPRESSION) ||
        !str_starts(finding->roots.items[0].type, STR("impl "))) {
        return NULL;
    }
    const Item *callee = flow_callee(workspace_flow(workspace), finding->value);
    return callee != NULL ? declared_method(workspace, callee->node) : NULL;
}

/* `unsafe impl Send for X<'static>` where "`Send` is not general enough" for X. */
static const Node *narrow_impl(Arena *arena, Workspace *workspace, const Finding *finding) {
    const Evidence *evidence = finding->evidence.items[0];
    if (evidence_fact(evidence, FACT_HEADLINE_GENERAL) == NULL) {
        return NULL;
    }
    const Root *root = &finding->roots.items[0];
    ItemList impls = {0};
    index_find_all(arena, &impls, workspace_index(workspace), ITEM_IMPL,
                   type_text_head(root->type));
    for (size_t i = 0; i < impls.count; i++) {
        if (str_eq(impls.items[i]->trait_name, root->trait)) {
            return impls.items[i]->node;
        }
    }
    return NULL;
}

/* The call that spawns, where the task is better kept on its thread than its value repaired. */
static const Node *wrong_spawner(Arena *arena, Workspace *workspace, const Finding *finding,
                                 const TypeKnowledge *knowledge) {
    if (knowledge == NULL || !str_contains(knowledge->fixes, STR("spawn-local"))) return NULL;
    LocalSpawn spawn;
    const Node *call =
        local_spawn_find(arena, &spawn, workspace, finding->demand, knowledge->library);
    const Node *value = finding->binding != NULL ? finding->binding : finding->value;
    bool suits =
        call != NULL && local_spawn_suits(arena, workspace, &spawn, knowledge->library, value);
    return suits ? call : NULL;
}

/* The type that asks a future to be Sync, where that is the mistake. */
static const Node *needless_sync(Arena *arena, Workspace *workspace, const Finding *finding) {
    if (!asked_sync_of_future(finding)) return NULL;
    const Node *object =
        asked_object(arena, workspace_flow(workspace), finding->demand, STR("Future"), STR("Sync"));
    if (object == NULL) object = asked_promise(workspace_index(workspace), finding->demand);
    return object != NULL && ownership_refusal(object).len == 0 ? object : NULL;
}

/* The iterator that a closure which is "not general enough" is in. */
static const Node *lazy_iterator(Arena *arena, Workspace *workspace, const Finding *finding) {
    const Fact *headline = evidence_fact(finding->evidence.items[0], FACT_HEADLINE_GENERAL);
    if (headline == NULL || !str_starts(headline->trait, STR("Fn"))) return NULL;
    NodeList lazy = {0};
    lazy_arguments(arena, &lazy, workspace_flow(workspace), finding->demand);
    return lazy.count > 0 ? lazy.items[0] : NULL;
}

/* The way from the value to a type, the root's or that of what it is the inside of. */
static bool trace_root(Arena *arena, const Finding *finding, Workspace *workspace, Str root,
                       Trace *trace) {
    Tracer tracer = trace_start(arena, workspace, root);
    const Evidence *evidence = finding->evidence.items[0];
    const Index *index = workspace_index(workspace);
    if (finding->hold == HOLD_STATIC &&
        trace_type(&tracer, node_field(finding->value, FIELD_TYPE), trace)) {
        return true;
    }
    const Node *start = finding->binding != NULL ? finding->binding : finding->value;
    if (start != NULL && trace_value(&tracer, start, trace)) {
        return true;
    }
    for (size_t i = 0; i < evidence->facts.count; i++) {
        const Fact *fact = &evidence->facts.items[i];
        if (fact->kind != FACT_APPEARS_WITHIN && fact->kind != FACT_HELD &&
            fact->kind != FACT_HELD_REFERENCE && fact->kind != FACT_LACKS) {
            continue;
        }
        Str name = type_text_head(fact->kind == FACT_LACKS ? fact->other : fact->type);
        const Item *item = index_find(index, ITEM_STRUCT | ITEM_ENUM | ITEM_UNION, name);
        if (trace_item(&tracer, item, trace)) {
            return true;
        }
    }
    *trace = (Trace){0};
    return finding->demand != NULL && finding->hold == HOLD_PASSED &&
           trace_value(&tracer, finding->demand, trace);
}

/* Where the root is some inside of a std type (the `UnsafeCell<State<..>>` of a `LazyCell`), it is that which is spelt. */
static bool trace_finding(Arena *arena, const Finding *finding, const Patterns *patterns,
                          Workspace *workspace, Trace *trace) {
    if (trace_root(arena, finding, workspace, finding->roots.items[0].type, trace)) {
        return true;
    }
    const Evidence *evidence = finding->evidence.items[0];
    for (size_t i = 0; i < evidence->facts.count; i++) {
        const Fact *fact = &evidence->facts.items[i];
        const TypeKnowledge *known =
            fact->kind == FACT_APPEARS_WITHIN
                ? blame_type(arena, patterns, workspace, fact->type, finding->demand, fact->span)
                : NULL;
        if (known != NULL && !known->marker &&
            trace_root(arena, finding, workspace, fact->type, trace)) {
            return true;
        }
    }
    return false;
}

static const char *rule_of(const Finding *finding, Arena *arena) {
    if (evidence_fact(finding->evidence.items[0], FACT_HEADLINE_GENERAL) != NULL) {
        return "not-general-enough";
    }
    const TypeKnowledge *knowledge = finding->knowledge;
    if (knowledge != NULL && knowledge->rule.len > 0) {
        return str_cstr(arena, knowledge->rule);
    }
    return parameter_of(finding->roots.items[0].type).len > 0 ? "type-parameter" : "foreign-type";
}

static void set_cause(Finding *finding, const Node *node) {
    const Node *end = node;
    if (node_is(node, NODE_IMPL_ITEM) || node_is(node, NODE_FUNCTION_ITEM) ||
        node_is(node, NODE_TRAIT_ITEM) || node_is(node, NODE_CLOSURE_EXPRESSION)) {
        end = node_field(node, FIELD_BODY);
    }
    size_t stop = end != NULL && end != node && end->start > node->start ? end->start : node->end;
    Str text = str_slice(node->source->text, node->start, stop);
    finding->cause = source_location(node->source, node->start, node->start + str_trim(text).len);
}

/* The variable that was cloned, and so on, to give this one: what `let b = Arc::clone(&a)` was made from. */
static const Node *first_owner(const Node *binding) {
    for (unsigned steps = 0; steps < 16; steps++) {
        const Node *call = node_field(scope_declaration(binding), FIELD_VALUE);
        const Node *function = node_field(call, FIELD_FUNCTION);
        const Node *from = NULL;
        if (str_is(node_text(node_field(function, FIELD_FIELD)), "clone")) {
            from = node_field(function, FIELD_VALUE);
        } else if (str_is(node_text(node_field(function, FIELD_NAME)), "clone")) {
            const Node *argument = node_first(node_field(call, FIELD_ARGUMENTS));
            from = node_is(argument, NODE_REFERENCE_EXPRESSION) ? node_field(argument, FIELD_VALUE)
                                                                : argument;
        }
        const Node *owner = node_is(from, NODE_IDENTIFIER) ? scope_binding(from) : NULL;
        if (owner == NULL) {
            break;
        }
        binding = owner;
    }
    return binding;
}

/* The last field of the user's own that the way to the root goes through, or the one before it (skip 1) and so on. */
static const Node *own_keeper(const Trace *trace, unsigned skip) {
    for (size_t i = trace->steps.count; i > 0; i--) {
        const Node *step = trace->steps.items[i - 1];
        bool field = node_is(step, NODE_FIELD_DECLARATION) ||
                     node_is(step->parent, NODE_ORDERED_FIELD_DECLARATION_LIST);
        if (field && ownership_refusal(step).len == 0 && skip-- == 0) {
            return step;
        }
    }
    return NULL;
}

static const Node *cause_node(Arena *arena, Finding *finding, Workspace *workspace,
                              const TypeKnowledge *knowledge, const Trace *trace) {
    const Node *node = narrow_impl(arena, workspace, finding);
    node = node != NULL ? node : lazy_iterator(arena, workspace, finding);
    node = node != NULL ? node : needless_sync(arena, workspace, finding);
    node = node != NULL ? node : wrong_spawner(arena, workspace, finding, knowledge);
    node = node != NULL ? node : awaited_signature(workspace, finding);
    node = node != NULL ? node : cause_by_hold(arena, finding, workspace, knowledge, trace);
    if (node != NULL) {
        return node;
    }
    Str parameter = parameter_of(finding->roots.items[0].type);
    const Node *inside = finding->value != NULL ? finding->value : finding->demand;
    if (parameter.len > 0 && (node = generics_declaration(inside, parameter)) != NULL) {
        return node;
    }
    if (trace->origin != NULL && ownership_refusal(trace->origin).len == 0) {
        return cause_by_origin(trace);
    }
    const Node *keeper = own_keeper(trace, 0);
    if (keeper != NULL && knowledge != NULL && knowledge->library.len > 0) {
        return keeper;
    }
    bool wants_sync = str_is(finding->roots.items[0].trait, "Sync");
    if (wants_sync && node_is(scope_declaration(finding->binding), NODE_SELF_PARAMETER)) {
        return declared_method(workspace, syntax_function(finding->binding));
    }
    const Node *at = finding->binding != NULL ? first_owner(finding->binding) : finding->value;
    return at != NULL ? statement_of(at) : finding->demand;
}

void cause_find(Arena *arena, Finding *finding, const Patterns *patterns, Workspace *workspace,
                Trace *trace) {
    *trace = (Trace){0};
    if (!trace_finding(arena, finding, patterns, workspace, trace)) {
        *trace = (Trace){0};
    }
    blame_find(arena, finding, patterns, workspace, trace);
    finding->rule = rule_of(finding, arena);
    finding->origin = trace->origin;
    finding->holder = trace->holder;
    finding->keeper = own_keeper(trace, 0);
    finding->outer_keeper = own_keeper(trace, 1);
    finding->foreign = trace->origin == NULL && parameter_of(finding->roots.items[0].type).len == 0;
    finding->owner_type = finding->foreign ? finding->value_type : (Str){0};
    const Node *node = cause_node(arena, finding, workspace, finding->knowledge, trace);
    if (node != NULL) {
        set_cause(finding, node);
    }
}
