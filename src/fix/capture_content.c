/*
 * Capture content: see capture_content.h. What the Rc points to must be a plain value: a copy of a cell would no longer see what
 * the others write.
 */
#include "fix/capture_content.h"

#include "fix/capture.h"
#include "fix/own.h"
#include "fix/rewrite.h"
#include "fix/sends.h"
#include "rust/source.h"

/* Whether a use reaches through the Rc to its content, so that the content itself serves as well. */
static bool reaches_content(const Node *use) {
    const Node *parent = use->parent;
    if (node_is(use, NODE_STRING_LITERAL) || node_is(parent, NODE_TOKEN_TREE)) {
        return true;
    }
    if (node_is(parent, NODE_FIELD_EXPRESSION) && use->field == FIELD_VALUE) {
        return !str_is(node_text(node_field(parent, FIELD_FIELD)), "clone");
    }
    if (!node_is(parent, NODE_REFERENCE_EXPRESSION)) {
        return false;
    }
    const Node *call = node_is(parent->parent, NODE_ARGUMENTS) ? parent->parent->parent : NULL;
    Str function = node_text(node_field(call, FIELD_FUNCTION));
    return call != NULL && !str_starts(function, STR("Rc::")) &&
           !str_contains(function, STR("::Rc::"));
}

/* `x.to_string()`, `x.to_vec()`, `(*x).clone()`; empty where the content cannot be cloned. */
static Str copy_of(const FixContext *context, const Type *content, Str variable) {
    Str name = type_name(content);
    if (str_is(name, "str") || str_is(name, "String")) {
        return str_format(context->arena, STR_FMT ".to_string()", STR_ARG(variable));
    }
    if (type_kind(content) == TYPE_SLICE || str_is(name, "Vec")) {
        return str_format(context->arena, STR_FMT ".to_vec()", STR_ARG(variable));
    }
    if (own_type_copy(context->workspace, content)) {
        return str_format(context->arena, "*" STR_FMT, STR_ARG(variable));
    }
    return own_type_clone(context->workspace, content) == 1
               ? str_format(context->arena, "(*" STR_FMT ").clone()", STR_ARG(variable))
               : (Str){0};
}

bool capture_content_plan(const FixContext *context, const FixStrategy *strategy) {
    Capture capture;
    if (!capture_read(context, &capture) || capture.outside > 0) {
        return false;
    }
    const Type *type = flow_type(workspace_flow(context->workspace), capture.binding);
    const Node *let = scope_declaration(capture.binding);
    const Node *value = node_is(let, NODE_LET_DECLARATION) ? node_field(let, FIELD_VALUE) : NULL;
    const Node *from = capture_cloned_from(value);
    const Type *content = type_argument(type, 0);
    bool place = node_is(from, NODE_IDENTIFIER) || node_is(from, NODE_FIELD_EXPRESSION);
    bool plain = str_is(type_name(type), "Rc") && place && node_field(let, FIELD_TYPE) == NULL &&
                 type_sends(context, content, false) && !type_changes_inside(context, content);
    for (size_t i = 0; plain && i < capture.inside.count; i++) {
        plain = reaches_content(capture.inside.items[i]);
    }
    Str copy = plain ? copy_of(context, content, node_text(from)) : (Str){0};
    if (copy.len == 0) {
        return false;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    rewrite_replace(&rewrite, value, copy);
    Str name = node_text(capture.binding);
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost,
        .title = str_format(context->arena, "give the task a copy of what `" STR_FMT "` points to",
                            STR_ARG(name)),
        .why = str_format(context->arena, "a `" STR_FMT "` may be sent, the Rc round it may not",
                          STR_ARG(type_spell(context->arena, content))),
        .cost = str_format(context->arena, "a copy of `" STR_FMT "` is made",
                           STR_ARG(type_spell(context->arena, content))),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    }
    return true;
}
