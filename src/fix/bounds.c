/*
 * Bounds: see bounds.h.
 */
#include "fix/bounds.h"

#include "rust/generics.h"

/* The bytes of the bounds that a declaration has now; length 0 at the place where they would begin. */
static Str bounds_now(const Node *declaration) {
    const Node *bounds = node_field(declaration, FIELD_BOUNDS);
    if (bounds != NULL) {
        Str text = node_text(bounds);
        bool colon = text.len > 0 && text.data[0] == ':';
        return str_trim(str_from_offset(text, colon ? 1 : 0));
    }
    if (node_is(declaration, NODE_TYPE_PARAMETER) || node_is(declaration, NODE_TRAIT_ITEM)) {
        const Node *name = node_field(declaration, FIELD_NAME);
        const Node *parameters = node_field(declaration, FIELD_TYPE_PARAMETERS);
        const Node *last = parameters != NULL ? parameters : name;
        return (Str){.data = declaration->source->text.data + last->end, .len = 0};
    }
    return node_text(declaration);
}

void bounds_add(Rewrite *rewrite, const Node *declaration, Str bounds) {
    Str now = bounds_now(declaration);
    const Source *source = declaration->source;
    size_t start = (size_t)(now.data - source->text.data);
    size_t at = generics_trait_end(now);
    StrBuf traits = strbuf_new(rewrite->arena);
    StrBuf lifetimes = strbuf_new(rewrite->arena);
    Str bound;
    while (str_next(&bounds, ' ', &bound)) {
        if (bound.len == 0 || generics_has_bound(now, bound)) {
            continue;
        }
        StrBuf *buffer = bound.data[0] == '\'' ? &lifetimes : &traits;
        strbuf_add(buffer, strbuf_str(buffer).len > 0 ? STR(" + ") : STR(""));
        strbuf_add(buffer, bound);
    }
    Str added = strbuf_str(&traits), lasting = strbuf_str(&lifetimes);
    if (now.len == 0 && added.len + lasting.len > 0) {
        const char *joint = added.len > 0 && lasting.len > 0 ? " + " : "";
        rewrite_range(rewrite, source, start, start,
                      str_format(rewrite->arena, ": " STR_FMT "%s" STR_FMT, STR_ARG(added), joint,
                                 STR_ARG(lasting)));
        return;
    }
    if (added.len > 0) {
        Str text = at == 0 ? str_format(rewrite->arena, STR_FMT " + ", STR_ARG(added))
                           : str_format(rewrite->arena, " + " STR_FMT, STR_ARG(added));
        rewrite_range(rewrite, source, start + at, start + at, text);
    }
    if (lasting.len > 0) {
        rewrite_range(rewrite, source, start + now.len, start + now.len,
                      str_format(rewrite->arena, " + " STR_FMT, STR_ARG(lasting)));
    }
}

/* Whether another declaration of the parameter has a bound. */
static bool is_bounded_elsewhere(const Node *declaration, Str bound) {
    const Node *item = declaration->parent != NULL ? declaration->parent->parent : NULL;
    Str name = node_text(node_field(
        declaration, node_is(declaration, NODE_TYPE_PARAMETER) ? FIELD_NAME : FIELD_LEFT));
    const Node *lists[] = {node_field(item, FIELD_TYPE_PARAMETERS),
                           node_child(item, NODE_WHERE_CLAUSE)};
    for (size_t i = 0; i < 2; i++) {
        for (const Node *row = node_first(lists[i]); row != NULL; row = node_next(row)) {
            const Node *subject = node_field(row, i == 0 ? FIELD_NAME : FIELD_LEFT);
            if (str_eq(node_text(subject), name) && node_field(row, FIELD_BOUNDS) != NULL &&
                generics_has_bound(bounds_now(row), bound)) {
                return true;
            }
        }
    }
    return false;
}

bool bounds_has(const Node *declaration, Str bounds) {
    bool parameter =
        node_is(declaration, NODE_TYPE_PARAMETER) || node_is(declaration, NODE_WHERE_PREDICATE);
    Str now = bounds_now(declaration), bound;
    while (str_next(&bounds, ' ', &bound)) {
        if (bound.len > 0 && !generics_has_bound(now, bound) &&
            !(parameter && is_bounded_elsewhere(declaration, bound))) {
            return false;
        }
    }
    return true;
}

/* Whether a bound is one of the names. */
static bool is_listed(Str bound, Str names) {
    Str name;
    while (str_next(&names, ' ', &name)) {
        if (name.len > 0 && generics_has_bound(bound, name)) return true;
    }
    return false;
}

bool bounds_remove(Rewrite *rewrite, const Node *declaration, Str names) {
    const Source *source = declaration->source;
    Str rest = bounds_now(declaration), bound, kept = {0};
    size_t run = STR_NONE; /* where the bounds to remove begin that nothing is kept behind yet */
    size_t removed = 0;
    while (generics_next_bound(&rest, &bound)) {
        size_t start = (size_t)(bound.data - source->text.data);
        if (is_listed(bound, names)) {
            if (run == STR_NONE)
                run = kept.len > 0 ? (size_t)(kept.data - source->text.data) + kept.len : start;
            removed = start + bound.len;
            continue;
        }
        bool first = kept.len == 0;
        if (run != STR_NONE) rewrite_range(rewrite, source, run, first ? start : removed, STR(""));
        run = STR_NONE;
        kept = bound;
    }
    const Node *field = node_field(declaration, FIELD_BOUNDS);
    if (removed > 0 && kept.len == 0) {
        rewrite_delete(rewrite, field);
        return field != NULL;
    }
    if (run != STR_NONE) rewrite_range(rewrite, source, run, removed, STR(""));
    return removed > 0;
}
