/*
 * Unit tests of edit/diff.c: expected texts, and random pairs whose diff is applied by a small
 * checker of its own. With arguments NAME BEFORE AFTER it prints the diff of these two files for
 * NAME instead: tests/diffs gives that to git and patch.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "scratch.h"

#include "base/file.h"
#include "edit/diff.h"

static void assert_text(Str actual, const char *expected) {
    if (!str_is(actual, expected)) {
        fail_msg("got:\n" STR_FMT "\nexpected:\n%s", STR_ARG(actual), expected);
    }
}

static void test_equal_is_empty(void **state) {
    assert_text(diff_unified(*state, STR("a"), STR("x\n"), STR("x\n")), "");
    assert_text(diff_unified(*state, STR("a"), STR(""), STR("")), "");
}

static void test_three_lines_of_context(void **state) {
    assert_text(diff_unified(*state, STR("src/main.rs"), STR("1\n2\n3\n4\n5\n6\n7\n8\n9\n"),
                             STR("1\n2\n3\n4\nfive\n6\n7\n8\n9\n")),
                "--- a/src/main.rs\n+++ b/src/main.rs\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n"
                " 7\n 8\n");
}

static void test_near_changes_share_a_hunk(void **state) {
    Str before = STR("a\n1\n2\n3\n4\n5\n6\nb\n1\n2\n3\n4\n5\n6\n7\nc\n");
    Str after = STR("A\n1\n2\n3\n4\n5\n6\nB\n1\n2\n3\n4\n5\n6\n7\nC\n");
    assert_text(diff_unified(*state, STR("f"), before, after),
                "--- a/f\n+++ b/f\n@@ -1,11 +1,11 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n 1\n"
                " 2\n 3\n@@ -13,4 +13,4 @@\n 5\n 6\n 7\n-c\n+C\n");
}

static void test_missing_last_newline(void **state) {
    assert_text(diff_unified(*state, STR("f"), STR("a\nb"), STR("a\nb\n")),
                "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
    assert_text(diff_unified(*state, STR("f"), STR("a\nb"), STR("A\nb")),
                "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-a\n+A\n b\n\\ No newline at end of file\n");
}

static void test_carriage_returns_stay(void **state) {
    assert_text(diff_unified(*state, STR("f"), STR("a\r\nb\r\n"), STR("a\r\nc\r\n")),
                "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n");
}

static void test_empty_sides(void **state) {
    assert_text(diff_unified(*state, STR("f"), STR(""), STR("a\n")),
                "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n");
    assert_text(diff_unified(*state, STR("f"), STR("a\n"), STR("")),
                "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n");
    assert_text(diff_unified(*state, STR("f"), STR("a\nb\n"), STR("a\nx\nb\n")),
                "--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n a\n+x\n b\n");
}

static void test_names(void **state) {
    assert_text(diff_unified(*state, STR("my dir/f.rs"), STR("a\n"), STR("b\n")),
                "--- a/my dir/f.rs\t\n+++ b/my dir/f.rs\t\n@@ -1 +1 @@\n-a\n+b\n");
    assert_text(diff_unified(*state, STR("\xc3\xa9\"\n\\.rs"), STR("a\n"), STR("b\n")),
                "--- \"a/\\303\\251\\\"\\n\\\\.rs\"\n+++ \"b/\\303\\251\\\"\\n\\\\.rs\"\n"
                "@@ -1 +1 @@\n-a\n+b\n");
    assert_text(diff_unified(*state, STR("./f"), STR("a\n"), STR("b\n")),
                "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n");
    assert_text(diff_unified(*state, STR("/home/f"), STR("a\n"), STR("b\n")),
                "--- a/home/f\n+++ b/home/f\n@@ -1 +1 @@\n-a\n+b\n");
}

/* Applies a diff's hunks by their line numbers, checking every context and removed line. */
static bool apply(StrBuf *out, Str diff, Str before) {
    Str rest = before;
    size_t line = 1;
    char last_sign = ' ';
    for (size_t at = 0, headers = 0; at < diff.len; headers++) {
        size_t end = str_find(diff, STR("\n"), at) + 1;
        Str text = str_slice(diff, at, end);
        at = end;
        if (headers < 2) continue;
        if (text.data[0] == '@') {
            size_t start = 0, count = 1;
            sscanf(text.data, "@@ -%zu,%zu", &start, &count);
            if (count == 0) start++;
            for (; line < start; line++) {
                size_t next = str_find(rest, STR("\n"), 0) + 1;
                strbuf_add(out, str_slice(rest, 0, next));
                rest = str_from_offset(rest, next);
            }
            continue;
        }
        if (text.data[0] == '\\') {
            if (last_sign != '-') out->len--;
            continue;
        }
        last_sign = text.data[0];
        Str body = str_from_offset(text, 1);
        bool marked = at < diff.len && diff.data[at] == '\\';
        if (last_sign != '+') {
            Str have = marked ? str_slice(body, 0, body.len - 1) : body;
            if (!str_starts(rest, have)) return false;
            rest = str_from_offset(rest, have.len);
            line++;
        }
        if (last_sign != '-') strbuf_add(out, body);
    }
    strbuf_add(out, rest);
    return true;
}

static Str random_text(Arena *arena, uint32_t *seed, uint32_t most, uint32_t letters) {
    StrBuf text = strbuf_new(arena);
    *seed = *seed * 1664525u + 1013904223u;
    uint32_t lines = (*seed >> 16) % (most + 1);
    for (uint32_t i = 0; i < lines; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        strbuf_add_byte(&text, (char)('a' + (*seed >> 16) % letters));
        if (i + 1 < lines || (*seed >> 24) % 4 != 0) strbuf_add_byte(&text, '\n');
    }
    return strbuf_str(&text);
}

static void test_random_pairs_apply(void **state) {
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        Str before = random_text(*state, &seed, 24, 4);
        Str after = random_text(*state, &seed, 24, 4);
        Str diff = diff_unified(*state, STR("f"), before, after);
        StrBuf out = strbuf_new(*state);
        if (!apply(&out, diff, before) || !str_eq(strbuf_str(&out), after)) {
            fail_msg("round %d\n" STR_FMT "--\n" STR_FMT "--\n" STR_FMT, round, STR_ARG(before),
                     STR_ARG(after), STR_ARG(diff));
        }
        arena_reset(*state);
    }
}

static void test_big_files(void **state) {
    StrBuf before = strbuf_new(*state);
    StrBuf after = strbuf_new(*state);
    for (unsigned i = 0; i < 20000; i++) {
        strbuf_addf(&before, "old %u\n", i);
        strbuf_addf(&after, "new %u\n", i % 7 == 0 ? i : i + 1);
    }
    Str diff = diff_unified(*state, STR("f"), strbuf_str(&before), strbuf_str(&after));
    StrBuf out = strbuf_new(*state);
    assert_true(apply(&out, diff, strbuf_str(&before)));
    assert_true(str_eq(strbuf_str(&out), strbuf_str(&after)));
}

static int print_diff(char **arguments) {
    Arena arena = {0};
    Str before = {0};
    Str after = {0};
    Status first = file_read(&arena, &before, str_from(arguments[1]), 0);
    Status second = file_read(&arena, &after, str_from(arguments[2]), 0);
    bool ok = status_is_ok(&first) && status_is_ok(&second);
    Str diff = ok ? diff_unified(&arena, str_from(arguments[0]), before, after) : (Str){0};
    fwrite(diff.data, 1, diff.len, stdout);
    arena_finish(&arena);
    return ok ? 0 : 2;
}

int main(int argc, char **argv) {
    if (argc == 4) return print_diff(argv + 1);
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_equal_is_empty),
        SCRATCH_TEST(test_three_lines_of_context),
        SCRATCH_TEST(test_near_changes_share_a_hunk),
        SCRATCH_TEST(test_missing_last_newline),
        SCRATCH_TEST(test_carriage_returns_stay),
        SCRATCH_TEST(test_empty_sides),
        SCRATCH_TEST(test_names),
        SCRATCH_TEST(test_random_pairs_apply),
        SCRATCH_TEST(test_big_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
