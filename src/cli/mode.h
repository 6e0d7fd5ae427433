/*
 * Mode: which of the program's ways in was taken, told by the name it runs under and by the first
 * word.
 *
 *     sendfix [OPTION]... [FILE]...                     the filter
 *     sendfix explain RULE                              a text
 *     cargo-sendfix sendfix [OPTION]... [COMMAND]...    as `cargo sendfix` runs it
 *     sendfix cargo-sendfix ...                         the same, where only one name is installed
 *     sendfix-rustc /path/to/rustc ARGUMENT...          in place of rustc, as a RUSTC_WRAPPER
 *     sendfix /path/to/rustc ARGUMENT...                the same
 */
#ifndef SENDFIX_CLI_MODE_H
#define SENDFIX_CLI_MODE_H

typedef enum Mode {
    MODE_FILTER = 0,
    MODE_WRAPPER, /* in place of rustc */
    MODE_EXPLAIN,
    MODE_CARGO,
} Mode;

/*
 * Chooses the mode. *skip is the number of arguments behind argv[0] that only told it: the rest are
 * the mode's own. A file with the name of a mode is given as ./NAME.
 */
Mode mode_choose(int argc, char **argv, int *skip);

#endif
