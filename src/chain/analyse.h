/*
 * Analyse: one diagnostic's evidence -> where in the source the value is, what holds it, what demands.
 */
#ifndef SENDFIX_CHAIN_ANALYSE_H
#define SENDFIX_CHAIN_ANALYSE_H

#include "base/arena.h"
#include "model.h"
#include "rust/workspace.h"

/* Fills in hold, value, value_type, binding, await, await_node, body and demand of a finding from one evidence. */
void analyse_evidence(Arena *arena, Finding *finding, Workspace *workspace,
                      const Evidence *evidence);

/* The span itself, or the place that invoked the macro around it, whichever lies in a file of the user's; NULL if none does. */
const Span *analyse_user_span(Workspace *workspace, const Span *span);

/* The node of a span in the user's source, or NULL. */
const Node *analyse_node(Workspace *workspace, const Span *span);

#endif
