/*
 * Capture reads: see capture_reads.h.
 */
#include "fix/capture_reads.h"

#include "fix/capture.h"
#include "fix/hoist.h"
#include "fix/life.h"
#include "fix/reflow_lists.h"
#include "fix/sends.h"
#include "rust/source.h"

enum { MOST_READS = 4 };

typedef struct Read {
    const Node *expression; /* the first of its kind */
    const Node *let;        /* a `let` that only names it, which moves as a whole; else NULL */
    NodeList uses;          /* all expressions of this text */
    Own own;
    Chain chain;
    Str name;
    bool by_reference; /* `&x.y` is bound, not a copy */
    bool clones;       /* uses by value clone it, as they run more than once */
} Read;
typedef VEC_OF(Read) ReadList;

typedef struct Reads {
    const FixContext *context;
    Capture capture;
    Rewrite rewrite;
    ReadList list;
    NodeList edited;
    const Node
        *source; /* the variable that a `let x = Rc::clone(&source);` copies, which then goes */
} Reads;

/* ---- which expressions are read ---- */

static bool among(Str name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* Methods that do something, whatever they are called on. */
static bool is_action(Str method) {
    static const char *const verbs[] = {
        "set",     "replace",  "take",      "swap",      "update", "borrow_mut", "get_mut",
        "send",    "recv",     "push",      "pop",       "insert", "remove",     "clear",
        "next",    "close",    "flush",     "commit",    "finish", "start",      "run",
        "poll",    "reset",    "increment", "lock",      "write",  "read",       "drain",
        "execute", "try_recv", "try_send",  "join",      "wait",   "stop",       "cancel",
        "await",   "fetch",    "call",      "emit",      "notify", "load_next",  "connect",
        "request", "query",    "upgrade",   "downgrade", "iter",   "into_inner", "into_iter",
    };
    return among(method, verbs, sizeof verbs / sizeof verbs[0]) ||
           str_starts(method, STR("set_")) || str_starts(method, STR("fetch_")) ||
           str_starts(method, STR("next_")) || str_ends(method, STR("_mut"));
}

/* Whether a method of the workspace is a getter: one expression that calls nothing but what copies or looks. */
static bool only_reads(const Item *method) {
    static const char *const looks[] = {"clone",    "get",    "borrow",    "to_string",
                                        "to_owned", "as_str", "len",       "cloned",
                                        "is_empty", "copied", "as_ref",    "as_deref",
                                        "first",    "last",   "unwrap_or", "unwrap_or_default",
                                        "load",     "format"};
    const Node *body = node_field(method->node, FIELD_BODY);
    bool one = node_count(body) == 1 && !node_is(node_first(body), NODE_EXPRESSION_STATEMENT);
    if (!one || method->is_async || method->receiver == RECEIVER_MUT ||
        method->receiver == RECEIVER_VALUE) {
        return false;
    }
    for (const Node *node = body; node != NULL; node = node_walk(node, body)) {
        const Node *function = node_field(node, FIELD_FUNCTION);
        Str name =
            node_text(node_is(function, NODE_FIELD_EXPRESSION) ? node_field(function, FIELD_FIELD)
                                                               : function);
        bool branches = node_is(node, NODE_MATCH_EXPRESSION) || node_is(node, NODE_IF_EXPRESSION) ||
                        node_is(node, NODE_UNSAFE_BLOCK);
        Str macro = node_text(node_field(node, FIELD_MACRO));
        if (branches || (function != NULL && !among(name, looks, sizeof looks / sizeof looks[0])) ||
            (macro.len > 0 && !str_is(macro, "format"))) {
            return false;
        }
    }
    return true;
}

static bool leaves(const Node *node) {
    for (const Node *at = node; at != NULL; at = node_walk(at, node)) {
        if (node_is(at, NODE_TRY_EXPRESSION) || node_is(at, NODE_RETURN_EXPRESSION) ||
            node_is(at, NODE_BREAK_EXPRESSION) || node_is(at, NODE_AWAIT_EXPRESSION) ||
            node_is(at, NODE_ASYNC_BLOCK)) {
            return true;
        }
    }
    return false;
}

/* Whether a method call on what is read so far can be made before the body. */
static bool can_call(const Reads *reads, const Node *call, const Node *field) {
    Str method = node_text(node_field(field, FIELD_FIELD));
    const Node *arguments = node_field(call, FIELD_ARGUMENTS);
    const Item *callee = flow_callee(workspace_flow(reads->context->workspace), call);
    if (node_is(call->parent, NODE_AWAIT_EXPRESSION) ||
        capture_names_inner(arguments, reads->capture.body) || leaves(arguments)) {
        return false;
    }
    return callee != NULL ? only_reads(callee) : !is_action(method);
}

/* The link above an expression in its chain: a field, a method call, an index; NULL where the chain ends. */
static const Node *next_link(const Reads *reads, const Node *node) {
    const Node *parent = node->parent;
    if (node_is(parent, NODE_PARENTHESIZED_EXPRESSION)) {
        return parent;
    }
    if (node_is(parent, NODE_UNARY_EXPRESSION) && node_is_token(parent->first, "*")) {
        return parent;
    }
    if (node_is(parent, NODE_FIELD_EXPRESSION) && node->field == FIELD_VALUE) {
        const Node *outer = parent->parent;
        const Node *call = node_is(outer, NODE_GENERIC_FUNCTION) ? outer->parent : outer;
        bool method = node_is(call, NODE_CALL_EXPRESSION) &&
                      (parent->field == FIELD_FUNCTION || outer->field == FIELD_FUNCTION);
        if (!method) {
            return parent;
        }
        return can_call(reads, call, parent) ? call : NULL;
    }
    return NULL;
}

static bool fits(const Reads *reads, const Node *expression, const Own *own) {
    if (own->kind == OWN_GUARD || own->kind == OWN_BOUND || own->kind == OWN_ITERATOR) {
        return false;
    }
    const Type *type = flow_type(workspace_flow(reads->context->workspace), expression);
    bool unit = type_kind(type) == TYPE_TUPLE && type_argument_count(type) == 0;
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    return !unit && type_sends(reads->context, type, false) &&
           !type_changes_inside(reads->context, type);
}

/* The largest expression that starts with a use of the variable and can be read before the body; NULL if there is none. */
static const Node *read_from(const Reads *reads, const Node *use) {
    const Node *best = NULL;
    for (const Node *node = next_link(reads, use); node != NULL; node = next_link(reads, node)) {
        Own own = own_of(reads->context->arena, reads->context->workspace, node);
        if (fits(reads, node, &own)) {
            best = node;
        }
    }
    return best;
}

/* ---- how they are bound ---- */

static bool is_by_value(const Node *use) {
    const Node *parent = use->parent;
    return node_is(parent, NODE_ARGUMENTS) || node_is(parent, NODE_LET_DECLARATION) ||
           node_is(parent, NODE_FIELD_INITIALIZER) || node_is(parent, NODE_RETURN_EXPRESSION) ||
           node_is(parent, NODE_ASSIGNMENT_EXPRESSION) || node_is(parent, NODE_BLOCK) ||
           node_is(parent, NODE_SHORTHAND_FIELD_INITIALIZER) ||
           node_is(use, NODE_SHORTHAND_FIELD_IDENTIFIER) ||
           node_is(parent, NODE_TUPLE_EXPRESSION) || node_is(parent, NODE_ARRAY_EXPRESSION);
}

/* Whether a variable's name, declared before the body instead of in it, would mean something else to other code. */
static bool would_hide(const Reads *reads, const Node *pattern) {
    Str name = node_text(pattern);
    const Node *block = reads->capture.statement->parent;
    for (const Node *at = block; at != NULL; at = node_walk(at, block)) {
        bool named = node_is(at, NODE_IDENTIFIER) && str_eq(node_text(at), name);
        if (named && at->start >= reads->capture.statement->start && at != pattern &&
            scope_binding(at) != pattern) {
            return true;
        }
        bool literal = node_is(at, NODE_STRING_LITERAL) && scope_format_names(at, name);
        if (literal && !node_within(at, reads->capture.body)) {
            return true;
        }
    }
    return false;
}

/* The `let name = expression;` in the body that can move out as it is. */
static const Node *moving_let(const Reads *reads, const Read *read) {
    const Node *let = read->expression->parent;
    const Node *pattern = node_field(let, FIELD_PATTERN);
    bool plain = node_is(let, NODE_LET_DECLARATION) && let->field != FIELD_CONDITION &&
                 node_is(pattern, NODE_IDENTIFIER) && !scope_is_mutable(pattern) &&
                 node_field(let, FIELD_ALTERNATIVE) == NULL && node_field(let, FIELD_TYPE) == NULL;
    if (!plain || read->uses.count > 1 || would_hide(reads, pattern)) {
        return NULL;
    }
    NodeList uses = {0};
    scope_uses(reads->context->arena, &uses, pattern);
    bool copy = read->own.copy || read->by_reference;
    for (size_t i = 0; i < uses.count; i++) {
        if (!copy && is_by_value(uses.items[i]) &&
            capture_repeats(uses.items[i], reads->capture.body)) {
            return NULL;
        }
    }
    return let;
}

static bool is_field_read(const Node *expression) {
    return node_is(expression, NODE_FIELD_EXPRESSION) || node_is(expression, NODE_INDEX_EXPRESSION);
}

static void decide(Reads *reads, Read *read) {
    Arena *arena = reads->context->arena;
    Workspace *workspace = reads->context->workspace;
    const Node *expression = read->expression;
    read->own = own_of(arena, workspace, expression);
    read->chain = chain_read(arena, expression);
    const Type *type = flow_type(workspace_flow(workspace), expression);
    bool borrowed =
        type_kind(flow_type(workspace_flow(workspace), reads->capture.binding)) == TYPE_REFERENCE ||
        node_is(reads->capture.binding, NODE_SELF);
    read->by_reference = borrowed && !reads->capture.is_static && read->own.kind == OWN_PLACE &&
                         !read->own.copy && is_field_read(expression) &&
                         type_sends(reads->context, type, true);
    read->let = moving_let(reads, read);
    if (read->by_reference) {
        read->chain.prefix = STR("&");
    } else if (!own_convert(arena, &read->own, &read->chain)) {
        rewrite_fail(&reads->rewrite, own_why(arena, &read->own));
    }
    read->name = read->let != NULL
                     ? node_text(node_field(read->let, FIELD_PATTERN))
                     : hoist_name(arena, workspace, expression, reads->capture.statement);
    bool owned = read->own.kind == OWN_OWNED && !read->own.copy && read->let == NULL;
    for (size_t i = 0; owned && i < read->uses.count; i++) {
        const Node *use = read->uses.items[i];
        read->clones =
            read->clones || read->uses.count > 1 || capture_repeats(use, reads->capture.body);
    }
}

static void add_read(Reads *reads, const Node *expression) {
    Arena *arena = reads->context->arena;
    for (size_t i = 0; i < reads->list.count; i++) {
        if (str_eq(node_text(reads->list.items[i].expression), node_text(expression))) {
            VEC_PUSH(arena, &reads->list.items[i].uses, expression);
            return;
        }
    }
    Read read = {.expression = expression};
    VEC_PUSH(arena, &read.uses, expression);
    VEC_PUSH(arena, &reads->list, read);
}

static bool find_reads(Reads *reads) {
    for (size_t i = 0; i < reads->capture.inside.count; i++) {
        const Node *use = reads->capture.inside.items[i];
        bool written = life_mutates(workspace_flow(reads->context->workspace), use) == 1;
        const Node *expression = written ? NULL : read_from(reads, use);
        if (expression == NULL) {
            return false;
        }
        add_read(reads, expression);
    }
    return reads->list.count > 0 && reads->list.count <= MOST_READS;
}

/* ---- writing ---- */

/* The `let x = Rc::clone(&source);` beside the task's statement that is there for the task alone. */
static const Node *needless_clone(const Reads *reads) {
    const Node *let = scope_declaration(reads->capture.binding);
    bool beside = node_is(let, NODE_LET_DECLARATION) &&
                  let->parent == reads->capture.statement->parent &&
                  node_field(let, FIELD_PATTERN) == reads->capture.binding;
    if (!beside || reads->capture.outside > 0 || node_field(let, FIELD_TYPE) != NULL) {
        return NULL;
    }
    const Node *from = capture_cloned_from(node_field(let, FIELD_VALUE));
    return node_is(from, NODE_IDENTIFIER) && scope_binding(from) != NULL ? let : NULL;
}

static Str spelled(const Reads *reads, const Read *read, const Node *use) {
    Arena *arena = reads->context->arena;
    if (read->by_reference) {
        bool borrowed = node_is(use->parent, NODE_REFERENCE_EXPRESSION);
        bool compared = node_is(use->parent, NODE_BINARY_EXPRESSION);
        return compared && !borrowed ? str_format(arena, "*" STR_FMT, STR_ARG(read->name))
                                     : read->name;
    }
    if (read->clones && is_by_value(use)) {
        return str_format(arena, STR_FMT ".clone()", STR_ARG(read->name));
    }
    return own_spell(arena, &read->own, read->name, use);
}

static void write_uses(Reads *reads, const Read *read) {
    if (read->let != NULL) {
        NodeList uses = {0};
        rewrite_delete_statement(&reads->rewrite, read->let);
        scope_uses(reads->context->arena, &uses, node_field(read->let, FIELD_PATTERN));
        for (size_t i = 0; i < uses.count && !read->by_reference; i++) {
            own_adapt_use(&reads->rewrite, &read->own, uses.items[i]);
        }
        return;
    }
    for (size_t i = 0; i < read->uses.count; i++) {
        const Node *use = read->uses.items[i];
        Str text = spelled(reads, read, use);
        if (read->by_reference && node_is(use->parent, NODE_REFERENCE_EXPRESSION)) {
            rewrite_replace(&reads->rewrite, use->parent, text);
        } else {
            rewrite_replace(&reads->rewrite, use, text);
        }
    }
}

/* Where the `let`s go: on lines before the task's statement, or in a block of the closure that gives the task. */
static void write_lets(Reads *reads, const Node *gone) {
    Arena *arena = reads->context->arena;
    const Capture *capture = &reads->capture;
    const Node *place = capture->closure != NULL ? capture->body : capture->statement;
    Str step = syntax_indent_step(place->source);
    Str outer = capture->closure != NULL ? syntax_indentation(place)
                                         : rewrite_open_block(&reads->rewrite, place->parent);
    Str inner = capture->closure != NULL
                    ? str_format(arena, STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(step))
                    : outer;
    const Node *from = gone != NULL ? capture_cloned_from(node_field(gone, FIELD_VALUE)) : NULL;
    StrBuf lets = strbuf_new(arena);
    if (capture->closure != NULL) {
        strbuf_addf(&lets, "{\n" STR_FMT, STR_ARG(inner));
    }
    for (size_t i = 0; i < reads->list.count; i++) {
        Read *read = &reads->list.items[i];
        if (from != NULL) {
            read->chain.links.items[0] = node_text(from);
        }
        Str before = str_format(arena, "let " STR_FMT " = ", STR_ARG(read->name));
        Str let = chain_write(arena, &read->chain, before, STR(";"), inner, step);
        strbuf_addf(&lets, STR_FMT "\n" STR_FMT, STR_ARG(let), STR_ARG(inner));
    }
    rewrite_before(&reads->rewrite, place, strbuf_str(&lets));
    if (capture->closure != NULL) {
        rewrite_indent(&reads->rewrite, place->source, place->start, place->end, step);
        rewrite_after(&reads->rewrite, place, str_format(arena, "\n" STR_FMT "}", STR_ARG(outer)));
    }
}

static Str names_of(const Reads *reads) {
    StrBuf out = strbuf_new(reads->context->arena);
    for (size_t i = 0; i < reads->list.count; i++) {
        const char *comma = i == 0 ? "" : i + 1 == reads->list.count ? " and " : ", ";
        strbuf_addf(&out, "%s`" STR_FMT "`", comma, STR_ARG(reads->list.items[i].name));
    }
    return strbuf_str(&out);
}

static bool has_equal_names(const Reads *reads) {
    for (size_t i = 0; i < reads->list.count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (str_eq(reads->list.items[i].name, reads->list.items[k].name)) {
                return true;
            }
        }
    }
    return false;
}

/* A closure between the task and its statement, unless the task is all that it gives, runs the lets at another time. */
static bool has_closure_between(const Capture *capture) {
    const Node *from = capture->closure != NULL ? capture->closure : capture->body;
    if (capture->closure != NULL) {
        return !node_within(capture->body, capture->closure) ||
               node_within(capture->binding, capture->closure);
    }
    for (const Node *node = from->parent; node != NULL && node != capture->statement;
         node = node->parent) {
        if (node_is(node, NODE_CLOSURE_EXPRESSION)) {
            return true;
        }
    }
    return false;
}

bool capture_reads_plan(const FixContext *context, const FixStrategy *strategy) {
    Reads reads = {.context = context, .rewrite = rewrite_new(context->arena)};
    if (!capture_read(context, &reads.capture) || has_closure_between(&reads.capture) ||
        !find_reads(&reads)) {
        return false;
    }
    for (size_t i = 0; i < reads.list.count; i++) {
        decide(&reads, &reads.list.items[i]);
    }
    if (has_equal_names(&reads)) {
        return false;
    }
    const Node *gone = needless_clone(&reads);
    write_lets(&reads, gone);
    for (size_t i = 0; i < reads.list.count; i++) {
        write_uses(&reads, &reads.list.items[i]);
    }
    if (gone != NULL) {
        rewrite_delete_statement(&reads.rewrite, gone);
    }
    Str names = names_of(&reads);
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost + (reads.list.count > 2 ? 5 : 0),
        .title = str_format(context->arena,
                            "read " STR_FMT " before the task, which then needs no `" STR_FMT "`",
                            STR_ARG(names), STR_ARG(node_text(reads.capture.binding))),
        .why = str_format(context->arena,
                          "only what is captured has to be sent, and " STR_FMT " may be",
                          STR_ARG(names)),
        .cost = STR("the value is that of the time when the task is made"),
    };
    if (rewrite_finish(&reads.rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        Refusal refusal = {.id = strategy->id, .why = reads.rewrite.trouble};
        VEC_PUSH(context->arena, context->refusals, refusal);
    }
    return true;
}
