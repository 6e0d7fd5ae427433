/*
 * What rustc draws under source lines -> spans with their labels.
 */
#ifndef SENDFIX_INPUT_TEXT_DRAWING_H
#define SENDFIX_INPUT_TEXT_DRAWING_H

#include "base/arena.h"
#include "input/text_row.h"
#include "model.h"

/*
 * Adds the spans that the rows of one file in one snippet show. Columns are those of the text as it
 * is shown there: what text_place makes true. Each span has the source lines that are quoted for
 * it; those left out between are empty.
 */
void text_drawing_read(Arena *arena, SpanList *out, Str file, const RowList *rows);

#endif
