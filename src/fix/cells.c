/*
 * Cells: see cells.h.
 *
 * What a cell becomes depends on its content: an integer or bool an atomic; anything else a Mutex, or an RwLock where two
 * reads overlap, which a Mutex would block for ever.
 */
#include "fix/cells.h"

#include "fix/cell_uses.h"
#include "fix/relock.h"

static const char *const atomics[][2] = {
    {"bool", "AtomicBool"}, {"i8", "AtomicI8"},       {"i16", "AtomicI16"},
    {"i32", "AtomicI32"},   {"i64", "AtomicI64"},     {"isize", "AtomicIsize"},
    {"u8", "AtomicU8"},     {"u16", "AtomicU16"},     {"u32", "AtomicU32"},
    {"u64", "AtomicU64"},   {"usize", "AtomicUsize"},
};

static const char *atomic_of(Str content) {
    for (size_t i = 0; i < sizeof atomics / sizeof atomics[0]; i++) {
        if (str_is(content, atomics[i][0])) {
            return atomics[i][1];
        }
    }
    return NULL;
}

/* Whether a type stands behind a pointer that can be cloned and compared itself. */
static bool behind_pointer(const Node *mention) {
    for (const Node *node = mention->parent; node != NULL; node = node->parent) {
        const Node *name = node_field(node, FIELD_TYPE);
        if (node->kind == NODE_REFERENCE_TYPE ||
            (node->kind == NODE_GENERIC_TYPE &&
             (str_ends(node_text(name), STR("Arc")) || str_ends(node_text(name), STR("Rc"))))) {
            return true;
        }
    }
    return false;
}

/* The derives of the struct around a field that its new type does not have. */
static bool loses_derive(Share *share, const Node *mention) {
    const Node *item = node_ancestor(mention, NODE_STRUCT_ITEM);
    item = item != NULL ? item : node_ancestor(mention, NODE_ENUM_ITEM);
    static const char *const lost[] = {"Clone",      "Copy", "PartialEq", "Eq",
                                       "PartialOrd", "Ord",  "Hash"};
    for (const Node *above = item != NULL ? item->prev : NULL; above != NULL; above = above->prev) {
        if (above->kind == NODE_LINE_COMMENT || above->kind == NODE_BLOCK_COMMENT) {
            continue;
        }
        if (above->kind != NODE_ATTRIBUTE_ITEM) {
            break;
        }
        for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
            if (str_contains(node_text(above), STR("derive")) &&
                str_find_word(node_text(above), str_from(lost[i]), 0) != STR_NONE &&
                !behind_pointer(mention)) {
                rewrite_fail(share->rewrite,
                             str_format(share->arena,
                                        "`" STR_FMT
                                        "` derives %s, which locks and atomics do not have",
                                        STR_ARG(node_text(node_field(item, FIELD_NAME))), lost[i]));
                return true;
            }
        }
    }
    return false;
}

/* `vec![Cell::new(0); n]` clones its element, which an atomic or a lock cannot be: each is made anew. */
static void unroll_repetition(Share *share, const Node *mention) {
    const Node *tree = node_ancestor(mention, NODE_TOKEN_TREE);
    const Node *macro = tree != NULL ? tree->parent : NULL;
    const Node *semicolon = node_token(tree, ";");
    if (!node_is(macro, NODE_MACRO_INVOCATION) || semicolon == NULL ||
        !str_is(node_text(node_field(macro, FIELD_MACRO)), "vec")) {
        return;
    }
    const Node *element = node_first(tree);
    const Node *count = element != NULL ? node_next(element) : NULL;
    if (element == NULL || count == NULL || !node_within(mention, element)) {
        return;
    }
    bool plain = count->kind == NODE_INTEGER_LITERAL || count->kind == NODE_IDENTIFIER;
    rewrite_range(share->rewrite, macro->source, macro->start, element->start,
                  str_format(share->arena,
                             plain ? "(0.." STR_FMT ").map(|_| " : "(0..(" STR_FMT ")).map(|_| ",
                             STR_ARG(node_text(count))));
    rewrite_range(share->rewrite, macro->source, element->end, macro->end, STR(").collect()"));
}

static void convert_atomic(Share *share, const char *atomic, const NodeList *mentions) {
    share->atomic = true;
    Str path = str_format(share->arena, "std::sync::atomic::%s", atomic);
    for (size_t i = 0; i < mentions->count; i++) {
        swap_whole(&share->swap, mentions->items[i], path);
        unroll_repetition(share, mentions->items[i]);
    }
}

static void convert_named(Share *share, Str path, const NodeList *mentions) {
    for (size_t i = 0; i < mentions->count; i++) {
        swap_mention(&share->swap, mentions->items[i], path);
        unroll_repetition(share, mentions->items[i]);
    }
}

/* Where a RefCell's guards are named, the lock's are. */
static void convert_guards(Share *share, const Node *mention, bool shared) {
    NodeList guards = {0};
    flow_companions(share->arena, &guards, share->flow, mention);
    for (size_t i = 0; i < guards.count; i++) {
        Str name = node_text(swap_path(guards.items[i]));
        bool reads = str_ends(name, STR("Ref"));
        if (reads || str_ends(name, STR("RefMut"))) {
            swap_mention(&share->swap, guards.items[i],
                         !shared ? STR("std::sync::MutexGuard")
                         : reads ? STR("std::sync::RwLockReadGuard")
                                 : STR("std::sync::RwLockWriteGuard"));
        }
    }
}

/* Numbers in calls such as `Cell::new(0u64)`: the suffix says what the context does not have to. */
static Str content_name(const Share *share, const Type *type) {
    Str name = type_name(type_argument(type, 0));
    return name.len > 0 ? name : share->root_argument;
}

void cells_convert(Share *share, const Type *type, const NodeList *mentions) {
    Str name = type_name(type);
    for (size_t i = 0; i < mentions->count; i++) {
        if (loses_derive(share, mentions->items[i])) {
            return;
        }
    }
    NodeList uses = {0};
    flow_expressions(share->arena, &uses, share->flow, mentions->items[0], true);
    if (str_is(name, "OnceCell") || str_is(name, "LazyCell")) {
        share->locked = true;
        convert_named(share,
                      str_is(name, "OnceCell") ? STR("std::sync::OnceLock")
                                               : STR("std::sync::LazyLock"),
                      mentions);
        return;
    }
    const char *atomic = str_is(name, "Cell") ? atomic_of(content_name(share, type)) : NULL;
    if (atomic != NULL) {
        convert_atomic(share, atomic, mentions);
        cell_uses_atomic(share, &uses, str_is(str_from(atomic), "AtomicBool"));
        return;
    }
    share->locked = true;
    Str where = {0};
    bool is_cell = str_is(name, "Cell");
    Relock relock = is_cell ? RELOCK_NEVER : relock_find(share->flow, &uses, &where);
    if (relock == RELOCK_WRITES) {
        rewrite_fail(share->rewrite,
                     str_format(share->arena,
                                "`" STR_FMT
                                "` would wait for ever for a lock that is still held there",
                                STR_ARG(str_slice(where, 0, str_find_byte(where, '\n')))));
        return;
    }
    bool shared = relock == RELOCK_READS;
    convert_named(share, shared ? STR("std::sync::RwLock") : STR("std::sync::Mutex"), mentions);
    convert_guards(share, mentions->items[0], shared);
    cell_uses_locked(share, &uses, is_cell, shared);
}
