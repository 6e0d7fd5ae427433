/*
 * A new folder for one test, made before it and removed behind it.
 */
#ifndef SENDFIX_TESTS_PLACE_H
#define SENDFIX_TESTS_PLACE_H

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

typedef struct Place {
    Arena arena;
    Str folder; /* empty at first; without symlinks in its path */
} Place;

/* cmocka's setup and teardown; *state is the Place. */
int place_make(void **state);
int place_remove(void **state);

/* The absolute path of what is called name in there. */
Str place_path(Place *place, const char *name);
const char *place_path_c(Place *place, const char *name);
/* Writes a file; folders above it are made. */
void place_put(Place *place, const char *name, const char *content);
/* The content of a file that must be there. */
Str place_get(Place *place, const char *name);
/* Writes a shell script that can be run; its path. */
const char *place_script(Place *place, const char *name, const char *body);
/* How many things a folder of the place holds. */
size_t place_count(Place *place, const char *name);

#define PLACE_TEST(function) cmocka_unit_test_setup_teardown(function, place_make, place_remove)

#endif
