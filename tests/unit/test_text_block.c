/*
 * Unit tests of rustc's rendered text: input/text_row.c, text_drawing.c, text_suggestion.c,
 * text_block.c, text_place.c and text_clean.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "base/text.h"
#include "input/text_block.h"
#include "input/text_clean.h"
#include "input/text_place.h"

static Diagnostic *read_block(Arena *arena, const char *text) {
    StrList lines = {0};
    Str rest = str_from(text);
    Str line;
    while (str_next(&rest, '\n', &line)) VEC_PUSH(arena, &lines, line);
    return text_block_read(arena, &lines);
}

/* "6:5-7:9 ^ label; " for each span. */
static Str shown(Arena *arena, const SpanList *spans) {
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < spans->count; i++) {
        const Span *span = &spans->items[i];
        strbuf_addf(&out, "%zu:%zu-%zu:%zu %s ", span->line_start, span->column_start,
                    span->line_end, span->column_end, span->primary ? "^" : "-");
        Str text = span->has_replacement ? span->replacement : span->label;
        strbuf_addf(&out, "%s" STR_FMT "; ", span->has_replacement ? "=" : "", STR_ARG(text));
    }
    return strbuf_str(&out);
}

static void assert_text(Str actual, const char *expected) {
    if (!str_is(actual, expected)) {
        fail_msg("got:\n" STR_FMT "\nexpected:\n%s", STR_ARG(actual), expected);
    }
}

static void assert_spans(Arena *arena, const Diagnostic *diagnostic, const char *expected) {
    assert_non_null(diagnostic);
    assert_text(shown(arena, &diagnostic->spans), expected);
}

static void test_whole_block(void **state) {
    const Diagnostic *read = read_block(
        *state, "error[E0277]: `Rc<u8>` cannot be sent between threads safely\n"
                "  --> src/main.rs:6:11\n"
                "   |\n"
                "6  |     spawn(move || x);\n"
                "   |     ----- ^^^^^^^^^ `Rc<u8>` cannot be sent between threads safely\n"
                "   |     |\n"
                "   |     required by a bound introduced by this call\n"
                "   |\n"
                "   = help: the trait `Send` is not implemented for `Rc<u8>`\n"
                "   = note: a sentence that goes on\n"
                "           in a second line\n"
                "note: required by a bound in `spawn`\n"
                "  --> /rustc/0123/library/std/src/thread/mod.rs:727:8\n"
                "\n");
    assert_spans(*state, read,
                 "6:11-6:20 ^ `Rc<u8>` cannot be sent between threads safely; "
                 "6:5-6:10 - required by a bound introduced by this call; ");
    assert_text(read->level, "error");
    assert_text(read->code, "E0277");
    assert_text(read->spans.items[0].file, "src/main.rs");
    assert_text(read->spans.items[0].lines.items[0].text, "    spawn(move || x);");
    assert_int_equal(read->children.count, 3);
    assert_text(read->children.items[0]->level, "help");
    assert_text(read->children.items[1]->message, "a sentence that goes on\nin a second line");
    assert_spans(*state, read->children.items[2], "727:8-727:8 ^ ; ");
}

/* Several lines, and labels that hang below one another. */
static void test_nested_drawing(void **state) {
    const Diagnostic *read = read_block(*state, "error: x\n"
                                                "  --> a.rs:6:11\n"
                                                "   |\n"
                                                "6  |       spawn(move || {\n"
                                                "   |       ----- ^------\n"
                                                "   |       |     |\n"
                                                "   |  _____|_____within this closure\n"
                                                "   | |     |\n"
                                                "   | |     required by this call\n"
                                                "7  | |         use_it(x);\n"
                                                "...  |\n"
                                                "9  | |     });\n"
                                                "   | |_____^ cannot be sent\n");
    assert_spans(*state, read,
                 "6:11-9:6 ^ cannot be sent; 6:5-6:10 - required by this call; "
                 "6:11-6:18 - within this closure; ");
    assert_int_equal(read->spans.items[0].lines.count, 4);
    assert_text(read->spans.items[0].lines.items[1].text, "        use_it(x);");
    assert_text(read->spans.items[0].lines.items[2].text, "");
}

static void test_slash_and_overlay(void **state) {
    assert_spans(*state,
                 read_block(*state, "error: x\n"
                                    "  --> a.rs:2:5\n"
                                    "   |\n"
                                    "2  | /     spawn(async {\n"
                                    "3  | |     });\n"
                                    "   | |______^ here\n"),
                 "2:5-3:7 ^ here; ");
    assert_spans(*state,
                 read_block(*state, "error: x\n"
                                    "  --> a.rs:1:1\n"
                                    "   |\n"
                                    "1  | fn ab(cd)\n"
                                    "   | ^^^--^^^^ whole\n"
                                    "   |    |\n"
                                    "   |    name\n"),
                 "1:1-1:10 ^ whole; 1:4-1:6 - name; ");
    /* the way to the start goes under another span */
    assert_spans(*state,
                 read_block(*state, "error: x\n"
                                    " --> a.rs:1:9\n"
                                    "  |\n"
                                    "1 |   fn f() g {\n"
                                    "  |  ________-_^\n"
                                    "2 | | }\n"
                                    "  | |_^ body\n"),
                 "1:10-2:2 ^ body; 1:8-1:9 - ; ");
}

static void test_suggestions(void **state) {
    const Diagnostic *read = read_block(*state, "error: x\n"
                                                " --> a.rs:3:4\n"
                                                "  |\n"
                                                "3 | fn call<T>(x: T) {\n"
                                                "  |    ^^^^\n"
                                                "help: restrict it\n"
                                                "  |\n"
                                                "3 | fn call<T: Send>(x: T) {\n"
                                                "  |          ++++++\n"
                                                "help: change it\n"
                                                "  |\n"
                                                "3 - fn call<T>(x: T) {\n"
                                                "3 + fn call<T>(x: &T) {\n"
                                                "  |\n");
    assert_int_equal(read->children.count, 2);
    assert_spans(*state, read->children.items[0], "3:10-3:10 ^ =: Send; ");
    assert_spans(*state, read->children.items[1], "3:15-3:15 ^ =&; ");
    assert_text(read->children.items[0]->spans.items[0].file, "a.rs");
}

static void test_inline_help(void **state) {
    const Diagnostic *read = read_block(*state, "error: x\n"
                                                " --> a.rs:3:4\n"
                                                "  |\n"
                                                "3 | call(x);\n"
                                                "  |      ^ help: borrow it: `&x`\n");
    assert_int_equal(read->children.count, 1);
    assert_text(read->children.items[0]->message, "borrow it");
    assert_spans(*state, read->children.items[0], "3:6-3:7 ^ =&x; ");
}

static void test_several_files(void **state) {
    const Diagnostic *read = read_block(*state, "error: x\n"
                                                " --> src\\main.rs:3:6\n"
                                                "  |\n"
                                                "3 | call(x);\n"
                                                "  |      ^ here\n"
                                                "  |\n"
                                                " ::: src\\lib.rs:12:1\n"
                                                "  |\n"
                                                "12 | fn call() {}\n"
                                                "   | --------- and here\n");
    assert_spans(*state, read, "3:6-3:7 ^ here; 12:1-12:10 - and here; ");
    assert_text(read->spans.items[1].file, "src/lib.rs");
}

/* Nothing of what is damaged makes trouble. */
static void test_damaged(void **state) {
    static const char *const texts[] = {
        "error: x\n --> a.rs:1:1\n  |\n  | ^^^\n",
        "error: x\n --> a.rs:99999999999999999999:1\n",
        "error: x\n1 | a\n  | |_____^\n  | |_|_|_\n",
        "error: x\n --> :1:1\n1 |\n  |_^\n",
        "error: x\n --> a.rs:1:1\n1 | | | |/ a\n  | | | | ____^\n2 | | | |\n  | |_|_|_-^^-^-^-\n  | | |\n",
        "error: x\n = note: \n = \n=\n= help\n",
        "error: x\nhelp: y\n1 - \n1 - \n1 + \n1 ~ \n  ~~~\n",
        "error[\n",
        "error[]: \n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) (void)read_block(*state, texts[i]);
    assert_null(read_block(*state, "errors: x\n"));
    assert_null(read_block(*state, " error: x\n"));
    assert_null(read_block(*state, ""));
}

static void test_clean(void **state) {
    static const struct {
        const char *line;
        const char *clean;
    } cases[] = {
        {"plain\r\n", "plain"},
        {"\x1b[0m\x1b[1m\x1b[38;5;9merror\x1b[0m: x\n", "error: x"},
        {"error[[E0277]](https://doc.example/E0277): x", "error[E0277]: x"},
        {"  [--> src/main.rs:1:2](https://play.example/a)", "  --> src/main.rs:1:2"},
        {"   [--> src/main.rs:1:2", "   --> src/main.rs:1:2"},
        {"](https://play.example) |", " |"},
        {"a[0] = b[1](2);", "a[0] = b[1](2);"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_text(text_clean(*state, str_from(cases[i].line)), cases[i].clean);
    }
}

/* What nightly draws with Unicode is drawn with ASCII, each sign in its cell. */
static void test_unicode(void **state) {
    static const char *const lines[][2] = {
        {"   ╭▸ a.rs:28:5", "   --> a.rs:28:5"},
        {"28 │ ┏     spawn(async {", "28 | /     spawn(async {"},
        {"   ‡ ┃", "... ┃"},
        {"34 │ ┃     });", "34 | |     });"},
        {"   │ ┗━━━━━━┛ not │ `Send`", "   | |______^ not │ `Send`"},
        {"   ╰ help: x │ y", "   = help: x │ y"},
        {"   ╰╴   ┬──── ━━━ label", "   |    ----- ^^^ label"},
        {"12 │     let x = \"─│\";", "12 |     let x = \"─│\";"},
        {"plain ─ text", "plain ─ text"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        assert_text(text_clean(*state, str_from(lines[i][0])), lines[i][1]);
    }
}

static void test_headlines(void **state) {
    static const struct {
        const char *line;
        const char *found; /* "PREFIX|HEADLINE|PLACE", or NULL */
    } cases[] = {
        {"error: x", "|error: x|"},
        {"rror[E0277]: x", "|error[E0277]: x|"},
        {"2024-05-06T07:08:09.123Z error: x", "2024-05-06T07:08:09.123Z |error: x|"},
        {"[INFO] [stdout] error[E0277]: x", "[INFO] [stdout] |error[E0277]: x|"},
        {"#12 58.65 error: x", "#12 58.65 |error: x|"},
        {"src/main.rs:3:5: error: x", "|error: x|src/main.rs:3:5"},
        {"12 src/main.rs:3:5: error[E0277]: x", "12 |error[E0277]: x|src/main.rs:3:5"},
        {"error: src\\lib.rs:124: x y", "|error: x y|src\\lib.rs:124"},
        {"terror: x", NULL},
        {"`error: x`", NULL},
        {"the error is x", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Str prefix, headline, place;
        bool found =
            text_clean_headline(*state, str_from(cases[i].line), &prefix, &headline, &place);
        assert_int_equal(found, cases[i].found != NULL);
        if (found) {
            assert_text(str_format(*state, STR_FMT "|" STR_FMT "|" STR_FMT, STR_ARG(prefix),
                                   STR_ARG(headline), STR_ARG(place)),
                        cases[i].found);
        }
    }
}

static void test_prefixes(void **state) {
    (void)state;
    static const struct {
        const char *prefix;
        const char *line;
        const char *rest; /* or NULL */
    } cases[] = {
        {"", "  | x", "  | x"},
        {"58.65 ", "59.1   --> a.rs:1:2", "  --> a.rs:1:2"},
        {"58.65 ", "59.1", ""},
        {"[INFO] [stdout] ", "[INFO] [stdout]    |", "   |"},
        {"[INFO] [stdout] ", "[INFO] [stderr]    |", NULL},
        {"2024-05-06T07:08:09.1Z ", "2024-12-31T23:59:00.123456Z x", "x"},
        {"> ", ">", ""},
        {"> ", "x", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Str line = str_from(cases[i].line);
        bool fits = text_clean_prefix(str_from(cases[i].prefix), &line);
        assert_int_equal(fits, cases[i].rest != NULL);
        if (fits) assert_text(line, cases[i].rest);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_whole_block),       SCRATCH_TEST(test_nested_drawing),
        SCRATCH_TEST(test_slash_and_overlay), SCRATCH_TEST(test_suggestions),
        SCRATCH_TEST(test_inline_help),       SCRATCH_TEST(test_several_files),
        SCRATCH_TEST(test_damaged),           SCRATCH_TEST(test_clean),
        SCRATCH_TEST(test_unicode),           SCRATCH_TEST(test_headlines),
        SCRATCH_TEST(test_prefixes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
