/*
 * What to do about a finding, for people: the best fix with its diff, the other ways, what was not
 * offered and why, where to read on.
 */
#ifndef SENDFIX_RENDER_REMEDY_H
#define SENDFIX_RENDER_REMEDY_H

#include "render/page.h"

/* Adds the part of the page behind the chain. Where nothing is offered, it says so and why. */
void remedy_add(Page *page, const RenderContext *context, const Finding *finding);

#endif
