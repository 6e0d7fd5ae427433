/*
 * Probe: what rustc does not say of a handler whose future is not Send.
 *
 * A web framework's `Handler` is implemented for functions whose future is Send, among other demands. Where one fails, rustc
 * only says "the trait bound `fn() -> impl Future {show}: Handler<_, _>` is not satisfied". So we ask it: in a scratch copy, the
 * handler is handed to a function that demands Send of its future and gives back another handler with the same arguments
 * whose future is Send for certain. What rustc says of that demand is the full story; and that it has nothing else to say of
 * the handler any more shows that Send was what the framework missed.
 */
#ifndef SENDFIX_VERIFY_PROBE_H
#define SENDFIX_VERIFY_PROBE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/status.h"
#include "model.h"
#include "verify/compiler.h"

/* Whether an error says that an async function or closure lacks a trait, without a reason. */
bool probe_is_open(const Diagnostic *error);

/*
 * Asks about all these errors in one run of the compiler. *answers has a diagnostic in rustc's JSON for each of them, its
 * places those of the files as they are; empty where Send is not the reason. On arena. STATUS as from trial_run.
 */
Status probe_run(Arena *arena, StrList *answers, const Compiler *compiler,
                 const DiagnosticList *errors, unsigned milliseconds) MUST_USE;

/* The line of an error, carrying the answer under the key "sendfix"; Diagnostic.probe is what is read of it again. */
Str probe_attach(Arena *arena, Str line, Str answer);

#endif
