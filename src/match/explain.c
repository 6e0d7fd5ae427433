/*
 * Explain: see explain.h.
 */
#include "match/explain.h"

#include "match/embedded.h"

static const char *const folders[EXPLAIN_GROUP_COUNT] = {
    [EXPLAIN_CAUSES] = "explain/causes/",
    [EXPLAIN_FIXES] = "explain/fixes/",
};

/* Reads an embedded file as a text of a group; false if it is none. */
static bool read(const EmbeddedFile *file, ExplainGroup group, Explanation *explanation) {
    Str path = str_from(file->path);
    Str folder = str_from(folders[group]);
    Str suffix = STR(".txt");
    if (!str_starts(path, folder) || !str_ends(path, suffix)) {
        return false;
    }
    const void *bytes = file->data;
    explanation->id = str_slice(path, folder.len, path.len - suffix.len);
    explanation->text = (Str){.data = bytes, .len = file->size};
    explanation->body = explanation->text;
    Str empty;
    return str_next(&explanation->body, '\n', &explanation->title) &&
           str_next(&explanation->body, '\n', &empty);
}

bool explain_next(ExplainGroup group, size_t *at, Explanation *explanation) {
    while (*at < embedded_file_count) {
        if (read(&embedded_files[(*at)++], group, explanation)) {
            return true;
        }
    }
    return false;
}

bool explain_find(Str id, Explanation *explanation) {
    for (int group = 0; group < EXPLAIN_GROUP_COUNT; group++) {
        size_t at = 0;
        while (explain_next((ExplainGroup)group, &at, explanation)) {
            if (str_eq(explanation->id, id)) {
                return true;
            }
        }
    }
    return false;
}
