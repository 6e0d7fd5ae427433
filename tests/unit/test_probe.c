/*
 * verify/probe: which errors are asked about, what is put round the handler, and what comes back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/json.h"
#include "input/rustc.h"
#include "match/match.h"
#include "place.h"
#include "verify/probe.h"
#include "verify/probe_text.h"

static Diagnostic error_of(Arena *arena, const char *message, size_t start, size_t end) {
    Diagnostic error = {.level = STR("error"), .message = str_from(message)};
    Span span = {.file = STR("main.rs"), .byte_start = start, .byte_end = end, .primary = true};
    VEC_PUSH(arena, &error.spans, span);
    return error;
}

static void asks_about_async_functions_and_closures(void **state) {
    Place *place = *state;
    static const struct {
        const char *message;
        bool open;
    } cases[] = {
        {"the trait bound `fn() -> impl Future<Output = ()> {show}: Handler<_, _>` is not satisfied",
         true},
        {"the trait bound `fn(State<App>, Path<String>) -> ... {show}: Handler<_, _>` is not satisfied",
         true},
        {"the trait bound `for<'a> fn(&'a str) -> impl Future {show}: Handler` is not satisfied",
         true},
        {"the trait bound `fn() -> Pin<Box<dyn Future>> {show}: Handler<_>` is not satisfied",
         true},
        {"the trait bound `{closure@src/main.rs:7:9: 7:11}: Handler<_, _>` is not satisfied", true},
        {"the trait bound `{async closure@src/main.rs:7:9: 7:11}: Handler` is not satisfied", true},
        {"the trait bound `fn() -> u8 {show}: Handler<_, _>` is not satisfied", false},
        {"the trait bound `App: Clone` is not satisfied", false},
        {"the trait bound `fn() -> impl Future {show}", false},
        {"the trait bound `{closure@` is not satisfied", false},
        {"mismatched types", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Diagnostic error = error_of(&place->arena, cases[i].message, 0, 1);
        if (probe_is_open(&error) != cases[i].open) {
            fail_msg("%s", cases[i].message);
        }
        error.level = STR("warning");
        assert_false(probe_is_open(&error));
        error.level = STR("error");
        error.spans.count = 0;
        assert_false(probe_is_open(&error));
    }
}

/* How many arguments the wrapped handler has; -1 where it is not wrapped. */
static int arguments(Place *place, const char *type, const char *expression) {
    Str message =
        str_format(&place->arena, "the trait bound `%s: Handler<_, _>` is not satisfied", type);
    Diagnostic error = error_of(&place->arena, str_cstr(&place->arena, message), 0, 1);
    ProbeText text;
    if (!probe_wrap(&place->arena, &text, &error, str_from(expression), STR("name"))) {
        return -1;
    }
    assert_false(str_contains(text.before, STR("\n")));
    assert_true(str_contains(text.before, STR("fn name<")));
    int count = 0;
    while (str_contains(text.before, str_format(&place->arena, "_: A%d", count))) {
        count++;
    }
    return count;
}

static void counts_arguments(void **state) {
    Place *place = *state;
    assert_int_equal(arguments(place, "fn() -> impl Future {f}", "f"), 0);
    assert_int_equal(arguments(place, "fn(A) -> impl Future {f}", "f"), 1);
    assert_int_equal(arguments(place, "fn(A<B, C>, (D, E), [u8; 2]) -> ... {f}", "f"), 3);
    assert_int_equal(arguments(place, "fn(fn(A, B) -> C, ...) -> ... {f}", "f"), 2);
    assert_int_equal(arguments(place, "{closure@a.rs:1:1: 1:2}", "|| async {}"), 0);
    assert_int_equal(
        arguments(place, "{closure@a.rs:1:1: 1:2}", "move |a: A<B, C>, (d, e)| async {}"), 2);
    assert_int_equal(arguments(place, "{closure@a.rs:1:1: 1:2}", "|\n  a,\n  b,\n| async {}"), 2);
    assert_int_equal(arguments(place, "{closure@a.rs:1:1: 1:2}", "handler"), -1);
    assert_int_equal(
        arguments(place, "fn(A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A) -> ... {f}", "f"),
        -1);
}

/*
 * The script finds the handler in the changed copy and says what rustc says there: an answer to the probe, at the handler and
 * on the line below.
 */
#define SPAN(start, end, label)                                                                    \
    "{\"file_name\":\"main.rs\",\"byte_start\":'\"$((" start "))\"',\"byte_end\":'\"$((" end       \
    "))\"',"                                                                                       \
    "\"line_start\":1,\"line_end\":1,\"column_start\":1,\"column_end\":1,\"is_primary\":true,"     \
    "\"text\":[],\"label\":\"" label "\",\"suggested_replacement\":null,"                          \
    "\"suggestion_applicability\":null,\"expansion\":null}"

#define ANSWER                                                                                                                                                                    \
    "{\"message\":\"future cannot be sent between threads safely\",\"code\":null,"                                                                                                \
    "\"level\":\"error\",\"spans\":[" SPAN(                                                                                                                                       \
        "at", "at + 4",                                                                                                                                                           \
        "future returned by `show`") "],"                                                                                                                                         \
                                     "\"children\":[{\"message\":\"captured value is not `Send`\",\"code\":null,\"level\":\"note\","                                              \
                                     "\"spans\":[" SPAN(                                                                                                                          \
                                         "below", "below + 5",                                                                                                                    \
                                         "has type `Rc<u8>` which is not `Send`") "],"                                                                                            \
                                                                                  "\"children\":[],\"rendered\":null},{\"message\":\"required by a bound in `sendfix_probe_0`\"," \
                                                                                  "\"code\":null,\"level\":\"note\",\"spans\":[],\"children\":[],\"rendered\":null}],"            \
                                                                                  "\"rendered\":\"error: text\"}"

#define COMPLAINT                                                                                  \
    "{\"message\":\"the trait bound `impl Fn(): Handler` is not satisfied\",\"code\":null,"        \
    "\"level\":\"error\",\"spans\":[" SPAN("at - 3", "at + 5",                                     \
                                           "") "],\"children\":[],\"rendered\":null}"

#define SCRIPT                                                                                     \
    "at=$(grep -bo 'show) }' main.rs | head -n 1 | cut -d: -f1)\n"                                 \
    "[ -n \"$at\" ] || exit 1\n"                                                                   \
    "below=$(grep -bo below main.rs | head -n 1 | cut -d: -f1)\n"

static const char program[] = "route(show);\n  below\n";

static Str ask(Place *place, const char *script) {
    place_put(place, "work/main.rs", program);
    place_put(place, "scratch/.keep", "");
    const char *const argv[] = {place_script(place, "rustc", script), "main.rs", NULL};
    Compiler compiler = {.argv = argv,
                         .folder = place_path(place, "work"),
                         .scratch_base = place_path(place, "scratch")};
    Diagnostic error = error_of(
        &place->arena, "the trait bound `fn() -> impl Future {show}: Handler<_>` is not satisfied",
        6, 10);
    DiagnosticList errors = {0};
    VEC_PUSH(&place->arena, &errors, &error);
    StrList answers = {0};
    Status status = probe_run(&place->arena, &answers, &compiler, &errors, 5000);
    assert_string_equal(status.message, "");
    assert_int_equal(answers.count, 1);
    assert_true(str_is(place_get(place, "work/main.rs"), program));
    return answers.items[0];
}

static const char line[] =
    "{\"message\":\"the trait bound\",\"code\":null,\"level\":\"error\",\"spans\":[],\"children\":["
    "{\"message\":\"required by a bound in `get`\",\"code\":null,\"level\":\"note\",\"spans\":[],"
    "\"children\":[],\"rendered\":null}],\"rendered\":\"as it was\"}";

static void counts_places_back(void **state) {
    Place *place = *state;
    Str answer = ask(place, SCRIPT "echo '" ANSWER "' >&2\nexit 1\n");
    assert_true(answer.len > 0);
    Str attached = probe_attach(&place->arena, STR(line), answer);
    Json *value = NULL;
    Status status = json_parse(&place->arena, &value, attached);
    assert_string_equal(status.message, "");
    const Diagnostic *read = rustc_read_diagnostic(&place->arena, value);
    assert_true(str_is(read->message, "the trait bound"));
    assert_true(str_is(read->rendered, "as it was"));
    const Diagnostic *probe = read->probe;
    assert_non_null(probe);
    assert_int_equal(probe->rendered.len, 0);
    assert_int_equal(probe->spans.items[0].byte_start, 6);
    assert_int_equal(probe->spans.items[0].byte_end, 10);
    assert_int_equal(probe->spans.items[0].column_start, 7);
    assert_true(str_is(probe->spans.items[0].lines.items[0].text, "route(show);"));
    assert_int_equal(probe->children.count, 2);
    const Span *held = &probe->children.items[0]->spans.items[0];
    assert_int_equal(held->byte_start, 15);
    assert_int_equal(held->line_start, 2);
    assert_int_equal(held->column_start, 3);
    assert_true(str_is(held->lines.items[0].text, "  below"));
    assert_true(str_is(probe->children.items[1]->message, "required by a bound in `get`"));
    /* and it counts as one of the family */
    Patterns *patterns = NULL;
    StrList problems = {0};
    status = patterns_load(&place->arena, &patterns, (Str){0}, &problems);
    assert_string_equal(status.message, "");
    assert_true(patterns_may_match_line(patterns, attached));
    const Evidence *evidence = match_diagnostic(&place->arena, patterns, read, (Str){0});
    assert_non_null(evidence);
    assert_ptr_equal(evidence->diagnostic, read);
    assert_non_null(evidence_fact(evidence, FACT_CAPTURES));
}

static void is_silent_unless_send_is_all_that_is_missed(void **state) {
    Place *place = *state;
    assert_int_equal(ask(place, SCRIPT "echo '" COMPLAINT "' >&2\nexit 1\n").len, 0);
    assert_int_equal(
        ask(place, SCRIPT "echo '" ANSWER "' >&2\necho '" COMPLAINT "' >&2\nexit 1\n").len, 0);
    assert_int_equal(ask(place, "exit 0\n").len, 0);
}

static void leaves_what_it_cannot_read(void **state) {
    Place *place = *state;
    static const char *const answers[] = {"", "{", "[]", "\"x\""};
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        assert_true(str_is(probe_attach(&place->arena, STR(line), str_from(answers[i])), line));
    }
    assert_true(str_is(probe_attach(&place->arena, STR("no json"), STR("{}")), "no json"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLACE_TEST(asks_about_async_functions_and_closures),
        PLACE_TEST(counts_arguments),
        PLACE_TEST(counts_places_back),
        PLACE_TEST(is_silent_unless_send_is_all_that_is_missed),
        PLACE_TEST(leaves_what_it_cannot_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
