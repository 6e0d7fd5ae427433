/*
 * One rewrite for the signature, the body and all callers. The body is cut as that of a local guard is, with a `let` that
 * stands in for the parameter.
 */
#include "fix/guard_parameter.h"

#include "fix/imports.h"
#include "fix/inner_block.h"
#include "fix/layout.h"
#include "fix/life.h"
#include "fix/segments.h"
#include "rust/source.h"

typedef struct GuardKind {
    const char *guard, *lock, *method;
} GuardKind;

static const GuardKind KINDS[] = {{"MutexGuard", "Mutex", "lock"},
                                  {"RwLockReadGuard", "RwLock", "read"},
                                  {"RwLockWriteGuard", "RwLock", "write"}};

typedef struct Passing {
    const FixContext *context;
    Rewrite *rewrite;
    const Item *function;
    const Node *parameter; /* of function */
    const Node *binding;   /* its name */
    const Node *type;      /* `MutexGuard<'_, T>`, without the `&` */
    bool by_reference;
    const GuardKind *kind;
    Str taken;       /* how a caller takes the lock: ".lock().unwrap()" */
    NodeList given;  /* the callers' variables that are passed, and go away as such */
    NodeList guards; /* what declares them */
    bool again;      /* somebody takes the lock more than once */
} Passing;

/* ---- the parameter ---- */

static const Node *guard_type(const Node *parameter, bool *by_reference) {
    const Node *type = node_field(parameter, FIELD_TYPE);
    *by_reference = node_is(type, NODE_REFERENCE_TYPE);
    if (*by_reference) type = node_field(type, FIELD_TYPE);
    return node_is(type, NODE_GENERIC_TYPE) ? type : NULL;
}

static Str last_segment(Str path) {
    size_t colon = str_find_last_byte(path, ':');
    return colon == STR_NONE ? path : str_from_offset(path, colon + 1);
}

static bool read_parameter(Passing *passing, const Node *parameter) {
    const Node *pattern = node_field(parameter, FIELD_PATTERN);
    if (node_is(pattern, NODE_MUT_PATTERN)) pattern = node_child(pattern, NODE_IDENTIFIER);
    passing->parameter = parameter;
    passing->binding = pattern;
    passing->type = guard_type(parameter, &passing->by_reference);
    Str name = last_segment(node_text(node_field(passing->type, FIELD_TYPE)));
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (str_is(name, KINDS[i].guard)) passing->kind = &KINDS[i];
    }
    return node_is(pattern, NODE_IDENTIFIER) && passing->kind;
}

/* The parameter that takes an argument of a call. */
static const Node *parameter_for(const Item *callee, const Node *call, const Node *argument) {
    const Node *parameter = node_first(node_field(callee->node, FIELD_PARAMETERS));
    bool method = node_is(node_field(call, FIELD_FUNCTION), NODE_FIELD_EXPRESSION);
    if (method && node_is(parameter, NODE_SELF_PARAMETER)) parameter = node_next(parameter);
    const Node *one = node_first(node_field(call, FIELD_ARGUMENTS));
    for (; one && one != argument; one = node_next(one)) parameter = node_next(parameter);
    return parameter;
}

/* The argument of a call that a parameter takes. */
static const Node *argument_for(const Passing *passing, const Node *call) {
    const Node *arguments = node_field(call, FIELD_ARGUMENTS);
    for (const Node *one = node_first(arguments); one; one = node_next(one)) {
        if (parameter_for(passing->function, call, one) == passing->parameter) return one;
    }
    return NULL;
}

/* Where a variable is passed to an async function for a guard: that function and its parameter. */
static bool find_callee(Passing *passing, const Node *guard) {
    Flow *flow = workspace_flow(passing->context->workspace);
    NodeList uses = {0};
    scope_uses(passing->context->arena, &uses, guard);
    for (size_t i = 0; i < uses.count; i++) {
        const Node *argument = uses.items[i];
        if (node_is(argument->parent, NODE_REFERENCE_EXPRESSION)) argument = argument->parent;
        if (!node_is(argument->parent, NODE_ARGUMENTS)) continue;
        const Node *call = argument->parent->parent;
        const Item *callee = flow_callee(flow, call);
        if (!callee || !callee->is_async) continue;
        passing->function = callee;
        if (read_parameter(passing, parameter_for(callee, call, argument))) return true;
    }
    return false;
}

static bool find(Passing *passing, const Node *binding) {
    const Node *declaration = scope_declaration(binding);
    if (!node_is(declaration, NODE_PARAMETER)) return find_callee(passing, binding);
    const Node *function = syntax_body(binding);
    if (!node_is(function, NODE_FUNCTION_ITEM)) return false;
    passing->function = index_item(workspace_index(passing->context->workspace), function);
    return passing->function && passing->function->is_async && read_parameter(passing, declaration);
}

/* ---- the callers ---- */

/* The `m` of `m.lock().unwrap()`, with `.lock().unwrap()` in *taken; NULL where a value is no such chain. */
static const Node *lock_of(const Passing *passing, const Node *value, Str *taken) {
    const Node *end = value;
    while (node_is(value, NODE_CALL_EXPRESSION)) {
        const Node *function = node_field(value, FIELD_FUNCTION);
        Str method = node_text(node_field(function, FIELD_FIELD));
        const Node *receiver = node_field(function, FIELD_VALUE);
        if (!node_is(function, NODE_FIELD_EXPRESSION)) return NULL;
        if (str_is(method, passing->kind->method)) {
            Str text = str_slice(value->source->text, receiver->end, end->end);
            *taken = text;
            return str_find_byte(text, '\n') == STR_NONE ? receiver : NULL;
        }
        bool opens = str_is(method, "unwrap") || str_is(method, "expect") ||
                     str_is(method, "unwrap_or_else");
        if (!opens) return NULL;
        value = receiver;
    }
    return NULL;
}

static Str spell_lock(const Passing *passing, const Node *lock) {
    const Type *type = flow_type(workspace_flow(passing->context->workspace), lock);
    const char *borrow = type_kind(type) == TYPE_REFERENCE ? "" : "&";
    return str_format(passing->rewrite->arena, "%s" STR_FMT, borrow, STR_ARG(node_text(lock)));
}

/* Whether a name that a lock is reached by means the same at a later place. */
static bool is_in_reach(const Node *lock, const Node *guard) {
    for (const Node *node = lock; node; node = node_walk(node, lock)) {
        if (node_is(node, NODE_IDENTIFIER) && str_eq(node_text(node), node_text(guard)))
            return false;
    }
    return true;
}

static bool has(const NodeList *list, const Node *node) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == node) return true;
    }
    return false;
}

static void pass_lock(Passing *passing, const Node *call) {
    Arena *arena = passing->rewrite->arena;
    const Node *argument = argument_for(passing, call);
    const Node *value = argument;
    if (node_is(value, NODE_REFERENCE_EXPRESSION)) value = node_field(value, FIELD_VALUE);
    const Node *guard = node_is(value, NODE_IDENTIFIER) ? scope_binding(value) : NULL;
    const Node *let = scope_declaration(guard);
    if (node_is(let, NODE_LET_DECLARATION)) {
        VEC_PUSH(arena, &passing->given, value);
        if (!has(&passing->guards, guard)) VEC_PUSH(arena, &passing->guards, guard);
        value = node_field(let, FIELD_VALUE);
    }
    const Node *lock = lock_of(passing, value, &passing->taken);
    if (!lock || (guard && !is_in_reach(lock, guard))) {
        rewrite_fail(passing->rewrite,
                     str_format(arena,
                                "a caller passes `" STR_FMT "`, whose lock is not at hand there",
                                STR_ARG(node_text(argument))));
        return;
    }
    rewrite_replace(passing->rewrite, argument, spell_lock(passing, lock));
}

static void write_segments(Passing *passing, Segments *segments) {
    InnerBlock block = {.rewrite = passing->rewrite,
                        .segments = segments,
                        .one_statement = true,
                        .old_edition = str_compare(workspace_edition(passing->context->workspace),
                                                   STR("2024")) < 0};
    if (segments->trouble.len > 0) rewrite_fail(passing->rewrite, segments->trouble);
    if (passing->rewrite->trouble.len > 0) return;
    inner_block_write(&block);
    passing->again = passing->again || block.used_again;
}

/* Whether the caller would still hold the lock where it passes it: the function would wait for ever. */
static bool is_around(const Segment *segment, const NodeList *given) {
    for (size_t i = 0; segment->first && segment->last && i < given->count; i++) {
        const Node *use = given->items[i];
        if (use->start >= segment->first->start && use->end <= segment->last->end) return true;
    }
    return false;
}

/* A caller's own guard, which was passed: it must be gone before the call, or the lock would be taken twice. */
static void end_guard(Passing *passing, const Node *guard) {
    Segments segments;
    segments_read_without(passing->context, &segments, guard, NULL, &passing->given);
    if (segments.trouble.len == 0 && segments.life.uses.count == 0) {
        rewrite_delete_statement(passing->rewrite, segments.life.let);
        for (size_t i = 0; i < segments.life.drops.count; i++)
            rewrite_delete_statement(passing->rewrite, segments.life.drops.items[i]);
        return;
    }
    for (size_t i = 0; i < segments.list.count; i++) {
        if (is_around(&segments.list.items[i], &passing->given)) {
            rewrite_fail(
                passing->rewrite,
                STR("a caller needs the lock before and after the call, without an await"));
        }
    }
    passing->again = true;
    write_segments(passing, &segments);
}

/* ---- the function ---- */

/* A use that sees the reference itself, where a guard would have to be borrowed. */
static bool needs_reference(const Node *use) {
    const Node *parent = use->parent;
    bool twice =
        node_is(parent, NODE_UNARY_EXPRESSION) && node_is(parent->parent, NODE_UNARY_EXPRESSION);
    bool selected = node_is(parent, NODE_FIELD_EXPRESSION) || node_is(use, NODE_STRING_LITERAL) ||
                    (node_is(parent, NODE_INDEX_EXPRESSION) && node_first(parent) == use);
    return twice || !(selected || life_is_printed(use) || node_is(parent, NODE_UNARY_EXPRESSION));
}

static void cut_body(Passing *passing) {
    Arena *arena = passing->rewrite->arena;
    Str name = node_text(passing->binding);
    Str text = str_format(arena, "fn f() {\nlet " STR_FMT " = " STR_FMT STR_FMT ";\n}",
                          STR_ARG(name), STR_ARG(name), STR_ARG(passing->taken));
    const Source *source = source_parse(arena, STR("made.rs"), text);
    const Node *let = source->root;
    while (let && !node_is(let, NODE_LET_DECLARATION)) let = node_walk(let, source->root);
    Segments segments;
    NodeList none = {0};
    segments_read_without(passing->context, &segments, passing->binding, let, &none);
    for (size_t i = 0; passing->by_reference && i < segments.life.uses.count; i++) {
        if (needs_reference(segments.life.uses.items[i])) {
            rewrite_fail(passing->rewrite,
                         str_format(arena, "`" STR_FMT "` is passed on as it is", STR_ARG(name)));
        }
    }
    write_segments(passing, &segments);
}

/* `mut batch: MutexGuard<'a, Batch>` becomes `batch: &'a Mutex<Batch>`. */
static void write_parameter(Passing *passing) {
    Arena *arena = passing->rewrite->arena;
    const Node *pattern = node_field(passing->parameter, FIELD_PATTERN);
    const Node *path = node_field(passing->type, FIELD_TYPE);
    const Node *arguments = node_field(passing->type, FIELD_TYPE_ARGUMENTS);
    Str content = STR("");
    Str lifetime = STR("");
    for (const Node *one = node_first(arguments); one; one = node_next(one)) {
        bool named = node_is(one, NODE_LIFETIME) && !str_is(node_text(one), "'_");
        if (named) lifetime = str_format(arena, STR_FMT " ", STR_ARG(node_text(one)));
        content = node_text(one);
    }
    Imports *imports =
        imports_new(arena, passing->parameter, workspace_edition(passing->context->workspace));
    Str written = node_text(path);
    Str full = imports_path(imports, written);
    Str start = full.len > 0 ? full : written;
    start = str_slice(start, 0, start.len - last_segment(start).len);
    Str lock = str_format(arena, STR_FMT "%s", STR_ARG(start), passing->kind->lock);
    if (full.len > 0) lock = imports_use(imports, lock);
    const Node *word = node_child(passing->parameter, NODE_MUTABLE_SPECIFIER);
    size_t from = word ? word->start : pattern->start;
    const Node *type = node_field(passing->parameter, FIELD_TYPE);
    rewrite_range(passing->rewrite, type->source, from, type->end,
                  str_format(arena, STR_FMT ": &" STR_FMT STR_FMT "<" STR_FMT ">",
                             STR_ARG(node_text(passing->binding)), STR_ARG(lifetime), STR_ARG(lock),
                             STR_ARG(content)));
    if (full.len > 0) {
        imports_remove_unused(imports, passing->rewrite, full);
        imports_apply(imports, passing->rewrite);
    }
}

static void write_all(Passing *passing) {
    const FixContext *context = passing->context;
    NodeList calls = {0};
    const Item *owner = passing->function->parent;
    bool of_trait = owner && (owner->kind == ITEM_TRAIT || owner->trait_name.len > 0);
    if (of_trait) rewrite_fail(passing->rewrite, STR("a trait decides what the function is given"));
    flow_calls(context->arena, &calls, workspace_flow(context->workspace), passing->function);
    if (calls.count == 0) rewrite_fail(passing->rewrite, STR("nobody calls the function"));
    for (size_t i = 0; i < calls.count; i++) pass_lock(passing, calls.items[i]);
    for (size_t i = 0; i < passing->guards.count; i++) end_guard(passing, passing->guards.items[i]);
    if (passing->rewrite->trouble.len > 0) return;
    cut_body(passing);
    write_parameter(passing);
}

bool guard_parameter_plan(const FixContext *context, const FixStrategy *strategy,
                          const Node *binding) {
    Arena *arena = context->arena;
    Rewrite rewrite = rewrite_new(arena);
    Passing passing = {.context = context, .rewrite = &rewrite};
    if (!find(&passing, binding)) return false;
    write_all(&passing);
    Str function = passing.function->name;
    Fix fix = {.id = strategy->id, .rank = strategy->cost};
    fix.title = str_format(arena, "Give `" STR_FMT "` the lock, which it takes where it needs it",
                           STR_ARG(function));
    fix.why =
        STR("a parameter lives as long as the future: a guard is gone before the await only where "
            "the function takes it itself");
    fix.cost = str_format(arena, "the lock is no longer held from the call on%s",
                          passing.again ? ", and is taken more than once: another task may change "
                                          "what it guards in between"
                                        : "");
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(arena, context->fixes, fix);
    } else {
        VEC_PUSH(arena, context->refusals, (Refusal){.id = fix.id, .why = rewrite.trouble});
    }
    return true;
}
