/*
 * The catalogue as loaded: shared by the files of match/ only.
 *
 * Sentences (blocks `pattern`) and types (blocks `type`) come from many small files, embedded or the
 * user's. Their regexes are compiled at first use; before that, plain bytes that each match must
 * start with or contain turn most candidates away, so that a program which sees two diagnostics
 * compiles a dozen regexes and not two hundred.
 */
#ifndef SENDFIX_MATCH_CATALOGUE_H
#define SENDFIX_MATCH_CATALOGUE_H

#include "base/regex.h"
#include "match/needles.h"
#include "match/pattern_file.h"
#include "match/patterns.h"
#include "match/type_text.h"

/* Which text of a diagnostic a sentence is. */
typedef enum Slot {
    SLOT_TOP = 0,     /* the message of the diagnostic itself */
    SLOT_LABEL,       /* a span's label, of the diagnostic or a child */
    SLOT_CHILD,       /* the message of a note or help */
    SLOT_SUGGESTION,  /* the message of a help that offers replacements */
    SLOT_REPLACEMENT, /* the text that a suggestion would insert, without blanks at its ends */
    SLOT_CODE,        /* the diagnostic's code */
    SLOT_COUNT,
} Slot;

/* A regex that is compiled at first use. */
typedef struct LazyRegex {
    Str text;    /* empty: none */
    Str prefix;  /* plain bytes that every match starts with, may be empty */
    Str literal; /* plain bytes that every match contains, may be empty */
    Regex *compiled;
    bool broken;
} LazyRegex;

typedef struct Sentence {
    Str id, file;
    size_t line;
    Slot slot;
    FactKind fact; /* FACT_NONE: a known sentence that tells nothing of use */
    Str trait;     /* for sentences that say it in other words ("sent"); empty: captured */
    Str why;       /* of an advice: why it does not help; may be empty */
    Str family;    /* plain bytes; not empty: a top message with this makes a diagnostic ours */
    LazyRegex regex;
    PatternReader body; /* to run the examples */
} Sentence;
typedef VEC_OF(Sentence *) SentenceList;

typedef struct TypeEntry {
    Str id, file;
    size_t line;
    Str names;    /* separated by ", "; empty: any */
    Str paths;    /* separated by blanks; empty: any */
    Str contains; /* bytes of the type as printed, paths and all; empty: any */
    bool needs_path;
    LazyRegex regex;
    TypeKnowledge knowledge;
    PatternReader body;
} TypeEntry;
typedef VEC_OF(TypeEntry *) TypeEntryList;

struct Patterns {
    Arena *arena;
    Arena *scratch; /* for one call at a time */
    SentenceList sentences;
    TypeEntryList types; /* the most special first */
    SentenceList slots[SLOT_COUNT];
    Needles needles;
};

/* What a sentence said; Strs are borrowed from the text. */
typedef struct Captures {
    const Sentence *sentence;
    Str type, other, trait, name;
} Captures;

/* The first sentence of a slot that text matches; false if it is none that we know. Any text, also an empty one. */
bool sentence_match(const Patterns *patterns, Slot slot, Str text, Captures *out);

/*
 * Reads a block into a new Sentence or TypeEntry on arena. STATUS_INVALID with "FILE:LINE: reason" where it is no good;
 * regexes are compiled only if eager.
 */
Status sentence_read(Arena *arena, Sentence **out, Str file, const PatternBlock *block,
                     bool eager) MUST_USE;
Status type_entry_read(Arena *arena, TypeEntry **out, Str file, const PatternBlock *block,
                       bool eager) MUST_USE;

/* The entry that knows a type, or NULL. */
const TypeEntry *type_entry_find(const Patterns *patterns, Str type);

/* Runs an entry's examples; adds a problem for each that fails; their number. */
size_t sentence_check(Arena *arena, const Patterns *patterns, const Sentence *sentence,
                      StrList *problems);
size_t type_entry_check(Arena *arena, const Patterns *patterns, const TypeEntry *entry,
                        StrList *problems);

/* Sets text and the plain bytes around it. */
void lazy_regex_set(LazyRegex *regex, Str text);
/* Whether the plain bytes allow a match and then the regex matches; compiles on arena at first use. */
bool lazy_regex_match(Arena *arena, LazyRegex *regex, Str text, RegexMatch *match);
/* Compiles now; says what is wrong with it, also group names that nothing uses. */
Status lazy_regex_compile(Arena *arena, LazyRegex *regex) MUST_USE;

/* "FILE:LINE: reason" for a block that is no good. */
Status pattern_error(Str file, size_t line, const char *format, ...) FORMAT_PRINTF(3, 4);
/* An example's text: ⏎ stands for a line end. */
Str pattern_example(Arena *arena, Str value);

#endif
