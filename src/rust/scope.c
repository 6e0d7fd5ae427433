/*
 * Local names.
 *
 * A name is looked up from where it is used outwards, as Rust does: the let statements before it
 * in each block, the patterns of arms, conditions, loops and closures around it, the parameters of
 * the function; there the search ends, since items do not see the variables around them. All is
 * read off the tree; nothing is stored.
 */
#include "rust/scope.h"

#include "rust/source.h"

static bool is_pattern_kind(NodeKind kind) {
    return kind == NODE_TUPLE_PATTERN || kind == NODE_SLICE_PATTERN ||
           kind == NODE_TUPLE_STRUCT_PATTERN || kind == NODE_STRUCT_PATTERN ||
           kind == NODE_FIELD_PATTERN || kind == NODE_REF_PATTERN ||
           kind == NODE_REFERENCE_PATTERN || kind == NODE_MUT_PATTERN ||
           kind == NODE_CAPTURED_PATTERN || kind == NODE_OR_PATTERN;
}

/* A name that begins with a capital letter is a constant or unit variant, not a new variable. */
static bool may_bind(const Node *node) {
    if (node->kind == NODE_SELF || node->kind == NODE_SHORTHAND_FIELD_IDENTIFIER) return true;
    Str name = node_text(node);
    return node->kind == NODE_IDENTIFIER && name.len > 0 &&
           !(name.data[0] >= 'A' && name.data[0] <= 'Z');
}

const Node *scope_declaration(const Node *binding) {
    if (!binding || !may_bind(binding)) return NULL;
    const Node *child = binding;
    const Node *up = binding->parent;
    while (up && is_pattern_kind(up->kind) && child->field != FIELD_TYPE) {
        child = up;
        up = up->parent;
    }
    if (!up || child->field == FIELD_TYPE) return NULL;
    if (up->kind == NODE_MATCH_PATTERN && child->field != FIELD_CONDITION)
        return node_is(up->parent, NODE_MATCH_ARM) ? up->parent : NULL;
    if (up->kind == NODE_CLOSURE_PARAMETERS || up->kind == NODE_SELF_PARAMETER) return up;
    if (child->field != FIELD_PATTERN) return NULL;
    if (up->kind == NODE_LET_DECLARATION || up->kind == NODE_PARAMETER ||
        up->kind == NODE_LET_CONDITION || up->kind == NODE_FOR_EXPRESSION)
        return up;
    return NULL;
}

/* ---- finding a name in patterns ---- */

/* The next identifier in a pattern that declares a variable, behind node. */
static const Node *next_binding(const Node *node, const Node *pattern) {
    while (node && !(may_bind(node) && scope_declaration(node))) {
        bool inside = node == pattern || is_pattern_kind(node->kind) ||
                      node->kind == NODE_MATCH_PATTERN || node->kind == NODE_PARAMETER ||
                      node->kind == NODE_SELF_PARAMETER || node->kind == NODE_CLOSURE_PARAMETERS;
        bool skip = !inside || node->field == FIELD_CONDITION || node->field == FIELD_TYPE;
        node = skip && node != pattern ? node_skip(node, pattern) : node_walk(node, pattern);
    }
    return node;
}

bool nodes_add_once(Arena *arena, NodeList *list, const Node *node) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == node) return false;
    }
    VEC_PUSH(arena, list, node);
    return true;
}

void scope_pattern_bindings(Arena *arena, NodeList *out, const Node *pattern) {
    for (const Node *node = next_binding(pattern, pattern); node;
         node = next_binding(node_skip(node, pattern), pattern))
        VEC_PUSH(arena, out, node);
}

/* The first identifier of this name that a pattern, or list of parameters, declares. */
static const Node *find_in_pattern(const Node *pattern, Str name) {
    const Node *node = next_binding(pattern, pattern);
    while (node && !str_eq(node_text(node), name))
        node = next_binding(node_skip(node, pattern), pattern);
    return node;
}

/*
 * What declares name in the last let condition of a condition that does; of those before a node of
 * its chain, if one is given.
 */
static const Node *find_in_condition(const Node *condition, const Node *before, Str name) {
    if (!condition) return NULL;
    if (condition->kind == NODE_LET_CONDITION)
        return find_in_pattern(node_field(condition, FIELD_PATTERN), name);
    if (condition->kind != NODE_LET_CHAIN) return NULL;
    for (const Node *part = before ? before->prev : condition->last; part; part = part->prev) {
        const Node *found = part->kind == NODE_LET_CONDITION
                                ? find_in_pattern(node_field(part, FIELD_PATTERN), name)
                                : NULL;
        if (found) return found;
    }
    return NULL;
}

/* ---- looking up ---- */

static bool is_item(NodeKind kind) {
    return kind == NODE_FUNCTION_ITEM || kind == NODE_FUNCTION_SIGNATURE_ITEM ||
           kind == NODE_CONST_ITEM || kind == NODE_STATIC_ITEM || kind == NODE_STRUCT_ITEM ||
           kind == NODE_ENUM_ITEM || kind == NODE_UNION_ITEM || kind == NODE_IMPL_ITEM ||
           kind == NODE_TRAIT_ITEM || kind == NODE_MOD_ITEM || kind == NODE_TYPE_ITEM ||
           kind == NODE_MACRO_DEFINITION || kind == NODE_USE_DECLARATION ||
           kind == NODE_CONST_BLOCK || kind == NODE_ATTRIBUTE_ITEM ||
           kind == NODE_INNER_ATTRIBUTE_ITEM;
}

/* What declares name among the things that up shows to its child. */
static const Node *find_around(const Node *up, const Node *child, Str name) {
    const Node *found = NULL;
    if (up->kind == NODE_BLOCK || up->kind == NODE_TOKEN_TREE || up->kind == NODE_SOURCE_FILE) {
        for (const Node *before = child->prev; before && !found; before = before->prev) {
            if (before->kind == NODE_LET_DECLARATION)
                found = find_in_pattern(node_field(before, FIELD_PATTERN), name);
        }
    } else if (up->kind == NODE_MATCH_ARM && child->field == FIELD_VALUE) {
        const Node *pattern = node_field(up, FIELD_PATTERN);
        found = find_in_condition(node_field(pattern, FIELD_CONDITION), NULL, name);
        found = found ? found : find_in_pattern(pattern, name);
    } else if (up->kind == NODE_MATCH_PATTERN && child->field == FIELD_CONDITION) {
        /* an arm of select!, directly among its arguments, awaits before it matches */
        if (node_is(up->parent, NODE_MATCH_ARM) && node_is(up->parent->parent, NODE_MATCH_BLOCK))
            found = find_in_pattern(up, name);
    } else if (up->kind == NODE_LET_CHAIN) {
        found = find_in_condition(up, child, name);
    } else if ((up->kind == NODE_IF_EXPRESSION && child->field == FIELD_CONSEQUENCE) ||
               (up->kind == NODE_WHILE_EXPRESSION && child->field == FIELD_BODY)) {
        found = find_in_condition(node_field(up, FIELD_CONDITION), NULL, name);
    } else if (up->kind == NODE_FOR_EXPRESSION && child->field == FIELD_BODY) {
        found = find_in_pattern(node_field(up, FIELD_PATTERN), name);
    } else if ((up->kind == NODE_CLOSURE_EXPRESSION || up->kind == NODE_FUNCTION_ITEM) &&
               child->field == FIELD_BODY) {
        const Node *list = node_field(up, FIELD_PARAMETERS);
        for (const Node *part = list ? list->last : NULL; part && !found; part = part->prev)
            found = find_in_pattern(part, name);
    }
    return found;
}

static const Node *look_up(const Node *from, Str name) {
    const Node *child = from;
    for (const Node *up = from->parent; up; up = up->parent) {
        const Node *found = find_around(up, child, name);
        if (found || is_item(up->kind)) return found;
        child = up;
    }
    return NULL;
}

/* A raw token of a macro's arguments that stands where an expression's variable may stand. */
static bool is_raw_use(const Node *node) {
    const Node *before = node->prev;
    const Node *behind = node->next;
    if (node_is_token(before, ".") || node_is_token(before, "::") || node_is_token(before, "'"))
        return false;
    if (node_is_token(behind, "::") || node_is_token(behind, "!") || node_is_token(behind, ":"))
        return false;
    return !(node_is_token(behind, "=") &&
             (node_is_token(before, ",") || before == node->parent->first));
}

/*
 * Whether an identifier stands for a value by its own name: no part of a path, no name of an item,
 * label or argument.
 */
static bool is_expression(const Node *node) {
    const Node *up = node->parent;
    if (!up || node->field == FIELD_NAME || node->field == FIELD_PATH ||
        node->field == FIELD_MACRO || node->field == FIELD_TYPE || node->field == FIELD_ALIAS)
        return false;
    if (up->kind == NODE_TOKEN_TREE && !node->in_macro) return is_raw_use(node);
    if (up->kind == NODE_ASSIGNMENT_EXPRESSION && node->field == FIELD_LEFT && node->in_macro)
        return up->parent->kind != NODE_TOKEN_TREE; /* format!("{n}", n = 1) names an argument */
    return up->kind != NODE_LABEL && up->kind != NODE_LIFETIME && up->kind != NODE_USE_LIST &&
           up->kind != NODE_SCOPED_USE_LIST && up->kind != NODE_GENERIC_FUNCTION &&
           up->kind != NODE_VISIBILITY_MODIFIER && up->kind != NODE_ATTRIBUTE;
}

const Node *scope_binding(const Node *identifier) {
    if (node_is(identifier, NODE_SHORTHAND_FIELD_INITIALIZER))
        identifier = node_child(identifier, NODE_IDENTIFIER);
    if (!identifier || !may_bind(identifier)) return NULL;
    const Node *declaration = scope_declaration(identifier);
    if (declaration) {
        /* the same name in the alternatives of an or-pattern is one variable */
        const Node *pattern = declaration->kind == NODE_MATCH_ARM ||
                                      declaration->kind == NODE_LET_DECLARATION ||
                                      declaration->kind == NODE_LET_CONDITION
                                  ? node_field(declaration, FIELD_PATTERN)
                                  : NULL;
        const Node *first = pattern ? find_in_pattern(pattern, node_text(identifier)) : NULL;
        return first ? first : identifier;
    }
    if (identifier->kind == NODE_SHORTHAND_FIELD_IDENTIFIER || !is_expression(identifier))
        return NULL;
    return look_up(identifier, node_text(identifier));
}

/* ---- extent and uses ---- */

/* The if, while or arm whose condition a let condition is part of. */
static const Node *condition_owner(const Node *let) {
    const Node *up = let->parent;
    while (node_is(up, NODE_LET_CHAIN) || node_is(up, NODE_MATCH_PATTERN)) up = up->parent;
    return up;
}

/* The smallest node in which all uses of a variable of this declaration lie. */
static const Node *region_of(const Node *declaration) {
    if (declaration->kind == NODE_MATCH_ARM || declaration->kind == NODE_FOR_EXPRESSION)
        return declaration;
    if (declaration->kind == NODE_LET_CONDITION) return condition_owner(declaration);
    const Node *up = declaration->parent;
    if (node_is(up, NODE_PARAMETERS) || node_is(up, NODE_CLOSURE_PARAMETERS)) up = up->parent;
    return up;
}

const Node *scope_of(const Node *binding) {
    const Node *declaration = scope_declaration(binding);
    if (!declaration) return NULL;
    const Node *region = region_of(declaration);
    const Node *body = NULL;
    if (node_is(region, NODE_IF_EXPRESSION))
        body = node_field(region, FIELD_CONSEQUENCE);
    else if (node_is(region, NODE_WHILE_EXPRESSION) || node_is(region, NODE_FOR_EXPRESSION) ||
             node_is(region, NODE_FUNCTION_ITEM) || node_is(region, NODE_CLOSURE_EXPRESSION))
        body = node_field(region, FIELD_BODY);
    return body ? body : region;
}

void scope_uses(Arena *arena, NodeList *out, const Node *binding) {
    const Node *declared = scope_binding(binding);
    const Node *declaration = scope_declaration(declared);
    if (!declaration) return;
    Str name = node_text(declared);
    const Node *region = region_of(declaration);
    for (const Node *node = region; node; node = node_walk(node, region)) {
        bool used = false;
        if (node->kind == NODE_IDENTIFIER || node->kind == NODE_SELF)
            used = str_eq(node_text(node), name) && !scope_declaration(node) &&
                   scope_binding(node) == declared;
        else if (node->kind == NODE_STRING_LITERAL || node->kind == NODE_RAW_STRING_LITERAL)
            used = scope_format_names(node, name) && look_up(node, name) == declared;
        if (used) VEC_PUSH(arena, out, node);
    }
}

bool scope_is_mutable(const Node *binding) {
    const Node *declaration = scope_declaration(binding);
    if (!declaration) return false;
    const Node *up = binding->parent;
    const Node *child = binding;
    if (node_is(up, NODE_CAPTURED_PATTERN) && node_first(up) == binding) {
        child = up;
        up = up->parent;
    }
    if (up->kind == NODE_MUT_PATTERN) /* `ref mut x` makes a reference, x itself stays what it is */
        return up->parent->kind != NODE_REF_PATTERN && !node_is_token(up->prev, "ref");
    if (up->kind == NODE_FIELD_PATTERN)
        return node_child(up, NODE_MUTABLE_SPECIFIER) && !node_token(up, "ref");
    if (up->kind == NODE_SELF_PARAMETER)
        return node_child(up, NODE_MUTABLE_SPECIFIER) && !node_token(up, "&");
    return up == declaration && child->field == FIELD_PATTERN &&
           (up->kind == NODE_LET_DECLARATION || up->kind == NODE_PARAMETER) &&
           node_child(up, NODE_MUTABLE_SPECIFIER);
}
