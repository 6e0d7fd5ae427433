/*
 * rustc's rendered text in a stream of lines: which lines are one diagnostic.
 *
 * Only what may be of the family is held back, from a headline to the line that does not belong to
 * it any more. The caller asks about each line in turn:
 *
 *     if (text_ends(reader, line)) { ...take reader->block... text_forget(reader); }
 *     if (!text_takes(reader, line, may_be_ours)) { ...the line is not held: pass it on... }
 *
 * and takes the last block at the end of the input.
 */
#ifndef SENDFIX_INPUT_TEXT_H
#define SENDFIX_INPUT_TEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "model.h"

/* What is held. */
typedef struct TextBlock {
    StrBuf raw;    /* the lines as they came */
    StrBuf others; /* of these, what stood between the lines of the diagnostic */
    StrList lines; /* the diagnostic's own, clean, for text_block_read */
    Str prefix;    /* what each of its lines begins with */
} TextBlock;

typedef struct TextReader {
    Arena arena; /* holds block */
    TextBlock block;
    bool open;
    size_t blanks;    /* bytes of raw at its end that are blank lines */
    size_t strangers; /* lines one after the other that are not of the diagnostic */
} TextReader;

/* Whether a line, with its end, does not go on with the block that is held. */
bool text_ends(TextReader *reader, Str line);

/*
 * Holds a line back if it goes on with the block, or if it is the headline of a diagnostic that may
 * be of the family, which is what may_be_ours says of its bytes. False: it is not held.
 */
bool text_takes(TextReader *reader, Str line, bool may_be_ours);

/*
 * The diagnostic of the block that is held, on arena, places as rustc wrote them; NULL where it is
 * none.
 */
Diagnostic *text_diagnostic(const TextReader *reader, Arena *arena);

/* Lets go of the block. */
void text_forget(TextReader *reader);

/* Frees all. */
void text_finish(TextReader *reader);

#endif
