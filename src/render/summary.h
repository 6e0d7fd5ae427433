/*
 * A finding in plain text, for formats whose readers show a message of several lines.
 */
#ifndef SENDFIX_RENDER_SUMMARY_H
#define SENDFIX_RENDER_SUMMARY_H

#include "base/arena.h"
#include "base/str.h"
#include "render/render.h"

/*
 * The chain, what rustc reported, and the best fix with its diff: lines without control characters,
 * without newline at the end. Places are named from the repository's top.
 */
Str summary_text(Arena *arena, const RenderContext *context, const Finding *finding);

/* The headline, an empty line and the summary. */
Str summary_message(Arena *arena, const RenderContext *context, const Finding *finding);

/* The fix that is worth showing: the best one, else the first advice; NULL if there is neither. */
const Fix *summary_fix(const Finding *finding);

/*
 * Where a finding is shown: its cause, else what rustc's arrow points at. Its file is empty where
 * neither is known; else lines and columns are 1 at least.
 */
Location summary_place(const Finding *finding);

/* A diff made safe to show: lines without control characters and carriage returns. */
Str summary_diff(Arena *arena, Str diff);

#endif
