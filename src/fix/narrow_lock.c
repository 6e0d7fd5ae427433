/*
 * Narrow lock: see narrow_lock.h.
 */
#include "fix/narrow_lock.h"

#include "rust/ownership.h"
#include "rust/source.h"

const Type *narrow_lock_find(const Type *type) {
    for (unsigned steps = 0; type != NULL && steps < 8; steps++) {
        Str name = type_name(type);
        if (str_is(name, "RwLock") && type_item(type) == NULL) {
            return type;
        }
        bool through = type_kind(type) == TYPE_REFERENCE || str_is(name, "Arc") ||
                       str_is(name, "LazyLock") || str_is(name, "OnceLock") || str_is(name, "Box");
        if (!through) {
            break;
        }
        type = type_argument(type, 0);
    }
    return NULL;
}

static Str last_segment(Str path) {
    size_t colon = str_find_last_byte(path, ':');
    return colon == STR_NONE ? path : str_from_offset(path, colon + 1);
}

/* The path of the lock that takes a mention's place: of the same crate as the one that is there. */
static Str replacement(Swap *swap, const Node *mention) {
    Str written = node_text(swap_path(mention));
    Imports *imports = imports_new(swap->arena, mention, swap->edition);
    Str known = imports_path(imports, written);
    Str path = known.len > 0 ? known : written;
    if (str_contains(path, STR("parking_lot"))) {
        return STR("parking_lot::Mutex");
    }
    return str_contains(path, STR("tokio")) ? STR("tokio::sync::Mutex") : STR("std::sync::Mutex");
}

/* The method that a use is the receiver of; NULL if it is none. */
static const Node *method_of(const Node *use) {
    const Node *field = use->parent;
    const Node *call = node_is(field, NODE_FIELD_EXPRESSION) ? field->parent : NULL;
    bool method = node_is(call, NODE_CALL_EXPRESSION) && use->field == FIELD_VALUE &&
                  field->field == FIELD_FUNCTION;
    return method ? node_field(field, FIELD_FIELD) : NULL;
}

/* A second lock in the same statement, which two readers could take together. */
static bool locks_twice(const NodeList *uses, const Node *use) {
    for (size_t i = 0; i < uses->count; i++) {
        const Node *other = uses->items[i];
        const Node *method = method_of(other);
        if (other != use && method != NULL && str_is(node_text(method), "read") &&
            syntax_statement(other) == syntax_statement(use) &&
            str_eq(node_text(other), node_text(use))) {
            return true;
        }
    }
    return false;
}

static void narrow_use(Swap *swap, const NodeList *uses, const Node *use) {
    static const char *const names[][2] = {
        {"read", "lock"}, {"write", "lock"}, {"try_read", "try_lock"}, {"try_write", "try_lock"}};
    const Node *method = method_of(use);
    for (size_t i = 0; method != NULL && i < sizeof names / sizeof names[0]; i++) {
        if (!str_is(node_text(method), names[i][0])) {
            continue;
        }
        if (locks_twice(uses, use)) {
            rewrite_fail(swap->rewrite,
                         str_format(swap->arena, "`" STR_FMT "` is locked twice in one statement",
                                    STR_ARG(node_text(use))));
        }
        rewrite_replace(swap->rewrite, method, str_from(names[i][1]));
    }
}

void narrow_lock(Swap *swap, Flow *flow, const Type *type) {
    NodeList mentions = {0};
    flow_type_mentions(swap->arena, &mentions, flow, type);
    NodeList guards = {0};
    if (mentions.count > 0) {
        flow_companions(swap->arena, &guards, flow, mentions.items[0]);
    }
    for (size_t i = 0; i < mentions.count; i++) {
        if (ownership_refusal(mentions.items[i]).len > 0) {
            rewrite_fail(swap->rewrite, STR("the lock is spelt in code that is not yours to edit"));
            return;
        }
        swap_mention(swap, mentions.items[i], replacement(swap, mentions.items[i]));
    }
    for (size_t i = 0; i < guards.count; i++) {
        Str name = last_segment(node_text(swap_path(guards.items[i])));
        if (str_starts(name, STR("RwLock"))) {
            swap_mention(swap, guards.items[i], STR("std::sync::MutexGuard"));
        }
    }
    NodeList uses = {0};
    if (mentions.count > 0) {
        flow_expressions(swap->arena, &uses, flow, mentions.items[0], true);
    }
    for (size_t i = 0; i < uses.count; i++) {
        narrow_use(swap, &uses, uses.items[i]);
    }
}
