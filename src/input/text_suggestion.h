/*
 * The suggestions that rustc shows as changed source -> spans with a replacement.
 */
#ifndef SENDFIX_INPUT_TEXT_SUGGESTION_H
#define SENDFIX_INPUT_TEXT_SUGGESTION_H

#include <stdbool.h>

#include "base/arena.h"
#include "input/text_row.h"
#include "model.h"

/* Whether the rows below a message are a suggestion and no drawing. */
bool text_suggestion_is(const RowList *rows);

/*
 * Adds the replacements of a suggestion. What an insertion or a changed line replaces is told by the
 * text; of what '~' marks, only where it begins. Applicability is not told.
 */
void text_suggestion_read(Arena *arena, SpanList *out, Str file, const RowList *rows);

#endif
