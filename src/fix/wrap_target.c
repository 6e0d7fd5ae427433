/*
 * Wrap target: see wrap_target.h.
 */
#include "fix/wrap_target.h"

#include "fix/sends.h"
#include "match/type_text.h"
#include "rust/ownership.h"

enum { DEEPEST = 6 };

/* ---- fields ---- */

static const Field *field_of(const Item *owner, const Node *node) {
    for (size_t i = 0; owner != NULL && i < owner->fields.count; i++) {
        if (owner->fields.items[i].node == node) {
            return &owner->fields.items[i];
        }
    }
    return NULL;
}

/* Whether rustc says that the root lies within a type of this name: "Connection". */
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

/* The full path that a type's name is imported from, or written as: "git2::Repository". */
static Str full_path(const FixContext *context, const Node *name) {
    const Node *parent = name->parent;
    if (node_is(parent, NODE_SCOPED_TYPE_IDENTIFIER)) {
        return node_text(parent);
    }
    Imports *imports = imports_new(context->arena, name, workspace_edition(context->workspace));
    return imports_path(imports, node_text(name));
}

/* Whether a type's name is of the library that the catalogue says the root is the inside of. */
static bool is_of_library(const FixContext *context, const Node *name) {
    const Root *root = &context->finding->roots.items[0];
    const TypeKnowledge *known = patterns_type(context->patterns, root->type);
    Str library = known != NULL ? known->library : (Str){0};
    Str path = library.len > 0 ? full_path(context, name) : (Str){0};
    const TypeKnowledge *owner = path.len > 0 ? patterns_type(context->patterns, path) : NULL;
    return owner != NULL && owner->sync_only && str_starts(path, library);
}

/* A field of a struct of the user's, or of what it holds, whose type is of another crate and contains the root. */
static const Field *foreign_field(const FixContext *context, const Item *item, const Item **owner,
                                  unsigned depth) {
    const Index *index = workspace_index(context->workspace);
    for (size_t i = 0; item != NULL && depth < DEEPEST && i < item->fields.count; i++) {
        const Field *field = &item->fields.items[i];
        for (const Node *node = field->type; node != NULL; node = node_walk(node, field->type)) {
            if (!node_is(node, NODE_TYPE_IDENTIFIER)) {
                continue;
            }
            const Item *inner = index_find(index, ITEM_STRUCT, node_text(node));
            bool own = inner != NULL && ownership_refusal(inner->node).len == 0;
            if (!own && (is_named_owner(context->finding, node_text(node)) ||
                         is_of_library(context, node))) {
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

/* ---- the list ---- */

static const Type *pointed_to(const Type *type) {
    while (type_kind(type) == TYPE_REFERENCE || guarded_is_pointer(type)) {
        type = type_argument(type, 0);
    }
    return type;
}

static void add_field(const FixContext *context, WrapTargetList *out, const Item *owner,
                      const Field *field) {
    if (field == NULL || str_contains(node_text(field->type), STR("PhantomData"))) {
        return;
    }
    bool unnamed = field->name.len > 0 && field->name.data[0] <= '9';
    WrapTarget target = {
        .owner = owner,
        .field = field,
        .content = pointed_to(flow_type(workspace_flow(context->workspace), field->type)),
        .name = unnamed ? node_text(field->type) : field->name,
    };
    VEC_PUSH(context->arena, out, target);
}

static void add_keeper(const FixContext *context, WrapTargetList *out, const Node *keeper) {
    const Item *owner =
        index_item(workspace_index(context->workspace), node_ancestor(keeper, NODE_STRUCT_ITEM));
    add_field(context, out, owner, field_of(owner, keeper));
}

void wrap_targets(const FixContext *context, WrapTargetList *out) {
    const Finding *finding = context->finding;
    Flow *flow = workspace_flow(context->workspace);
    if (finding->keeper != NULL) {
        add_keeper(context, out, finding->keeper);
        if (finding->outer_keeper != NULL) {
            add_keeper(context, out, finding->outer_keeper);
        }
        return;
    }
    const Type *type = pointed_to(flow_type(flow, finding->binding));
    const Item *item = finding->origin == NULL ? type_item(type) : NULL;
    const Item *owner = NULL;
    if (item != NULL && ownership_refusal(item->node).len == 0) {
        const Field *field = foreign_field(context, item, &owner, 0);
        add_field(context, out, owner, field);
    }
    if (out->count == 0 && finding->hold == HOLD_STATIC) {
        const Node *written = node_field(finding->value, FIELD_TYPE);
        WrapTarget target = {.item = finding->value,
                             .content = pointed_to(flow_type(flow, written)),
                             .name = node_text(node_field(finding->value, FIELD_NAME))};
        VEC_PUSH(context->arena, out, target);
    } else if (out->count == 0 && finding->binding != NULL &&
               !node_is(finding->binding, NODE_SELF)) {
        WrapTarget target = {
            .binding = finding->binding, .content = type, .name = node_text(finding->binding)};
        VEC_PUSH(context->arena, out, target);
    }
}

bool wrap_target_is_cell(const WrapTarget *target) {
    static const char *const cells[] = {"Cell", "RefCell", "OnceCell", "LazyCell", "UnsafeCell"};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        if (type_item(target->content) == NULL && str_is(type_name(target->content), cells[i])) {
            return true;
        }
    }
    return false;
}

/* ---- whether it is Send ---- */

/* Words in the printed type of a root that tell that it is not Send either. */
static bool is_never_sent(Str type) {
    static const char *const words[] = {"Rc",  "Weak",  "NonNull", "MutexGuard", "RwLockReadGuard",
                                        "Ref", "RefMut"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_find_word(type, str_from(words[i]), 0) != STR_NONE) {
            return true;
        }
    }
    return str_contains(type, STR("*mut ")) || str_contains(type, STR("*const ")) ||
           (str_contains(type, STR("dyn ")) && str_find_word(type, STR("Send"), 0) == STR_NONE);
}

/* What the catalogue says of the type that a field spells, by the path that it is imported from. */
static bool is_known_to_send(const FixContext *context, const WrapTarget *target) {
    const Node *type = target->field != NULL ? target->field->type : NULL;
    for (const Node *node = type; node != NULL; node = node_walk(node, type)) {
        Str path = node_is(node, NODE_TYPE_IDENTIFIER) ? full_path(context, node) : (Str){0};
        const TypeKnowledge *known = path.len > 0 ? patterns_type(context->patterns, path) : NULL;
        if (known != NULL && known->sync_only &&
            str_eq(node_text(node), type_name(target->content))) {
            return true;
        }
    }
    return false;
}

bool wrap_target_sends(const FixContext *context, const WrapTarget *target, Str *why) {
    const Finding *finding = context->finding;
    bool proven = type_is_proven(context, target->content) || is_known_to_send(context, target);
    for (size_t i = 0; i < finding->roots.count; i++) {
        const Root *root = &finding->roots.items[i];
        const TypeKnowledge *known = patterns_type(context->patterns, root->type);
        bool never = is_never_sent(root->type);
        bool sync_only = known != NULL && known->sync_only && !never;
        if (!str_is(root->trait, "Sync") || (!sync_only && !proven)) {
            *why = str_format(context->arena,
                              "a Mutex is only `Sync` if its content is `Send`, and `" STR_FMT
                              "` is not",
                              STR_ARG(root->type));
            return false;
        }
    }
    if (!proven && !type_sends(context, target->content, false)) {
        *why =
            str_format(context->arena,
                       "a Mutex is only `Sync` if its content is `Send`, and `" STR_FMT "` is not",
                       STR_ARG(type_spell(context->arena, target->content)));
        return false;
    }
    return true;
}

void wrap_target_write(const FixContext *context, const WrapTarget *target, Guarded *guarded) {
    const Finding *finding = context->finding;
    if (target->field != NULL) {
        guarded_field(guarded, target->owner, target->field);
    } else if (target->item != NULL) {
        guarded_pointer(guarded, flow_type(guarded->flow, node_field(target->item, FIELD_TYPE)));
    } else {
        guarded->shared_at = finding->body != NULL ? finding->body : finding->value;
        guarded_variable(guarded, target->binding);
    }
}
