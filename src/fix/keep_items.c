/*
 * The iterator of a `for` loop is a hidden local of the loop. Its items, where they can live
 * without it, are collected first; where they cannot, but the loop's first statement takes all
 * that it needs from the item, that is what is collected.
 */
#include "fix/keep_items.h"

#include "base/text.h"
#include "fix/hoist.h"
#include "fix/life.h"
#include "fix/rewrite.h"
#include "match/type_text.h"
#include "rust/scope.h"
#include "rust/source.h"

static const Node *loop_over(const Node *value) {
    for (const Node *node = value; node; node = node->parent) {
        if (node_is(node->parent, NODE_FOR_EXPRESSION) && node->field == FIELD_VALUE)
            return node->parent;
        if (node_is(node, NODE_BLOCK)) return NULL;
    }
    return NULL;
}

/* The loop whose pattern declares the binding, where the value is such a variable. */
static const Node *loop_of(const Finding *finding) {
    if (finding->binding) {
        const Node *declaration = scope_declaration(finding->binding);
        return node_is(declaration, NODE_FOR_EXPRESSION) ? declaration : NULL;
    }
    return loop_over(finding->value);
}

static Str plural(Arena *arena, const Node *loop, Str name) {
    bool sibilant =
        str_ends(name, STR("s")) || str_ends(name, STR("x")) || str_ends(name, STR("ch"));
    bool vowel = name.len > 1 && name.data[name.len - 1] == 'y' &&
                 !str_contains(STR("aeiou"), str_slice(name, name.len - 2, name.len - 1));
    Str many = vowel ? str_format(arena, STR_FMT "ies", STR_ARG(str_slice(name, 0, name.len - 1)))
               : sibilant ? str_format(arena, STR_FMT "es", STR_ARG(name))
                          : str_format(arena, STR_FMT "s", STR_ARG(name));
    const Node *body = syntax_body(loop);
    if (!life_mentions(body, many)) return many;
    return life_mentions(body, STR("items")) ? STR("kept_items") : STR("items");
}

/* The `let y = f(x);` that opens a loop's body, where no other statement mentions x. */
static const Node *taking_let(Arena *arena, const Index *index, const Node *loop) {
    const Node *pattern = node_field(loop, FIELD_PATTERN);
    const Node *body = node_field(loop, FIELD_BODY);
    const Node *let = node_first(body);
    bool plain = node_is(pattern, NODE_IDENTIFIER) && node_is(let, NODE_LET_DECLARATION) &&
                 node_is(node_field(let, FIELD_PATTERN), NODE_IDENTIFIER) &&
                 !node_field(let, FIELD_ALTERNATIVE) && node_field(let, FIELD_VALUE);
    if (!plain || life_awaits(index, let)) return NULL;
    NodeList uses = {0};
    scope_uses(arena, &uses, pattern);
    return uses.count > 0 && life_count_in(&uses, let) == uses.count ? let : NULL;
}

/* Control flow in the value would leave the closure instead of the loop. */
static bool leaves(const Node *value) {
    for (const Node *node = value; node; node = node_walk(node, value)) {
        if (node_is(node, NODE_TRY_EXPRESSION) || node_is(node, NODE_BREAK_EXPRESSION) ||
            node_is(node, NODE_CONTINUE_EXPRESSION) || node_is(node, NODE_RETURN_EXPRESSION)) {
            return true;
        }
    }
    return false;
}

static void write_let(Rewrite *rewrite, const Node *loop, Str name, Chain *chain) {
    const Node *statement = syntax_statement(loop);
    Str indentation = rewrite_open_block(rewrite, statement->parent);
    Str before = str_format(rewrite->arena, "let " STR_FMT " = ", STR_ARG(name));
    Str let = chain_write(rewrite->arena, chain, before, STR(";"), indentation,
                          syntax_indent_step(loop->source));
    rewrite_before(
        rewrite, statement,
        str_format(rewrite->arena, STR_FMT "\n" STR_FMT, STR_ARG(let), STR_ARG(indentation)));
}

/* Whether a variable is used as text alone can be: the flow does not know the types of other crates. */
static bool is_used_as_text(Arena *arena, const Node *binding) {
    static const char *const methods[] = {"starts_with",  "ends_with", "trim",  "split",
                                          "lines",        "chars",     "parse", "to_owned",
                                          "strip_prefix", "as_str",    "find",  "split_once"};
    NodeList uses = {0};
    scope_uses(arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) {
        const Node *parent = uses.items[i]->parent;
        if (!node_is(parent, NODE_FIELD_EXPRESSION)) continue;
        Str method = node_text(node_field(parent, FIELD_FIELD));
        for (size_t k = 0; k < sizeof methods / sizeof *methods; k++) {
            if (str_is(method, methods[k])) return true;
        }
    }
    return false;
}

/* `for x in it { let y = f(x); .. }` collects the y's. */
static void write_taken(Rewrite *rewrite, Workspace *workspace, const Node *loop, const Node *let) {
    Arena *arena = rewrite->arena;
    const Node *value = node_field(let, FIELD_VALUE);
    const Node *pattern = node_field(let, FIELD_PATTERN);
    Str item = node_text(node_field(loop, FIELD_PATTERN));
    Own own = own_of(arena, workspace, value);
    if (own.kind == OWN_UNKNOWN && is_used_as_text(arena, pattern)) own.kind = OWN_TEXT;
    Chain taken = chain_read(arena, value);
    if (!own_convert(arena, &own, &taken)) rewrite_fail(rewrite, own_why(arena, &own));
    if (leaves(value))
        rewrite_fail(rewrite, STR("the loop is left while it takes what it needs from the item"));
    Str name = plural(arena, loop, node_text(pattern));
    const Node *iterator = node_field(loop, FIELD_VALUE);
    Chain chain = chain_read(arena, iterator);
    chain_add(arena, &chain,
              str_cstr(arena, str_format(arena, ".map(|" STR_FMT "| " STR_FMT ")", STR_ARG(item),
                                         STR_ARG(chain_flat(arena, &taken)))));
    chain_add(arena, &chain, ".collect::<Vec<_>>()");
    write_let(rewrite, loop, name, &chain);
    rewrite_replace(rewrite, node_field(loop, FIELD_PATTERN), node_text(pattern));
    rewrite_replace(rewrite, iterator, name);
    rewrite_delete_statement(rewrite, let);
    NodeList uses = {0};
    scope_uses(arena, &uses, pattern);
    for (size_t i = 0; i < uses.count; i++) own_adapt_use(rewrite, &own, uses.items[i]);
}

/* ---- single fields of the items ---- */

typedef struct Taken {
    NodeList uses; /* field expressions */
    Str name;
    Own own;
} Taken;
typedef VEC_OF(Taken) TakenList;

static bool add_field(Arena *arena, Workspace *workspace, TakenList *taken, const Node *use) {
    const Node *field = use->parent;
    bool reads = node_is(field, NODE_FIELD_EXPRESSION) && node_field(field, FIELD_VALUE) == use &&
                 field->field != FIELD_FUNCTION && field->field != FIELD_LEFT;
    if (!reads) return false;
    Str name = node_text(node_field(field, FIELD_FIELD));
    size_t at = 0;
    while (at < taken->count && !str_eq(taken->items[at].name, name)) at++;
    if (at == taken->count) {
        Taken one = {.name = name, .own = own_of(arena, workspace, field)};
        bool owns = one.own.kind == OWN_PLACE || one.own.kind == OWN_TEXT;
        if (!owns || (name.len > 0 && name.data[0] <= '9')) return false;
        VEC_PUSH(arena, taken, one);
    }
    VEC_PUSH(arena, &taken->items[at].uses, field);
    return taken->count <= 3;
}

static bool only_fields(Arena *arena, Workspace *workspace, const Node *loop, TakenList *taken) {
    const Node *pattern = node_field(loop, FIELD_PATTERN);
    if (!node_is(pattern, NODE_IDENTIFIER)) return false;
    Own item = own_of(arena, workspace, pattern);
    NodeList uses = {0};
    scope_uses(arena, &uses, pattern);
    for (size_t i = 0; i < uses.count; i++) {
        int changes = life_mutates(workspace_flow(workspace), uses.items[i]);
        if (changes == 1 || (changes != 0 && item.kind == OWN_BOUND)) return false;
        if (!add_field(arena, workspace, taken, uses.items[i])) return false;
    }
    for (size_t i = 0; i < taken->count; i++) {
        if (life_mentions(loop, taken->items[i].name)) return false;
    }
    return taken->count > 0;
}

/* `for x in it { f(&x.a, x.b).await }` collects the pairs of a and b. */
static void write_fields(Rewrite *rewrite, Workspace *workspace, const Node *loop,
                         TakenList *taken) {
    Arena *arena = rewrite->arena;
    const Node *pattern = node_field(loop, FIELD_PATTERN);
    const Node *iterator = node_field(loop, FIELD_VALUE);
    Str item = node_text(pattern);
    StrBuf names = strbuf_new(arena);
    StrBuf values = strbuf_new(arena);
    for (size_t i = 0; i < taken->count; i++) {
        const Taken *one = &taken->items[i];
        Chain chain = chain_read(arena, one->uses.items[0]);
        if (!own_convert(arena, &one->own, &chain))
            rewrite_fail(rewrite, own_why(arena, &one->own));
        const char *comma = i > 0 ? ", " : "";
        Str value = chain_flat(arena, &chain);
        strbuf_addf(&names, "%s" STR_FMT, comma, STR_ARG(one->name));
        strbuf_addf(&values, "%s" STR_FMT, comma, STR_ARG(value));
        for (size_t k = 0; k < one->uses.count; k++) {
            rewrite_replace(rewrite, one->uses.items[k],
                            own_spell(arena, &one->own, one->name, one->uses.items[k]));
        }
    }
    const char *open = taken->count > 1 ? "(" : "";
    const char *close = taken->count > 1 ? ")" : "";
    Chain chain = chain_read(arena, iterator);
    Own own = own_of(arena, workspace, iterator);
    if (own.kind != OWN_ITERATOR) chain_add(arena, &chain, ".into_iter()");
    Str link = str_format(arena, ".map(|" STR_FMT "| %s" STR_FMT "%s)", STR_ARG(item), open,
                          STR_ARG(strbuf_str(&values)), close);
    chain_add(arena, &chain, str_cstr(arena, link));
    chain_add(arena, &chain, ".collect::<Vec<_>>()");
    Str name = plural(arena, loop, item);
    write_let(rewrite, loop, name, &chain);
    rewrite_replace(rewrite, pattern,
                    str_format(arena, "%s" STR_FMT "%s", open, STR_ARG(strbuf_str(&names)), close));
    rewrite_replace(rewrite, iterator, name);
}

/* The whole items, where they can live without the iterator. */
static void write_items(Rewrite *rewrite, const Node *loop) {
    const Node *pattern = node_field(loop, FIELD_PATTERN);
    const Node *iterator = node_field(loop, FIELD_VALUE);
    Str name = node_is(pattern, NODE_IDENTIFIER) ? plural(rewrite->arena, loop, node_text(pattern))
                                                 : STR("items");
    Chain chain = chain_read(rewrite->arena, iterator);
    chain_add(rewrite->arena, &chain, ".collect::<Vec<_>>()");
    write_let(rewrite, loop, name, &chain);
    rewrite_replace(rewrite, iterator, name);
}

/* A channel's iterator has its next item when somebody sends it. */
static bool waits_for_items(const Finding *finding) {
    for (size_t i = 0; i < finding->roots.count; i++) {
        if (str_is(type_text_head(finding->roots.items[i].type), "Receiver")) return true;
    }
    return false;
}

void keep_items_plan(const FixContext *context, const FixStrategy *strategy) {
    Arena *arena = context->arena;
    Workspace *workspace = context->workspace;
    const Node *loop = loop_of(context->finding);
    if (!loop || node_ancestor(loop, NODE_MACRO_DEFINITION)) return;
    if (waits_for_items(context->finding)) {
        VEC_PUSH(arena, context->refusals,
                 (Refusal){
                     .id = strategy->id,
                     .why = STR(
                         "the items come from a channel: collecting them would wait for its end")});
        return;
    }
    Rewrite rewrite = rewrite_new(arena);
    Own item = own_of(arena, workspace, node_field(loop, FIELD_PATTERN));
    Own whole = own_of(arena, workspace, node_field(loop, FIELD_VALUE));
    const Node *let = taking_let(arena, workspace_index(workspace), loop);
    TakenList taken = {0};
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost,
        .title = STR("Collect what the loop needs of each item before the loop"),
        .why = STR(
            "the iterator and its items live over each await in the loop; what is read from them need not"),
        .cost = STR("all items are made and kept in memory before the first await")};
    bool keeps = whole.kind == OWN_ITERATOR && !context->finding->binding &&
                 (item.kind == OWN_OWNED || item.kind == OWN_PLACE);
    if (keeps) {
        write_items(&rewrite, loop);
        fix.title = STR("Collect the items before the loop");
        fix.why = STR(
            "the iterator is a hidden variable of the loop and lives over each await in it; a Vec of its items may");
    } else if (let) {
        write_taken(&rewrite, workspace, loop, let);
    } else if (only_fields(arena, workspace, loop, &taken)) {
        write_fields(&rewrite, workspace, loop, &taken);
    } else {
        return;
    }
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(arena, context->fixes, fix);
    } else {
        VEC_PUSH(arena, context->refusals, (Refusal){.id = fix.id, .why = rewrite.trouble});
    }
}

/* ---- an iterator with a name ---- */

/* Iterators of std whose items are owned, whatever they hold themselves. */
static bool gives_owned(Str type) {
    static const char *const names[] = {"Args", "ArgsOs", "Vars", "VarsOs", "ReadDir"};
    Str head = type_text_head(type);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_is(head, names[i])) return true;
    }
    return false;
}

void keep_iterator_plan(const FixContext *context, const FixStrategy *strategy) {
    const Finding *finding = context->finding;
    const Node *let = scope_declaration(finding->binding);
    const Node *value = node_field(let, FIELD_VALUE);
    if (!node_is(let, NODE_LET_DECLARATION) || !value || node_field(let, FIELD_TYPE)) return;
    Own own = own_of(context->arena, context->workspace, value);
    bool owned = own.kind == OWN_ITERATOR && (own.item == OWN_OWNED || own.item == OWN_PLACE);
    if (!owned && !gives_owned(finding->value_type)) return;
    Rewrite rewrite = rewrite_new(context->arena);
    Chain chain = chain_read(context->arena, value);
    chain_add(context->arena, &chain, ".collect::<Vec<_>>()");
    chain_add(context->arena, &chain, ".into_iter()");
    chain_put(&rewrite, value, &chain);
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost,
        .title = STR("Collect the items first"),
        .why =
            STR("the iterator holds what must not live over an await; a Vec of its items does not"),
        .cost = STR("all items are made and kept in memory before the first await")};
    if (rewrite_finish(&rewrite, &fix.edits)) VEC_PUSH(context->arena, context->fixes, fix);
}
