/*
 * Capture reads: what a task or closure reads from a captured value, read before it instead.
 *
 * Where all that is used of a value that cannot be sent or shared is a field, or what a method without effect gives, and none of
 * it depends on anything inside of the task, these are read in front of it, and only they are captured.
 */
#ifndef SENDFIX_FIX_CAPTURE_READS_H
#define SENDFIX_FIX_CAPTURE_READS_H

#include <stdbool.h>

#include "fix/fix.h"

/* Plans the fix for a captured variable; false where its uses are not of this kind. */
bool capture_reads_plan(const FixContext *context, const FixStrategy *strategy);

#endif
