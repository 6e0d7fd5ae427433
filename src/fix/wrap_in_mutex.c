/*
 * wrap-in-mutex: a value that may be sent but not shared, put behind a lock that threads can share.
 *
 * What is wrapped is the innermost thing of the user's own on the way from the shared value to the root: a field, or the variable
 * itself. Never with an RwLock: `RwLock<T>` is Sync only where T is. And only where T is Send: a Mutex round an Rc, a raw pointer
 * or a guard changes nothing.
 */
#include "fix/fix.h"
#include "fix/guarded.h"
#include "fix/narrow_lock.h"
#include "fix/sends.h"
#include "fix/strategies.h"
#include "match/type_text.h"
#include "rust/ownership.h"

/* Words in the printed type of a root that tell that it is not Send either. */
static const char *never_sent(Str type) {
    static const char *const words[] = {"Rc",  "Weak",  "NonNull", "MutexGuard", "RwLockReadGuard",
                                        "Ref", "RefMut"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_find_word(type, str_from(words[i]), 0) != STR_NONE) {
            return words[i];
        }
    }
    if (str_contains(type, STR("*mut ")) || str_contains(type, STR("*const "))) {
        return "a raw pointer";
    }
    if (str_contains(type, STR("dyn ")) && str_find_word(type, STR("Send"), 0) == STR_NONE) {
        return "a trait object that need not be Send";
    }
    return NULL;
}

static void refuse(const FixContext *context, Str why) {
    VEC_PUSH(context->arena, context->refusals, (Refusal){.id = fix_wrap_in_mutex.id, .why = why});
}

static const Type *without_references(const Type *type) {
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    return type;
}

/* Whether the finding itself shows that what is shared is Send, whatever is inside of it. */
static bool is_proven(const FixContext *context) {
    const Finding *finding = context->finding;
    const Type *type =
        without_references(flow_type(workspace_flow(context->workspace), finding->binding));
    type = guarded_is_pointer(type) ? type_argument(type, 0) : type;
    return finding->binding != NULL && type_is_proven(context, type);
}

/* Whether a Mutex helps: every root only lacks Sync. */
static bool is_sent(const FixContext *context) {
    const Finding *finding = context->finding;
    bool wants_sync = false;
    for (size_t i = 0; i < finding->roots.count; i++) {
        wants_sync = wants_sync || str_is(finding->roots.items[i].trait, "Sync");
    }
    for (size_t i = 0; i < finding->roots.count; i++) {
        const Root *root = &finding->roots.items[i];
        const TypeKnowledge *known = patterns_type(context->patterns, root->type);
        const char *word = never_sent(root->type);
        bool sync_only =
            str_is(root->trait, "Sync") && known != NULL && known->sync_only && word == NULL;
        if (!sync_only && !is_proven(context)) {
            if (wants_sync && word != NULL && finding->hold != HOLD_ACROSS_AWAIT) {
                refuse(context,
                       str_format(context->arena,
                                  "a Mutex is only `Sync` if its content is `Send`, and `" STR_FMT
                                  "` is not",
                                  STR_ARG(root->type)));
            }
            return false;
        }
    }
    return wants_sync;
}

/*
 * A RefCell, OnceCell or LazyCell of the user's own becomes a lock itself, and a Cell an atomic or a lock: see cell-to-sync, which
 * was planned before. A `Mutex<Cell<T>>` is only for where that cannot be.
 */
static bool is_own_cell(const FixContext *context) {
    static const char *const heads[] = {"Cell", "RefCell", "OnceCell", "LazyCell", "UnsafeCell"};
    const Finding *finding = context->finding;
    Str head = type_text_head(finding->roots.items[0].type);
    bool own = finding->origin != NULL && ownership_refusal(finding->origin).len == 0;
    bool converted = false;
    for (size_t i = 0; i < context->fixes->count; i++) {
        converted = converted || str_is(str_from(context->fixes->items[i].id), "cell-to-sync");
    }
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (own && str_is(head, heads[i])) {
            return i > 0 || converted;
        }
    }
    return false;
}

/* ---- what to wrap ---- */

static const Field *field_of(const Item *owner, const Node *node) {
    for (size_t i = 0; owner != NULL && i < owner->fields.count; i++) {
        if (owner->fields.items[i].node == node) {
            return &owner->fields.items[i];
        }
    }
    return NULL;
}

static bool is_phantom(const Node *type) {
    return str_contains(node_text(type), STR("PhantomData"));
}

/* The type of which rustc says that the root lies within it, as the library calls it: "Connection". */
static bool is_named_owner(const Finding *finding, Str name) {
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const FactList *facts = &finding->evidence.items[i]->facts;
        for (size_t k = 0; k < facts->count; k++) {
            const Fact *fact = &facts->items[k];
            bool within =
                fact->kind == FACT_APPEARS_WITHIN && str_eq(type_text_head(fact->type), name);
            bool lacks = fact->kind == FACT_LACKS && str_eq(type_text_head(fact->other), name);
            if (within || lacks) {
                return true;
            }
        }
    }
    return false;
}

/* A field of a struct of the user's, or of what it holds, whose type is of another crate and contains the root. */
static const Field *foreign_field(const FixContext *context, const Item *item, const Item **owner,
                                  unsigned depth) {
    const Index *index = workspace_index(context->workspace);
    for (size_t i = 0; item != NULL && depth < 6 && i < item->fields.count; i++) {
        const Field *field = &item->fields.items[i];
        for (const Node *node = field->type; node != NULL; node = node_walk(node, field->type)) {
            if (!node_is(node, NODE_TYPE_IDENTIFIER)) {
                continue;
            }
            const Item *inner = index_find(index, ITEM_STRUCT, node_text(node));
            bool own = inner != NULL && ownership_refusal(inner->node).len == 0;
            if (!own && is_named_owner(context->finding, node_text(node))) {
                *owner = item;
                return field;
            }
            const Field *found = own ? foreign_field(context, inner, owner, depth + 1) : NULL;
            if (found != NULL) {
                return found;
            }
        }
    }
    return NULL;
}

static const Field *wrapped_field(const FixContext *context, const Item **owner) {
    const Finding *finding = context->finding;
    const Index *index = workspace_index(context->workspace);
    if (finding->keeper != NULL) {
        *owner = index_item(index, node_ancestor(finding->keeper, NODE_STRUCT_ITEM));
        return field_of(*owner, finding->keeper);
    }
    const Type *type =
        without_references(flow_type(workspace_flow(context->workspace), finding->binding));
    if (guarded_is_pointer(type)) {
        type = type_argument(type, 0);
    }
    const Item *item = finding->origin == NULL ? type_item(type) : NULL;
    bool own = item != NULL && ownership_refusal(item->node).len == 0;
    return own ? foreign_field(context, item, owner, 0) : NULL;
}

/* Wraps what is to be wrapped, and tells its name; an empty one where nothing is there. */
static Str wrap(const FixContext *context, Guarded *guarded) {
    const Finding *finding = context->finding;
    const Item *owner = NULL;
    const Field *field = wrapped_field(context, &owner);
    if (field != NULL) {
        if (is_phantom(field->type)) {
            return STR("");
        }
        guarded_field(guarded, owner, field);
        bool unnamed = field->name.len > 0 && field->name.data[0] <= '9';
        return unnamed ? node_text(field->type) : field->name;
    }
    if (finding->hold == HOLD_STATIC) {
        guarded_pointer(guarded, flow_type(guarded->flow, node_field(finding->value, FIELD_TYPE)));
        return node_text(node_field(finding->value, FIELD_NAME));
    }
    if (finding->binding == NULL || node_is(finding->binding, NODE_SELF)) {
        return STR("");
    }
    const Type *type =
        without_references(flow_type(workspace_flow(context->workspace), finding->binding));
    type = guarded_is_pointer(type) ? type_argument(type, 0) : type;
    if (!type_sends(context, type, false) && !is_proven(context)) {
        refuse(context, str_format(context->arena,
                                   "a Mutex is only `Sync` if its content is `Send`, and `" STR_FMT
                                   "` is not",
                                   STR_ARG(type_spell(context->arena, type))));
        return STR("");
    }
    guarded->shared_at = finding->body != NULL ? finding->body : finding->value;
    guarded_variable(guarded, finding->binding);
    return node_text(finding->binding);
}

/* Where an RwLock is there already, it is the wrong lock. */
static const Type *wrong_lock(const FixContext *context) {
    const Finding *finding = context->finding;
    const Node *keeper = finding->keeper;
    const Node *written =
        node_is(keeper, NODE_FIELD_DECLARATION) ? node_field(keeper, FIELD_TYPE) : keeper;
    if (finding->hold == HOLD_STATIC) {
        written = node_field(finding->value, FIELD_TYPE);
    }
    return narrow_lock_find(flow_type(workspace_flow(context->workspace),
                                      written != NULL ? written : finding->binding));
}

static void plan_narrow(const FixContext *context, const Type *type) {
    Rewrite rewrite = rewrite_new(context->arena);
    Swap swap = swap_new(context->arena, &rewrite, workspace_edition(context->workspace));
    narrow_lock(&swap, workspace_flow(context->workspace), type);
    swap_finish(&swap);
    Fix fix = {
        .id = fix_wrap_in_mutex.id,
        .rank = fix_wrap_in_mutex.cost,
        .title = STR("lock with a Mutex instead of an RwLock"),
        .why = STR(
            "an RwLock lets several readers in at once, so its content must be `Sync`; behind a Mutex, which "
            "lets in one at a time, `Send` is enough"),
        .cost = STR("readers wait for each other"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else if (rewrite.trouble.len > 0) {
        refuse(context, rewrite.trouble);
    }
}

static void plan(const FixContext *context) {
    const Finding *finding = context->finding;
    if (finding->roots.count == 0 || !is_sent(context) || is_own_cell(context)) {
        return;
    }
    const Type *lock = wrong_lock(context);
    if (lock != NULL) {
        plan_narrow(context, lock);
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    Guarded guarded = guarded_new(context->arena, context->workspace, &rewrite);
    Str name = wrap(context, &guarded);
    if (name.len == 0 || (rewrite.edits.count == 0 && rewrite.trouble.len == 0)) {
        return;
    }
    guarded_finish(&guarded);
    Fix fix = {
        .id = fix_wrap_in_mutex.id,
        .rank = fix_wrap_in_mutex.cost,
        .title =
            str_format(context->arena, "put `" STR_FMT "` into a Mutex, and lock it at each use",
                       STR_ARG(name)),
        .why = STR(
            "a Mutex lets one thread at a time touch its content, so what may be sent may be shared behind it"),
        .cost = STR(
            "each use locks, and a thread waits while another one has the lock; async code waits without "
            "letting others run"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else if (rewrite.trouble.len > 0) {
        refuse(context, rewrite.trouble);
    }
}

const FixStrategy fix_wrap_in_mutex = {
    .id = "wrap-in-mutex",
    .summary = "put a value that may be sent but not shared into a Mutex, locked at each use",
    .cost = 45,
    .plan = plan,
};
