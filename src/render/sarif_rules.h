/*
 * The tool of a SARIF run with its rules: the kinds of cause that `sendfix explain` knows.
 */
#ifndef SENDFIX_RENDER_SARIF_RULES_H
#define SENDFIX_RENDER_SARIF_RULES_H

#include "base/arena.h"
#include "base/json.h"

/* The object of "tool", new on arena. */
Json *sarif_tool(Arena *arena);

#endif
