/*
 * Unit tests of cli/config.c: what files may set, and how they are refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "scratch.h"

#include "cli/config.h"

static Status read_text(Arena *arena, Options *options, const char *text, const char *section) {
    *options = (Options){0};
    return config_read_text(arena, options, STR("f.toml"), str_from(text), section);
}

static void test_values(void **state) {
    Options options;
    Status status = read_text(*state, &options,
                              "# mine\n"
                              "format = \"json\" # not human\n"
                              "only = true\n"
                              "width = 72\r\n"
                              "color = 'never'\n"
                              "max-checks = 1_0\n",
                              "");
    assert_string_equal(status.message, "");
    assert_true(str_is(options.format, "json"));
    assert_true(options.only);
    assert_int_equal(options.width, 72);
    assert_int_equal(options.color, COLOR_NEVER);
    assert_true(str_is(options.max_checks, "10"));
}

/* The section may be written in each of TOML's ways; what stands elsewhere is not ours. */
static void test_section(void **state) {
    static const char *const texts[] = {
        "[package]\nonly = 1\na = [\n[1]\n]\n[ workspace.metadata.sendfix ]\nonly = true\n[b]\nc\n",
        "[workspace]\nmetadata.sendfix.only = true\n",
        "[workspace.metadata]\nother = 1\nsendfix = { only = true }\n",
        "workspace = { metadata = { \"sendfix\" = { 'only' = true } } }\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Options options;
        Status status = read_text(*state, &options, texts[i], "workspace.metadata.sendfix");
        assert_string_equal(status.message, "");
        assert_true(options.only);
    }
}

static void test_false_takes_back(void **state) {
    Options options = {.only = true};
    Status status = config_read_text(*state, &options, STR("f"), STR("only = false\n"), "");
    assert_true(status_is_ok(&status));
    assert_false(options.only);
}

/* Each names the file, the line and what is wrong. */
static void test_wrong(void **state) {
    static const char *const cases[][2] = {
        {"\nfrob = 1\n", "f.toml:2: there is no option 'frob'"},
        {"[other]\n", "f.toml:1: there is no option 'other'"},
        {"fix = true\n", "f.toml:1: only the command line can set 'fix'"},
        {"output = \"json=/etc/passwd\"\n", "f.toml:1: only the command line can set 'output'"},
        {"patterns = \"x\"\n", "f.toml:1: only the command line can set 'patterns'"},
        {"only = 1\n", "f.toml:1: 'only' takes true or false, not '1'"},
        {"only = \"true\"\n", "'only' takes true or false, not 'true'"},
        {"only\n", "f.toml:1: this is no `key = value`: 'only'"},
        {"[other\n", "f.toml:1: this is no `key = value`: '[other'"},
        {"format = [\n\"json\"]\n", "f.toml:1: 'format' takes a string, not '['"},
        {"format.x = 1\n", "'format' takes a string, not '1'"},
        {"format = {}\n", "'format' takes a string, not 'a table'"},
        {"format = \"json\n", "f.toml:1: this is no"},
        {"format = \"frob\"\n", "f.toml:1: --format: there is no 'frob'"},
        {"color = \"blue\"\n", "f.toml:1: --color: 'blue'"},
        {"width = \"80\"\n", "'width' takes a number, not '80'"},
        {"width = -1\n", "f.toml:1: --width: '-1'"},
        {"max-checks = 1.5\n", "'max-checks' takes a number, not '1.5'"},
        {"color = \"\x1b[31m\"\n", "'\\u{1b}[31m'"},
        {"\"\\u001b[31m\" = 1\n", "there is no option '\\u{1b}[31m'"},
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
        SCRATCH_TEST(test_values),
        SCRATCH_TEST(test_section),
        SCRATCH_TEST(test_false_takes_back),
        SCRATCH_TEST(test_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
