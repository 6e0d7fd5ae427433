/*
 * Async lock: see async_lock.h.
 */
#include "fix/async_lock.h"

#include "fix/layout.h"
#include "fix/reflow.h"
#include "rust/ownership.h"
#include "rust/source.h"

typedef struct Locking {
    const FixContext *context;
    Flow *flow;
    const Index *index;
    Rewrite *rewrite;
    const AsyncLock *lock;
    NodeList edited;
} Locking;

static void fail(Locking *locking, const char *why, Str what) {
    rewrite_fail(locking->rewrite,
                 str_format(locking->context->arena, "`" STR_FMT "` %s", STR_ARG(what), why));
}

/* ---- which lock there is ---- */

static bool is_mentioned(const FixContext *context, const char *crate) {
    Str word = str_format(context->arena, "%s::", crate);
    for (size_t i = 0; i < workspace_source_count(context->workspace); i++) {
        const Source *source = workspace_source_at(context->workspace, i);
        for (size_t at = 0; source->editable && (at = str_find(source->text, word, at)) != STR_NONE;
             at++) {
            if (at == 0 || !str_is_identifier_byte(source->text.data[at - 1])) {
                return true;
            }
        }
    }
    return false;
}

/* `module::Name` as a place spells it: as imported there, from the crate's root, or through it. */
static Str path_of_item(const FixContext *context, const Item *item, const Node *place) {
    Imports *imports = imports_new(context->arena, place, workspace_edition(context->workspace));
    Str known = imports_path(imports, item->name);
    if (known.len > 0) {
        return known;
    }
    Str path = item->name;
    for (const Node *module = node_ancestor(item->node, NODE_MOD_ITEM); module != NULL;
         module = node_ancestor(module, NODE_MOD_ITEM)) {
        path = str_format(context->arena, STR_FMT "::" STR_FMT,
                          STR_ARG(node_text(node_field(module, FIELD_NAME))), STR_ARG(path));
    }
    bool beside =
        place->source == item->node->source && node_ancestor(place, NODE_MOD_ITEM) == NULL;
    return beside ? path : str_format(context->arena, "crate::" STR_FMT, STR_ARG(path));
}

/* A struct of the workspace's own, named after a lock, with an async `lock`. */
static const Item *own_lock(const FixContext *context, Str kind) {
    const Index *index = workspace_index(context->workspace);
    ItemList structs = {0};
    index_all(context->arena, &structs, index, ITEM_STRUCT);
    for (size_t i = 0; i < structs.count; i++) {
        const Item *item = structs.items[i];
        bool mutex = str_is(kind, "Mutex");
        const Item *lock = index_method(index, item->name, mutex ? STR("lock") : STR("write"));
        const Item *make = index_method(index, item->name, STR("new"));
        if (str_contains(item->name, kind) && !str_contains(item->name, STR("Guard")) &&
            lock != NULL && lock->is_async && make != NULL && item->node->source->editable) {
            return item;
        }
    }
    return NULL;
}

bool async_lock_find(const FixContext *context, AsyncLock *out, Str kind, const Node *place) {
    static const struct {
        const char *crate, *module;
        bool has_rwlock;
    } crates[] = {
        {"tokio", "tokio::sync", true},      {"async_std", "async_std::sync", true},
        {"async_lock", "async_lock", true},  {"smol", "smol::lock", true},
        {"futures", "futures::lock", false},
    };
    for (size_t i = 0; i < sizeof crates / sizeof crates[0]; i++) {
        bool has = str_is(kind, "Mutex") || crates[i].has_rwlock;
        if (has && is_mentioned(context, crates[i].crate)) {
            *out = (AsyncLock){.path = str_format(context->arena, "%s::" STR_FMT, crates[i].module,
                                                  STR_ARG(kind))};
            return true;
        }
    }
    const Item *item = own_lock(context, kind);
    if (item == NULL) {
        return false;
    }
    *out = (AsyncLock){.path = path_of_item(context, item, place), .item = item};
    return true;
}

/* ---- uses ---- */

static bool among(Str name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* The call or `?` around a lock's result that only opens the Result: `.unwrap()`, `.map_err(..)?`, `.expect("..")`. */
static const Node *opened(const Node *call) {
    static const char *const openers[] = {"unwrap",  "expect", "unwrap_or_else", "map_err",
                                          "context", "ok",     "ok_or"};
    const Node *node = call;
    while (node->parent != NULL) {
        const Node *parent = node->parent;
        if (node_is(parent, NODE_TRY_EXPRESSION)) {
            node = parent;
            continue;
        }
        const Node *outer = node_is(parent, NODE_FIELD_EXPRESSION) ? parent->parent : NULL;
        Str name = node_text(node_field(parent, FIELD_FIELD));
        if (!node_is(outer, NODE_CALL_EXPRESSION) ||
            !among(name, openers, sizeof openers / sizeof openers[0])) {
            break;
        }
        node = outer;
    }
    return node;
}

/* `let Ok(g) = m.lock() else { .. };` needs neither the Ok nor the else. */
static bool simplify_let_else(Locking *locking, const Node *value) {
    const Node *let = value->parent;
    const Node *pattern = node_field(let, FIELD_PATTERN);
    const Node *otherwise = node_field(let, FIELD_ALTERNATIVE);
    const Node *word = node_token(let, "else");
    if (!node_is(let, NODE_LET_DECLARATION) || otherwise == NULL || word == NULL ||
        !node_is(pattern, NODE_TUPLE_STRUCT_PATTERN) || node_count(pattern) != 2) {
        return false;
    }
    const Node *inner = node_nth(pattern, 1);
    rewrite_replace(locking->rewrite, pattern, node_text(inner));
    rewrite_range(locking->rewrite, let->source, value->end, otherwise->end, STR(""));
    return true;
}

static bool is_matched(const Node *value) {
    const Node *parent = value->parent;
    return node_is(parent, NODE_LET_CONDITION) || node_is(parent, NODE_MATCH_EXPRESSION) ||
           node_is(parent, NODE_LET_CHAIN);
}

/* Lays the whole chain out anew where it has lines of its own: the `.await` gets one, or all fits on one line now. */
static bool await_in_chain(Locking *locking, const Node *call, const Node *whole) {
    Arena *arena = locking->context->arena;
    const Node *around = chain_around(whole);
    Chain chain = chain_read(arena, around);
    bool lines = chain.vertical || str_find_byte(node_text(around), '\n') != STR_NONE;
    if (!lines || around->in_macro || chain_has_comment(around) || around->start != call->start ||
        node_is(whole->parent, NODE_REFERENCE_EXPRESSION)) {
        return false;
    }
    size_t first = chain_read(arena, call).links.count;
    size_t behind = chain_read(arena, whole).links.count;
    StrList links = {0};
    for (size_t i = 0; i < chain.links.count; i++) {
        if (i < first || i >= behind) {
            VEC_PUSH(arena, &links, chain.links.items[i]);
        }
        if (i + 1 == first) {
            VEC_PUSH(arena, &links, STR(".await"));
        }
    }
    chain.links = links;
    chain_put(locking->rewrite, around, &chain);
    return true;
}

static void take_lock(Locking *locking, const Node *receiver, const Node *call, bool std) {
    const Node *body = syntax_body(call);
    const Node *whole = std ? opened(call) : call;
    if (!syntax_is_async(body)) {
        const Node *function = syntax_function(call);
        fail(locking, "locks it too and is not async, so it cannot await the lock",
             node_text(node_field(function, FIELD_NAME)));
        return;
    }
    if (std && whole == call && !simplify_let_else(locking, whole)) {
        if (is_matched(whole) || !node_is(call->parent, NODE_LET_DECLARATION)) {
            fail(locking, "looks at the lock's poisoning", node_text(call));
            return;
        }
    }
    if (call->in_macro && node_ancestor(call, NODE_MACRO_DEFINITION) != NULL) {
        fail(locking, "is used in the definition of a macro", node_text(call));
        return;
    }
    const Node *lend = whole->parent;
    if (node_is(lend, NODE_REFERENCE_EXPRESSION)) {
        rewrite_before(locking->rewrite, whole, STR("*"));
    }
    if (!await_in_chain(locking, call, whole)) {
        rewrite_range(locking->rewrite, call->source, call->end, whole->end, STR(".await"));
        VEC_PUSH(locking->context->arena, &locking->edited, receiver);
    }
}

/* Calls whose result std wraps in a Result, and async locks do not. */
static void open_result(Locking *locking, const Node *call, Str method) {
    bool own = locking->lock->item != NULL;
    if (own && index_method(locking->index, locking->lock->item->name, method) == NULL) {
        fail(locking, "has no counterpart there", method);
        return;
    }
    const Node *whole = opened(call);
    rewrite_range(locking->rewrite, call->source, call->end, whole->end, STR(""));
}

/* Whether a guard of the lock goes to a Condvar, which takes std's guards alone. */
static bool feeds_condvar(Locking *locking, const Node *call) {
    const Node *let = call;
    while (let != NULL && !node_is(let, NODE_LET_DECLARATION) && !node_is(let, NODE_BLOCK)) {
        let = let->parent;
    }
    NodeList bindings = {0};
    scope_pattern_bindings(locking->context->arena, &bindings, node_field(let, FIELD_PATTERN));
    for (size_t i = 0; i < bindings.count; i++) {
        NodeList uses = {0};
        scope_uses(locking->context->arena, &uses, bindings.items[i]);
        for (size_t k = 0; k < uses.count; k++) {
            const Node *arguments = uses.items[k]->parent;
            const Node *function =
                node_field(arguments != NULL ? arguments->parent : NULL, FIELD_FUNCTION);
            if (node_is(arguments, NODE_ARGUMENTS) &&
                str_starts(node_text(node_field(function, FIELD_FIELD)), STR("wait"))) {
                return true;
            }
        }
    }
    return false;
}

static void convert_use(Locking *locking, const Node *receiver, bool std) {
    static const char *const locks[] = {"lock", "read", "write"};
    static const char *const plain[] = {"into_inner", "get_mut"};
    const Node *outer = receiver;
    while (node_is(outer->parent, NODE_PARENTHESIZED_EXPRESSION) ||
           node_is(outer->parent, NODE_REFERENCE_EXPRESSION)) {
        outer = outer->parent;
    }
    const Node *field = outer->parent;
    const Node *call = field != NULL ? field->parent : NULL;
    if (!node_is(field, NODE_FIELD_EXPRESSION) || outer->field != FIELD_VALUE ||
        !node_is(call, NODE_CALL_EXPRESSION) || field->field != FIELD_FUNCTION) {
        return;
    }
    Str method = node_text(node_field(field, FIELD_FIELD));
    if (among(method, locks, sizeof locks / sizeof locks[0])) {
        if (feeds_condvar(locking, call)) {
            fail(locking, "waits on a Condvar, which takes std's guards only", node_text(receiver));
            return;
        }
        take_lock(locking, receiver, call, std);
    } else if (among(method, plain, sizeof plain / sizeof plain[0])) {
        if (std) {
            open_result(locking, call, method);
        }
    } else if (!str_is(method, "clone") &&
               !(str_is(method, "try_lock") && std && locking->lock->item == NULL)) {
        fail(locking, "has no counterpart there", method);
    }
}

/* ---- mentions ---- */

static bool lacks_derive(const Locking *locking, const Node *mention) {
    const Item *item = locking->lock->item;
    const Node *owner = item != NULL ? node_ancestor(mention, NODE_STRUCT_ITEM) : NULL;
    for (const Node *above = owner != NULL ? owner->prev : NULL;
         node_is(above, NODE_ATTRIBUTE_ITEM); above = above->prev) {
        if (str_contains(node_text(above), STR("derive"))) {
            return true;
        }
    }
    return false;
}

/* `static X: Mutex<T> = Mutex::new(..)`: tokio's `new` is not const. */
static void make_const(Locking *locking, const Node *mention) {
    const Node *path = mention->parent;
    bool constant = node_is(path, NODE_SCOPED_IDENTIFIER) &&
                    node_ancestor(mention, NODE_STATIC_ITEM) != NULL &&
                    node_ancestor(mention, NODE_CLOSURE_EXPRESSION) == NULL &&
                    node_ancestor(mention, NODE_FUNCTION_ITEM) == NULL;
    if (constant && str_starts(locking->lock->path, STR("tokio::"))) {
        rewrite_replace(locking->rewrite, node_field(path, FIELD_NAME), STR("const_new"));
    }
}

/* Whether the module around a mention names other locks by the same word, which then keeps its import. */
static bool shares_name(const NodeList *mentions, const Node *mention) {
    const Node *path = swap_path(mention);
    const Node *module = node_ancestor(mention, NODE_MOD_ITEM);
    module = module != NULL ? module : mention->source->root;
    for (const Node *node = module; node != NULL;) {
        bool apart =
            node_is(node, NODE_USE_DECLARATION) || (node != module && node_is(node, NODE_MOD_ITEM));
        bool end =
            node->field == FIELD_NAME && (node_is(node->parent, NODE_SCOPED_IDENTIFIER) ||
                                          node_is(node->parent, NODE_SCOPED_TYPE_IDENTIFIER));
        if (!apart && !end && node->first == NULL && str_eq(node_text(node), node_text(path))) {
            bool mine = false;
            for (size_t i = 0; i < mentions->count && !mine; i++) {
                mine = node_within(node, mentions->items[i]);
            }
            if (!mine) {
                return true;
            }
        }
        node = apart ? node_skip(node, module) : node_walk(node, module);
    }
    return false;
}

static void swap_one(Swap *swap, const NodeList *mentions, const Node *mention, Str path) {
    const Node *name = swap_path(mention);
    bool same = str_ends(path, str_format(swap->arena, "::" STR_FMT, STR_ARG(node_text(name))));
    if (same && !node_is(name, NODE_SCOPED_IDENTIFIER) &&
        !node_is(name, NODE_SCOPED_TYPE_IDENTIFIER) && shares_name(mentions, mention)) {
        rewrite_replace(swap->rewrite, name, path);
    } else {
        swap_mention(swap, mention, path);
    }
}

void async_lock_convert(const FixContext *context, Swap *swap, const Type *type,
                        const AsyncLock *lock) {
    Locking locking = {
        .context = context,
        .flow = workspace_flow(context->workspace),
        .index = workspace_index(context->workspace),
        .rewrite = swap->rewrite,
        .lock = lock,
    };
    NodeList mentions = {0};
    flow_type_mentions(context->arena, &mentions, locking.flow, type);
    if (mentions.count == 0) {
        rewrite_fail(swap->rewrite,
                     STR("the lock's type is not spelt anywhere in your own source"));
        return;
    }
    NodeList companions = {0};
    flow_companions(context->arena, &companions, locking.flow, mentions.items[0]);
    if (companions.count > 0) {
        fail(&locking, "spells the guard's type", node_text(companions.items[0]));
        return;
    }
    Imports *imports =
        imports_new(context->arena, mentions.items[0], workspace_edition(context->workspace));
    Str written = node_text(swap_path(mentions.items[0]));
    Str known = imports_path(imports, written);
    bool std = !str_contains(known.len > 0 ? known : written, STR("parking_lot"));
    for (size_t i = 0; i < mentions.count; i++) {
        const Node *mention = mentions.items[i];
        if (ownership_refusal(mention).len > 0 || lacks_derive(&locking, mention)) {
            fail(&locking, "stands where it cannot be changed", node_text(mention));
            return;
        }
        AsyncLock here = *lock;
        if (lock->item != NULL) {
            here.path = path_of_item(context, lock->item, mention);
        }
        swap_one(swap, &mentions, mention, here.path);
        make_const(&locking, mention);
        VEC_PUSH(context->arena, &locking.edited, mention);
    }
    NodeList uses = {0};
    flow_expressions(context->arena, &uses, locking.flow, mentions.items[0], true);
    for (size_t i = 0; i < uses.count; i++) {
        if (!node_is(uses.items[i], NODE_REFERENCE_EXPRESSION)) {
            convert_use(&locking, uses.items[i], std);
        }
    }
    reflow(swap->rewrite, &locking.edited, workspace_edition(context->workspace));
}
