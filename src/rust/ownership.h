/*
 * Ownership: whether a place in the source is the user's to edit.
 *
 * A file may be another crate's, generated, or behind a link (Source.editable); inside of an own file a module may be marked as
 * generated or vendored by the comment above it.
 */
#ifndef SENDFIX_RUST_OWNERSHIP_H
#define SENDFIX_RUST_OWNERSHIP_H

#include "base/str.h"
#include "rust/source.h"
#include "rust/syntax.h"

/* Why the node is not to be edited, one clause; empty where it may be. NULL may not. */
Str ownership_refusal(const Node *node);
/* The same for the node at a byte of a file. */
Str ownership_refusal_at(const Source *source, size_t byte);

#endif
