/*
 * The rows of the table of formats; each is defined in the file of its name.
 */
#ifndef SENDFIX_RENDER_TABLE_H
#define SENDFIX_RENDER_TABLE_H

#include "render/render.h"

extern const Renderer render_azure;
extern const Renderer render_checkstyle;
extern const Renderer render_github;
extern const Renderer render_gitlab;
extern const Renderer render_human;
extern const Renderer render_json;
extern const Renderer render_junit;
extern const Renderer render_markdown;
extern const Renderer render_patch;
extern const Renderer render_rdjsonl;
extern const Renderer render_rustc;
extern const Renderer render_sarif;
extern const Renderer render_teamcity;

#endif
