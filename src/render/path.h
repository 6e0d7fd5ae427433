/*
 * The names of files for readers that start at the repository's top, as CI systems do.
 */
#ifndef SENDFIX_RENDER_PATH_H
#define SENDFIX_RENDER_PATH_H

#include "base/arena.h"
#include "base/str.h"
#include "render/render.h"

/*
 * A file's name from the repository's top: the context's prefix in front of a relative one, the top
 * cut off an absolute one that lies below it; others as they are. '\' is '/' in names that have no
 * '/', as rustc writes them on Windows. Borrowed or on arena; bytes of any kind stay in it.
 */
Str path_from_top(Arena *arena, const RenderContext *context, Str file);

/* A path as the path of a URI (https://www.rfc-editor.org/rfc/rfc3986): other bytes as %XX. */
Str path_uri(Arena *arena, Str path);

#endif
