/*
 * feature-flag: advice to turn on the feature by which a library makes its type Send.
 *
 * Several libraries count without atomics unless told otherwise. Nothing in the program is wrong then, and no edit of its source
 * repairs it as well. Which library and which feature is the catalogue's knowledge (`feature:` in patterns/types/); it is
 * believed only of types that are not declared in the user's own source.
 */
#include "fix/fix.h"
#include "fix/strategies.h"
#include "rust/ownership.h"

static bool names(Str list, const char *id) {
    Str word;
    while (str_next(&list, ' ', &word)) {
        if (str_is(word, id)) return true;
    }
    return false;
}

static bool suits(const TypeKnowledge *known) {
    return known && known->feature.len > 0 && !names(known->wrong, fix_feature_flag.id);
}

/* The knowledge of a type with a feature: that of the type to blame, else of a root. */
static const TypeKnowledge *find(const FixContext *context, Str *type) {
    const Finding *finding = context->finding;
    *type = finding->blamed_type;
    if (suits(finding->knowledge)) return finding->knowledge;
    if (ownership_refusal(finding->origin).len == 0) return NULL;
    for (size_t i = 0; i < finding->roots.count; i++) {
        *type = finding->roots.items[i].type;
        const TypeKnowledge *known = patterns_type(context->patterns, *type);
        if (suits(known)) return known;
    }
    return NULL;
}

/* How the feature is written in Cargo.toml; a crate's name may have been printed with underscores. */
static Str entry(Arena *arena, const TypeKnowledge *known) {
    StrBuf name = strbuf_new(arena);
    for (size_t i = 0; i < known->library.len; i++) {
        char byte = known->library.data[i];
        strbuf_add_byte(&name, byte == '_' ? '-' : byte);
    }
    return str_format(arena, STR_FMT " = { .., features = [\"" STR_FMT "\"] }",
                      STR_ARG(strbuf_str(&name)), STR_ARG(known->feature));
}

static void plan(const FixContext *context) {
    Arena *arena = context->arena;
    Str type;
    const TypeKnowledge *known = find(context, &type);
    if (!known) return;
    Fix fix = {
        .id = fix_feature_flag.id,
        .rank = fix_feature_flag.cost,
        .title = str_format(arena, "turn on the feature `" STR_FMT "` of " STR_FMT " in Cargo.toml",
                            STR_ARG(known->feature), STR_ARG(known->library)),
        .why = str_format(arena, "`" STR_FMT "` is " STR_FMT "; in Cargo.toml: `" STR_FMT "`",
                          STR_ARG(type), STR_ARG(known->what), STR_ARG(entry(arena, known))),
        .cost =
            STR("atomic counting or locks inside of the library, for everything that uses it in "
                "this build"),
    };
    VEC_PUSH(arena, context->fixes, fix);
}

const FixStrategy fix_feature_flag = {
    .id = "feature-flag",
    .summary = "turn on a library's feature that makes its type Send",
    .cost = 20,
    .plan = plan,
};
