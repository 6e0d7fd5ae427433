/*
 * Which files make up the crate around a file.
 *
 * rustc tells only the files that its spans point into, but a repair may begin in any other: the
 * whole crate is needed. Its folder is the nearest one upwards with main.rs, lib.rs or Cargo.toml.
 * A lone file that rustc compiles in a folder of other things has none of these; there the
 * `mod name;` lines are followed instead, down from the file and up to what declares it.
 */
#include "rust/workspace_path.h"

enum { MOST_FILES = 20000, MOST_MODULES = 2000, MOST_BYTES = 8 << 20, FOLDERS_UP = 8 };

/* The path to open for a name below base. */
static Str on_disk(Arena *arena, const Place *place, Str name) {
    return name.len > 0 ? file_join(arena, place->base, name) : place->base;
}

static bool has_file(Arena *arena, Str folder, const char *name) {
    return file_is_regular(file_join(arena, folder, str_from(name)));
}

/* Adds a file by its name below base, once. */
static void add_file(Arena *arena, CrateFiles *files, const Place *place, Str name) {
    for (size_t i = 0; i < files->names.count; i++) {
        if (str_eq(files->names.items[i], name)) return;
    }
    VEC_PUSH(arena, &files->names, name);
    VEC_PUSH(arena, &files->disks, on_disk(arena, place, name));
}

/* ---- a crate with a folder of its own ---- */

/* Whether a package of its own lies between a file and the folder of the crate. */
static bool is_of_inner_package(Arena *arena, Str disk, Str top) {
    Str folder = file_folder(disk);
    while (folder.len > top.len) {
        if (has_file(arena, folder, "Cargo.toml")) return true;
        folder = file_folder(folder);
    }
    return false;
}

static void list_folder(Arena *arena, CrateFiles *out, const Place *place, Str folder) {
    Str top = on_disk(arena, place, folder);
    bool package = has_file(arena, top, "Cargo.toml");
    StrList disks = {.count = 0};
    Str checked = {.data = NULL}; /* the folder of the file before, and what was found about it */
    bool inner = false;
    file_list(arena, &disks, top, STR(".rs"), MOST_FILES);
    for (size_t i = 0; i < disks.count; i++) {
        Str disk = disks.items[i];
        if (package && !str_eq(file_folder(disk), checked)) {
            checked = file_folder(disk);
            inner = is_of_inner_package(arena, disk, top);
        }
        if (inner) continue;
        Str below = str_from_offset(disk, top.len + (str_ends(top, STR("/")) ? 0 : 1));
        VEC_PUSH(arena, &out->names, file_join(arena, folder, below));
        VEC_PUSH(arena, &out->disks, disk);
    }
}

/* ---- a lone file ---- */

/* The next name of a `mod name;` at or behind *at, which moves behind it; empty at the end. */
static Str next_module(Str text, size_t *at) {
    for (size_t word = str_find_word(text, STR("mod"), *at); word != STR_NONE;
         word = str_find_word(text, STR("mod"), word + 1)) {
        Str rest = str_from_offset(text, word + 3);
        size_t end = str_find_byte(rest, ';');
        Str name = end == STR_NONE ? rest : str_trim(str_slice(rest, 0, end));
        size_t i = 0;
        while (i < name.len && str_is_identifier_byte(name.data[i])) i++;
        if (end != STR_NONE && i == name.len && i > 0) {
            *at = word + 3 + end;
            return name;
        }
    }
    *at = text.len;
    return (Str){.data = NULL};
}

/* The folder in which the modules of a file lie, besides its own: "a/b.rs" gives "a/b". */
static Str module_folder(Str name) {
    return str_slice(name, 0, name.len - (sizeof ".rs" - 1));
}

static void follow_modules(Arena *arena, CrateFiles *out, const Place *place, size_t from) {
    for (size_t i = from; i < out->names.count && i < MOST_MODULES; i++) {
        Str text = {.data = NULL};
        Status status = file_read(arena, &text, out->disks.items[i], MOST_BYTES);
        if (!status_is_ok(&status)) continue;
        Str folders[] = {file_folder(out->names.items[i]), module_folder(out->names.items[i])};
        size_t at = 0;
        for (Str module = next_module(text, &at); module.len > 0; module = next_module(text, &at)) {
            for (size_t f = 0; f < sizeof folders / sizeof folders[0]; f++) {
                Str file = str_format(arena, STR_FMT ".rs", STR_ARG(module));
                Str flat = file_join(arena, folders[f], file);
                Str deep = file_join(arena, file_join(arena, folders[f], module), STR("mod.rs"));
                if (file_is_regular(on_disk(arena, place, flat)))
                    add_file(arena, out, place, flat);
                else if (file_is_regular(on_disk(arena, place, deep)))
                    add_file(arena, out, place, deep);
            }
        }
    }
}

/* Adds the files beside a file that declare it as their module. */
static void add_declarers(Arena *arena, CrateFiles *out, const Place *place, Str name) {
    Str folder = file_folder(name);
    Str top = on_disk(arena, place, folder);
    Str stem = module_folder(file_base_name(name));
    StrList disks = {.count = 0};
    file_list(arena, &disks, top, STR(".rs"), MOST_FILES);
    for (size_t i = 0; i < disks.count; i++) {
        Str text = {.data = NULL};
        if (!str_eq(file_folder(disks.items[i]), top)) continue;
        Status status = file_read(arena, &text, disks.items[i], MOST_BYTES);
        size_t at = 0;
        Str module = status_is_ok(&status) ? next_module(text, &at) : (Str){.data = NULL};
        while (module.len > 0 && !str_eq(module, stem)) module = next_module(text, &at);
        if (module.len > 0)
            add_file(arena, out, place, file_join(arena, folder, file_base_name(disks.items[i])));
    }
}

/* ---- both ---- */

void crate_list(Arena *arena, CrateFiles *out, const Place *place, Str path) {
    Str folder = file_folder(path);
    for (int i = 0; i <= FOLDERS_UP; i++) {
        Str top = on_disk(arena, place, folder);
        if (has_file(arena, top, "main.rs") || has_file(arena, top, "lib.rs") ||
            has_file(arena, top, "Cargo.toml")) {
            list_folder(arena, out, place, folder);
            return;
        }
        if (str_eq(folder, place->base) || !folder_above(folder, &folder)) break;
    }
    add_file(arena, out, place, path);
    add_declarers(arena, out, place, path);
    follow_modules(arena, out, place, 0);
}
