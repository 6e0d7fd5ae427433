/*
 * One run of rustc on the source with some texts changed.
 */
#ifndef SENDFIX_VERIFY_TRIAL_H
#define SENDFIX_VERIFY_TRIAL_H

#include "base/arena.h"
#include "base/file.h"
#include "base/status.h"
#include "model.h"
#include "verify/compiler.h"

typedef struct Trial {
    bool compiled;
    bool interrupted;      /* a signal came: stop, clean up, end */
    DiagnosticList errors; /* at level error, with a place */
    StrList lines;         /* of which they were read, in the same order */
} Trial;

/*
 * Lays texts (by rustc's names of the files) over a scratch copy of the compiler's folder and runs it there for at most
 * milliseconds. Nothing outside of the scratch folder is written, and it is removed before this returns. STATUS_INVALID where
 * the files or the command line do not allow a trial, with the reason; STATUS_IO where the system does not.
 */
Status trial_run(Arena *arena, Trial *trial, const Compiler *compiler, const SourceTextList *texts,
                 unsigned milliseconds) MUST_USE;

#endif
