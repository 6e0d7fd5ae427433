/*
 * Taken: fixes that the wrapper planned and tried, taken over from its diagnostics instead of being planned again.
 */
#ifndef SENDFIX_TAKEN_H
#define SENDFIX_TAKEN_H

#include <stdbool.h>

#include "base/arena.h"
#include "model.h"

/*
 * Reads fixes and refusals for a finding from what its diagnostics carry (Diagnostic.ours, the JSON of --format=json); false
 * where they carry nothing: then they have to be planned.
 */
bool taken_fixes(Arena *arena, Finding *finding);

#endif
