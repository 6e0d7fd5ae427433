/*
 * The rows of the table of formats; each is defined in the file of its name.
 */
#ifndef SENDFIX_RENDER_TABLE_H
#define SENDFIX_RENDER_TABLE_H

#include "render/render.h"

extern const Renderer render_github;
extern const Renderer render_human;
extern const Renderer render_json;
extern const Renderer render_patch;
extern const Renderer render_rustc;

#endif
