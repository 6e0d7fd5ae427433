/*
 * Workspace: the Rust files at hand, found through the names that rustc prints, read and parsed
 * when asked for.
 */
#ifndef SENDFIX_RUST_WORKSPACE_H
#define SENDFIX_RUST_WORKSPACE_H

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "model.h"
#include "rust/index.h"
#include "rust/source.h"

typedef struct Workspace Workspace;
typedef struct Flow Flow; /* rust/flow.h */

/*
 * A workspace whose relative paths start at folder (rustc's current folder: the cargo workspace
 * root). It and all that is read live on arena. "" is the current folder.
 */
Workspace *workspace_new(Arena *arena, Str folder);

/* The folder that it was made with. */
Str workspace_folder(const Workspace *workspace);
/*
 * The folder to which the relative path of a span belongs, when cargo told the manifest's path:
 * walks up from it until folder/path is a file; "" where none is. File names are relative to the
 * workspace root, not to the package.
 */
Str workspace_find_folder(Arena *arena, Str manifest, Str path);

/*
 * The file that rustc calls path, parsed; NULL if it cannot be read, is larger than 8 MB or is not
 * Rust. Equal files are one Source. A relative path is looked for below the workspace's folder,
 * then below the current one and the eight above it.
 */
const Source *workspace_source(Workspace *workspace, Str path);

/*
 * Lets the file that rustc calls path have this text instead of the one on disk, in this workspace alone. Call it before
 * anything is read; text must outlive the workspace.
 */
void workspace_set_text(Workspace *workspace, Str path, Str text);

/*
 * Lets a file that cannot be found here have this text, if it cannot be found: lines that
 * diagnostics quote, see Source.quoted. The text must outlive the workspace.
 */
void workspace_quote(Workspace *workspace, Str path, Str text);

/*
 * Makes sure that the crate around a file is indexed: all .rs files below the nearest folder
 * upwards with main.rs, lib.rs or Cargo.toml; where there is none, the file, its modules and what
 * declares it. Of a crate of more than 4 MB, only files with a word like Rc, Cell, Mutex or Send
 * are read.
 */
void workspace_load_crate(Workspace *workspace, Str path);

/* The index of all that has been loaded, but for the standard library's own source. */
const Index *workspace_index(const Workspace *workspace);
/* All sources loaded, in the order of their paths. */
size_t workspace_source_count(const Workspace *workspace);
const Source *workspace_source_at(const Workspace *workspace, size_t i);
/* The flow of types through all that has been loaded; made at the first call and again after more
 * was loaded. */
Flow *workspace_flow(Workspace *workspace);
/*
 * "2015" .. "2024": as set, else from the nearest Cargo.toml's edition, else "2024" where the source holds what only that reads,
 * else "2021".
 */
Str workspace_edition(Workspace *workspace);
void workspace_set_edition(Workspace *workspace, Str edition);
/*
 * The node that a span of rustc covers exactly, or the smallest around it; NULL where the line
 * there is not the one that the span shows, or nothing less than the whole file is around it.
 * Lines and columns count before bytes, so that a byte order mark or carriage returns do no harm.
 */
const Node *workspace_node(Workspace *workspace, const Span *span);

#endif
