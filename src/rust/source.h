/*
 * Source: one Rust file, its text, its line index and its syntax tree, read once and shared.
 */
#ifndef SENDFIX_RUST_SOURCE_H
#define SENDFIX_RUST_SOURCE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "model.h"

struct Source {
    Str path;      /* as rustc spells it: what edits and locations say */
    Str disk_path; /* what was opened */
    Str text;      /* as on disk; node offsets are offsets into it */
    LineIndex lines;
    const Node *root; /* the source_file node; never NULL */
    bool has_errors;  /* the parser met what it could not read; the rest is usable */
    bool quoted;      /* there is no such file here, only lines of it that diagnostics quote */
    bool editable;    /* inside the workspace and the user's own */
    Str refusal;      /* else: why not, one clause ("generated code", "another crate's source") */
};

/*
 * Parses text into a Source on arena; both must outlive it. Never fails: has_errors tells of what
 * could not be read.
 *
 * Arguments of macro invocations that read as Rust stand as children of their token_tree, between
 * its delimiters, marked in_macro: expressions with the commas between them, or statements. An arm
 * of select! is a match_arm directly in the token_tree, whose match_pattern has the awaited future
 * as its condition; matches! holds one match_expression. What reads as nothing of this keeps its
 * raw tokens, not marked. A file with an item of more than some 60000 tokens has a node of kind
 * NODE_OTHER in its place.
 */
Source *source_parse(Arena *arena, Str path, Str text);

/* The Location of a byte range. */
Location source_location(const Source *source, size_t byte_start, size_t byte_end);

#endif
