/*
 * Single sentences of rustc, as people quote them, -> diagnostics.
 */
#ifndef SENDFIX_INPUT_TEXT_SENTENCE_H
#define SENDFIX_INPUT_TEXT_SENTENCE_H

#include <stdbool.h>

#include "base/arena.h"
#include "model.h"

enum { TEXT_SENTENCE_LINES = 40 };

/* The lines of an input in which nothing else of rustc was found; lines is empty at first. */
typedef struct TextSentences {
    Arena arena;
    DiagnosticList found;
    size_t lines;  /* that were seen */
    bool has_code; /* one of them is source, not prose */
} TextSentences;

/*
 * Looks for sentences in the next line of an input. Only a short input is a question: after
 * TEXT_SENTENCE_LINES nothing is looked for.
 */
void text_sentences_add(TextSentences *sentences, Str line);

/*
 * The diagnostics that the sentences stand for, of which each has a headline as rustc writes it and
 * no place; none where the input is too long, or is source. Borrowed.
 */
const DiagnosticList *text_sentences_found(const TextSentences *sentences);

/* Frees all. */
void text_sentences_finish(TextSentences *sentences);

#endif
