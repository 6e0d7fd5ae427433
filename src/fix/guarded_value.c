/*
 * Guarded values: `Mutex<..>` round types and `Mutex::new(..)` round what is put into a place.
 */
#include "fix/guarded.h"

#include "base/text.h"
#include "fix/layout.h"
#include "rust/ownership.h"
#include "rust/source.h"

enum { STRUCT_LITERAL_WIDTH = 18 };

/* Whether a node gets its Mutex for the first time. */
static bool first_wrap(Guarded *guarded, const Node *node) {
    for (size_t i = 0; i < guarded->wrapped.count; i++) {
        if (guarded->wrapped.items[i] == node) {
            return false;
        }
    }
    VEC_PUSH(guarded->arena, &guarded->wrapped, node);
    return true;
}

/* ---- types ---- */

static bool is_pointer_name(Str name) {
    return str_is(name, "Arc") || str_is(name, "LazyLock") || str_is(name, "Lazy");
}

bool guarded_is_pointer(const Type *type) {
    return type_kind(type) == TYPE_PATH && type_item(type) == NULL &&
           is_pointer_name(type_name(type));
}

/* The node of the value's own type in a written one: `T` of `&T`, `Arc<T>`, `&'a Arc<T>`. */
static const Node *content_type(const Node *type) {
    for (unsigned steps = 0; type != NULL && steps < 8; steps++) {
        if (node_is(type, NODE_REFERENCE_TYPE)) {
            type = node_field(type, FIELD_TYPE);
            continue;
        }
        bool generic =
            node_is(type, NODE_GENERIC_TYPE) || node_is(type, NODE_GENERIC_TYPE_WITH_TURBOFISH);
        const Node *path = generic ? swap_path(type) : NULL;
        Str name = node_text(path);
        size_t colon = str_find_last_byte(name, ':');
        name = colon == STR_NONE ? name : str_from_offset(name, colon + 1);
        if (!is_pointer_name(name)) {
            break;
        }
        type = node_first(node_field(type, FIELD_TYPE_ARGUMENTS));
    }
    return type;
}

static Str mutex_name(Guarded *guarded, const Node *place) {
    return swap_name(&guarded->swap, place, STR("std::sync::Mutex"));
}

void guarded_wrap_type(Guarded *guarded, const Node *type) {
    const Node *content = content_type(type);
    if (content == NULL || node_is(content, NODE_ABSTRACT_TYPE) ||
        node_is(content, NODE_DYNAMIC_TYPE)) {
        guarded_fail(guarded, "is not the name of a type", type);
        return;
    }
    Str refusal = ownership_refusal(content);
    if (refusal.len > 0) {
        guarded_fail(guarded, "is spelt in code that is not yours to edit", content);
        return;
    }
    if (str_is(node_text(content), "_") || !first_wrap(guarded, content)) {
        return;
    }
    rewrite_before(guarded->rewrite, content,
                   str_format(guarded->arena, STR_FMT "<", STR_ARG(mutex_name(guarded, content))));
    rewrite_after(guarded->rewrite, content, STR(">"));
    VEC_PUSH(guarded->arena, &guarded->edited, content);
}

/* ---- values that go in ---- */

const Node *guarded_last_expression(const Node *block) {
    const Node *last = NULL;
    for (const Node *node = node_first(block); node != NULL; node = node_next(node)) {
        last = node;
    }
    return node_is(last, NODE_EXPRESSION_STATEMENT) ? node_first(last) : last;
}

static bool diverges(const Node *value) {
    Str macro = node_text(node_field(value, FIELD_MACRO));
    return node_is(value, NODE_RETURN_EXPRESSION) || node_is(value, NODE_BREAK_EXPRESSION) ||
           node_is(value, NODE_CONTINUE_EXPRESSION) || str_is(macro, "panic") ||
           str_is(macro, "unreachable") || str_is(macro, "todo") || str_is(macro, "unimplemented");
}

/* The parts of a branching value that give it, one after another: the ends of blocks, arms, both sides of an `if`. */
static bool wrap_branches(Guarded *guarded, const Node *value) {
    if (node_is(value, NODE_BLOCK) || node_is(value, NODE_UNSAFE_BLOCK)) {
        const Node *block = node_is(value, NODE_BLOCK) ? value : node_child(value, NODE_BLOCK);
        guarded_wrap_value(guarded, guarded_last_expression(block));
    } else if (node_is(value, NODE_IF_EXPRESSION)) {
        guarded_wrap_value(guarded, node_field(value, FIELD_CONSEQUENCE));
        guarded_wrap_value(guarded, node_first(node_field(value, FIELD_ALTERNATIVE)));
    } else if (node_is(value, NODE_MATCH_EXPRESSION)) {
        const Node *body = node_field(value, FIELD_BODY);
        for (const Node *arm = node_first(body); arm != NULL; arm = node_next(arm)) {
            guarded_wrap_value(guarded, node_field(arm, FIELD_VALUE));
        }
    } else if (node_is(value, NODE_PARENTHESIZED_EXPRESSION)) {
        guarded_wrap_value(guarded, node_first(value));
    } else {
        return diverges(value);
    }
    return true;
}

/* A value of many lines goes on lines of its own between the brackets, unless it is a struct literal or closure. */
static void wrap_lines(Guarded *guarded, const Node *value, Str open) {
    Str text = node_text(value);
    bool many = str_find_byte(text, '\n') != STR_NONE;
    bool hugs = node_is(value, NODE_STRUCT_EXPRESSION) || str_ends(text, STR("\n}")) || !many ||
                str_ends(str_trim(text), STR(")"));
    Chain chain = chain_read(guarded->arena, value);
    if (hugs && !(many && chain.vertical)) {
        rewrite_before(guarded->rewrite, value, open);
        rewrite_after(guarded->rewrite, value, STR(")"));
        return;
    }
    Str outer = syntax_indentation(value);
    Str step = syntax_indent_step(value->source);
    rewrite_before(guarded->rewrite, value,
                   str_format(guarded->arena, STR_FMT "\n" STR_FMT STR_FMT, STR_ARG(open),
                              STR_ARG(outer), STR_ARG(step)));
    rewrite_indent(guarded->rewrite, value->source, value->start, value->end, step);
    rewrite_after(guarded->rewrite, value,
                  str_format(guarded->arena, ",\n" STR_FMT ")", STR_ARG(outer)));
}

void guarded_wrap_value(Guarded *guarded, const Node *value) {
    if (value == NULL || wrap_branches(guarded, value) || !first_wrap(guarded, value)) {
        return;
    }
    const Node *variable = node_is(value, NODE_IDENTIFIER) ? scope_binding(value) : NULL;
    if (variable != NULL && guarded_is_done(guarded, variable)) {
        return;
    }
    if (str_is(node_text(value), "Default::default()")) {
        return;
    }
    if (value->in_macro && node_ancestor(value, NODE_MACRO_DEFINITION) != NULL) {
        guarded_fail(guarded, "stands in the definition of a macro", value);
        return;
    }
    wrap_lines(guarded, value,
               str_format(guarded->arena, STR_FMT "::new(", STR_ARG(mutex_name(guarded, value))));
    VEC_PUSH(guarded->arena, &guarded->edited, value);
}

void guarded_shadow(Guarded *guarded, Str name, const Node *statement, bool before) {
    Str indentation = rewrite_open_block(guarded->rewrite, statement->parent);
    Str let = str_format(guarded->arena, "let " STR_FMT " = " STR_FMT "::new(" STR_FMT ");",
                         STR_ARG(name), STR_ARG(mutex_name(guarded, statement)), STR_ARG(name));
    if (before) {
        rewrite_before(
            guarded->rewrite, statement,
            str_format(guarded->arena, STR_FMT "\n" STR_FMT, STR_ARG(let), STR_ARG(indentation)));
    } else {
        rewrite_after(
            guarded->rewrite, statement,
            str_format(guarded->arena, "\n" STR_FMT STR_FMT, STR_ARG(indentation), STR_ARG(let)));
    }
}

/* Whether a struct literal on one line, as rustfmt leaves it, would grow too wide for that. */
static bool outgrows_line(const Node *literal, size_t more) {
    const Node *list = node_field(literal, FIELD_BODY);
    if (list == NULL || str_find_byte(node_text(list), '\n') != STR_NONE) {
        return false;
    }
    Str text = node_text(list);
    size_t width = text_width(str_trim(str_slice(text, 1, text.len - 1)));
    return width <= STRUCT_LITERAL_WIDTH && width + more > STRUCT_LITERAL_WIDTH;
}

/* The value of a `let` on one line that is there for the struct literal alone; else NULL. */
static const Node *value_for_literal(const Guarded *guarded, const Node *name) {
    const Node *binding = scope_binding(name);
    const Node *let = scope_declaration(binding);
    const Node *value = node_field(let, FIELD_VALUE);
    NodeList uses = {0};
    scope_uses(guarded->arena, &uses, binding);
    bool plain = node_is(let, NODE_LET_DECLARATION) && node_field(let, FIELD_PATTERN) == binding &&
                 node_field(let, FIELD_TYPE) == NULL &&
                 node_field(let, FIELD_ALTERNATIVE) == NULL && uses.count == 1 &&
                 str_find_byte(node_text(value), '\n') == STR_NONE;
    return plain ? value : NULL;
}

void guarded_wrap_shorthand(Guarded *guarded, const Node *name) {
    if (guarded_is_done(guarded, scope_binding(name)) || !first_wrap(guarded, name)) {
        return;
    }
    const Node *literal = node_ancestor(name, NODE_STRUCT_EXPRESSION);
    const Node *statement = syntax_statement(literal);
    Str mutex = mutex_name(guarded, name);
    if (statement != NULL && !node_within(scope_binding(name), statement) &&
        outgrows_line(literal, mutex.len + node_text(name).len + 9)) {
        const Node *value = value_for_literal(guarded, name);
        if (value != NULL) {
            guarded_wrap_value(guarded, value);
        } else {
            guarded_shadow(guarded, node_text(name), statement, true);
        }
        return;
    }
    rewrite_after(guarded->rewrite, name,
                  str_format(guarded->arena, ": " STR_FMT "::new(" STR_FMT ")", STR_ARG(mutex),
                             STR_ARG(node_text(name))));
    VEC_PUSH(guarded->arena, &guarded->edited, name);
}

/* `Arc::new(value)`, `LazyLock::new(|| value)`: the value. */
void guarded_wrap_pointee(Guarded *guarded, const Node *mention) {
    const Node *path = mention->parent;
    const Node *call = node_is(path, NODE_SCOPED_IDENTIFIER) ? path->parent : NULL;
    call = node_is(call, NODE_GENERIC_FUNCTION) ? call->parent : call;
    if (!node_is(call, NODE_CALL_EXPRESSION)) {
        return;
    }
    Str name = node_text(node_field(path, FIELD_NAME));
    const Node *value = node_first(node_field(call, FIELD_ARGUMENTS));
    if (str_is(name, "new")) {
        bool lazy = node_is(value, NODE_CLOSURE_EXPRESSION);
        const Node *made = lazy ? node_field(value, FIELD_BODY) : value;
        if (!lazy && !str_ends(node_text(swap_path(mention)), STR("Arc"))) {
            guarded_fail(guarded, "makes the value in a function of its own", call);
            return;
        }
        guarded_wrap_value(guarded, made);
    } else if (str_is(name, "from") || str_is(name, "new_cyclic") || str_is(name, "pin")) {
        guarded_fail(guarded, "makes the pointer in a way that this cannot follow", call);
    }
}
