/*
 * Arena: bump memory with one owner and one end.
 *
 * Everything above base/ lives on an arena; a function that returns new memory takes the arena as
 * its first parameter, so its prototype says where the result lives and how long. Nothing is
 * freed in parts. With AddressSanitizer every piece is a malloc of its own, so that an overrun of
 * one piece into the next is seen. When the system has no memory left, the program says so and
 * ends with the exit code of an internal error: no caller could do better.
 */
#ifndef SENDFIX_BASE_ARENA_H
#define SENDFIX_BASE_ARENA_H

#include <stddef.h>

#include "base/attributes.h"

typedef struct ArenaBlock ArenaBlock;
typedef struct ArenaCleanup ArenaCleanup;

typedef struct Arena {
    ArenaBlock *blocks;     /* newest first */
    ArenaCleanup *cleanups; /* newest first */
} Arena;

/* Makes an empty arena; a zeroed one is the same. */
void arena_init(Arena *arena);

/* Runs the cleanups, newest first, and frees all memory; the arena is empty and usable again. */
void arena_finish(Arena *arena);

/*
 * Gives back the pages but for the newest block: as arena_finish, for an arena that is filled
 * again and again (one line of a stream after another).
 */
void arena_reset(Arena *arena);

/* size zeroed bytes, aligned for any type; never NULL; size 0 gives a valid pointer. */
void *arena_alloc(Arena *arena, size_t size);

/* As arena_alloc for count pieces of size bytes; ends the program where the product overflows. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);

/* Calls release(data) when the arena is finished or reset: how trees, regexes and pipes hang on it. */
void arena_defer(Arena *arena, void (*release)(void *data), void *data);

/* Says that memory is used up and ends the program: for those in base/ who get memory from a library. */
void arena_give_up(void) NORETURN;

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_alloc_array((arena), (count), sizeof(Type)))

#endif
