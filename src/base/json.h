/*
 * JSON values, read and written; the only way to cJSON, which json.c alone includes.
 *
 * A value read by json_parse, or made by json_object/json_array, lives on the arena given there;
 * everything reached from it is borrowed from it. Getters take NULL and values of another type and
 * then answer with "nothing" (NULL, an empty Str, false, 0), so a chain of getters needs one check
 * at its end. Keys are compared case-sensitively; of equal keys the first counts. Numbers are
 * doubles: integers above 2^53 are not kept. A string ends at its first \u0000.
 */
#ifndef SENDFIX_BASE_JSON_H
#define SENDFIX_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

typedef struct Json Json;

/*
 * Parses text (one value, white space around it allowed). STATUS_INVALID if it is not JSON, holds a
 * NUL byte or is nested too deep (over 1000). Strings are kept as they are, UTF-8 or not.
 */
Status json_parse(Arena *arena, Json **out, Str text) MUST_USE;

const Json *json_get(const Json *object, const char *key);
bool json_is_null(const Json *value); /* also for NULL, i.e. absent */
bool json_is_object(const Json *value);
bool json_is_array(const Json *value);
bool json_is_string(const Json *value);
bool json_bool(const Json *value);     /* false unless it is true */
Str json_str(const Json *value);       /* borrowed; empty unless it is a string */
uint64_t json_uint(const Json *value); /* 0 unless a number of 0 to 2^53; without its fraction */
/* json_str(json_get(object, key)) and so on. */
Str json_get_str(const Json *object, const char *key);
uint64_t json_get_uint(const Json *object, const char *key);
bool json_get_bool(const Json *object, const char *key);

/* Members of an array or object in order: for (v = json_first(a); v; v = json_next(v)). */
const Json *json_first(const Json *container);
const Json *json_next(const Json *value);

/*
 * Writing. Text that is not UTF-8 is made so (U+FFFD, also for NUL). Keys must outlive the value. A
 * key that is there already gets the new value in its old place; a call on a value of the wrong
 * type does nothing.
 */
Json *json_object(Arena *arena);
Json *json_array(Arena *arena);
void json_set_str(Json *object, const char *key, Str value);
void json_set_uint(Json *object, const char *key, uint64_t value);
void json_set_bool(Json *object, const char *key, bool value);
void json_set_null(Json *object, const char *key);
/*
 * Puts child, made by json_object, json_array or json_parse, into object / at the end of array,
 * which owns it from then on; child may still be added to. A child goes into one parent: a second
 * time nothing is done.
 */
void json_set(Json *object, const char *key, Json *child);
void json_push(Json *array, Json *child);
void json_push_str(Json *array, Str value);
/* A member of an object that is being written or changed; NULL if it has none of this name. */
Json *json_member(Json *object, const char *key);
/* The i-th value, 0-based, of an array that is being changed; NULL past its end. */
Json *json_element(Json *array, size_t i);
/* The value on one line, without newline. */
Str json_print(Arena *arena, const Json *value);

#endif
