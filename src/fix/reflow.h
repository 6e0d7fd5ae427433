/*
 * Reflow: breaks the lines that a repair made too long, where rustfmt with its default settings would break them.
 *
 * Only white space and trailing commas are written, between the tokens of the declaration or statement that grew, so that it
 * goes together with any other edit of the same lines.
 */
#ifndef SENDFIX_FIX_REFLOW_H
#define SENDFIX_FIX_REFLOW_H

#include "base/str.h"
#include "fix/rewrite.h"
#include "rust/scope.h"

/*
 * Looks at the declarations (signature, field, variant, alias, let, impl header) and chains of calls around the nodes that
 * rewrite's edits made longer. Call it after all edits of these lines. edition ("2021") decides how a signature without
 * parameters is broken. Lines that were too long before are left alone.
 */
void reflow(Rewrite *rewrite, const NodeList *edited, Str edition);

#endif
