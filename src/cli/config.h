/*
 * Configuration: options that a project or a user has set in files.
 *
 *     [workspace.metadata.sendfix]     of Cargo.toml, for which cargo leaves this table to others
 *     [package.metadata.sendfix]       (https://doc.rust-lang.org/cargo/reference/manifest.html)
 *     $XDG_CONFIG_HOME/sendfix/config.toml, keys at its top
 *
 * Keys are the long names of options. The command line counts most, then the environment, the
 * package, the workspace, the user. Manifests are those around the current folder, never those that a
 * diagnostic names. No file to read or write can be set, nor what changes files: a project that one
 * only wants to look at must not be able to.
 */
#ifndef SENDFIX_CLI_CONFIG_H
#define SENDFIX_CLI_CONFIG_H

#include "base/arena.h"
#include "base/status.h"
#include "cli/env.h"
#include "cli/options.h"

/* Sets options from all files that are there. STATUS_USAGE names the file and line that is wrong. */
Status config_read(Arena *arena, Options *options, const Env *env) MUST_USE;

/*
 * Sets options from the text of a file, what stands below section, a dotted path; "" is the top.
 * name is for messages.
 */
Status config_read_text(Arena *arena, Options *options, Str name, Str text,
                        const char *section) MUST_USE;

#endif
