/*
 * The files of patterns/ that the build puts into the program (build/gen/patterns_data.c, made by .make/embed):
 * all patterns and texts of `explain`, sorted by path in byte order, so that no installed file is needed at run time.
 */
#ifndef SENDFIX_MATCH_EMBEDDED_H
#define SENDFIX_MATCH_EMBEDDED_H

#include <stddef.h>

typedef struct EmbeddedFile {
    const char *path;          /* below patterns/: "messages/held.pat" */
    const unsigned char *data; /* size bytes and then a zero */
    size_t size;
} EmbeddedFile;

/* embedded_file_count rows and then one of zeroes. */
extern const EmbeddedFile embedded_files[];
extern const size_t embedded_file_count;

#endif
