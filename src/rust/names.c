/*
 * Names: see names.h.
 */
#include "rust/names.h"

#include "rust/source.h"

enum { MAX_DEPTH = 32 };

/* A path while it is put together: outer::inner. */
static Str joined(Arena *arena, Str outer, Str inner) {
    if (outer.len == 0) return inner;
    return str_format(arena, STR_FMT "::" STR_FMT, STR_ARG(outer), STR_ARG(inner));
}

Str names_root(Str path) {
    size_t colons = str_find(path, STR("::"), 0);
    return colons == STR_NONE ? path : str_slice(path, 0, colons);
}

Str names_last(Str path) {
    size_t angle = str_find_byte(path, '<');
    path = str_slice(path, 0, angle);
    if (str_ends(path, STR("::"))) path.len -= 2;
    size_t colon = str_find_last_byte(path, ':');
    return colon == STR_NONE ? path : str_from_offset(path, colon + 1);
}

/* The path that the argument of a use declaration brings in as name; empty if it does not. */
static Str imported(Arena *arena, const Node *clause, Str outer, Str name, unsigned depth) {
    if (!clause || depth == 0) return (Str){0};
    const Node *path = node_field(clause, FIELD_PATH);
    if (node_is(clause, NODE_USE_LIST) || node_is(clause, NODE_SCOPED_USE_LIST)) {
        const Node *list = node_is(clause, NODE_USE_LIST) ? clause : node_field(clause, FIELD_LIST);
        if (list != clause && path) outer = joined(arena, outer, node_text(path));
        for (const Node *child = node_first(list); child; child = node_next(child)) {
            Str found = imported(arena, child, outer, name, depth - 1);
            if (found.len > 0) return found;
        }
        return (Str){0};
    }
    if (node_is(clause, NODE_USE_WILDCARD)) return (Str){0};
    bool renamed = node_is(clause, NODE_USE_AS_CLAUSE);
    Str target = node_text(renamed ? path : clause);
    if (str_is(target, "self")) {
        Str whole = outer;
        Str known = renamed ? node_text(node_field(clause, FIELD_ALIAS)) : names_last(outer);
        return str_eq(known, name) ? whole : (Str){0};
    }
    Str known = renamed ? node_text(node_field(clause, FIELD_ALIAS)) : names_last(target);
    return str_eq(known, name) ? joined(arena, outer, target) : (Str){0};
}

static bool is_glob_of_super(const Node *declaration) {
    const Node *clause = node_field(declaration, FIELD_ARGUMENT);
    return node_is(clause, NODE_USE_WILDCARD) && str_is(node_text(node_first(clause)), "super");
}

/* Where a name comes from, by the declarations of the blocks and the module around a place. */
static Str origin_of(Arena *arena, const Node *place, Str name) {
    bool through_glob = false;
    for (const Node *scope = place; scope; scope = scope->parent) {
        bool module = node_is(scope, NODE_SOURCE_FILE) || node_is(scope, NODE_DECLARATION_LIST);
        if (!module && !node_is(scope, NODE_BLOCK)) continue;
        for (const Node *node = scope->first; node; node = node->next) {
            if (!node_is(node, NODE_USE_DECLARATION)) continue;
            through_glob = through_glob || is_glob_of_super(node);
            Str found =
                imported(arena, node_field(node, FIELD_ARGUMENT), (Str){0}, name, MAX_DEPTH);
            if (found.len > 0) return found;
        }
        if (module && !through_glob) break;
        if (module) through_glob = false;
    }
    return (Str){0};
}

Str names_path(Arena *arena, const Node *place, Str path) {
    if (str_starts(path, STR("::"))) return str_from_offset(path, 2);
    Str first = names_root(path);
    Str origin = origin_of(arena, place, first);
    if (origin.len == 0) return path;
    if (str_starts(origin, STR("::"))) origin = str_from_offset(origin, 2);
    return path.len == first.len ? origin
                                 : joined(arena, origin, str_from_offset(path, first.len + 2));
}

/* Whether a full path is the wanted one or lies below it. */
static bool is_below(Str full, Str wanted) {
    if (str_starts(full, STR("::"))) full = str_from_offset(full, 2);
    return str_starts(full, wanted) &&
           (full.len == wanted.len || str_starts(str_from_offset(full, wanted.len), STR("::")));
}

/* Whether one of the paths that the argument of a use declaration names is or lies below the wanted one. */
static bool uses_below(Arena *arena, const Node *clause, Str outer, Str wanted, unsigned depth) {
    if (!clause || depth == 0) return false;
    const Node *path = node_field(clause, FIELD_PATH);
    if (node_is(clause, NODE_USE_LIST) || node_is(clause, NODE_SCOPED_USE_LIST)) {
        const Node *list = node_is(clause, NODE_USE_LIST) ? clause : node_field(clause, FIELD_LIST);
        if (list != clause && path) outer = joined(arena, outer, node_text(path));
        for (const Node *child = node_first(list); child; child = node_next(child)) {
            if (uses_below(arena, child, outer, wanted, depth - 1)) return true;
        }
        return false;
    }
    const Node *target = node_is(clause, NODE_USE_AS_CLAUSE)  ? path
                         : node_is(clause, NODE_USE_WILDCARD) ? node_first(clause)
                                                              : clause;
    bool itself = str_is(node_text(target), "self");
    return is_below(itself ? outer : joined(arena, outer, node_text(target)), wanted);
}

bool names_mentions(Arena *arena, const Source *source, Str path) {
    if (str_find_word(source->text, names_root(path), 0) == STR_NONE) return false;
    for (const Node *node = source->root; node; node = node_walk(node, source->root)) {
        if (node_is(node, NODE_USE_DECLARATION)) {
            const Node *clause = node_field(node, FIELD_ARGUMENT);
            if (uses_below(arena, clause, (Str){0}, path, MAX_DEPTH)) return true;
        }
        bool spelt =
            node_is(node, NODE_SCOPED_IDENTIFIER) || node_is(node, NODE_SCOPED_TYPE_IDENTIFIER);
        if (spelt && is_below(names_path(arena, node, node_text(node)), path)) return true;
    }
    return false;
}
