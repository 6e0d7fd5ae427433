/*
 * Pick: asks a person at a terminal about each repair before it is applied.
 */
#ifndef SENDFIX_CLI_PICK_H
#define SENDFIX_CLI_PICK_H

#include "base/status.h"
#include "repair.h"

/* STATUS_USAGE where nobody can be asked: standard input is no terminal. */
Status pick_possible(void) MUST_USE;
/* Shows a fix with its diff on standard error and reads y, n or q from standard input; its end counts as q. For Repair.ask. */
RepairAnswer pick_ask(const Finding *finding, const Fix *fix);

#endif
