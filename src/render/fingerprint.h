/*
 * Fingerprints: what tells a CI system that a finding is the one of yesterday.
 */
#ifndef SENDFIX_RENDER_FINGERPRINT_H
#define SENDFIX_RENDER_FINGERPRINT_H

#include "base/arena.h"
#include "base/str.h"
#include "render/render.h"

/*
 * 32 hexadecimal digits for finding i of the list: of its rule, its file from the repository's top,
 * the text of its line and its root type, so that it stays the same when lines move. Findings of one
 * list that are alike in all this are told apart by their order.
 */
Str fingerprint_of(Arena *arena, const RenderContext *context, const FindingList *findings,
                   size_t i);

#endif
