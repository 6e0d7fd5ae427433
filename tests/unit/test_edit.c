/*
 * Unit tests of edit/edit.c: sets of edits and what applying them makes of a text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "edit/edit.h"

static Edit make(const char *file, size_t start, size_t end, const char *expected,
                 const char *replacement) {
    return (Edit){.file = str_from(file),
                  .byte_start = start,
                  .byte_end = end,
                  .expected = str_from(expected),
                  .replacement = str_from(replacement)};
}

static void assert_text(Str actual, const char *expected) {
    if (!str_is(actual, expected)) {
        fail_msg("got:\n" STR_FMT "\nexpected:\n%s", STR_ARG(actual), expected);
    }
}

static void test_identical_counts_once(void **state) {
    EditList list = {0};
    assert_true(edit_add(*state, &list, make("a.rs", 0, 2, "Rc", "Arc")));
    assert_true(edit_add(*state, &list, make("a.rs", 0, 2, "Rc", "Arc")));
    assert_int_equal(list.count, 1);
    assert_true(edit_add(*state, &list, make("b.rs", 0, 2, "Rc", "Arc")));
    assert_int_equal(list.count, 2);
}

static void test_overlap_is_refused(void **state) {
    EditList list = {0};
    assert_true(edit_add(*state, &list, make("a.rs", 4, 8, "abcd", "x")));
    assert_false(edit_add(*state, &list, make("a.rs", 4, 8, "abcd", "y")));
    assert_false(edit_add(*state, &list, make("a.rs", 7, 9, "de", "y")));
    assert_false(edit_add(*state, &list, make("a.rs", 0, 20, "", "y")));
    assert_false(edit_add(*state, &list, make("a.rs", 5, 5, "", "y")));
    assert_true(edit_add(*state, &list, make("a.rs", 4, 4, "", "before")));
    assert_true(edit_add(*state, &list, make("a.rs", 8, 8, "", "after")));
    assert_true(edit_add(*state, &list, make("a.rs", 8, 9, "e", "E")));
    assert_int_equal(list.count, 4);
}

static void test_apply_sorts(void **state) {
    EditList list = {0};
    edit_add(*state, &list, make("a.rs", 8, 9, "e", "E"));
    edit_add(*state, &list, make("a.rs", 8, 8, "", ")"));
    edit_add(*state, &list, make("a.rs", 4, 8, "abcd", "x"));
    edit_add(*state, &list, make("a.rs", 4, 4, "", "1"));
    edit_add(*state, &list, make("a.rs", 4, 4, "", "0"));
    edit_add(*state, &list, make("b.rs", 0, 1, "?", "!"));
    Str out;
    assert_true(edit_apply(*state, &out, STR("0123abcdefg"), STR("a.rs"), &list));
    assert_text(out, "012310x)Efg");
    edit_sort(&list);
    assert_int_equal(list.items[0].byte_start, 4);
    assert_int_equal(list.items[0].byte_end, 4);
    assert_true(str_is(list.items[0].replacement, "1"));
    assert_true(str_is(list.items[5].file, "b.rs"));
    assert_true(edit_apply(*state, &out, STR("untouched"), STR("c.rs"), &list));
    assert_text(out, "untouched");
}

static void test_apply_checks(void **state) {
    Str out = STR("kept");
    EditList list = {0};
    VEC_PUSH(*state, &list, make("a.rs", 0, 2, "Rc", "Arc"));
    assert_false(edit_apply(*state, &out, STR("rc"), STR("a.rs"), &list));
    assert_false(edit_apply(*state, &out, STR("R"), STR("a.rs"), &list));
    assert_false(edit_apply(*state, &out, STR(""), STR("a.rs"), &list));
    VEC_PUSH(*state, &list, make("a.rs", 1, 3, "cx", "y"));
    assert_false(edit_apply(*state, &out, STR("Rcx"), STR("a.rs"), &list));
    EditList wild = {0};
    VEC_PUSH(*state, &wild, make("a.rs", SIZE_MAX - 1, SIZE_MAX, "x", "y"));
    assert_false(edit_apply(*state, &out, STR("Rcx"), STR("a.rs"), &wild));
    EditList backward = {0};
    VEC_PUSH(*state, &backward, make("a.rs", 2, 1, "", "y"));
    assert_false(edit_apply(*state, &out, STR("Rcx"), STR("a.rs"), &backward));
    assert_text(out, "kept");
}

static void test_crlf_is_kept(void **state) {
    EditList list = {0};
    edit_add(*state, &list, make("a.rs", 0, 0, "", "use a;\nuse b;\r\n"));
    edit_add(*state, &list, make("a.rs", 9, 9, "", "}\n"));
    Str out;
    assert_true(edit_apply(*state, &out, STR("one\r\ntwo\n\r\nx"), STR("a.rs"), &list));
    /* each line decides for itself: the second has "\n" alone and keeps it */
    assert_text(out, "use a;\r\nuse b;\r\none\r\ntwo\n}\r\n\r\nx");
    Edit last = make("a.rs", 6, 6, "", "\n");
    assert_text(edit_replacement(*state, STR("a\r\nb\r\n"), &last), "\r\n");
    assert_text(edit_replacement(*state, STR("a\nb\n"), &last), "\n");
    assert_text(edit_replacement(*state, STR(""), &last), "\n");
}

static void test_conflict(void **state) {
    EditList a = {0}, b = {0}, c = {0}, d = {0}, e = {0};
    edit_add(*state, &a, make("a.rs", 4, 8, "abcd", "x"));
    edit_add(*state, &b, make("a.rs", 4, 8, "abcd", "x"));
    assert_false(edit_conflict(&a, &b));
    assert_true(edit_same(&a, &b));
    edit_add(*state, &b, make("a.rs", 0, 0, "", "use std::sync::Arc;\n"));
    assert_false(edit_conflict(&a, &b));
    assert_false(edit_same(&a, &b));
    assert_false(edit_same(&b, &a));
    edit_add(*state, &c, make("a.rs", 0, 0, "", "use std::sync::Mutex;\n"));
    edit_add(*state, &d, make("a.rs", 0, 0, "", "use std::sync::{Arc, Mutex};\n"));
    assert_false(edit_conflict(&b, &c));
    assert_true(edit_conflict(&b, &d));
    edit_add(*state, &e, make("a.rs", 5, 6, "b", "x"));
    assert_true(edit_conflict(&a, &e));
    EditList f = {0}, g = {0};
    edit_add(*state, &f, make("a.rs", 3, 3, "", " + Send"));
    edit_add(*state, &g, make("a.rs", 3, 3, "", " + Send + Sync"));
    assert_true(edit_conflict(&f, &g));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_identical_counts_once), SCRATCH_TEST(test_overlap_is_refused),
        SCRATCH_TEST(test_apply_sorts),           SCRATCH_TEST(test_apply_checks),
        SCRATCH_TEST(test_crlf_is_kept),          SCRATCH_TEST(test_conflict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
