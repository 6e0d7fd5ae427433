/*
 * Lend fields: see lend_fields.h.
 */
#include "fix/lend_fields.h"

#include "fix/own.h"
#include "fix/reflow.h"
#include "fix/reflow_lists.h"
#include "fix/rewrite.h"
#include "fix/sends.h"
#include "rust/ownership.h"
#include "rust/source.h"

enum { MOST_FIELDS = 3 };

typedef struct Lent {
    const Field *field;
    Str name;         /* of the new parameter */
    Str type;         /* of it */
    const char *take; /* before the field where a caller gives it: "&" */
    NodeList uses;    /* field expressions in the body */
} Lent;

typedef struct Lend {
    const FixContext *context;
    Flow *flow;
    const Node *parameter, *binding;
    Lent fields[MOST_FIELDS];
    size_t count;
    Rewrite rewrite;
    NodeList edited;
} Lend;

/* How a field is given: a Copy by value, text as `&str`, all else by reference. */
static bool read_field(Lend *lend, Lent *lent, const Node *expression) {
    Arena *arena = lend->context->arena;
    const Item *owner = NULL;
    const Field *field = flow_field(lend->flow, expression, &owner);
    if (field == NULL) {
        return false;
    }
    const Type *type = flow_type(lend->flow, field->type);
    bool copy = own_type_copy(lend->context->workspace, type);
    Str spelt = node_text(field->type);
    bool text = str_is(spelt, "String");
    if (str_is(type_name(type), "Vec") && node_is(field->type, NODE_GENERIC_TYPE)) {
        const Node *item = node_first(node_field(field->type, FIELD_TYPE_ARGUMENTS));
        spelt = str_format(arena, "[" STR_FMT "]", STR_ARG(node_text(item)));
    }
    *lent = (Lent){
        .field = field,
        .name = str_format(arena, STR_FMT "_" STR_FMT, STR_ARG(node_text(lend->binding)),
                           STR_ARG(field->name)),
        .type = copy   ? spelt
                : text ? STR("&str")
                       : str_format(arena, "&" STR_FMT, STR_ARG(spelt)),
        .take = copy ? "" : "&",
    };
    bool named = field->name.len > 0 && field->name.data[0] > '9';
    return named && type_sends(lend->context, type, !copy);
}

static bool add_use(Lend *lend, const Node *use) {
    const Node *expression = use->parent;
    bool reads = node_is(expression, NODE_FIELD_EXPRESSION) && use->field == FIELD_VALUE &&
                 expression->field != FIELD_FUNCTION && expression->field != FIELD_LEFT;
    if (!reads) {
        return false;
    }
    Str name = node_text(node_field(expression, FIELD_FIELD));
    size_t at = 0;
    while (at < lend->count && !str_eq(lend->fields[at].field->name, name)) {
        at++;
    }
    if (at == lend->count) {
        if (at == MOST_FIELDS || !read_field(lend, &lend->fields[at], expression)) {
            return false;
        }
        lend->count++;
    }
    VEC_PUSH(lend->context->arena, &lend->fields[at].uses, expression);
    return true;
}

/* The value that an argument refers to, as its fields are reached: `x` of `&x`, `x` of a variable that is a reference. */
static Str referent(const Node *argument) {
    const Node *value =
        node_is(argument, NODE_REFERENCE_EXPRESSION) ? node_field(argument, FIELD_VALUE) : argument;
    bool plain = node_is(value, NODE_IDENTIFIER) || node_is(value, NODE_SELF) ||
                 node_is(value, NODE_FIELD_EXPRESSION);
    return plain ? node_text(value) : (Str){0};
}

static void write_calls(Lend *lend, const Item *function) {
    Arena *arena = lend->context->arena;
    NodeList calls = {0};
    flow_calls(arena, &calls, lend->flow, function);
    size_t position = 0;
    for (const Node *at = node_first(lend->parameter->parent); at != lend->parameter;
         at = node_next(at)) {
        position += node_is(at, NODE_SELF_PARAMETER) ? 0 : 1;
    }
    for (size_t i = 0; i < calls.count; i++) {
        const Node *argument = node_nth(node_field(calls.items[i], FIELD_ARGUMENTS), position);
        Str value = referent(argument);
        if (value.len == 0) {
            rewrite_fail(&lend->rewrite, STR("it is called with what is no variable or field"));
            return;
        }
        StrBuf text = strbuf_new(arena);
        for (size_t k = 0; k < lend->count; k++) {
            strbuf_addf(&text, "%s%s" STR_FMT "." STR_FMT, k > 0 ? ", " : "", lend->fields[k].take,
                        STR_ARG(value), STR_ARG(lend->fields[k].field->name));
        }
        rewrite_replace(&lend->rewrite, argument, strbuf_str(&text));
        VEC_PUSH(arena, &lend->edited, argument);
    }
}

static void write_body(Lend *lend, const Lent *lent) {
    bool reference = lent->take[0] == '&';
    for (size_t i = 0; i < lent->uses.count; i++) {
        const Node *use = lent->uses.items[i];
        const Node *outer = use->parent;
        bool borrowed = node_is(outer, NODE_REFERENCE_EXPRESSION);
        bool compared = node_is(outer, NODE_BINARY_EXPRESSION);
        if (reference && borrowed) {
            rewrite_replace(&lend->rewrite, outer, lent->name);
        } else if (reference && compared) {
            rewrite_replace(&lend->rewrite, use,
                            str_format(lend->context->arena, "*" STR_FMT, STR_ARG(lent->name)));
        } else if (reference && node_is(outer, NODE_FIELD_EXPRESSION) &&
                   str_is(lent->type, "&str") &&
                   str_is(node_text(node_field(outer, FIELD_FIELD)), "clone")) {
            rewrite_replace(&lend->rewrite, use, lent->name);
            rewrite_replace(&lend->rewrite, node_field(outer, FIELD_FIELD), STR("to_string"));
        } else {
            rewrite_replace(&lend->rewrite, use, lent->name);
        }
        VEC_PUSH(lend->context->arena, &lend->edited, use);
    }
}

static void write_signature(Lend *lend) {
    StrBuf text = strbuf_new(lend->context->arena);
    for (size_t i = 0; i < lend->count; i++) {
        strbuf_addf(&text, "%s" STR_FMT ": " STR_FMT, i > 0 ? ", " : "",
                    STR_ARG(lend->fields[i].name), STR_ARG(lend->fields[i].type));
    }
    rewrite_replace(&lend->rewrite, lend->parameter, strbuf_str(&text));
    VEC_PUSH(lend->context->arena, &lend->edited, lend->parameter);
}

static bool is_lent(const Node *parameter) {
    const Node *type = node_field(parameter, FIELD_TYPE);
    return node_is(parameter, NODE_PARAMETER) && node_is(type, NODE_REFERENCE_TYPE) &&
           node_child(type, NODE_MUTABLE_SPECIFIER) == NULL &&
           node_is(node_field(parameter, FIELD_PATTERN), NODE_IDENTIFIER);
}

bool lend_fields_plan(const FixContext *context, const FixStrategy *strategy) {
    const Finding *finding = context->finding;
    const Index *index = workspace_index(context->workspace);
    Lend lend = {
        .context = context,
        .flow = workspace_flow(context->workspace),
        .binding = finding->binding,
        .parameter = scope_declaration(finding->binding),
        .rewrite = rewrite_new(context->arena),
    };
    const Item *function =
        is_lent(lend.parameter) ? index_item(index, syntax_function(lend.parameter)) : NULL;
    bool held = finding->hold == HOLD_CAPTURED || finding->hold == HOLD_ACROSS_AWAIT;
    bool free = function != NULL && function->is_async &&
                (function->parent == NULL ||
                 (function->parent->kind == ITEM_IMPL && function->parent->trait_name.len == 0));
    if (!held || !free || ownership_refusal(function->node).len > 0) {
        return false;
    }
    NodeList uses = {0};
    scope_uses(context->arena, &uses, lend.binding);
    for (size_t i = 0; i < uses.count; i++) {
        if (!add_use(&lend, uses.items[i])) {
            return false;
        }
    }
    if (lend.count == 0) {
        return false;
    }
    write_signature(&lend);
    for (size_t i = 0; i < lend.count; i++) {
        write_body(&lend, &lend.fields[i]);
    }
    write_calls(&lend, function);
    reflow(&lend.rewrite, &lend.edited, workspace_edition(context->workspace));
    reflow_lists(&lend.rewrite, &lend.edited);
    Str what = lend.count == 1 ? str_format(context->arena, "`" STR_FMT "`",
                                            STR_ARG(lend.fields[0].field->name))
                               : STR("the fields that it reads");
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost,
        .title =
            str_format(context->arena, "give `" STR_FMT "` %.*s instead of the whole `" STR_FMT "`",
                       STR_ARG(function->name), STR_ARG(what), STR_ARG(node_text(lend.binding))),
        .why = str_format(context->arena,
                          "a reference to the whole lives in the future of `" STR_FMT
                          "` and needs `Sync`; what it reads does not",
                          STR_ARG(function->name)),
    };
    if (rewrite_finish(&lend.rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        Refusal refusal = {.id = strategy->id, .why = lend.rewrite.trouble};
        VEC_PUSH(context->arena, context->refusals, refusal);
    }
    return true;
}
