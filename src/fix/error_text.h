/*
 * Error text: a Result whose error must not live across an await, where only the error's text is used.
 */
#ifndef SENDFIX_FIX_ERROR_TEXT_H
#define SENDFIX_FIX_ERROR_TEXT_H

#include <stdbool.h>

#include "fix/fix.h"
#include "rust/syntax.h"

typedef struct ErrorText {
    const Node *
        result; /* the expression that makes the Result, `?` and `.await` included; NULL if it is not this kind */
    Str name;    /* what the code calls the error: "e" */
    Str trouble; /* why its text is not enough, one clause; empty if it is */
} ErrorText;

/* Finds the Result behind a finding's value. result is NULL where the value is no error or Result that holds one. */
ErrorText error_text_find(const FixContext *context);
/* Plans the fix, or the refusal. */
void error_text_plan(const FixContext *context, const ErrorText *error);

#endif
