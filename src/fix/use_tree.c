/*
 * Trees of imported paths. The order and the layout are rustfmt's (imports.rs, with default
 * settings): self, super, crate, names, *, groups; a group that holds a group stands one line a
 * member; another is filled up to the line's width.
 */
#include "fix/use_tree.h"

#include "base/text.h"

enum { MAX_WIDTH = 100, MAX_DEPTH = 32 };

static UseTree *new_tree(Arena *arena, Str name) {
    UseTree *tree = ARENA_NEW(arena, UseTree);
    tree->name = name;
    return tree;
}

/* ---- reading ---- */

static UseTree *read(Arena *arena, const Node *node, int depth);

static bool read_members(Arena *arena, UseTree *group, const Node *list, int depth) {
    group->group = true;
    for (const Node *child = list->first; child; child = child->next) {
        if (node_is(child, NODE_LINE_COMMENT) || node_is(child, NODE_BLOCK_COMMENT)) return false;
        if (!child->named) continue;
        UseTree *member = read(arena, child, depth + 1);
        if (!member) return false;
        VEC_PUSH(arena, &group->children, member);
    }
    return true;
}

/* The last segment of a chain. */
static UseTree *tip(UseTree *tree) {
    while (!tree->group && tree->children.count == 1) tree = tree->children.items[0];
    return tree;
}

static UseTree *read(Arena *arena, const Node *node, int depth) {
    if (!node || depth > MAX_DEPTH) return NULL;
    if (node->kind == NODE_USE_LIST) {
        UseTree *group = new_tree(arena, STR(""));
        return read_members(arena, group, node, depth) ? group : NULL;
    }
    if (node->kind == NODE_SCOPED_USE_LIST) {
        const Node *path = node_field(node, FIELD_PATH);
        UseTree *tree = path ? read(arena, path, depth + 1) : new_tree(arena, STR(""));
        if (!tree || !read_members(arena, tip(tree), node_field(node, FIELD_LIST), depth)) {
            return NULL;
        }
        return tree;
    }
    if (node->kind == NODE_SCOPED_IDENTIFIER) {
        const Node *path = node_field(node, FIELD_PATH);
        UseTree *tree = path ? read(arena, path, depth + 1) : new_tree(arena, STR(""));
        if (!tree) return NULL;
        UseTree *last = tip(tree);
        VEC_PUSH(arena, &last->children, new_tree(arena, node_text(node_field(node, FIELD_NAME))));
        return tree;
    }
    if (node->kind == NODE_USE_AS_CLAUSE) {
        UseTree *tree = read(arena, node_field(node, FIELD_PATH), depth + 1);
        if (tree) tip(tree)->alias = node_text(node_field(node, FIELD_ALIAS));
        return tree;
    }
    if (node->kind == NODE_USE_WILDCARD) {
        const Node *path = node_first(node);
        if (!path) return new_tree(arena, STR("*"));
        UseTree *tree = read(arena, path, depth + 1);
        if (!tree) return NULL;
        UseTree *last = tip(tree);
        VEC_PUSH(arena, &last->children, new_tree(arena, STR("*")));
        return tree;
    }
    bool name = node->kind == NODE_IDENTIFIER || node->kind == NODE_SELF ||
                node->kind == NODE_SUPER || node->kind == NODE_CRATE;
    return name ? new_tree(arena, node_text(node)) : NULL;
}

UseTree *use_tree_read(Arena *arena, const Node *argument) {
    return read(arena, argument, 0);
}

/* Cuts the first segment off a path. */
static Str cut_segment(Str *path) {
    size_t end = str_find(*path, STR("::"), 0);
    Str segment = end == STR_NONE ? *path : str_slice(*path, 0, end);
    *path = end == STR_NONE ? STR("") : str_from_offset(*path, end + 2);
    return segment;
}

UseTree *use_tree_path(Arena *arena, Str path) {
    UseTree *first = new_tree(arena, cut_segment(&path));
    for (UseTree *last = first; path.len > 0; last = last->children.items[0]) {
        VEC_PUSH(arena, &last->children, new_tree(arena, cut_segment(&path)));
    }
    return first;
}

/* ---- finding, adding, removing ---- */

static bool is_leaf(const UseTree *tree) {
    return tree->children.count == 0;
}

const UseTree *use_tree_find(const UseTree *tree, Str path) {
    Str rest = path;
    if (tree->name.len > 0 && !str_eq(tree->name, cut_segment(&rest))) return NULL;
    if (is_leaf(tree)) return rest.len == 0 && tree->name.len > 0 ? tree : NULL;
    if (rest.len == 0) {
        for (size_t i = 0; tree->group && i < tree->children.count; i++) {
            if (str_is(tree->children.items[i]->name, "self")) return tree->children.items[i];
        }
        return NULL;
    }
    for (size_t i = 0; i < tree->children.count; i++) {
        const UseTree *found = use_tree_find(tree->children.items[i], rest);
        if (found) return found;
    }
    return NULL;
}

/* A group of modules' names takes a longer path only where its style is to nest them. */
static bool holds_path(const UseTree *group) {
    for (size_t i = 0; i < group->children.count; i++) {
        if (!is_leaf(group->children.items[i])) return true;
    }
    return false;
}

static size_t room(const UseTree *tree, Str path, size_t shared) {
    Str rest = path;
    if (tree->name.len > 0 && !str_eq(tree->name, cut_segment(&rest))) return 0;
    if (is_leaf(tree) || rest.len == 0) return 0;
    size_t here = shared + (tree->name.len > 0 ? 1 : 0);
    size_t best = 0;
    for (size_t i = 0; i < tree->children.count; i++) {
        size_t below = room(tree->children.items[i], rest, here);
        if (below > best) best = below;
    }
    if (best > 0) return best;
    bool last = str_find(rest, STR("::"), 0) == STR_NONE;
    bool beside_leaf = last && !tree->group && is_leaf(tree->children.items[0]) &&
                       !str_is(tree->children.items[0]->name, "*");
    bool among_paths = tree->group && (last || holds_path(tree));
    return among_paths || beside_leaf ? here : 0;
}

size_t use_tree_room(const UseTree *tree, Str path) {
    return room(tree, path, 0);
}

static void insert_sorted(Arena *arena, UseTree *tree, UseTree *child, bool new_order) {
    VEC_PUSH(arena, &tree->children, child);
    size_t at = tree->children.count - 1;
    size_t place = 0;
    while (place < at && use_tree_compare(tree->children.items[place], child, new_order) < 0) {
        place++;
    }
    for (; at > place; at--) tree->children.items[at] = tree->children.items[at - 1];
    tree->children.items[place] = child;
    tree->group = true;
}

void use_tree_add(Arena *arena, UseTree *tree, Str path, bool new_order) {
    Str rest = path;
    if (tree->name.len > 0) cut_segment(&rest);
    UseTree *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < tree->children.count; i++) {
        size_t below = room(tree->children.items[i], rest, 1);
        if (below > most) {
            most = below;
            best = tree->children.items[i];
        }
    }
    if (best) {
        use_tree_add(arena, best, rest, new_order);
    } else {
        insert_sorted(arena, tree, use_tree_path(arena, rest), new_order);
    }
}

bool use_tree_remove(UseTree *tree, Str path) {
    Str rest = path;
    if (tree->name.len > 0 && !str_eq(tree->name, cut_segment(&rest))) return true;
    if (is_leaf(tree)) return rest.len > 0;
    size_t kept = 0;
    for (size_t i = 0; i < tree->children.count; i++) {
        UseTree *child = tree->children.items[i];
        bool self = rest.len == 0 && tree->group && str_is(child->name, "self");
        if (!self && (rest.len == 0 || use_tree_remove(child, rest))) {
            tree->children.items[kept++] = child;
        }
    }
    tree->children.count = kept;
    if (kept == 1 && tree->name.len > 0 && !str_is(tree->children.items[0]->name, "self")) {
        tree->group = false;
    }
    return kept > 0;
}

/* ---- order ---- */

static int rank(const UseTree *tree) {
    if (tree->name.len == 0) return 5;
    if (str_is(tree->name, "self")) return 0;
    if (str_is(tree->name, "super")) return 1;
    if (str_is(tree->name, "crate")) return 2;
    return str_is(tree->name, "*") ? 4 : 3;
}

/* 0 for snake_case, 1 for CamelCase, 2 for SCREAMING_CASE. */
static int letter_case(Str name) {
    bool upper = name.len > 0 && name.data[0] >= 'A' && name.data[0] <= 'Z';
    if (!upper) return 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.data[i] >= 'a' && name.data[i] <= 'z') return 1;
    }
    return name.len > 1 ? 2 : 1;
}

static int compare_names(Str a, Str b, bool new_order) {
    if (!new_order && letter_case(a) != letter_case(b)) return letter_case(a) - letter_case(b);
    return str_compare(a, b);
}

/* What stands behind a segment: nothing, one segment, or a group, which counts as a segment of its own. */
int use_tree_compare(const UseTree *a, const UseTree *b, bool new_order) {
    if (rank(a) != rank(b)) return rank(a) - rank(b);
    int names = compare_names(a->name, b->name, new_order);
    if (names != 0) return names;
    if (is_leaf(a) || is_leaf(b)) {
        if (is_leaf(a) && is_leaf(b)) return compare_names(a->alias, b->alias, new_order);
        return is_leaf(a) ? -1 : 1;
    }
    if (a->group != b->group) return a->group ? 1 : -1;
    for (size_t i = 0; i < a->children.count && i < b->children.count; i++) {
        int order = use_tree_compare(a->children.items[i], b->children.items[i], new_order);
        if (order != 0) return order;
    }
    return a->children.count < b->children.count ? -1 : a->children.count > b->children.count;
}

/* ---- printing ---- */

static bool holds_group(const UseTree *tree) {
    for (; tree; tree = tree->children.count == 1 ? tree->children.items[0] : NULL) {
        if (tree->group) return true;
    }
    return false;
}

static void print(StrBuf *out, const UseTree *tree, Str indentation, size_t column);

static void print_flat(StrBuf *out, const UseTree *tree) {
    for (size_t i = 0; i < tree->children.count; i++) {
        if (i > 0) strbuf_add(out, STR(", "));
        print(out, tree->children.items[i], STR(""), 0);
    }
}

static void print_group(StrBuf *out, const UseTree *tree, Str indentation, size_t column) {
    bool nested = false;
    for (size_t i = 0; i < tree->children.count; i++) {
        nested = nested || holds_group(tree->children.items[i]);
    }
    if (!nested) {
        StrBuf flat = strbuf_new(out->arena);
        print_flat(&flat, tree);
        Str text = strbuf_str(&flat);
        if (column + text_width(text) + 3 <= MAX_WIDTH) {
            strbuf_addf(out, "{" STR_FMT "}", STR_ARG(text));
            return;
        }
    }
    Str inner = str_format(out->arena, STR_FMT "    ", STR_ARG(indentation));
    size_t width = MAX_WIDTH + 1; /* of the line so far: full, so the first member starts one */
    strbuf_add_byte(out, '{');
    for (size_t i = 0; i < tree->children.count; i++) {
        StrBuf member = strbuf_new(out->arena);
        print(&member, tree->children.items[i], inner, text_width(inner));
        Str text = strbuf_str(&member);
        if (nested || width + 2 + text_width(text) > MAX_WIDTH) {
            strbuf_addf(out, "\n" STR_FMT, STR_ARG(inner));
            width = text_width(inner);
        } else {
            strbuf_add_byte(out, ' ');
            width++;
        }
        strbuf_addf(out, STR_FMT ",", STR_ARG(text));
        width += text_width(text) + 1;
    }
    strbuf_addf(out, "\n" STR_FMT "}", STR_ARG(indentation));
}

static void print(StrBuf *out, const UseTree *tree, Str indentation, size_t column) {
    strbuf_add(out, tree->name);
    if (tree->alias.len > 0) strbuf_addf(out, " as " STR_FMT, STR_ARG(tree->alias));
    column += text_width(tree->name);
    if (is_leaf(tree) && !tree->group) return;
    if (tree->name.len > 0 || !tree->group) {
        strbuf_add(out, STR("::"));
        column += 2;
    }
    if (tree->group) {
        print_group(out, tree, indentation, column);
    } else {
        print(out, tree->children.items[0], indentation, column);
    }
}

Str use_tree_print(Arena *arena, const UseTree *tree, Str indentation, size_t used) {
    StrBuf out = strbuf_new(arena);
    print(&out, tree, indentation, text_width(indentation) + used);
    return strbuf_str(&out);
}

Str use_tree_path_of(Arena *arena, const UseTree *tree, Str name) {
    if (is_leaf(tree)) {
        Str known = tree->alias.len > 0 ? tree->alias : tree->name;
        return str_eq(known, name) ? tree->name : STR("");
    }
    for (size_t i = 0; i < tree->children.count; i++) {
        const UseTree *child = tree->children.items[i];
        if (is_leaf(child) && str_is(child->name, "self") && child->alias.len == 0) {
            if (str_eq(tree->name, name)) return tree->name;
            continue;
        }
        Str rest = use_tree_path_of(arena, child, name);
        if (rest.len == 0) continue;
        if (tree->name.len == 0 && tree->group) return rest;
        return str_format(arena, STR_FMT "::" STR_FMT, STR_ARG(tree->name), STR_ARG(rest));
    }
    return STR("");
}
