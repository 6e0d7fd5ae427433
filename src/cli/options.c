/*
 * Reading options: see options.h.
 */
#include "cli/options.h"

#include <getopt.h>
#include <string.h>

#include "base/text.h"

/* getopt_long answers with FIRST_VALUE + the row, so that no letter can be meant. */
enum { MOST_ROWS = 64, FIRST_VALUE = 0x100, NUMBER_LIMIT = 100000 };

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

static Status wrong_choice(Arena *arena, const Option *row, Str value) {
    char names[100] = "";
    size_t used = 0;
    for (size_t i = 0; row->choices[i] != NULL && used < sizeof names; i++) {
        if (row->choices[i][0] == '\0') {
            continue;
        }
        int added = snprintf(names + used, sizeof names - used, "%s%s", used > 0 ? ", " : "",
                             row->choices[i]);
        used += added > 0 ? (size_t)added : 0;
    }
    return status_error(STATUS_USAGE, "--%s: '" STR_FMT "' is none of %s; try sendfix --help",
                        row->name, STR_ARG(text_printable(arena, value)), names);
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
        if (row->choices[i] == NULL || value.len == 0) {
            return wrong_choice(arena, row, value);
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
    if (optopt >= FIRST_VALUE && optopt < FIRST_VALUE + (int)option_table_count) {
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
    for (size_t i = 0; i < option_table_count; i++) {
        const Option *row = &option_table[i];
        longs[i] = (struct option){.name = row->name,
                                   .has_arg = row->argument == NULL ? no_argument
                                              : row->optional       ? optional_argument
                                                                    : required_argument,
                                   .val = FIRST_VALUE + (int)i};
        if (row->letter != 0) {
            letters[used++] = row->letter;
            if (row->argument != NULL && !row->optional) {
                letters[used++] = ':';
            }
        }
    }
    longs[option_table_count] = (struct option){0};
    letters[used] = '\0';
}

static const Option *row_of_answer(int answer) {
    for (size_t i = 0; i < option_table_count; i++) {
        if (answer == FIRST_VALUE + (int)i ||
            (option_table[i].letter != 0 && answer == option_table[i].letter)) {
            return &option_table[i];
        }
    }
    return NULL;
}

const Option *options_find(Str name) {
    for (size_t i = 0; i < option_table_count; i++) {
        if (str_is(name, option_table[i].name)) {
            return &option_table[i];
        }
    }
    return NULL;
}

Status options_set(Arena *arena, Options *options, const Option *row, Str value) {
    return land(arena, options, row, value);
}

void options_clear_flag(Options *options, const Option *row) {
    char *base = (char *)options;
    void *place = base + row->field;
    *(bool *)place = false;
}

Status options_parse(Arena *arena, Options *options, int argc, char **argv) {
    struct option longs[MOST_ROWS + 1];
    char letters[2 * MOST_ROWS + 2];
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
        Str value = row->argument == NULL             ? (Str){0}
                    : optarg == NULL && row->optional ? str_from(row->choices[1])
                                                      : str_from(optarg);
        Status status = land(arena, options, row, value);
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
    for (size_t i = 0; i < option_table_count; i++) {
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
            *separate_value = rest.len == 0 && row->argument != NULL && !row->optional;
            return true;
        }
    }
    return false;
}
