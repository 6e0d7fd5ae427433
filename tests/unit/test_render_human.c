/*
 * Unit tests of render/human.c and what it is made of: page.c, snippet.c, phrase.c, headline.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "render/phrase.h"
#include "render/snippet.h"
#include "sample.h"

static void assert_text(Str actual, const char *expected) {
    if (!str_is(actual, expected)) {
        fail_msg("got:\n" STR_FMT "\nexpected:\n%s", STR_ARG(actual), expected);
    }
}

static FindingList both(Arena *arena) {
    FindingList findings = {0};
    VEC_PUSH(arena, &findings, sample_rc(arena));
    VEC_PUSH(arena, &findings, sample_guard(arena));
    return findings;
}

static void test_plain(void **state) {
    FindingList findings = both(*state);
    Str text = sample_render(*state, "human", (RenderStyle){0}, &findings, NULL);
    sample_assert_golden(text, "human-plain.txt");
    sample_assert_safe(text, false);
}

static void test_narrow_unicode(void **state) {
    FindingList findings = both(*state);
    RenderStyle style = {.unicode = true, .width = 60};
    sample_assert_golden(sample_render(*state, "human", style, &findings, NULL),
                         "human-narrow-unicode.txt");
}

static void test_color(void **state) {
    FindingList findings = both(*state);
    RenderStyle style = {.color = true, .width = 100};
    Str text = sample_render(*state, "human", style, &findings, NULL);
    sample_assert_golden(text, "human-color.txt");
    sample_assert_safe(text, true);
}

static void test_no_findings(void **state) {
    FindingList none = {0};
    assert_text(sample_render(*state, "human", (RenderStyle){0}, &none, NULL), "");
}

static void test_hostile(void **state) {
    FindingList findings = {0};
    VEC_PUSH(*state, &findings, sample_hostile(*state));
    static const size_t widths[] = {0, 1, 20, 60, 100};
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        RenderStyle style = {.width = widths[i], .unicode = i % 2 == 0};
        sample_assert_safe(sample_render(*state, "human", style, &findings, NULL), false);
        style.color = true;
        sample_assert_safe(sample_render(*state, "human", style, &findings, NULL), true);
    }
}

static void test_empty_finding(void **state) {
    Finding finding = {.rule = "foreign-type"};
    FindingList findings = {0};
    VEC_PUSH(*state, &findings, &finding);
    Str text = sample_render(*state, "human", (RenderStyle){.width = 80}, &findings, NULL);
    assert_true(str_starts(text, STR("error: `a type` is not Send, so it cannot be sent")));
}

/* ---- the pieces ---- */

static bool lines_of_text(void *data, Str file, size_t line, Str *text) {
    (void)file;
    Str rest = *(const Str *)data;
    for (size_t i = 1; str_next(&rest, '\n', text); i++) {
        if (i == line) return true;
    }
    return false;
}

static SnippetMark mark(size_t line, size_t from, size_t to, const char *label, bool primary) {
    return (SnippetMark){.location = {.file = STR("f.rs"),
                                      .line = line,
                                      .line_end = line,
                                      .column = from,
                                      .column_end = to},
                         .label = str_from(label),
                         .primary = primary};
}

static Str draw(Arena *arena, Str text, size_t width, const SnippetMark *marks, size_t count) {
    SnippetMarkList list = {0};
    for (size_t i = 0; i < count; i++) VEC_PUSH(arena, &list, marks[i]);
    Page page = page_new(arena, (RenderStyle){.width = width});
    snippet_add(&page, &list, (SnippetSource){.line = lines_of_text, .data = &text});
    return strbuf_str(&page.text);
}

static void test_snippet_two_labels(void **state) {
    SnippetMark marks[] = {mark(1, 5, 6, "first", true), mark(1, 9, 12, "second", false)};
    assert_text(draw(*state, STR("let g = lock;\n"), 80, marks, 2), " --> f.rs:1:5\n"
                                                                    "  |\n"
                                                                    "1 | let g = lock;\n"
                                                                    "  |     ^   --- second\n"
                                                                    "  |     |\n"
                                                                    "  |     first\n");
}

static void test_snippet_nested(void **state) {
    SnippetMark marks[] = {mark(2, 1, 14, "all", true), mark(2, 9, 13, "part", false)};
    assert_text(draw(*state, STR("\nlet g = lock;\n"), 80, marks, 2), " --> f.rs:2:1\n"
                                                                      "  |\n"
                                                                      "2 | let g = lock;\n"
                                                                      "  | ^^^^^^^^^^^^^\n"
                                                                      "  | |       |\n"
                                                                      "  | |       part\n"
                                                                      "  | all\n");
}

static void test_snippet_wide_letters(void **state) {
    SnippetMark marks[] = {mark(1, 4, 6, "here", true)};
    assert_text(draw(*state,
                     STR("\t\xe6\xbc\xa2\x1b"
                         "e\xcc\x81z"),
                     80, marks, 1),
                " --> f.rs:1:4\n"
                "  |\n"
                "1 |     \xe6\xbc\xa2\\u{1b}e\xcc\x81z\n"
                "  |             ^ here\n");
}

static void test_snippet_long_line(void **state) {
    StrBuf text = strbuf_new(*state);
    strbuf_add_repeated(&text, 'a', 100);
    strbuf_add(&text, STR("HERE"));
    strbuf_add_repeated(&text, 'b', 100);
    SnippetMark marks[] = {mark(1, 101, 105, "this one", true)};
    assert_text(draw(*state, strbuf_str(&text), 44, marks, 1),
                " --> f.rs:1:101\n"
                "  |\n"
                "1 | ...aaaaaaaaaaaaHEREbbbbbbbbbbbbbbbbbb...\n"
                "  |                ^^^^ this one\n");
}

static void test_snippet_gaps(void **state) {
    SnippetMark marks[] = {mark(5, 1, 2, "e", true), mark(1, 1, 2, "a", false),
                           mark(3, 1, 2, "c", false), mark(99, 1, 2, "no such line", false)};
    assert_text(draw(*state, STR("a\nb\nc\nd\ne\nf\n"), 0, marks, 3), " --> f.rs:5:1\n"
                                                                      "  |\n"
                                                                      "1 | a\n"
                                                                      "  | - a\n"
                                                                      "2 | b\n"
                                                                      "3 | c\n"
                                                                      "  | - c\n"
                                                                      "4 | d\n"
                                                                      "5 | e\n"
                                                                      "  | ^ e\n");
}

static void test_prose_keeps_code_together(void **state) {
    Page page = page_new(*state, (RenderStyle){.width = 30});
    page_prose(&page, PAINT_PLAIN, 0, 2, STR("the type `Rc<HashMap<String, u64>>` is no good"));
    assert_text(strbuf_str(&page.text), "the type\n  `Rc<HashMap<String, u64>>`\n  is no good");
}

static void test_short_type(void **state) {
    assert_text(phrase_short_type(*state, STR("Rc<Config>")), "Rc<Config>");
    assert_text(phrase_short_type(*state, STR("Rc<RefCell<HashMap<String, Vec<Box<dyn Fn(&str) -> "
                                              "Result<String, Error>>>>>>")),
                "Rc<RefCell<HashMap<...>>>");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_plain),
        SCRATCH_TEST(test_narrow_unicode),
        SCRATCH_TEST(test_color),
        SCRATCH_TEST(test_no_findings),
        SCRATCH_TEST(test_hostile),
        SCRATCH_TEST(test_empty_finding),
        SCRATCH_TEST(test_snippet_two_labels),
        SCRATCH_TEST(test_snippet_nested),
        SCRATCH_TEST(test_snippet_wide_letters),
        SCRATCH_TEST(test_snippet_long_line),
        SCRATCH_TEST(test_snippet_gaps),
        SCRATCH_TEST(test_prose_keeps_code_together),
        SCRATCH_TEST(test_short_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
