/*
 * Dumps: what one stage hands to the next as stable text, for tests and for the curious.
 *
 * One line for each thing, two blanks of indentation for each level. Text from outside stands in
 * double quotes with control characters escaped as in C, so that a dump is always printable and
 * one line stays one line. Spans are FILE:LINE:COLUMN-LINE:COLUMN.
 */
#ifndef SENDFIX_DUMP_H
#define SENDFIX_DUMP_H

#include <stdio.h>

#include "model.h"

typedef enum DumpStage {
    DUMP_NONE = 0,
    DUMP_EVENT,
    DUMP_DIAGNOSTIC,
    DUMP_EVIDENCE,
    DUMP_FINDING,
} DumpStage;

/* What the stages are called on the command line, indexed by DumpStage, NULL-terminated. */
extern const char *const dump_stage_names[];

void dump_event(FILE *out, const Event *event);
void dump_diagnostic(FILE *out, const Diagnostic *diagnostic);
void dump_evidence(FILE *out, const Evidence *evidence);
void dump_finding(FILE *out, const Finding *finding);

#endif
