/*
 * Fingerprints: see fingerprint.h. The hash is FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/),
 * twice with different starts: nobody gains by a collision.
 */
#include "render/fingerprint.h"

#include <inttypes.h>

#include "base/text.h"
#include "render/path.h"
#include "render/summary.h"

static uint64_t add_bytes(uint64_t hash, Str text) {
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.data[i]) * UINT64_C(0x100000001b3);
    }
    /* so that "ab" "c" is not "a" "bc" */
    return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

/* The text of the line a finding is shown at, without its indentation; empty if it is not at hand. */
static Str line_text(Arena *arena, const RenderContext *context, const Location *place) {
    Str text = {0};
    if (place->file.len == 0 || !context->source_text(context->data, place->file, &text)) {
        return (Str){0};
    }
    LineIndex index = line_index_new(arena, text);
    return str_trim(line_index_text(&index, place->line));
}

static Str identity(Arena *arena, const RenderContext *context, const Finding *finding) {
    Location place = summary_place(finding);
    Str root = finding->roots.count > 0 ? finding->roots.items[0].type : (Str){0};
    return str_format(arena, "%s\n" STR_FMT "\n" STR_FMT "\n" STR_FMT, finding->rule,
                      STR_ARG(path_from_top(arena, context, place.file)),
                      STR_ARG(line_text(arena, context, &place)), STR_ARG(root));
}

Str fingerprint_of(Arena *arena, const RenderContext *context, const FindingList *findings,
                   size_t i) {
    const Finding *finding = findings->items[i];
    Str own = identity(arena, context, finding);
    size_t ordinal = 0;
    for (size_t k = 0; k < i; k++) {
        const Finding *earlier = findings->items[k];
        bool alike = str_eq(str_from(earlier->rule), str_from(finding->rule)) &&
                     str_eq(earlier->cause.file, finding->cause.file) &&
                     str_eq(identity(arena, context, earlier), own);
        ordinal += alike ? 1 : 0;
    }
    Str number = str_format(arena, "%zu", ordinal);
    uint64_t first = add_bytes(add_bytes(UINT64_C(0xcbf29ce484222325), own), number);
    uint64_t second = add_bytes(add_bytes(first ^ UINT64_C(0x9e3779b97f4a7c15), number), own);
    return str_format(arena, "%016" PRIx64 "%016" PRIx64, first, second);
}
