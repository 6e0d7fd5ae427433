/*
 * Names: the full path that a name stands for where it is used, through the `use` declarations around it.
 *
 * Only what the text says is followed: declarations of the blocks and the module around a place, renames, and `use super::*`
 * inside of one file. Where a path leads from there is not looked at, so that `tokio::spawn` stays that.
 */
#ifndef SENDFIX_RUST_NAMES_H
#define SENDFIX_RUST_NAMES_H

#include "base/arena.h"
#include "base/str.h"
#include "rust/syntax.h"

/*
 * The full path of a path as spelt at a place: "spawn" behind `use tokio::{spawn, task}` is "tokio::spawn", "task::spawn_local" is
 * "tokio::task::spawn_local". The spelling itself, without a leading `::`, where no declaration tells more. New on arena
 * or borrowed from path.
 */
Str names_path(Arena *arena, const Node *place, Str path);
/* The first segment of a path: "tokio" of "tokio::spawn". Borrowed. */
Str names_root(Str path);
/* The last one, without arguments: "spawn". Borrowed. */
Str names_last(Str path);
/*
 * Whether a `use` declaration of the file brings in this path or something below it ("tokio" for `use tokio::spawn`), or a path
 * of two segments or more in its code stands for such. arena: for what is put together on the way.
 */
bool names_mentions(Arena *arena, const Source *source, Str path);

#endif
