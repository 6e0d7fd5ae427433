/*
 * Guarded: a value put behind a Mutex, wherever the same value goes.
 *
 * A place is a field, a variable, a reference parameter or a function's result through which the value is reached. The type of
 * each place changes from `T` to `Mutex<T>` (`&T` to `&Mutex<T>`, `Arc<T>` to `Arc<Mutex<T>>`), what is put into it is wrapped, and
 * each use is followed to where the value itself is needed: there the lock is taken, for one expression. A synchronous function
 * that is lent the value goes on to take `&T`; an async one, whose future would hold the guard, takes `&Mutex<T>`.
 */
#ifndef SENDFIX_FIX_GUARDED_H
#define SENDFIX_FIX_GUARDED_H

#include <stdbool.h>

#include "base/arena.h"
#include "fix/rewrite.h"
#include "fix/swap.h"
#include "rust/flow.h"
#include "rust/index.h"
#include "rust/workspace.h"

typedef struct Guarded {
    Arena *arena;
    Workspace *workspace;
    Flow *flow;
    const Index *index;
    Rewrite *rewrite; /* trouble there tells why it cannot be done */
    Swap swap;
    NodeList done;    /* fields, variables, parameters, functions and mentions gone through */
    NodeList wrapped; /* type nodes and values that got their Mutex */
    NodeList sites;   /* expressions that reach the value: the lock is taken right behind them */
    NodeList lent;    /* those of them that are references already, and get a `&` in front */
    NodeList edited;  /* declarations and uses that grew */
    const Node
        *shared_at; /* the use by which a variable is shared; what comes before need not lock */
    unsigned depth;
} Guarded;

Guarded guarded_new(Arena *arena, Workspace *workspace, Rewrite *rewrite);

/* Puts the content of a field of a struct behind a Mutex. */
void guarded_field(Guarded *guarded, const Item *owner, const Field *field);
/* The same for a variable or parameter, by the pattern identifier that declares it. */
void guarded_variable(Guarded *guarded, const Node *binding);
/* The same for what an `Arc` or `LazyLock` points to, for all of the type's class. */
void guarded_pointer(Guarded *guarded, const Type *type);
/* Whether a type is a pointer behind which the value is wrapped: `Arc`, `LazyLock`. */
bool guarded_is_pointer(const Type *type);
/* Writes the locks, imports and line breaks. Call it once, last. */
void guarded_finish(Guarded *guarded);

/* ---- between the files of this module ---- */

/* Whether a place is met for the first time. */
bool guarded_first_time(Guarded *guarded, const Node *place);
void guarded_fail(Guarded *guarded, const char *why, const Node *what);
/* Follows one expression that is of a place's new type; pointer: it is of the pointer's class. */
void guarded_use(Guarded *guarded, const Node *use, bool pointer);
/* Makes a reference parameter, or the result of a function, a place. */
void guarded_parameter(Guarded *guarded, const Item *function, const Node *parameter);
void guarded_result(Guarded *guarded, const Item *function);
bool guarded_is_done(const Guarded *guarded, const Node *place);
/* Adapts an expression whose value goes into a place by value: `E` to `Mutex::new(E)`. */
void guarded_wrap_value(Guarded *guarded, const Node *value);
/* The same for the shorthand `x` of a struct literal. */
void guarded_wrap_shorthand(Guarded *guarded, const Node *name);
/* What a pointer's constructor is given: `Arc::new(value)`, `LazyLock::new(|| value)`; mention is the `Arc`. */
void guarded_wrap_pointee(Guarded *guarded, const Node *mention);
/* Puts `Mutex<..>` round the value's type in a written type. */
void guarded_wrap_type(Guarded *guarded, const Node *type);
/* `let NAME = Mutex::new(NAME);` on a line before or behind a statement. */
void guarded_shadow(Guarded *guarded, Str name, const Node *statement, bool before);
/* The expression that a block gives, or the last one that it runs. */
const Node *guarded_last_expression(const Node *block);

#endif
