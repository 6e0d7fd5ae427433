/*
 * Unit tests of cli/config.c: what files may set, and how they are refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/config.h"

static int setup(void **state) {
    static Arena arena;
    arena_init(&arena);
    *state = &arena;
    return 0;
}

static int teardown(void **state) {
    arena_finish(*state);
    return 0;
}

static Status read_text(Arena *arena, Options *options, const char *text, const char *section) {
    *options = (Options){0};
    return config_read_text(arena, options, STR("f.toml"), str_from(text), str_from(section));
}

static void test_values(void **state) {
    Options options;
    Status status = read_text(*state, &options,
                              "# mine\n"
                              "format = \"json\" # not human\n"
                              "only = true\n"
                              "width = 72\r\n"
                              "color = 'never'\n"
                              "max-checks = 5\n"
                              "[other]\n"
                              "format = \"patch\"\n",
                              "");
    assert_string_equal(status.message, "");
    assert_true(str_is(options.format, "json"));
    assert_true(options.only);
    assert_int_equal(options.width, 72);
    assert_int_equal(options.color, COLOR_NEVER);
    assert_true(str_is(options.max_checks, "5"));
}

static void test_section(void **state) {
    Options options;
    Status status =
        read_text(*state, &options,
                  "[package]\nname = \"x\"\nfeatures = [\"a\"]\n"
                  "[ workspace.metadata.sendfix ]\nonly = true\n[profile.dev]\nlto = 1\n",
                  "workspace.metadata.sendfix");
    assert_string_equal(status.message, "");
    assert_true(options.only);
}

static void test_false_takes_back(void **state) {
    Options options = {.only = true};
    Status status = config_read_text(*state, &options, STR("f"), STR("only = false\n"), STR(""));
    assert_true(status_is_ok(&status));
    assert_false(options.only);
}

/* Each names the file, the line and what is wrong. */
static void test_wrong(void **state) {
    static const char *const cases[][2] = {
        {"\nfrob = 1\n", "f.toml:2: there is no option 'frob'"},
        {"fix = true\n", "f.toml:1: here cannot be set the option 'fix'"},
        {"output = \"json=/etc/passwd\"\n", "f.toml:1: here cannot be set the option 'output'"},
        {"patterns = \"x\"\n", "f.toml:1: here cannot be set the option 'patterns'"},
        {"only = 1\n", "neither true nor false: '1'"},
        {"only = \"true\"\n", "neither true nor false"},
        {"only\n", "no `key = value`: 'only'"},
        {"format = [\"json\"]\n", "no string, number or boolean"},
        {"format = \"json\n", "no string, number or boolean"},
        {"color = \"blue\"\n", "f.toml:1: --color: 'blue'"},
        {"width = many\n", "--width: 'many'"},
        {"color = \"\x1b[31m\"\n", "'\\u{1b}[31m'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Options options;
        Status status = read_text(*state, &options, cases[i][0], "");
        assert_int_equal(status.code, STATUS_USAGE);
        if (strstr(status.message, cases[i][1]) == NULL) {
            fail_msg("got: %s\nexpected: %s", status.message, cases[i][1]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_values, setup, teardown),
        cmocka_unit_test_setup_teardown(test_section, setup, teardown),
        cmocka_unit_test_setup_teardown(test_false_takes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wrong, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
