/*
 * Unit tests of render/json.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "base/json.h"
#include "base/text.h"
#include "sample.h"

static void assert_text(Str actual, const char *expected) {
    if (!str_is(actual, expected)) {
        fail_msg("got:\n" STR_FMT "\nexpected:\n%s", STR_ARG(actual), expected);
    }
}

static Str render(Arena *arena, Finding *finding) {
    FindingList findings = {0};
    if (finding != NULL) VEC_PUSH(arena, &findings, finding);
    return sample_render(arena, "json", (RenderStyle){.color = true}, &findings, NULL);
}

static Json *parse(Arena *arena, Str line) {
    Json *value = NULL;
    Status status = json_parse(arena, &value, line);
    assert_true(status_is_ok(&status));
    return value;
}

static void test_lines(void **state) {
    FindingList findings = {0};
    VEC_PUSH(*state, &findings, sample_rc(*state));
    VEC_PUSH(*state, &findings, sample_guard(*state));
    Str text = sample_render(*state, "json", (RenderStyle){0}, &findings, NULL);
    sample_assert_golden(text, "json.txt");
    assert_text(render(*state, NULL), "");
}

static void test_nothing_known(void **state) {
    Finding finding = {.rule = "foreign-type"};
    assert_text(render(*state, &finding),
                "{\"kind\":\"finding\",\"schema\":1,\"rule\":\"foreign-type\",\"diagnostics\":[],"
                "\"roots\":[],\"cause\":null,\"await\":null,\"chain\":[],\"fixes\":[],"
                "\"refusals\":[]}\n");
    Diagnostic diagnostic = {.level = STR("error"), .message = STR("m")};
    Evidence evidence = {.diagnostic = &diagnostic};
    VEC_PUSH(*state, &finding.evidence, &evidence);
    Json *value = parse(*state, render(*state, &finding));
    const Json *entry = json_first(json_get(value, "diagnostics"));
    assert_text(json_get_str(entry, "message"), "m");
    assert_true(json_is_null(json_get(entry, "code")));
    assert_true(json_is_null(json_get(entry, "file")));
    assert_true(json_is_null(json_get(entry, "line")));
}

static void test_hostile_is_one_line_of_json(void **state) {
    Str text = render(*state, sample_hostile(*state));
    assert_int_equal(str_find_byte(text, '\n'), text.len - 1);
    assert_true(str_eq(text, text_valid_utf8(*state, text)));
    Json *value = parse(*state, text);
    const Json *root = json_first(json_get(value, "roots"));
    assert_true(str_contains(json_get_str(root, "type"), STR("\x1b[31m")));
    assert_true(str_contains(json_get_str(root, "type"), STR("\n::set-output")));
}

/* Readers apply edits in their own order, so two insertions at one place come as one edit. */
static void test_edits_are_ready_to_apply(void **state) {
    Finding finding = {.rule = "foreign-type"};
    Fix fix = {.id = "rc-to-arc"};
    VEC_PUSH(*state, &fix.edits,
             (Edit){.file = STR("src/crlf.rs"), .replacement = STR("use b;\n")});
    VEC_PUSH(*state, &fix.edits,
             (Edit){.file = STR("src/crlf.rs"), .replacement = STR("use a;\n")});
    VEC_PUSH(*state, &fix.edits,
             (Edit){.file = STR("src/crlf.rs"),
                    .byte_end = 2,
                    .expected = STR("fn"),
                    .replacement = STR("async fn")});
    VEC_PUSH(*state, &fix.edits, (Edit){.file = STR("gone.rs"), .replacement = STR("use c;\n")});
    VEC_PUSH(*state, &finding.fixes, fix);
    Json *value = parse(*state, render(*state, &finding));
    const Json *edit = json_first(json_get(json_first(json_get(value, "fixes")), "edits"));
    assert_text(json_get_str(edit, "file"), "gone.rs");
    assert_text(json_get_str(edit, "replacement"), "use c;\n");
    edit = json_next(edit);
    assert_text(json_get_str(edit, "replacement"), "use b;\r\nuse a;\r\n");
    assert_int_equal(json_get_uint(edit, "byte_end"), 0);
    edit = json_next(edit);
    assert_text(json_get_str(edit, "replacement"), "async fn");
    assert_null(json_next(edit));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_lines),
        SCRATCH_TEST(test_nothing_known),
        SCRATCH_TEST(test_hostile_is_one_line_of_json),
        SCRATCH_TEST(test_edits_are_ready_to_apply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
