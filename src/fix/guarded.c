/*
 * Guarded: see guarded.h. This file knows the places; guarded_value.c wraps types and values,
 * guarded_use.c follows the uses, lock_site.c writes the locks.
 */
#include "fix/guarded.h"

#include "fix/lock_site.h"
#include "fix/reflow.h"
#include "fix/reflow_lists.h"
#include "rust/source.h"

enum { MAX_DEPTH = 24 };

Guarded guarded_new(Arena *arena, Workspace *workspace, Rewrite *rewrite) {
    return (Guarded){
        .arena = arena,
        .workspace = workspace,
        .flow = workspace_flow(workspace),
        .index = workspace_index(workspace),
        .rewrite = rewrite,
        .swap = swap_new(arena, rewrite, workspace_edition(workspace)),
    };
}

bool guarded_first_time(Guarded *guarded, const Node *place) {
    for (size_t i = 0; i < guarded->done.count; i++) {
        if (guarded->done.items[i] == place) {
            return false;
        }
    }
    VEC_PUSH(guarded->arena, &guarded->done, place);
    return true;
}

bool guarded_is_done(const Guarded *guarded, const Node *place) {
    for (size_t i = 0; i < guarded->done.count; i++) {
        if (guarded->done.items[i] == place) {
            return true;
        }
    }
    return false;
}

void guarded_fail(Guarded *guarded, const char *why, const Node *what) {
    Str text = node_text(what);
    size_t line = str_find_byte(text, '\n');
    text = line == STR_NONE ? text : str_slice(text, 0, line);
    rewrite_fail(guarded->rewrite,
                 str_format(guarded->arena, "`" STR_FMT "` %s", STR_ARG(text), why));
}

static bool stops(const Guarded *guarded) {
    return guarded->rewrite->trouble.len > 0 || guarded->depth >= MAX_DEPTH;
}

/* A reference that is handed to a place: what it refers to is a place as well. */
static void follow_reference(Guarded *guarded, const Node *value) {
    while (node_is(value, NODE_PARENTHESIZED_EXPRESSION)) {
        value = node_first(value);
    }
    const Node *referent =
        node_is(value, NODE_REFERENCE_EXPRESSION) ? node_field(value, FIELD_VALUE) : value;
    const Type *type = flow_type(guarded->flow, referent);
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    const Item *owner = NULL;
    const Field *field = flow_field(guarded->flow, referent, &owner);
    const Item *callee = flow_callee(guarded->flow, referent);
    if (guarded_is_pointer(type)) {
        guarded_pointer(guarded, type);
    } else if (field != NULL && node_is(referent, NODE_FIELD_EXPRESSION)) {
        guarded_field(guarded, owner, field);
    } else if (node_is(referent, NODE_IDENTIFIER) && scope_binding(referent) != NULL) {
        guarded_variable(guarded, scope_binding(referent));
    } else if (callee != NULL && referent == value) {
        guarded_result(guarded, callee);
    } else if (referent != value && node_is(referent, NODE_CALL_EXPRESSION)) {
        guarded_wrap_value(guarded, referent);
    } else {
        guarded_fail(guarded, "is lent from where this cannot be followed", value);
    }
}

/* ---- places ---- */

/* The derive of the struct around a field that `Mutex<T>` does not have; NULL if there is none. */
static const char *lost_derive(const Node *field) {
    static const char *const lost[] = {"Clone",      "Copy", "PartialEq", "Eq",
                                       "PartialOrd", "Ord",  "Hash"};
    const Node *item = node_ancestor(field, NODE_STRUCT_ITEM);
    for (const Node *above = item != NULL ? item->prev : NULL; above != NULL; above = above->prev) {
        bool comment = node_is(above, NODE_LINE_COMMENT) || node_is(above, NODE_BLOCK_COMMENT);
        if (!comment && !node_is(above, NODE_ATTRIBUTE_ITEM)) {
            break;
        }
        for (size_t i = 0; !comment && i < sizeof lost / sizeof lost[0]; i++) {
            if (str_contains(node_text(above), STR("derive")) &&
                str_find_word(node_text(above), str_from(lost[i]), 0) != STR_NONE) {
                return lost[i];
            }
        }
    }
    return NULL;
}

static void field_use(Guarded *guarded, const Node *use) {
    if (node_is(use, NODE_FIELD_INITIALIZER)) {
        guarded_wrap_value(guarded, node_field(use, FIELD_VALUE));
    } else if (node_is(use, NODE_SHORTHAND_FIELD_INITIALIZER) ||
               node_is(use->parent, NODE_SHORTHAND_FIELD_INITIALIZER)) {
        guarded_wrap_shorthand(
            guarded, node_is(use, NODE_SHORTHAND_FIELD_INITIALIZER) ? node_first(use) : use);
    } else if (node_is(use, NODE_FIELD_EXPRESSION)) {
        guarded_use(guarded, use, false);
    } else {
        NodeList bindings = {0};
        scope_pattern_bindings(guarded->arena, &bindings, use);
        for (size_t i = 0; i < bindings.count; i++) {
            guarded_variable(guarded, bindings.items[i]);
        }
    }
}

/* `Owner(value)`, the constructor of a tuple struct, is a call to the grammar. */
static void wrap_constructors(Guarded *guarded, const Item *owner, const Field *field) {
    size_t position = 0;
    while (position < owner->fields.count && &owner->fields.items[position] != field) {
        position++;
    }
    for (size_t i = 0; i < workspace_source_count(guarded->workspace); i++) {
        const Source *source = workspace_source_at(guarded->workspace, i);
        for (const Node *node = source->root; node != NULL; node = node_walk(node, source->root)) {
            Str name = node_text(node_field(node, FIELD_FUNCTION));
            const Node *impl = str_is(name, "Self") ? node_ancestor(node, NODE_IMPL_ITEM) : NULL;
            const Item *self = impl != NULL ? index_item(guarded->index, impl) : NULL;
            if (node_is(node, NODE_CALL_EXPRESSION) &&
                (str_eq(name, owner->name) || (self != NULL && str_eq(self->name, owner->name)))) {
                guarded_wrap_value(guarded, node_nth(node_field(node, FIELD_ARGUMENTS), position));
            }
        }
    }
}

void guarded_field(Guarded *guarded, const Item *owner, const Field *field) {
    const Type *type = flow_type(guarded->flow, field->type);
    if (guarded_is_pointer(type)) {
        guarded_pointer(guarded, type);
        return;
    }
    if (stops(guarded) || !guarded_first_time(guarded, field->node)) {
        return;
    }
    const char *derive = lost_derive(field->node);
    if (field->variant != NULL || (derive != NULL && type_kind(type) != TYPE_REFERENCE)) {
        rewrite_fail(guarded->rewrite,
                     derive != NULL
                         ? str_format(guarded->arena,
                                      "`" STR_FMT "` derives %s, which a Mutex does not have",
                                      STR_ARG(owner->name), derive)
                         : STR("it is held by a variant of an enum"));
        return;
    }
    guarded->depth++;
    guarded_wrap_type(guarded, field->type);
    NodeList uses = {0};
    flow_field_uses(guarded->arena, &uses, guarded->flow, owner, field->name);
    for (size_t i = 0; i < uses.count; i++) {
        field_use(guarded, uses.items[i]);
    }
    if (!node_is(field->node, NODE_FIELD_DECLARATION)) {
        wrap_constructors(guarded, owner, field);
    }
    guarded->depth--;
}

/* The statement beside a `let` by which its variable is shared, where uses between the two need no lock; else NULL. */
static const Node *shared_statement(const Guarded *guarded, const Node *let, const NodeList *uses) {
    const Node *share = guarded->shared_at;
    while (share != NULL && share->parent != let->parent) {
        share = share->parent;
    }
    if (share == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < uses->count; i++) {
        if (uses->items[i]->end <= share->start) {
            return share;
        }
    }
    return NULL;
}

static void variable_of_let(Guarded *guarded, const Node *binding, const Node *let,
                            NodeList *uses) {
    const Node *pattern = node_field(let, FIELD_PATTERN);
    const Node *value = node_field(let, FIELD_VALUE);
    const Node *type = node_field(let, FIELD_TYPE);
    bool reference = type_kind(flow_type(guarded->flow, binding)) == TYPE_REFERENCE;
    if (reference && value != NULL && pattern == binding) {
        if (type != NULL) {
            guarded_wrap_type(guarded, type);
        }
        follow_reference(guarded, value);
        return;
    }
    const Node *share = shared_statement(guarded, let, uses);
    bool many = value != NULL && str_find_byte(node_text(value), '\n') != STR_NONE;
    if (share != NULL || pattern != binding || value == NULL || many || scope_is_mutable(binding)) {
        guarded_shadow(guarded, node_text(binding), share != NULL ? share : let, share != NULL);
        size_t kept = 0;
        for (size_t i = 0; i < uses->count; i++) {
            if (share == NULL || uses->items[i]->end > share->start) {
                uses->items[kept++] = uses->items[i];
            }
        }
        uses->count = kept;
        return;
    }
    if (type != NULL) {
        guarded_wrap_type(guarded, type);
    }
    guarded_wrap_value(guarded, value);
}

static void variable_of_parameter(Guarded *guarded, const Node *binding, const Node *parameter) {
    const Node *type = node_field(parameter, FIELD_TYPE);
    const Node *function = node_ancestor(parameter, NODE_FUNCTION_ITEM);
    const Node *first = node_first(node_field(function, FIELD_BODY));
    if (node_is(type, NODE_REFERENCE_TYPE)) {
        guarded_parameter(guarded, index_item(guarded->index, function), parameter);
    } else if (first != NULL && type != NULL) {
        guarded_shadow(guarded, node_text(binding), first, true);
    } else {
        guarded_fail(guarded, "comes from where this cannot be followed", binding);
    }
}

void guarded_variable(Guarded *guarded, const Node *binding) {
    const Type *type = flow_type(guarded->flow, binding);
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    if (guarded_is_pointer(type)) {
        guarded_pointer(guarded, type);
        return;
    }
    const Node *declaration = scope_declaration(binding);
    if (stops(guarded) || !guarded_first_time(guarded, binding)) {
        return;
    }
    guarded->depth++;
    NodeList uses = {0};
    scope_uses(guarded->arena, &uses, binding);
    const Node *pattern = node_field(declaration, FIELD_PATTERN);
    if (node_is(pattern, NODE_STRUCT_PATTERN) || node_is(declaration, NODE_MATCH_ARM)) {
        /* what a field's pattern declares: the field is the place */
    } else if (node_is(declaration, NODE_LET_DECLARATION)) {
        variable_of_let(guarded, binding, declaration, &uses);
    } else if (node_is(declaration, NODE_PARAMETER)) {
        variable_of_parameter(guarded, binding, declaration);
    } else {
        guarded_fail(guarded, "comes from where this cannot be followed", binding);
    }
    for (size_t i = 0; i < uses.count; i++) {
        guarded_use(guarded, uses.items[i], false);
    }
    guarded->depth--;
}

/* The argument of a call for a parameter; NULL for the receiver. */
static const Node *argument_for(const Node *call, const Node *parameter) {
    bool by_dot = node_is(node_field(call, FIELD_FUNCTION), NODE_FIELD_EXPRESSION);
    size_t position = 0;
    for (const Node *at = node_first(parameter->parent); at != NULL && at != parameter;
         at = node_next(at)) {
        position += by_dot && node_is(at, NODE_SELF_PARAMETER) ? 0 : 1;
    }
    return node_nth(node_field(call, FIELD_ARGUMENTS), position);
}

static bool belongs_to_trait(const Item *function) {
    return function->parent != NULL &&
           (function->parent->kind == ITEM_TRAIT || function->parent->trait_name.len > 0);
}

void guarded_parameter(Guarded *guarded, const Item *function, const Node *parameter) {
    if (stops(guarded) || function == NULL || !guarded_first_time(guarded, parameter)) {
        return;
    }
    if (belongs_to_trait(function) || node_is(parameter, NODE_SELF_PARAMETER)) {
        guarded_fail(guarded, "is a method that borrows the value over an await",
                     node_field(function->node, FIELD_NAME));
        return;
    }
    guarded->depth++;
    guarded_wrap_type(guarded, node_field(parameter, FIELD_TYPE));
    NodeList calls = {0};
    flow_calls(guarded->arena, &calls, guarded->flow, function);
    for (size_t i = 0; i < calls.count; i++) {
        follow_reference(guarded, argument_for(calls.items[i], parameter));
    }
    const Node *binding = node_field(parameter, FIELD_PATTERN);
    if (node_is(binding, NODE_IDENTIFIER) && guarded_first_time(guarded, binding)) {
        NodeList uses = {0};
        scope_uses(guarded->arena, &uses, binding);
        for (size_t i = 0; i < uses.count; i++) {
            guarded_use(guarded, uses.items[i], false);
        }
    }
    guarded->depth--;
}

void guarded_result(Guarded *guarded, const Item *function) {
    const Node *type = item_return_type(function);
    const Node *tail = guarded_last_expression(node_field(function->node, FIELD_BODY));
    if (stops(guarded) || !guarded_first_time(guarded, function->node)) {
        return;
    }
    if (belongs_to_trait(function) || !node_is(type, NODE_REFERENCE_TYPE) || tail == NULL) {
        guarded_fail(guarded, "lends the value out", node_field(function->node, FIELD_NAME));
        return;
    }
    guarded->depth++;
    guarded_wrap_type(guarded, type);
    follow_reference(guarded, tail);
    NodeList calls = {0};
    flow_calls(guarded->arena, &calls, guarded->flow, function);
    for (size_t i = 0; i < calls.count; i++) {
        guarded_use(guarded, calls.items[i], false);
    }
    guarded->depth--;
}

/* ---- pointers ---- */

static bool is_followed(const Node *node) {
    return node_is(node, NODE_IDENTIFIER) || node_is(node, NODE_FIELD_EXPRESSION) ||
           node_is(node, NODE_CALL_EXPRESSION) || node_is(node, NODE_INDEX_EXPRESSION) ||
           node_is(node, NODE_TRY_EXPRESSION) || node_is(node, NODE_AWAIT_EXPRESSION) ||
           node_is(node, NODE_SELF);
}

void guarded_pointer(Guarded *guarded, const Type *type) {
    NodeList mentions = {0};
    flow_type_mentions(guarded->arena, &mentions, guarded->flow, type);
    if (stops(guarded) || mentions.count == 0 || !guarded_first_time(guarded, mentions.items[0])) {
        return;
    }
    guarded->depth++;
    for (size_t i = 0; i < mentions.count; i++) {
        const Node *mention = mentions.items[i];
        if (node_field(mention, FIELD_TYPE_ARGUMENTS) != NULL) {
            guarded_wrap_type(guarded, mention);
        }
        guarded_wrap_pointee(guarded, mention);
    }
    NodeList uses = {0};
    flow_expressions(guarded->arena, &uses, guarded->flow, mentions.items[0], true);
    for (size_t i = 0; i < uses.count; i++) {
        if (is_followed(uses.items[i])) {
            guarded_use(guarded, uses.items[i], true);
        }
    }
    guarded->depth--;
}

void guarded_finish(Guarded *guarded) {
    if (guarded->rewrite->trouble.len > 0) {
        return;
    }
    LockSites sites = {
        .guarded = guarded,
        .old_edition = str_compare(workspace_edition(guarded->workspace), STR("2024")) < 0,
    };
    lock_sites_write(&sites);
    reflow(guarded->rewrite, &guarded->edited, workspace_edition(guarded->workspace));
    reflow_lists(guarded->rewrite, &guarded->edited);
    lock_sites_open_lets(&sites);
    swap_finish(&guarded->swap);
}
