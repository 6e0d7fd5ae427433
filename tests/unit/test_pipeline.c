/*
 * Unit tests of pipeline.c over temporary files: what passes, what is kept, what is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "pipeline.h"

enum { OUTPUT_LIMIT = 4096 };

/* One run: what the test sets, and what came of it. */
typedef struct Run {
    Arena arena;
    Patterns *patterns;
    DumpStage dump;
    bool color;
    Str (*guard)(Arena *arena, Str line);
    PipelineResult result;
    Status status;
    char out[OUTPUT_LIMIT];
    char messages[OUTPUT_LIMIT];
    size_t out_length;
} Run;

static size_t findings_calls;
static size_t findings_shown;

static void count_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    (void)arena;
    findings_calls++;
    findings_shown += findings->count;
    for (size_t i = 0; i < findings->count; i++) {
        fprintf(context->out, "[finding]\n");
    }
}

static size_t read_back(FILE *file, char *text) {
    rewind(file);
    size_t length = fread(text, 1, OUTPUT_LIMIT - 1, file);
    text[length] = '\0';
    fclose(file);
    return length;
}

static void run(Run *run, const char *input, size_t length) {
    FILE *in = tmpfile();
    FILE *out_file = tmpfile();
    FILE *message_file = tmpfile();
    assert_non_null(in);
    assert_non_null(out_file);
    assert_non_null(message_file);
    assert_int_equal(fwrite(input, 1, length, in), length);
    rewind(in);
    Renderer renderer = {.name = "test", .findings = count_findings, .guard = run->guard};
    Output out = output_new(out_file);
    Output messages = output_new(message_file);
    Pipeline pipeline = {.patterns = run->patterns,
                         .renderer = &renderer,
                         .out = &out,
                         .passthrough = &out,
                         .messages = &messages,
                         .passthrough_color = run->color,
                         .explains_input = true,
                         .dump = run->dump};
    findings_calls = findings_shown = 0;
    run->status = pipeline_run(&pipeline, fileno(in), &run->result);
    fclose(in);
    run->out_length = read_back(out_file, run->out);
    read_back(message_file, run->messages);
}

static int setup(void **state) {
    static Run run;
    memset(&run, 0, sizeof run);
    StrList problems = {0};
    Status status = patterns_load(&run.arena, &run.patterns, (Str){0}, &problems);
    *state = &run;
    return status_is_ok(&status) ? 0 : -1;
}

static int teardown(void **state) {
    Run *run = *state;
    arena_finish(&run->arena);
    return 0;
}

static void check(Run *r, const char *input, const char *out, bool had_errors) {
    r->result = (PipelineResult){0};
    run(r, input, strlen(input));
    assert_true(status_is_ok(&r->status));
    assert_string_equal(r->out, out);
    assert_int_equal(r->result.had_errors, had_errors);
}

static void test_text_passes(void **state) {
    static const char bytes[] = "a\0b\r\n\xff\xfe\n\n{not json}\nend";
    Run *r = *state;
    run(r, bytes, sizeof bytes - 1);
    assert_true(status_is_ok(&r->status));
    assert_int_equal(r->out_length, sizeof bytes - 1);
    assert_memory_equal(r->out, bytes, sizeof bytes - 1);
    assert_false(r->result.had_errors);
    assert_int_equal(findings_calls, 1);
    check(r, "", "", false);
    assert_int_equal(findings_calls, 1);
}

#define MESSAGE(level, rendered)                                                                   \
    "{\"$message_type\":\"diagnostic\",\"message\":\"m\",\"code\":null,\"level\":\"" level         \
    "\",\"spans\":[],\"children\":[],\"rendered\":" rendered "}\n"

static void test_other_diagnostics(void **state) {
    Run *r = *state;
    check(r, MESSAGE("warning", "\"warning: m\\n\""), "warning: m\n", false);
    check(r, MESSAGE("error", "\"error: m\\n\""), "error: m\n", true);
    check(r, MESSAGE("error: internal compiler error", "\"ice\\n\""), "ice\n", true);
    check(r, MESSAGE("error", "null"), "", true);
    check(r, MESSAGE("note", "\"\\u001b[1mnote\\u001b[0m\""), "note", false);
    r->color = true;
    check(r, MESSAGE("note", "\"\\u001b[1mnote\\u001b[0m\""), "\033[1mnote\033[0m", false);
    assert_int_equal(r->result.diagnostics, 1);
}

#define OF_CARGO(rendered)                                                                         \
    "{\"reason\":\"compiler-message\",\"package_id\":\"p\",\"manifest_path\":\"/p/Cargo.toml\","   \
    "\"target\":{\"name\":\"p\"},\"message\":{\"rendered\":" rendered                              \
    ",\"$message_type\":\"diagnostic\",\"children\":[],\"level\":\"warning\",\"message\":\"m\","   \
    "\"spans\":[],\"code\":null}}\n"

/* One for the library and one for its tests: as cargo does for people, the second is left out. */
static void test_repeats_of_cargo(void **state) {
    Run *r = *state;
    check(r, OF_CARGO("\"a\"") OF_CARGO("\"b\"") OF_CARGO("\"a\"") OF_CARGO("\"c\""), "abc", false);
    assert_int_equal(r->result.diagnostics, 4);
    check(r, MESSAGE("note", "\"a\"") MESSAGE("note", "\"a\""), "aa", false);
}

static void test_build_finished_ends_reading(void **state) {
    Run *r = *state;
    check(r,
          "{\"reason\":\"build-finished\",\"success\":true}\n" MESSAGE("error", "\"x\"") "no end",
          MESSAGE("error", "\"x\"") "no end", false);
    assert_string_equal(r->messages, "");
    check(r, "{\"reason\":\"build-finished\",\"success\":false}\n", "", true);
    assert_non_null(strstr(r->messages, "--message-format=json"));
    check(r, MESSAGE("error", "\"x\"") "{\"reason\":\"build-finished\",\"success\":false}\n", "x",
          true);
    assert_string_equal(r->messages, "");
}

static void test_text_of_rustc_is_answered(void **state) {
    Run *r = *state;
    check(r, "\033[31merror\033[0m: future cannot be sent between threads safely\n", "[finding]\n",
          true);
    check(r, "a note: sent between threads safely\n", "a note: sent between threads safely\n",
          false);
    /* what is not of the family passes as it came, and so does what is not rustc's */
    static const char other[] = "error[E0308]: mismatched types\n --> a.rs:1:2\n\nmore\n";
    check(r, other, other, true);
}

static Str bracket(Arena *arena, Str line) {
    return str_format(arena, "<" STR_FMT ">", STR_ARG(line));
}

static void test_guard_sees_all_that_passes(void **state) {
    Run *r = *state;
    r->guard = bracket;
    check(
        r,
        "a\n" MESSAGE("note", "\"n\\n\"") "{\"reason\":\"build-finished\",\"success\":true}\nb\nc",
        "<a\n><n\n><b\n><c>", false);
}

static void test_dump_replaces_output(void **state) {
    Run *r = *state;
    r->dump = DUMP_EVENT;
    check(
        r,
        "text\n" MESSAGE("note", "\"n\"") "{\"reason\":\"build-finished\",\"success\":true}\nrest",
        "text \"text\\n\"\ndiagnostic note message=\"m\"\nfinished success=true\n", false);
    assert_int_equal(findings_calls, 0);
}

#define FAMILY                                                                                             \
    "{\"$message_type\":\"diagnostic\",\"message\":\"`Rc<u8>` cannot be sent between threads safely\","    \
    "\"code\":{\"code\":\"E0277\",\"explanation\":null},\"level\":\"error\",\"spans\":[],\"children\":[]," \
    "\"rendered\":\"error[E0277]: ...\\n\"}\n"

static void test_family_is_kept(void **state) {
    Run *r = *state;
    check(r, "before\n" FAMILY "behind\n", "before\nbehind\n[finding]\n", true);
    assert_int_equal(findings_calls, 1);
    assert_int_equal(r->result.findings, 1);
    check(r, FAMILY "open", "open\n[finding]\n", true);
}

static void test_kept_are_limited(void **state) {
    Run *r = *state;
    StrBuf many = strbuf_new(&r->arena);
    for (size_t i = 0; i < PIPELINE_KEPT_LIMIT + 1; i++) {
        strbuf_add(&many, STR(FAMILY));
    }
    Str input = strbuf_str(&many);
    run(r, input.data, input.len);
    assert_true(status_is_ok(&r->status));
    assert_int_equal(findings_calls, 2);
    assert_true(findings_shown >= 2);
}

static void test_unreadable_input(void **state) {
    Run *r = *state;
    Renderer renderer = {.name = "test", .findings = count_findings};
    FILE *file = tmpfile();
    Output out = output_new(file);
    Pipeline pipeline = {.patterns = r->patterns,
                         .renderer = &renderer,
                         .out = &out,
                         .passthrough = &out,
                         .messages = &out};
    Status status = pipeline_run(&pipeline, -1, &r->result);
    assert_int_equal(status.code, STATUS_IO);
    fclose(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_text_passes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_other_diagnostics, setup, teardown),
        cmocka_unit_test_setup_teardown(test_repeats_of_cargo, setup, teardown),
        cmocka_unit_test_setup_teardown(test_build_finished_ends_reading, setup, teardown),
        cmocka_unit_test_setup_teardown(test_text_of_rustc_is_answered, setup, teardown),
        cmocka_unit_test_setup_teardown(test_guard_sees_all_that_passes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_dump_replaces_output, setup, teardown),
        cmocka_unit_test_setup_teardown(test_family_is_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(test_kept_are_limited, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unreadable_input, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
