/*
 * Unit tests of match/explain.c: every repair that can be offered has its text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fix/fix.h"
#include "match/explain.h"

static void test_every_fix_is_explained(void **state) {
    (void)state;
    for (size_t i = 0; i < fix_table_count; i++) {
        Explanation explanation = {0};
        if (!explain_find(str_from(fix_table[i]->id), &explanation)) {
            fail_msg("patterns/explain/fixes/%s.txt is missing", fix_table[i]->id);
        }
        assert_true(explanation.title.len > 0);
        assert_false(str_ends(explanation.title, STR(".")));
    }
}

static void test_unknown_names(void **state) {
    (void)state;
    Explanation explanation = {0};
    assert_false(explain_find(STR("no-such-rule"), &explanation));
    assert_false(explain_find(STR(""), &explanation));
    assert_false(explain_find(STR("../messages/held"), &explanation));
}

/*
 * Each text is in one group, in the order of ids. A kind of cause that has the name of its repair
 * (boxed-future) is with the causes, so that all rules are there.
 */
static void test_groups(void **state) {
    (void)state;
    size_t counts[EXPLAIN_GROUP_COUNT] = {0};
    for (int group = 0; group < EXPLAIN_GROUP_COUNT; group++) {
        Explanation explanation = {0};
        Explanation last = {0};
        for (size_t at = 0; explain_next((ExplainGroup)group, &at, &explanation);) {
            assert_true(str_compare(last.id, explanation.id) < 0);
            assert_true(str_ends(explanation.text, explanation.body));
            last = explanation;
            counts[group]++;
            Explanation found;
            assert_true(explain_find(explanation.id, &found));
            assert_true(str_eq(found.text, explanation.text));
        }
    }
    assert_in_range(counts[EXPLAIN_FIXES], fix_table_count - 1, fix_table_count);
    assert_true(counts[EXPLAIN_CAUSES] > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_fix_is_explained),
        cmocka_unit_test(test_unknown_names),
        cmocka_unit_test(test_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
