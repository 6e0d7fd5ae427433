/*
 * Manifest: the little that is asked of a Cargo.toml besides its edition: which packages beside it
 * it depends on.
 *
 * Read line by line, not as TOML: `name = { path = "../name" }`, `path = "../name"` below a
 * [dependencies.name], and `name.workspace = true` with the path in the workspace's own Cargo.toml.
 * What is spread over several lines is not seen; then a package is not read, and nothing worse.
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
