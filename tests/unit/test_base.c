/*
 * base/: arena, str, vec, status.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "base/vec.h"

static void count_release(void *data) {
    int *count = data;
    *count = *count * 10 + 1;
}

static void two_releases(void *data) {
    int *count = data;
    *count = *count * 10 + 2;
}

static void test_arena_runs_cleanups_newest_first(void **state) {
    (void)state;
    Arena arena = {0};
    int order = 0;
    arena_defer(&arena, count_release, &order);
    arena_defer(&arena, two_releases, &order);
    char *piece = arena_alloc(&arena, 100000);
    for (size_t i = 0; i < 100000; i++) {
        assert_int_equal(piece[i], 0);
    }
    memset(piece, 1, 100000);
    arena_reset(&arena);
    assert_int_equal(order, 21);
    char *again = arena_alloc(&arena, 64);
    assert_int_equal(again[63], 0);
    arena_finish(&arena);
    assert_int_equal(order, 21);
}

static void test_vec_keeps_items_over_growth(void **state) {
    (void)state;
    Arena arena = {0};
    VEC_OF(size_t) numbers = {0};
    for (size_t i = 0; i < 1000; i++) {
        VEC_PUSH(&arena, &numbers, i * i);
    }
    assert_int_equal(numbers.count, 1000);
    assert_int_equal(numbers.items[999], 999 * 999);
    arena_finish(&arena);
}

static void test_str_finds(void **state) {
    (void)state;
    Str text = STR("Arc<Rc<u8>> Rc");
    assert_int_equal(str_find(text, STR("Rc"), 0), 4);
    assert_int_equal(str_find_word(text, STR("Rc"), 5), 12);
    assert_int_equal(str_find(text, STR("Rc"), 13), STR_NONE);
    assert_int_equal(str_find_byte(text, '<'), 3);
    assert_int_equal(str_find_last_byte(text, '>'), 10);
    assert_int_equal(str_find(text, STR("a text that is longer than the subject"), 0), STR_NONE);
    assert_true(str_is(str_trim(STR(" \t a b\n")), "a b"));
    assert_true(str_is(str_slice(text, 20, 30), ""));
    assert_true(str_starts(text, STR("Arc")));
    assert_true(str_ends(text, STR(" Rc")));
    assert_true(str_compare(STR("ab"), STR("abc")) < 0);
    assert_true(str_compare(STR("b"), STR("abc")) > 0);
}

static void test_str_next_cuts_pieces(void **state) {
    (void)state;
    Str rest = STR("a,,b");
    Str piece;
    assert_true(str_next(&rest, ',', &piece));
    assert_true(str_is(piece, "a"));
    assert_true(str_next(&rest, ',', &piece));
    assert_true(str_is(piece, ""));
    assert_true(str_next(&rest, ',', &piece));
    assert_true(str_is(piece, "b"));
    assert_false(str_next(&rest, ',', &piece));
}

static void test_strbuf_grows(void **state) {
    (void)state;
    Arena arena = {0};
    StrBuf buffer = strbuf_new(&arena);
    assert_int_equal(strbuf_str(&buffer).len, 0);
    for (int i = 0; i < 100; i++) {
        strbuf_addf(&buffer, "%d,", i);
    }
    strbuf_add_repeated(&buffer, ' ', 3);
    strbuf_add(&buffer, STR("end"));
    Str made = strbuf_str(&buffer);
    assert_true(str_starts(made, STR("0,1,2,")));
    assert_true(str_ends(made, STR("99,   end")));
    assert_int_equal(made.data[made.len], 0);
    assert_true(str_is(str_format(&arena, STR_FMT "-%s", STR_ARG(STR("a")), "b"), "a-b"));
    arena_finish(&arena);
}

static void test_status_cuts_its_message(void **state) {
    (void)state;
    char longer[1000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    Status status = status_error(STATUS_IO, "%s", longer);
    assert_false(status_is_ok(&status));
    assert_int_equal(strlen(status.message), sizeof status.message - 1);
    status = status_ok();
    assert_true(status_is_ok(&status));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_runs_cleanups_newest_first),
        cmocka_unit_test(test_vec_keeps_items_over_growth),
        cmocka_unit_test(test_str_finds),
        cmocka_unit_test(test_str_next_cuts_pieces),
        cmocka_unit_test(test_strbuf_grows),
        cmocka_unit_test(test_status_cuts_its_message),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
