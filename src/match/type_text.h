/*
 * Types as rustc prints them, which is not Rust: `&dyn A + B`, `...`, `{async block@src/f.rs:8:19: 8:24}`.
 *
 * Read by matching brackets, never by a Rust parser.
 */
#ifndef SENDFIX_MATCH_TYPE_TEXT_H
#define SENDFIX_MATCH_TYPE_TEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

/* One spelling for comparison: no paths, no lifetimes, no ` + 'static`, no needless parentheses or blanks. */
Str type_text_normal(Arena *arena, Str type);
/* Whether two printed types are the same but for spelling (paths, lifetimes, {integer} against i32, `_`). */
bool type_text_same(Arena *arena, Str a, Str b);
/* Last path segment of the head: "std::rc::Rc<i32>" gives "Rc"; "&mut Foo" gives "Foo"; "dyn std::error::Error + Send" gives "Error". */
Str type_text_head(Str type);
/* Arguments between the head's angle brackets, lifetimes left out. */
void type_text_arguments(Arena *arena, StrList *out, Str type);
/* Whether part occurs in whole as a complete type (after normalisation). */
bool type_text_contains(Arena *arena, Str whole, Str part);

#endif
