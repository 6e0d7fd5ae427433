/*
 * Source lines with what matters underlined, as rustc draws them.
 */
#ifndef SENDFIX_RENDER_SNIPPET_H
#define SENDFIX_RENDER_SNIPPET_H

#include <stdbool.h>

#include "base/str.h"
#include "base/vec.h"
#include "model.h"
#include "render/page.h"

typedef struct SnippetMark {
    Location location; /* of several lines only the first is underlined, to its end */
    Str label;         /* may be empty */
    bool primary;      /* drawn as the cause */
} SnippetMark;
typedef VEC_OF(SnippetMark) SnippetMarkList;

/* Gives the text of a 1-based line without its end; false where it is not at hand. */
typedef struct SnippetSource {
    bool (*line)(void *data, Str file, size_t line, Str *text);
    void *data;
} SnippetSource;

/*
 * Draws the marks: a block for each file, that of the first mark first, the others in the order of
 * their first marks; the lines of a block in the order of the file. Marks whose line is not at hand
 * leave only the block's "--> FILE:LINE:COLUMN". Lines wider than the page are cut where no mark is.
 */
void snippet_add(Page *page, const SnippetMarkList *marks, SnippetSource source);

#endif
