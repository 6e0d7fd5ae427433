/*
 * Rewrite: the edits of one fix while they are being made.
 *
 * A strategy says what changes in terms of nodes and statements; the rewrite keeps it as byte ranges, in any number of
 * files. Insertions at one place keep the order in which they came; edits that touch are joined at the end, so that no
 * reader of the edits needs to know that order. Re-indentation is soft: it gives way to every other edit of the same bytes.
 * What cannot be done (a place inside a macro's expansion, two edits of one byte) spoils the whole rewrite: a fix is
 * complete or not offered.
 */
#ifndef SENDFIX_FIX_REWRITE_H
#define SENDFIX_FIX_REWRITE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "edit/edit.h"
#include "model.h"
#include "rust/source.h"
#include "rust/syntax.h"

typedef struct Rewrite {
    Arena *arena;
    EditList edits;   /* as added */
    EditList indents; /* soft ones */
    Str trouble; /* the first reason why this cannot be done, one clause; empty while all is well */
} Rewrite;

/* A rewrite without edits; its memory and that of all texts given to it must live on arena or longer. */
Rewrite rewrite_new(Arena *arena);
/* Spoils the rewrite with a reason, one clause without full stop; the first one is kept. */
void rewrite_fail(Rewrite *rewrite, Str why);

/* Puts text in place of the bytes [start, end) of a file. */
void rewrite_range(Rewrite *rewrite, const Source *source, size_t start, size_t end, Str text);
/* The same for a node's bytes, before its first and behind its last byte. */
void rewrite_replace(Rewrite *rewrite, const Node *node, Str text);
void rewrite_before(Rewrite *rewrite, const Node *node, Str text);
void rewrite_after(Rewrite *rewrite, const Node *node, Str text);
/* Takes a node's bytes away, and nothing else. */
void rewrite_delete(Rewrite *rewrite, const Node *node);
/*
 * Takes a statement away with the whole lines that it alone fills, a comment behind it on its line included. Where other
 * code stands on its lines, only the statement and the blanks before it go.
 */
void rewrite_delete_statement(Rewrite *rewrite, const Node *statement);
/*
 * Puts step before every line that starts in (from, to), but for blank lines and lines that start inside of a string
 * literal, whose meaning would change.
 */
void rewrite_indent(Rewrite *rewrite, const Source *source, size_t from, size_t to, Str step);
/*
 * Puts the statements first to last (siblings) into a block: open ("{", "let x = {") before them, close ("}", "};") behind
 * them, both on lines of their own; tail, where not empty, is the block's last line. What stands between is re-indented.
 * A comment behind the last statement stays on its line.
 */
void rewrite_wrap(Rewrite *rewrite, const Node *first, const Node *last, Str open, Str tail,
                  Str close);

/*
 * The indentation of a block's statements, for lines put before one of them. A block that stands on one line (`{ f().await }`)
 * is opened: each statement gets a line of its own.
 */
Str rewrite_open_block(Rewrite *rewrite, const Node *block);

/* The bytes [start, end) of a file as the edits so far leave them; edits that reach out of the range are left out. */
Str rewrite_text(const Rewrite *rewrite, const Source *source, size_t start, size_t end);
/* Whether the bytes of a node lie inside of a range that is replaced or deleted. */
bool rewrite_covers(const Rewrite *rewrite, const Node *node);

/*
 * The finished edits: sorted, joined where they touch, each with the bytes that it expects. False, with trouble set, where
 * the rewrite is spoilt or two edits want the same bytes.
 */
bool rewrite_finish(Rewrite *rewrite, EditList *out);

#endif
