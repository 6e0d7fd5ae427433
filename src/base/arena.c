/*
 * Arena: blocks of growing size in a list, newest first; see arena.h.
 *
 * A piece that does not fit the newest block gets a new block, at least twice as large as the last
 * one up to a limit, so that the number of mallocs stays small without holding much too much.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define PIECES_ARE_BLOCKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PIECES_ARE_BLOCKS 1
#endif
#endif
#ifndef PIECES_ARE_BLOCKS
#define PIECES_ARE_BLOCKS 0
#endif

enum { FIRST_BLOCK = 16 * 1024, LARGEST_GROWTH = 4 * 1024 * 1024, OUT_OF_MEMORY_EXIT = 3 };

struct ArenaBlock {
    ArenaBlock *next;
    size_t capacity, used;
    max_align_t data[];
};

struct ArenaCleanup {
    ArenaCleanup *next;
    void (*release)(void *data);
    void *data;
};

void arena_give_up(void) {
    fputs("sendfix: out of memory\n", stderr);
    exit(OUT_OF_MEMORY_EXIT);
}

static size_t rounded(size_t size) {
    size_t unit = sizeof(max_align_t);
    if (size > SIZE_MAX - unit) {
        arena_give_up();
    }
    return size == 0 ? unit : (size + unit - 1) / unit * unit;
}

static ArenaBlock *add_block(Arena *arena, size_t needed) {
    size_t capacity = needed;
    if (!PIECES_ARE_BLOCKS) {
        size_t wanted = arena->blocks != NULL ? arena->blocks->capacity * 2 : FIRST_BLOCK;
        wanted = wanted > LARGEST_GROWTH ? LARGEST_GROWTH : wanted;
        capacity = needed > wanted ? needed : wanted;
    }
    if (capacity > SIZE_MAX - sizeof(ArenaBlock)) {
        arena_give_up();
    }
    ArenaBlock *block = malloc(sizeof(ArenaBlock) + capacity);
    if (block == NULL) {
        arena_give_up();
    }
    *block = (ArenaBlock){.next = arena->blocks, .capacity = capacity};
    arena->blocks = block;
    return block;
}

void arena_init(Arena *arena) {
    *arena = (Arena){0};
}

static void run_cleanups(Arena *arena) {
    while (arena->cleanups != NULL) {
        ArenaCleanup *cleanup = arena->cleanups;
        arena->cleanups = cleanup->next;
        cleanup->release(cleanup->data);
    }
}

static void free_blocks(ArenaBlock *block) {
    while (block != NULL) {
        ArenaBlock *next = block->next;
        free(block);
        block = next;
    }
}

void arena_finish(Arena *arena) {
    run_cleanups(arena);
    free_blocks(arena->blocks);
    arena->blocks = NULL;
}

void arena_reset(Arena *arena) {
    run_cleanups(arena);
    ArenaBlock *newest = arena->blocks;
    if (newest == NULL || PIECES_ARE_BLOCKS || newest->capacity > LARGEST_GROWTH) {
        arena_finish(arena);
        return;
    }
    free_blocks(newest->next);
    newest->next = NULL;
    newest->used = 0;
}

void *arena_alloc(Arena *arena, size_t size) {
    size_t needed = rounded(size);
    ArenaBlock *block = arena->blocks;
    if (PIECES_ARE_BLOCKS || block == NULL || block->capacity - block->used < needed) {
        block = add_block(arena, PIECES_ARE_BLOCKS && size > 0 ? size : needed);
        needed = PIECES_ARE_BLOCKS ? block->capacity : needed;
    }
    char *piece = (char *)block->data + block->used;
    block->used += needed;
    memset(piece, 0, size);
    return piece;
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        arena_give_up();
    }
    return arena_alloc(arena, count * size);
}

void arena_defer(Arena *arena, void (*release)(void *data), void *data) {
    ArenaCleanup *cleanup = ARENA_NEW(arena, ArenaCleanup);
    *cleanup = (ArenaCleanup){.next = arena->cleanups, .release = release, .data = data};
    arena->cleanups = cleanup;
}
