/*
 * Verify: fixes tried with the user's own compiler before they are shown.
 *
 * The best fixes of all findings are tried together, as that is what a person wants to apply; where that fails, the next
 * ones. Errors come in waves (a Send error hides later ones), so an attempt is followed: diagnostics of the family that
 * appear are planned for with the same strategies, rustc's own machine-applicable suggestions for other errors are taken, and
 * the sum of all edits is the fix.
 */
#ifndef SENDFIX_VERIFY_VERIFY_H
#define SENDFIX_VERIFY_VERIFY_H

#include <stdbool.h>

#include "base/arena.h"
#include "model.h"
#include "verify/compiler.h"

typedef struct Verifier {
    const Compiler *compiler;
    unsigned checks;       /* how many more runs of the compiler may be made */
    unsigned milliseconds; /* that one of them may take */
    bool interrupted;      /* out: a signal came */
    /* Plans findings for the family's diagnostics among errors, with texts in place of the files'; on arena. */
    void (*plan)(void *data, Arena *arena, FindingList *out, const SourceTextList *texts,
                 const DiagnosticList *errors);
    /* The text of a file as it is, by rustc's name; false where it is not at hand. */
    bool (*source_text)(void *data, Str file, Str *text);
    void *data;
} Verifier;

/*
 * Tries the fixes of all findings and fills in their verdicts: what compiles comes first, what breaks or does not help becomes a
 * refusal with rustc's words. errors are those of the run that gave the findings. Edits of a fix grow by what had to follow;
 * diffs of changed fixes are left empty for the caller to make anew.
 */
void verify_findings(Arena *arena, Verifier *verifier, FindingList *findings,
                     const DiagnosticList *errors);

#endif
