/*
 * Explain: see explain.h.
 */
#include "cli/explain.h"

#include "fix/fix.h"
#include "match/embedded.h"

#define FOLDER STR("explain/")
#define SUFFIX STR(".txt")

/* The id that an embedded file explains; false if it is no such text. */
static bool id_of(const EmbeddedFile *file, Str *id) {
    Str path = str_from(file->path);
    if (!str_starts(path, FOLDER) || !str_ends(path, SUFFIX)) {
        return false;
    }
    *id = str_slice(path, FOLDER.len, path.len - SUFFIX.len);
    return true;
}

static Str text_of(const EmbeddedFile *file) {
    const void *bytes = file->data;
    return (Str){.data = bytes, .len = file->size};
}

bool explain_find(Str id, Str *text) {
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str found;
        if (id_of(&embedded_files[i], &found) && str_eq(found, id)) {
            *text = text_of(&embedded_files[i]);
            return true;
        }
    }
    return false;
}

static bool is_fix(Str id) {
    for (size_t i = 0; i < fix_table_count; i++) {
        if (str_is(id, fix_table[i]->id)) {
            return true;
        }
    }
    return false;
}

static void print_group(FILE *out, bool fixes) {
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str id;
        if (!id_of(&embedded_files[i], &id) || is_fix(id) != fixes) {
            continue;
        }
        Str rest = text_of(&embedded_files[i]);
        Str title = {0};
        str_next(&rest, '\n', &title);
        fprintf(out, "  %-22.*s " STR_FMT "\n", STR_ARG(id), STR_ARG(title));
    }
}

void explain_print_list(FILE *out) {
    fputs("Causes:\n", out);
    print_group(out, false);
    fputs("Repairs:\n", out);
    print_group(out, true);
}
