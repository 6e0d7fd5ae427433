/*
 * Spelling: whether a type node spells a trace's root.
 */
#ifndef SENDFIX_CHAIN_SPELLING_H
#define SENDFIX_CHAIN_SPELLING_H

#include "chain/trace.h"

/*
 * The node in the subtree of a type that spells the root itself, whole (`std::rc::Rc<T>`, `dyn A + B`); NULL if there is
 * none. What a function type takes and gives it does not hold.
 */
const Node *spelling_find(const Tracer *tracer, const Node *type);

#endif
