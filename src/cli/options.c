/*
 * The option table and its two readers: see options.h.
 */
#include "cli/options.h"

#include <getopt.h>
#include <stddef.h>
#include <string.h>

#include "render/render.h"

static const char *const color_names[] = {"auto", "always", "never", NULL};

const Option option_table[] = {
    {.name = "allow-dirty",
     .group = OPTION_GROUP_REPAIR,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, allow_dirty),
     .help = "with --fix: also where files have changes that are not committed"},
    {.name = "allow-no-vcs",
     .group = OPTION_GROUP_REPAIR,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, allow_no_vcs),
     .help = "with --fix: also where the files are not under git"},
    {.name = "allow-staged",
     .group = OPTION_GROUP_REPAIR,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, allow_staged),
     .help = "with --fix: also where changes are staged"},
    {.name = "ascii",
     .group = OPTION_GROUP_OUTPUT,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, ascii),
     .help = "draw with ASCII characters only"},
    {.name = "check-patterns",
     .group = OPTION_GROUP_OTHER,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, check_patterns),
     .help = "run the examples of all patterns, tell which fail, and exit"},
    {.name = "check-time",
     .argument = "MS",
     .group = OPTION_GROUP_REPAIR,
     .kind = OPTION_TEXT,
     .field = offsetof(Options, check_time),
     .help = "how long one try may take, in milliseconds (default: four times what rustc took)"},
    {.name = "color",
     .argument = "WHEN",
     .group = OPTION_GROUP_OUTPUT,
     .kind = OPTION_CHOICE,
     .field = offsetof(Options, color),
     .given = offsetof(Options, color_given),
     .choices = color_names,
     .help = "use colors: auto (on a terminal; the default), always or never"},
    {.name = "diff",
     .group = OPTION_GROUP_OUTPUT,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, diff),
     .help = "the same as --format=patch: print what would be changed, and change nothing"},
    {.name = "dump",
     .argument = "STAGE",
     .group = OPTION_GROUP_OTHER,
     .kind = OPTION_CHOICE,
     .field = offsetof(Options, dump),
     .choices = dump_stage_names,
     .help =
         "print what a stage hands on and nothing else: event, diagnostic, evidence or finding"},
    {.name = "edition",
     .argument = "YEAR",
     .group = OPTION_GROUP_INPUT,
     .kind = OPTION_TEXT,
     .field = offsetof(Options, edition),
     .help = "the crate's Rust edition, where neither cargo nor a Cargo.toml tells it"},
    {.name = "fix",
     .group = OPTION_GROUP_REPAIR,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, fix),
     .help =
         "apply the repairs that the compiler has passed, and build again, until nothing helps"},
    {.name = "format",
     .argument = "NAME",
     .group = OPTION_GROUP_OUTPUT,
     .kind = OPTION_TEXT,
     .field = offsetof(Options, format),
     .help = "what to write:"},
    {.name = "help",
     .letter = 'h',
     .group = OPTION_GROUP_OTHER,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, help),
     .help = "print this help and exit"},
    {.name = "list",
     .group = OPTION_GROUP_OTHER,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, list),
     .help = "with `explain`: list all that can be explained"},
    {.name = "max-checks",
     .argument = "N",
     .group = OPTION_GROUP_REPAIR,
     .kind = OPTION_TEXT,
     .field = offsetof(Options, max_checks),
     .help = "try repairs with at most N runs of the compiler a crate (default: 3); 0: try none"},
    {.name = "output",
     .argument = "NAME=FILE",
     .group = OPTION_GROUP_OUTPUT,
     .kind = OPTION_LIST,
     .field = offsetof(Options, outputs),
     .help = "also write the format NAME into FILE; may be given several times"},
    {.name = "path-prefix",
     .argument = "DIR",
     .group = OPTION_GROUP_OUTPUT,
     .kind = OPTION_TEXT,
     .field = offsetof(Options, path_prefix),
     .given = offsetof(Options, path_prefix_given),
     .help = "in formats for CI, put DIR in front of file names (default: the way from the top of "
             "the git repository)"},
    {.name = "patterns",
     .argument = "DIR",
     .group = OPTION_GROUP_INPUT,
     .kind = OPTION_TEXT,
     .field = offsetof(Options, patterns),
     .help = "read more patterns from DIR; one with a known id replaces the built-in one"},
    {.name = "pick",
     .group = OPTION_GROUP_REPAIR,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, pick),
     .help = "as --fix, but ask about each repair before it is applied"},
    {.name = "version",
     .letter = 'V',
     .group = OPTION_GROUP_OTHER,
     .kind = OPTION_FLAG,
     .field = offsetof(Options, version),
     .help = "print the version and exit"},
    {.name = "width",
     .argument = "COLUMNS",
     .group = OPTION_GROUP_OUTPUT,
     .kind = OPTION_NUMBER,
     .field = offsetof(Options, width),
     .given = offsetof(Options, width_given),
     .help = "wrap prose at COLUMNS, 0: never (default: as wide as the terminal, up to 120)"},
};

enum { ROWS = sizeof option_table / sizeof *option_table };
const size_t option_table_count = ROWS;

/* getopt_long answers with FIRST_VALUE + the row, so that no letter can be meant. */
enum { FIRST_VALUE = 0x100, NUMBER_LIMIT = 100000 };

static bool read_number(Str text, size_t *number) {
    *number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || *number > NUMBER_LIMIT) {
            return false;
        }
        *number = *number * 10 + (size_t)(text.data[i] - '0');
    }
    return text.len > 0 && *number <= NUMBER_LIMIT;
}

static Status wrong_choice(const Option *row, Str value) {
    char names[100] = "";
    size_t used = 0;
    for (size_t i = 0; row->choices[i] != NULL && used < sizeof names; i++) {
        int added =
            snprintf(names + used, sizeof names - used, "%s%s", i > 0 ? ", " : "", row->choices[i]);
        used += added > 0 ? (size_t)added : 0;
    }
    return status_error(STATUS_USAGE, "--%s: '" STR_FMT "' is none of %s; try sendfix --help",
                        row->name, STR_ARG(value), names);
}

/* Puts a value where its row says. */
static Status land(Arena *arena, Options *options, const Option *row, Str value) {
    char *base = (char *)options;
    void *place = base + row->field;
    if (row->kind == OPTION_FLAG) {
        *(bool *)place = true;
    } else if (row->kind == OPTION_TEXT || row->kind == OPTION_LIST) {
        if (value.len == 0) {
            return status_error(STATUS_USAGE,
                                "--%s needs a %s that is not empty; try sendfix --help", row->name,
                                row->argument);
        }
        if (row->kind == OPTION_LIST) {
            StrList *list = place;
            VEC_PUSH(arena, list, value);
        } else {
            *(Str *)place = value;
        }
    } else if (row->kind == OPTION_NUMBER) {
        if (!read_number(value, place)) {
            return status_error(STATUS_USAGE,
                                "--%s: '" STR_FMT "' is no number up to %d; try sendfix --help",
                                row->name, STR_ARG(value), NUMBER_LIMIT);
        }
    } else {
        size_t i = 0;
        while (row->choices[i] != NULL && !str_is(value, row->choices[i])) {
            i++;
        }
        if (row->choices[i] == NULL) {
            return wrong_choice(row, value);
        }
        *(int *)place = (int)i;
    }
    if (row->given != 0) {
        void *given = base + row->given;
        *(bool *)given = true;
    }
    return status_ok();
}

/*
 * argument is what getopt_long stopped at. Which of several troubles with a long option it was, it
 * does not tell.
 */
static Status not_an_option(const char *argument) {
    if (strncmp(argument, "--", 2) != 0) {
        return status_error(STATUS_USAGE, "unknown option '-%c'; try sendfix --help", optopt);
    }
    if (optopt >= FIRST_VALUE && optopt < FIRST_VALUE + ROWS) {
        return status_error(STATUS_USAGE, "--%s takes no value; try sendfix --help",
                            option_table[optopt - FIRST_VALUE].name);
    }
    return status_error(STATUS_USAGE, "unknown option '%s'; try sendfix --help", argument);
}

/*
 * Fills the two descriptions that getopt_long wants; a colon in front of letters tells a missing
 * value apart.
 */
static void describe(struct option *longs, char *letters) {
    size_t used = 0;
    letters[used++] = ':';
    for (size_t i = 0; i < ROWS; i++) {
        const Option *row = &option_table[i];
        longs[i] =
            (struct option){.name = row->name,
                            .has_arg = row->argument != NULL ? required_argument : no_argument,
                            .val = FIRST_VALUE + (int)i};
        if (row->letter != 0) {
            letters[used++] = row->letter;
            if (row->argument != NULL) {
                letters[used++] = ':';
            }
        }
    }
    longs[ROWS] = (struct option){0};
    letters[used] = '\0';
}

static const Option *row_of_answer(int answer) {
    for (size_t i = 0; i < ROWS; i++) {
        if (answer == FIRST_VALUE + (int)i ||
            (option_table[i].letter != 0 && answer == option_table[i].letter)) {
            return &option_table[i];
        }
    }
    return NULL;
}

Status options_parse(Arena *arena, Options *options, int argc, char **argv) {
    *options = (Options){0};
    struct option longs[ROWS + 1];
    char letters[2 * ROWS + 2];
    describe(longs, letters);
    opterr = 0;
    optind = 0; /* a full restart on every system, where 1 is not enough for some */
    int answer;
    while ((answer = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        const char *argument = optind > 0 && optind <= argc ? argv[optind - 1] : "";
        const Option *row = row_of_answer(answer == ':' ? optopt : answer);
        if (row == NULL) {
            return not_an_option(argument);
        }
        if (answer == ':') {
            return status_error(STATUS_USAGE, "--%s needs a %s; try sendfix --help", row->name,
                                row->argument);
        }
        Status status =
            land(arena, options, row, row->argument != NULL ? str_from(optarg) : str_from(NULL));
        if (!status_is_ok(&status)) {
            return status;
        }
    }
    for (int i = optind; i < argc; i++) {
        VEC_PUSH(arena, &options->operands, str_from(argv[i]));
    }
    return status_ok();
}

bool options_is_ours(Str argument, bool *separate_value) {
    *separate_value = false;
    for (size_t i = 0; i < ROWS; i++) {
        const Option *row = &option_table[i];
        Str name = str_from(row->name);
        if (argument.len == 2 && row->letter != 0 && argument.data[0] == '-' &&
            argument.data[1] == row->letter) {
            return true;
        }
        if (!str_starts(argument, STR("--")) || !str_starts(str_from_offset(argument, 2), name)) {
            continue;
        }
        Str rest = str_from_offset(argument, 2 + name.len);
        if (rest.len == 0 || rest.data[0] == '=') {
            *separate_value = rest.len == 0 && row->argument != NULL;
            return true;
        }
    }
    return false;
}

static const char *const group_titles[OPTION_GROUP_COUNT] = {
    [OPTION_GROUP_OUTPUT] = "What it writes",
    [OPTION_GROUP_INPUT] = "What it reads",
    [OPTION_GROUP_REPAIR] = "How `cargo sendfix` repairs",
    [OPTION_GROUP_OTHER] = "Other",
};

enum { HELP_COLUMN = 24, HELP_WIDTH = 100 };

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

static void print_row(FILE *out, const Option *row) {
    int used = row->letter != 0 ? fprintf(out, "  -%c, --%s", row->letter, row->name)
                                : fprintf(out, "      --%s", row->name);
    if (row->argument != NULL) {
        used += fprintf(out, "=%s", row->argument);
    }
    print_sentence(out, (size_t)used, row->help);
    if (strcmp(row->name, "format") == 0) {
        for (size_t i = 0; i < render_table_count; i++) {
            int start = fprintf(out, "%*s%-11s", HELP_COLUMN - 12, "", render_table[i]->name);
            print_sentence(out, (size_t)start, render_table[i]->help);
        }
    }
}

void options_print_help(FILE *out) {
    for (int group = 0; group < OPTION_GROUP_COUNT; group++) {
        fprintf(out, "%s:\n", group_titles[group]);
        for (size_t i = 0; i < ROWS; i++) {
            if ((int)option_table[i].group == group) {
                print_row(out, &option_table[i]);
            }
        }
        fputc('\n', out);
    }
}
