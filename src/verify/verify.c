/*
 * Verify: see verify.h.
 */
#include "verify/verify.h"

#include "edit/diff.h"
#include "edit/edit.h"
#include "verify/attempt.h"

/* What is chosen of each finding: the number of its fix, or none. */
typedef struct Choice {
    size_t *fix; /* fixes.count: none */
    size_t count;
} Choice;

static Fix *chosen(FindingList *findings, const Choice *choice, size_t i) {
    FixList *fixes = &findings->items[i]->fixes;
    return choice->fix[i] < fixes->count ? &fixes->items[choice->fix[i]] : NULL;
}

/* The next fix of a finding that has edits and was not tried, from a number on. */
static size_t next_fix(const Finding *finding, size_t from) {
    while (from < finding->fixes.count && (finding->fixes.items[from].edits.count == 0 ||
                                           finding->fixes.items[from].untried.len > 0 ||
                                           finding->fixes.items[from].verdict != VERDICT_UNTRIED)) {
        from++;
    }
    return from;
}

static bool same_error(const Diagnostic *a, const Diagnostic *b) {
    return str_eq(a->message, b->message) && str_eq(a->code, b->code);
}

/* An error that was not there before; NULL if there is none. */
static const Diagnostic *new_error(const DiagnosticList *after, const DiagnosticList *before) {
    for (size_t i = 0; i < after->count; i++) {
        bool known = false;
        for (size_t k = 0; k < before->count && !known; k++) {
            known = same_error(after->items[i], before->items[k]);
        }
        if (!known) {
            return after->items[i];
        }
    }
    return NULL;
}

static bool still_there(const Finding *finding, const DiagnosticList *after) {
    for (size_t i = 0; i < after->count; i++) {
        for (size_t k = 0; k < finding->evidence.count; k++) {
            const Diagnostic *before = finding->evidence.items[k]->diagnostic;
            if (same_error(after->items[i], before) && after->items[i]->spans.count > 0 &&
                before->spans.count > 0 &&
                str_eq(after->items[i]->spans.items[0].file, before->spans.items[0].file)) {
                return true;
            }
        }
    }
    return false;
}

/* The edits of all chosen fixes and their ids; false where two conflict. */
static bool sum_up(Arena *arena, FindingList *findings, const Choice *choice, EditList *edits,
                   const char **ids, size_t *id_count) {
    *id_count = 0;
    for (size_t i = 0; i < choice->count; i++) {
        const Fix *fix = chosen(findings, choice, i);
        if (fix == NULL) {
            continue;
        }
        ids[(*id_count)++] = fix->id;
        if (edit_conflict(edits, &fix->edits)) {
            return false;
        }
        for (size_t k = 0; k < fix->edits.count; k++) {
            edit_add(arena, edits, fix->edits.items[k]);
        }
    }
    return *id_count > 0;
}

/* Everything that an attempt changed, against the files as they are. */
static EditList all_edits(Arena *arena, const Attempt *attempt, Verifier *verifier) {
    EditList edits = {0};
    for (size_t i = 0; i < attempt->texts.count; i++) {
        Str before;
        const SourceText *text = &attempt->texts.items[i];
        if (verifier->source_text(verifier->data, text->path, &before)) {
            diff_edits(arena, &edits, text->path, before, text->text);
        }
    }
    return edits;
}

static void accept(Arena *arena, Verifier *verifier, FindingList *findings, const Choice *choice,
                   const Attempt *attempt, size_t id_count) {
    EditList sum = attempt->grew ? all_edits(arena, attempt, verifier) : (EditList){0};
    for (size_t i = 0; i < choice->count; i++) {
        Fix *fix = chosen(findings, choice, i);
        if (fix == NULL) {
            continue;
        }
        if (attempt->grew) {
            fix->edits = sum;
            fix->diff = (Str){0};
        }
        fix->verdict = attempt->grew || id_count == 1 ? VERDICT_COMPILES : VERDICT_CURES;
    }
}

/* Judges what an attempt that does not compile did for each chosen fix; false where all of them hold as cures. */
static bool judge(Arena *arena, FindingList *findings, const Choice *choice, const Attempt *attempt,
                  const DiagnosticList *before) {
    const Diagnostic *fresh = new_error(&attempt->errors, before);
    bool failed = false;
    for (size_t i = 0; i < choice->count; i++) {
        Finding *finding = findings->items[i];
        Fix *fix = chosen(findings, choice, i);
        if (fix == NULL) {
            continue;
        }
        bool remains = still_there(finding, &attempt->errors);
        fix->verdict = remains ? VERDICT_REMAINS : fresh != NULL ? VERDICT_BREAKS : VERDICT_CURES;
        if (fix->verdict == VERDICT_CURES) {
            continue;
        }
        failed = true;
        const Diagnostic *said = fresh != NULL ? fresh : finding->evidence.items[0]->diagnostic;
        Refusal refusal = {
            .id = fix->id,
            .why = str_format(arena, "tried: rustc then says: " STR_FMT, STR_ARG(said->message))};
        VEC_PUSH(arena, &finding->refusals, refusal);
    }
    return failed;
}

/* Goes on to the next fix where the chosen one failed; false where nothing is left to choose. */
static bool choose_next(FindingList *findings, Choice *choice) {
    bool changed = false;
    for (size_t i = 0; i < choice->count; i++) {
        const Fix *fix = chosen(findings, choice, i);
        if (fix != NULL && (fix->verdict == VERDICT_BREAKS || fix->verdict == VERDICT_REMAINS)) {
            choice->fix[i] = next_fix(findings->items[i], choice->fix[i] + 1);
            changed = changed || chosen(findings, choice, i) != NULL;
        }
    }
    return changed;
}

static bool is_elsewhere(const Compiler *compiler, const Fix *fix) {
    for (size_t i = 0; i < fix->edits.count; i++) {
        if (!compiler_has_file(compiler, fix->edits.items[i].file)) {
            return true;
        }
    }
    return false;
}

/*
 * Notes why the chosen fixes could not be tried, and goes on without them: without those that change another crate, where
 * there are such, else without all. False where nothing is left to choose.
 */
static bool leave_untried(FindingList *findings, Choice *choice, const Verifier *verifier,
                          Str why) {
    bool elsewhere = false, left = false;
    for (size_t i = 0; i < choice->count; i++) {
        const Fix *fix = chosen(findings, choice, i);
        elsewhere = elsewhere || (fix != NULL && is_elsewhere(verifier->compiler, fix));
    }
    for (size_t i = 0; i < choice->count; i++) {
        Fix *fix = chosen(findings, choice, i);
        if (fix != NULL && (!elsewhere || is_elsewhere(verifier->compiler, fix))) {
            fix->untried = why;
            choice->fix[i] = next_fix(findings->items[i], choice->fix[i] + 1);
        }
        left = left || (elsewhere && chosen(findings, choice, i) != NULL);
    }
    return left;
}

static int place_of(Verdict verdict) {
    static const int places[] = {[VERDICT_COMPILES] = 0,
                                 [VERDICT_CURES] = 1,
                                 [VERDICT_UNTRIED] = 2,
                                 [VERDICT_BREAKS] = 3,
                                 [VERDICT_REMAINS] = 3};
    return places[verdict];
}

/* What was tried and holds comes first; what failed goes. */
static void settle(Finding *finding) {
    FixList *fixes = &finding->fixes;
    size_t kept = 0;
    for (size_t i = 0; i < fixes->count; i++) {
        Fix fix = fixes->items[i];
        if (place_of(fix.verdict) > place_of(VERDICT_UNTRIED)) {
            continue;
        }
        size_t at = kept++;
        for (; at > 0 && place_of(fixes->items[at - 1].verdict) > place_of(fix.verdict); at--) {
            fixes->items[at] = fixes->items[at - 1];
        }
        fixes->items[at] = fix;
    }
    fixes->count = kept;
}

void verify_findings(Arena *arena, Verifier *verifier, FindingList *findings,
                     const DiagnosticList *errors) {
    Choice choice = {.fix = ARENA_ARRAY(arena, size_t, findings->count), .count = findings->count};
    const char **ids = ARENA_ARRAY(arena, const char *, findings->count + 1);
    for (size_t i = 0; i < choice.count; i++) {
        choice.fix[i] = next_fix(findings->items[i], 0);
    }
    for (bool more = true; more && verifier->checks > 0 && !verifier->interrupted;) {
        EditList edits = {0};
        size_t id_count = 0;
        Attempt attempt;
        if (!sum_up(arena, findings, &choice, &edits, ids, &id_count)) {
            break;
        }
        attempt_run(arena, &attempt, verifier, &edits, ids, id_count);
        if (verifier->interrupted) {
            break;
        }
        if (!attempt.tried) {
            more = leave_untried(findings, &choice, verifier, attempt.trouble);
            continue;
        }
        if (attempt.compiled) {
            accept(arena, verifier, findings, &choice, &attempt, id_count);
            break;
        }
        more = judge(arena, findings, &choice, &attempt, errors) && choose_next(findings, &choice);
    }
    for (size_t i = 0; i < findings->count; i++) {
        settle(findings->items[i]);
    }
}
