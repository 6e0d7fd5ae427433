/*
 * THE list of output formats, sorted by name.
 */
#include "render/table.h"

const Renderer *const render_table[] = {
    &render_github, &render_human, &render_json, &render_patch, &render_rustc,
};

const size_t render_table_count = sizeof render_table / sizeof render_table[0];

const Renderer *render_find(Str name) {
    for (size_t i = 0; i < render_table_count; i++) {
        if (str_is(name, render_table[i]->name)) return render_table[i];
    }
    return NULL;
}
