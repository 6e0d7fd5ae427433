/*
 * Making terms one: unification, and the looser coercion of a value to the place that takes it.
 *
 * Unification merges what must be the very same type. Coercion is used where Rust allows one
 * (arguments, fields, annotated lets, results): there `Box<T>` may become `Box<dyn Trait>`,
 * `&String` `&str`, and a trait object may lose auto traits. So a coercion between two trait
 * objects does not merge them; it notes that auto traits which the place asks for are asked of the
 * value (FLOW_DEMAND), never the other way round.
 */
#include "rust/flow_internal.h"

static bool unify(Flow *flow, Type *a, Type *b, unsigned depth);

static void merge_heads(Flow *flow, Type *a, Type *b) {
    Head *x = flow_head(flow, a);
    Head *y = flow_head(flow, b);
    if (x == y) return;
    if (!x->first)
        *x = (Head){.first = y->first, .last = y->last};
    else if (y->first) {
        x->last->next = y->first;
        x->last = y->last;
    }
    y->parent = x;
    y->first = y->last = NULL;
}

/* Whether var occurs in type, as far down as we look: it must not become a part of itself. */
static bool occurs(Flow *flow, const Type *var, Type *type, unsigned depth) {
    type = flow_resolve(flow, type);
    if (type == var) return true;
    if (depth == 0 || flow->fuel == 0) return true;
    flow->fuel--;
    for (size_t i = 0; i < type->count; i++) {
        if (occurs(flow, var, type->args[i], depth - 1)) return true;
    }
    return false;
}

static bool is_number(const Type *type) {
    static const char *const names[] = {"i8",  "i16", "i32", "i64",  "i128",  "isize", "u8",
                                        "u16", "u32", "u64", "u128", "usize", "f32",   "f64"};
    if (type->is_parameter) return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (flow_is(type, names[i])) return true;
    }
    return false;
}

/*
 * Whether an unresolved projection belongs to a generic parameter: then it is as rigid as the
 * parameter.
 */
static bool is_rigid(Flow *flow, const Type *type) {
    if (!type->base) return false;
    const Type *base = flow_resolve(flow, type->base);
    return base->is_parameter || (base->base && is_rigid(flow, base));
}

static void add_bounds(Flow *flow, Type *type, const Bound *bounds) {
    unsigned limit = 16;
    for (const Bound *bound = bounds; bound && limit > 0; bound = bound->next, limit--) {
        const Bound *old = type->bounds;
        while (old && old->node != bound->node) old = old->next;
        if (old && bound->node) continue;
        Bound *copy = ARENA_NEW(flow->arena, Bound);
        *copy = *bound;
        copy->next = type->bounds;
        type->bounds = copy;
    }
}

static bool bind(Flow *flow, Type *var, Type *type) {
    if (type->kind == TYPE_NEVER) return true;
    if (is_rigid(flow, var)) return false;
    if (type->kind == TYPE_UNKNOWN) {
        if (is_rigid(flow, type) && var->literal) return false;
        if (var->literal && !type->literal) type->literal = var->literal;
        add_bounds(flow, type, var->bounds);
        var->parent = type;
        return true;
    }
    if (var->literal && !is_number(type)) return false;
    if (occurs(flow, var, type, FLOW_DEEPEST_TYPE)) return false;
    var->parent = type;
    unsigned limit = 16;
    for (const Bound *bound = var->bounds; bound && limit > 0; bound = bound->next, limit--)
        flow_satisfy(flow, type, bound);
    return true;
}

static bool same_constructor(const Type *a, const Type *b) {
    if (a->kind != b->kind || a->is_parameter || b->is_parameter) return false;
    switch (a->kind) {
    case TYPE_PATH:
        return str_eq(a->name, b->name) &&
               (a->item == b->item || (!a->item && !a->is_std) || (!b->item && !b->is_std));
    case TYPE_DYN:
        return str_eq(a->name, b->name) && a->markers == b->markers && a->count == b->count;
    case TYPE_IMPL:
        return str_eq(a->name, b->name) && a->count == b->count;
    case TYPE_TUPLE:
    case TYPE_FUNCTION:
        return a->count == b->count;
    case TYPE_REFERENCE:
    case TYPE_POINTER:
    case TYPE_SLICE:
        return true;
    case TYPE_UNKNOWN:
    case TYPE_NEVER:
        break;
    }
    return false;
}

static bool unify(Flow *flow, Type *a, Type *b, unsigned depth) {
    a = flow_resolve(flow, a);
    b = flow_resolve(flow, b);
    if (a == b) return true;
    if (depth == 0 || flow->fuel == 0) return false;
    flow->fuel--;
    if (a->kind == TYPE_UNKNOWN && b->kind == TYPE_UNKNOWN && a->base && b->base &&
        str_eq(a->name, b->name) && unify(flow, a->base, b->base, depth - 1)) {
        a = flow_resolve(flow, a);
        b = flow_resolve(flow, b);
        if (a != b && a->kind == TYPE_UNKNOWN && b->kind == TYPE_UNKNOWN) a->parent = b;
        return true;
    }
    if (a->kind == TYPE_UNKNOWN && (b->kind != TYPE_UNKNOWN || !a->base)) return bind(flow, a, b);
    if (b->kind == TYPE_UNKNOWN) return bind(flow, b, a);
    if (a->kind == TYPE_NEVER || b->kind == TYPE_NEVER) return true;
    if (!same_constructor(a, b)) return false;
    merge_heads(flow, a, b);
    bool fits = true;
    size_t count = a->count < b->count ? a->count : b->count;
    for (size_t i = 0; i < count; i++)
        fits = unify(flow, a->args[i], b->args[i], depth - 1) && fits;
    bool own_bodies = a->node && b->node && a->node != b->node; /* of two closures */
    if (!fits || a->parent || b->parent || own_bodies) return fits;
    a->is_std = b->is_std = (a->is_std || b->is_std) && !a->item && !b->item;
    if (a->count < b->count || (!a->item && b->item) ||
        (!a->node && b->node)) /* the one that says more stays */
        a->parent = b;
    else
        b->parent = a;
    return true;
}

bool flow_unify(Flow *flow, Type *a, Type *b) {
    unsigned fuel = flow->fuel;
    if (fuel == 0) flow->fuel = FLOW_FUEL;
    bool fits = unify(flow, a, b, FLOW_DEEPEST_TYPE);
    if (fuel == 0) flow->fuel = 0;
    return fits;
}

/* ---- hints ---- */

static void hint(Flow *flow, Type *type, Type *expected, unsigned depth) {
    type = flow_resolve(flow, type);
    expected = flow_resolve(flow, expected);
    if (type == expected || depth == 0) return;
    if (type->kind == TYPE_UNKNOWN) {
        flow_unify(flow, type, expected);
        return;
    }
    if (!same_constructor(type, expected)) return;
    size_t count = type->count < expected->count ? type->count : expected->count;
    for (size_t i = 0; i < count; i++) hint(flow, type->args[i], expected->args[i], depth - 1);
}

void flow_hint(Flow *flow, Type *type, Type *expected) {
    if (expected && flow_resolve(flow, expected)->kind != TYPE_UNKNOWN)
        hint(flow, type, expected, 8);
}

/* ---- coercion ---- */

static bool is_unsized(const Type *type) {
    return type->kind == TYPE_DYN || (type->kind == TYPE_SLICE && !type->is_array) ||
           flow_is(type, "str");
}

/* Auto traits that a place asks for are asked of the value, if it does not have them all. */
static void demand(Flow *flow, const Type *from, Head *head, Type *to) {
    if (from->markers != (MARKER_SEND | MARKER_SYNC))
        flow_link(flow, FLOW_DEMAND, head, flow_head(flow, to));
}

/* Where one side is open, it is the other, but for what only a trait object says. */
static void coerce_open(Flow *flow, Type *from, Type *to) {
    bool says_little = from->kind == TYPE_UNKNOWN && to->kind != TYPE_UNKNOWN && is_unsized(to);
    if (says_little && to->kind == TYPE_DYN) flow_demand_object(flow, from, to);
    if (!says_little || flow->last_pass)
        flow_unify(flow, from, to);
    else
        flow->open++;
}

/* What is alike without dereferencing; false if it is not. */
static bool coerce_alike(Flow *flow, Type *from, Type *to) {
    if (to->kind == TYPE_DYN) {
        if (from->kind != TYPE_DYN || !str_eq(from->name, to->name)) return false;
        demand(flow, from, flow_head(flow, from), to);
        for (size_t i = 0; i < from->count && i < to->count; i++)
            flow_unify(flow, from->args[i], to->args[i]);
        return true;
    }
    if (to->kind == TYPE_SLICE && (from->kind == TYPE_SLICE || flow_is(from, "Vec"))) {
        flow_unify(flow, flow_argument(flow, from, 0), to->args[0]);
        return true;
    }
    if (!same_constructor(from, to)) return false;
    flow_unify(flow, from, to);
    return true;
}

/* What a pointer points at becomes what another points at: unsizing or the same. */
static void coerce_pointee(Flow *flow, Type *from, Type *to, bool may_deref) {
    to = flow_resolve(flow, to);
    for (unsigned steps = 0; from && steps < FLOW_DEREFS; steps++) {
        from = flow_resolve(flow, from);
        if (from == to) return;
        if (to->kind == TYPE_UNKNOWN || from->kind == TYPE_UNKNOWN) {
            coerce_open(flow, from, to);
            return;
        }
        if (coerce_alike(flow, from, to)) return;
        Type *next = may_deref ? flow_deref(flow, from) : NULL;
        bool leads_on = next && flow_resolve(flow, next)->kind == TYPE_DYN;
        if (to->kind == TYPE_DYN && !leads_on) { /* else: &Box<dyn T> to &dyn T */
            flow_demand_object(flow, from, to);
            for (const Bound *bound = to->bounds; bound; bound = bound->next)
                flow_satisfy(flow, from, bound);
            return;
        }
        from = next;
    }
}

static bool is_smart_pointer(const Type *type) {
    return flow_is(type, "Box") || flow_is(type, "Rc") || flow_is(type, "Arc") ||
           flow_is(type, "Weak") || flow_is(type, "SyncWeak");
}

static void coerce(Flow *flow, Type *from, Type *to, unsigned depth) {
    from = flow_resolve(flow, from);
    to = flow_resolve(flow, to);
    if (from == to || depth == 0) return;
    bool pointers = (from->kind == TYPE_REFERENCE || from->kind == TYPE_POINTER) &&
                    (to->kind == TYPE_REFERENCE || to->kind == TYPE_POINTER);
    if (pointers) {
        coerce_pointee(flow, from->args[0], to->args[0], true);
    } else if (is_smart_pointer(from) && is_smart_pointer(to) && str_eq(from->name, to->name) &&
               is_unsized(flow_argument(flow, to, 0))) {
        merge_heads(flow, from, to);
        coerce_pointee(flow, from->args[0], to->args[0], false);
    } else if (flow_is(from, "Pin") && flow_is(to, "Pin")) {
        merge_heads(flow, from, to);
        coerce(flow, from->args[0], to->args[0], depth - 1);
    } else if (from->kind == TYPE_IMPL && str_is(from->name, "Iterator") && to->kind == TYPE_PATH) {
        Type *given = flow_item_of(flow, from); /* std's iterators have names of their own */
        Type *wanted = flow_item_of(flow, to);
        if (given && wanted) flow_unify(flow, given, wanted);
    } else if (to->kind == TYPE_IMPL && from->kind != TYPE_UNKNOWN && !to->is_argument) {
        for (const Bound *bound = to->bounds; bound; bound = bound->next)
            flow_satisfy(flow, from, bound);
    } else if (is_unsized(to) && from->kind != TYPE_DYN) {
        if (from->kind != TYPE_UNKNOWN || from->base) /* `Box::new(value)` for a `Box<dyn Trait>` */
            coerce_pointee(flow, from, to, false);
    } else {
        flow_unify(flow, from, to);
    }
}

void flow_coerce(Flow *flow, Type *from, Type *to) {
    coerce(flow, from, to, 4);
}
