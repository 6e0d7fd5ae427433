/*
 * The pattern catalogue: what rustc's sentences look like, as data (patterns/, see its README.md).
 */
#ifndef SENDFIX_MATCH_PATTERNS_H
#define SENDFIX_MATCH_PATTERNS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/status.h"
#include "model.h"

typedef struct Patterns Patterns;

/* What is known of a type that is a root or owns one: an entry of patterns/types/. */
struct TypeKnowledge {
    Str rule; /* id of the kind of cause, see Finding.rule; static storage or the patterns' arena */
    Str what; /* one clause: "a reference count that is not atomic" */
    Str advice;     /* what repairs it, for a person; may be empty */
    Str fixes;      /* ids of fixes that suit it, best first, separated by blanks; may be empty */
    Str wrong;      /* ids of fixes that never help */
    bool marker;    /* an internal of some library's type; name the owner, not this */
    bool sync_only; /* it is Send, only not Sync */
    Str library; /* the crate it belongs to ("rusqlite"); empty for std and for shapes such as `*mut T` */
    Str hint; /* why rustc's hint to use a lock or an atomic in its place does not help; may be empty */
    Str feature; /* a feature of the library that makes the type Send ("send"); empty if there is none */
};

/*
 * Loads the embedded catalogue and then folder's *.pat files where folder is not empty; entries there with an id that
 * exists replace it. A bad entry is skipped and told in problems ("FILE:LINE: what is wrong"). The patterns live on arena.
 */
Status patterns_load(Arena *arena, Patterns **out, Str folder, StrList *problems) MUST_USE;

/* Runs every entry's own examples; adds a line to problems for each that fails; the number of examples run. */
size_t patterns_check(Arena *arena, const Patterns *patterns, StrList *problems);

/*
 * Knowledge for a type as printed or spelt (matched by last path segment and arguments, references around it left off); NULL
 * if there is none. A bare name says nothing of whose type it is: a caller who finds it declared in the workspace must not
 * believe what is told of a library's. A single capital letter and `Self` count as type parameters.
 */
const TypeKnowledge *patterns_type(const Patterns *patterns, Str type);

/* Bytes that every line with a diagnostic of the family contains one of: a cheap first test of a raw JSON line. */
bool patterns_may_match_line(const Patterns *patterns, Str line);

#endif
