/*
 * What rustfmt does to a line that is too long depends on what it holds: a list in brackets gets a line for each item, a
 * value behind `=` or a type behind `:` its own line, a chain a line for each link. The widths are those of its default
 * settings (max_width 100, chain_width 60, struct_variant_width 35).
 */
#include "fix/reflow.h"

#include "base/text.h"
#include "fix/layout.h"
#include "fix/reflow_break.h"
#include "rust/source.h"

enum { STRUCT_VARIANT_WIDTH = 35 };

/* ---- declarations ---- */

/* Columns of what rustfmt keeps on the line behind a signature: " {", " {}", ";". */
static size_t behind_signature(const Node *function) {
    const Node *body = node_field(function, FIELD_BODY);
    if (node_child(function, NODE_WHERE_CLAUSE)) return 0;
    if (!body) return 1;
    return body->end - body->start == 2 ? 3 : 2;
}

static void fit_parameters(const Fitter *fitter, const Node *list, Str inner) {
    for (const Node *node = node_first(list); node; node = node_next(node)) {
        const Node *type = node_field(node, FIELD_TYPE);
        if (type && text_width(inner) + reflow_node_width(fitter, node) + 1 > LAYOUT_WIDTH) {
            reflow_break_type(fitter, type, inner);
        }
    }
}

/* `fn f() -> T` without parameters. */
static void break_empty(const Fitter *fitter, const Node *function, const Node *parameters,
                        Str indentation) {
    const Node *arrow = node_token(function, "->");
    if (str_is(fitter->edition, "2024") && arrow) {
        reflow_break_between(fitter, parameters, arrow, "", indentation);
    } else if (parameters->first && parameters->first->next) {
        reflow_break_between(fitter, parameters->first, parameters->first->next, "", indentation);
    }
}

/* Parameters, and type parameters where these are too long themselves, on lines of their own. */
static void break_parameters(const Fitter *fitter, const Node *function, const Node *parameters,
                             Str indentation) {
    const Node *generics = node_field(function, FIELD_TYPE_PARAMETERS);
    size_t start = reflow_line_start(function->source, function->start);
    if (!node_first(parameters)) {
        break_empty(fitter, function, parameters, indentation);
        return;
    }
    if (generics &&
        reflow_width(fitter, function->source, start, parameters->start) >= LAYOUT_WIDTH) {
        reflow_break_list(fitter, generics, indentation);
    }
    reflow_break_list(fitter, parameters, indentation);
}

static void fit_signature(const Fitter *fitter, const Node *function) {
    const Node *parameters = node_field(function, FIELD_PARAMETERS);
    const Node *result = node_field(function, FIELD_RETURN_TYPE);
    if (!parameters) return;
    const Source *source = function->source;
    Str indentation = reflow_indentation(fitter, function);
    size_t end = result ? result->end : parameters->end;
    size_t behind = behind_signature(function);
    bool broken = !reflow_on_one_line(source, parameters->start, parameters->end);
    if (!broken && (!reflow_on_one_line(source, function->start, end) ||
                    !reflow_too_long(fitter, function, end, behind))) {
        return;
    }
    fit_parameters(fitter, parameters, reflow_deeper(fitter, function, indentation));
    size_t used =
        text_width(indentation) + 5 + reflow_node_width(fitter, result) + behind; /* ") -> " */
    if (result && used > LAYOUT_WIDTH) reflow_break_type(fitter, result, indentation);
    if (!broken) break_parameters(fitter, function, parameters, indentation);
}

/* The token before a part, over blanks: `:` or `=`. */
static const Node *sign_before(const Node *part) {
    return part && part->prev && !part->prev->named ? part->prev : NULL;
}

/* `name: T,` of a struct, `type X = T;`. */
static void fit_type(const Fitter *fitter, const Node *declaration) {
    const Node *type = node_field(declaration, FIELD_TYPE);
    const Node *list = declaration->parent;
    bool in_line = node_is(declaration, NODE_FIELD_DECLARATION) &&
                   reflow_on_one_line(list->source, list->start, list->end);
    if (!type || in_line || !reflow_on_one_line(type->source, declaration->start, type->end) ||
        !reflow_too_long(fitter, declaration, type->end, 1)) {
        return;
    }
    reflow_break_behind(fitter, sign_before(type), type, reflow_indentation(fitter, declaration),
                        1);
}

/* `let x: T = value;` and statics. */
static void fit_value(Fitter *fitter, const Node *declaration) {
    const Node *type = node_field(declaration, FIELD_TYPE);
    const Node *value = node_field(declaration, FIELD_VALUE);
    if (!type || !value || !reflow_on_one_line(type->source, declaration->start, value->start))
        return;
    const Node *sign = sign_before(value);
    Str indentation = reflow_indentation(fitter, declaration);
    size_t first = str_find_byte(str_from_offset(value->source->text, value->start), '\n');
    size_t end = first == STR_NONE || value->start + first > declaration->end
                     ? declaration->end
                     : value->start + first;
    Str now = rewrite_text(fitter->rewrite, value->source, value->start, end);
    bool broken = str_find_byte(now, '\n') != STR_NONE; /* as a chain */
    if (!sign || broken || !reflow_too_long(fitter, declaration, end, 0)) return;
    if (reflow_width(fitter, type->source, reflow_line_start(type->source, declaration->start),
                     sign->end) > LAYOUT_WIDTH) {
        reflow_break_type(fitter, type, indentation);
        return;
    }
    VEC_PUSH(fitter->rewrite->arena, &fitter->moved, value);
    rewrite_indent(fitter->rewrite, value->source, value->start, value->end,
                   syntax_indent_step(value->source));
    reflow_break_between(fitter, sign, value, "", reflow_deeper(fitter, value, indentation));
}

/* `A(T, U)` of an enum, `struct W(T);`, `A { x: T }`. */
static void fit_fields(const Fitter *fitter, const Node *declaration) {
    const Node *list = node_field(declaration, FIELD_BODY);
    if (!list || !list->first || list->first == list->last ||
        !reflow_on_one_line(list->source, declaration->start, list->end)) {
        return;
    }
    bool narrow = node_is(declaration, NODE_ENUM_VARIANT) &&
                  node_is(list, NODE_FIELD_DECLARATION_LIST) &&
                  reflow_width(fitter, list->source, list->first->end, list->last->start) >
                      STRUCT_VARIANT_WIDTH + 2;
    if (!narrow && !reflow_too_long(fitter, declaration, list->end, 1)) return;
    Str indentation = reflow_indentation(fitter, declaration);
    Str inner = reflow_deeper(fitter, list, indentation);
    for (const Node *item = node_first(list); item; item = node_next(item)) {
        if (text_width(inner) + reflow_node_width(fitter, item) + 1 > LAYOUT_WIDTH) {
            const Node *type = node_field(item, FIELD_TYPE);
            reflow_break_type(fitter, type ? type : item, inner);
        }
    }
    reflow_break_list(fitter, list, indentation);
}

/* `F: A + B,` of a where clause. */
static void fit_row(const Fitter *fitter, const Node *row) {
    const Node *bounds = node_field(row, FIELD_BOUNDS);
    if (!bounds || !reflow_on_one_line(row->source, row->start, row->end) ||
        !reflow_too_long(fitter, row, row->end, 1)) {
        return;
    }
    Str indentation = reflow_indentation(fitter, row);
    Str inner = reflow_deeper(fitter, row, indentation);
    bool summed = reflow_break_sum(fitter, bounds, inner);
    if (!summed && node_is(node_first(bounds), NODE_FUNCTION_TYPE)) {
        reflow_break_list(fitter, node_field(node_first(bounds), FIELD_PARAMETERS), indentation);
    }
}

static void fit_impl(const Fitter *fitter, const Node *impl) {
    const Node *body = node_field(impl, FIELD_BODY);
    const Node *word = node_token(impl, "for");
    if (!body || !word || node_child(impl, NODE_WHERE_CLAUSE) ||
        !reflow_on_one_line(impl->source, impl->start, body->start) ||
        !reflow_too_long(fitter, impl, body->start, 1)) {
        return;
    }
    Str indentation = reflow_indentation(fitter, impl);
    reflow_break_between(fitter, word->prev, word, "", reflow_deeper(fitter, impl, indentation));
    reflow_break_between(fitter, body->prev, body, "", indentation);
}

/* ---- chains of calls ---- */

typedef VEC_OF(const Node *) DotList;

/* The `.` of every link, the last first, and in *root what the first hangs on. */
static void read_dots(Arena *arena, DotList *dots, const Node *chain, const Node **root) {
    const Node *node = chain;
    for (unsigned steps = 0; node && steps < 200; steps++) {
        *root = node;
        const Node *inner = NULL;
        if (node_is(node, NODE_CALL_EXPRESSION) || node_is(node, NODE_GENERIC_FUNCTION)) {
            inner = node_field(node, FIELD_FUNCTION);
            bool method =
                node_is(inner, NODE_FIELD_EXPRESSION) || node_is(inner, NODE_GENERIC_FUNCTION);
            if (!method) return;
        } else if (node_is(node, NODE_FIELD_EXPRESSION) || node_is(node, NODE_AWAIT_EXPRESSION)) {
            inner = node_is(node, NODE_AWAIT_EXPRESSION) ? node_first(node)
                                                         : node_field(node, FIELD_VALUE);
            const Node *dot = node_token(node, ".");
            if (!dot) return;
            VEC_PUSH(arena, dots, dot);
        } else if (node_is(node, NODE_TRY_EXPRESSION)) {
            inner = node_first(node);
        } else {
            return;
        }
        node = inner;
    }
}

/* Where a chain stands on the line behind its `=`: that sign, and with the lines of its own it goes back behind it. */
static const Node *sign_on_line_before(const Node *chain) {
    const Node *sign = sign_before(chain);
    bool apart =
        node_is_token(sign, "=") && !reflow_on_one_line(chain->source, sign->end, chain->start);
    return apart ? sign : NULL;
}

static void break_chain(const Fitter *fitter, const Node *chain, const DotList *dots,
                        const Node *root) {
    const Node *sign = sign_on_line_before(chain);
    Str indentation = reflow_indentation(fitter, sign ? sign : chain);
    Str inner = reflow_deeper(fitter, chain, indentation);
    if (sign) {
        rewrite_range(fitter->rewrite, chain->source, sign->end, chain->start, STR(" "));
    }
    size_t column = sign ? 1 : layout_column(chain) - text_width(indentation);
    for (size_t i = dots->count; i > 0; i--) {
        const Node *dot = dots->items[i - 1];
        bool first = i == dots->count;
        if (first && column == 0 && dot->start - root->start <= 4) continue; /* `x.y()` stays */
        reflow_break_between(fitter, dot->prev, dot, "", inner);
    }
}

static void fit_chain(const Fitter *fitter, const Node *chain) {
    DotList dots = {0};
    const Node *root = NULL;
    read_dots(fitter->rewrite->arena, &dots, chain, &root);
    if (dots.count == 0 || !reflow_on_one_line(chain->source, chain->start, chain->end)) return;
    size_t end = str_find_byte(str_from_offset(chain->source->text, chain->end), '\n');
    end = end == STR_NONE ? chain->end : chain->end + end;
    bool wide = dots.count > 1 && reflow_node_width(fitter, chain) > LAYOUT_CHAIN_WIDTH &&
                chain->end - chain->start <= LAYOUT_CHAIN_WIDTH;
    if (wide || reflow_too_long(fitter, chain, end, 0)) break_chain(fitter, chain, &dots, root);
}

/* ---- what to look at ---- */

static bool seen(Fitter *fitter, const Node *node) {
    for (size_t i = 0; i < fitter->done.count; i++) {
        if (fitter->done.items[i] == node) return true;
    }
    VEC_PUSH(fitter->rewrite->arena, &fitter->done, node);
    return false;
}

static bool has_comment(const Node *node, size_t end) {
    for (const Node *part = node; part; part = node_walk(part, node)) {
        if (part->start < end &&
            (node_is(part, NODE_LINE_COMMENT) || node_is(part, NODE_BLOCK_COMMENT))) {
            return true;
        }
    }
    return false;
}

static void fit_declaration(Fitter *fitter, const Node *node) {
    const Node *body = node_field(node, FIELD_BODY);
    bool header = node_is(node, NODE_FUNCTION_ITEM) || node_is(node, NODE_IMPL_ITEM);
    if (seen(fitter, node) || has_comment(node, header && body ? body->start : node->end)) return;
    switch ((int)node->kind) {
    case NODE_FUNCTION_ITEM:
    case NODE_FUNCTION_SIGNATURE_ITEM:
        fit_signature(fitter, node);
        break;
    case NODE_FIELD_DECLARATION:
    case NODE_TYPE_ITEM:
    case NODE_ASSOCIATED_TYPE:
        fit_type(fitter, node);
        break;
    case NODE_LET_DECLARATION:
    case NODE_STATIC_ITEM:
    case NODE_CONST_ITEM:
        fit_value(fitter, node);
        break;
    case NODE_ENUM_VARIANT:
    case NODE_STRUCT_ITEM:
        fit_fields(fitter, node);
        break;
    case NODE_IMPL_ITEM:
        fit_impl(fitter, node);
        break;
    case NODE_WHERE_PREDICATE:
        fit_row(fitter, node);
        break;
    default:
        break;
    }
}

static bool is_declaration(const Node *node) {
    static const NodeKind kinds[] = {
        NODE_FUNCTION_ITEM,     NODE_FUNCTION_SIGNATURE_ITEM,
        NODE_FIELD_DECLARATION, NODE_TYPE_ITEM,
        NODE_ASSOCIATED_TYPE,   NODE_LET_DECLARATION,
        NODE_STATIC_ITEM,       NODE_CONST_ITEM,
        NODE_ENUM_VARIANT,      NODE_STRUCT_ITEM,
        NODE_IMPL_ITEM,         NODE_WHERE_PREDICATE,
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (node_is(node, kinds[i])) return true;
    }
    return false;
}

static bool is_expression_link(const Node *node) {
    return node_is(node, NODE_CALL_EXPRESSION) || node_is(node, NODE_TRY_EXPRESSION) ||
           node_is(node, NODE_AWAIT_EXPRESSION);
}

static void fit_around(Fitter *fitter, const Node *node) {
    const Node *chain = NULL;
    const Node *first = node_is(node, NODE_WHERE_PREDICATE) ? node : node->parent;
    for (const Node *outer = first; outer; outer = outer->parent) {
        if (is_expression_link(outer)) {
            chain = chain_around(outer);
        }
        bool statement = outer->parent && node_is(outer->parent, NODE_BLOCK);
        if (statement || is_declaration(outer)) {
            if (chain && !seen(fitter, chain) && !chain_has_comment(chain)) {
                fit_chain(fitter, chain);
            }
        }
        if (is_declaration(outer)) {
            fit_declaration(fitter, outer);
        }
        if (is_declaration(outer) && !node_is(outer, NODE_FIELD_DECLARATION)) return;
    }
}

void reflow(Rewrite *rewrite, const NodeList *edited, Str edition) {
    Fitter fitter = {.rewrite = rewrite, .edition = edition};
    for (size_t i = 0; i < edited->count; i++) {
        fit_around(&fitter, edited->items[i]);
    }
}
