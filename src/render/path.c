/*
 * Names of files: see path.h.
 */
#include "render/path.h"

#include "base/file.h"

Str path_from_top(Arena *arena, const RenderContext *context, Str file) {
    file = file_with_slashes(arena, file);
    bool drive = file.len > 2 && file.data[1] == ':' && file.data[2] == '/';
    if (file.len == 0 || file.data[0] == '<' || drive) return file;
    if (file.data[0] != '/') {
        return str_format(arena, STR_FMT STR_FMT, STR_ARG(context->path_prefix), STR_ARG(file));
    }
    bool below = context->top.len > 0 && str_starts(file, context->top);
    return below ? str_from_offset(file, context->top.len) : file;
}
