/*
 * Generics: where a type parameter gets its bounds, and lists of bounds joined by `+`.
 */
#ifndef SENDFIX_RUST_GENERICS_H
#define SENDFIX_RUST_GENERICS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "rust/syntax.h"

/*
 * The declaration that carries the bounds of a type parameter visible at a node: its where_predicate if there is one, else its
 * type_parameter; the trait_item for "Self". The innermost item that declares it counts; NULL if none does.
 */
const Node *generics_declaration(const Node *inside, Str name);

/* Whether a type stands inside PhantomData, where it holds nothing and only takes auto traits away. */
bool generics_is_phantom(const Node *type);

/* Cuts the next bound off *rest (without blanks around it); false when there is none left. Brackets and arrows are respected. */
bool generics_next_bound(Str *rest, Str *bound);
/* Whether a list of bounds names a trait by its last path segment ("Send" in `std::marker::Send`) or a lifetime ("'static"). */
bool generics_has_bound(Str bounds, Str name);
/* Byte offset in bounds where a further trait belongs: behind the last trait, before the first lifetime behind it. */
size_t generics_trait_end(Str bounds);

#endif
