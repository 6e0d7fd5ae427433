/*
 * Reflow of lists: calls, macros, tuples and struct literals that a repair made too wide for one line.
 *
 * rustfmt keeps the arguments of a call on one line up to 60 columns, and the fields of a struct literal up to 18; beyond, each
 * gets a line of its own. A single argument that is itself a call or literal is not put on a line of its own: it is broken inside.
 */
#ifndef SENDFIX_FIX_REFLOW_LISTS_H
#define SENDFIX_FIX_REFLOW_LISTS_H

#include "fix/rewrite.h"
#include "rust/scope.h"

/* Looks at the lists around the nodes that rewrite's edits made longer. Call it last, behind reflow(). */
void reflow_lists(Rewrite *rewrite, const NodeList *edited);

#endif
