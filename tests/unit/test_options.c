/*
 * Unit tests of cli/options.c, cli/mode.c and cli/cargo_command.c: the option table, and what is made
 * of command lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "scratch.h"

#include "cli/cargo_command.h"
#include "cli/mode.h"
#include "cli/options.h"

enum { LIMIT = 16 };

/* A writable argv with "sendfix" in front, made of the words of a line; "_" is an empty word. */
typedef struct Line {
    char text[200];
    char *argv[LIMIT + 1];
    int argc;
} Line;

static Line split(const char *words) {
    Line line = {0};
    snprintf(line.text, sizeof line.text, "sendfix %s", words);
    return line;
}

/* Pointers into the line itself, so only once it stays where it is. */
static void point(Line *line) {
    char *at = line->text;
    while (*at != '\0' && line->argc < LIMIT) {
        line->argv[line->argc++] = at;
        at += strcspn(at, " ");
        while (*at == ' ') {
            *at++ = '\0';
        }
    }
    for (int i = 0; i < line->argc; i++) {
        line->argv[i] = strcmp(line->argv[i], "_") == 0 ? line->argv[i] + 1 : line->argv[i];
    }
}

static Status parse(Arena *arena, Options *options, Line *line, const char *words) {
    *options = (Options){0};
    *line = split(words);
    point(line);
    return options_parse(arena, options, line->argc, line->argv);
}

static void test_table(void **state) {
    (void)state;
    for (size_t i = 0; i < option_table_count; i++) {
        const Option *row = &option_table[i];
        assert_non_null(row->name);
        assert_non_null(row->help);
        assert_true(strlen(row->help) > 10);
        assert_true(row->field < sizeof(Options));
        assert_true((row->kind == OPTION_FLAG) == (row->argument == NULL));
        assert_true((row->kind == OPTION_CHOICE) == (row->choices != NULL));
        assert_true(row->group < OPTION_GROUP_COUNT);
        if (i > 0) {
            assert_true(strcmp(option_table[i - 1].name, row->name) < 0);
        }
        for (size_t k = 0; k < i; k++) {
            assert_true(row->letter == 0 || row->letter != option_table[k].letter);
        }
    }
}

static void test_values_land(void **state) {
    Options options;
    Line line;
    Status status = parse(
        *state, &options, &line,
        "a.log --format=json --color never --width=0 b.log --dump=evidence --ascii -- --list");
    assert_true(status_is_ok(&status));
    assert_true(str_is(options.format, "json"));
    assert_int_equal(options.color, COLOR_NEVER);
    assert_true(options.color_given);
    assert_true(options.width_given);
    assert_int_equal(options.width, 0);
    assert_int_equal(options.dump, DUMP_EVIDENCE);
    assert_true(options.ascii);
    assert_false(options.list);
    assert_int_equal(options.operands.count, 3);
    assert_true(str_is(options.operands.items[0], "a.log"));
    assert_true(str_is(options.operands.items[1], "b.log"));
    assert_true(str_is(options.operands.items[2], "--list"));
}

static void test_defaults(void **state) {
    Options options;
    Line line;
    Status status = parse(*state, &options, &line, "-");
    assert_true(status_is_ok(&status));
    assert_int_equal(options.format.len, 0);
    assert_int_equal(options.color, COLOR_AUTO);
    assert_int_equal(options.dump, DUMP_NONE);
    assert_false(options.width_given);
    assert_int_equal(options.operands.count, 1);
    status = parse(*state, &options, &line, "-hV");
    assert_true(status_is_ok(&status));
    assert_true(options.help && options.version);
}

/* Each is wrong; the message names what is, and where help is. */
static void test_wrong_lines(void **state) {
    static const char *const lines[][2] = {
        {"--frob", "'--frob'"},          {"-x", "'-x'"},
        {"--format", "--format"},        {"--color=blue", "'blue'"},
        {"--ascii=1", "--ascii"},        {"--width=wide", "'wide'"},
        {"--width=-1", "'-1'"},          {"--width=99999999999999999999", "--width"},
        {"--format=", "--format"},       {"--dump=", "''"},
        {"--patterns _", "--patterns"},  {"--format=frob", "there is no 'frob'"},
        {"--max-checks=many", "'many'"}, {"--check-time=1s", "'1s'"},
        {"--no-fix", "'--no-fix'"},      {"--no-only=1", "--no-only"},
        {"--no-format", "'--no-format'"}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Options options;
        Line line;
        Status status = parse(*state, &options, &line, lines[i][0]);
        assert_int_equal(status.code, STATUS_USAGE);
        assert_non_null(strstr(status.message, lines[i][1]));
        assert_non_null(strstr(status.message, "sendfix --help"));
    }
}

/* A flag that a file may set is taken back by name; the last word counts. */
static void test_flags_taken_back(void **state) {
    Options options = {.only = true, .quiet = true, .ascii = true};
    Line line = split("--no-only --no-ascii --ascii");
    point(&line);
    Status status = options_parse(*state, &options, line.argc, line.argv);
    assert_true(status_is_ok(&status));
    assert_false(options.only);
    assert_true(options.quiet && options.ascii);
}

static void test_is_ours(void **state) {
    (void)state;
    bool separate = false;
    assert_true(options_is_ours(STR("--format"), &separate));
    assert_true(separate);
    assert_true(options_is_ours(STR("--format=x"), &separate));
    assert_false(separate);
    assert_true(options_is_ours(STR("--ascii"), &separate));
    assert_false(separate);
    assert_true(options_is_ours(STR("-h"), &separate));
    assert_true(options_is_ours(STR("--no-only"), &separate));
    assert_false(separate);
    assert_false(options_is_ours(STR("--no-default-features"), &separate));
    assert_false(options_is_ours(STR("--no-only=x"), &separate));
    assert_false(options_is_ours(STR("--form"), &separate));
    assert_false(options_is_ours(STR("--formats"), &separate));
    assert_false(options_is_ours(STR("-p"), &separate));
    assert_false(options_is_ours(STR("--"), &separate));
    assert_false(options_is_ours(STR(""), &separate));
}

static void check_mode(const char *program, const char *words, Mode mode, int skip) {
    char name[40];
    snprintf(name, sizeof name, "%s", program);
    Line line = split(words);
    point(&line);
    line.argv[0] = name;
    int skipped = -1;
    assert_int_equal(mode_choose(line.argc, line.argv, &skipped), mode);
    assert_int_equal(skipped, skip);
}

static void test_modes(void **state) {
    (void)state;
    check_mode("sendfix", "", MODE_FILTER, 0);
    check_mode("/usr/bin/sendfix", "build.log", MODE_FILTER, 0);
    check_mode("sendfix", "./explain", MODE_FILTER, 0);
    check_mode("sendfix", "explain rc-to-arc", MODE_EXPLAIN, 1);
    check_mode("sendfix", "cargo-sendfix sendfix check", MODE_CARGO, 2);
    check_mode("/usr/bin/cargo-sendfix", "sendfix --help", MODE_CARGO, 1);
    check_mode("cargo-sendfix", "check", MODE_CARGO, 0);
    check_mode("cargo-sendfix", "explain", MODE_CARGO, 0);
    int skipped = -1;
    assert_int_equal(mode_choose(0, NULL, &skipped), MODE_FILTER);
}

/* The arguments for cargo joined by blanks; the message where the line is wrong. */
static void check_cargo(Arena *arena, const char *words, const char *cargo, const char *expected) {
    Line line = split(words);
    point(&line);
    Env env = {.cargo = str_from(cargo)};
    CargoCommand command = {0};
    Status status = cargo_command_parse(arena, &command, line.argc, line.argv, &env);
    if (!status_is_ok(&status)) {
        assert_null(expected);
        assert_int_equal(status.code, STATUS_USAGE);
        return;
    }
    assert_non_null(expected);
    StrBuf joined = strbuf_new(arena);
    for (size_t i = 0; command.argv[i] != NULL; i++) {
        strbuf_addf(&joined, "%s%s", i > 0 ? " " : "", command.argv[i]);
    }
    assert_string_equal(strbuf_str(&joined).data, expected);
}

#define MESSAGES "--message-format=json-diagnostic-rendered-ansi"

static void test_cargo_lines(void **state) {
    check_cargo(*state, "", "/bin/cargo", "/bin/cargo check " MESSAGES " --keep-going");
    check_cargo(*state, "", "", "cargo check " MESSAGES " --keep-going");
    check_cargo(*state, "-p demo", "c", "c check " MESSAGES " --keep-going -p demo");
    check_cargo(*state, "--offline --format=json -p demo --width 80 -- --ascii", "c",
                "c check " MESSAGES " --keep-going --offline -p demo -- --ascii");
    check_cargo(*state, "--ascii +nightly --format json test x", "c",
                "cargo +nightly test " MESSAGES " x");
    check_cargo(*state, "build --format=json", "c",
                "c build " MESSAGES " --keep-going --format=json");
    check_cargo(*state, "--format json --ascii build -r", "c",
                "c build " MESSAGES " --keep-going -r");
    check_cargo(*state, "--color=never test -- --list", "c",
                "c test " MESSAGES " --color=never -- --list");
    check_cargo(*state, "+nightly clippy", "c", "cargo +nightly clippy " MESSAGES " --keep-going");
    check_cargo(*state, "run -- --message-format=x", "c",
                "c run " MESSAGES " -- --message-format=x");
    check_cargo(*state, "check --message-format=short", "c", NULL);
    check_cargo(*state, "--message-format json", "c", NULL);
    check_cargo(*state, "--color=blue check", "c", NULL);
    check_cargo(*state, "--format", "c", NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_table),
        SCRATCH_TEST(test_values_land),
        SCRATCH_TEST(test_defaults),
        SCRATCH_TEST(test_wrong_lines),
        SCRATCH_TEST(test_flags_taken_back),
        SCRATCH_TEST(test_is_ours),
        SCRATCH_TEST(test_modes),
        SCRATCH_TEST(test_cargo_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
