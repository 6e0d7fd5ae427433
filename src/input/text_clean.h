/*
 * Lines of logs -> the lines that rustc wrote.
 *
 * What came between: colours, a prefix on each line (time stamps, "[INFO] [stdout] ", a container's
 * name, "> "), links that a web page made of codes and places, a first letter that was not copied.
 */
#ifndef SENDFIX_INPUT_TEXT_CLEAN_H
#define SENDFIX_INPUT_TEXT_CLEAN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * A line without its end, ANSI sequences and links. Borrowed where nothing is to do, else on arena.
 */
Str text_clean(Arena *arena, Str line);

/*
 * Finds the headline of a diagnostic in a clean line: *prefix is what stands before it (borrowed),
 * *headline begins with its level, whose first letter may have been lost (then on arena). Of
 * "src/main.rs:3:5: error: message", as --message-format=short has it, and of
 * "error: src/main.rs:3: message", the place goes to *place. False where there is none.
 */
bool text_clean_headline(Arena *arena, Str line, Str *prefix, Str *headline, Str *place);

/*
 * Takes a prefix off a line: digits may be others there and blanks more or fewer. False where the
 * line begins otherwise.
 */
bool text_clean_prefix(Str prefix, Str *line);

/* Whether a line breaks off inside of `code`. */
bool text_clean_is_open(Str line);

#endif
