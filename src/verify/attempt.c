/*
 * Attempt: see attempt.h.
 *
 * What may be followed is little: more fixes of the same strategies, and rustc's suggestions that a machine may apply. Two of the
 * latter on one place, or one that leads back to a text that was there before (E0053 undoes an edit of an impl alone), end it.
 */
#include "verify/attempt.h"

#include "edit/edit.h"
#include "verify/trial.h"

enum { MOST_WAVES = 4 };

static Str *text_of(Attempt *attempt, Str file) {
    for (size_t i = 0; i < attempt->texts.count; i++) {
        if (str_eq(attempt->texts.items[i].path, file)) {
            return &attempt->texts.items[i].text;
        }
    }
    return NULL;
}

/* The text of a file as it is by now, taken up if it was not changed yet. */
static Str *current_text(Arena *arena, Attempt *attempt, Verifier *verifier, Str file) {
    Str *known = text_of(attempt, file);
    Str text;
    if (known != NULL || !verifier->source_text(verifier->data, file, &text)) {
        return known;
    }
    VEC_PUSH(arena, &attempt->texts, (SourceText){.path = file, .text = text});
    return &attempt->texts.items[attempt->texts.count - 1].text;
}

static bool apply(Arena *arena, Attempt *attempt, Verifier *verifier, EditList *edits) {
    edit_sort(edits);
    for (size_t i = 0; i < edits->count;) {
        Str file = edits->items[i].file;
        size_t end = i;
        while (end < edits->count && str_eq(edits->items[end].file, file)) {
            end++;
        }
        EditList own = {.items = edits->items + i, .count = end - i, .capacity = end - i};
        Str *text = current_text(arena, attempt, verifier, file);
        Str after;
        if (text == NULL || !edit_apply(arena, &after, *text, file, &own)) {
            return false;
        }
        *text = after;
        i = end;
    }
    return true;
}

static bool is_chosen(const char *id, const char *const *ids, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(str_from(id), ids[i])) {
            return true;
        }
    }
    return false;
}

static const Fix *following_fix(const Finding *finding, const char *const *ids, size_t count) {
    const Fix *first = NULL;
    for (size_t i = 0; i < finding->fixes.count; i++) {
        const Fix *fix = &finding->fixes.items[i];
        if (fix->edits.count > 0 && is_chosen(fix->id, ids, count)) {
            return fix;
        }
        first = first == NULL && fix->edits.count > 0 ? fix : first;
    }
    return first;
}

/* Adds all edits, or none where one conflicts with those there. */
static void add_all(Arena *arena, EditList *out, const EditList *edits) {
    if (edit_conflict(out, edits)) {
        return;
    }
    for (size_t i = 0; i < edits->count; i++) {
        edit_add(arena, out, edits->items[i]);
    }
}

/* The suggestion of a child that a machine may apply, on the texts as they are. */
static bool suggested(Arena *arena, EditList *out, const Diagnostic *child, Attempt *attempt,
                      Verifier *verifier) {
    for (size_t i = 0; i < child->spans.count; i++) {
        const Span *span = &child->spans.items[i];
        if (!span->has_replacement || span->applicability != APPLICABILITY_MACHINE_APPLICABLE) {
            continue;
        }
        Str *text = current_text(arena, attempt, verifier, span->file);
        if (text == NULL || span->byte_end > text->len) {
            return false;
        }
        Edit edit = {.file = span->file,
                     .byte_start = span->byte_start,
                     .byte_end = span->byte_end,
                     .expected = str_slice(*text, span->byte_start, span->byte_end),
                     .replacement = span->replacement};
        VEC_PUSH(arena, out, edit);
    }
    return out->count > 0;
}

static bool is_family(const Diagnostic *error, const FindingList *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        for (size_t k = 0; k < findings->items[i]->evidence.count; k++) {
            if (findings->items[i]->evidence.items[k]->diagnostic == error) {
                return true;
            }
        }
    }
    return false;
}

/* Everything that may follow the last trial's errors. */
static EditList follow(Arena *arena, Attempt *attempt, Verifier *verifier, const char *const *ids,
                       size_t id_count) {
    EditList edits = {0};
    FindingList findings = {0};
    verifier->plan(verifier->data, arena, &findings, &attempt->texts, &attempt->errors);
    for (size_t i = 0; i < findings.count; i++) {
        const Fix *fix = following_fix(findings.items[i], ids, id_count);
        if (fix != NULL) {
            add_all(arena, &edits, &fix->edits);
        }
    }
    for (size_t i = 0; i < attempt->errors.count; i++) {
        const Diagnostic *error = attempt->errors.items[i];
        for (size_t k = 0; !is_family(error, &findings) && k < error->children.count; k++) {
            EditList suggestion = {0};
            if (suggested(arena, &suggestion, error->children.items[k], attempt, verifier)) {
                add_all(arena, &edits, &suggestion);
                break;
            }
        }
    }
    return edits;
}

static bool try_texts(Arena *arena, Attempt *attempt, Verifier *verifier) {
    Trial trial;
    verifier->checks--;
    Status status =
        trial_run(arena, &trial, verifier->compiler, &attempt->texts, verifier->milliseconds);
    verifier->interrupted = verifier->interrupted || trial.interrupted;
    if (!status_is_ok(&status)) {
        attempt->trouble = str_copy(arena, str_from(status.message));
        return false;
    }
    attempt->tried = true;
    attempt->errors = trial.errors;
    attempt->compiled = trial.compiled;
    return !trial.interrupted;
}

void attempt_run(Arena *arena, Attempt *attempt, Verifier *verifier, const EditList *edits,
                 const char *const *ids, size_t id_count) {
    *attempt = (Attempt){0};
    EditList wave = {0};
    for (size_t i = 0; i < edits->count; i++) {
        VEC_PUSH(arena, &wave, edits->items[i]);
    }
    for (unsigned round = 0; round < MOST_WAVES && wave.count > 0 && verifier->checks > 0;
         round++) {
        if (!apply(arena, attempt, verifier, &wave)) {
            attempt->trouble = round == 0 ? STR("its edits do not fit the files") : (Str){0};
            return;
        }
        attempt->grew = round > 0;
        if (!try_texts(arena, attempt, verifier) || attempt->compiled) {
            return;
        }
        wave =
            verifier->checks > 0 ? follow(arena, attempt, verifier, ids, id_count) : (EditList){0};
    }
}
