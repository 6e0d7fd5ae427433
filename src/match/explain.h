/*
 * Explain: the texts of patterns/explain/, one for each kind of cause (causes/) and each repair
 * (fixes/).
 *
 * A text's first line is its title, the second is empty; the rest is for reading. The texts are
 * built into the program.
 */
#ifndef SENDFIX_MATCH_EXPLAIN_H
#define SENDFIX_MATCH_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

typedef enum ExplainGroup {
    EXPLAIN_CAUSES = 0, /* the rules that a Finding can name */
    EXPLAIN_FIXES,
    EXPLAIN_GROUP_COUNT
} ExplainGroup;

/* One text in its parts; all borrowed from the program. */
typedef struct Explanation {
    Str id;
    Str title; /* without full stop */
    Str text;  /* the whole text, its title too */
    Str body;  /* what stands behind the title and the empty line */
} Explanation;

/* The text for a kind of cause or a repair; false where there is none. */
bool explain_find(Str id, Explanation *explanation);
/*
 * The next text of a group in the order of ids: for (size_t at = 0; explain_next(group, &at, &e);).
 */
bool explain_next(ExplainGroup group, size_t *at, Explanation *explanation);

#endif
