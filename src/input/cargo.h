/*
 * One line of cargo's or rustc's output -> one Event.
 *
 * cargo: https://doc.rust-lang.org/cargo/reference/external-tools.html; rustc:
 * https://doc.rust-lang.org/rustc/json.html. Everything that is neither, or cannot be parsed, or
 * carries a reason that nobody knows yet, is EVENT_TEXT.
 */
#ifndef SENDFIX_INPUT_CARGO_H
#define SENDFIX_INPUT_CARGO_H

#include "base/arena.h"
#include "model.h"

/*
 * Reads a line. event->raw is the line itself (borrowed); all else lives on arena. The common lines (artifacts, plain
 * text) are told by their first bytes, without parsing.
 */
void cargo_read_line(Arena *arena, Event *event, Str line);

#endif
