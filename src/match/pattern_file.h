/*
 * The text format of pattern files, told in full by patterns/README.md: blocks of `key: value` lines.
 *
 *     pattern held                         a block starts: its kind and id
 *     slot: label
 *     match: has type `Rc<i32>` ...        an example ...
 *       type = Rc<i32>                     ... and, indented, what belongs to the line above
 *
 * Reading allocates nothing: every Str is a piece of the file. What the keys mean is for the callers.
 */
#ifndef SENDFIX_MATCH_PATTERN_FILE_H
#define SENDFIX_MATCH_PATTERN_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Where reading goes on. Start with the whole file and line 1. */
typedef struct PatternReader {
    Str rest;
    size_t line; /* 1-based number of the first line of rest */
} PatternReader;

typedef struct PatternBlock {
    Str kind, id; /* kind is empty for lines before the first block */
    size_t line;
    PatternReader body;
} PatternBlock;

typedef struct PatternLine {
    Str key;   /* empty where the line is not `key: value` (or, indented, `key = value`) */
    Str value; /* the rest; for a line without key the whole line */
    size_t line;
    bool indented;
} PatternLine;

/* The next block of a file; false at its end. */
bool pattern_next_block(PatternReader *reader, PatternBlock *block);

/* The next line of a block that is neither empty nor a comment; false at its end. */
bool pattern_next_line(PatternReader *body, PatternLine *line);

#endif
