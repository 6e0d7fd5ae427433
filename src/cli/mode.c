/*
 * Mode: see mode.h. Two tables, names of the program and first words.
 */
#include "cli/mode.h"

#include <stddef.h>

#include "base/file.h"
#include "base/str.h"

typedef struct ModeName {
    const char *name;
    Mode mode;
} ModeName;

static const ModeName program_names[] = {
    {.name = "cargo-sendfix", .mode = MODE_CARGO},
    {.name = "sendfix-rustc", .mode = MODE_WRAPPER},
};

static const ModeName first_words[] = {
    {.name = "cargo-sendfix", .mode = MODE_CARGO},
    {.name = "explain", .mode = MODE_EXPLAIN},
};

static Mode find(const ModeName *names, size_t count, Str name) {
    for (size_t i = 0; i < count; i++) {
        if (str_is(name, names[i].name)) {
            return names[i].mode;
        }
    }
    return MODE_FILTER;
}

/* cargo calls a RUSTC_WRAPPER as `sendfix /path/to/rustc ARGUMENTS`. */
static bool is_compiler(Str word) {
    Str name = file_base_name(word);
    return str_is(name, "rustc") || str_is(name, "clippy-driver") || str_is(name, "rustc.exe");
}

Mode mode_choose(int argc, char **argv, int *skip) {
    *skip = 0;
    Mode mode = MODE_FILTER;
    if (argc > 0) {
        mode = find(program_names, sizeof program_names / sizeof *program_names,
                    file_base_name(str_from(argv[0])));
    }
    if (mode == MODE_FILTER && argc > 1) {
        mode = find(first_words, sizeof first_words / sizeof *first_words, str_from(argv[1]));
        *skip = mode != MODE_FILTER;
        if (is_compiler(str_from(argv[1]))) {
            mode = MODE_WRAPPER;
        }
    }
    /* cargo repeats the subcommand's name; somebody who runs cargo-sendfix by hand does not. */
    if (mode == MODE_CARGO && argc > *skip + 1 && str_is(str_from(argv[*skip + 1]), "sendfix")) {
        ++*skip;
    }
    return mode;
}
