/*
 * Signatures of functions, and copies of them per use.
 */
#include "rust/flow_internal.h"

size_t flow_generics(Flow *flow, const Node *item, Type **out, size_t limit) {
    size_t count = 0;
    const Node *list = node_field(item, FIELD_TYPE_PARAMETERS);
    for (const Node *node = node_first(list); node && count < limit; node = node_next(node)) {
        if (node->kind == NODE_TYPE_PARAMETER) out[count++] = flow_parameter(flow, node);
    }
    return count;
}

/* ---- signatures ---- */

static Type *receiver_type(Flow *flow, const Node *node, Type *self) {
    if (!node_token(node, "&")) return self;
    return flow_reference(flow, self, node_child(node, NODE_MUTABLE_SPECIFIER) != NULL);
}

static void read_parameters(Flow *flow, Signature *signature) {
    const Node *list = node_field(signature->item->node, FIELD_PARAMETERS);
    size_t limit = node_count(list);
    signature->params = ARENA_ARRAY(flow->arena, Type *, limit + 1);
    signature->patterns = ARENA_ARRAY(flow->arena, const Node *, limit + 1);
    for (const Node *node = node_first(list); node; node = node_next(node)) {
        Type *type;
        const Node *pattern = NULL;
        if (node->kind == NODE_SELF_PARAMETER) {
            Type *self = signature->self_type ? signature->self_type : flow_variable(flow);
            type = receiver_type(flow, node, self);
            pattern = node_child(node, NODE_SELF);
            signature->has_self = true;
        } else if (node->kind == NODE_PARAMETER) {
            const Node *written = node_field(node, FIELD_TYPE);
            type = flow_lower(flow, written);
            pattern = node_field(node, FIELD_PATTERN);
            if (node_is(pattern, NODE_SELF)) signature->has_self = true;
            for (const Node *n = written; n; n = node_walk(n, written))
                signature->has_argument |= n->kind == NODE_ABSTRACT_TYPE;
        } else {
            continue;
        }
        signature->patterns[signature->count] = pattern;
        signature->params[signature->count++] = type;
    }
}

Signature *flow_signature(Flow *flow, const Item *function) {
    NodeInfo *info = flow_info(flow, function->node);
    if (info->signature) return info->signature;
    Signature *signature = ARENA_NEW(flow->arena, Signature);
    info->signature = signature;
    signature->item = function;
    signature->parent = function->parent;
    signature->is_std = flow_is_std(flow, function->node);
    signature->self_type = function->parent ? flow_item_type(flow, function->parent) : NULL;
    Type *generics[24];
    size_t outer = function->parent ? flow_generics(flow, function->parent->node, generics, 12) : 0;
    size_t own = flow_generics(flow, function->node, generics + outer, 12);
    signature->generics = ARENA_ARRAY(flow->arena, Type *, outer + own + 1);
    signature->generic_count = outer + own;
    signature->own_generics = own;
    for (size_t i = 0; i < outer + own; i++) signature->generics[i] = generics[i];
    read_parameters(flow, signature);
    const Node *result = item_return_type(function);
    signature->output = result ? flow_lower(flow, result) : flow_unit(flow);
    signature->result = signature->output;
    if (function->is_async) signature->result = flow_future(flow, signature->output);
    return signature;
}

/* ---- copies ---- */

static Type *copy(Flow *flow, Subst *subst, Type *type, unsigned depth);

static Bound *copy_bounds(Flow *flow, Subst *subst, Bound *bounds, unsigned depth, bool *changed) {
    Bound *first = NULL;
    Bound **end = &first;
    unsigned limit = 16;
    for (const Bound *bound = bounds; bound && limit > 0; bound = bound->next, limit--) {
        Bound *made = ARENA_NEW(flow->arena, Bound);
        *made = *bound;
        made->next = NULL;
        if (bound->count > 0) made->args = ARENA_ARRAY(flow->arena, Type *, bound->count);
        for (size_t i = 0; i < bound->count; i++) {
            made->args[i] = copy(flow, subst, bound->args[i], depth);
            *changed |= made->args[i] != bound->args[i];
        }
        made->associated = NULL;
        Associated **tail = &made->associated;
        for (const Associated *a = bound->associated; a; a = a->next) {
            *tail = ARENA_NEW(flow->arena, Associated);
            **tail = (Associated){.name = a->name, .type = copy(flow, subst, a->type, depth)};
            *changed |= (*tail)->type != a->type;
            tail = &(*tail)->next;
        }
        if (bound->function) {
            made->function = copy(flow, subst, bound->function, depth);
            *changed |= made->function != bound->function;
        }
        *end = made;
        end = &made->next;
    }
    return first;
}

static Type *copy_variable(Flow *flow, Subst *subst, Type *type, unsigned depth) {
    if (!type->base) return type;
    const Item *member = subst->impl && flow_resolve(flow, type->base) == subst->from[0]
                             ? item_member(subst->impl, type->name)
                             : NULL;
    const Node *told = member ? node_field(member->node, FIELD_TYPE) : NULL;
    if (told) return flow_lower(flow, told);
    Type *base = copy(flow, subst, type->base, depth - 1);
    return base == type->base ? type : flow_project(flow, base, type->trait, type->name);
}

static Type *copy(Flow *flow, Subst *subst, Type *type, unsigned depth) {
    for (size_t i = 0; i < subst->count; i++) {
        if (subst->from[i] == type) return subst->to[i];
    }
    type = flow_resolve(flow, type);
    for (size_t i = 0; i < subst->count; i++) {
        if (subst->from[i] == type) return subst->to[i];
    }
    if (depth == 0 || type->is_parameter) return type;
    if (flow->copies == 0) return flow_variable(flow);
    flow->copies--;
    if (type->kind == TYPE_UNKNOWN) return copy_variable(flow, subst, type, depth);
    bool changed = false;
    if (type->is_argument) {
        Type *made = flow_variable(flow);
        flow_subst_add(subst, type, made);
        made->bounds = copy_bounds(flow, subst, type->bounds, depth - 1, &changed);
        return made;
    }
    Type **args = type->count > 0 ? ARENA_ARRAY(flow->arena, Type *, type->count) : NULL;
    Bound *bounds = type->bounds;
    if (bounds) {
        bounds = copy_bounds(flow, subst, bounds, depth - 1, &changed);
    } else {
        for (size_t i = 0; i < type->count; i++) {
            args[i] = copy(flow, subst, type->args[i], depth - 1);
            changed |= args[i] != type->args[i];
        }
    }
    if (!changed && !subst->fresh_heads) return type;
    Type *made = flow_variable(flow);
    Head *head = subst->fresh_heads ? NULL : flow_head(flow, type);
    *made = *type;
    made->head = head;
    made->args = args;
    made->bounds = bounds;
    if (bounds) flow_fill_arguments(flow, made);
    return made;
}

Type *flow_instantiate(Flow *flow, Subst *subst, Type *type) {
    if (subst->count == 0 && !subst->fresh_heads) return type;
    flow->copies = FLOW_LARGEST_TYPE;
    return copy(flow, subst, type, FLOW_DEEPEST_TYPE);
}

void flow_freshen(Flow *flow, Subst *subst, Type *const *generics, size_t count) {
    size_t first = subst->count;
    flow->copies = FLOW_LARGEST_TYPE;
    for (size_t i = 0; i < count; i++) flow_subst_add(subst, generics[i], flow_variable(flow));
    bool changed = false;
    for (size_t i = first; i < subst->count; i++)
        subst->to[i]->bounds = copy_bounds(flow, subst, subst->from[i]->bounds, 8, &changed);
}

/* ---- one use of a function ---- */

static bool is_companion(const Type *a, const Type *b) {
    static const char *const pairs[][2] = {
        {"Rc", "Weak"},
        {"Arc", "Weak"},
        {"RefCell", "Ref"},
        {"RefCell", "RefMut"},
        {"Mutex", "MutexGuard"},
        {"RwLock", "RwLockReadGuard"},
        {"RwLock", "RwLockWriteGuard"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if ((flow_is(a, pairs[i][0]) && flow_is(b, pairs[i][1])) ||
            (flow_is(a, pairs[i][1]) && flow_is(b, pairs[i][0])))
            return true;
    }
    return false;
}

/*
 * A method of Rc that gives or takes a Weak, of RefCell that gives a Ref: the two change together.
 */
static void link_companions(Flow *flow, Type *self, Type *type, unsigned depth) {
    type = flow_resolve(flow, type);
    if (is_companion(self, type)) {
        flow_link(flow, FLOW_COMPANION, flow_head(flow, self), flow_head(flow, type));
        flow_link(flow, FLOW_COMPANION, flow_head(flow, type), flow_head(flow, self));
    }
    for (size_t i = 0; depth > 0 && i < type->count; i++)
        link_companions(flow, self, type->args[i], depth - 1);
}

static void meet_self(Flow *flow, Subst *subst, Signature *signature, Type *self) {
    Type *own = flow_resolve(flow, signature->self_type);
    if (own->is_parameter) return;
    self = flow_resolve(flow, self);
    Subst outer = *subst;
    outer.count = 0; /* without Self itself */
    for (size_t i = 0; i < subst->count; i++) {
        if (subst->from[i] != signature->self_type && subst->from[i] != own)
            flow_subst_add(&outer, subst->from[i], subst->to[i]);
    }
    Type *made = flow_instantiate(flow, &outer, own);
    if (self->kind == TYPE_UNKNOWN ||
        (!own->item &&
         (own->kind != TYPE_PATH || (self->kind != TYPE_SLICE && self->kind != TYPE_POINTER)))) {
        flow_unify(flow, made, self);
        return;
    }
    for (size_t i = 0; i < made->count && i < self->count; i++)
        flow_unify(flow, made->args[i], self->args[i]);
}

/* The bound of a type, or of the traits that its bounds require, by a trait's name. */
static const Bound *bound_by(Flow *flow, const Bound *bounds, const Bound *wanted, unsigned depth) {
    for (const Bound *bound = bounds; bound && depth > 0; bound = bound->next) {
        if (str_eq(bound->name, wanted->name) && bound->item == wanted->item) return bound;
        if (!bound->item || bound->item->kind != ITEM_TRAIT) continue;
        const Type *self = flow_item_type(flow, bound->item);
        const Bound *found =
            self->bounds ? bound_by(flow, self->bounds->next, wanted, depth - 1) : NULL;
        if (found) return found;
    }
    return NULL;
}

/*
 * A method of a trait with parameters, `T` of `Repository<T>`: they are what the receiver's bound
 * or impl says.
 */
static void meet_trait(Flow *flow, Subst *subst, const Signature *signature, Type *self) {
    const Type *own = flow_resolve(flow, signature->self_type);
    if (!own->is_parameter || !own->bounds || own->bounds->count == 0) return;
    Bound wanted = *own->bounds;
    wanted.next = NULL;
    wanted.args = ARENA_ARRAY(flow->arena, Type *, wanted.count);
    for (size_t i = 0; i < wanted.count; i++)
        wanted.args[i] = flow_instantiate(flow, subst, own->bounds->args[i]);
    self = flow_resolve(flow, self);
    const Bound *bound = bound_by(flow, self->bounds, &wanted, 4);
    for (size_t i = 0; bound && i < bound->count && i < wanted.count; i++)
        flow_unify(flow, wanted.args[i], bound->args[i]);
    if (!bound && self->kind == TYPE_PATH) flow_satisfy(flow, self, &wanted);
}

static void apply_turbofish(Flow *flow, const Subst *subst, const Signature *signature,
                            const Node *arguments) {
    size_t at = signature->generic_count - signature->own_generics;
    for (const Node *node = node_first(arguments); node; node = node_next(node)) {
        if (node->kind == NODE_LIFETIME) continue;
        for (size_t i = 0; at < signature->generic_count && i < subst->count; i++) {
            if (subst->from[i] == signature->generics[at]) {
                flow_unify(flow, subst->to[i], flow_lower(flow, node));
                break;
            }
        }
        at++;
    }
}

Type *flow_instance(Flow *flow, Signature *signature, Type *self, const Node *arguments) {
    Subst subst = {.fresh_heads = signature->is_std};
    Type *own = signature->self_type ? flow_resolve(flow, signature->self_type) : NULL;
    if (own && !self) self = own->is_parameter ? flow_variable(flow) : NULL;
    if (own && self) {
        flow_subst_add(&subst, signature->self_type, self);
        if (own != signature->self_type) flow_subst_add(&subst, own, self);
    }
    flow_freshen(flow, &subst, signature->generics, signature->generic_count);
    if (own && self) {
        meet_self(flow, &subst, signature, self);
        meet_trait(flow, &subst, signature, self);
    }
    apply_turbofish(flow, &subst, signature, arguments);
    Type *type = flow_make(flow, TYPE_FUNCTION, 0);
    type->count = signature->count + 1;
    type->args = ARENA_ARRAY(flow->arena, Type *, type->count);
    bool needed = subst.count > 0 || signature->is_std || signature->has_argument;
    for (size_t i = 0; i < signature->count; i++)
        type->args[i] =
            needed ? flow_instantiate(flow, &subst, signature->params[i]) : signature->params[i];
    type->args[signature->count] = flow_instantiate(flow, &subst, signature->result);
    Type *result = flow_resolve(flow, type->args[signature->count]);
    if (signature->is_std && result->kind == TYPE_IMPL) result->made_by = type;
    if (self && signature->is_std) {
        Type *receiver = flow_resolve(flow, self);
        for (size_t i = signature->has_self; i < type->count; i++)
            link_companions(flow, receiver, type->args[i], 3);
    }
    return type;
}

/* ---- fields ---- */

Type *flow_field_type(Flow *flow, Type *owner, const Item *item, const Field *field) {
    Type *type = flow_lower(flow, field->type);
    Type *generics[16];
    size_t count = flow_generics(flow, item->node, generics, 16);
    owner = flow_resolve(flow, owner);
    Subst subst = {0};
    for (size_t i = 0; i < count && i < owner->count; i++)
        flow_subst_add(&subst, generics[i], owner->args[i]);
    return flow_instantiate(flow, &subst, type);
}
