/*
 * A new arena for one test: see scratch.h.
 */
#include "scratch.h"

#include "base/arena.h"

int scratch_make(void **state) {
    static Arena arena;
    arena_init(&arena);
    *state = &arena;
    return 0;
}

int scratch_finish(void **state) {
    arena_finish(*state);
    return 0;
}
