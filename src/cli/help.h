/*
 * Help: the texts of --help, of --version, and of being started with nothing to read.
 */
#ifndef SENDFIX_CLI_HELP_H
#define SENDFIX_CLI_HELP_H

#include <stdio.h>

#include "cli/mode.h"
#include "cli/options.h"

/* The help of a mode, that which fits a screen or all; the options come from their table. */
void help_print(FILE *out, Mode mode, HelpChoice choice);
/* How to use the filter, in a few lines. */
void help_print_short(FILE *out);
void help_print_version(FILE *out);
/* The ids of all texts that `sendfix explain` has, with their titles. */
void help_print_explanations(FILE *out);

#endif
