/*
 * Manifest: see manifest.h.
 */
#include "rust/manifest.h"

#include "base/toml.h"

enum { MOST_DEPENDENCIES = 2000 };

#define FILE_NAME STR("Cargo.toml")

/* What a folder's manifest sets; nothing where there is none to read. */
static TomlEntryList read_manifest(Arena *arena, Str folder) {
    TomlEntryList entries = {0};
    Status status = toml_read_file(arena, &entries, file_join(arena, folder, FILE_NAME));
    (void)status;
    return entries;
}

/* The path that the workspace gives for a dependency of a name; empty if it gives none. */
static Str inherited_path(const TomlEntryList *workspace, Str name) {
    for (size_t i = 0; i < workspace->count; i++) {
        const TomlEntry *entry = &workspace->items[i];
        const TomlKey *dependency = toml_below(entry->key, "workspace.dependencies");
        if (entry->kind == TOML_STRING && dependency != NULL && str_eq(dependency->name, name) &&
            str_is(entry->key->name, "path")) {
            return entry->value;
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
    TomlEntryList own = read_manifest(arena, folder);
    TomlEntryList workspace = read_manifest(arena, root);
    size_t asked = 0;
    for (size_t i = 0; i < own.count && asked < MOST_DEPENDENCIES; i++) {
        const TomlEntry *entry = &own.items[i];
        if (entry->kind == TOML_STRING && str_is(entry->key->name, "path")) {
            asked++;
            add_package(arena, out, folder, entry->value);
        } else if (entry->kind == TOML_BOOLEAN && str_is(entry->value, "true") &&
                   str_is(entry->key->name, "workspace") && entry->key->above != NULL) {
            asked++;
            Str path = inherited_path(&workspace, entry->key->above->name);
            if (path.len > 0) add_package(arena, out, root, path);
        }
    }
}
