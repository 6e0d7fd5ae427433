/*
 * Unit tests of cli/explain.c: every repair that can be offered has its text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/explain.h"
#include "fix/fix.h"

static void test_every_fix_is_explained(void **state) {
    (void)state;
    for (size_t i = 0; i < fix_table_count; i++) {
        Str text = {0};
        if (!explain_find(str_from(fix_table[i]->id), &text)) {
            fail_msg("patterns/explain/%s.txt is missing", fix_table[i]->id);
        }
        Str title = {0};
        assert_true(str_next(&text, '\n', &title));
        assert_true(title.len > 0);
        assert_false(str_ends(title, STR(".")));
    }
}

static void test_unknown_names(void **state) {
    (void)state;
    Str text = {0};
    assert_false(explain_find(STR("no-such-rule"), &text));
    assert_false(explain_find(STR(""), &text));
    assert_false(explain_find(STR("../messages/held"), &text));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_fix_is_explained),
        cmocka_unit_test(test_unknown_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
