/*
 * The options as --help shows them: see options.h.
 */
#include <string.h>

#include "cli/options.h"
#include "render/render.h"

static const char *const group_titles[OPTION_GROUP_COUNT] = {
    [OPTION_GROUP_OUTPUT] = "What it writes",
    [OPTION_GROUP_INPUT] = "What it reads",
    [OPTION_GROUP_REPAIR] = "How `cargo sendfix` repairs",
    [OPTION_GROUP_OTHER] = "Other",
};

enum { HELP_COLUMN = 24, HELP_WIDTH = 80 };

/* Prints text from HELP_COLUMN on, broken at blanks before HELP_WIDTH; the cursor is at column. */
static void print_sentence(FILE *out, size_t column, const char *text) {
    Str rest = str_from(text);
    Str word;
    fprintf(out, "%*s", column < HELP_COLUMN ? (int)(HELP_COLUMN - column) : 1, "");
    column = HELP_COLUMN;
    bool first = true;
    while (str_next(&rest, ' ', &word)) {
        if (!first && column + 1 + word.len > HELP_WIDTH) {
            fprintf(out, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
            first = true;
        }
        column += (size_t)fprintf(out, "%s" STR_FMT, first ? "" : " ", STR_ARG(word));
        first = false;
    }
    fputc('\n', out);
}

static void print_row(FILE *out, const Option *row, OptionsShown shown) {
    int used = row->letter != 0 ? fprintf(out, "  -%c, --%s", row->letter, row->name)
                                : fprintf(out, "      --%s", row->name);
    if (row->argument != NULL) {
        const char *before = row->optional ? "[=" : row->kind == OPTION_LIST ? " " : "=";
        used += fprintf(out, "%s%s%s", before, row->argument, row->optional ? "]" : "");
    }
    print_sentence(out, (size_t)used, shown == OPTIONS_ALL ? row->help : row->brief);
    if (shown == OPTIONS_ALL && strcmp(row->name, "format") == 0) {
        for (size_t i = 0; i < render_table_count; i++) {
            int start = fprintf(out, "%*s%-11s", HELP_COLUMN - 12, "", render_table[i]->name);
            print_sentence(out, (size_t)start, render_table[i]->help);
        }
    }
}

void options_print_help(FILE *out, OptionsShown shown) {
    for (int group = 0; group < OPTION_GROUP_COUNT; group++) {
        if (shown == OPTIONS_ALL) {
            fprintf(out, "%s:\n", group_titles[group]);
        }
        for (size_t i = 0; i < option_table_count; i++) {
            const Option *row = &option_table[i];
            if ((int)row->group == group && (shown == OPTIONS_ALL || row->brief != NULL)) {
                print_row(out, row, shown);
            }
        }
        if (shown == OPTIONS_ALL) {
            fputc('\n', out);
        }
    }
}
