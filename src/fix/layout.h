/*
 * Layout: how rustfmt, with its default settings, would write an expression that a repair moves or makes longer.
 *
 * What counts is the chain: a root and its links (`.lock()`, `.len`, `.await`, each with the `?`s behind it). A chain of up to
 * 60 columns stays on one line where the line has room; a longer one has a line for each link.
 */
#ifndef SENDFIX_FIX_LAYOUT_H
#define SENDFIX_FIX_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "fix/rewrite.h"
#include "rust/syntax.h"

enum { LAYOUT_WIDTH = 100, LAYOUT_CHAIN_WIDTH = 60, LAYOUT_LET_ELSE_WIDTH = 50 };

typedef struct Chain {
    Str prefix; /* operators before the root: "&", "&mut ", "*" */
    StrList
        links; /* the root first, then ".lock()", ".len", ...; "?" belongs to the link before it */
    bool vertical;   /* in the source each link stands on a line of its own */
    Str indentation; /* of the line in the source that the expression starts on */
} Chain;

/* The chain of an expression; one link where it is none. Comments between links are lost: chain_has_comment tells. */
Chain chain_read(Arena *arena, const Node *expression);
bool chain_has_comment(const Node *expression);
/* Adds a link: ".cloned()". */
void chain_add(Arena *arena, Chain *chain, const char *link);
/* Takes the last link off and gives its text; the root stays. */
Str chain_drop_last(Chain *chain);
/* The chain on one line; links that hold line ends keep them. */
Str chain_flat(Arena *arena, const Chain *chain);
/*
 * before + chain + behind, on a line that starts with indentation: "let n = " ... ";". More lines are indented from there by
 * step.
 */
Str chain_write(Arena *arena, const Chain *chain, Str before, Str behind, Str indentation,
                Str step);

/* The largest chain that node is the root of: `a.lock()` in `a.lock().unwrap().len()` gives the whole; else node. */
const Node *chain_around(const Node *node);

/* Columns of the line of a node before it. */
size_t layout_column(const Node *node);
/*
 * Puts a chain in the place of node, laid out for what stands before and behind node on its lines: the brace of a match or
 * if moves to a line of its own behind a chain of several lines, and back.
 */
void chain_put(Rewrite *rewrite, const Node *node, const Chain *chain);
/* A text whose lines but for the first are moved from one indentation to another. */
Str layout_move(Arena *arena, Str text, Str from, Str to);

#endif
