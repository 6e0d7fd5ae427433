/*
 * The pipeline: the stages in order, over one input.
 *
 *     bytes -> Event -> Diagnostic -> Evidence -> Finding -> Fix[] -> bytes
 *
 * Each line of the input is answered as it comes. Text passes byte for byte. A diagnostic that is
 * not of the family is printed as the compiler would have printed it. Those of the family are kept
 * until the build is finished (or the input ends) and then shown together as findings, since
 * several of them can have one cause. Behind cargo's build-finished everything is copied verbatim:
 * it is the output of the program that cargo runs, and it may look like anything. So of several
 * cargo runs in one stream only the first is understood; give the others as files of their own.
 *
 * Memory: one arena for the line at hand, reset behind each, and one for what is kept. A stream
 * without the family therefore runs in constant memory.
 */
#ifndef SENDFIX_PIPELINE_H
#define SENDFIX_PIPELINE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"
#include "base/str.h"
#include "dump.h"
#include "match/patterns.h"
#include "output.h"
#include "render/render.h"
#include "rust/workspace.h"

/* Another place for the findings, in a format of its own. */
typedef struct Sink {
    const Renderer *renderer;
    RenderStyle style;
    Output *out;
} Sink;
typedef VEC_OF(Sink) SinkList;

/* What a run is told; all is borrowed. */
typedef struct Pipeline {
    const Patterns *patterns;
    const Renderer *renderer;
    RenderStyle style;
    Output *out;         /* the product */
    Output *passthrough; /* lines that are not ours: out itself, where the format allows that */
    SinkList sinks;      /* where else findings go */
    Output *messages;    /* our own words to the user */
    Str path_prefix;     /* for RenderContext; by default it is found out */
    bool path_prefix_given;
    bool passthrough_color; /* else `rendered` loses its ANSI escapes */
    bool only;              /* lines that are not ours are left out */
    bool explains_input;    /* tell the user where the input is not what it should be */
    Str edition;            /* empty: as cargo or Cargo.toml tell it */
    DumpStage dump;         /* not DUMP_NONE: print what this stage hands on, and nothing else */
    /* Where set, gets the findings first; true: they are taken care of and are not rendered. */
    bool (*take)(void *data, const FindingList *findings, Workspace *workspace);
    void *take_data;
} Pipeline;

/* What was seen, over all runs with the same result. */
typedef struct PipelineResult {
    bool had_errors;    /* an error-level diagnostic, or a build that failed */
    bool build_failed;  /* cargo said so */
    bool build_passed;  /* likewise */
    size_t diagnostics; /* all of them, at any level */
    size_t findings;    /* that were rendered */
} PipelineResult;

/* As many diagnostics of the family are kept at most; then their findings are shown first. */
enum { PIPELINE_KEPT_LIMIT = 2000 };

/*
 * Reads descriptor to its end and adds to result. STATUS_IO where reading failed, or writing for
 * another reason than a reader who has gone; the input is read to its end even if nothing can be
 * written any more.
 */
Status pipeline_run(const Pipeline *pipeline, int descriptor, PipelineResult *result) MUST_USE;

#endif
