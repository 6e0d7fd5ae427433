/*
 * Send newtype: see send_newtype.h.
 *
 * The wrapper is made right before the closure and opened by a method inside of it: `.0` would capture the pointer alone again.
 * The old name lives on inside, so that nothing else of the body changes.
 */
#include "fix/send_newtype.h"

#include "fix/life.h"
#include "fix/pointer.h"
#include "fix/prepend.h"
#include "fix/rewrite.h"
#include "rust/flow.h"
#include "rust/generics.h"

static bool is_pointer(const Type *type) {
    return type_kind(type) == TYPE_POINTER ||
           (type_kind(type) == TYPE_PATH && str_is(type_name(type), "NonNull"));
}

/* Whether a variable whose type is not known is made by what gives raw pointers. */
static bool is_made_as_pointer(const Node *binding) {
    static const char *const makers[] = {"as_mut_ptr", "as_ptr", "into_raw",
                                         "add",        "offset", "cast"};
    const Node *value = node_field(scope_declaration(binding), FIELD_VALUE);
    if (node_is(value, NODE_TYPE_CAST_EXPRESSION))
        return node_is(node_field(value, FIELD_TYPE), NODE_POINTER_TYPE);
    const Node *function = node_field(value, FIELD_FUNCTION);
    const Node *name =
        node_field(function, node_is(function, NODE_FIELD_EXPRESSION) ? FIELD_FIELD : FIELD_NAME);
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        if (str_is(node_text(name), makers[i])) return true;
    }
    return false;
}

/* The variables of pointer type that a body captures, each once. */
static void captured_pointers(const FixContext *context, NodeList *out, const Node *body) {
    Flow *flow = workspace_flow(context->workspace);
    for (const Node *node = body; node; node = node_walk(node, body)) {
        const Node *binding = node_is(node, NODE_IDENTIFIER) ? scope_binding(node) : NULL;
        bool known = !binding || node_within(binding, body);
        if (!known) {
            const Type *type = flow_type(flow, binding);
            bool open = type_kind(type) == TYPE_UNKNOWN && is_made_as_pointer(binding);
            known = !open && !is_pointer(type);
        }
        for (size_t i = 0; i < out->count; i++) known = known || out->items[i] == binding;
        if (!known) VEC_PUSH(context->arena, out, binding);
    }
}

/* The one type of all of them, as an item outside of the function can say it; empty where there is none. */
static Str common_type(const FixContext *context, const NodeList *bindings) {
    Flow *flow = workspace_flow(context->workspace);
    Str common = {0};
    for (size_t i = 0; i < bindings->count; i++) {
        const Node *annotation = node_field(scope_declaration(bindings->items[i]), FIELD_TYPE);
        const Type *inferred = flow_type(flow, bindings->items[i]);
        Str type = is_pointer(inferred) ? type_spell(context->arena, inferred)
                                        : context->finding->roots.items[0].type;
        if (annotation && !str_contains(node_text(annotation), STR("_")))
            type = node_text(annotation);
        for (const Node *node = annotation; node; node = node_walk(node, annotation)) {
            if (node_is(node, NODE_LIFETIME) || generics_declaration(annotation, node_text(node)))
                return (Str){0};
        }
        if (str_find_word(type, STR("_"), 0) != STR_NONE || str_contains(type, STR("'")))
            return (Str){0};
        if (common.len > 0 && !str_eq(common, type)) return (Str){0};
        common = type;
    }
    return common;
}

static const Node *item_around(const Node *node) {
    const Node *item = NULL;
    for (; node; node = node->parent) {
        const Node *parent = node->parent;
        if (node_is(parent, NODE_SOURCE_FILE) || node_is(parent, NODE_DECLARATION_LIST)) {
            bool module =
                node_is(parent, NODE_SOURCE_FILE) || node_is(parent->parent, NODE_MOD_ITEM);
            item = node;
            if (module) break;
        }
    }
    return item;
}

/* The first of the attributes and comments right above an item. */
static const Node *start_of(const Node *item) {
    while (node_is(item->prev, NODE_ATTRIBUTE_ITEM) || node_is(item->prev, NODE_LINE_COMMENT) ||
           node_is(item->prev, NODE_BLOCK_COMMENT)) {
        Str between = str_slice(item->source->text, item->prev->end, item->start);
        size_t first = str_find_byte(between, '\n');
        if (first != STR_NONE &&
            str_find_byte(str_from_offset(between, first + 1), '\n') != STR_NONE)
            break;
        item = item->prev;
    }
    return item;
}

static void write_type(Rewrite *rewrite, const Node *item, Str name, Str type) {
    item = start_of(item);
    Str in = syntax_indentation(item), step = syntax_indent_step(item->source);
    StrBuf text = strbuf_new(rewrite->arena);
    strbuf_addf(&text,
                "/// A pointer that may go to another thread.\n" STR_FMT "struct " STR_FMT
                "(" STR_FMT ");\n\n",
                STR_ARG(in), STR_ARG(name), STR_ARG(type));
    strbuf_addf(
        &text,
        STR_FMT
        "// SAFETY: sound only while no two threads use what the pointer points to at the same time,\n" STR_FMT
        "// it outlives the thread that gets it, and nothing about it is bound to one thread.\n" STR_FMT
        "unsafe impl Send for " STR_FMT " {}\n\n",
        STR_ARG(in), STR_ARG(in), STR_ARG(in), STR_ARG(name));
    strbuf_addf(&text,
                STR_FMT
                "impl " STR_FMT " {\n" STR_FMT STR_FMT
                "/// A method, as a closure that used the field would capture the bare pointer.\n",
                STR_ARG(in), STR_ARG(name), STR_ARG(in), STR_ARG(step));
    strbuf_addf(&text,
                STR_FMT STR_FMT "fn get(self) -> " STR_FMT " {\n" STR_FMT STR_FMT STR_FMT
                                "self.0\n" STR_FMT STR_FMT "}\n" STR_FMT "}\n\n" STR_FMT,
                STR_ARG(in), STR_ARG(step), STR_ARG(type), STR_ARG(in), STR_ARG(step),
                STR_ARG(step), STR_ARG(in), STR_ARG(step), STR_ARG(in), STR_ARG(in));
    rewrite_before(rewrite, item, strbuf_str(&text));
}

/* `let sent = SendPtr(start);` before the closure's statement, `let start = sent.get();` in it. */
static void write_uses(const FixContext *context, Rewrite *rewrite, const NodeList *bindings,
                       Str name) {
    const Node *body = context->finding->body, *statement = syntax_statement(body);
    Arena *arena = context->arena;
    if (!statement || node_is(statement, NODE_CLOSURE_EXPRESSION)) {
        rewrite_fail(rewrite, STR("the closure stands in no statement of its own"));
        return;
    }
    Str indentation = rewrite_open_block(rewrite, statement->parent);
    StrBuf inside = strbuf_new(arena);
    for (size_t i = 0; i < bindings->count; i++) {
        Str pointer = node_text(bindings->items[i]);
        Str sent = bindings->count == 1 ? STR("sent")
                                        : str_format(arena, "sent_" STR_FMT, STR_ARG(pointer));
        if (life_mentions(syntax_function(body), sent))
            sent = str_format(arena, "ptr_" STR_FMT, STR_ARG(pointer));
        rewrite_before(rewrite, statement,
                       str_format(arena, "let " STR_FMT " = " STR_FMT "(" STR_FMT ");\n" STR_FMT,
                                  STR_ARG(sent), STR_ARG(name), STR_ARG(pointer),
                                  STR_ARG(indentation)));
        if (i > 0) {
            rewrite_fail(
                rewrite,
                STR("it captures several pointers; one type that holds them all, with a name that "
                    "says what they are, is better"));
        }
        strbuf_addf(&inside, "let %s" STR_FMT " = " STR_FMT ".get();",
                    scope_is_mutable(bindings->items[i]) ? "mut " : "", STR_ARG(pointer),
                    STR_ARG(sent));
    }
    prepend_statement(rewrite, body, strbuf_str(&inside));
}

void send_newtype_plan(const FixContext *context, const FixStrategy *strategy) {
    const Finding *finding = context->finding;
    const Node *body = finding->body;
    NodeList bindings = {0};
    bool closure = node_is(body, NODE_CLOSURE_EXPRESSION) || node_is(body, NODE_ASYNC_BLOCK);
    for (size_t i = 0; i < finding->roots.count; i++) {
        closure = closure && pointer_is(finding->roots.items[i].type) &&
                  str_is(finding->roots.items[i].trait, "Send");
    }
    if (!closure || !node_token(body, "move")) return;
    captured_pointers(context, &bindings, body);
    if (bindings.count == 0) return;
    Rewrite rewrite = rewrite_new(context->arena);
    Str type = common_type(context, &bindings), name = STR("SendPtr");
    const Index *index = workspace_index(context->workspace);
    if (index_find(index, ITEM_STRUCT | ITEM_ENUM | ITEM_ALIAS | ITEM_TRAIT, name))
        name = STR("SendablePtr");
    if (type.len == 0) rewrite_fail(&rewrite, STR("the pointer's type is not known in full"));
    if (rewrite.trouble.len == 0) {
        write_type(&rewrite, item_around(body), name, type);
        write_uses(context, &rewrite, &bindings, name);
    }
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost,
        .title = STR(
            "wrap the pointer in a type with `unsafe impl Send`, if you can prove what the comment says"),
        .why = STR(
            "rustc cannot know who else uses what a raw pointer points to; `unsafe impl` is your word for "
            "it, and only a type of your own can have one"),
        .cost = STR("nobody checks the promise: where it is wrong, threads corrupt memory"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        VEC_PUSH(context->arena, context->refusals,
                 (Refusal){.id = strategy->id, .why = rewrite.trouble});
    }
}
