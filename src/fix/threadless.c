/*
 * Threadless: see threadless.h.
 */
#include "fix/threadless.h"

#include "rust/index.h"
#include "rust/names.h"

static bool is_name(const Node *node) {
    return node_is(node, NODE_IDENTIFIER) || node_is(node, NODE_FIELD_IDENTIFIER) ||
           node_is(node, NODE_TYPE_IDENTIFIER);
}

/* Whether a node starts a thread or task, names what can, or is what every thread can reach. */
static bool is_for_threads(const Node *node) {
    static const char *const words[] = {"thread",    "rayon", "tokio",
                                        "async_std", "smol",  "thread_local"};
    if (node_is(node, NODE_STATIC_ITEM)) return true;
    if (!is_name(node)) return false;
    Str text = node_text(node);
    if (str_starts(text, STR("spawn"))) return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(text, words[i])) return true;
    }
    return false;
}

bool threadless(const FixContext *context) {
    for (size_t i = 0; i < workspace_source_count(context->workspace); i++) {
        const Source *source = workspace_source_at(context->workspace, i);
        const Node *root = source->editable ? source->root : NULL;
        for (const Node *node = root; node; node = node_walk(node, root)) {
            if (is_for_threads(node)) return false;
        }
    }
    return true;
}

/* Whether a use declaration names std, or a module or type of the program. */
static bool stays_inside(const Index *index, const Node *declaration) {
    static const char *const roots[] = {"std", "core", "alloc", "crate", "self", "super"};
    Str root = names_root(node_text(node_field(declaration, FIELD_ARGUMENT)));
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        if (str_is(root, roots[i])) return true;
    }
    return index_find(index, ITEM_MODULE | ITEM_ENUM, root) != NULL;
}

bool threadless_program(const FixContext *context) {
    const Index *index = workspace_index(context->workspace);
    if (!threadless(context) || !index_find(index, ITEM_FUNCTION, STR("main"))) return false;
    for (size_t i = 0; i < workspace_source_count(context->workspace); i++) {
        const Source *source = workspace_source_at(context->workspace, i);
        const Node *root = source->editable ? source->root : NULL;
        for (const Node *node = root; node; node = node_walk(node, root)) {
            if (node_is(node, NODE_USE_DECLARATION) && !stays_inside(index, node)) return false;
        }
    }
    return true;
}
