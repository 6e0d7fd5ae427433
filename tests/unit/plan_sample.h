/*
 * For the tests of strategies: a file of Rust, a finding made by hand, and the text with the first fix applied.
 */
#ifndef SENDFIX_TESTS_PLAN_SAMPLE_H
#define SENDFIX_TESTS_PLAN_SAMPLE_H

#include "fix/fix.h"
#include "fix/strategies.h"

typedef struct PlanSample {
    Arena arena;
    char folder[512];
    Workspace *workspace;
    const Source *source;
    const Patterns *patterns;
    Finding finding;
    Evidence *evidence;
} PlanSample;

/* cmocka's setup and teardown; *state is the PlanSample. */
int plan_sample_make(void **state);
int plan_sample_remove(void **state);

/* Makes text the file and starts a finding about a root, with the first node of this text as primary span and demand. */
void plan_sample_start(PlanSample *sample, const char *text, const char *root, const char *trait,
                       const char *primary);
/* The first largest node with exactly this text at or behind the byte where after begins ("" for the start of the file). */
const Node *plan_sample_node(PlanSample *sample, const char *after, const char *text);
/* Adds a fact; place, where not NULL, is the text that it points at. */
void plan_sample_fact(PlanSample *sample, Fact fact, const char *place);
/* Plans one strategy; the text with its first fix applied, NULL where it offers none with edits. */
const char *plan_sample_apply(PlanSample *sample, const FixStrategy *strategy);
/* The same, compared; expected NULL: no such fix. */
void plan_sample_expect(PlanSample *sample, const FixStrategy *strategy, const char *expected);

#define PLAN_TEST(function)                                                                        \
    cmocka_unit_test_setup_teardown(function, plan_sample_make, plan_sample_remove)

#endif
