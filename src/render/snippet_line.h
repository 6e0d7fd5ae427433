/*
 * One source line with its underlines and labels; a part of snippet.c.
 */
#ifndef SENDFIX_RENDER_SNIPPET_LINE_H
#define SENDFIX_RENDER_SNIPPET_LINE_H

#include "render/snippet.h"

/* Draws a line, its number right-aligned in gutter cells, and all marks, which lie on this line. */
void snippet_line_add(Page *page, Str text, size_t number, const SnippetMarkList *marks,
                      size_t gutter);
/* The start of a row: blanks or a line number (0: none) and the upright. */
void snippet_line_gutter(Page *page, size_t gutter, size_t number);

#endif
