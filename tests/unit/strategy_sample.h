/*
 * For the tests of strategies: a file of Rust, a finding made by hand, and the text with the first fix applied.
 */
#ifndef SENDFIX_TESTS_STRATEGY_SAMPLE_H
#define SENDFIX_TESTS_STRATEGY_SAMPLE_H

#include "fix/fix.h"
#include "fix/strategies.h"

typedef struct StrategySample {
    Arena arena;
    char folder[512];
    Workspace *workspace;
    const Source *source;
    const Patterns *patterns;
    Finding finding;
    Evidence *evidence;
} StrategySample;

/* cmocka's setup and teardown; *state is the StrategySample. */
int strategy_sample_make(void **state);
int strategy_sample_remove(void **state);

/* Makes text the file and starts a finding about a root, with the first node of this text as primary span and demand. */
void strategy_sample_start(StrategySample *sample, const char *text, const char *root,
                           const char *trait, const char *primary);
/* The first largest node with exactly this text at or behind the byte where after begins ("" for the start of the file). */
const Node *strategy_sample_node(StrategySample *sample, const char *after, const char *text);
/* Adds a fact; place, where not NULL, is the text that it points at. */
void strategy_sample_fact(StrategySample *sample, Fact fact, const char *place);
/* Plans one strategy; the text with its first fix applied, NULL where it offers none with edits. */
const char *strategy_sample_apply(StrategySample *sample, const FixStrategy *strategy);
/* The same, compared; expected NULL: no such fix. */
void strategy_sample_expect(StrategySample *sample, const FixStrategy *strategy,
                            const char *expected);

#define STRATEGY_TEST(function)                                                                    \
    cmocka_unit_test_setup_teardown(function, strategy_sample_make, strategy_sample_remove)

#endif
