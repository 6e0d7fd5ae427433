/*
 * The command line of a rustc that is being wrapped, and how to run the same on a changed copy.
 *
 * https://doc.rust-lang.org/rustc/command-line-arguments.html. A trial differs from the real run in three things: the folder it
 * runs in, where it writes, and that it writes metadata alone, which needs all checks and no code.
 */
#ifndef SENDFIX_VERIFY_COMPILER_H
#define SENDFIX_VERIFY_COMPILER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

typedef struct Compiler {
    const char *const
        *argv;  /* the compiler first (or clippy-driver and rustc), NULL-terminated; borrowed */
    Str folder; /* rustc's current folder, absolute, without symlinks */
    Str scratch_base; /* where scratch folders are made: $TMPDIR; empty: /tmp */
    StrList files;    /* that the crate is made of, by rustc's names; empty: unknown */
} Compiler;

/* Whether rustc is asked for JSON diagnostics on a source file, and not for a probe (-vV, --print, -, --explain). */
bool compiler_compiles(const char *const *argv);
/* The source file that rustc is to compile, as it is given; empty for a probe. */
Str compiler_source(const char *const *argv);
/*
 * Whether it is a crate that is not the user's to repair: cargo caps the lints of these. `cargo fix` caps them too, of what
 * it repairs, at "warn"; but dependencies lie outside of the workspace and are named by absolute paths.
 */
bool compiler_of_dependency(const char *const *argv);
/* The value of an option given as `--name value`, `--name=value`; empty if it is not there. */
Str compiler_option(const char *const *argv, Str name);
/* Whether a file belongs to the crate, as far as is known. */
bool compiler_has_file(const Compiler *compiler, Str file);
/* The command line for a trial that writes to out_dir; on arena, NULL-terminated. */
const char *const *compiler_trial(Arena *arena, const Compiler *compiler, Str out_dir);

#endif
