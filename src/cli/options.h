/*
 * Options: one table (name, letter, argument, where it lands, sentence) from which parsing and
 * --help both come, so that they cannot drift apart.
 *
 * getopt_long does the reading. It is no part of POSIX, but glibc, musl, the BSDs and macOS declare
 * it in <getopt.h> whatever feature macros say; options.c alone includes that. Its own error
 * messages are switched off: ours are one line that names the option and says where help is.
 */
#ifndef SENDFIX_CLI_OPTIONS_H
#define SENDFIX_CLI_OPTIONS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/status.h"
#include "base/str.h"
#include "dump.h"
#include "render/page.h"

typedef enum ColorChoice {
    COLOR_AUTO = 0,
    COLOR_ALWAYS,
    COLOR_NEVER,
} ColorChoice;

typedef enum HelpChoice {
    HELP_NONE = 0,
    HELP_ESSENTIALS,
    HELP_ALL,
} HelpChoice;

typedef enum GenerateChoice {
    GENERATE_NOTHING = 0,
    GENERATE_MAN,
    GENERATE_CARGO_MAN,
    GENERATE_BASH,
    GENERATE_ZSH,
    GENERATE_FISH,
} GenerateChoice;

typedef enum FailOn {
    FAIL_ON_ERROR = 0,
    FAIL_ON_FINDING,
    FAIL_NEVER,
} FailOn;

/* What the command line says; borrowed from argv. */
typedef struct Options {
    Str format;      /* empty: not given, i.e. "human" */
    StrList outputs; /* "FORMAT=FILE" */
    Str path_prefix;
    bool path_prefix_given;
    int color; /* a ColorChoice */
    bool color_given;
    bool ascii;
    size_t width; /* columns; 0: do not wrap */
    bool width_given;
    Str edition;  /* empty: not given */
    Str patterns; /* folder; empty: none */
    bool check_patterns;
    bool diff; /* as format = "patch" */
    bool fix;  /* cargo sendfix: apply what the compiler has passed */
    bool pick; /* likewise, and ask before */
    bool allow_dirty;
    bool allow_staged;
    bool allow_no_vcs;
    Str max_checks;
    Str check_time;
    int dump;     /* a DumpStage */
    int help;     /* a HelpChoice */
    int generate; /* a GenerateChoice */
    bool only;
    bool quiet;
    int fail_on; /* a FailOn */
    bool list;
    bool version;
    StrList operands; /* files, or words of a mode, in order */
} Options;

typedef enum OptionKind {
    OPTION_FLAG = 0, /* bool */
    OPTION_TEXT,     /* Str */
    OPTION_LIST,     /* StrList: may be given again, each adds one */
    OPTION_NUMBER,   /* size_t */
    OPTION_COUNT,    /* Str of digits, as it is handed on in the environment; empty: not given */
    OPTION_CHOICE,   /* int: index into choices */
} OptionKind;

typedef enum OptionGroup {
    OPTION_GROUP_OUTPUT = 0,
    OPTION_GROUP_INPUT,
    OPTION_GROUP_REPAIR, /* of `cargo sendfix` alone */
    OPTION_GROUP_OTHER,
    OPTION_GROUP_COUNT,
} OptionGroup;

/* One row of the table. */
typedef struct Option {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* what --help calls it; NULL: takes none */
    bool optional;        /* it may be left out: then it is the second of choices */
    const char *brief;    /* for the help that fits a screen; NULL: it is not there */
    bool
        configurable; /* may be set by a configuration file (config.h); --no-NAME takes a flag back */
    OptionGroup group;
    OptionKind kind;
    size_t field;               /* offset in Options of where it lands */
    size_t given;               /* offset of the bool that tells it was given; 0: none */
    const char *const *choices; /* NULL-terminated, for OPTION_CHOICE */
    bool (*knows)(Str value);   /* of OPTION_TEXT; NULL: any that is not empty */
    const char *help;           /* sentences for --help */
} Option;

/* All options, sorted by name. */
extern const Option option_table[];
extern const size_t option_table_count;

/* The row of a long name without dashes; NULL if there is none. */
const Option *options_find(Str name);

/* Sets what a row stands for; the value of a flag does not count. STATUS_USAGE for a wrong value. */
Status options_set(Arena *arena, Options *options, const Option *row, Str value) MUST_USE;

/* Takes a flag back. */
void options_clear_flag(Options *options, const Option *row);

/*
 * Reads argv[1..argc) into options, over what stands there, operands (on arena) among them wherever they stand; `--` ends
 * options. argv may be reordered. STATUS_USAGE with a whole sentence where it is wrong; options
 * then holds what was read before.
 */
Status options_parse(Arena *arena, Options *options, int argc, char **argv) MUST_USE;

/*
 * Whether an argument is one of our options by its exact name or letter, for command lines that are
 * ours only up to some place. *separate_value tells whether the next argument is its value.
 */
bool options_is_ours(Str argument, bool *separate_value);

typedef enum OptionsShown {
    OPTIONS_ESSENTIAL = 0,
    OPTIONS_ALL, /* by group, with the formats */
} OptionsShown;

/* Adds the options to a page, as --help shows them. */
void options_add_help(Page *page, OptionsShown shown);
/* Adds a row of a help: a head, and from a column on what it means, wrapped there. */
void options_add_row(Page *page, Str head, size_t column, Str text);

#endif
