/*
 * Which places of a finding are worth showing in a snippet, and where their lines come from.
 */
#ifndef SENDFIX_RENDER_MARKS_H
#define SENDFIX_RENDER_MARKS_H

#include "render/snippet.h"

/* What marks_source reads from. */
typedef struct MarksLines {
    const RenderContext *context;
    const Finding *finding;
} MarksLines;

/*
 * Source lines for snippet_add: from the file, or, where that is not at hand, from what rustc sent
 * along with its spans. lines must live as long as the result is used.
 */
SnippetSource marks_source(MarksLines *lines);

/*
 * The cause first, then the value held, then the places of the chain in its order; one mark a place.
 * All but the cause have a line at hand, in a file that is not a library's. A field or alias in the
 * line of the cause needs no mark of its own.
 */
SnippetMarkList marks_of(Arena *arena, const Finding *finding, SnippetSource source);
/* Whether a mark starts at a location. */
bool marks_show(const SnippetMarkList *marks, const Location *location);

#endif
