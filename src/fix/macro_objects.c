/*
 * The text of a definition is searched for `dyn path::Trait`; who invokes it, by itself or through other macros, is looked up by
 * name.
 */
#include "fix/macro_objects.h"

#include "rust/index.h"
#include "rust/source.h"

enum { MOST_OBJECTS = 16 };

typedef struct Objects {
    size_t ends[MOST_OBJECTS]; /* bytes in the source, behind the trait's path */
    size_t count;
    bool borrowed; /* one is `&dyn Trait`, where `+` would need parentheses */
} Objects;

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static size_t skip_blanks(Str text, size_t at) {
    while (at < text.len && is_blank(text.data[at])) at++;
    return at;
}

/* The end of the path at a byte; *last is its last segment. */
static size_t path_end(Str text, size_t at, Str *last) {
    size_t start = at;
    while (at < text.len && (str_is_identifier_byte(text.data[at]) || text.data[at] == ':')) {
        if (text.data[at] == ':') start = at + 1;
        at++;
    }
    *last = str_slice(text, start, at);
    return at;
}

/* The objects of a trait that a definition names, and that have no other bounds. */
static Objects objects_in(const Node *definition, Str trait) {
    Objects objects = {.count = 0};
    Str text = node_text(definition);
    size_t at = str_find_word(text, STR("dyn"), 0);
    for (; at != STR_NONE && objects.count < MOST_OBJECTS;
         at = str_find_word(text, STR("dyn"), at + 3)) {
        Str last;
        size_t end = path_end(text, skip_blanks(text, at + 3), &last);
        size_t next = skip_blanks(text, end);
        bool bounded = next < text.len && text.data[next] == '+';
        if (!str_eq(last, trait) || bounded) continue;
        size_t before = at;
        while (before > 0 && is_blank(text.data[before - 1])) before--;
        char joint = before > 0 ? text.data[before - 1] : ' ';
        objects.borrowed = objects.borrowed || joint == '&' || joint == '*';
        objects.ends[objects.count++] = definition->start + end;
    }
    return objects;
}

static bool has(const ItemList *list, const Item *item) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == item) return true;
    }
    return false;
}

/* The macro and those whose text invokes it, over any number of steps. */
static ItemList with_callers(Arena *arena, const ItemList *macros, const Item *macro) {
    ItemList found = {0};
    VEC_PUSH(arena, &found, macro);
    for (size_t i = 0; i < found.count; i++) {
        Str call = str_format(arena, STR_FMT "!", STR_ARG(found.items[i]->name));
        for (size_t k = 0; k < macros->count; k++) {
            const Item *one = macros->items[k];
            bool calls = str_contains(node_text(one->node), call) && !has(&found, one);
            if (calls) VEC_PUSH(arena, &found, one);
        }
    }
    return found;
}

static bool invokes(const Item *function, const ItemList *macros) {
    for (const Node *node = function->node; node; node = node_walk(node, function->node)) {
        if (!node_is(node, NODE_MACRO_INVOCATION)) continue;
        for (size_t i = 0; i < macros->count; i++) {
            if (str_eq(node_text(node_field(node, FIELD_MACRO)), macros->items[i]->name))
                return true;
        }
    }
    return false;
}

/* Whether a function's result is among what changes; an alias is, as far as its text can tell. */
static bool result_changes(const Item *function, const Retype *retypes, size_t count) {
    const Node *result = item_return_type(function);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < retypes[i].objects.count; k++) {
            if (node_within(retypes[i].objects.items[k], result)) return true;
        }
    }
    return result && str_find_word(node_text(result), STR("dyn"), 0) == STR_NONE &&
           str_find_word(node_text(result), STR("Result"), 0) != STR_NONE;
}

static void retype_macro(const FixContext *context, Rewrite *rewrite, const Retype *retypes,
                         size_t count, const Item *macro, const Objects *objects,
                         const ItemList *macros) {
    Arena *arena = context->arena;
    ItemList callers = with_callers(arena, macros, macro);
    ItemList functions = {0};
    size_t users = 0;
    size_t changed = 0;
    index_all(arena, &functions, workspace_index(context->workspace), ITEM_FUNCTION);
    for (size_t i = 0; i < functions.count; i++) {
        if (!invokes(functions.items[i], &callers)) continue;
        users++;
        changed += result_changes(functions.items[i], retypes, count);
    }
    if (changed == 0) return;
    if (changed < users || objects->borrowed) {
        rewrite_fail(rewrite,
                     str_format(arena,
                                "`" STR_FMT "!` names the box as well, and serves functions that "
                                "keep it as it is",
                                STR_ARG(macro->name)));
        return;
    }
    StrBuf bounds = strbuf_new(arena);
    Str rest = retypes[0].bounds;
    Str bound;
    while (str_next(&rest, ' ', &bound)) {
        if (bound.len > 0) strbuf_addf(&bounds, " + " STR_FMT, STR_ARG(bound));
    }
    for (size_t i = 0; i < objects->count; i++) {
        rewrite_range(rewrite, macro->node->source, objects->ends[i], objects->ends[i],
                      strbuf_str(&bounds));
    }
}

void macro_objects_retype(const FixContext *context, Rewrite *rewrite, const Retype *retypes,
                          size_t count, Str trait) {
    ItemList macros = {0};
    index_all(context->arena, &macros, workspace_index(context->workspace), ITEM_MACRO);
    for (size_t i = 0; i < macros.count; i++) {
        Objects objects = objects_in(macros.items[i]->node, trait);
        if (objects.count > 0)
            retype_macro(context, rewrite, retypes, count, macros.items[i], &objects, &macros);
    }
}
