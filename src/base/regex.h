/*
 * Regular expressions; the only way to PCRE2, which regex.c alone includes.
 *
 * Subjects are bytes: UTF mode is on with invalid sequences tolerated (PCRE2_MATCH_INVALID_UTF).
 * Every match runs under PCRE2's match and depth limits, so hostile text cannot stall it; a match
 * that hits a limit counts as no match.
 */
#ifndef SENDFIX_BASE_REGEX_H
#define SENDFIX_BASE_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

typedef struct Regex Regex;

enum { REGEX_MAX_GROUPS = 24 };

/* The groups of one match; borrowed from the subject. Group 0 is the whole match; one that took no part is empty with data NULL. */
typedef struct RegexMatch {
    Str groups[REGEX_MAX_GROUPS];
    size_t count;
} RegexMatch;

/*
 * Compiles; freed with the arena. STATUS_INVALID names what is wrong and at which byte. JIT code follows by itself, where
 * the machine has JIT, once the regex has been used a few times. Not for two threads at once.
 */
Status regex_compile(Arena *arena, Regex **out, Str pattern) MUST_USE;
/* Whether subject matches; fills match, which may be NULL. */
bool regex_match(const Regex *regex, Str subject, RegexMatch *match);
/* Number of the group (?<name>...), or 0. */
size_t regex_group(const Regex *regex, const char *name);
/* Number and names of the named groups, in no certain order: name i and its group number. */
size_t regex_name_count(const Regex *regex);
Str regex_name(const Regex *regex, size_t i, size_t *group);

#endif
