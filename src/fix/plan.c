/*
 * Running the strategies for one finding, and choosing among what they offer.
 *
 * The order is by rank: a strategy's own cost, moved by what the catalogue knows to suit the root's type. Two fixes with the
 * same edits are one; a fix that would touch what is not the user's to edit becomes a refusal.
 */
#include "fix/fix.h"

#include "edit/edit.h"
#include "fix/advice.h"
#include "rust/ownership.h"

enum { MOST_FIXES = 4, NOT_KNOWN = 50, KNOWN_STEP = 10, KNOWN_WRONG = 2000, ADVICE_ONLY = 1000 };

/* ---- files that may be edited ---- */

/* The first file of the edits that may not be touched there, with the reason; false if all may. */
static bool is_foreign(Workspace *workspace, const Fix *fix, Str *file, Str *why) {
    for (size_t i = 0; i < fix->edits.count; i++) {
        *file = fix->edits.items[i].file;
        *why = ownership_refusal_at(workspace_source(workspace, *file),
                                    fix->edits.items[i].byte_start);
        if (why->len > 0) return true;
    }
    return false;
}

static void drop_foreign(Arena *arena, Finding *finding, Workspace *workspace) {
    size_t kept = 0;
    for (size_t i = 0; i < finding->fixes.count; i++) {
        Fix *fix = &finding->fixes.items[i];
        Str file, why;
        if (!is_foreign(workspace, fix, &file, &why)) {
            finding->fixes.items[kept++] = *fix;
            continue;
        }
        Str text =
            str_format(arena, "it would change " STR_FMT ": " STR_FMT, STR_ARG(file), STR_ARG(why));
        VEC_PUSH(arena, &finding->refusals, (Refusal){.id = fix->id, .why = text});
    }
    finding->fixes.count = kept;
}

/* ---- order ---- */

/* The place of an id in a list of words, or NOT_KNOWN. */
static int place_in(Str list, const char *id) {
    Str word;
    for (int place = 0; str_next(&list, ' ', &word);) {
        if (word.len == 0) continue;
        if (str_is(word, id)) return place;
        place++;
    }
    return NOT_KNOWN;
}

/* What the catalogue says never to help comes behind advice without edits. */
static void rank(Finding *finding) {
    const TypeKnowledge *knowledge = finding->knowledge;
    for (size_t i = 0; i < finding->fixes.count; i++) {
        Fix *fix = &finding->fixes.items[i];
        int place = knowledge ? place_in(knowledge->fixes, fix->id) : NOT_KNOWN;
        fix->rank += place * KNOWN_STEP;
        if (knowledge && place_in(knowledge->wrong, fix->id) != NOT_KNOWN) fix->rank += KNOWN_WRONG;
        if (fix->edits.count == 0) fix->rank += ADVICE_ONLY;
    }
}

static bool touches(const Fix *fix, Str file) {
    for (size_t i = 0; i < fix->edits.count; i++) {
        if (str_eq(fix->edits.items[i].file, file)) return true;
    }
    return false;
}

/* Whether a fix changes files that another does not. */
static bool goes_further(const Fix *fix, const Fix *other) {
    for (size_t i = 0; i < fix->edits.count; i++) {
        if (!touches(other, fix->edits.items[i].file)) return true;
    }
    return false;
}

/*
 * A value that is done with before the await need not be made shareable in other modules: where its life can end early, at no
 * cost, that comes first.
 */
static void prefer_ending_life(const Finding *finding, FixList *fixes) {
    if (finding->evidence.count > 1) return; /* other functions hold it as well */
    for (size_t i = 0; i < fixes->count; i++) {
        Fix *ends = &fixes->items[i];
        if (!str_is(STR("drop-before-await"), ends->id) || ends->cost.len > 0) continue;
        for (size_t k = 0; k < fixes->count; k++) {
            const Fix *shares = &fixes->items[k];
            bool is_sharing =
                str_is(STR("rc-to-arc"), shares->id) || str_is(STR("cell-to-sync"), shares->id);
            bool before = is_sharing && shares->rank <= ends->rank && goes_further(shares, ends);
            if (before) ends->rank = shares->rank - 1;
        }
    }
}

/* By insertion: fixes of one rank keep the order of the table. */
static void sort(FixList *fixes) {
    for (size_t i = 1; i < fixes->count; i++) {
        Fix fix = fixes->items[i];
        size_t at = i;
        for (; at > 0 && fixes->items[at - 1].rank > fix.rank; at--)
            fixes->items[at] = fixes->items[at - 1];
        fixes->items[at] = fix;
    }
}

static void keep_different(FixList *fixes) {
    size_t kept = 0;
    for (size_t i = 0; i < fixes->count && kept < MOST_FIXES; i++) {
        bool known = false;
        for (size_t k = 0; k < kept && !known && fixes->items[i].edits.count > 0; k++) {
            known = edit_same(&fixes->items[k].edits, &fixes->items[i].edits);
        }
        if (!known) fixes->items[kept++] = fixes->items[i];
    }
    fixes->count = kept;
}

void fix_plan(Arena *arena, Finding *finding, const Patterns *patterns, Workspace *workspace) {
    if (!workspace) return;
    FixContext context = {.arena = arena,
                          .finding = finding,
                          .patterns = patterns,
                          .workspace = workspace,
                          .fixes = &finding->fixes,
                          .refusals = &finding->refusals};
    for (size_t i = 0; i < fix_table_count; i++) fix_table[i]->plan(&context);
    advice_contradict(&context);
    drop_foreign(arena, finding, workspace);
    rank(finding);
    prefer_ending_life(finding, &finding->fixes);
    sort(&finding->fixes);
    keep_different(&finding->fixes);
}
