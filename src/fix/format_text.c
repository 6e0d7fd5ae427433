/*
 * Format text: see format_text.h.
 */
#include "fix/format_text.h"

#include "fix/imports.h"
#include "fix/reflow.h"
#include "fix/rewrite.h"
#include "rust/flow.h"
#include "rust/ownership.h"
#include "rust/source.h"

typedef struct Text {
    Arena *arena;
    Workspace *workspace;
    Flow *flow;
    const Index *index;
    Rewrite rewrite;
    NodeList done;   /* parameters gone through */
    NodeList edited; /* their types */
    Str function;    /* the first function that changes */
} Text;

static bool is_arguments(const Node *type) {
    Str name = node_text(node_is(type, NODE_GENERIC_TYPE) ? node_field(type, FIELD_TYPE) : type);
    size_t colon = str_find_last_byte(name, ':');
    name = colon == STR_NONE ? name : str_from_offset(name, colon + 1);
    return str_is(name, "Arguments");
}

static bool is_format_args(const Node *node) {
    Str name = node_text(node_field(node, FIELD_MACRO));
    return node_is(node, NODE_MACRO_INVOCATION) &&
           (str_is(name, "format_args") || str_is(name, "std::format_args") ||
            str_is(name, "core::format_args"));
}

static void take_text(Text *text, const Node *parameter);

static size_t position_of(const Node *item) {
    size_t position = 0;
    for (const Node *at = node_first(item->parent); at != NULL && at != item; at = node_next(at)) {
        position += node_is(at, NODE_SELF_PARAMETER) ? 0 : 1;
    }
    return position;
}

static const Node *parameter_at(const Item *function, size_t position) {
    const Node *parameter = node_first(node_field(function->node, FIELD_PARAMETERS));
    while (node_is(parameter, NODE_SELF_PARAMETER)) {
        parameter = node_next(parameter);
    }
    for (; parameter != NULL && position > 0; position--) {
        parameter = node_next(parameter);
    }
    return parameter;
}

/* What a caller passes: `format_args!(..)`, or its own parameter of that type. */
static void give_text(Text *text, const Node *argument) {
    if (is_format_args(argument)) {
        rewrite_replace(&text->rewrite, node_field(argument, FIELD_MACRO), STR("format"));
        return;
    }
    const Node *binding = node_is(argument, NODE_IDENTIFIER) ? scope_binding(argument) : NULL;
    const Node *declaration = scope_declaration(binding);
    const Node *made =
        node_is(declaration, NODE_LET_DECLARATION) ? node_field(declaration, FIELD_VALUE) : NULL;
    if (is_format_args(made)) {
        give_text(text, made);
    } else if (node_is(declaration, NODE_PARAMETER) &&
               is_arguments(node_field(declaration, FIELD_TYPE))) {
        const Item *caller = index_item(text->index, syntax_function(declaration));
        if (caller != NULL && caller->is_async) {
            take_text(text, declaration);
        } else {
            rewrite_after(&text->rewrite, argument, STR(".to_string()"));
        }
    } else {
        rewrite_fail(&text->rewrite, STR("it is called with arguments that this cannot follow"));
    }
}

/* Uses that a String serves as well: it is displayed, or passed on. */
static bool serves(Text *text, const Node *use) {
    const Node *parent = use->parent;
    if (node_is(use, NODE_STRING_LITERAL) || node_is(parent, NODE_TOKEN_TREE)) {
        return true;
    }
    Str method = node_text(node_field(parent, FIELD_FIELD));
    if (node_is(parent, NODE_FIELD_EXPRESSION)) {
        return str_is(method, "to_string");
    }
    const Node *call = node_is(parent, NODE_ARGUMENTS) ? parent->parent : NULL;
    Str function = node_text(node_field(call, FIELD_FUNCTION));
    if (str_is(function, "format") || str_ends(function, STR("fmt::format"))) {
        rewrite_replace(&text->rewrite, call, node_text(use));
        return true;
    }
    const Item *callee = flow_callee(text->flow, call);
    const Node *parameter = callee != NULL ? parameter_at(callee, position_of(use)) : NULL;
    if (is_arguments(node_field(parameter, FIELD_TYPE))) {
        take_text(text, parameter);
        return true;
    }
    return false;
}

/* `log(format_args!(..))` in the definitions of the user's macros, which the flow does not read. */
static void change_macros(Text *text, Str function) {
    for (size_t i = 0; i < workspace_source_count(text->workspace); i++) {
        const Source *source = workspace_source_at(text->workspace, i);
        for (const Node *node = source->root; node != NULL; node = node_walk(node, source->root)) {
            bool holds = node_is(node, NODE_MACRO_DEFINITION) &&
                         str_find_word(node_text(node), function, 0) != STR_NONE;
            if (!holds) {
                continue;
            }
            Str body = node_text(node);
            size_t at = str_find_word(body, STR("format_args"), 0);
            for (; at != STR_NONE; at = str_find_word(body, STR("format_args"), at + 1)) {
                rewrite_range(&text->rewrite, source, node->start + at,
                              node->start + at + sizeof "format_args" - 1, STR("format"));
            }
        }
    }
}

static void forget_import(Text *text, const Node *type) {
    Str name = node_text(node_is(type, NODE_GENERIC_TYPE) ? node_field(type, FIELD_TYPE) : type);
    size_t colon = str_find_byte(name, ':');
    Str first = colon == STR_NONE ? name : str_slice(name, 0, colon);
    Imports *imports = imports_new(text->arena, type, workspace_edition(text->workspace));
    Str path = imports_path(imports, first);
    if (path.len > 0) {
        imports_remove_unused(imports, &text->rewrite, path);
        imports_apply(imports, &text->rewrite);
    }
}

static void take_text(Text *text, const Node *parameter) {
    const Item *function = index_item(text->index, syntax_function(parameter));
    const Node *type = node_field(parameter, FIELD_TYPE);
    for (size_t i = 0; i < text->done.count; i++) {
        if (text->done.items[i] == parameter) {
            return;
        }
    }
    VEC_PUSH(text->arena, &text->done, parameter);
    Str refusal = ownership_refusal(parameter);
    bool in_trait = function != NULL && function->parent != NULL &&
                    (function->parent->kind == ITEM_TRAIT || function->parent->trait_name.len > 0);
    if (function == NULL || in_trait || refusal.len > 0) {
        rewrite_fail(&text->rewrite, in_trait ? STR("a trait says what the function takes")
                                              : STR("the function is not yours to change"));
        return;
    }
    text->function = text->function.len > 0 ? text->function : function->name;
    rewrite_replace(&text->rewrite, type, STR("String"));
    VEC_PUSH(text->arena, &text->edited, type);
    NodeList uses = {0};
    const Node *binding = node_field(parameter, FIELD_PATTERN);
    if (node_is(binding, NODE_IDENTIFIER)) {
        scope_uses(text->arena, &uses, binding);
    }
    for (size_t i = 0; i < uses.count; i++) {
        if (!serves(text, uses.items[i])) {
            rewrite_fail(&text->rewrite,
                         str_format(text->arena,
                                    "`" STR_FMT
                                    "` is used in a way that only `fmt::Arguments` allows",
                                    STR_ARG(node_text(binding))));
        }
    }
    NodeList calls = {0};
    flow_calls(text->arena, &calls, text->flow, function);
    size_t position = position_of(parameter);
    for (size_t i = 0; i < calls.count; i++) {
        give_text(text, node_nth(node_field(calls.items[i], FIELD_ARGUMENTS), position));
    }
    change_macros(text, function->name);
}

/* The parameter that a `format_args!` of the finding is given to, or that is the value itself. */
static const Node *parameter_of(const FixContext *context, Text *text) {
    const Finding *finding = context->finding;
    const Node *declaration = scope_declaration(finding->binding);
    if (node_is(declaration, NODE_PARAMETER) && is_arguments(node_field(declaration, FIELD_TYPE))) {
        return declaration;
    }
    const Node *value = finding->value;
    while (value != NULL && !is_format_args(value) && !node_is(value, NODE_BLOCK)) {
        value = value->parent;
    }
    if (!is_format_args(value) || !node_is(value->parent, NODE_ARGUMENTS)) {
        return NULL;
    }
    const Item *callee = flow_callee(text->flow, value->parent->parent);
    const Node *parameter = callee != NULL ? parameter_at(callee, position_of(value)) : NULL;
    return is_arguments(node_field(parameter, FIELD_TYPE)) ? parameter : NULL;
}

bool format_text_plan(const FixContext *context, const FixStrategy *strategy) {
    Text text = {
        .arena = context->arena,
        .workspace = context->workspace,
        .flow = workspace_flow(context->workspace),
        .index = workspace_index(context->workspace),
        .rewrite = rewrite_new(context->arena),
    };
    const Node *parameter = parameter_of(context, &text);
    if (parameter == NULL) {
        return false;
    }
    take_text(&text, parameter);
    for (size_t i = 0; i < text.edited.count; i++) {
        forget_import(&text, text.edited.items[i]);
    }
    reflow(&text.rewrite, &text.edited, workspace_edition(context->workspace));
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost,
        .title = str_format(context->arena, "give `" STR_FMT "` the text as a String",
                            STR_ARG(text.function)),
        .why = STR(
            "a String owns its text and may be sent; `format_args!` borrows what it will print, and a future "
            "that is given it keeps it"),
        .cost = STR(
            "the text is made, and memory taken for it, even where it is not written in the end"),
    };
    if (rewrite_finish(&text.rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        Refusal refusal = {.id = strategy->id, .why = text.rewrite.trouble};
        VEC_PUSH(context->arena, context->refusals, refusal);
    }
    return true;
}
