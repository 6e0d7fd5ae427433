/*
 * Spelling: see spelling.h.
 */
#include "chain/spelling.h"

#include "match/type_text.h"

/* Whether the type node spells the root, exactly or (loose) by its head. */
static bool spells_root(const Tracer *tracer, const Node *type) {
    Str text = node_text(type);
    if (!str_eq(type_text_head(text), tracer->head)) {
        /* `use std::error::Error as StdError` */
        return tracer->form == NODE_DYNAMIC_TYPE &&
               str_eq(type_name(flow_type(tracer->flow, type)), tracer->head);
    }
    return tracer->loose || str_eq(type_text_normal(tracer->arena, text), tracer->root);
}

/* The largest type node around an identifier that it is the head of: `std::rc::Rc<T>` for its `Rc`. */
static const Node *whole_type(const Node *identifier) {
    const Node *node = identifier;
    while (node->parent != NULL &&
           ((node->parent->kind == NODE_SCOPED_TYPE_IDENTIFIER && node->field == FIELD_NAME) ||
            (node->parent->kind == NODE_GENERIC_TYPE && node->field == FIELD_TYPE))) {
        node = node->parent;
    }
    return node;
}

/* `dyn A + B`, `impl A + 'a`: the type with all its bounds, of which `dyn A` is a part. */
static const Node *with_bounds(const Node *type) {
    while (node_is(type->parent, NODE_BOUNDED_TYPE)) {
        type = type->parent;
    }
    return type;
}

const Node *spelling_find(const Tracer *tracer, const Node *type) {
    const Node *next;
    for (const Node *node = type; node != NULL; node = next) {
        next = node->kind == NODE_FUNCTION_TYPE ? node_skip(node, type) : node_walk(node, type);
        if (tracer->form != NODE_TYPE_IDENTIFIER) {
            const Node *whole = with_bounds(node);
            if (node->kind == tracer->form && spells_root(tracer, whole)) {
                return whole;
            }
        } else if (node->kind == NODE_TYPE_IDENTIFIER || node->kind == NODE_PRIMITIVE_TYPE) {
            const Node *whole = whole_type(node);
            if (str_eq(node_text(node), tracer->head) && spells_root(tracer, whole)) {
                return whole;
            }
        }
    }
    return NULL;
}
