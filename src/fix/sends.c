/*
 * Sends: see sends.h.
 */
#include "fix/sends.h"

#include "rust/generics.h"

enum { DEEPEST = 8 };

typedef struct Search {
    const FixContext *context;
    bool shared;
    bool lacks;
} Search;

static bool among(Str name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

static bool known_to_lack(const FixContext *context, const Type *type, bool shared) {
    static const char *const locks[] = {"Mutex", "Arc", "RwLock", "PhantomData"};
    const TypeKnowledge *known = patterns_type(context->patterns, type_spell(context->arena, type));
    bool parameter = known != NULL && str_is(known->rule, "type-parameter");
    if (known == NULL || parameter ||
        among(type_name(type), locks, sizeof locks / sizeof locks[0])) {
        return false;
    }
    return shared || !known->sync_only;
}

static void look_at(void *payload, const Type *type) {
    Search *search = payload;
    if (type_kind(type) == TYPE_POINTER ||
        (type_kind(type) == TYPE_PATH && type_item(type) == NULL &&
         known_to_lack(search->context, type, search->shared))) {
        search->lacks = true;
    }
}

static bool sends(const FixContext *context, const Type *type, bool shared, unsigned depth) {
    TypeKind kind = type_kind(type);
    if (depth > DEEPEST || kind == TYPE_UNKNOWN) {
        return true;
    }
    if (kind == TYPE_POINTER) {
        return false;
    }
    if (kind == TYPE_DYN) {
        Str text = type_spell(context->arena, type);
        return generics_has_bound(text, STR("Send")) &&
               (!shared || generics_has_bound(text, STR("Sync")));
    }
    if (kind == TYPE_PATH && type_item(type) != NULL) {
        Search search = {.context = context, .shared = shared};
        flow_visit_item(workspace_flow(context->workspace), type_item(type), look_at, &search);
        if (search.lacks) {
            return false;
        }
    } else if (kind == TYPE_PATH && known_to_lack(context, type, shared)) {
        return false;
    }
    bool locks = kind == TYPE_PATH && str_is(type_name(type), "Mutex");
    bool shares = (kind == TYPE_REFERENCE && !type_is_mut(type)) ||
                  (kind == TYPE_PATH && str_is(type_name(type), "Arc"));
    for (size_t i = 0; i < type_argument_count(type); i++) {
        if (!sends(context, type_argument(type, i), (shared || shares) && !locks, depth + 1)) {
            return false;
        }
    }
    return true;
}

bool type_sends(const FixContext *context, const Type *type, bool shared) {
    return sends(context, type, shared, 0);
}

static bool is_promised(const FixContext *context, const Type *type) {
    ItemList impls = {0};
    index_impls_of(context->arena, &impls, workspace_index(context->workspace), STR("Send"));
    for (size_t i = 0; i < impls.count; i++) {
        if (str_eq(impls.items[i]->name, type_name(type))) {
            return true;
        }
    }
    return false;
}

/* Whether a task that is handed to the demand owns a value of the type: captured by a block that moves. */
static bool is_owned_by_task(const FixContext *context, const Type *type) {
    const Node *demand = context->finding->demand;
    Flow *flow = workspace_flow(context->workspace);
    for (const Node *node = demand; node != NULL; node = node_walk(node, demand)) {
        const Node *binding = node_is(node, NODE_IDENTIFIER) ? scope_binding(node) : NULL;
        const Node *body = binding != NULL ? syntax_body(node) : NULL;
        if (binding == NULL || node_within(binding, body) || node_token(body, "move") == NULL ||
            !node_within(body, demand)) {
            continue;
        }
        const Type *own = flow_type(flow, binding);
        if (type_kind(own) == TYPE_PATH && str_eq(type_name(own), type_name(type))) {
            return true;
        }
    }
    return false;
}

bool type_is_proven(const FixContext *context, const Type *type) {
    const RootList *roots = &context->finding->roots;
    for (size_t i = 0; i < roots->count; i++) {
        if (!str_is(roots->items[i].trait, "Sync")) {
            return false;
        }
    }
    return type_kind(type) == TYPE_PATH &&
           (is_owned_by_task(context, type) || is_promised(context, type));
}

static void find_change(void *payload, const Type *type) {
    static const char *const cells[] = {"Cell",     "RefCell",  "Mutex",      "RwLock", "OnceCell",
                                        "OnceLock", "LazyCell", "UnsafeCell", "Sender", "Receiver"};
    bool *found = payload;
    Str name = type_name(type);
    if (type_kind(type) == TYPE_PATH && type_item(type) == NULL &&
        (among(name, cells, sizeof cells / sizeof cells[0]) || str_starts(name, STR("Atomic")))) {
        *found = true;
    }
}

static bool changes(const FixContext *context, const Type *type, unsigned depth) {
    bool found = false;
    find_change(&found, type);
    if (type_kind(type) == TYPE_PATH && type_item(type) != NULL) {
        flow_visit_item(workspace_flow(context->workspace), type_item(type), find_change, &found);
    }
    for (size_t i = 0; !found && depth < DEEPEST && i < type_argument_count(type); i++) {
        found = changes(context, type_argument(type, i), depth + 1);
    }
    return found;
}

bool type_changes_inside(const FixContext *context, const Type *type) {
    return changes(context, type, 0);
}
