/*
 * Manifest: see manifest.h.
 */
#include "rust/manifest.h"

enum { LARGEST_MANIFEST = 1 << 20 };

#define FILE_NAME STR("Cargo.toml")

static Str read_manifest(Arena *arena, Str folder) {
    Str text = {0};
    Status status = file_read(arena, &text, file_join(arena, folder, FILE_NAME), LARGEST_MANIFEST);
    return status_is_ok(&status) ? text : (Str){0};
}

/* The VALUE of `path = "VALUE"` in a line; empty if there is none. */
static Str path_in_line(Str line) {
    for (size_t at = str_find_word(line, STR("path"), 0); at != STR_NONE;
         at = str_find_word(line, STR("path"), at + 1)) {
        Str rest = str_trim(str_from_offset(line, at + 4));
        if (!str_starts(rest, STR("="))) {
            continue;
        }
        rest = str_trim(str_from_offset(rest, 1));
        Str quote = str_slice(rest, 0, 1);
        size_t end = str_find(rest, quote, 1);
        if ((str_is(quote, "\"") || str_is(quote, "'")) && end != STR_NONE) {
            return str_slice(rest, 1, end);
        }
    }
    return (Str){0};
}

/* The name that a line begins with: "serde" of `serde.workspace = true`. */
static Str key_of_line(Str line) {
    size_t end = 0;
    while (end < line.len && (str_is_identifier_byte(line.data[end]) || line.data[end] == '-')) {
        end++;
    }
    return str_slice(line, 0, end);
}

/* `name.workspace = true`, `name = { workspace = true, features = [..] }`. */
static bool inherits(Str line) {
    size_t at = str_find_word(line, STR("workspace"), 0);
    return at != STR_NONE && str_find_word(line, STR("true"), at) != STR_NONE;
}

/* The path that the workspace's manifest gives for a name; empty if it gives none. */
static Str inherited_path(Str manifest, Str key) {
    Str line;
    while (key.len > 0 && str_next(&manifest, '\n', &line)) {
        line = str_trim(line);
        if (str_eq(key_of_line(line), key) && path_in_line(line).len > 0) {
            return path_in_line(line);
        }
    }
    return (Str){0};
}

static void add_package(Arena *arena, StrList *out, Str base, Str path) {
    Str folder = file_real_path(arena, file_join(arena, base, path));
    if (folder.len == 0 || !file_is_regular(file_join(arena, folder, FILE_NAME))) {
        return;
    }
    for (size_t i = 0; i < out->count; i++) {
        if (str_eq(out->items[i], folder)) {
            return;
        }
    }
    VEC_PUSH(arena, out, folder);
}

void manifest_path_dependencies(Arena *arena, StrList *out, Str folder, Str root) {
    Str rest = read_manifest(arena, folder);
    Str of_root = read_manifest(arena, root);
    Str line;
    while (str_next(&rest, '\n', &line)) {
        line = str_trim(line);
        Str path = path_in_line(line);
        if (str_starts(line, STR("#"))) {
            continue;
        }
        if (path.len > 0) {
            add_package(arena, out, folder, path);
        } else if (inherits(line)) {
            path = inherited_path(of_root, key_of_line(line));
            if (path.len > 0) {
                add_package(arena, out, root, path);
            }
        }
    }
}
