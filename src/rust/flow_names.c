/*
 * Names: what a path means, through the use declarations of its file.
 *
 * There is no full module resolution: a path's qualifier must be a module, file or crate folder of
 * the workspace around the item, and of several candidates the one nearest to the use is taken. A
 * path that starts in std is never the workspace's, which keeps `std::result::Result` apart from an
 * alias of the same name.
 */
#include "rust/flow_internal.h"

PathParts flow_path_parts(const Node *node) {
    PathParts parts = {0};
    for (unsigned steps = 0; node && steps < 4; steps++) {
        switch ((int)node->kind) {
        case NODE_GENERIC_TYPE:
        case NODE_GENERIC_TYPE_WITH_TURBOFISH:
        case NODE_GENERIC_FUNCTION:
        case NODE_GENERIC_PATTERN: {
            if (!parts.arguments) parts.arguments = node_field(node, FIELD_TYPE_ARGUMENTS);
            const Node *inner = node_field(node, FIELD_TYPE);
            inner = inner ? inner : node_field(node, FIELD_FUNCTION);
            node = inner ? inner : node_first(node);
            break;
        }
        case NODE_SCOPED_IDENTIFIER:
        case NODE_SCOPED_TYPE_IDENTIFIER:
            parts.name_node = node_field(node, FIELD_NAME);
            parts.name = node_text(parts.name_node);
            parts.prefix = node_field(node, FIELD_PATH);
            return parts;
        case NODE_IDENTIFIER:
        case NODE_TYPE_IDENTIFIER:
        case NODE_PRIMITIVE_TYPE:
        case NODE_SELF:
        case NODE_SUPER:
        case NODE_CRATE:
        case NODE_SHORTHAND_FIELD_IDENTIFIER:
            parts.name_node = node;
            parts.name = node_text(node);
            return parts;
        default:
            return parts;
        }
    }
    return parts;
}

/* ---- use declarations ---- */

static void add_use(Flow *flow, UseTable *table, Use use) {
    if (use.root.len == 0) use.root = use.qualifier.len > 0 ? use.qualifier : use.original;
    VEC_PUSH(flow->arena, &table->uses, use);
    if (use.name.len == 0) table->has_glob = true;
}

static Str first_segment(const Node *path) {
    for (unsigned steps = 0; path && steps < 32; steps++) {
        PathParts parts = flow_path_parts(path);
        if (!parts.prefix) return parts.name;
        path = parts.prefix;
    }
    return (Str){0};
}

static void read_clause(Flow *flow, UseTable *table, const Node *node, Str outer, Str root,
                        unsigned depth) {
    if (!node || depth == 0) return;
    const Node *path = node_field(node, FIELD_PATH);
    if (node->kind == NODE_USE_LIST) {
        for (const Node *child = node_first(node); child; child = node_next(child))
            read_clause(flow, table, child, outer, root, depth - 1);
    } else if (node->kind == NODE_SCOPED_USE_LIST) {
        if (path) {
            outer = flow_path_parts(path).name;
            root = root.len > 0 ? root : first_segment(path);
        }
        read_clause(flow, table, node_field(node, FIELD_LIST), outer, root, depth - 1);
    } else if (node->kind == NODE_USE_WILDCARD) {
        path = node_first(node);
        Str qualifier = path ? flow_path_parts(path).name : outer;
        add_use(flow, table,
                (Use){.qualifier = qualifier, .root = root.len > 0 ? root : first_segment(path)});
    } else {
        bool renamed = node->kind == NODE_USE_AS_CLAUSE;
        const Node *target = renamed ? path : node;
        PathParts parts = flow_path_parts(target);
        Use use = {.original = parts.name, .qualifier = outer, .root = root};
        if (parts.prefix) {
            use.qualifier = flow_path_parts(parts.prefix).name;
            if (root.len == 0) use.root = first_segment(parts.prefix);
        } else if (parts.name_node && parts.name_node->kind == NODE_SELF) {
            use.original = outer; /* use a::b::{self} */
            use.qualifier = root;
        }
        use.name = renamed ? node_text(node_field(node, FIELD_ALIAS)) : use.original;
        if (use.original.len > 0 && use.name.len > 0 && !str_is(use.name, "_"))
            add_use(flow, table, use);
    }
}

void flow_read_uses(Flow *flow, const Source *source) {
    UseTable table = {.source = source};
    for (const Node *node = source->root; node; node = node_walk(node, source->root)) {
        if (node->kind == NODE_USE_DECLARATION)
            read_clause(flow, &table, node_field(node, FIELD_ARGUMENT), (Str){0}, (Str){0}, 16);
    }
    VEC_PUSH(flow->arena, &flow->uses, table);
}

static const UseTable *table_of(const Flow *flow, const Source *source) {
    for (size_t i = 0; i < flow->uses.count; i++) {
        if (flow->uses.items[i].source == source) return &flow->uses.items[i];
    }
    return NULL;
}

static const Use *find_use(const UseTable *table, Str name) {
    for (size_t i = 0; table && i < table->uses.count; i++) {
        if (str_eq(table->uses.items[i].name, name)) return &table->uses.items[i];
    }
    return NULL;
}

Str flow_original(Flow *flow, const Node *path) {
    PathParts parts = flow_path_parts(path);
    const Use *use =
        parts.prefix || !path ? NULL : find_use(table_of(flow, path->source), parts.name);
    return use ? use->original : parts.name;
}

Str flow_qualifier(Flow *flow, const Node *path) {
    PathParts parts = flow_path_parts(path);
    if (parts.prefix) return flow_original(flow, parts.prefix);
    const Use *use = path ? find_use(table_of(flow, path->source), parts.name) : NULL;
    return use ? use->qualifier : (Str){0};
}

Str flow_root(Flow *flow, const Node *path) {
    const Use *use = path ? find_use(table_of(flow, path->source), first_segment(path)) : NULL;
    return use ? use->root : flow_path_parts(path).prefix ? first_segment(path) : (Str){0};
}

/* ---- items ---- */

static bool is_inside(Str root) {
    return str_is(root, "crate") || str_is(root, "self") || str_is(root, "super") ||
           str_is(root, "Self");
}

/* Whether a folder or file of a path is called name, `_` and `-` being one. */
static bool has_component(Str path, Str name) {
    Str piece;
    while (str_next(&path, '/', &piece)) {
        if (str_ends(piece, STR(".rs"))) piece = str_slice(piece, 0, piece.len - 3);
        if (piece.len != name.len || name.len == 0) continue;
        size_t i = 0;
        while (i < name.len &&
               (piece.data[i] == name.data[i] || (piece.data[i] == '-' && name.data[i] == '_')))
            i++;
        if (i == name.len) return true;
    }
    return false;
}

/* Whether a path's first segment leads into the workspace. */
static bool is_ours(const Flow *flow, Str root) {
    if (str_is(root, "std") || str_is(root, "core") || str_is(root, "alloc")) return false;
    if (is_inside(root)) return true;
    unsigned kinds = ITEM_MODULE | ITEM_ENUM | ITEM_STRUCT | ITEM_ALIAS | ITEM_TRAIT | ITEM_UNION;
    if (index_find(flow->index, kinds, root)) return true;
    for (size_t i = 0; i < flow->source_count; i++) {
        if (has_component(flow->sources[i]->path, root)) return true;
    }
    return false;
}

static const Node *module_of(const Node *node) {
    return node_ancestor(node, NODE_MOD_ITEM);
}

static bool is_in_module(const Item *item, Str module) {
    for (const Node *mod = module_of(item->node); mod; mod = module_of(mod)) {
        if (str_eq(node_text(node_field(mod, FIELD_NAME)), module)) return true;
    }
    return has_component(item->node->source->path, module);
}

/* How near a candidate is to a use; 0: not reachable from there. */
static unsigned nearness(const Item *item, const Node *use, Str qualifier, bool visible) {
    bool same_source = item->node->source == use->source;
    if (!same_source && !visible) return 0;
    unsigned score = same_source ? 2 : 1;
    if (qualifier.len > 0 && !is_inside(qualifier) && is_in_module(item, qualifier)) score += 8;
    if (module_of(item->node) == module_of(use))
        score += 4;
    else if (same_source && node_within(use, module_of(item->node)))
        score += 2;
    return score;
}

/* What a name's own module declares: an import of the name can only be another module's of that file. */
static const Item *declared_beside(Flow *flow, unsigned kinds, const Node *path, Str name) {
    ItemList all = {0};
    if (!index_find(flow->index, kinds, name)) return NULL;
    index_find_all(flow->arena, &all, flow->index, kinds, name);
    for (size_t i = 0; i < all.count; i++) {
        const Node *node = all.items[i]->node;
        bool member = all.items[i]->parent != NULL || node_ancestor(node, NODE_BLOCK);
        if (!member && node->source == path->source && module_of(node) == module_of(path))
            return all.items[i];
    }
    return NULL;
}

const Item *flow_find_item(Flow *flow, unsigned kinds, const Node *path) {
    PathParts parts = flow_path_parts(path);
    if (parts.name.len == 0 || flow_is_std(flow, path)) return NULL;
    const Item *beside = parts.prefix ? NULL : declared_beside(flow, kinds, path, parts.name);
    if (beside) return beside;
    const UseTable *table = table_of(flow, path->source);
    Str name = parts.name;
    Str qualifier = {0};
    Str root = {0};
    if (parts.prefix) {
        qualifier = flow_original(flow, parts.prefix);
        root = first_segment(parts.prefix);
        const Use *use = find_use(table, root);
        root = use ? use->root : root;
    } else {
        const Use *use = find_use(table, name);
        if (use) {
            name = use->original;
            qualifier = use->qualifier;
            root = use->root;
        }
    }
    const Item *first = index_find(flow->index, kinds, name);
    if (!first || (root.len > 0 && !str_eq(root, name) && !is_ours(flow, root))) return NULL;
    ItemList all = {0};
    index_find_all(flow->arena, &all, flow->index, kinds, name);
    const Item *best = NULL;
    unsigned best_score = 0;
    bool visible = root.len > 0 || (table && table->has_glob);
    for (size_t i = 0; i < all.count; i++) {
        const Item *item = all.items[i];
        if (item->kind == ITEM_FUNCTION && item->parent) continue;
        unsigned score = nearness(item, path, qualifier, visible);
        if (score > best_score) {
            best = item;
            best_score = score;
        }
    }
    return best;
}

/* ---- variants ---- */

static const Node *variant_of(const Item *item, Str name) {
    const Node *list = node_field(item->node, FIELD_BODY);
    for (const Node *node = node_first(list); node; node = node_next(node)) {
        if (node->kind == NODE_ENUM_VARIANT &&
            str_eq(node_text(node_field(node, FIELD_NAME)), name))
            return node;
    }
    return NULL;
}

/* The enum behind a path: itself, `Self`, or an alias of it. */
static const Item *enum_of(Flow *flow, const Node *path) {
    if (str_is(flow_path_parts(path).name, "Self")) {
        const Type *self = flow_self_type(flow, path);
        return self ? flow_resolve(flow, flow_self_type(flow, path))->item : NULL;
    }
    const Item *item = flow_find_item(flow, ITEM_ENUM | ITEM_ALIAS, path);
    if (item && item->kind == ITEM_ALIAS)
        item = flow_resolve(flow, flow_lower(flow, node_field(item->node, FIELD_TYPE)))->item;
    return item;
}

const Node *flow_find_variant(Flow *flow, const Node *path, const Item **owner) {
    PathParts parts = flow_path_parts(path);
    *owner = NULL;
    if (parts.name.len == 0 || flow_is_std(flow, path)) return NULL;
    if (parts.prefix) {
        const Item *item = enum_of(flow, parts.prefix);
        *owner = item && item->kind == ITEM_ENUM ? item : NULL;
        return *owner ? variant_of(item, parts.name) : NULL;
    }
    const UseTable *table = table_of(flow, path->source);
    for (size_t i = 0; table && i < table->uses.count; i++) {
        const Use *use = &table->uses.items[i];
        if (use->name.len > 0 && !str_eq(use->name, parts.name)) continue;
        Str name = use->name.len > 0 ? use->original : parts.name;
        const Item *item = index_find(flow->index, ITEM_ENUM, use->qualifier);
        const Node *variant = item ? variant_of(item, name) : NULL;
        if (variant) {
            *owner = item;
            return variant;
        }
    }
    return NULL;
}
