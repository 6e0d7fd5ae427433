/*
 * Output formats: one row of a table each.
 */
#ifndef SENDFIX_RENDER_RENDER_H
#define SENDFIX_RENDER_RENDER_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/str.h"
#include "model.h"

typedef struct RenderStyle {
    bool color;
    bool unicode;
    size_t width; /* columns; 0: do not wrap */
    /*
     * For places that are links (OSC 8): the host, and the folder that relative names start at, with
     * a '/' at its end. Either empty: they are none.
     */
    Str link_host, link_folder;
    const char
        *apply_command; /* how a person applies the best fixes; NULL: by way of --format=patch */
} RenderStyle;

typedef struct RenderContext {
    FILE *out;         /* where the product goes */
    FILE *passthrough; /* where lines that are not ours go (out, or standard error) */
    RenderStyle style;
    /*
     * For readers that know files by their names from the repository's top (render/path.h): what
     * stands in front of relative names ("crates/app/"; empty: nothing), and that top with a '/' at
     * its end (empty: unknown).
     */
    Str path_prefix;
    Str top;
    Str folder;    /* that relative names start at, absolute, with a '/' at its end */
    size_t before; /* findings that were written to this output before these */
    /* The text of a source file by the name a Location or Edit has; false where it is not at hand. */
    bool (*source_text)(void *data, Str file, Str *text);
    void *data;
} RenderContext;

typedef struct Renderer {
    const char *name;
    const char *help;        /* one sentence for --help */
    bool owns_output;        /* lines that are not ours must not be in out */
    bool strips_passthrough; /* `rendered` text is passed on without ANSI */
    bool for_people;         /* may be shown in parts, each as soon as it is known */
    bool keeps_stream; /* is for programs that read rustc's JSON: its lines are passed on as such */
    /*
     * What opens and closes a document around all findings of a run; NULL: nothing does. Between
     * the two, findings may be called any number of times, also never.
     */
    void (*begin)(Arena *arena, FILE *out);
    void (*end)(Arena *arena, FILE *out);
    /* All findings of one build, in order; called once per build, also with none. */
    void (*findings)(Arena *arena, const RenderContext *context, const FindingList *findings);
    /*
     * Makes a line that is not ours harmless for what reads this format's output (it may hold several
     * lines); borrowed where nothing is to do. NULL: lines pass as they are.
     */
    Str (*guard)(Arena *arena, Str line);
} Renderer;

/* All formats, sorted by name. */
extern const Renderer *const render_table[];
extern const size_t render_table_count;

/* The format of this name, or NULL. */
const Renderer *render_find(Str name);

#endif
