/*
 * Names for new variables: what the code itself calls the value.
 */
#include "fix/hoist.h"
#include "fix/life.h"
#include "rust/flow.h"
#include "rust/scope.h"

/* The x of `Some(x)` or `Ok(x)`, or an empty Str. */
static Str only_binding(Arena *arena, const Node *pattern) {
    NodeList bindings = {0};
    scope_pattern_bindings(arena, &bindings, pattern);
    if (bindings.count != 1) return STR("");
    const Node *around = bindings.items[0]->parent;
    if (node_is(around, NODE_MUT_PATTERN) || node_is(around, NODE_REF_PATTERN))
        around = around->parent;
    return around == pattern && node_is(pattern, NODE_TUPLE_STRUCT_PATTERN)
               ? node_text(bindings.items[0])
               : STR("");
}

/* Whether a name stands in the block around a statement, but not in the statement. */
static bool used_beside(const Node *statement, Str name) {
    const Node *body = syntax_body(statement);
    for (const Node *at = body; at;) {
        if (at == statement) {
            at = node_skip(at, body);
            continue;
        }
        bool leaf = !at->first && !node_is(at, NODE_FIELD_IDENTIFIER);
        if (leaf && str_eq(node_text(at), name)) return true;
        at = node_walk(at, body);
    }
    return false;
}

static bool is_free(const Node *statement, Str name) {
    const Node *body = syntax_body(statement);
    return name.len > 0 && !life_mentions(body ? body : statement, name);
}

/* Whether a name stands in a statement anywhere but in one part of it. */
static bool used_in_rest(const Node *statement, const Node *part, Str name) {
    for (const Node *at = statement; at;) {
        if (at == part) {
            at = node_skip(at, statement);
            continue;
        }
        bool leaf = !at->first && !node_is(at, NODE_FIELD_IDENTIFIER);
        if (leaf && life_mentions(at, name)) return true;
        at = node_walk(at, statement);
    }
    return false;
}

/* From a match arm `Some(name) =>`, where no other arm knows the name. */
static Str from_arms(Arena *arena, const Node *match, const Node *statement) {
    const Node *arms = node_field(match, FIELD_BODY);
    for (const Node *arm = node_first(arms); arm; arm = node_next(arm)) {
        const Node *pattern = node_first(node_field(arm, FIELD_PATTERN));
        if (!node_is(pattern, NODE_TUPLE_STRUCT_PATTERN)) continue;
        Str name = only_binding(arena, pattern);
        if (name.len > 0 && !used_beside(statement, name) && !used_in_rest(statement, arm, name))
            return name;
    }
    return STR("");
}

/* From `if let Some(name) = E`, `while let`: the pattern's variable, as long as nobody else has the name. */
static Str from_pattern(Arena *arena, const Node *expression, const Node *statement) {
    const Node *parent = expression->parent;
    if (node_is(parent, NODE_MATCH_EXPRESSION)) return from_arms(arena, parent, statement);
    if (!node_is(parent, NODE_LET_CONDITION) && !node_is(parent, NODE_LET_DECLARATION))
        return STR("");
    const Node *pattern = node_field(parent, FIELD_PATTERN);
    if (node_is(pattern, NODE_IDENTIFIER)) return STR("");
    Str name = only_binding(arena, pattern);
    if (name.len == 0 || used_beside(statement, name)) return STR("");
    const Node *otherwise = node_field(parent->parent, FIELD_ALTERNATIVE);
    return life_mentions(otherwise, name) || life_mentions(expression, name) ? STR("") : name;
}

/* From the parameter of the function that takes it. */
static Str from_parameter(Workspace *workspace, const Node *expression) {
    const Node *arguments = expression->parent;
    if (!node_is(arguments, NODE_ARGUMENTS)) return STR("");
    const Item *callee = flow_callee(workspace_flow(workspace), arguments->parent);
    if (!callee) return STR("");
    size_t at = 0;
    for (const Node *one = node_first(arguments); one && one != expression; one = node_next(one))
        at++;
    const Node *parameters = node_field(callee->node, FIELD_PARAMETERS);
    bool through_path =
        node_is(node_field(arguments->parent, FIELD_FUNCTION), NODE_SCOPED_IDENTIFIER);
    const Node *parameter = node_first(parameters);
    if (node_is(parameter, NODE_SELF_PARAMETER) && !through_path) parameter = node_next(parameter);
    while (parameter && at-- > 0) parameter = node_next(parameter);
    const Node *pattern = node_field(parameter, FIELD_PATTERN);
    Str name = node_text(pattern);
    while (name.len > 1 && name.data[0] == '_') name = str_from_offset(name, 1);
    return node_is(pattern, NODE_IDENTIFIER) ? name : STR("");
}

/* Methods whose name says nothing about the value. */
static bool says_nothing(Str link) {
    static const char *const names[] = {"lock",
                                        "read",
                                        "write",
                                        "unwrap",
                                        "expect",
                                        "clone",
                                        "cloned",
                                        "copied",
                                        "get",
                                        "iter",
                                        "borrow",
                                        "as_ref",
                                        "as_str",
                                        "await",
                                        "to_owned",
                                        "to_string",
                                        "borrow_mut",
                                        "filter",
                                        "map",
                                        "collect",
                                        "into_iter",
                                        "pop",
                                        "take",
                                        "unwrap_or",
                                        "as_deref",
                                        "load",
                                        "unwrap_or_default",
                                        "unwrap_or_else",
                                        "ok",
                                        "copy",
                                        "into",
                                        "first",
                                        "last",
                                        "next",
                                        "pop_front",
                                        "pop_back",
                                        "remove",
                                        "enumerate",
                                        "as_mut",
                                        "drain",
                                        "0",
                                        "1",
                                        "to_vec"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_is(link, names[i])) return true;
    }
    return false;
}

static Str word(Str link) {
    size_t start = str_starts(link, STR(".")) ? 1 : 0;
    size_t end = start;
    while (end < link.len && str_is_identifier_byte(link.data[end])) end++;
    return str_slice(link, start, end);
}

/* The last field or method of the chain that names something. */
static Str from_chain(const Chain *chain) {
    for (size_t i = chain->links.count; i > 0; i--) {
        Str name = word(chain->links.items[i - 1]);
        bool lower = name.len > 1 && name.data[0] >= 'a' && name.data[0] <= 'z';
        Str link = chain->links.items[i - 1];
        bool call = str_find_byte(link, '(') != STR_NONE;
        bool asks = call && !str_ends(link, STR("()"));
        if (lower && !asks && !says_nothing(name) && !str_is(name, "self") &&
            !str_is(name, "crate"))
            return name;
    }
    return STR("");
}

static Str numbered(Arena *arena, const Node *statement, Str base) {
    for (unsigned n = 2; n < 100; n++) {
        Str name = str_format(arena, STR_FMT "%u", STR_ARG(base), n);
        if (is_free(statement, name)) return name;
    }
    return base;
}

/* Whether an expression is what is assigned, by itself or borrowed. */
static bool is_assigned(const Node *expression) {
    const Node *parent = expression->parent;
    if (node_is(parent, NODE_REFERENCE_EXPRESSION)) parent = parent->parent;
    return node_is(parent, NODE_ASSIGNMENT_EXPRESSION) ||
           node_is(parent, NODE_COMPOUND_ASSIGNMENT_EXPR);
}

Str hoist_name(Arena *arena, Workspace *workspace, const Node *expression, const Node *statement) {
    Str name = from_pattern(arena, expression, statement);
    if (name.len > 0) return name;
    if (node_is(expression->parent, NODE_FIELD_INITIALIZER)) {
        name = node_text(node_field(expression->parent, FIELD_FIELD));
        if (is_free(statement, name)) return name;
    }
    name = from_parameter(workspace, expression);
    if (is_free(statement, name)) return name;
    Chain chain = chain_read(arena, expression);
    name = from_chain(&chain);
    if (is_free(statement, name)) return name;
    const char *usual = node_is(expression->parent, NODE_FOR_EXPRESSION) ? "items"
                        : node_is(expression->parent, NODE_WHILE_EXPRESSION) ||
                                node_is(expression->parent, NODE_LET_CONDITION)
                            ? "found"
                        : node_is(expression->parent, NODE_FIELD_EXPRESSION) ? "snapshot"
                        : node_is(expression->parent, NODE_ARGUMENTS)        ? "value"
                        : is_assigned(expression)                            ? "value"
                                                                             : "current";
    if (is_free(statement, str_from(usual))) return str_from(usual);
    return numbered(arena, statement, str_from(usual));
}
