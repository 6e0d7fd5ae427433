/*
 * Finding files by the names that rustc prints, and telling the user's own from others'.
 */
#include "rust/workspace_path.h"

#include "base/toml.h"

enum { FOLDERS_UP = 8, MARKER_BYTES = 2048 };

/* ---- finding ---- */

static bool try_place(Arena *arena, Place *out, Str base, Str path) {
    Str disk = file_join(arena, base, path);
    if (!file_is_regular(disk)) return false;
    out->disk = disk;
    out->real = file_real_path(arena, disk);
    out->base = base.len > 0 ? file_real_path(arena, base) : file_current_folder(arena);
    return out->real.len > 0;
}

bool place_find(Arena *arena, Place *out, Str folder, Str path) {
    if (!str_ends(path, STR(".rs")) || str_find_byte(path, '\0') != STR_NONE) return false;
    if (try_place(arena, out, folder, path)) return true;
    if (path.data[0] == '/') return false;
    Str up = file_current_folder(arena);
    for (int i = 0; i <= FOLDERS_UP && up.len > 0; i++) {
        if (try_place(arena, out, up, path)) return true;
        if (str_is(up, "/")) return false;
        up = file_folder(up);
    }
    return false;
}

bool folder_above(Str folder, Str *above) {
    if (folder.len == 0 || str_is(folder, "/") || str_is(folder, ".") ||
        str_is(file_base_name(folder), ".."))
        return false;
    *above = file_folder(folder);
    return true;
}

/* ---- whose it is ---- */

/* What is left of a path below a folder; false if it does not lie below. */
static bool cut_folder(Str path, Str folder, Str *rest) {
    if (!str_starts(path, folder)) return false;
    *rest = str_from_offset(path, folder.len);
    if (str_ends(folder, STR("/"))) return true;
    if (rest->len == 0 || rest->data[0] != '/') return false;
    *rest = str_from_offset(*rest, 1);
    return true;
}

static bool has_component(Str path, const char *name) {
    Str piece;
    while (str_next(&path, '/', &piece)) {
        if (str_is(piece, name)) return true;
    }
    return false;
}

bool path_is_toolchain(Str path) {
    return str_starts(path, STR("/rustc/")) || str_contains(path, STR("/lib/rustlib/"));
}

Str place_refusal(const Place *place, Str path) {
    Str rest = {.data = NULL};
    if (path_is_toolchain(path) || path_is_toolchain(place->real))
        return STR("the standard library's source");
    if (cut_folder(place->real, place->base, &rest))
        return has_component(file_folder(rest), "target") ? STR("made by the build, in target/")
                                                          : (Str){.data = NULL};
    Str spelt = {.data = NULL};
    bool looks_inside =
        path.data[0] != '/' ? !has_component(path, "..") : cut_folder(path, place->base, &spelt);
    if (looks_inside) return STR("behind a symbolic link that leaves the workspace");
    if (has_component(place->real, "registry") || has_component(place->real, ".cargo"))
        return STR("another crate's source");
    return STR("outside of the workspace");
}

/* Whether a line is a comment or part of one. */
static bool is_comment_line(Str line) {
    Str text = str_trim(line);
    return str_starts(text, STR("//")) || str_starts(text, STR("/*")) ||
           str_starts(text, STR("*")) || str_starts(text, STR("#"));
}

/* Whether a line contains part, given in lower case, in any case of letters. */
static bool contains_any_case(Str line, Str part) {
    for (size_t at = 0; at + part.len <= line.len; at++) {
        size_t i = 0;
        while (i < part.len) {
            char byte = line.data[at + i];
            bool upper = byte >= 'A' && byte <= 'Z';
            if ((upper ? byte - 'A' + 'a' : byte) != part.data[i]) break;
            i++;
        }
        if (i == part.len) return true;
    }
    return false;
}

Str text_refusal(Str text) {
    Str rest = str_slice(text, 0, MARKER_BYTES);
    Str line;
    while (str_next(&rest, '\n', &line)) {
        if (is_comment_line(line) && (str_contains(line, STR("@generated")) ||
                                      contains_any_case(line, STR("automatically generated"))))
            return STR("generated code");
    }
    return (Str){.data = NULL};
}

/* ---- Cargo.toml ---- */

Str manifest_edition(Arena *arena, Str path) {
    TomlEntryList entries = {0};
    Status status = toml_read_file(arena, &entries, path);
    (void)status; /* what cannot be read sets nothing */
    Str shared = {.data = NULL};
    for (size_t i = 0; i < entries.count; i++) {
        const TomlEntry *entry = &entries.items[i];
        if (entry->kind != TOML_STRING) continue;
        if (toml_is_at(entry->key, "package.edition")) return entry->value;
        if (toml_is_at(entry->key, "workspace.package.edition")) shared = entry->value;
    }
    return shared;
}
