/*
 * Which declaration takes a new import, and where a new declaration goes: beside its like, in the
 * order that rustfmt keeps within lines that no blank line parts.
 */
#include "fix/imports.h"

#include "base/text.h"
#include "base/vec.h"
#include "fix/use_tree.h"

typedef struct Declaration {
    const Node *node;
    UseTree *tree; /* NULL: not to be read, and left alone */
    bool open;     /* private, without attributes: may be added to */
    bool changed;
    bool gone;
} Declaration;

typedef VEC_OF(Declaration) DeclarationList;

struct Imports {
    Arena *arena;
    const Node *module; /* source_file, or a mod_item's declaration_list */
    bool new_order;
    DeclarationList declarations;
    UseTreeList added; /* to get lines of their own */
};

static const Node *module_of(const Node *place) {
    const Node *mod = node_ancestor(place, NODE_MOD_ITEM);
    const Node *body = node_child(mod, NODE_DECLARATION_LIST);
    return body ? body : place->source->root;
}

static bool has_attribute(const Node *node) {
    const Node *before = node->prev;
    while (node_is(before, NODE_LINE_COMMENT)) before = before->prev;
    return node_is(before, NODE_ATTRIBUTE_ITEM);
}

/* 1 where a should stand before b in the new order only, -1 in the old one only, 0 where the two agree. */
static int order_of(const UseTree *a, const UseTree *b) {
    int new_order = use_tree_compare(a, b, true);
    int old_order = use_tree_compare(a, b, false);
    if (new_order < 0 && old_order > 0) return 1;
    return new_order > 0 && old_order < 0 ? -1 : 0;
}

static int order_within(const UseTree *tree) {
    int seen = 0;
    for (size_t i = 0; i < tree->children.count; i++) {
        const UseTree *child = tree->children.items[i];
        if (i > 0) seen += order_of(tree->children.items[i - 1], child);
        seen += order_within(child);
    }
    return seen;
}

/* The order that the imports at hand were written in, whatever the edition: rustfmt may be told another. */
static void learn_order(Imports *imports) {
    int seen = 0;
    for (size_t i = 0; i < imports->declarations.count; i++) {
        const UseTree *tree = imports->declarations.items[i].tree;
        const Declaration *before = i > 0 ? &imports->declarations.items[i - 1] : NULL;
        if (!tree) continue;
        seen += order_within(tree);
        bool beside =
            before && before->tree && before->node->next == imports->declarations.items[i].node;
        if (beside) seen += order_of(before->tree, tree);
    }
    if (seen != 0) imports->new_order = seen > 0;
}

Imports *imports_new(Arena *arena, const Node *place, Str edition) {
    Imports *imports = ARENA_NEW(arena, Imports);
    imports->arena = arena;
    imports->module = module_of(place);
    imports->new_order = str_compare(edition, STR("2024")) >= 0;
    for (const Node *node = imports->module->first; node; node = node->next) {
        if (!node_is(node, NODE_USE_DECLARATION)) continue;
        Declaration declaration = {
            .node = node,
            .tree = use_tree_read(arena, node_field(node, FIELD_ARGUMENT)),
            .open = !node_child(node, NODE_VISIBILITY_MODIFIER) && !has_attribute(node),
        };
        VEC_PUSH(arena, &imports->declarations, declaration);
    }
    learn_order(imports);
    return imports;
}

Str imports_path(const Imports *imports, Str name) {
    for (size_t i = 0; i < imports->declarations.count; i++) {
        const Declaration *declaration = &imports->declarations.items[i];
        if (!declaration->tree || declaration->gone) continue;
        Str path = use_tree_path_of(imports->arena, declaration->tree, name);
        if (path.len > 0) return path;
    }
    for (size_t i = 0; i < imports->added.count; i++) {
        Str path = use_tree_path_of(imports->arena, imports->added.items[i], name);
        if (path.len > 0) return path;
    }
    return STR("");
}

static Str last_segment(Str path) {
    size_t colon = str_find_last_byte(path, ':');
    return colon == STR_NONE ? path : str_from_offset(path, colon + 1);
}

/* Whether an item of the module itself has the name. */
static bool declares(const Imports *imports, Str name) {
    for (const Node *node = imports->module->first; node; node = node->next) {
        if (node_is(node, NODE_USE_DECLARATION)) continue;
        if (str_eq(node_text(node_field(node, FIELD_NAME)), name)) return true;
    }
    return false;
}

static const UseTree *leaf(const Imports *imports, Str path) {
    for (size_t i = 0; i < imports->declarations.count; i++) {
        const Declaration *declaration = &imports->declarations.items[i];
        const UseTree *found =
            declaration->tree && !declaration->gone ? use_tree_find(declaration->tree, path) : NULL;
        if (found) return found;
    }
    return NULL;
}

/* Whether `use super::*` brings the path in from a module around this one. */
static bool inherits(const Imports *imports, Str path) {
    if (!leaf(imports, STR("super::*")) || !imports->module->parent) return false;
    const Imports *outer = imports_new(imports->arena, imports->module->parent, STR("2021"));
    return leaf(outer, path) || inherits(outer, path);
}

/* A declaration of its own, or a place in one that is new as well. */
static void add_new(Imports *imports, Str path) {
    for (size_t i = 0; i < imports->added.count; i++) {
        if (use_tree_room(imports->added.items[i], path) > 0) {
            use_tree_add(imports->arena, imports->added.items[i], path, imports->new_order);
            return;
        }
    }
    UseTree *added = use_tree_path(imports->arena, path);
    VEC_PUSH(imports->arena, &imports->added, added);
}

Str imports_use(Imports *imports, Str path) {
    Str name = last_segment(path);
    const UseTree *known = leaf(imports, path);
    if (known) return known->alias.len > 0 ? known->alias : name;
    Str other = imports_path(imports, name);
    if (str_eq(other, path)) return name;
    if (other.len > 0 || declares(imports, name)) return path;
    if (inherits(imports, path)) return name;
    Declaration *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < imports->declarations.count; i++) {
        Declaration *declaration = &imports->declarations.items[i];
        if (!declaration->tree || !declaration->open || declaration->gone) continue;
        size_t room = use_tree_room(declaration->tree, path);
        if (room > 0 &&
            room >= most) { /* of equal ones the last: a group sorts behind single names */
            most = room;
            best = declaration;
        }
    }
    if (best) {
        use_tree_add(imports->arena, best->tree, path, imports->new_order);
        best->changed = true;
    } else {
        add_new(imports, path);
    }
    return name;
}

void imports_remove(Imports *imports, Str path) {
    for (size_t i = 0; i < imports->declarations.count; i++) {
        Declaration *declaration = &imports->declarations.items[i];
        if (!declaration->tree || !use_tree_find(declaration->tree, path)) continue;
        declaration->gone = !use_tree_remove(declaration->tree, path);
        declaration->changed = true;
    }
}

/* Whether a name stands in what the rewrite puts in. */
static bool written(const Rewrite *rewrite, const Source *source, Str name) {
    for (size_t i = 0; i < rewrite->edits.count; i++) {
        const Edit *edit = &rewrite->edits.items[i];
        if (str_eq(edit->file, source->path) &&
            str_find_word(edit->replacement, name, 0) != STR_NONE) {
            return true;
        }
    }
    return false;
}

/* Code that an import does not serve: other imports, comments, an inner module that looks at nothing outside of it. */
static bool is_apart(const Node *node, const Node *top) {
    bool inner = node_is(node, NODE_MOD_ITEM) && node != top && node != top->parent;
    return node_is(node, NODE_USE_DECLARATION) || node_is(node, NODE_LINE_COMMENT) ||
           (inner && !str_contains(node_text(node), STR("super::")));
}

/* The last segment of a path says nothing of the import: `Mutex` of `std::sync::Mutex`. */
static bool ends_path(const Node *node) {
    return node->field == FIELD_NAME && (node_is(node->parent, NODE_SCOPED_IDENTIFIER) ||
                                         node_is(node->parent, NODE_SCOPED_TYPE_IDENTIFIER));
}

/* Identifiers of types, values and macro arguments alike. */
static bool named(const Imports *imports, const Rewrite *rewrite, Str name) {
    const Node *top = imports->module;
    for (const Node *node = top; node;) {
        if (is_apart(node, top)) {
            node = node_skip(node, top);
            continue;
        }
        if (!node->first && str_eq(node_text(node), name) && !ends_path(node) &&
            !rewrite_covers(rewrite, node)) {
            return true;
        }
        node = node_walk(node, top);
    }
    return written(rewrite, top->source, name);
}

void imports_remove_unused(Imports *imports, const Rewrite *rewrite, Str path) {
    const UseTree *import = leaf(imports, path);
    if (!import) return;
    Str name = import->alias.len > 0 ? import->alias : last_segment(path);
    if (!named(imports, rewrite, name)) imports_remove(imports, path);
}

/* ---- writing ---- */

static void reprint(const Imports *imports, Rewrite *rewrite, const Declaration *declaration) {
    const Node *argument = node_field(declaration->node, FIELD_ARGUMENT);
    Str before = str_slice(argument->source->text, declaration->node->start, argument->start);
    rewrite_replace(rewrite, argument,
                    use_tree_print(imports->arena, declaration->tree,
                                   syntax_indentation(declaration->node), text_width(before)));
}

/* Whether a blank line, or anything but a comment, parts two declarations. */
static bool parted(const Node *a, const Node *b) {
    Str between = str_slice(a->source->text, a->end, b->start);
    for (const Node *node = a->next; node && node != b; node = node->next) {
        if (node->named && node->kind != NODE_LINE_COMMENT) return true;
    }
    size_t first = str_find_byte(between, '\n');
    if (first == STR_NONE) return false;
    size_t second = str_find(between, STR("\n"), first + 1);
    return second != STR_NONE && str_trim(str_slice(between, first, second)).len == 0;
}

/* std, core and alloc stand together in every style. */
static Str family(const UseTree *tree) {
    bool standard = str_is(tree->name, "core") || str_is(tree->name, "alloc");
    return standard ? STR("std") : tree->name;
}

/* The declaration before which (or, with *behind set, behind which) a new one belongs; NULL if there is none. */
static const Declaration *neighbour(const Imports *imports, const UseTree *tree, bool *behind) {
    const Declaration *best = NULL;
    bool related = false;
    *behind = true;
    const DeclarationList *all = &imports->declarations;
    for (size_t i = 0; i < all->count; i++) {
        const Declaration *one = &all->items[i];
        if (!one->tree || !one->open) continue;
        bool like = str_eq(family(one->tree), family(tree));
        bool same_group = best && !parted(best->node, one->node);
        if (best && !(like && !related) && !same_group) continue;
        bool smaller = use_tree_compare(one->tree, tree, imports->new_order) < 0;
        if (!best || (like && !related && !same_group)) {
            best = one;
            *behind = smaller;
        } else if (smaller && *behind) {
            best = one;
        }
        related = related || like;
    }
    return best;
}

/* Where a first import goes: before the first item and the comments and attributes that belong to it. */
static size_t first_place(const Imports *imports) {
    const Node *module = imports->module;
    const Node *item = node_first(module);
    while (item && (item->kind == NODE_SHEBANG || item->kind == NODE_INNER_ATTRIBUTE_ITEM)) {
        item = node_next(item);
    }
    if (!item)
        return module->kind == NODE_SOURCE_FILE ? module->source->text.len : module->start + 1;
    Str text = module->source->text;
    for (const Node *before = item->prev; before && before->named; before = before->prev) {
        bool inner = before->kind == NODE_INNER_ATTRIBUTE_ITEM ||
                     node_child(before, NODE_INNER_DOC_COMMENT_MARKER);
        Str between = str_slice(text, before->end, item->start);
        size_t line = str_find_byte(between, '\n');
        bool gap = line != STR_NONE && str_find(between, STR("\n"), line + 1) != STR_NONE;
        if (inner || (gap && !node_is(before, NODE_ATTRIBUTE_ITEM))) break;
        item = before;
    }
    return item->start;
}

static void add_line(const Imports *imports, Rewrite *rewrite, const UseTree *tree) {
    const Source *source = imports->module->source;
    bool behind = false;
    const Declaration *near = neighbour(imports, tree, &behind);
    Str path = use_tree_print(imports->arena, tree, STR(""), 4);
    if (!near) {
        size_t at = first_place(imports);
        Str indentation = imports->module->kind == NODE_SOURCE_FILE ? STR("") : STR("    ");
        rewrite_range(rewrite, source, at, at,
                      str_format(imports->arena, "use " STR_FMT ";\n\n" STR_FMT, STR_ARG(path),
                                 STR_ARG(indentation)));
        return;
    }
    Str indentation = syntax_indentation(near->node);
    if (behind) {
        rewrite_after(rewrite, near->node,
                      str_format(imports->arena, "\n" STR_FMT "use " STR_FMT ";",
                                 STR_ARG(indentation), STR_ARG(path)));
    } else {
        rewrite_before(rewrite, near->node,
                       str_format(imports->arena, "use " STR_FMT ";\n" STR_FMT, STR_ARG(path),
                                  STR_ARG(indentation)));
    }
}

/* Puts the new lines that belong next to a declaration which goes into its place; false where there are none. */
static bool replace_gone(Imports *imports, Rewrite *rewrite, const Declaration *gone) {
    StrBuf lines = strbuf_new(imports->arena);
    size_t kept = 0;
    for (size_t i = 0; i < imports->added.count; i++) {
        bool behind = false;
        UseTree *tree = imports->added.items[i];
        if (neighbour(imports, tree, &behind) != gone) {
            imports->added.items[kept++] = tree;
            continue;
        }
        if (lines.len > 0) {
            strbuf_addf(&lines, "\n" STR_FMT, STR_ARG(syntax_indentation(gone->node)));
        }
        Str path = use_tree_print(imports->arena, tree, STR(""), 4);
        strbuf_addf(&lines, "use " STR_FMT ";", STR_ARG(path));
    }
    imports->added.count = kept;
    if (lines.len > 0) rewrite_replace(rewrite, gone->node, strbuf_str(&lines));
    return lines.len > 0;
}

static void sort_added(Imports *imports) {
    for (size_t i = 1; i < imports->added.count; i++) {
        UseTree *tree = imports->added.items[i];
        size_t at = i;
        for (;
             at > 0 && use_tree_compare(tree, imports->added.items[at - 1], imports->new_order) < 0;
             at--)
            imports->added.items[at] = imports->added.items[at - 1];
        imports->added.items[at] = tree;
    }
}

void imports_apply(Imports *imports, Rewrite *rewrite) {
    sort_added(imports);
    for (size_t i = 0; i < imports->declarations.count; i++) {
        const Declaration *declaration = &imports->declarations.items[i];
        if (!declaration->changed) continue;
        if (!declaration->gone) {
            reprint(imports, rewrite, declaration);
        } else if (!replace_gone(imports, rewrite, declaration)) {
            rewrite_delete_statement(rewrite, declaration->node);
        }
    }
    for (size_t i = 0; i < imports->added.count; i++) {
        add_line(imports, rewrite, imports->added.items[i]);
    }
}
