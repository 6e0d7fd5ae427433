/*
 * Taken: see taken.h.
 */
#include "taken.h"

#include "base/json.h"

static Verdict verdict_of(Str word) {
    static const char *const words[] = {
        [VERDICT_UNTRIED] = "untried", [VERDICT_COMPILES] = "compiles", [VERDICT_CURES] = "cures",
        [VERDICT_BREAKS] = "breaks",   [VERDICT_REMAINS] = "remains",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(word, words[i])) {
            return (Verdict)i;
        }
    }
    return VERDICT_UNTRIED;
}

static EditList read_edits(Arena *arena, const Json *list) {
    EditList edits = {0};
    for (const Json *item = json_first(list); item != NULL; item = json_next(item)) {
        Edit edit = {.file = json_get_str(item, "file"),
                     .byte_start = json_get_uint(item, "byte_start"),
                     .byte_end = json_get_uint(item, "byte_end"),
                     .expected = {.data = NULL},
                     .replacement = json_get_str(item, "replacement")};
        VEC_PUSH(arena, &edits, edit);
    }
    return edits;
}

static void read_fixes(Arena *arena, Finding *finding, const Json *list) {
    for (const Json *item = json_first(list); item != NULL; item = json_next(item)) {
        Fix fix = {.id = str_cstr(arena, json_get_str(item, "id")),
                   .title = json_get_str(item, "title"),
                   .why = json_get_str(item, "why"),
                   .cost = json_get_str(item, "cost"),
                   .verdict = verdict_of(json_get_str(item, "verdict")),
                   .untried = json_get_str(item, "untried"),
                   .edits = read_edits(arena, json_get(item, "edits")),
                   .diff = json_get_str(item, "diff")};
        VEC_PUSH(arena, &finding->fixes, fix);
    }
}

static void read_refusals(Arena *arena, Finding *finding, const Json *list) {
    for (const Json *item = json_first(list); item != NULL; item = json_next(item)) {
        Refusal refusal = {.id = str_cstr(arena, json_get_str(item, "id")),
                           .why = json_get_str(item, "why")};
        VEC_PUSH(arena, &finding->refusals, refusal);
    }
}

bool taken_fixes(Arena *arena, Finding *finding) {
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const Json *ours = finding->evidence.items[i]->diagnostic->ours;
        if (str_is(json_get_str(ours, "kind"), "finding")) {
            read_fixes(arena, finding, json_get(ours, "fixes"));
            read_refusals(arena, finding, json_get(ours, "refusals"));
            return true;
        }
    }
    return false;
}
