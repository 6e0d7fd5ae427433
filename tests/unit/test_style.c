/*
 * Unit tests of cli/style.c: who wins where the command line, the environment and the terminal differ.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/style.h"

static const Terminal pipe_end = {.is_terminal = false};
static const Terminal screen = {.is_terminal = true, .columns = 90};

static bool color(int choice, const Env *env, const Terminal *terminal) {
    Options options = {.color = choice};
    return style_color(&options, env, terminal);
}

static void test_terminal_decides(void **state) {
    (void)state;
    assert_true(color(COLOR_AUTO, &(Env){.term = STR("xterm")}, &screen));
    assert_false(color(COLOR_AUTO, &(Env){.term = STR("xterm")}, &pipe_end));
    assert_false(color(COLOR_AUTO, &(Env){.term = STR("dumb")}, &screen));
    assert_false(color(COLOR_AUTO, &(Env){0}, &screen));
}

static void test_color_order(void **state) {
    (void)state;
    Env env = {.term = STR("xterm"), .clicolor = STR("0")};
    assert_false(color(COLOR_AUTO, &env, &screen));
    env.cargo_term_color = STR("always");
    assert_true(color(COLOR_AUTO, &env, &pipe_end));
    env.cargo_term_color = STR("never");
    assert_false(color(COLOR_AUTO, &env, &screen));
    env.force_color = STR("1");
    assert_true(color(COLOR_AUTO, &env, &pipe_end));
    env.force_color = STR("0");
    assert_false(color(COLOR_AUTO, &env, &screen));
    env.clicolor_force = STR("1");
    assert_true(color(COLOR_AUTO, &env, &pipe_end));
    env.no_color = STR("1");
    assert_false(color(COLOR_AUTO, &env, &screen));
    assert_true(color(COLOR_ALWAYS, &env, &pipe_end));
    env.no_color = (Str){0};
    assert_false(color(COLOR_NEVER, &env, &screen));
}

static size_t width(const Options *options, const char *columns, const Terminal *terminal) {
    Env env = {.columns = str_from(columns)};
    return style_choose(options, &env, terminal).width;
}

static void test_width(void **state) {
    (void)state;
    Options none = {0};
    assert_int_equal(width(&none, NULL, &screen), 90);
    assert_int_equal(width(&none, "70", &screen), 90);
    assert_int_equal(width(&none, "70", &pipe_end), 0);
    Terminal unknown = {.is_terminal = true};
    assert_int_equal(width(&none, "70", &unknown), 70);
    assert_int_equal(width(&none, NULL, &unknown), 80);
    assert_int_equal(width(&none, "x", &unknown), 80);
    assert_int_equal(width(&none, "99999999999999999999999", &unknown), 80);
    Terminal wide = {.is_terminal = true, .columns = 400};
    assert_int_equal(width(&none, NULL, &wide), 120);
    Options given = {.width = 200, .width_given = true};
    assert_int_equal(width(&given, NULL, &pipe_end), 200);
    given.width = 0;
    assert_int_equal(width(&given, NULL, &screen), 0);
    given.width = 3;
    assert_true(width(&given, NULL, &screen) >= 20);
}

static void test_unicode(void **state) {
    (void)state;
    Options none = {0};
    Options ascii = {.ascii = true};
    Env utf8 = {.locale = STR("de_AT.UTF-8")};
    assert_true(style_choose(&none, &utf8, &pipe_end).unicode);
    assert_false(style_choose(&ascii, &utf8, &pipe_end).unicode);
    assert_false(style_choose(&none, &(Env){.locale = STR("C")}, &pipe_end).unicode);
    assert_false(style_choose(&none, &(Env){0}, &pipe_end).unicode);
    utf8.cargo_term_unicode = STR("false");
    assert_false(style_choose(&none, &utf8, &pipe_end).unicode);
}

static bool links(const Env *env, const Terminal *terminal) {
    Options options = {0};
    return style_links(&options, env, terminal);
}

static void test_links(void **state) {
    (void)state;
    Env env = {.term = STR("xterm")};
    assert_false(links(&env, &screen));
    env.vte_version = STR("4999");
    assert_false(links(&env, &screen));
    env.vte_version = STR("6800");
    assert_true(links(&env, &screen));
    assert_false(links(&env, &pipe_end));
    env.cargo_term_hyperlinks = STR("false");
    assert_false(links(&env, &screen));
    env.force_hyperlink = STR("1");
    assert_true(links(&env, &screen));
    env.force_hyperlink = STR("0");
    assert_false(links(&env, &screen));
    env = (Env){.term = STR("alacritty")};
    assert_true(links(&env, &screen));
    env.no_color = STR("1");
    assert_false(links(&env, &screen));
}

static void test_help_width(void **state) {
    (void)state;
    const Options none = {0};
    const Options asked = {.width = 60, .width_given = true};
    const Env env = {0};
    const Terminal file = {0};
    const Terminal narrow = {.is_terminal = true, .columns = 50};
    const Terminal wide = {.is_terminal = true, .columns = 200};
    assert_int_equal(style_help_width(&none, &env, &file), 80);
    assert_int_equal(style_help_width(&none, &env, &narrow), 50);
    assert_int_equal(style_help_width(&none, &env, &wide), 100);
    assert_int_equal(style_help_width(&asked, &env, &file), 60);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_help_width),  cmocka_unit_test(test_terminal_decides),
        cmocka_unit_test(test_color_order), cmocka_unit_test(test_width),
        cmocka_unit_test(test_unicode),     cmocka_unit_test(test_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
