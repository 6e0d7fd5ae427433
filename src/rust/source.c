/*
 * Source: text, line index and tree of one file. The tree itself is made by syntax_build.c.
 */
#include "rust/source.h"

#include "rust/syntax_build.h"

Source *source_parse(Arena *arena, Str path, Str text) {
    Source *source = ARENA_NEW(arena, Source);
    source->path = path;
    source->disk_path = path;
    source->text = text;
    source->lines = line_index_new(arena, text);
    source->editable = true;
    syntax_build(arena, source);
    return source;
}

Location source_location(const Source *source, size_t byte_start, size_t byte_end) {
    if (!source) return (Location){.line = 0};
    size_t len = source->text.len;
    size_t end = byte_end < len ? byte_end : len;
    size_t start = byte_start < end ? byte_start : end;
    return (Location){
        .file = source->path,
        .line = line_index_line(&source->lines, start),
        .column = line_index_column_chars(&source->lines, start),
        .line_end = line_index_line(&source->lines, end),
        .column_end = line_index_column_chars(&source->lines, end),
        .byte_start = start,
        .byte_end = end,
    };
}
