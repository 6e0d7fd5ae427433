/*
 * render/rustc_line: what cargo fix and rust-analyzer find in an enriched line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "render/rustc_line.h"
#include "sample.h"

#define SPAN(applicability)                                                                           \
    "{\"file_name\":\"src/main.rs\",\"byte_start\":0,\"byte_end\":3,\"line_start\":1,\"line_end\":1," \
    "\"column_start\":1,\"column_end\":4,\"is_primary\":true,\"text\":[],\"label\":null,"             \
    "\"suggested_replacement\":\"x\",\"suggestion_applicability\":" applicability                     \
    ",\"expansion\":null}"

static const char line[] =
    "{\"$message_type\":\"diagnostic\",\"message\":\"future cannot be sent between threads safely\","
    "\"code\":null,\"level\":\"error\",\"spans\":[" SPAN(
        "null") "],\"children\":[{\"message\":"
                "\"rustc's own\",\"code\":null,\"level\":\"help\",\"spans\":[" SPAN(
                    "\"MachineApplicable\"") "],\"children\":[],\"rendered\":null}],\"rendered\":\"error: as rustc shows it\\n\","
                                             "\"unknown\":[1]}";

static Json *enrich(Arena *arena, const Finding *finding, bool first) {
    RenderContext context = sample_context();
    Str text = rustc_line_enrich(arena, STR(line), finding, first, &context);
    assert_false(str_contains(text, STR("\n")));
    Json *value = NULL;
    Status status = json_parse(arena, &value, text);
    assert_string_equal(status.message, "");
    return value;
}

/* How many children have a span of an applicability. */
static size_t children_with(const Json *value, const char *applicability) {
    size_t count = 0;
    const Json *child = json_first(json_get(value, "children"));
    for (; child != NULL; child = json_next(child)) {
        bool has = false;
        const Json *span = json_first(json_get(child, "spans"));
        for (; span != NULL; span = json_next(span)) {
            has = has || str_is(json_get_str(span, "suggestion_applicability"), applicability);
        }
        count += has;
    }
    return count;
}

static const Json *child_of(const Json *value, size_t i) {
    const Json *child = json_first(json_get(value, "children"));
    for (; child != NULL && i > 0; i--) {
        child = json_next(child);
    }
    return child;
}

/* Leaves only the edits in one file. */
static void keep_edits_of(Finding *finding, const char *file) {
    EditList *edits = &finding->fixes.items[0].edits;
    size_t kept = 0;
    for (size_t i = 0; i < edits->count; i++) {
        if (str_is(edits->items[i].file, file)) {
            edits->items[kept++] = edits->items[i];
        }
    }
    edits->count = kept;
}

static void keeps_what_rustc_said(void **state) {
    Arena *arena = *state;
    Json *value = enrich(arena, sample_rc(arena), true);
    assert_true(str_is(json_get_str(value, "$message_type"), "diagnostic"));
    assert_true(json_is_null(json_get(value, "code")));
    assert_true(json_is_array(json_get(value, "unknown")));
    assert_true(str_starts(json_get_str(value, "rendered"), STR("error: as rustc shows it\n")));
    assert_true(str_is(json_get_str(child_of(value, 0), "message"), "rustc's own"));
    assert_true(str_is(json_get_str(json_get(value, "sendfix"), "kind"), "finding"));
}

static void one_certain_fix_in_one_file(void **state) {
    Arena *arena = *state;
    Finding *finding = sample_rc(arena);
    keep_edits_of(finding, "src/state.rs");
    assert_true(finding->fixes.items[0].edits.count > 1);
    Json *value = enrich(arena, finding, true);
    assert_int_equal(children_with(value, "MachineApplicable"), 1);
    const Json *child = child_of(value, 1);
    /* the error's own place, so that an editor offers the fix there, replaces nothing */
    const Json *span = json_first(json_get(child, "spans"));
    assert_true(str_is(json_get_str(span, "file_name"), "src/main.rs"));
    assert_true(json_get_bool(span, "is_primary"));
    assert_true(json_is_null(json_get(span, "suggested_replacement")));
    assert_true(json_is_null(json_get(span, "suggestion_applicability")));
    for (span = json_next(span); span != NULL; span = json_next(span)) {
        assert_true(str_is(json_get_str(span, "file_name"), "src/state.rs"));
        assert_true(json_get_bool(span, "is_primary"));
        assert_true(json_get_uint(span, "line_start") > 0);
        assert_true(json_get_uint(span, "column_start") > 0);
        assert_non_null(json_first(json_get(span, "text")));
        assert_true(str_is(json_get_str(span, "suggestion_applicability"), "MachineApplicable"));
    }
    /* rustc's own would be applied beside it */
    const Json *own = json_first(json_get(child_of(value, 0), "spans"));
    assert_true(str_is(json_get_str(own, "suggestion_applicability"), "MaybeIncorrect"));
    assert_true(str_is(json_get_str(own, "suggested_replacement"), "x"));
}

static void nothing_certain_over_two_files_or_untried(void **state) {
    Arena *arena = *state;
    Finding *finding = sample_rc(arena);
    Json *value = enrich(arena, finding, true);
    assert_int_equal(children_with(value, "MachineApplicable"), 1); /* rustc's own stays */
    const Json *own = json_first(json_get(child_of(value, 0), "spans"));
    assert_true(str_is(json_get_str(own, "suggestion_applicability"), "MachineApplicable"));
    assert_int_equal(children_with(value, "MaybeIncorrect"), 1);
    /* where the reader stands comes first */
    const Json *first = json_first(json_get(child_of(value, 1), "spans"));
    assert_true(str_is(json_get_str(first, "file_name"), "src/main.rs"));
    static const Verdict verdicts[] = {VERDICT_UNTRIED, VERDICT_CURES};
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
        finding = sample_rc(arena);
        keep_edits_of(finding, "src/state.rs");
        finding->fixes.items[0].verdict = verdicts[i];
        value = enrich(arena, finding, true);
        assert_int_equal(children_with(value, "MachineApplicable"), 1);
        assert_int_equal(children_with(value, "MaybeIncorrect"), 1);
    }
}

static void other_diagnostics_point_to_the_first(void **state) {
    Arena *arena = *state;
    Json *value = enrich(arena, sample_rc(arena), false);
    assert_true(str_is(json_get_str(json_get(value, "sendfix"), "kind"), "member"));
    assert_null(child_of(value, 1));
    assert_true(str_is(json_get_str(value, "rendered"), "error: as rustc shows it\n"));
}

static void leaves_what_it_cannot_read(void **state) {
    Arena *arena = *state;
    RenderContext context = sample_context();
    static const char *const lines[] = {"", "{", "[]", "{\"children\":1}", "\x01\xff", "{}"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        Str text = rustc_line_enrich(arena, str_from(lines[i]), sample_rc(arena), true, &context);
        assert_true(str_is(text, lines[i]));
    }
}

static void shows_no_control_bytes(void **state) {
    Arena *arena = *state;
    Json *value = enrich(arena, sample_hostile(arena), true);
    sample_assert_safe(json_get_str(value, "rendered"), false);
}

static int make_arena(void **state) {
    static Arena arena;
    *state = &arena;
    return 0;
}

static int finish_arena(void **state) {
    arena_finish(*state);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_arena, finish_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(keeps_what_rustc_said),
        TEST(one_certain_fix_in_one_file),
        TEST(nothing_certain_over_two_files_or_untried),
        TEST(other_diagnostics_point_to_the_first),
        TEST(leaves_what_it_cannot_read),
        TEST(shows_no_control_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
