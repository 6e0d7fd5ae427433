/*
 * For the tests of strategies: a finding made by hand in a snippet of Rust, and what a strategy plans for it.
 */
#ifndef SENDFIX_TESTS_PLAN_SAMPLE_H
#define SENDFIX_TESTS_PLAN_SAMPLE_H

#include "fix/fix.h"

/* Where a finding stands: texts are looked for from a line on, 1-based. */
typedef struct PlanSample {
    const char *text;
    size_t line;       /* of the value */
    const char *value; /* its text */
    const char *type;  /* as rustc prints it; NULL: not told */
    const char *root;  /* "Sync Cell<u8>", "Send Rc<u8>" */
    const char
        *demand; /* the start of the demanding call on any line, such as "spawn("; NULL: none */
    const char *keeper; /* the field_declaration: "db: Store"; NULL: none */
    Hold hold;
} PlanSample;

int plan_sample_start(void **state);
int plan_sample_finish(void **state);
/* Plans one strategy; the fixes and refusals live until plan_sample_finish. */
void plan_sample(const FixStrategy *strategy, const PlanSample *sample);
/* The snippet with the first fix applied must hold these lines, separated by '~', one after another and indented as they are. */
void plan_sample_assert_lines(const char *lines);
/* The whole snippet with the first fix applied. */
void plan_sample_assert_text(const char *text);
/* There is no fix; where why is not NULL, the one refusal says it. */
void plan_sample_assert_refused(const char *why);

#endif
