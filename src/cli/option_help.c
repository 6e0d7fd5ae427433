/*
 * The options as --help shows them: see options.h.
 */
#include <string.h>

#include "base/text.h"
#include "cli/options.h"
#include "render/render.h"

static const char *const group_titles[OPTION_GROUP_COUNT] = {
    [OPTION_GROUP_OUTPUT] = "What it writes:\n",
    [OPTION_GROUP_INPUT] = "What it reads:\n",
    [OPTION_GROUP_REPAIR] = "How `cargo sendfix` repairs:\n",
    [OPTION_GROUP_OTHER] = "Other:\n",
};

enum { OPTION_COLUMN = 26, FORMAT_COLUMN = 14 };

void options_add_row(Page *page, Str head, size_t column, Str text) {
    size_t used = text_width(head);
    page_raw(page, PAINT_PLAIN, head);
    if (text.len > 0 && used >= column) {
        page_newline(page);
        used = 0;
    }
    if (text.len > 0) {
        page_indent(page, column - used);
        page_prose(page, PAINT_PLAIN, column, column, text);
    }
    page_newline(page);
}

static Str option_head(Arena *arena, const Option *row) {
    StrBuf head = strbuf_new(arena);
    if (row->letter != 0) {
        strbuf_addf(&head, "  -%c, --%s", row->letter, row->name);
    } else {
        strbuf_addf(&head, "      --%s", row->name);
    }
    if (row->argument != NULL) {
        const char *before = row->optional ? "[=" : row->kind == OPTION_LIST ? " " : "=";
        strbuf_addf(&head, "%s%s%s", before, row->argument, row->optional ? "]" : "");
    }
    return strbuf_str(&head);
}

static void add_option(Page *page, const Option *row, OptionsShown shown) {
    const char *text = shown == OPTIONS_ALL ? row->help : row->brief;
    options_add_row(page, option_head(page->arena, row), OPTION_COLUMN, str_from(text));
    if (shown != OPTIONS_ALL || strcmp(row->name, "format") != 0) {
        return;
    }
    for (size_t i = 0; i < render_table_count; i++) {
        Str head = str_format(page->arena, "%*s%s", FORMAT_COLUMN, "", render_table[i]->name);
        options_add_row(page, head, OPTION_COLUMN, str_from(render_table[i]->help));
    }
}

void options_add_help(Page *page, OptionsShown shown) {
    for (int group = 0; group < OPTION_GROUP_COUNT; group++) {
        if (shown == OPTIONS_ALL) {
            page_raw(page, PAINT_PLAIN, str_from(group_titles[group]));
        }
        for (size_t i = 0; i < option_table_count; i++) {
            const Option *row = &option_table[i];
            if ((int)row->group == group && (shown == OPTIONS_ALL || row->brief != NULL)) {
                add_option(page, row, shown);
            }
        }
        if (shown == OPTIONS_ALL) {
            page_newline(page);
        }
    }
}
