/*
 * Links: the chain in words, from the root to what demands the trait.
 */
#ifndef SENDFIX_CHAIN_LINKS_H
#define SENDFIX_CHAIN_LINKS_H

#include "base/arena.h"
#include "chain/trace.h"
#include "match/patterns.h"
#include "model.h"

/* Fills in finding->chain; trace is the way that cause_find found, NULL where no source is at hand. */
void links_build(Arena *arena, Finding *finding, const Patterns *patterns, const Trace *trace);

#endif
