/*
 * What the formats for people say of a finding, in sentences made from the model.
 *
 * The texts may hold foreign bytes (types, names): show them through page.h or an escape of the
 * format's own. All results live on arena or are borrowed from the finding.
 */
#ifndef SENDFIX_RENDER_PHRASE_H
#define SENDFIX_RENDER_PHRASE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "model.h"

/* The cause in one sentence, without full stop: "`Rc<Config>` in `AppState.config` is not `Send`, so ...". */
Str phrase_headline(Arena *arena, const Finding *finding);
/* A type short enough for a sentence: arguments deep inside as "...". */
Str phrase_short_type(Arena *arena, Str type);
/* A few words to stand under the cause, and under a link's place. kept: the cause is what lives over the await. */
Str phrase_cause_label(Arena *arena, const Finding *finding, bool kept);
Str phrase_link_label(Arena *arena, const Finding *finding, const Link *link);
/* Who knows it: "rustc", "source" or "inferred". */
const char *phrase_certainty(Certainty certainty);
/* The verdict as one word ("compiles"), and as a remark for a person ("tried with the compiler: ..."). */
const char *phrase_verdict_word(Verdict verdict);
const char *phrase_verdict_remark(Verdict verdict);
/* A fix's title, beginning with a small letter. */
Str phrase_title(Arena *arena, const Fix *fix);
/* Count and noun: "1 error", "2 errors". */
Str phrase_count(Arena *arena, size_t count, const char *noun);

/* Whether rustc, or what is there of its text, does not tell what lacks the trait. */
bool phrase_lacks_root(const Finding *finding);
/* Whether its one root type is neither Send nor Sync. */
bool phrase_lacks_both(const Finding *finding);
/* Whether the cause is a declaration that could promise the trait and does not. */
bool phrase_lacks_promise(const Finding *finding);
/* Whether a file is of the standard library or of a dependency that cargo fetched. */
bool phrase_is_foreign(Str file);
/* The span that rustc's first "-->" line shows; NULL if there is none. */
const Span *phrase_primary_span(const Diagnostic *diagnostic);
/* The first fix with edits that the compiler did not turn down; NULL if there is none. */
const Fix *phrase_best_fix(const Finding *finding);

#endif
