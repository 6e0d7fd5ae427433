/*
 * Pointer: the user's own struct that holds a raw pointer, and what its source tells of who else has it.
 */
#ifndef SENDFIX_FIX_POINTER_H
#define SENDFIX_FIX_POINTER_H

#include <stdbool.h>

#include "base/file.h"
#include "fix/fix.h"
#include "rust/index.h"

typedef struct Pointer {
    const Item *owner; /* the struct, enum or union */
    StrList fields;    /* names of its fields that hold pointers: "head", "0" */
    bool frees;        /* it has a Drop of its own: it owns what it points to */
    bool copies;       /* it derives or implements Clone: several values hold the same pointer */
    bool borrows;      /* it has a lifetime: it points into something that another owns */
    Str beside; /* another field's type that may not cross threads either ("Rc<str>"); empty if there is none */
} Pointer;

/* Whether a type as rustc prints it is a raw pointer: `*mut T`, `*const T`, `NonNull<T>`. */
bool pointer_is(Str type);

/*
 * The struct that the trait's lack comes from, where all roots of the finding are raw pointers and the source of one of the
 * user's structs spells one of them (not as a marker in a PhantomData). False where there is none.
 */
bool pointer_find(const FixContext *context, Pointer *out);

/* Whether the source at hand has `unsafe impl TRAIT for TYPE`, by last path segment. */
bool pointer_is_promised(const FixContext *context, Str type, Str trait);

#endif
