/*
 * THE list of output formats, sorted by name.
 */
#include "render/table.h"

const Renderer *const render_table[] = {
    &render_azure, &render_checkstyle, &render_github,   &render_gitlab, &render_human,
    &render_json,  &render_junit,      &render_markdown, &render_patch,  &render_rdjsonl,
    &render_rustc, &render_sarif,      &render_teamcity,
};

const size_t render_table_count = sizeof render_table / sizeof render_table[0];

const Renderer *render_find(Str name) {
    for (size_t i = 0; i < render_table_count; i++) {
        if (str_is(name, render_table[i]->name)) return render_table[i];
    }
    return NULL;
}
