/*
 * Reading options: see options.h.
 */
#include "cli/options.h"

#include <getopt.h>
#include <string.h>

#include "base/text.h"

/* getopt_long answers with FIRST_VALUE + the row, so that no letter can be meant; FIRST_NO for --no-. */
enum { MOST_ROWS = 64, FIRST_VALUE = 0x100, FIRST_NO = 0x200, NUMBER_LIMIT = 1000000 };

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

/* What is wrong with a value that its row does not take. */
static Status check_value(Arena *arena, const Option *row, Str value) {
    size_t number = 0;
    if ((row->kind == OPTION_TEXT || row->kind == OPTION_LIST) && value.len == 0) {
        return status_error(STATUS_USAGE, "--%s needs a %s that is not empty; try sendfix --help",
                            row->name, row->argument);
    }
    if (row->knows != NULL && !row->knows(value)) {
        return status_error(STATUS_USAGE, "--%s: there is no '" STR_FMT "'; try sendfix --help",
                            row->name, STR_ARG(text_printable(arena, value)));
    }
    if ((row->kind == OPTION_NUMBER || row->kind == OPTION_COUNT) && !read_number(value, &number)) {
        return status_error(STATUS_USAGE,
                            "--%s: '" STR_FMT "' is no number up to %d; try sendfix --help",
                            row->name, STR_ARG(text_printable(arena, value)), NUMBER_LIMIT);
    }
    return status_ok();
}

/* The index of a choice; that of the NULL at the end if there is none. */
static size_t find_choice(const Option *row, Str value) {
    size_t i = 0;
    while (row->choices[i] != NULL && (value.len == 0 || !str_is(value, row->choices[i]))) {
        i++;
    }
    return i;
}

Status options_set(Arena *arena, Options *options, const Option *row, Str value) {
    char *base = (char *)options;
    void *place = base + row->field;
    Status status = check_value(arena, row, value);
    if (!status_is_ok(&status)) {
        return status;
    }
    if (row->kind == OPTION_FLAG) {
        *(bool *)place = true;
    } else if (row->kind == OPTION_LIST) {
        StrList *list = place;
        VEC_PUSH(arena, list, value);
    } else if (row->kind == OPTION_TEXT || row->kind == OPTION_COUNT) {
        *(Str *)place = value;
    } else if (row->kind == OPTION_NUMBER) {
        read_number(value, place);
    } else {
        size_t choice = find_choice(row, value);
        if (row->choices[choice] == NULL) {
            return wrong_choice(arena, row, value);
        }
        *(int *)place = (int)choice;
    }
    if (row->given != 0) {
        void *given = base + row->given;
        *(bool *)given = true;
    }
    return status;
}

static const Option *row_of_answer(int answer) {
    for (size_t i = 0; i < option_table_count; i++) {
        if (answer == FIRST_VALUE + (int)i || answer == FIRST_NO + (int)i ||
            (option_table[i].letter != 0 && answer == option_table[i].letter)) {
            return &option_table[i];
        }
    }
    return NULL;
}

/*
 * argument is what getopt_long stopped at. Which of several troubles with a long option it was, it
 * does not tell.
 */
static Status not_an_option(const char *argument) {
    if (strncmp(argument, "--", 2) != 0) {
        return status_error(STATUS_USAGE, "unknown option '-%c'; try sendfix --help", optopt);
    }
    const Option *row = row_of_answer(optopt);
    if (optopt >= FIRST_VALUE && row != NULL) {
        return status_error(STATUS_USAGE, "--%s%s takes no value; try sendfix --help",
                            optopt >= FIRST_NO ? "no-" : "", row->name);
    }
    return status_error(STATUS_USAGE, "unknown option '%s'; try sendfix --help", argument);
}

/* Whether --no-NAME takes a flag back that a configuration file may have set. */
static bool can_be_taken_back(const Option *row) {
    return row->kind == OPTION_FLAG && row->configurable;
}

/*
 * Fills the two descriptions that getopt_long wants; a colon in front of letters tells a missing
 * value apart.
 */
static void describe(Arena *arena, struct option *longs, char *letters) {
    size_t count = 0;
    size_t used = 0;
    letters[used++] = ':';
    for (size_t i = 0; i < option_table_count; i++) {
        const Option *row = &option_table[i];
        longs[count++] = (struct option){.name = row->name,
                                         .has_arg = row->argument == NULL ? no_argument
                                                    : row->optional       ? optional_argument
                                                                          : required_argument,
                                         .val = FIRST_VALUE + (int)i};
        if (can_be_taken_back(row)) {
            Str name = str_format(arena, "no-%s", row->name);
            longs[count++] =
                (struct option){.name = str_cstr(arena, name), .val = FIRST_NO + (int)i};
        }
        if (row->letter != 0) {
            letters[used++] = row->letter;
            if (row->argument != NULL && !row->optional) {
                letters[used++] = ':';
            }
        }
    }
    longs[count] = (struct option){0};
    letters[used] = '\0';
}

const Option *options_find(Str name) {
    for (size_t i = 0; i < option_table_count; i++) {
        if (str_is(name, option_table[i].name)) {
            return &option_table[i];
        }
    }
    return NULL;
}

void options_clear_flag(Options *options, const Option *row) {
    char *base = (char *)options;
    void *place = base + row->field;
    *(bool *)place = false;
}

Status options_parse(Arena *arena, Options *options, int argc, char **argv) {
    struct option longs[2 * MOST_ROWS + 1];
    char letters[2 * MOST_ROWS + 2];
    describe(arena, longs, letters);
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
        if (answer >= FIRST_NO) {
            options_clear_flag(options, row);
            continue;
        }
        Str value = row->argument == NULL             ? (Str){0}
                    : optarg == NULL && row->optional ? str_from(row->choices[1])
                                                      : str_from(optarg);
        Status status = options_set(arena, options, row, value);
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
        if (can_be_taken_back(row) && str_starts(argument, STR("--no-")) &&
            str_eq(str_from_offset(argument, 5), name)) {
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
