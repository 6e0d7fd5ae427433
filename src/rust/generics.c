/*
 * Generics: see generics.h.
 */
#include "rust/generics.h"

static const Node *predicate_of(const Node *item, Str name) {
    const Node *where = node_child(item, NODE_WHERE_CLAUSE);
    for (const Node *predicate = node_first(where); predicate != NULL;
         predicate = node_next(predicate)) {
        if (str_eq(node_text(node_field(predicate, FIELD_LEFT)), name)) {
            return predicate;
        }
    }
    return NULL;
}

static const Node *parameter_of(const Node *item, Str name) {
    const Node *parameters = node_field(item, FIELD_TYPE_PARAMETERS);
    for (const Node *parameter = node_first(parameters); parameter != NULL;
         parameter = node_next(parameter)) {
        if (str_eq(node_text(node_field(parameter, FIELD_NAME)), name)) {
            return parameter;
        }
    }
    return NULL;
}

const Node *generics_declaration(const Node *inside, Str name) {
    for (const Node *item = inside; item != NULL; item = item->parent) {
        const Node *parameter = parameter_of(item, name);
        if (parameter != NULL) {
            const Node *predicate = predicate_of(item, name);
            return predicate != NULL ? predicate : parameter;
        }
        if (node_is(item, NODE_TRAIT_ITEM) && str_is(name, "Self")) {
            return item;
        }
    }
    return NULL;
}

bool generics_is_phantom(const Node *type) {
    for (const Node *node = type; node != NULL && node->kind != NODE_FIELD_DECLARATION;
         node = node->parent) {
        const Node *name = node_field(node, FIELD_TYPE);
        if (node_is(node, NODE_GENERIC_TYPE) && str_ends(node_text(name), STR("PhantomData"))) {
            return true;
        }
    }
    return false;
}

bool generics_next_bound(Str *rest, Str *bound) {
    if (str_trim(*rest).len == 0) {
        return false;
    }
    int depth = 0;
    size_t i = 0;
    for (; i < rest->len; i++) {
        char byte = rest->data[i];
        bool arrow = byte == '>' && i > 0 && rest->data[i - 1] == '-';
        if (byte == '<' || byte == '(' || byte == '[') {
            depth++;
        } else if ((byte == '>' && !arrow) || byte == ')' || byte == ']') {
            depth--;
        } else if (byte == '+' && depth == 0) {
            break;
        }
    }
    *bound = str_trim(str_slice(*rest, 0, i));
    *rest = str_from_offset(*rest, i + 1);
    return true;
}

bool generics_has_bound(Str bounds, Str name) {
    Str bound;
    while (generics_next_bound(&bounds, &bound)) {
        size_t colon = str_find_last_byte(bound, ':');
        Str last = colon != STR_NONE ? str_from_offset(bound, colon + 1) : bound;
        if (str_eq(bound, name) || str_eq(last, name)) {
            return true;
        }
    }
    return false;
}

size_t generics_trait_end(Str bounds) {
    Str rest = bounds, bound;
    size_t end = STR_NONE;
    while (generics_next_bound(&rest, &bound)) {
        if (bound.len > 0 && bound.data[0] != '\'') {
            end = (size_t)(bound.data - bounds.data) + bound.len;
        }
    }
    return end != STR_NONE ? end : 0;
}
