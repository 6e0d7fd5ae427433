/*
 * rustc's own JSON line with what we know added, for everything that reads such lines: cargo, cargo fix, rust-analyzer.
 *
 * What those take from a child: rustfix applies it if all its spans are MachineApplicable and in one file
 * (cargo's crates/rustfix); rust-analyzer makes a quick fix of it if its spans are primary and replace something
 * (its flycheck_to_proto.rs). So: one `help` child for each fix, at most one MachineApplicable, and rustc's own that would be
 * applied beside it no longer so.
 */
#ifndef SENDFIX_RENDER_RUSTC_LINE_H
#define SENDFIX_RENDER_RUSTC_LINE_H

#include <stdbool.h>

#include "base/arena.h"
#include "render/render.h"

/*
 * The line (without its end; rustc's own or cargo's envelope) with help children, text behind `rendered`, and the finding under "sendfix". Of the diagnostics
 * of one finding only the first carries all this; the others point to it. The line itself where it cannot be parsed.
 */
Str rustc_line_enrich(Arena *arena, Str line, const Finding *finding, bool first,
                      const RenderContext *context);

#endif
