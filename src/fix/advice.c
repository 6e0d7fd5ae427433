/*
 * Advice: see advice.h.
 *
 * std's hint to use RwLock in place of a cell is printed for any cell: for one deep inside of a library's type, for the counter
 * of a borrow, and round content that no lock makes Sync. Of the user's own cell with ordinary content it is right, and nothing is
 * said then.
 */
#include "fix/advice.h"

#include "match/type_text.h"
#include "rust/ownership.h"

static void contradict(const FixContext *context, Str text) {
    for (size_t i = 0; i < context->refusals->count; i++) {
        if (str_eq(context->refusals->items[i].why, text)) return;
    }
    VEC_PUSH(context->arena, context->refusals, (Refusal){.id = "rustc", .why = text});
}

static bool is_dyn_without(Str type, const char *trait) {
    return str_contains(type, STR("dyn ")) && str_find_word(type, str_from(trait), 0) == STR_NONE;
}

/* Why an RwLock round the content of a cell is not Sync; empty where it is. */
static Str trouble_with_content(const FixContext *context, Str cell) {
    StrList arguments = {0};
    type_text_arguments(context->arena, &arguments, cell);
    if (arguments.count != 1) return (Str){0};
    Str content = arguments.items[0];
    const TypeKnowledge *known = patterns_type(context->patterns, content);
    if ((known && known->sync_only) ||
        (is_dyn_without(content, "Sync") && !is_dyn_without(content, "Send"))) {
        return str_format(context->arena,
                          "an RwLock is only Sync if its content is, and `" STR_FMT
                          "` is not; a Mutex asks only for Send",
                          STR_ARG(content));
    }
    if (known || is_dyn_without(content, "Send")) {
        return str_format(context->arena,
                          "a lock is only Sync if its content is Send, and `" STR_FMT "` is not",
                          STR_ARG(content));
    }
    return (Str){0};
}

/* Why the hint of one diagnostic to lock a cell does not help; empty where it does. */
static Str trouble_with_hint(const FixContext *context, const Evidence *evidence) {
    bool own = ownership_refusal(context->finding->origin).len == 0;
    for (size_t i = 0; i < evidence->roots.count; i++) {
        Str type = evidence->roots.items[i].type;
        const TypeKnowledge *known = patterns_type(context->patterns, type);
        if (known && !own && known->hint.len > 0) return known->hint;
        if (known && !own && known->library.len > 0) {
            return str_format(context->arena,
                              "the `" STR_FMT "` is inside of a type of " STR_FMT
                              ", which is not yours to change",
                              STR_ARG(type_text_head(type)), STR_ARG(known->library));
        }
        Str trouble = trouble_with_content(context, type);
        if (trouble.len > 0) return trouble;
    }
    return (Str){0};
}

/* Whether rustc would send a copy of what the root points to: of a number that is right. */
static bool copies_number(const FixContext *context, const Evidence *evidence, const Fact *fact) {
    static const char *const numbers[] = {"u8",  "u16",  "u32",  "u64",  "u128", "usize",
                                          "i8",  "i16",  "i32",  "i64",  "i128", "f32",
                                          "f64", "bool", "char", "isize"};
    StrList arguments = {0};
    if (!str_contains(fact->from->message, STR("dereferencing")) || evidence->roots.count == 0)
        return false;
    type_text_arguments(context->arena, &arguments, evidence->roots.items[0].type);
    for (size_t i = 0; arguments.count == 1 && i < sizeof numbers / sizeof numbers[0]; i++) {
        if (str_is(arguments.items[0], numbers[i])) return true;
    }
    return false;
}

void advice_contradict(const FixContext *context) {
    const EvidenceList *list = &context->finding->evidence;
    for (size_t i = 0; i < list->count; i++) {
        for (size_t k = 0; k < list->items[i]->facts.count; k++) {
            const Fact *fact = &list->items[i]->facts.items[k];
            if (fact->kind == FACT_BAD_ADVICE && fact->why.len > 0 &&
                !copies_number(context, list->items[i], fact)) {
                contradict(context,
                           str_format(context->arena,
                                      "its suggestion \"" STR_FMT "\" does not help: " STR_FMT,
                                      STR_ARG(fact->from->message), STR_ARG(fact->why)));
            }
            if (fact->kind != FACT_SHARE_ADVICE) continue;
            Str trouble = trouble_with_hint(context, list->items[i]);
            if (trouble.len == 0) continue;
            Str other = fact->other.len > 0
                            ? str_format(context->arena, " or `" STR_FMT "`", STR_ARG(fact->other))
                            : (Str){0};
            contradict(context, str_format(context->arena,
                                           "its hint to use `" STR_FMT "`" STR_FMT
                                           " does not help: " STR_FMT,
                                           STR_ARG(fact->name), STR_ARG(other), STR_ARG(trouble)));
        }
    }
}

void advice_in_general(Arena *arena, Finding *finding, const Patterns *patterns) {
    const TypeKnowledge *known = patterns_type(patterns, finding->roots.items[0].type);
    Str ids = known != NULL ? known->fixes : (Str){0};
    Str id;
    if (finding->fixes.count > 0 || known == NULL || known->advice.len == 0 ||
        !str_next(&ids, ' ', &id)) {
        return;
    }
    /* a promise is the last resort, even where nothing else can be written for the user */
    Str other;
    if (str_is(id, "unsafe-send-wrapper") && str_next(&ids, ' ', &other)) id = other;
    for (size_t i = 0; i < fix_table_count; i++) {
        if (!str_is(id, fix_table[i]->id)) continue;
        Fix fix = {.id = fix_table[i]->id,
                   .title = str_from(fix_table[i]->summary),
                   .why = str_ends(known->advice, STR("."))
                              ? str_slice(known->advice, 0, known->advice.len - 1)
                              : known->advice};
        VEC_PUSH(arena, &finding->fixes, fix);
    }
}
