/*
 * Inside of reflow: how wide lines are by now, and the ways to break one. reflow.c decides which.
 */
#ifndef SENDFIX_FIX_REFLOW_BREAK_H
#define SENDFIX_FIX_REFLOW_BREAK_H

#include <stdbool.h>
#include <stddef.h>

#include "fix/rewrite.h"
#include "rust/scope.h"

typedef struct Fitter {
    Rewrite *rewrite;
    Str edition;
    NodeList done;  /* declarations and chains that were looked at */
    NodeList moved; /* values that went a step to the right with all their lines */
} Fitter;

size_t reflow_line_start(const Source *source, size_t at);
/* Whether the bytes hold no line end in the source. */
bool reflow_on_one_line(const Source *source, size_t start, size_t end);
/* Columns of bytes, or of a node, as the edits so far leave them. */
size_t reflow_width(const Fitter *fitter, const Source *source, size_t start, size_t end);
size_t reflow_node_width(const Fitter *fitter, const Node *node);
/* Whether the line that node starts on, up to end and with more columns behind, has become too long. */
bool reflow_too_long(const Fitter *fitter, const Node *node, size_t end, size_t behind);

/* The indentation of a node's line, as it will be; one step more than that. */
Str reflow_indentation(const Fitter *fitter, const Node *node);
Str reflow_deeper(const Fitter *fitter, const Node *node, Str indentation);

/* A new line with its indentation in the place of the blanks between two tokens, with text before it. */
void reflow_break_between(const Fitter *fitter, const Node *left, const Node *right,
                          const char *text, Str indentation);
/* A line for each item of a list in brackets. */
void reflow_break_list(const Fitter *fitter, const Node *list, Str indentation);
/*
 * A line for each bound of `dyn A + B` or `: A + B` but the first, those that the edits add among them. False where there is but
 * one.
 */
bool reflow_break_sum(const Fitter *fitter, const Node *sum, Str inner);
/* Breaks a type in its brackets, and what is in them where it is still too long. */
void reflow_break_type(const Fitter *fitter, const Node *type, Str indentation);
/* Puts what stands behind `:` or `=` on a line of its own, or breaks it where that would not be enough. */
void reflow_break_behind(const Fitter *fitter, const Node *sign, const Node *part, Str indentation,
                         size_t behind);

#endif
