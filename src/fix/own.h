/*
 * Own: whether a value borrows from what it was read from, and how to write the same value so that it does not.
 *
 * Types come from the flow; where it does not know, the names of std's methods tell what can be told. A conversion changes
 * the value's type (`&Route` to `Route`, `Option<&str>` to `Option<String>`), so the uses of the value are adapted to
 * keep the types that they see.
 */
#ifndef SENDFIX_FIX_OWN_H
#define SENDFIX_FIX_OWN_H

#include <stdbool.h>

#include "base/arena.h"
#include "fix/layout.h"
#include "fix/rewrite.h"
#include "rust/flow.h"
#include "rust/workspace.h"

typedef enum OwnKind {
    OWN_UNKNOWN = 0,
    OWN_OWNED, /* borrows nothing */
    OWN_PLACE, /* T itself, but a place inside of what is borrowed: reading it needs Copy or a clone */
    OWN_REFERENCE,   /* &T */
    OWN_TEXT,        /* &str */
    OWN_SLICE,       /* &[T] */
    OWN_INSIDE,      /* Option<&T>, Result<&T, E> */
    OWN_INSIDE_TEXT, /* Option<&str> */
    OWN_ELEMENTS,    /* a collection of references */
    OWN_ITERATOR,    /* lazy: reads what it borrows later */
    OWN_GUARD,       /* a guard, by value or reference: what it guards can be cloned out of it */
    OWN_BOUND,       /* &mut, or a type with a lifetime: cannot be kept */
} OwnKind;

typedef struct Own {
    OwnKind kind;
    bool copy;          /* the T is Copy */
    int clone;          /* the T is Clone: 1 yes, 0 no, -1 not known */
    OwnKind item;       /* of an iterator or collection: what its items are */
    const char *target; /* of OWN_ELEMENTS: "Vec", "HashMap"; else NULL */
    bool exclusive;     /* of OWN_BOUND: a plain &mut T */
    bool fresh;         /* `&` of a value made on the spot: without the `&` it is owned */
    Str type;           /* the T as Rust spells it, for sentences */
} Own;

/* What the value of an expression borrows. */
Own own_of(Arena *arena, Workspace *workspace, const Node *expression);
/* Whether a struct or enum of the workspace derives or implements a trait, by its last segment. */
bool own_implements(Workspace *workspace, const Item *item, const char *trait);
/* Whether a type is Clone: 1 yes, 0 no, -1 not known; and whether it is known to be Copy. */
int own_type_clone(Workspace *workspace, const Type *type);
bool own_type_copy(Workspace *workspace, const Type *type);
/* Whether the type of a node is a lock's guard, a cell's borrow or a watch's. */
bool own_is_guard(Workspace *workspace, const Node *node);
/*
 * Makes a chain give a value of its own: adds `.clone()`, `.copied()`, ..., or takes a last `.as_ref()` off. False where that
 * cannot be: see own_why.
 */
bool own_convert(Arena *arena, const Own *own, Chain *chain);
/* Why own_convert cannot, one clause. */
Str own_why(Arena *arena, const Own *own);
/* What it is to those who only read: a plain `&mut T` is then as good as a `&T`. */
Own own_as_read(const Own *own);
/* Whether own_convert changes the type of the value. */
bool own_changes_type(const Own *own);
/* Adapts a use of a variable whose value was converted. */
void own_adapt_use(Rewrite *rewrite, const Own *own, const Node *use);
/* How an expression that stands where E stood names the owned value: `name`, `&name`, `name.as_deref()`. */
Str own_spell(Arena *arena, const Own *own, Str name, const Node *place);

#endif
