/*
 * What packagers install beside the program, made from its own tables: manual pages and completions.
 */
#ifndef SENDFIX_CLI_GENERATE_H
#define SENDFIX_CLI_GENERATE_H

#include <stdio.h>

#include "cli/options.h"

/* Prints what --generate names; nothing for GENERATE_NOTHING. */
void generate_print(FILE *out, GenerateChoice choice);

/* The parts, each for itself. */
void generate_man(FILE *out);
void generate_cargo_man(FILE *out);
void generate_bash(FILE *out);
void generate_zsh(FILE *out);
void generate_fish(FILE *out);

#endif
