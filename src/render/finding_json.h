/*
 * The JSON of one finding, for every output that carries one.
 */
#ifndef SENDFIX_RENDER_FINDING_JSON_H
#define SENDFIX_RENDER_FINDING_JSON_H

#include "base/json.h"
#include "render/render.h"

/*
 * The object of --format=json (its keys and their order are the stable interface), new on arena;
 * of context only source_text is used. Borrows from the finding.
 */
Json *finding_json(Arena *arena, const RenderContext *context, const Finding *finding);

#endif
