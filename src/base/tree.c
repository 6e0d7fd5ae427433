/*
 * Scratch folders: see tree.h.
 */
#include "base/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_DEPTH = 64, FOLDER_MODE = 0700, FILE_MODE = 0600 };

static Status failed(const char *what, Str path) {
    return status_error(STATUS_IO, "cannot %s " STR_FMT ": %s", what, STR_ARG(path),
                        strerror(errno));
}

Status tree_make(Arena *arena, Str *folder, Str base) {
    bool usable = base.len > 0 && base.data[0] == '/';
    Str pattern = file_join(arena, usable ? base : STR("/tmp"), STR("sendfix-XXXXXX"));
    char *path = arena_alloc(arena, pattern.len + 1);
    memcpy(path, pattern.data, pattern.len);
    if (mkdtemp(path) == NULL) {
        return failed("make a folder like", pattern);
    }
    *folder = str_from(path);
    return status_ok();
}

static void remove_at(int parent, const char *name, unsigned depth) {
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor >= 0 && depth < MOST_DEPTH) {
        DIR *folder = fdopendir(descriptor);
        for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
            if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
                continue;
            }
            if (unlinkat(descriptor, entry->d_name, 0) != 0) {
                remove_at(descriptor, entry->d_name, depth + 1);
            }
        }
        if (folder != NULL) {
            closedir(folder);
        } else {
            close(descriptor);
        }
    }
    unlinkat(parent, name, AT_REMOVEDIR);
}

void tree_remove(Str folder) {
    Arena arena = {0};
    if (folder.len > 1) {
        remove_at(AT_FDCWD, str_cstr(&arena, folder), 0);
    }
    arena_finish(&arena);
}

Status tree_make_inside(Str folder, Str name) {
    Arena arena = {0};
    Str path = file_join(&arena, folder, name);
    Status status =
        mkdir(str_cstr(&arena, path), FOLDER_MODE) == 0 ? status_ok() : failed("make", path);
    arena_finish(&arena);
    return status;
}

/* The next name of a path, where the path goes on behind it. */
static bool next_folder(Str file, Str prefix, Str *name) {
    if (prefix.len > 0) {
        if (!str_starts(file, prefix) || file.len <= prefix.len || file.data[prefix.len] != '/') {
            return false;
        }
        file = str_from_offset(file, prefix.len + 1);
    }
    size_t slash = str_find_byte(file, '/');
    *name = slash != STR_NONE ? str_slice(file, 0, slash) : file;
    return true;
}

/* Whether an entry of the folder `prefix` is one of the files (0), a folder above one (1), or neither (-1). */
static int part_of(const StrList *files, Str prefix, Str entry) {
    int part = -1;
    for (size_t i = 0; i < files->count; i++) {
        Str name;
        if (next_folder(files->items[i], prefix, &name) && str_eq(name, entry)) {
            size_t end = (prefix.len > 0 ? prefix.len + 1 : 0) + name.len;
            part = end < files->items[i].len ? 1 : part;
            part = end == files->items[i].len && part < 0 ? 0 : part;
        }
    }
    return part;
}

static Status overlay(Arena *arena, Str copy, Str original, const StrList *files, Str prefix,
                      unsigned depth) {
    DIR *folder = opendir(str_cstr(arena, original));
    if (folder == NULL || depth > MOST_DEPTH) {
        Status status = failed("read", original);
        if (folder != NULL) {
            closedir(folder);
        }
        return status;
    }
    Status status = status_ok();
    for (struct dirent *entry; status_is_ok(&status) && (entry = readdir(folder)) != NULL;) {
        Str name = str_copy(arena, str_from(entry->d_name));
        int part = part_of(files, prefix, name);
        if (str_is(name, ".") || str_is(name, "..") || part == 0) {
            continue;
        }
        Str from = file_join(arena, original, name);
        Str to = file_join(arena, copy, name);
        if (part < 0) {
            if (symlink(str_cstr(arena, from), str_cstr(arena, to)) != 0) {
                status = failed("link", to);
            }
            continue;
        }
        if (mkdir(str_cstr(arena, to), FOLDER_MODE) != 0) {
            status = failed("make", to);
        } else {
            status = overlay(arena, to, from, files,
                             prefix.len > 0 ? file_join(arena, prefix, name) : name, depth + 1);
        }
    }
    closedir(folder);
    return status;
}

Status tree_overlay(Arena *arena, Str copy, Str original, const StrList *files) {
    return overlay(arena, copy, original, files, (Str){0}, 0);
}

Status tree_write(Arena *arena, Str folder, Str file, Str text) {
    Str path = file_join(arena, folder, file);
    int descriptor = open(str_cstr(arena, path),
                          O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
    if (descriptor < 0) {
        return failed("write", path);
    }
    Status status = status_ok();
    for (size_t done = 0; status_is_ok(&status) && done < text.len;) {
        ssize_t wrote = write(descriptor, text.data + done, text.len - done);
        if (wrote < 0 && errno != EINTR) {
            status = failed("write", path);
        }
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    if (close(descriptor) != 0 && status_is_ok(&status)) {
        status = failed("write", path);
    }
    return status;
}
