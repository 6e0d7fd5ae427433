/*
 * Repeats: see repeats.h.
 */
#include "repeats.h"

#include <string.h>

/* Eight bytes a step, each mixed by a multiplication with an odd constant (the golden ratio's). */
static uint64_t hash(Str text) {
    const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t sum = text.len * factor;
    for (size_t at = 0; at < text.len; at += sizeof sum) {
        size_t left = text.len - at;
        uint64_t word = 0;
        memcpy(&word, text.data + at, left < sizeof word ? left : sizeof word);
        sum = (sum ^ word) * factor;
        sum ^= sum >> 32;
    }
    return sum != 0 ? sum : 1;
}

bool repeats_seen(Repeats *repeats, Str text) {
    uint64_t sum = hash(text);
    uint64_t *set = repeats->sets[sum % REPEATS_SETS];
    size_t way = 0;
    while (way < REPEATS_WAYS - 1 && set[way] != sum) {
        way++;
    }
    bool seen = set[way] == sum;
    memmove(set + 1, set, way * sizeof *set);
    set[0] = sum;
    return seen;
}
