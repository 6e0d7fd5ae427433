/*
 * Flow: what type each expression has, and which places in the source must spell the same type.
 *
 * A best-effort type inference over the loaded files: each spelling of a type in the source (a
 * field's type, a parameter, a return type, an annotation, an alias's body, the `Rc` of
 * `Rc::new(..)`) becomes a term; assignments, calls, returns, struct literals, patterns, method
 * receivers and closures unify the terms, as in Hindley-Milner, without ever failing: what does not
 * fit stays apart. References and auto-deref are seen through. Generic items are instantiated per
 * use, so a type passed through `T` links the two ends but not other callers.
 *
 * Two questions are answered from it: the type of an expression, and all mentions that must change
 * together with one mention ("the class"): when a field's `Rc<Config>` becomes `Arc<Config>`, the
 * constructor calls and the signatures through which that very value flows, and no other Rc of the
 * file.
 */
#ifndef SENDFIX_RUST_FLOW_H
#define SENDFIX_RUST_FLOW_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "model.h"
#include "rust/index.h"
#include "rust/scope.h"
#include "rust/syntax.h"

typedef struct Flow Flow;
typedef struct Type Type;

typedef enum TypeKind {
    TYPE_UNKNOWN = 0,
    TYPE_PATH, /* name<args>: struct, enum, primitive, std type, generic parameter; aliases are looked through */
    TYPE_REFERENCE, /* &args[0], see is_mut */
    TYPE_POINTER,   /* *const / *mut args[0] */
    TYPE_TUPLE,     /* (args..); () is a tuple of none */
    TYPE_SLICE,     /* [args[0]] and [args[0]; N] */
    TYPE_DYN,       /* dyn name + ..; text keeps the bounds as written */
    TYPE_IMPL, /* impl name; args[0] is the Output of a future or Item of an iterator where known */
    TYPE_FUNCTION, /* fn pointer, fn item or closure; args are parameters, the last the result */
    TYPE_NEVER,
} TypeKind;

/* Builds the flow of the loaded sources. index and sources must outlive it. */
Flow *flow_new(Arena *arena, const Index *index, const Source *const *sources, size_t source_count);

/* The type of an expression, pattern, or type node; never NULL (TYPE_UNKNOWN if not known). */
const Type *flow_type(Flow *flow, const Node *node);
/* The type of a Self-like name: a struct's own type with its parameters. */
const Type *flow_type_of_item(Flow *flow, const Item *item);

TypeKind type_kind(const Type *type);
Str type_name(const Type *type);    /* last path segment of a path, dyn or impl; else empty */
bool type_is_mut(const Type *type); /* &mut, *mut */
size_t type_argument_count(const Type *type);
const Type *type_argument(const Type *type, size_t i); /* TYPE_UNKNOWN past the end */
/* The struct, enum, trait item behind a path or dyn, or NULL if it is not in the workspace. */
const Item *type_item(const Type *type);
/*
 * Through references, Box, Rc, Arc, Pin and guards (MutexGuard, Ref, ...) to what a method call
 * reaches.
 */
const Type *type_dereferenced(const Type *type);
/* As Rust: "HashMap<String, Rc<Config>>"; `_` where unknown. */
Str type_spell(Arena *arena, const Type *type);

/*
 * All mentions that spell the outermost constructor of node's type and must change together with
 * it, node's own included: type nodes (generic_type, type_identifier, dynamic_type,
 * abstract_type..., the whole type as written there) and path prefixes of constructor or associated
 * calls (`Rc` of `Rc::new`). In source order. node is a type node or an expression.
 *
 * `Box<dyn Error>` is two constructors: ask with the dynamic_type for the trait object. Its
 * mentions are those of its class, and what must gain an auto trait when they gain it: trait
 * objects and `impl Trait` whose values are coerced to it, what these hold, and bounds of generic
 * parameters (the type node in `F: Fn(u8)`; the type_parameter's or where row's own node where it
 * has no bound of that trait). The other direction does not hold: a trait object may lose auto
 * traits where a value is coerced. Objects that are Send and Sync already are not among them.
 */
void flow_mentions(Arena *arena, NodeList *out, Flow *flow, const Node *node);

/*
 * As flow_mentions, for a type got from flow_type, type_argument or type_dereferenced: the `Rc`
 * inside of `Vec<Rc<T>>`.
 */
void flow_type_mentions(Arena *arena, NodeList *out, Flow *flow, const Type *type);

/*
 * The mentions of other constructors that change together with node's, node's own class left out:
 * `Weak` for `Rc`, `Ref` and `RefMut` for `RefCell`, guards for locks. As flow_mentions.
 */
void flow_companions(Arena *arena, NodeList *out, Flow *flow, const Node *node);

/*
 * The expressions whose type has the same class as node's (variables, fields, calls; no patterns),
 * in source order. through_references: also those that dereference to it, as a method call does:
 * through references, Box, Rc, Arc, guards, lazies and the workspace's Deref; the receivers of
 * `.borrow()`, `.get()` and so on are among them.
 */
void flow_expressions(Arena *arena, NodeList *out, Flow *flow, const Node *node,
                      bool through_references);

/* Whether a and b (expressions or type nodes) are in one class. */
bool flow_same(Flow *flow, const Node *a, const Node *b);

/*
 * The field that a field_expression, field_initializer, shorthand or field pattern names, with its
 * struct in *owner; NULL if unknown.
 */
const Field *flow_field(Flow *flow, const Node *node, const Item **owner);
/*
 * The function item that a call_expression or method call calls: free, associated, trait method
 * (through a generic bound or dyn too); NULL if it is not in the workspace.
 */
const Item *flow_callee(Flow *flow, const Node *call);
/*
 * All uses of a field outside of its declaration: field_expressions, initializers, shorthands and
 * field patterns.
 */
void flow_field_uses(Arena *arena, NodeList *out, Flow *flow, const Item *owner, Str field);
/*
 * All call_expressions that call a function item, or one of the impls of a trait's method, or the
 * trait's method of an impl's.
 */
void flow_calls(Arena *arena, NodeList *out, Flow *flow, const Item *function);

/*
 * `?` and `.into()` and From-based conversions between error types seen in the source: pairs of
 * nodes.
 */
typedef struct Conversion {
    const Node *at; /* the try_expression or call */
    const Type *from, *to;
} Conversion;
typedef VEC_OF(Conversion) ConversionList;
void flow_conversions(Arena *arena, ConversionList *out, Flow *flow);

/*
 * Whether the type of an expression or pattern holds a trait object of a trait ("Error") that no
 * source at hand spells, as what `Error::source` gives; its bounds are std's and stay.
 */
bool flow_holds_unspelt_object(Flow *flow, const Node *node, Str trait);
/* Whether a value of such an object comes to a place of this trait object type (a mention). */
bool flow_takes_unspelt(Flow *flow, const Node *object);

typedef void FlowVisit(void *payload, const Type *type);
/* Shows visit the type of a struct, enum or impl's Self, and all that a value of it holds: fields, arguments, captures. */
void flow_visit_item(Flow *flow, const Item *item, FlowVisit *visit, void *payload);
/* The same for every value that becomes what a mention spells: a trait object, or what a bound stands for. */
void flow_visit_made(Flow *flow, const Node *mention, FlowVisit *visit, void *payload);

#endif
