/*
 * Inside of the flow: what flow_*.c share and nobody else includes.
 *
 * A Type is a term. Terms form classes by union-find (parent); a class is a variable (TYPE_UNKNOWN)
 * until it is merged with a constructor. Beside its term every constructor has a Head, the class of
 * the spellings of this outermost constructor alone, again by union-find: copies of a generic
 * signature have arguments of their own, but share the heads of the constructors that the signature
 * spells, so that `fn f<T>(x: Rc<T>)` says "this Rc" to every caller without saying "this T". Terms
 * are never removed and nothing here fails: what does not fit stays apart.
 *
 * The same machinery knows std: flow_std.c holds its signatures as Rust text, which is parsed and
 * indexed like the user's; copies of those get new heads each, since nobody can edit std.
 *
 * All walks are bounded: by depth, by the fuel of one unification, and by the number of passes.
 */
#ifndef SENDFIX_RUST_FLOW_INTERNAL_H
#define SENDFIX_RUST_FLOW_INTERNAL_H

#include "rust/flow.h"
#include "rust/source.h"

typedef struct Head Head;
typedef struct Bound Bound;

typedef struct Mention {
    const Node *node;
    struct Mention *next;
} Mention;

struct Head {
    Head *parent;
    Mention *first, *last;
};

typedef struct Associated {
    Str name;
    Type *type;
    struct Associated *next;
} Associated;

/* A trait as it stands in a bound, after dyn or after impl. */
struct Bound {
    Str name;         /* last segment */
    const Item *item; /* the workspace's trait, or std's stub, or NULL */
    const Node *node; /* as written, or NULL */
    Type **args;      /* of the trait */
    size_t count;
    Associated *associated; /* `Item = T` */
    Type *function;         /* of Fn, FnMut, FnOnce, AsyncFn..: TYPE_FUNCTION */
    Bound *next;
};

enum { MARKER_SEND = 1, MARKER_SYNC = 2 };

struct Type {
    Type *parent; /* union-find; all else counts only where it is NULL */
    TypeKind kind;
    bool is_mut;
    bool is_parameter; /* generic from inside, Self of a trait: equal to itself only */
    bool is_array;     /* [T; N], beside [T] */
    bool is_std;       /* named by a path into std: no item of the workspace's, whatever its name */
    bool is_argument;  /* `impl Trait` as a parameter's type: callers choose it */
    bool busy;         /* being normalized */
    char literal;      /* variable of an integer ('i') or float ('f') literal without suffix */
    unsigned markers;  /* Send, Sync among the bounds of dyn and impl */
    Str name;          /* last segment; of a projection the associated type */
    const Item *item;
    const Node *node; /* declaration of a parameter */
    Type **args;
    size_t count;
    Bound *bounds;       /* of dyn, impl, parameters and the variables made from these */
    Head *head;          /* NULL until asked for */
    const Type *made_by; /* of std's `impl Iterator`: the call whose arguments it holds */
    Type *base;          /* a variable that stands for <base as trait>::name */
    Str trait;
};

typedef struct Signature {
    const Item *item;
    const Item *parent; /* its impl or trait */
    bool is_std;
    bool has_self;     /* params[0] is the receiver */
    bool has_argument; /* an `impl Trait` among the parameters */
    Type *self_type;   /* of the impl; the Self of a trait; NULL for free functions */
    Type **params;
    const Node **patterns; /* NULL where there is none */
    size_t count;
    Type *result; /* what a call gives: the future of an async fn */
    Type *output; /* what the body gives */
    Type **generics;
    size_t generic_count, own_generics; /* the function's own come last */
} Signature;

typedef struct NodeInfo {
    const Node *node;
    Type *type; /* of an expression, pattern, type node; rigid parameter of a type_parameter */
    Head *head; /* of a type node or path prefix */
    Signature *signature; /* of a function */
    const Item *item;     /* what a call calls, whose field it names */
    const Field *field;
    bool is_expression;
    bool settled;  /* a body of which a further pass learns nothing */
    bool converts; /* is among the conversions */
} NodeInfo;

typedef enum LinkKind {
    FLOW_DEMAND,    /* bounds that `to` gains, `from` must gain too */
    FLOW_COMPANION, /* Rc and Weak, RefCell and Ref: other names, changed together */
} LinkKind;

typedef struct HeadLink {
    LinkKind kind;
    Head *from, *to;
} HeadLink;

/* A value that became a trait object, or met a bound. */
typedef struct Made {
    Type *type;
    Head *head;
} Made;

/* A name that a use declaration brings in. */
typedef struct Use {
    Str name;      /* as used; empty for `*` */
    Str original;  /* its last segment */
    Str qualifier; /* the segment before, or empty */
    Str root;      /* the first segment */
} Use;

typedef struct UseTable {
    const Source *source;
    VEC_OF(Use) uses;
    bool has_glob;
} UseTable;

typedef struct Loop {
    struct Loop *outer;
    Str label; /* with its quote, or empty */
    Type *result;
} Loop;

/* The function, closure or async block being inferred. */
typedef struct Body {
    Type *result; /* what `return` and `?` feed */
    Loop *loops;
} Body;

enum { FLOW_STD_ROWS = 240 };

struct Flow {
    Arena *arena;
    const Index *index;
    Index *std;
    unsigned char std_first[256]; /* by first letter of the name: 1 + row not yet loaded, or 0 */
    unsigned char std_next[FLOW_STD_ROWS];
    const Source *const *sources;
    size_t source_count;
    NodeInfo **slots; /* hash by node */
    size_t slot_count;
    VEC_OF(NodeInfo *) infos;
    VEC_OF(HeadLink) links;
    VEC_OF(Made) made; /* values that became trait objects */
    VEC_OF(Type *) literals, projections;
    VEC_OF(UseTable) uses;
    ConversionList conversions;
    VEC_OF(Type *) conversion_types; /* from and to of each, to be changed */
    Body *body;
    unsigned depth;  /* of expressions, types and patterns being walked */
    unsigned copies; /* terms that this copy may still make */
    unsigned fuel;   /* steps left in this unification */
    size_t open;     /* counts expressions and coercions that a further pass may know more of */
    bool last_pass;
};

enum {
    FLOW_DEEPEST = 600, /* nesting of expressions */
    FLOW_DEEPEST_TYPE = 24,
    FLOW_LARGEST_TYPE = 2000, /* terms in one copy */
    FLOW_FUEL = 4000,         /* steps of one unification */
    FLOW_DEREFS = 10,
};

/* ---- flow_types.c: terms ---- */

NodeInfo *flow_info(Flow *flow, const Node *node);
NodeInfo *flow_known(const Flow *flow, const Node *node); /* NULL where nothing was noted */
Type *flow_variable(Flow *flow);
Type *flow_literal(Flow *flow, char kind);
Type *flow_make(Flow *flow, TypeKind kind, size_t count);
Type *flow_named(Flow *flow, Str name, size_t count);
Type *flow_of_one(Flow *flow, const char *name, Type *argument);
Type *flow_reference(Flow *flow, Type *inner, bool is_mut);
Type *flow_unit(Flow *flow);
/* <base as trait>::name; trait may be empty. */
Type *flow_project(Flow *flow, Type *base, Str trait, Str name);
Type *flow_future(Flow *flow, Type *output);
/* The representative, projections normalized. */
Type *flow_resolve(Flow *flow, Type *type);
Type *flow_argument(Flow *flow, Type *type, size_t i);
bool flow_is(const Type *resolved, const char *name);
Head *flow_head(Flow *flow, Type *type);
Head *flow_head_of_node(Flow *flow, const Node *node);
void flow_link(Flow *flow, LinkKind kind, Head *from, Head *to);
void flow_fill_arguments(Flow *flow, Type *type);

/* ---- flow_unify.c ---- */

/* Makes two terms one where they fit; true if they fit throughout. */
bool flow_unify(Flow *flow, Type *a, Type *b);
/* A value of type from comes to a place of type to: unsizing, deref coercion, or flow_unify. */
void flow_coerce(Flow *flow, Type *from, Type *to);
/* Binds variables of type to what is expected of it, nothing else. */
void flow_hint(Flow *flow, Type *type, Type *expected);

/* ---- flow_bounds.c: what types can do ---- */

void flow_satisfy(Flow *flow, Type *type, const Bound *bound);
/* Type of <type as trait>::name, or NULL; trait may be empty. */
Type *flow_associated(Flow *flow, Type *type, Str trait, Str name);
/* TYPE_FUNCTION of a function, closure, boxed or generic callable; NULL if it is none. */
Type *flow_function_of(Flow *flow, Type *type);
Type *flow_item_of(Flow *flow, Type *type);   /* of `for`; NULL if unknown */
Type *flow_output_of(Flow *flow, Type *type); /* of `.await`; NULL if unknown */
Type *flow_deref(Flow *flow, Type *type);     /* one step; NULL at the end */
/* The impl of a trait that fits type, with its parameters replaced in *subst; NULL if none. */
typedef struct Subst Subst;
const Item *flow_impl_of(Flow *flow, Type *type, Str trait, Subst *subst);

/* ---- flow_names.c ---- */

typedef struct PathParts {
    Str name;
    const Node *name_node;
    const Node *arguments; /* type_arguments or NULL */
    const Node *prefix;    /* or NULL */
} PathParts;

PathParts flow_path_parts(const Node *node);
void flow_read_uses(Flow *flow, const Source *source);
/* The original name of a path after renames: `use X as Y`. */
Str flow_original(Flow *flow, const Node *path);
/* The last segment before the name, through use declarations; empty if there is none. */
Str flow_qualifier(Flow *flow, const Node *path);
/* The first segment of a path, through use declarations; empty if it has only its name. */
Str flow_root(Flow *flow, const Node *path);
/* An item of the workspace (not of std) of some kinds that a path names, or NULL. */
const Item *flow_find_item(Flow *flow, unsigned kinds, const Node *path);
/* An enum variant, and its enum in *owner. */
const Node *flow_find_variant(Flow *flow, const Node *path, const Item **owner);

/* ---- flow_lower.c: type nodes to terms ---- */

struct Subst {
    Type *from[24], *to[24];
    size_t count;
    bool fresh_heads;
    const Item *impl; /* whose associated types stand for those of from[0], the trait's Self */
};
void flow_subst_add(Subst *subst, Type *from, Type *to);
Type *flow_lower(Flow *flow, const Node *node);
/*
 * A path that names a type, in type or expression position; missing generics become variables. NULL
 * if it is none.
 */
Type *flow_lower_path(Flow *flow, const Node *node);
Bound *flow_lower_bounds(Flow *flow, const Node *node, unsigned *markers);
/* The Self of the impl, trait or type that a node is in, or NULL. */
Type *flow_self_type(Flow *flow, const Node *node);
Type *flow_item_type(Flow *flow, const Item *item);
/* The rigid parameter of a type_parameter node. */
Type *flow_parameter(Flow *flow, const Node *node);

/* ---- flow_signatures.c ---- */

/* The rigid parameters that an item declares. */
size_t flow_generics(Flow *flow, const Node *item, Type **out, size_t limit);
Signature *flow_signature(Flow *flow, const Item *function);
/* Copy of a term with parameters replaced. */
Type *flow_instantiate(Flow *flow, Subst *subst, Type *type);
/* Adds fresh variables with their bounds for parameters. */
void flow_freshen(Flow *flow, Subst *subst, Type *const *generics, size_t count);
/*
 * TYPE_FUNCTION of one use of a function: self is the receiver's or prefix's type or NULL,
 * arguments a turbofish or NULL.
 */
Type *flow_instance(Flow *flow, Signature *signature, Type *self, const Node *arguments);
/* Type of a field of a value of type owner. */
Type *flow_field_type(Flow *flow, Type *owner, const Item *item, const Field *field);

/* ---- flow_impls.c ---- */

/* Makes the signatures of traits and those of their impls one. */
void flow_link_impls(Flow *flow);

/* ---- flow_objects.c ---- */

/*
 * A value of a type comes where a bound of a generic parameter stands: auto traits that this gains,
 * the type's bound must gain.
 */
void flow_demand_bound(Flow *flow, Type *type, const Bound *bound);
/* A value of a type becomes a trait object: the same for what the value is or holds. */
void flow_demand_object(Flow *flow, Type *from, Type *to);
/* What the values hold that became objects, when all types are known. */
void flow_demand_made(Flow *flow);
/* As flow_demand_object for what `?` and `.into()` put in a box. */
void flow_demand_converted(Flow *flow, Type *from, Type *to);

/* ---- flow_std.c ---- */

void flow_std_open(Flow *flow);
/* Whether a node is of the text that stands for std. */
bool flow_is_std(const Flow *flow, const Node *node);
/*
 * As index_find, index_method; a free function of a module, or of the prelude where module is
 * empty.
 */
const Item *flow_std_find(Flow *flow, unsigned kinds, Str name);
const Item *flow_std_method(Flow *flow, Str type, Str name);
const Item *flow_std_function(Flow *flow, Str module, Str name);
/* What our rows call the type that a path names: its original name, or one of our own. */
Str flow_std_name(Flow *flow, const Node *path);
/* The name of a row that holds the functions of the module a path starts with. */
Str flow_std_module(Flow *flow, const Node *path);

/*
 * ---- flow_expressions.c, flow_control.c, flow_calls.c, flow_paths.c, flow_macros.c,
 * flow_patterns.c ----
 */

Type *flow_infer(Flow *flow, const Node *node, Type *expected);
/* Infers all children for their own sake. */
void flow_infer_children(Flow *flow, const Node *node);
typedef Type *FlowInfer(Flow *flow, const Node *node, Type *expected);
FlowInfer flow_infer_path, flow_infer_call, flow_infer_field, flow_infer_struct, flow_infer_macro;
FlowInfer flow_infer_await, flow_infer_try, flow_infer_closure, flow_infer_block, flow_infer_async;
FlowInfer flow_infer_if, flow_infer_match, flow_infer_loop, flow_infer_while, flow_infer_for;
FlowInfer flow_infer_break, flow_infer_return, flow_infer_let, flow_infer_condition;
FlowInfer flow_infer_try_block, flow_infer_metavariable;
/* A macro's body, once for all its uses; its metavariables are generic parameters. */
void flow_infer_macro_body(Flow *flow, const Node *definition);
/*
 * A function of a type by name, as `Type::name` finds it, without dereferencing; NULL if unknown.
 */
Signature *flow_member(Flow *flow, Type *type, Str name);
/* Type of a path as a value; *callee is the function item that it names, or NULL. */
Type *flow_value_of_path(Flow *flow, const Node *path, const Item **callee);
/* The method that receiver.name calls, as one use of it; NULL if unknown. */
Type *flow_method(Flow *flow, Type *receiver, Str name, const Node *arguments, const Item **callee);
/*
 * Struct, enum variant or alias that a struct expression or pattern names: its type with fresh
 * parameters.
 */
Type *flow_constructed(Flow *flow, const Node *path, const Item **item, const Node **variant);
const Field *flow_variant_field(const Item *item, const Node *variant, Str name);
void flow_bind(Flow *flow, const Node *pattern, Type *type);
void flow_convert(Flow *flow, const Node *at, Type *from, Type *to);
void flow_convert_all(Flow *flow);
void flow_infer_bodies(Flow *flow);

#endif
