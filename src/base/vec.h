/*
 * Growable arrays on an arena, typed.
 *
 *     typedef VEC_OF(Span) SpanList;
 *     SpanList spans = {0};
 *     VEC_PUSH(arena, &spans, span);
 *     for (size_t i = 0; i < spans.count; i++) use(&spans.items[i]);
 *
 * Growth copies to a new place and leaves the old one to the arena, so a pointer to an item is
 * valid only until the next push; hold indexes, or lists of pointers, where that matters.
 */
#ifndef SENDFIX_BASE_VEC_H
#define SENDFIX_BASE_VEC_H

#include <stddef.h>

#include "base/arena.h"

#define VEC_OF(Type)                                                                               \
    struct {                                                                                       \
        Type *items;                                                                               \
        size_t count;                                                                              \
        size_t capacity;                                                                           \
    }

/* Items with room for one more; used by VEC_PUSH. */
void *vec_grown(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

/* Appends a value (a plain value or a compound literal). vec is evaluated several times. */
#define VEC_PUSH(arena, vec, ...)                                                                  \
    ((vec)->items =                                                                                \
         vec_grown((arena), (vec)->items, (vec)->count, &(vec)->capacity, sizeof *(vec)->items),   \
     (vec)->items[(vec)->count++] = (__VA_ARGS__))

#endif
