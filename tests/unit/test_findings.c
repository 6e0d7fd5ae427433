/*
 * Unit tests of findings.c: fixes of several findings that change the same lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "findings.h"

static Finding *finding(Arena *arena, FindingList *list, size_t line) {
    Finding *finding = ARENA_NEW(arena, Finding);
    finding->cause = (Location){.file = STR("src/a.rs"), .line = line};
    VEC_PUSH(arena, list, finding);
    return finding;
}

/* A fix that replaces the bytes [start, end); none where start is end. */
static void add_fix(Arena *arena, Finding *finding, const char *id, size_t start, size_t end,
                    const char *replacement) {
    Fix fix = {.id = id};
    if (start < end) {
        Edit edit = {.file = STR("src/a.rs"),
                     .byte_start = start,
                     .byte_end = end,
                     .replacement = str_from(replacement)};
        VEC_PUSH(arena, &fix.edits, edit);
    }
    VEC_PUSH(arena, &finding->fixes, fix);
}

static void test_fixes_apart_stay(void **state) {
    FindingList list = {0};
    add_fix(*state, finding(*state, &list, 1), "rc-to-arc", 0, 2, "Arc");
    add_fix(*state, finding(*state, &list, 2), "rc-to-arc", 10, 12, "Arc");
    findings_settle_conflicts(*state, &list);
    assert_int_equal(list.items[1]->fixes.count, 1);
    assert_int_equal(list.items[1]->refusals.count, 0);
}

static void test_identical_fixes_stay(void **state) {
    FindingList list = {0};
    add_fix(*state, finding(*state, &list, 1), "rc-to-arc", 0, 2, "Arc");
    Finding *second = finding(*state, &list, 2);
    add_fix(*state, second, "rc-to-arc", 0, 2, "Arc");
    add_fix(*state, second, "own-capture", 50, 52, "x");
    findings_settle_conflicts(*state, &list);
    assert_int_equal(second->fixes.count, 2);
    assert_string_equal(second->fixes.items[0].id, "rc-to-arc");
}

static void test_another_fix_takes_its_place(void **state) {
    FindingList list = {0};
    add_fix(*state, finding(*state, &list, 1), "rc-to-arc", 0, 2, "Arc");
    Finding *second = finding(*state, &list, 2);
    add_fix(*state, second, "wrap-in-mutex", 0, 2, "Mutex");
    add_fix(*state, second, "advice", 0, 0, "");
    add_fix(*state, second, "self-by-mut-ref", 20, 22, "x");
    findings_settle_conflicts(*state, &list);
    assert_int_equal(second->fixes.count, 3);
    assert_string_equal(second->fixes.items[0].id, "self-by-mut-ref");
    assert_string_equal(second->fixes.items[1].id, "wrap-in-mutex");
    assert_string_equal(second->fixes.items[2].id, "advice");
}

static void test_none_left_means_next_round(void **state) {
    FindingList list = {0};
    add_fix(*state, finding(*state, &list, 7), "rc-to-arc", 0, 2, "Arc");
    Finding *second = finding(*state, &list, 9);
    add_fix(*state, second, "wrap-in-mutex", 0, 2, "Mutex");
    add_fix(*state, second, "feature-flag", 0, 0, "");
    findings_settle_conflicts(*state, &list);
    assert_int_equal(second->fixes.count, 1);
    assert_string_equal(second->fixes.items[0].id, "feature-flag");
    assert_int_equal(second->refusals.count, 1);
    assert_string_equal(second->refusals.items[0].id, "wrap-in-mutex");
    assert_true(str_contains(second->refusals.items[0].why, STR("src/a.rs:7")));
}

/* A fix that gave way must not stand in the way of a third one. */
static void test_only_chosen_fixes_count(void **state) {
    FindingList list = {0};
    add_fix(*state, finding(*state, &list, 1), "rc-to-arc", 0, 2, "Arc");
    add_fix(*state, finding(*state, &list, 2), "wrap-in-mutex", 1, 12, "Mutex");
    Finding *third = finding(*state, &list, 3);
    add_fix(*state, third, "wrap-in-mutex", 10, 12, "Mutex");
    findings_settle_conflicts(*state, &list);
    assert_int_equal(list.items[1]->fixes.count, 0);
    assert_int_equal(third->fixes.count, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_fixes_apart_stay),
        SCRATCH_TEST(test_identical_fixes_stay),
        SCRATCH_TEST(test_another_fix_takes_its_place),
        SCRATCH_TEST(test_none_left_means_next_round),
        SCRATCH_TEST(test_only_chosen_fixes_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
