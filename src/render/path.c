/*
 * Names of files: see path.h.
 */
#include "render/path.h"

static Str with_slashes(Arena *arena, Str file) {
    if (str_find_byte(file, '\\') == STR_NONE || str_find_byte(file, '/') != STR_NONE) return file;
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < file.len; i++) {
        strbuf_add_byte(&out, file.data[i] == '\\' ? '/' : file.data[i]);
    }
    return strbuf_str(&out);
}

Str path_from_top(Arena *arena, const RenderContext *context, Str file) {
    file = with_slashes(arena, file);
    bool drive = file.len > 2 && file.data[1] == ':' && file.data[2] == '/';
    if (file.len == 0 || file.data[0] == '<' || drive) return file;
    if (file.data[0] != '/') {
        return str_format(arena, STR_FMT STR_FMT, STR_ARG(context->path_prefix), STR_ARG(file));
    }
    bool below = context->top.len > 0 && str_starts(file, context->top);
    return below ? str_from_offset(file, context->top.len) : file;
}
