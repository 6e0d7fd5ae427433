/*
 * One line of cargo's or rustc's output -> one Event.
 *
 * cargo: https://doc.rust-lang.org/cargo/reference/external-tools.html; rustc:
 * https://doc.rust-lang.org/rustc/json.html. Everything that is neither, or cannot be parsed, or
 * carries a reason that nobody knows yet, is EVENT_TEXT: a stream may hold anything (a build tool's
 * words, the output of the program that `cargo run` started), and what is not understood is passed
 * on byte for byte.
 *
 * There are two ways in. cargo_read_line understands the whole line. cargo_read_foreign is for
 * lines of which the caller knows already that nothing but their rendered text matters; it builds
 * no tree and runs near the speed of memory.
 */
#ifndef SENDFIX_INPUT_CARGO_H
#define SENDFIX_INPUT_CARGO_H

#include <stdbool.h>

#include "base/arena.h"
#include "model.h"

/*
 * Reads a line. event->raw is the line itself (borrowed); all else lives on arena. The common lines
 * (artifacts, plain text) are told by their first bytes, without parsing.
 */
void cargo_read_line(Arena *arena, Event *event, Str line);

/*
 * As cargo_read_line, for a line that cannot be of the family (the caller has searched its bytes):
 * of a diagnostic only level and rendered are set, which live on arena or are borrowed from line.
 * It tells the same kind as cargo_read_line would, or returns false, event then being undefined,
 * for anything unusual: the caller then reads the line with cargo_read_line.
 */
bool cargo_read_foreign(Arena *arena, Event *event, Str line);

#endif
