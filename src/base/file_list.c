/*
 * The files below a folder; see file_list in file.h.
 *
 * Folders wait on a stack instead of in recursion, and the names of a folder are sorted before they
 * are used, so that the same tree gives the same list on every machine even where the limit cuts it
 * off. Symbolic links are not followed, so the walk ends.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

static int compare_names(const void *a, const void *b) {
    return str_compare(*(const Str *)a, *(const Str *)b);
}

static void sort(Str *items, size_t count) {
    if (count > 1) {
        qsort(items, count, sizeof *items, compare_names);
    }
}

static bool is_skipped(Str folder_name) {
    return str_starts(folder_name, STR(".")) || str_is(folder_name, "target") ||
           str_is(folder_name, "node_modules");
}

/* The paths of a folder's files with the suffix and of its folders. */
static void read_folder(Arena *arena, StrList *files, StrList *folders, Str folder, Str suffix) {
    DIR *stream = opendir(str_cstr(arena, folder));
    if (stream == NULL) {
        return;
    }
    for (const struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream)) {
        Str name = str_from(entry->d_name);
        struct stat info;
        if (fstatat(dirfd(stream), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        if (S_ISREG(info.st_mode) && str_ends(name, suffix)) {
            VEC_PUSH(arena, files, file_join(arena, folder, str_copy(arena, name)));
        } else if (S_ISDIR(info.st_mode) && !is_skipped(name)) {
            VEC_PUSH(arena, folders, file_join(arena, folder, str_copy(arena, name)));
        }
    }
    closedir(stream);
}

void file_list(Arena *arena, StrList *out, Str folder, Str suffix, size_t limit) {
    size_t before = out->count;
    StrList waiting = {0};
    VEC_PUSH(arena, &waiting, folder);
    while (waiting.count > 0 && out->count - before < limit) {
        StrList files = {0};
        StrList folders = {0};
        Str next = waiting.items[--waiting.count];
        read_folder(arena, &files, &folders, next, suffix);
        sort(files.items, files.count);
        sort(folders.items, folders.count);
        for (size_t i = 0; i < files.count && out->count - before < limit; i++) {
            VEC_PUSH(arena, out, files.items[i]);
        }
        for (size_t i = folders.count; i > 0; i--) {
            VEC_PUSH(arena, &waiting, folders.items[i - 1]);
        }
    }
    if (out->count > before) {
        sort(out->items + before, out->count - before);
    }
}
