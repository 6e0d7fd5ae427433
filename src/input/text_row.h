/*
 * One line of rustc's rendered text -> what kind of line it is.
 *
 *     error[E0277]: `Rc<u8>` cannot be sent between threads safely   ROW_MESSAGE
 *       --> src/main.rs:6:24                                         ROW_PLACE
 *        |                                                           ROW_DRAWING
 *     6  |     spawn(move || x);                                     ROW_SOURCE
 *        |     ----- ^^^^^^^^^ cannot be sent                        ROW_DRAWING
 *     ...                                                            ROW_ELISION
 *        = note: required for this                                   ROW_MESSAGE
 *     help: consider this                                            ROW_MESSAGE
 *     6  +     spawn(move || y);                                     ROW_CHANGED
 *
 * The drawing is that of rustc's compiler/rustc_errors/src/emitter.rs. The test suite of rustc writes
 * LL for numbers; they count as 0.
 */
#ifndef SENDFIX_INPUT_TEXT_ROW_H
#define SENDFIX_INPUT_TEXT_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

typedef enum RowKind {
    ROW_OTHER = 0, /* goes on with the message before it */
    ROW_MESSAGE,
    ROW_PLACE,
    ROW_DRAWING,
    ROW_SOURCE,
    ROW_CHANGED,
    ROW_ELISION,
} RowKind;

typedef struct Row {
    RowKind kind;
    Str text;    /* behind the bar and a blank; a message; a place's file; else the whole line */
    size_t line; /* of a source line or a place, 1-based; 0: not told */
    size_t
        column; /* of a place: 1-based, chars; of a message: the byte where it begins in the line */
    char sign;  /* of a changed line: +, - or ~; of a place: : where it is a further one */
    Str level;  /* of a message: "error", "note", ... */
    Str code;   /* of a message: "E0277", or empty */
    bool attached; /* a message behind "= " */
} Row;
typedef VEC_OF(Row) RowList;

/* Reads a line without its end; all is borrowed from it. */
Row text_row_read(Str line);

/*
 * Reads "error[E0277]: message" at the start of a line; false where there is no such thing. Of the
 * row only what belongs to a message is set.
 */
bool text_row_read_message(Str line, Row *row);

/* Reads "FILE:LINE:COLUMN" or "FILE:LINE" at the end of text; false where it does not end so. */
bool text_row_read_place(Str text, Row *row);

#endif
