/*
 * Unit tests of render/patch.c and of the table of formats. tests/cases/render/ does the same with
 * real tools.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "sample.h"

static void assert_text(Str actual, const char *expected) {
    if (!str_is(actual, expected)) {
        fail_msg("got:\n" STR_FMT "\nexpected:\n%s", STR_ARG(actual), expected);
    }
}

static Finding *with_edit(Arena *arena, size_t line, Edit edit) {
    Finding *finding = ARENA_NEW(arena, Finding);
    finding->rule = "foreign-type";
    finding->cause = (Location){.file = edit.file, .line = line};
    Fix fix = {.id = "own-capture", .title = STR("t")};
    VEC_PUSH(arena, &fix.edits, edit);
    VEC_PUSH(arena, &finding->fixes, fix);
    return finding;
}

static Edit crlf_edit(size_t start, const char *expected, const char *replacement) {
    Str text = str_from(expected);
    return (Edit){.file = STR("src/crlf.rs"),
                  .byte_start = start,
                  .byte_end = start + text.len,
                  .expected = text,
                  .replacement = str_from(replacement)};
}

static void test_sum_of_fixes(void **state) {
    FindingList findings = {0};
    VEC_PUSH(*state, &findings, with_edit(*state, 1, crlf_edit(14, "b", "c")));
    VEC_PUSH(*state, &findings, with_edit(*state, 1, crlf_edit(0, "", "use c;\n")));
    VEC_PUSH(*state, &findings, with_edit(*state, 1, crlf_edit(14, "b", "c")));
    Str passed = {0};
    assert_text(sample_render(*state, "patch", (RenderStyle){.color = true}, &findings, &passed),
                "--- a/src/crlf.rs\n+++ b/src/crlf.rs\n@@ -1,3 +1,4 @@\n+use c;\r\n fn a() {\r\n"
                "-    b();\r\n+    c();\r\n }\r\n");
    assert_text(passed, "");
}

static void test_what_cannot_be_joined(void **state) {
    FindingList findings = {0};
    VEC_PUSH(*state, &findings, with_edit(*state, 2, crlf_edit(14, "b", "c")));
    VEC_PUSH(*state, &findings, with_edit(*state, 3, crlf_edit(14, "b()", "d()")));
    VEC_PUSH(*state, &findings, with_edit(*state, 4, crlf_edit(14, "stale", "d")));
    Edit gone = {.file = STR("gone\n.rs"), .replacement = STR("x")};
    VEC_PUSH(*state, &findings, with_edit(*state, 5, gone));
    Str passed = {0};
    assert_text(sample_render(*state, "patch", (RenderStyle){0}, &findings, &passed),
                "--- a/src/crlf.rs\n+++ b/src/crlf.rs\n@@ -1,3 +1,3 @@\n fn a() {\r\n-    b();\r\n"
                "+    c();\r\n }\r\n");
    assert_text(
        passed,
        "# sendfix: left out: the fix for src/crlf.rs:3 (foreign-type): an earlier fix "
        "changes the same place; run again after it\n"
        "# sendfix: left out: the fix for src/crlf.rs:4 (foreign-type): the source is not "
        "at hand or has changed\n"
        "# sendfix: left out: the fix for gone\\u{a}.rs:5 (foreign-type): the source is not "
        "at hand or has changed\n");
}

static void test_nothing_to_do(void **state) {
    FindingList findings = {0};
    VEC_PUSH(*state, &findings, sample_guard(*state));
    Finding *broken = with_edit(*state, 1, crlf_edit(14, "b", "c"));
    broken->fixes.items[0].verdict = VERDICT_BREAKS;
    VEC_PUSH(*state, &findings, broken);
    assert_text(sample_render(*state, "patch", (RenderStyle){0}, &findings, NULL), "");
}

static void test_several_files(void **state) {
    FindingList findings = {0};
    VEC_PUSH(*state, &findings, sample_rc(*state));
    VEC_PUSH(*state, &findings, sample_hostile(*state));
    sample_assert_golden(sample_render(*state, "patch", (RenderStyle){0}, &findings, NULL),
                         "patch.txt");
}

static void test_table_is_sorted(void **state) {
    (void)state;
    for (size_t i = 0; i < render_table_count; i++) {
        assert_ptr_equal(render_find(str_from(render_table[i]->name)), render_table[i]);
        assert_non_null(render_table[i]->help);
        assert_non_null(render_table[i]->findings);
        if (i == 0) continue;
        assert_true(
            str_compare(str_from(render_table[i - 1]->name), str_from(render_table[i]->name)) < 0);
    }
    assert_null(render_find(STR("no-such-format")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_sum_of_fixes),    SCRATCH_TEST(test_what_cannot_be_joined),
        SCRATCH_TEST(test_nothing_to_do),   SCRATCH_TEST(test_several_files),
        SCRATCH_TEST(test_table_is_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
