/*
 * Facts -> roots; see roots.h.
 *
 * rustc names the innermost type in "the trait `Send` is not implemented for `T`", but says no such
 * thing of a type parameter, `Self` or an associated type: of those it offers to restrict them, and
 * else names them in a label or the headline. So the sources are asked in this order, and the first
 * that gives anything is believed. `&T: Send` fails because T lacks Sync, `&mut T: Send` because T
 * lacks Send; `&T: Sync` because T lacks Sync.
 */
#include "match/roots.h"

#include "base/file.h"
#include "match/type_text.h"

enum { LONG_TYPE_LIMIT = 1024 * 1024 };

static bool is_demand(Str trait) {
    return str_is(trait, "Send") || str_is(trait, "Sync");
}

static void add_root(Arena *arena, RootList *roots, Str type, Str trait) {
    if (type.len == 0 || !is_demand(trait)) {
        return;
    }
    for (size_t i = 0; i < roots->count; i++) {
        if (str_eq(roots->items[i].trait, trait) &&
            type_text_same(arena, roots->items[i].type, type)) {
            return;
        }
    }
    VEC_PUSH(arena, roots, (Root){.type = type, .trait = trait});
}

/* Adds a type that may be a reference: then its referent with the trait that the referent must have. */
static void add_referent(Arena *arena, RootList *roots, Str type, Str trait) {
    Str rest = str_trim(type);
    while (str_starts(rest, STR("&"))) {
        Str inner = type_text_referent(rest);
        Str normal = type_text_normal(arena, rest);
        trait = str_starts(normal, STR("&mut ")) ? trait : STR("Sync");
        rest = inner;
    }
    add_root(arena, roots, rest, trait);
}

/* Adds all facts of a kind. */
static void add_facts(Arena *arena, Evidence *evidence, FactKind kind) {
    for (size_t i = 0; i < evidence->facts.count; i++) {
        const Fact *fact = &evidence->facts.items[i];
        if (fact->kind != kind) {
            continue;
        }
        if (kind == FACT_LACKS || kind == FACT_GENERAL_NEEDS) {
            add_root(arena, &evidence->roots, fact->type, fact->trait);
        } else if (kind == FACT_RESTRICT) {
            add_root(arena, &evidence->roots, fact->type.len > 0 ? fact->type : fact->name,
                     fact->trait);
        } else if (kind == FACT_HELD_REFERENCE) {
            add_root(arena, &evidence->roots, fact->other, fact->trait);
        } else {
            add_referent(arena, &evidence->roots, fact->type, fact->trait);
        }
    }
}

/* The line of rustc's file of long types that holds the shortened type; empty if none does. */
static Str read_long_type(Arena *arena, const Evidence *evidence, Str folder, Str shortened) {
    for (size_t i = 0; i < evidence->facts.count; i++) {
        const Fact *fact = &evidence->facts.items[i];
        if (fact->kind != FACT_LONG_TYPE || !str_contains(fact->name, STR(".long-type-"))) {
            continue; /* a diagnostic must not make us read just any file */
        }
        Str rest = {0};
        Status status =
            file_read(arena, &rest, file_join(arena, folder, fact->name), LONG_TYPE_LIMIT);
        Str line;
        while (status_is_ok(&status) && str_next(&rest, '\n', &line)) {
            Str found = type_text_find(arena, line, shortened);
            if (found.len > 0) {
                return found;
            }
        }
    }
    return (Str){0};
}

/* A shortened type in full, where the diagnostic or rustc's file tells it; else as it is. */
static Str lengthen(Arena *arena, const Evidence *evidence, Str folder, Str type) {
    if (!type_text_is_shortened(type)) {
        return type;
    }
    for (size_t i = 0; i < evidence->facts.count; i++) {
        const Fact *fact = &evidence->facts.items[i];
        bool whole = fact->kind == FACT_HELD || fact->kind == FACT_AWAITS_TYPE ||
                     fact->kind == FACT_HELD_REFERENCE;
        Str found = {0};
        if (whole && !type_text_is_shortened(fact->type)) {
            found = type_text_find(arena, fact->type, type);
        }
        if (found.len > 0) {
            return found;
        }
    }
    Str found = read_long_type(arena, evidence, folder, type);
    return found.len > 0 ? found : type;
}

void roots_find(Arena *arena, Evidence *evidence, Str folder) {
    static const FactKind sources[] = {
        FACT_LACKS,
        FACT_RESTRICT,
        FACT_HELD_REFERENCE,
        FACT_HEADLINE_TYPE,
        FACT_HEADLINE_QUESTION,
        FACT_HEADLINE_BOUND,
        FACT_AWAITS_TYPE,
        FACT_HELD,
        FACT_GENERAL_NEEDS,
    };
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        if (evidence->roots.count == 0) {
            add_facts(arena, evidence, sources[i]);
        }
    }
    for (size_t i = 0; i < evidence->roots.count; i++) {
        Root *root = &evidence->roots.items[i];
        root->type = lengthen(arena, evidence, folder, root->type);
    }
}
