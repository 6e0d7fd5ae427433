/*
 * A new arena for one test, ended behind it.
 */
#ifndef SENDFIX_TESTS_SCRATCH_H
#define SENDFIX_TESTS_SCRATCH_H

/* cmocka's setup and teardown; *state is the Arena. */
int scratch_make(void **state);
int scratch_finish(void **state);

#define SCRATCH_TEST(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, scratch_make, scratch_finish)

#endif
