/*
 * Unit tests of render/github.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "base/text.h"
#include "render/render.h"
#include "sample.h"

static void assert_text(Str actual, const char *expected) {
    if (!str_is(actual, expected)) {
        fail_msg("got:\n" STR_FMT "\nexpected:\n%s", STR_ARG(actual), expected);
    }
}

/* Every line is one of our commands or our own words, as the runner of Actions splits lines. */
static void assert_only_ours(Str text) {
    assert_false(str_contains(text, STR("##[")));
    assert_true(str_find_byte(text, '\r') == STR_NONE);
    Str line = {0};
    while (str_next(&text, '\n', &line)) {
        line = str_trim(line);
        bool ours = str_starts(line, STR("::error ")) || str_starts(line, STR("sendfix: "));
        if (!ours) fail_msg("a line of its own: " STR_FMT, STR_ARG(line));
    }
}

static void test_annotations(void **state) {
    FindingList findings = {0};
    VEC_PUSH(*state, &findings, sample_rc(*state));
    VEC_PUSH(*state, &findings, sample_guard(*state));
    Str text = sample_render(*state, "github", (RenderStyle){0}, &findings, NULL);
    assert_only_ours(text);
    sample_assert_golden(text, "github.txt");
}

static void test_hostile(void **state) {
    FindingList findings = {0};
    VEC_PUSH(*state, &findings, sample_hostile(*state));
    Str text = sample_render(*state, "github", (RenderStyle){.color = true}, &findings, NULL);
    assert_only_ours(text);
    sample_assert_safe(text, false);
    /* a property ends at "," or "::" only where we end it */
    Str properties = str_slice(text, 0, str_find(text, STR("::"), 2));
    assert_true(str_starts(properties, STR("::error file=src/a\\u{a}%3A%3Aerror%3A%3Ab.rs,line=")));
}

static void test_ten_at_most(void **state) {
    FindingList findings = {0};
    for (int i = 0; i < 12; i++) VEC_PUSH(*state, &findings, sample_rc(*state));
    Str text = sample_render(*state, "github", (RenderStyle){0}, &findings, NULL);
    assert_only_ours(text);
    size_t errors = 0;
    for (size_t at = 0; (at = str_find(text, STR("::error "), at)) != STR_NONE; at++) errors++;
    assert_int_equal(errors, 10);
    assert_true(str_ends(text, STR("sendfix: 2 more causes (only 10 are annotated): "
                                   "src/state.rs:5, src/state.rs:5\n")));
}

static void test_long_message_is_cut(void **state) {
    Finding *finding = sample_rc(*state);
    StrBuf text = strbuf_new(*state);
    for (int i = 0; i < 3000; i++) strbuf_add(&text, STR("\xe6\xbc\xa2%"));
    finding->fixes.items[0].title = strbuf_str(&text);
    FindingList findings = {0};
    VEC_PUSH(*state, &findings, finding);
    Str out = sample_render(*state, "github", (RenderStyle){0}, &findings, NULL);
    assert_only_ours(out);
    assert_true(str_eq(out, text_valid_utf8(*state, out)));
    Str message = str_from_offset(out, str_find(out, STR("::"), 2) + 2);
    assert_in_range(message.len, 3990, 4001);
    assert_true(str_ends(message, STR("%0A...\n")));
}

static void test_guard(void **state) {
    const Renderer *renderer = render_find(STR("github"));
    static const struct {
        const char *line;
        const char *guarded;
    } cases[] = {
        {"plain std::rc::Rc\n", "plain std::rc::Rc\n"},
        {"::error::x\n", ":\xe2\x80\x8b:error::x\n"},
        {" \t::error::x", " \t:\xe2\x80\x8b:error::x"},
        {"\xc2\xa0::error::x", "\xc2\xa0:\xe2\x80\x8b:error::x"},
        {"a\r::error::x", "a\r:\xe2\x80\x8b:error::x"},
        {"a\n::b\n::c", "a\n:\xe2\x80\x8b:b\n:\xe2\x80\x8b:c"},
        {"a ##[error]", "a ##\xe2\x80\x8b[error]"},
        {"###[error]", "###\xe2\x80\x8b[error]"},
        {"  ::: src/main.rs:1:2", "  :\xe2\x80\x8b:: src/main.rs:1:2"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_text(renderer->guard(*state, str_from(cases[i].line)), cases[i].guarded);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_annotations), SCRATCH_TEST(test_hostile),
        SCRATCH_TEST(test_ten_at_most), SCRATCH_TEST(test_long_message_is_cut),
        SCRATCH_TEST(test_guard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
