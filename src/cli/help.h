/*
 * Help: the texts of --help, of --version, and of being started with nothing to read.
 */
#ifndef SENDFIX_CLI_HELP_H
#define SENDFIX_CLI_HELP_H

#include <stdio.h>

#include "base/arena.h"
#include "cli/mode.h"
#include "cli/options.h"

/*
 * The help of a mode, that which fits a screen of 24 lines and 80 columns, or all, wrapped at width;
 * the options come from their table.
 */
void help_print(Arena *arena, FILE *out, Mode mode, HelpChoice choice, size_t width);
/* How to use the filter, in a few lines. */
void help_print_short(Arena *arena, FILE *out);
void help_print_version(FILE *out);
/* The ids of all texts that `sendfix explain` has, with their titles. */
void help_print_explanations(FILE *out);

#endif
