/*
 * Explain: the texts of patterns/explain/, one for each rule and each fix.
 *
 * A text's first line is its title; the rest is for reading. The texts are built into the program.
 */
#ifndef SENDFIX_CLI_EXPLAIN_H
#define SENDFIX_CLI_EXPLAIN_H

#include <stdbool.h>
#include <stdio.h>

#include "base/str.h"

/* The text for a rule or fix, borrowed from the program; false where there is none. */
bool explain_find(Str id, Str *text);
/* Prints the ids of all texts with their titles: the fixes, and what they repair. */
void explain_print_list(FILE *out);

#endif
