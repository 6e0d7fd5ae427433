/*
 * Line index of a text: bytes to lines and columns and back; display width of characters.
 *
 * Lines and columns are 1-based, as rustc and every editor print them; bytes are 0-based. A
 * column counts Unicode scalar values where its name says chars, bytes where it says bytes.
 * rustc's columns count chars (https://doc.rust-lang.org/rustc/json.html).
 */
#ifndef SENDFIX_BASE_TEXT_H
#define SENDFIX_BASE_TEXT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum { TEXT_TAB_WIDTH = 4, TEXT_REPLACEMENT = 0xfffd };

typedef struct LineIndex {
    Str text;             /* borrowed */
    const size_t *starts; /* byte where each line starts */
    size_t count;         /* of lines; a text of length 0 has one line */
} LineIndex;

/*
 * Indexes text, which must outlive the index. A line ends behind '\n'; a text that ends so has one
 * more line, which is empty.
 */
LineIndex line_index_new(Arena *arena, Str text);
/* The 1-based line that holds a byte; the last line for offsets past the end. */
size_t line_index_line(const LineIndex *index, size_t byte);
/*
 * The 1-based column in chars of a byte within its line; of the char it lies in, of the end for
 * offsets past it.
 */
size_t line_index_column_chars(const LineIndex *index, size_t byte);
/*
 * The bytes [start, end) of a 1-based line without its "\n" or "\r\n"; empty past the end and for
 * line 0.
 */
Str line_index_text(const LineIndex *index, size_t line);
/* Byte offset of a 1-based line's start; the text's length past the end. */
size_t line_index_start(const LineIndex *index, size_t line);
/* Byte of a 1-based line and 1-based column in chars; clamped to the line's end. */
size_t line_index_byte(const LineIndex *index, size_t line, size_t column_chars);

/*
 * Reads one code point at str[*offset] and moves *offset behind it; U+FFFD and one byte further for
 * a byte that is not UTF-8 (overlong forms, surrogates and what lies above U+10FFFF are not).
 */
unsigned text_decode(Str str, size_t *offset);
/* Number of terminal cells of a code point: 0 for combining marks and controls, 2 for wide ones. */
size_t text_width_of(unsigned code_point);
/* Number of terminal cells of a text, a TAB as 4. */
size_t text_width(Str str);
/*
 * Copy with every byte that is not part of valid UTF-8 replaced by U+FFFD; str itself if it is
 * valid.
 */
Str text_valid_utf8(Arena *arena, Str str);
/*
 * Copy without ANSI escape sequences (CSI, OSC); str itself if it has none. Of a sequence that does
 * not end within its line only the opening bytes go, so that no text is lost with it.
 */
Str text_without_ansi(Arena *arena, Str str);
/*
 * Safe to show on a terminal: control characters (but for \n and \t) and marks that turn the
 * direction of writing (https://trojansource.codes) made visible as `\u{202e}`, invalid UTF-8
 * replaced; str itself if there is none.
 */
Str text_printable(Arena *arena, Str str);
/* The same for text in JSON, in which such marks stand in strings only and mean the same escaped. */
Str text_printable_json(Arena *arena, Str json);

#endif
