/*
 * A new folder for one test: see place.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "place.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/tree.h"

int place_make(void **state) {
    const char *base = getenv("TMPDIR");
    char name[512];
    snprintf(name, sizeof name, "%s/sendfix-test-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(name) == NULL) {
        return -1;
    }
    Place *place = calloc(1, sizeof *place);
    if (place == NULL) {
        return -1;
    }
    place->folder = file_real_path(&place->arena, str_from(name));
    *state = place;
    return place->folder.len > 0 ? 0 : -1;
}

int place_remove(void **state) {
    Place *place = *state;
    tree_remove(place->folder);
    arena_finish(&place->arena);
    free(place);
    return 0;
}

Str place_path(Place *place, const char *name) {
    return file_join(&place->arena, place->folder, str_from(name));
}

const char *place_path_c(Place *place, const char *name) {
    return str_cstr(&place->arena, place_path(place, name));
}

static void make_folders(Place *place, Str name) {
    Str folder = file_folder(name);
    if (folder.len > 0) {
        make_folders(place, folder);
        mkdir(place_path_c(place, str_cstr(&place->arena, folder)), 0700);
    }
}

void place_put(Place *place, const char *name, const char *content) {
    make_folders(place, str_from(name));
    Status status = file_replace(place_path(place, name), str_from(content));
    assert_string_equal(status.message, "");
}

Str place_get(Place *place, const char *name) {
    Str content = {0};
    Status status = file_read(&place->arena, &content, place_path(place, name), 0);
    assert_string_equal(status.message, "");
    return content;
}

const char *place_script(Place *place, const char *name, const char *body) {
    Str text = str_format(&place->arena, "#!/bin/sh\n%s", body);
    place_put(place, name, str_cstr(&place->arena, text));
    const char *path = place_path_c(place, name);
    assert_int_equal(chmod(path, 0700), 0);
    return path;
}

size_t place_count(Place *place, const char *name) {
    DIR *folder = opendir(place_path_c(place, name));
    assert_non_null(folder);
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(folder);
    return count;
}
