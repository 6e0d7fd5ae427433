/*
 * base/regex: groups, names, limits, bytes that are not UTF-8.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/regex.h"

static int start(void **state) {
    static Arena arena;
    arena_init(&arena);
    *state = &arena;
    return 0;
}

static int stop(void **state) {
    arena_finish(*state);
    return 0;
}

static Regex *compiled(Arena *arena, const char *pattern) {
    Regex *regex = NULL;
    Status status = regex_compile(arena, &regex, str_from(pattern));
    assert_true(status_is_ok(&status));
    assert_non_null(regex);
    return regex;
}

static void captures_named_groups(void **state) {
    Regex *regex = compiled(*state, "^(?:(?<kind>local|static) )?(?<name>\\w+): (?<type>.+)$");
    RegexMatch match;
    assert_true(regex_match(regex, STR("count: Rc<u8>"), &match));
    assert_true(str_is(match.groups[regex_group(regex, "name")], "count"));
    assert_true(str_is(match.groups[regex_group(regex, "type")], "Rc<u8>"));
    assert_null(match.groups[regex_group(regex, "kind")].data);
    assert_int_equal(match.count, 4);
    assert_int_equal(regex_group(regex, "nothing"), 0);
    assert_int_equal(regex_name_count(regex), 3);
    size_t group = 0;
    for (size_t i = 0; i < 3; i++) {
        Str name = regex_name(regex, i, &group);
        assert_int_equal(regex_group(regex, str_cstr(*state, name)), group);
    }
    assert_int_equal(regex_name(regex, 3, &group).len, 0);
    assert_false(regex_match(regex, STR("count"), &match));
}

static void takes_one_name_in_alternatives(void **state) {
    Regex *regex = compiled(*state, "^(?|is not (?<trait>\\w+)|lacks (?<trait>\\w+))$");
    RegexMatch match;
    assert_true(regex_match(regex, STR("lacks Sync"), &match));
    assert_true(str_is(match.groups[regex_group(regex, "trait")], "Sync"));
}

static void tells_what_is_wrong(void **state) {
    Regex *regex = NULL;
    Status status = regex_compile(*state, &regex, STR("a(b"));
    assert_int_equal(status.code, STATUS_INVALID);
    assert_non_null(strstr(status.message, "byte 3"));
    assert_null(regex);
    char many[4 * REGEX_MAX_GROUPS];
    memset(many, '(', sizeof many);
    for (size_t i = 0; i < REGEX_MAX_GROUPS; i++) {
        memcpy(many + 3 * i, "(x)", 3);
    }
    status = regex_compile(*state, &regex, (Str){.data = many, .len = 3 * REGEX_MAX_GROUPS});
    assert_int_equal(status.code, STATUS_INVALID);
    status = regex_compile(*state, &regex, (Str){0});
    assert_true(status_is_ok(&status));
}

/* Often enough that JIT code is used for the later ones. */
static void stays_the_same_with_jit(void **state) {
    Regex *regex = compiled(*state, "^has type `(?<type>[^`]+)`$");
    for (int i = 0; i < 40; i++) {
        RegexMatch match;
        assert_true(regex_match(regex, STR("has type `Rc<i32>`"), &match));
        assert_true(str_is(match.groups[1], "Rc<i32>"));
        assert_false(regex_match(regex, STR("has type `Rc<i32>"), &match));
    }
}

static void gives_up_on_endless_backtracking(void **state) {
    Regex *regex = compiled(*state, "^(a+)+$");
    StrBuf text = strbuf_new(*state);
    strbuf_add_repeated(&text, 'a', 5000);
    strbuf_add_byte(&text, 'b');
    for (int i = 0; i < 20; i++) {
        assert_false(regex_match(regex, strbuf_str(&text), NULL));
    }
}

static void bears_any_bytes(void **state) {
    Regex *regex = compiled(*state, "^has `(.+)`$");
    assert_true(regex_match(regex, STR("has `\xc3\xa4\xe2\x8f\x8e`"), NULL));
    assert_false(regex_match(regex, STR("\xff\xfe has `x`"), NULL));
    assert_false(regex_match(regex, (Str){0}, NULL));
    assert_false(regex_match(regex, STR("has `\xff`"), NULL)); /* `.` is a character, not a byte */
    regex = compiled(*state, "x$");
    assert_false(regex_match(regex, STR("x\n"), NULL));
    assert_true(regex_match(regex, STR("\xff x"), NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(captures_named_groups, start, stop),
        cmocka_unit_test_setup_teardown(takes_one_name_in_alternatives, start, stop),
        cmocka_unit_test_setup_teardown(tells_what_is_wrong, start, stop),
        cmocka_unit_test_setup_teardown(stays_the_same_with_jit, start, stop),
        cmocka_unit_test_setup_teardown(gives_up_on_endless_backtracking, start, stop),
        cmocka_unit_test_setup_teardown(bears_any_bytes, start, stop),
    };
    return cmocka_run_group_tests_name("base/regex", tests, NULL, NULL);
}
