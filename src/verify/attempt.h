/*
 * Attempt: one choice of fixes, followed through the waves of errors until it compiles or nothing helps.
 */
#ifndef SENDFIX_VERIFY_ATTEMPT_H
#define SENDFIX_VERIFY_ATTEMPT_H

#include "base/arena.h"
#include "model.h"
#include "verify/verify.h"

typedef struct Attempt {
    SourceTextList texts;  /* as they are in the end */
    DiagnosticList errors; /* of the last trial */
    bool tried;            /* at least one trial was made */
    bool compiled;
    bool grew;   /* more than the chosen edits was needed */
    Str trouble; /* why no trial could be made */
} Attempt;

/* Applies edits to the files as they are and tries. ids are those of the chosen fixes, for following with the same. */
void attempt_run(Arena *arena, Attempt *attempt, Verifier *verifier, const EditList *edits,
                 const char *const *ids, size_t id_count);

#endif
