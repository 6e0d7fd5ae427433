/*
 * TOML (https://toml.io/en/v1.0.0): a file as the flat list of what it sets, for Cargo.toml and our
 * own configuration.
 *
 * Tables, dotted keys and inline tables all end up the same: `[a]` with `b.c = 1`, and
 * `a = { b = { c = 1 } }`, both set a.b.c. Strings, booleans and decimal integers are read; of
 * everything else (arrays, floats, dates) only that it is there. A line that cannot be read is an
 * entry, too, and reading goes on behind it. Takes linear time for any input.
 */
#ifndef SENDFIX_BASE_TOML_H
#define SENDFIX_BASE_TOML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "base/vec.h"

typedef enum TomlKind {
    TOML_TABLE = 0, /* it is there, maybe with nothing in it */
    TOML_STRING,
    TOML_BOOLEAN,
    TOML_INTEGER,
    TOML_OTHER,
    TOML_WRONG, /* the key is that of the table around it */
} TomlKind;

/* A name and the table that it stands in; all keys of one table share what is above. */
typedef struct TomlKey {
    Str name;
    const struct TomlKey *above; /* NULL: at the top */
    unsigned level;              /* how many are above */
} TomlKey;

typedef struct TomlEntry {
    const TomlKey *key; /* NULL: the top itself, of what is wrong there */
    TomlKind kind;
    Str value;   /* a string without quotes and escapes, an integer without '_'; else as written */
    size_t line; /* 1-based, where it begins */
} TomlEntry;
typedef VEC_OF(TomlEntry) TomlEntryList;

/* Adds what text sets, in its order; entries borrow text and live on arena. */
void toml_read(Arena *arena, TomlEntryList *out, Str text);
/*
 * The same of a file, of up to 1 MiB; what it holds lives on arena. Nothing is added where it cannot
 * be read: STATUS_MISSING where there is none, else as file_read.
 */
Status toml_read_file(Arena *arena, TomlEntryList *out, Str path) MUST_USE;
/* Whether a key is the one of a dotted path, such as "workspace.package.edition"; "" is the top. */
bool toml_is_at(const TomlKey *key, const char *path);
/* The key right below a dotted path in which an entry's key lies, or that it is; NULL if in none. */
const TomlKey *toml_below(const TomlKey *key, const char *path);

#endif
