/*
 * One diagnostic of rustc's rendered text -> Diagnostic, as if it had come as JSON.
 */
#ifndef SENDFIX_INPUT_TEXT_BLOCK_H
#define SENDFIX_INPUT_TEXT_BLOCK_H

#include "base/arena.h"
#include "base/file.h"
#include "model.h"

/*
 * Reads the lines of one diagnostic, without ANSI, prefixes and line ends, the headline first
 * ("error[E0277]: ...", "warning: ..."); NULL where the first is no headline. Spans have no byte
 * offsets, and their columns are those of what is shown: text_place completes them. Texts are
 * borrowed from lines.
 */
Diagnostic *text_block_read(Arena *arena, const StrList *lines);

#endif
