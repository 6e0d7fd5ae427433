/*
 * Blame: what is known of the type that a finding is really about.
 *
 * rustc names the innermost type that lacks the trait. Where that is the inside of a library's type (the `Rc<Store>` of a
 * ThreadSafeRepository, the `*mut u8` of a JsValue), a person can only do something about the library's type. Which type
 * that is, the value's own type tells, or the list of types in rustc's notes; whose it is, the `use` declarations
 * and the folder of the file that declares it.
 */
#ifndef SENDFIX_CHAIN_BLAME_H
#define SENDFIX_CHAIN_BLAME_H

#include "base/arena.h"
#include "chain/trace.h"
#include "match/patterns.h"
#include "model.h"
#include "rust/workspace.h"

/*
 * Sets finding->knowledge, and blamed_type to the type that it is about: the library's type around the root where the
 * source does not spell the root itself (trace->origin is NULL), else the value's type where the root is only a marker or
 * the value's life must end, else the root's. Both stay empty where nothing is known. The knowledge lives as long as the patterns.
 */
void blame_find(Arena *arena, Finding *finding, const Patterns *patterns, Workspace *workspace,
                const Trace *trace);

/*
 * What is known of a type as rustc prints it or as the source at place spells it: a bare name is looked up among the imports
 * there; declared, if not NULL, is where rustc says that it is declared. NULL for a type of the user's own, whatever its name.
 */
const TypeKnowledge *blame_type(Arena *arena, const Patterns *patterns, Workspace *workspace,
                                Str type, const Node *place, const Span *declared);

#endif
