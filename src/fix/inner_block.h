/*
 * Inner block: writing the segments of a life as blocks, single statements, and `let`s made anew.
 */
#ifndef SENDFIX_FIX_INNER_BLOCK_H
#define SENDFIX_FIX_INNER_BLOCK_H

#include <stdbool.h>

#include "fix/rewrite.h"
#include "fix/segments.h"

typedef struct InnerBlock {
    Rewrite *rewrite;
    Segments *segments;
    bool one_statement; /* where the value is used once, write it without a block and a name */
    bool old_edition; /* before 2024: temporaries of a block's last expression outlive its locals */
    bool used_block, used_again; /* out: a block was written; the value is made more than once */
    bool moved;                  /* out: the value is made behind the await alone */
    Str copied; /* out: a type that is cloned or copied on the way out; empty if none */
} InnerBlock;

/* Writes all segments; what cannot be done spoils the rewrite. */
void inner_block_write(InnerBlock *block);

#endif
