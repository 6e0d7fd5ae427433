/*
 * Unit tests of the formats for CI systems: azure, checkstyle, gitlab, junit, markdown, rdjsonl,
 * sarif, teamcity.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "base/json.h"
#include "base/text.h"
#include "render/path.h"
#include "sample.h"

static const char *const formats[] = {"azure",    "checkstyle", "gitlab", "junit",
                                      "markdown", "rdjsonl",    "sarif",  "teamcity"};
enum { FORMATS = sizeof formats / sizeof *formats };

static Str render(Arena *arena, const char *format, Finding *one, Finding *other) {
    FindingList findings = {0};
    if (one != NULL) VEC_PUSH(arena, &findings, one);
    if (other != NULL) VEC_PUSH(arena, &findings, other);
    return sample_render(arena, format, (RenderStyle){0}, &findings, NULL);
}

/* SARIF's rules are the texts of explain, which have tests of their own. */
static Str without_rules(Str text) {
    return str_slice(text, 0, str_find(text, STR("\n],\"tool\":"), 0));
}

static void test_samples(void **state) {
    for (size_t i = 0; i < FORMATS; i++) {
        Str text = render(*state, formats[i], sample_rc(*state), sample_guard(*state));
        Str name = str_format(*state, "%s.txt", formats[i]);
        sample_assert_golden(without_rules(text), str_cstr(*state, name));
    }
}

/* What no format may hold: it is markup, a command or an escape in one of them. */
static void test_hostile(void **state) {
    for (size_t i = 0; i < FORMATS; i++) {
        Str text = render(*state, formats[i], sample_hostile(*state), sample_hostile(*state));
        sample_assert_safe(text, false);
        assert_false(str_contains(text, STR("\n::")));
        bool in_log = render_find(str_from(formats[i]))->guard != NULL;
        assert_false(in_log && str_contains(text, STR("##[")));
        assert_true(str_find_byte(text, '\r') == STR_NONE);
    }
}

static size_t count(Str text, const char *part) {
    size_t found = 0;
    for (size_t at = 0; (at = str_find(text, str_from(part), at)) != STR_NONE; at++) found++;
    return found;
}

/* A command begins a line, and there are no more of them than findings. */
static void test_hostile_commands(void **state) {
    Str azure = render(*state, "azure", sample_hostile(*state), NULL);
    assert_int_equal(count(azure, "##vso["), 1);
    assert_int_equal(count(azure, "\n"), 1);
    Str teamcity = render(*state, "teamcity", sample_hostile(*state), NULL);
    assert_int_equal(count(teamcity, "##teamcity["), 2);
    assert_int_equal(count(teamcity, "\n"), 2);
}

static void test_hostile_markup(void **state) {
    Finding *finding = sample_rc(*state);
    finding->fixes.items[0].title =
        STR("<img src=x> | [a](http://b) @all ](c) `x|y` ` <script> \"]--> n0");
    Str text = render(*state, "markdown", finding, NULL);
    assert_false(str_contains(text, STR("<img")));
    assert_false(str_contains(text, STR("<script")));
    assert_false(str_contains(text, STR("](http")));
    assert_false(str_contains(text, STR("@all")));
    assert_true(str_contains(text, STR("`x\\|y`")));
    text = render(*state, "checkstyle", finding, NULL);
    assert_false(str_contains(text, STR("<img")));
}

/* The JSON of a whole document, or of each line. */
static Json *parse(Arena *arena, Str text) {
    Json *value = NULL;
    Status status = json_parse(arena, &value, text);
    assert_string_equal(status.message, "");
    return value;
}

static void test_documents_of_nothing(void **state) {
    assert_int_equal(count(render(*state, "rdjsonl", NULL, NULL), "\n"), 0);
    assert_true(str_is(render(*state, "gitlab", NULL, NULL), "[]\n"));
    const Json *sarif = parse(*state, render(*state, "sarif", NULL, NULL));
    const Json *run = json_first(json_get(sarif, "runs"));
    assert_true(json_is_array(json_get(run, "results")));
    assert_null(json_first(json_get(run, "results")));
    Str junit = render(*state, "junit", NULL, NULL);
    assert_int_equal(count(junit, "<testcase"), 1);
    /* a build that failed for another reason gives no finding either: nothing is said to be well */
    assert_true(str_contains(junit, STR("was reported")));
    assert_true(str_contains(render(*state, "checkstyle", NULL, NULL), STR("</checkstyle>")));
    assert_true(str_contains(render(*state, "markdown", NULL, NULL), STR("was reported")));
}

/* Two findings that are alike keep apart, and a line that moves changes nothing. */
static void test_fingerprints(void **state) {
    const Json *list =
        parse(*state, render(*state, "gitlab", sample_rc(*state), sample_rc(*state)));
    const Json *one = json_first(list);
    Str first = json_get_str(one, "fingerprint");
    Str second = json_get_str(json_next(one), "fingerprint");
    assert_int_equal(first.len, 32);
    assert_false(str_eq(first, second));
    const Json *again = parse(*state, render(*state, "gitlab", sample_rc(*state), NULL));
    assert_true(str_eq(json_get_str(json_first(again), "fingerprint"), first));
}

static void test_no_place(void **state) {
    Finding *finding = sample_guard(*state);
    finding->cause = (Location){0};
    finding->chain = (LinkList){0};
    for (size_t i = 0; i < finding->evidence.count; i++) {
        Diagnostic *bare = ARENA_NEW(*state, Diagnostic);
        *bare = (Diagnostic){.level = STR("error"), .message = STR("future")};
        finding->evidence.items[i]->diagnostic = bare;
    }
    for (size_t i = 0; i < FORMATS; i++) {
        assert_true(render(*state, formats[i], finding, NULL).len > 0);
    }
    const Json *sarif = parse(*state, render(*state, "sarif", finding, NULL));
    const Json *result = json_first(json_get(json_first(json_get(sarif, "runs")), "results"));
    assert_null(json_get(result, "locations"));
    Str gitlab = render(*state, "gitlab", finding, NULL);
    const Json *location = json_get(json_first(parse(*state, gitlab)), "location");
    assert_true(str_is(json_get_str(location, "path"), "Cargo.toml"));
}

/* Several builds make one document. */
static void test_builds_in_one_run(void **state) {
    for (size_t i = 0; i < FORMATS; i++) {
        const Renderer *renderer = render_find(str_from(formats[i]));
        bool is_json = renderer->begin != NULL && formats[i][0] != 'c' && formats[i][0] != 'j';
        if (!is_json) continue;
        RenderContext context = sample_context();
        context.out = tmpfile();
        assert_non_null(context.out);
        FindingList findings = {0};
        VEC_PUSH(*state, &findings, sample_rc(*state));
        renderer->begin(*state, context.out);
        for (context.before = 0; context.before < 3; context.before++) {
            renderer->findings(*state, &context, &findings);
        }
        renderer->end(*state, context.out);
        char buffer[1 << 17];
        rewind(context.out);
        size_t size = fread(buffer, 1, sizeof buffer, context.out);
        fclose(context.out);
        parse(*state, (Str){.data = buffer, .len = size});
    }
}

static void test_paths(void **state) {
    RenderContext context = {.path_prefix = STR("crates/app/"), .top = STR("/home/me/shop/")};
    static const char *const cases[][2] = {
        {"src/main.rs", "crates/app/src/main.rs"},
        {"src\\main.rs", "crates/app/src/main.rs"},
        {"/home/me/shop/lib/a.rs", "lib/a.rs"},
        {"/rustc/0123/library/core/src/marker.rs", "/rustc/0123/library/core/src/marker.rs"},
        {"C:\\shop\\a.rs", "C:/shop/a.rs"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str path = path_from_top(*state, &context, str_from(cases[i][0]));
        if (!str_is(path, cases[i][1])) fail_msg("%s: " STR_FMT, cases[i][0], STR_ARG(path));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_samples),
        SCRATCH_TEST(test_hostile),
        SCRATCH_TEST(test_hostile_commands),
        SCRATCH_TEST(test_hostile_markup),
        SCRATCH_TEST(test_documents_of_nothing),
        SCRATCH_TEST(test_fingerprints),
        SCRATCH_TEST(test_no_place),
        SCRATCH_TEST(test_builds_in_one_run),
        SCRATCH_TEST(test_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
