/*
 * `Error::source` and its type, `Option<&(dyn Error + 'static)>`, which std fixes.
 */
#ifndef SENDFIX_FIX_ERROR_SOURCE_H
#define SENDFIX_FIX_ERROR_SOURCE_H

#include <stdbool.h>

#include "fix/fix.h"
#include "fix/retype.h"
#include "fix/rewrite.h"

/* Whether the value of the finding comes from a call of `source()`: then no bound of the user's can make it Send. */
bool error_source_holds(const FixContext *context);
/*
 * Adapts the bodies of retype's sources, whose boxed error gains bounds that the result does not have: a reference inside of
 * an Option does not lose them by itself.
 */
void error_source_adapt(Rewrite *rewrite, const Retype *retype);

#endif
