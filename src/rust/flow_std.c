/*
 * What the flow knows of std, and of the few crates that most async programs share: signatures as
 * Rust text.
 *
 * A row holds all that is known under one name: the impls of a type, a trait, a module's functions.
 * It is parsed and indexed like a file of the user's when the name is first asked for. Only what
 * types flow through matters, so bounds and lifetimes that carry no type are left out, and all
 * iterators are `impl Iterator`. `Self` stands where the very type of the receiver comes back,
 * spelling included; a type written out is a new one. Names of our own: Slice<T> for [T], Number
 * for the primitives that count, Universal for what every type has, SyncWeak for std::sync::Weak,
 * Async.. and Plain.. for the locks of tokio and parking_lot.
 */
#include "rust/flow_internal.h"

#include <string.h>

typedef struct Row {
    const char *name;
    const char *text;
} Row;

static const Row rows[] = {
#define STD(name, rust) {(name), (rust)},
#include "rust/flow_library.def"
#include "rust/flow_std.def"
#undef STD
};

enum { ROWS = sizeof rows / sizeof *rows };

_Static_assert((int)ROWS <= (int)FLOW_STD_ROWS, "FLOW_STD_ROWS is too small");

/* The path of all sources made from rows, by which they are known. */
static const char std_path[] = "std";

bool flow_is_std(const Flow *flow, const Node *node) {
    (void)flow;
    return node && node->source->path.data == std_path;
}

void flow_std_open(Flow *flow) {
    flow->std = index_new(flow->arena);
    for (size_t i = 0; i < ROWS; i++) {
        unsigned char letter = (unsigned char)rows[i].name[0];
        flow->std_next[i] = flow->std_first[letter];
        flow->std_first[letter] = (unsigned char)(i + 1);
    }
}

/*
 * Indexes the rows of a name that were not asked for before; such rows stand in a list by their
 * first letter.
 */
static void load(Flow *flow, Str name) {
    unsigned char *link = name.len > 0 ? &flow->std_first[(unsigned char)name.data[0]] : NULL;
    while (link && *link) {
        size_t i = *link - 1u;
        if (!str_is(name, rows[i].name)) {
            link = &flow->std_next[i];
            continue;
        }
        *link = flow->std_next[i];
        Str path = {std_path, sizeof std_path - 1};
        index_add(flow->std, source_parse(flow->arena, path, str_from(rows[i].text)));
    }
}

const Item *flow_std_find(Flow *flow, unsigned kinds, Str name) {
    load(flow, name);
    return index_find(flow->std, kinds, name);
}

const Item *flow_std_method(Flow *flow, Str type, Str name) {
    load(flow, type);
    return index_method(flow->std, type, name);
}

const Item *flow_std_function(Flow *flow, Str module, Str name) {
    load(flow, name);
    load(flow, module);
    ItemList all = {0};
    if (!index_find(flow->std, ITEM_FUNCTION, name)) return NULL;
    index_find_all(flow->arena, &all, flow->std, ITEM_FUNCTION, name);
    bool is_prelude = module.len == 0 || str_is(module, "Result") || str_is(module, "Option");
    for (size_t i = 0; i < all.count; i++) {
        const Node *mod = node_ancestor(all.items[i]->node, NODE_MOD_ITEM);
        if (all.items[i]->parent) continue;
        if (mod ? str_eq(node_text(node_field(mod, FIELD_NAME)), module) : is_prelude)
            return all.items[i];
    }
    return NULL;
}

/* ---- which of several types of one name ---- */

static bool is_async_crate(Str root) {
    static const char *const crates[] = {"tokio",   "async_std",    "async_lock",
                                         "futures", "futures_util", "async_channel"};
    for (size_t i = 0; i < sizeof crates / sizeof *crates; i++) {
        if (str_is(root, crates[i])) return true;
    }
    return false;
}

Str flow_std_name(Flow *flow, const Node *path) {
    static const char *const names[][3] = {
        {"Mutex", "AsyncMutex", "PlainMutex"}, {"RwLock", "AsyncRwLock", "PlainRwLock"},
        {"Sender", "AsyncSender", NULL},       {"Receiver", "AsyncReceiver", NULL},
        {"UnboundedSender", "Sender", NULL},   {"UnboundedReceiver", "AsyncReceiver", NULL},
    };
    Str name = flow_original(flow, path);
    if (str_is(name, "Weak"))
        return str_is(flow_qualifier(flow, path), "sync") ? STR("SyncWeak") : name;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!str_is(name, names[i][0])) continue;
        Str root = flow_root(flow, path);
        if (is_async_crate(root)) return str_from(names[i][1]);
        if (names[i][2] && str_is(root, "parking_lot")) return str_from(names[i][2]);
    }
    return name;
}

Str flow_std_module(Flow *flow, const Node *path) {
    static const char *const modules[][2] = {
        {"mpsc", "async_mpsc"},
        {"oneshot", "async_oneshot"},
        {"watch", "async_watch"},
        {"broadcast", "async_broadcast"},
    };
    Str module = flow_qualifier(flow, path);
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        if (str_is(module, modules[i][0]) && is_async_crate(flow_root(flow, path)))
            return str_from(modules[i][1]);
    }
    return module;
}
