/*
 * Building a syntax tree: inside of source.c, syntax_build.c and syntax_macro.c only.
 *
 * syntax_build.c copies tree-sitter's tree into linked Nodes; syntax_macro.c then parses the
 * arguments of macro invocations again, from a scratch text in which they are wrapped so that they
 * read as Rust. Nodes of that second tree have their offsets mapped back through a TextMap.
 *
 * A tree under construction is reached through const pointers like a finished one; node_writable
 * is the one door through which the builder, which made the nodes, changes them.
 */
#ifndef SENDFIX_RUST_SYNTAX_BUILD_H
#define SENDFIX_RUST_SYNTAX_BUILD_H

#include <stdint.h>

#include <tree_sitter/api.h>

#include "base/arena.h"
#include "base/vec.h"
#include "rust/source.h"
#include "rust/syntax.h"

enum { SYNTAX_SYMBOLS = 512, SYNTAX_FIELDS = 64 };

/* A stretch of the scratch text and the bytes of the real text that it stands for. */
typedef struct TextPiece {
    uint32_t scratch;  /* where it starts in the scratch text */
    uint32_t real;     /* where it starts in the real text */
    uint32_t real_len; /* 0: nothing there, it was added by us */
} TextPiece;
typedef VEC_OF(TextPiece) TextMap; /* by offset, without gaps; none at all: the real text itself */

/* A token_tree whose content waits for its second parse. */
typedef struct MacroWork {
    Node *tree;
    unsigned depth; /* of macros around it */
} MacroWork;

typedef struct Builder {
    Arena *arena;
    Source *source;
    Str text; /* source->text as the parser is to see it */
    TSParser *parser;
    Node *spare;    /* unused nodes, linked by next */
    size_t budget;  /* bytes that may still be parsed a second time */
    unsigned depth; /* of macros around the nodes being made */
    bool in_macro;
    VEC_OF(MacroWork) work;
    uint16_t kinds[SYNTAX_SYMBOLS]; /* NodeKind of a symbol of the grammar */
    uint8_t fields[SYNTAX_FIELDS];  /* FieldName of a field of the grammar */
} Builder;

/*
 * The text as the grammar can read it: text itself, or a copy of equal length where it uses what
 * the grammar lacks.
 */
Str syntax_patch(Arena *arena, Str text);

/* Whether a text has few enough tokens for one parse. */
bool syntax_is_small(Str text);
/*
 * The next piece of whole items of a text that is not small; *fits tells whether it is small
 * itself. Never empty before the end.
 */
Str syntax_piece(Str text, size_t start, bool *fits);

/*
 * Parses source->text, sets source->root and has_errors. Never fails: what cannot be read is left
 * out.
 */
void syntax_build(Arena *arena, Source *source);

/* A node that this builder made, to be changed. */
Node *node_writable(const Node *node);

/*
 * Copies what is below top to the end of parent's children. Nodes that stand for nothing in the
 * real text are left out.
 */
void builder_copy_children(Builder *builder, TSNode top, const TextMap *map, Node *parent);
/* Copies top itself and what is below it. */
void builder_copy_node(Builder *builder, TSNode top, const TextMap *map, Node *parent);
/* Gives the nodes from first on, with all below them, back for new use. */
void builder_drop(Builder *builder, const Node *first);

/* Second parse of all macro arguments found so far and of those inside of them. */
void builder_expand_macros(Builder *builder);

#endif
