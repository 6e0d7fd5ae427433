/*
 * Classes of types by what they borrow, and the std methods that give an owned value of each class.
 */
#include "fix/own.h"

#include <string.h>

#include "rust/flow.h"
#include "rust/index.h"
#include "rust/scope.h"

enum { DEEPEST = 6 };

static bool among(Str name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(name, names[i])) return true;
    }
    return false;
}

#define AMONG(name, names) among((name), (names), sizeof(names) / sizeof *(names))

/* ---- what types can do ---- */

static bool is_scalar(Str name) {
    static const char *const names[] = {"bool", "char",  "u8",  "u16", "u32", "u64",
                                        "u128", "usize", "i8",  "i16", "i32", "i64",
                                        "i128", "isize", "f32", "f64"};
    return AMONG(name, names);
}

static bool is_copy_of_std(Str name) {
    static const char *const names[] = {
        "Duration",  "Instant",    "SystemTime", "SocketAddr", "SocketAddrV4", "SocketAddrV6",
        "IpAddr",    "Ipv4Addr",   "Ipv6Addr",   "Ordering",   "TypeId",       "ThreadId",
        "NonZeroU8", "NonZeroU16", "NonZeroU32", "NonZeroU64", "NonZeroUsize", "PhantomData",
        "NonZero",   "Uuid",       "NaiveDate",  "Date"};
    return AMONG(name, names);
}

static bool is_clone_of_std(Str name) {
    static const char *const names[] = {
        "String",     "Arc",    "Rc",       "PathBuf", "OsString", "Sender",   "SyncSender",
        "Box",        "Vec",    "VecDeque", "HashMap", "HashSet",  "BTreeMap", "BTreeSet",
        "BinaryHeap", "Option", "Result",   "Cow",     "Bytes",    "Range",    "RangeInclusive",
        "Weak"};
    return AMONG(name, names);
}

/* A copy of what changes behind a shared reference misses the changes. */
static bool changes_inside(Str name) {
    static const char *const names[] = {"Cell",     "RefCell", "OnceCell",
                                        "LazyCell", "Mutex",   "RwLock"};
    return AMONG(name, names) || str_starts(name, STR("Atomic"));
}

/* Whether `#[derive(.. Clone ..)]` stands before the item's node. */
static bool derives(const Item *item, const char *trait) {
    for (const Node *node = item->node->prev; node; node = node->prev) {
        if (!node->named) continue;
        if (node_is(node, NODE_LINE_COMMENT)) continue;
        if (!node_is(node, NODE_ATTRIBUTE_ITEM)) break;
        Str text = node_text(node);
        if (str_contains(text, STR("derive")) &&
            str_find_word(text, str_from(trait), 0) != STR_NONE) {
            return true;
        }
    }
    return false;
}

bool own_implements(Workspace *workspace, const Item *item, const char *trait) {
    if (derives(item, trait)) return true;
    ItemList impls = {0};
    Arena arena;
    arena_init(&arena);
    bool found = false;
    index_impls_of(&arena, &impls, workspace_index(workspace), str_from(trait));
    for (size_t i = 0; i < impls.count && !found; i++) {
        found = str_eq(impls.items[i]->name, item->name);
    }
    arena_finish(&arena);
    return found;
}

static bool type_copy(Workspace *workspace, const Type *type, int depth) {
    if (depth > DEEPEST) return false;
    TypeKind kind = type_kind(type);
    if (kind == TYPE_REFERENCE) return !type_is_mut(type);
    if (kind == TYPE_POINTER || kind == TYPE_NEVER) return true;
    if (kind == TYPE_TUPLE || kind == TYPE_SLICE) {
        for (size_t i = 0; i < type_argument_count(type); i++) {
            if (!type_copy(workspace, type_argument(type, i), depth + 1)) return false;
        }
        return true;
    }
    if (kind != TYPE_PATH) return false;
    Str name = type_name(type);
    const Item *item = type_item(type);
    if (item) return own_implements(workspace, item, "Copy");
    if (is_scalar(name) || is_copy_of_std(name)) return true;
    return str_is(name, "Option") && type_copy(workspace, type_argument(type, 0), depth + 1);
}

/* 1 yes, 0 no, -1 not known. */
static int type_clone(Workspace *workspace, const Type *type, int depth) {
    if (depth > DEEPEST) return -1;
    if (type_copy(workspace, type, 0)) return 1;
    TypeKind kind = type_kind(type);
    if (kind == TYPE_DYN) return 0;
    int answer = kind == TYPE_TUPLE || kind == TYPE_SLICE ? 1 : -1;
    if (kind == TYPE_PATH) {
        const Item *item = type_item(type);
        if (item) return own_implements(workspace, item, "Clone");
        Str name = type_name(type);
        if (str_is(name, "str") || changes_inside(name)) return 0;
        bool shared = str_is(name, "Arc") || str_is(name, "Rc") || str_is(name, "Weak") ||
                      str_is(name, "Sender");
        if (!is_clone_of_std(name)) return -1;
        if (shared) return 1;
        answer = 1;
    }
    for (size_t i = 0; answer == 1 && i < type_argument_count(type); i++) {
        int part = type_clone(workspace, type_argument(type, i), depth + 1);
        if (part < answer) answer = part;
        if (part == 0) return 0;
    }
    return answer;
}

/* ---- classes ---- */

static bool is_guard_name(Str name) {
    static const char *const names[] = {"MutexGuard",
                                        "RwLockReadGuard",
                                        "RwLockWriteGuard",
                                        "Ref",
                                        "RefMut",
                                        "MappedMutexGuard",
                                        "MappedRwLockReadGuard",
                                        "MappedRwLockWriteGuard",
                                        "ReentrantLockGuard",
                                        "ReentrantMutexGuard",
                                        "OwnedMutexGuard",
                                        "ArcMutexGuard",
                                        "RwLockUpgradableReadGuard",
                                        "PoisonError"};
    return AMONG(name, names);
}

static bool is_lazy_name(Str name) {
    static const char *const names[] = {"Iter",
                                        "IterMut",
                                        "Keys",
                                        "Values",
                                        "Chars",
                                        "Lines",
                                        "Split",
                                        "SplitWhitespace",
                                        "Windows",
                                        "Chunks",
                                        "Map",
                                        "Filter",
                                        "FilterMap",
                                        "Enumerate",
                                        "Rev",
                                        "Zip",
                                        "Chain",
                                        "Skip",
                                        "Take",
                                        "Peekable",
                                        "Drain",
                                        "Range",
                                        "Bytes",
                                        "FlatMap",
                                        "Cloned",
                                        "Copied",
                                        "Iterator",
                                        "DoubleEndedIterator",
                                        "ExactSizeIterator",
                                        "IntoIterator",
                                        "TakeWhile",
                                        "SkipWhile",
                                        "StepBy",
                                        "Inspect",
                                        "CharIndices",
                                        "ValuesMut",
                                        "Flatten"};
    return AMONG(name, names);
}

static Own class_of(Arena *arena, Workspace *workspace, const Type *type, int depth);

static Own of_target(Arena *arena, Workspace *workspace, OwnKind kind, const Type *target) {
    return (Own){.kind = kind,
                 .copy = type_copy(workspace, target, 0),
                 .clone = type_clone(workspace, target, 0),
                 .type = type_spell(arena, target)};
}

static Own class_of_reference(Arena *arena, Workspace *workspace, const Type *type, int depth) {
    const Type *target = type_argument(type, 0);
    if (type_is_mut(type)) {
        Own own = of_target(arena, workspace, OWN_BOUND, target);
        own.exclusive = type_kind(target) == TYPE_PATH && !is_guard_name(type_name(target));
        return own;
    }
    if (type_kind(target) == TYPE_REFERENCE) return class_of(arena, workspace, target, depth + 1);
    Str name = type_name(target);
    if (str_is(name, "str")) return (Own){.kind = OWN_TEXT, .clone = 1, .type = STR("str")};
    if (is_guard_name(name))
        return of_target(arena, workspace, OWN_GUARD, type_argument(target, 0));
    if (type_kind(target) == TYPE_SLICE) {
        return of_target(arena, workspace, OWN_SLICE, type_argument(target, 0));
    }
    return of_target(arena, workspace, OWN_REFERENCE, target);
}

/* A struct of the workspace that is declared with a lifetime holds a borrow. */
static bool has_lifetime(const Type *type) {
    const Item *item = type_item(type);
    const Node *parameters = item ? node_field(item->node, FIELD_TYPE_PARAMETERS) : NULL;
    return node_child(parameters, NODE_LIFETIME_PARAMETER) || node_child(parameters, NODE_LIFETIME);
}

static Own class_of_path(Arena *arena, Workspace *workspace, const Type *type, int depth) {
    Str name = type_name(type);
    if (is_guard_name(name)) {
        return of_target(arena, workspace, OWN_GUARD, type_argument(type, 0));
    }
    if (has_lifetime(type)) return (Own){.kind = OWN_BOUND, .type = type_spell(arena, type)};
    if (is_lazy_name(name) && !type_item(type)) {
        return (Own){.kind = OWN_ITERATOR, .item = OWN_UNKNOWN, .clone = -1, .type = name};
    }
    if (str_is(name, "Box")) {
        Own boxed = class_of(arena, workspace, type_argument(type, 0), depth + 1);
        if (boxed.kind == OWN_ITERATOR) return boxed;
    }
    bool wraps = str_is(name, "Option") || str_is(name, "Result") || str_is(name, "Poll");
    for (size_t i = 0; i < type_argument_count(type); i++) {
        Own part = class_of(arena, workspace, type_argument(type, i), depth + 1);
        if (part.kind == OWN_OWNED || part.kind == OWN_UNKNOWN) continue;
        if (part.kind == OWN_GUARD && !wraps) continue;
        if (wraps && i == 0 && part.kind == OWN_REFERENCE)
            part.kind = OWN_INSIDE;
        else if (wraps && i == 0 && part.kind == OWN_TEXT)
            part.kind = OWN_INSIDE_TEXT;
        else if (!wraps && (part.kind == OWN_REFERENCE || part.kind == OWN_TEXT)) {
            part.item = part.kind;
            part.kind = OWN_ELEMENTS;
            part.target = str_cstr(arena, name);
        } else {
            part.kind = OWN_BOUND;
        }
        return part;
    }
    return of_target(arena, workspace, OWN_OWNED, type);
}

static Own class_of(Arena *arena, Workspace *workspace, const Type *type, int depth) {
    Own unknown = {.kind = OWN_UNKNOWN, .clone = -1, .type = STR("")};
    if (depth > DEEPEST) return unknown;
    TypeKind kind = type_kind(type);
    if (kind == TYPE_UNKNOWN) return unknown;
    if (kind == TYPE_REFERENCE) return class_of_reference(arena, workspace, type, depth);
    if (kind == TYPE_PATH) return class_of_path(arena, workspace, type, depth);
    if (kind == TYPE_IMPL || kind == TYPE_DYN) {
        bool lazy = is_lazy_name(type_name(type));
        Own own = of_target(arena, workspace, lazy ? OWN_ITERATOR : OWN_UNKNOWN, type);
        if (lazy && type_argument_count(type) > 0) {
            Own item = class_of(arena, workspace, type_argument(type, 0), depth + 1);
            own.item = item.kind;
            own.copy = item.copy;
            own.clone = item.clone;
        }
        return own;
    }
    if (kind == TYPE_TUPLE) {
        for (size_t i = 0; i < type_argument_count(type); i++) {
            Own part = class_of(arena, workspace, type_argument(type, i), depth + 1);
            if (part.kind != OWN_OWNED && part.kind != OWN_UNKNOWN) {
                return (Own){.kind = OWN_BOUND, .type = type_spell(arena, type)};
            }
        }
    }
    return of_target(arena, workspace, OWN_OWNED, type);
}

/* ---- expressions ---- */

static bool is_place(const Node *node) {
    if (node_is(node, NODE_PARENTHESIZED_EXPRESSION)) return is_place(node_first(node));
    return node_is(node, NODE_FIELD_EXPRESSION) || node_is(node, NODE_INDEX_EXPRESSION) ||
           (node_is(node, NODE_UNARY_EXPRESSION) && node_is_token(node->first, "*"));
}

static Str method_of(const Node *expression) {
    const Node *function = node_field(expression, FIELD_FUNCTION);
    if (node_is(function, NODE_GENERIC_FUNCTION)) function = node_field(function, FIELD_FUNCTION);
    if (!node_is(function, NODE_FIELD_EXPRESSION)) return STR("");
    return node_text(node_field(function, FIELD_FIELD));
}

static const Node *receiver_of(const Node *call) {
    const Node *function = node_field(call, FIELD_FUNCTION);
    if (node_is(function, NODE_GENERIC_FUNCTION)) function = node_field(function, FIELD_FUNCTION);
    return node_field(function, FIELD_VALUE);
}

/* What std's methods give, by name alone. */
static Own class_by_name(const Node *expression, int depth) {
    static const char *const insides[] = {"get",   "first", "last",   "peek",
                                          "front", "back",  "as_ref", "iter().next"};
    static const char *const texts[] = {"as_str", "trim", "as_deref"};
    static const char *const lazies[] = {"iter",  "keys",   "values",  "lines", "chars",
                                         "split", "filter", "windows", "chunks"};
    static const char *const mutables[] = {"get_mut",   "iter_mut",  "as_mut",
                                           "last_mut",  "first_mut", "values_mut",
                                           "front_mut", "back_mut",  "entry"};
    static const char *const openers[] = {"unwrap", "expect", "unwrap_or", "unwrap_or_default"};
    Own own = {.kind = OWN_UNKNOWN, .clone = -1, .type = STR("")};
    if (depth > DEEPEST) return own;
    if (node_is(expression, NODE_TRY_EXPRESSION)) {
        Own inner = class_by_name(node_first(expression), depth + 1);
        own.kind = inner.kind == OWN_INSIDE ? OWN_REFERENCE : OWN_UNKNOWN;
        return own;
    }
    if (!node_is(expression, NODE_CALL_EXPRESSION)) return own;
    Str method = method_of(expression);
    if (AMONG(method, insides)) own.kind = OWN_INSIDE;
    if (AMONG(method, texts)) own.kind = OWN_TEXT;
    if (AMONG(method, mutables)) own.kind = OWN_BOUND;
    if (AMONG(method, lazies))
        own = (Own){.kind = OWN_ITERATOR, .clone = -1, .item = OWN_REFERENCE};
    if (AMONG(method, openers)) {
        Own inner = class_by_name(receiver_of(expression), depth + 1);
        if (inner.kind == OWN_INSIDE) own.kind = OWN_REFERENCE;
        if (inner.kind == OWN_BOUND) own.kind = OWN_BOUND;
        const Node *otherwise = node_first(node_field(expression, FIELD_ARGUMENTS));
        if (node_is(otherwise, NODE_STRING_LITERAL)) own.kind = OWN_TEXT;
    }
    return own;
}

/* `&f(x)`, `&format!(..)`: the operand, where it is no place but a value made on the spot. */
static const Node *fresh_operand(const Node *expression) {
    if (!node_is(expression, NODE_REFERENCE_EXPRESSION)) return NULL;
    const Node *operand = node_field(expression, FIELD_VALUE);
    bool made = node_is(operand, NODE_CALL_EXPRESSION) || node_is(operand, NODE_MACRO_INVOCATION) ||
                node_is(operand, NODE_STRUCT_EXPRESSION);
    return made ? operand : NULL;
}

Own own_of(Arena *arena, Workspace *workspace, const Node *expression) {
    const Node *operand = fresh_operand(expression);
    if (operand) {
        Own inner = own_of(arena, workspace, operand);
        bool owned = inner.kind == OWN_OWNED || node_is(operand, NODE_MACRO_INVOCATION);
        if (owned) return (Own){.kind = OWN_REFERENCE, .fresh = true, .clone = 1, .type = STR("")};
    }
    const Type *type = flow_type(workspace_flow(workspace), expression);
    Own own = class_of(arena, workspace, type, 0);
    if (own.kind == OWN_UNKNOWN) own = class_by_name(expression, 0);
    /* No guard is Clone: what is cloned is what it guards. */
    if (own.kind == OWN_GUARD && str_is(method_of(expression), "clone")) own.kind = OWN_OWNED;
    if (is_place(expression) && (own.kind == OWN_OWNED || own.kind == OWN_UNKNOWN)) {
        own.kind = OWN_PLACE;
    }
    if (node_is(expression, NODE_REFERENCE_EXPRESSION) && own.kind == OWN_UNKNOWN) {
        own.kind = OWN_REFERENCE;
    }
    return own;
}

int own_type_clone(Workspace *workspace, const Type *type) {
    return type_clone(workspace, type, 0);
}

bool own_type_copy(Workspace *workspace, const Type *type) {
    return type_copy(workspace, type, 0);
}

bool own_is_guard(Workspace *workspace, const Node *node) {
    const Type *type = flow_type(workspace_flow(workspace), node);
    while (type_kind(type) == TYPE_REFERENCE) type = type_argument(type, 0);
    return is_guard_name(type_name(type));
}
