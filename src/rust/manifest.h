/*
 * Manifest: the little that is asked of a Cargo.toml besides its edition: which packages beside it
 * it depends on, by `path`, its own or that of the workspace's [workspace.dependencies].
 */
#ifndef SENDFIX_RUST_MANIFEST_H
#define SENDFIX_RUST_MANIFEST_H

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

/*
 * Adds the folders, absolute and without symlinks, of the packages that the one in folder depends on
 * by path. root is the workspace's folder, where inherited paths are looked up. Nothing is added
 * twice.
 */
void manifest_path_dependencies(Arena *arena, StrList *out, Str folder, Str root);

#endif
