/*
 * Style: whether to colour, how wide to write and whether to draw with Unicode, decided once.
 *
 * The order for colour is that of cargo and of the conventions that command-line programs share
 * (https://no-color.org, https://bixense.com/clicolors): --color, NO_COLOR, CLICOLOR_FORCE and
 * FORCE_COLOR, CARGO_TERM_COLOR, CLICOLOR=0, and then whether the stream is a terminal that can do
 * it. What decides is the stream that is written, never the one that is read.
 */
#ifndef SENDFIX_CLI_STYLE_H
#define SENDFIX_CLI_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/env.h"
#include "cli/options.h"
#include "render/render.h"

/* What is known of a stream that is written. */
typedef struct Terminal {
    bool is_terminal;
    size_t columns; /* 0: not known */
} Terminal;

/* Asks the system about a descriptor. */
Terminal style_terminal(int descriptor);

/* Whether to colour what goes to a stream. */
bool style_color(const Options *options, const Env *env, const Terminal *terminal);

/* Whether places are links there. */
bool style_links(const Options *options, const Env *env, const Terminal *terminal);

/* Where --help is wrapped: less wide than prose with drawings; 80 where it goes into a file. */
size_t style_help_width(const Options *options, const Env *env, const Terminal *terminal);

/* The whole style for the stream that the product goes to. */
RenderStyle style_choose(const Options *options, const Env *env, const Terminal *terminal);

#endif
