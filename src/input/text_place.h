/*
 * The places of a diagnostic that came as text, made those that its JSON would have told.
 */
#ifndef SENDFIX_INPUT_TEXT_PLACE_H
#define SENDFIX_INPUT_TEXT_PLACE_H

#include "base/arena.h"
#include "model.h"

/* Files that were read for this, or could not be. */
typedef struct TextFiles TextFiles;

/* Nothing read yet; it and all that is read live on arena. */
TextFiles *text_files_new(Arena *arena);

/*
 * Completes the spans of a diagnostic from the files that they name, where these are at hand (looked
 * for below the current folder and up to eight above it): columns (rustc draws a TAB as four cells
 * and a wide char as two, and cuts long lines), byte offsets, and the lines' true text. A span whose
 * line is not what the file has there stays as it is: the file has changed. The manifest becomes
 * that of the package around the first such file.
 */
void text_place(TextFiles *files, Diagnostic *diagnostic);

#endif
