/*
 * Hand-made findings for the tests of render/, a source to go with them, and texts compared with
 * files of tests/unit/golden (UPDATE=1 rewrites these).
 */
#ifndef SENDFIX_TESTS_SAMPLE_H
#define SENDFIX_TESTS_SAMPLE_H

#include "model.h"
#include "render/render.h"

/* An Rc in a field of another file, held across an await; one fix over two files, advice, a refusal. */
Finding *sample_rc(Arena *arena);
/* A guard held across an await, with two diagnostics and no fix. */
Finding *sample_guard(Arena *arena);
/* Escape sequences, workflow commands, newlines, bidi overrides and bytes that are not UTF-8 wherever text may be. */
Finding *sample_hostile(Arena *arena);

/* A context with the samples' sources and nothing to write to. */
RenderContext sample_context(void);

/* What a format writes for findings; passthrough, if not NULL, is what went there. */
Str sample_render(Arena *arena, const char *format, RenderStyle style, const FindingList *findings,
                  Str *passthrough);

/* Fails the test unless text is the content of tests/unit/golden/NAME. */
void sample_assert_golden(Str text, const char *name);

/* Fails the test where text has a control character (but for newline and, with colour, SGR), a bidi override or bad UTF-8. */
void sample_assert_safe(Str text, bool color);

#endif
