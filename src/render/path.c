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

static bool is_plain_in_uri(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || str_find_byte(STR("-._~/"), byte) != STR_NONE;
}

Str path_uri(Arena *arena, Str path) {
    StrBuf uri = strbuf_new(arena);
    for (size_t i = 0; i < path.len; i++) {
        char byte = path.data[i];
        if (is_plain_in_uri(byte)) {
            strbuf_add_byte(&uri, byte);
        } else {
            strbuf_addf(&uri, "%%%02X", (unsigned)(unsigned char)byte);
        }
    }
    return strbuf_str(&uri);
}
