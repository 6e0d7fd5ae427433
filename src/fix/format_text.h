/*
 * Format text: a function that takes `fmt::Arguments`, made to take a String.
 *
 * `format_args!` makes no text: it borrows what will be printed, with function pointers that are not Sync. An async function that
 * takes it keeps it in its future. So the text is made by the caller, and the function owns it.
 */
#ifndef SENDFIX_FIX_FORMAT_TEXT_H
#define SENDFIX_FIX_FORMAT_TEXT_H

#include <stdbool.h>

#include "fix/fix.h"

/* Plans the fix where the finding's value is a `format_args!` or such a parameter; false where it is neither. */
bool format_text_plan(const FixContext *context, const FixStrategy *strategy);

#endif
