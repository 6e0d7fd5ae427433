/*
 * Trace: from a value or a type in the source to the place that spells the root's type.
 *
 * rustc prints what lacks the trait and which value contains it, rarely the way from one to the
 * other. The trace walks it in the source: through a variable's declaration, the function that made
 * the value, aliases, and the fields of structs and enums, until a type node (or a constructor such
 * as `Rc` of `Rc::new`) spells the root.
 */
#ifndef SENDFIX_CHAIN_TRACE_H
#define SENDFIX_CHAIN_TRACE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/file.h"
#include "model.h"
#include "rust/flow.h"
#include "rust/workspace.h"

/* One step from the value towards the root: the declaration that was gone through. */
typedef VEC_OF(const Node *) TraceSteps;

typedef struct Trace {
    const Node
        *origin; /* type node or constructor path that spells the root; NULL if not reached */
    const Node *
        holder; /* the declaration around origin: field, alias, let, parameter, function, static, impl, variant */
    TraceSteps
        steps; /* field_declarations, enum_variants, type_items and functions, outermost first */
    Str owner_type; /* the last named type on the way, as spelt, where the root was not reached */
} Trace;

typedef struct Tracer {
    Arena *arena;
    Workspace *workspace;
    Flow *flow;
    Str root; /* the root's type as rustc prints it */
    Str head; /* its last path segment */
    NodeKind
        form; /* NODE_DYNAMIC_TYPE, NODE_POINTER_TYPE, NODE_ABSTRACT_TYPE or NODE_TYPE_IDENTIFIER */
    NodeList seen; /* declarations gone through, against cycles */
    bool loose;    /* heads suffice: arguments need not agree */
    bool stays;    /* the value comes out of a thread-local, whose own type may stay as it is */
    unsigned depth;
} Tracer;

/* A tracer for one root type. */
Tracer trace_start(Arena *arena, Workspace *workspace, Str root_type);

/* Whether a type node, an item's fields, or the value of an expression or pattern identifier leads to the root; fills
 * *trace with the way. Exact spellings are preferred to those of the same head. */
bool trace_type(Tracer *tracer, const Node *type, Trace *trace);
bool trace_item(Tracer *tracer, const Item *item, Trace *trace);
bool trace_value(Tracer *tracer, const Node *value, Trace *trace);

#endif
