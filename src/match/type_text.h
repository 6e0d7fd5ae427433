/*
 * Types as rustc prints them, which is not Rust: `&dyn A + B`, `...`, `{async block@src/f.rs:8:19: 8:24}`.
 *
 * Read by matching brackets, never by a Rust parser. Any bytes may come in; all of it is linear in the text but for
 * type_text_contains and type_text_find, which give up on huge texts.
 */
#ifndef SENDFIX_MATCH_TYPE_TEXT_H
#define SENDFIX_MATCH_TYPE_TEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

/*
 * One spelling for comparison: no paths, no lifetimes, no ` + 'static`, no needless parentheses or blanks; closures and
 * coroutines as `{closure@file.rs:8:19}`. "Rc<(dyn std::fmt::Debug + 'static)>" gives "Rc<dyn Debug>".
 */
Str type_text_normal(Arena *arena, Str type);
/*
 * Whether two printed types are the same but for spelling (paths, lifetimes, {integer} against i32). `_` and `...` stand
 * for any one type.
 */
bool type_text_same(Arena *arena, Str a, Str b);
/*
 * Last path segment of the head: "std::rc::Rc<i32>" gives "Rc"; "&mut Foo" gives "Foo"; "dyn std::error::Error + Send" gives
 * "Error"; "<T as Job>::Output" gives "Output". "*mut" and "*const" for raw pointers, "fn" for function pointers, empty for
 * tuples, arrays, slices, closures and coroutines. Borrowed from type.
 */
Str type_text_head(Str type);
/* The path before the head's last segment: "std::rc" of "&std::rc::Rc<i32>"; empty for a bare name. Borrowed from type. */
Str type_text_path(Str type);
/* Without references around it: "&'a mut T" gives "T". Borrowed from type. */
Str type_text_referent(Str type);
/* Arguments between the head's angle brackets, lifetimes left out; borrowed from type. */
void type_text_arguments(Arena *arena, StrList *out, Str type);
/* Whether part occurs in whole as a complete type (after normalisation). */
bool type_text_contains(Arena *arena, Str whole, Str part);
/* Whether rustc has shortened the type: it has `...` in it. */
bool type_text_is_shortened(Str type);
/* The first complete type within whole that is type_text_same as part, as it is printed there; empty if there is none. */
Str type_text_find(Arena *arena, Str whole, Str part);

#endif
