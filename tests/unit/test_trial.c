/*
 * verify/: trials and what is concluded from them, with shell scripts in the compiler's place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "edit/edit.h"
#include "place.h"
#include "verify/trial.h"
#include "verify/verify.h"

#define ERROR_LINE(message, start, end, children)                                                  \
    "{\"message\":\"" message "\",\"code\":null,\"level\":\"error\",\"spans\":[{\"file_name\":"    \
    "\"src/main.rs\",\"byte_start\":" #start ",\"byte_end\":" #end                                 \
    ",\"line_start\":1,\"line_end\":"                                                              \
    "1,\"column_start\":1,\"column_end\":2,\"is_primary\":true,\"text\":[],\"label\":null,"        \
    "\"suggested_replacement\":null,\"suggestion_applicability\":null,\"expansion\":null}],"       \
    "\"children\":[" children "],\"rendered\":null}"

/* ---- a program that "compiles" where it says nothing of what the script looks for ---- */

typedef struct Bench {
    Place *place;
    Compiler compiler;
    SourceTextList texts; /* that stand in for the files */
} Bench;

static Bench bench(Place *place, const char *script) {
    place_put(place, "work/src/main.rs", "one bad two bad\n");
    place_put(place, "work/Cargo.toml", "[package]\n");
    place_put(place, "scratch/.keep", "");
    const char **argv = ARENA_ARRAY(&place->arena, const char *, 4);
    argv[0] = place_script(place, "rustc", script);
    argv[1] = "--error-format=json";
    argv[2] = "src/main.rs";
    return (Bench){.place = place,
                   .compiler = {.argv = argv,
                                .folder = place_path(place, "work"),
                                .scratch_base = place_path(place, "scratch")}};
}

static Trial try_text(Bench *on, const char *file, const char *text, Status *status) {
    SourceTextList texts = {0};
    SourceText one = {.path = str_from(file), .text = str_from(text)};
    VEC_PUSH(&on->place->arena, &texts, one);
    Trial trial;
    *status = trial_run(&on->place->arena, &trial, &on->compiler, &texts, 5000);
    assert_int_equal(place_count(on->place, "scratch"), 1); /* nothing is left behind */
    return trial;
}

#define REPORT_BAD                                                                                      \
    "grep -q bad src/main.rs || exit 0\n"                                                               \
    "cat >&2 <<'END'\n"                                                                                 \
    "{\"message\":\"unused\",\"code\":null,\"level\":\"warning\",\"spans\":[],\"children\":[],"         \
    "\"rendered\":null}\n"                                                                              \
    "this is no JSON\n" ERROR_LINE(                                                                     \
        "bad is not Send", 4, 7,                                                                        \
        "") "\n"                                                                                        \
            "{\"message\":\"aborting\",\"code\":null,\"level\":\"error\",\"spans\":[],\"children\":[]," \
            "\"rendered\":null}\n"                                                                      \
            "END\n"                                                                                     \
            "exit 1\n"

static void trial_sees_the_changed_text(void **state) {
    Place *place = *state;
    Bench on = bench(place, REPORT_BAD);
    Status status;
    Trial trial = try_text(&on, "src/main.rs", "good\n", &status);
    assert_string_equal(status.message, "");
    assert_true(trial.compiled);
    trial = try_text(&on, "./src/main.rs", "bad\n", &status);
    assert_string_equal(status.message, "");
    assert_false(trial.compiled);
    assert_int_equal(trial.errors.count, 1);
    assert_true(str_is(trial.errors.items[0]->message, "bad is not Send"));
    const char *absolute = place_path_c(place, "work/src/main.rs");
    trial = try_text(&on, absolute, "good\n", &status);
    assert_true(trial.compiled);
    assert_true(str_is(place_get(place, "work/src/main.rs"), "one bad two bad\n"));
}

/* As cargo calls rustc for a package outside of the workspace. */
static void trial_of_an_absolute_path(void **state) {
    Place *place = *state;
    Bench on = bench(place, "grep -q bad \"$2\" || exit 0\ncat >&2 <<'END'\n" ERROR_LINE(
                                "bad is not Send", 4, 7, "") "\nEND\nexit 1\n");
    const char **argv = ARENA_ARRAY(&place->arena, const char *, 4);
    argv[0] = on.compiler.argv[0];
    argv[1] = "--error-format=json";
    argv[2] = place_path_c(place, "work/src/main.rs");
    on.compiler.argv = argv;
    Status status;
    Trial trial = try_text(&on, argv[2], "good\n", &status);
    assert_string_equal(status.message, "");
    assert_true(trial.compiled);
    trial = try_text(&on, argv[2], "bad\n", &status);
    assert_int_equal(trial.errors.count, 1);
    assert_true(str_is(trial.errors.items[0]->spans.items[0].file, argv[2]));
}

static void trial_writes_into_the_scratch_folder_alone(void **state) {
    Place *place = *state;
    Bench on = bench(place, "while [ $# -gt 1 ]; do shift; done\necho x >\"$1/made\"\n"
                            "echo x >made-here\n[ -f Cargo.toml ] && [ -d \"$1\" ]\n");
    Status status;
    Trial trial = try_text(&on, "src/main.rs", "good\n", &status);
    assert_true(trial.compiled);
    assert_int_equal(place_count(place, "work"), 2);
}

static void trial_says_why_it_cannot_be(void **state) {
    Place *place = *state;
    Bench on = bench(place, "exit 3\n");
    Status status;
    try_text(&on, "/elsewhere/src/main.rs", "good\n", &status);
    assert_int_equal(status.code, STATUS_INVALID);
    try_text(&on, "../outside.rs", "good\n", &status);
    assert_int_equal(status.code, STATUS_INVALID);
    try_text(&on, "src/../../outside.rs", "good\n", &status);
    assert_int_equal(status.code, STATUS_INVALID);
    try_text(&on, "src/main.rs", "good\n", &status);
    assert_string_equal(status.message, "the compiler failed without saying why");
    on.compiler.argv = (const char *const[]){"sendfix-no-such-compiler", NULL};
    try_text(&on, "src/main.rs", "good\n", &status);
    assert_int_equal(status.code, STATUS_INVALID);
    on.compiler.scratch_base = place_path(place, "none");
    SourceTextList none = {0};
    Trial trial;
    assert_int_equal(trial_run(&place->arena, &trial, &on.compiler, &none, 100).code, STATUS_IO);
}

static void trial_is_bounded_in_time(void **state) {
    Place *place = *state;
    Bench on = bench(place, "exec sleep 60\n");
    SourceTextList texts = {0};
    VEC_PUSH(&place->arena, &texts, (SourceText){.path = STR("src/main.rs"), .text = STR("x")});
    Trial trial;
    Status status = trial_run(&place->arena, &trial, &on.compiler, &texts, 200);
    assert_string_equal(status.message, "the compiler took longer than 200 ms");
    assert_int_equal(place_count(place, "scratch"), 1);
}

/* ---- verdicts ---- */

static const char program[] = "one bad two bad\n";

static bool source_text(void *data, Str file, Str *text) {
    (void)data;
    *text = STR(program);
    return str_is(file, "src/main.rs");
}

static void plan_nothing(void *data, Arena *arena, FindingList *out, const SourceTextList *texts,
                         const DiagnosticList *errors) {
    (void)data, (void)arena, (void)out, (void)texts, (void)errors;
}

static Diagnostic *error_about(Arena *arena, const char *message) {
    Diagnostic *diagnostic = ARENA_NEW(arena, Diagnostic);
    diagnostic->level = STR("error");
    diagnostic->message = str_from(message);
    Span span = {.file = STR("src/main.rs"), .byte_start = 4, .byte_end = 7, .primary = true};
    VEC_PUSH(arena, &diagnostic->spans, span);
    return diagnostic;
}

static Finding *finding_of(Arena *arena, const char *message) {
    Finding *finding = ARENA_NEW(arena, Finding);
    Evidence *evidence = ARENA_NEW(arena, Evidence);
    evidence->diagnostic = error_about(arena, message);
    VEC_PUSH(arena, &finding->evidence, evidence);
    return finding;
}

static void add_fix(Arena *arena, Finding *finding, const char *id, size_t start,
                    const char *text) {
    Fix fix = {.id = id, .title = str_from(id), .diff = STR("diff")};
    Edit edit = {.file = STR("src/main.rs"),
                 .byte_start = start,
                 .byte_end = start + 3,
                 .expected = STR("bad"),
                 .replacement = str_from(text)};
    VEC_PUSH(arena, &fix.edits, edit);
    VEC_PUSH(arena, &finding->fixes, fix);
}

static Verifier verify(Bench *on, FindingList *findings, unsigned checks) {
    Verifier verifier = {.compiler = &on->compiler,
                         .checks = checks,
                         .milliseconds = 5000,
                         .plan = plan_nothing,
                         .source_text = source_text};
    DiagnosticList before = {0};
    for (size_t i = 0; i < findings->count; i++) {
        for (size_t k = 0; k < findings->items[i]->evidence.count; k++) {
            Diagnostic *error = error_about(&on->place->arena, "");
            *error = *findings->items[i]->evidence.items[k]->diagnostic;
            VEC_PUSH(&on->place->arena, &before, error);
        }
    }
    verify_findings(&on->place->arena, &verifier, findings, &before);
    return verifier;
}

#define COUNT_RUNS "echo run >>\"${0%/*}/runs\"\n"

static size_t runs(Place *place) {
    return place_get(place, "runs").len / 4;
}

/* Each place is wrong until it says so itself; "worse" is an error of another kind. */
#define JUDGE                                                                                        \
    COUNT_RUNS                                                                                       \
    "status=0\n"                                                                                     \
    "if grep -q '^one bad' src/main.rs; then cat <<'END'; status=1; fi >&2\n" ERROR_LINE(            \
        "first", 4, 7,                                                                               \
        "") "\nEND\n"                                                                                \
            "if grep -q 'two bad' src/main.rs; then cat <<'END'; status=1; fi >&2\n" ERROR_LINE(     \
                "second", 12, 15,                                                                    \
                "") "\nEND\n"                                                                        \
                    "if grep -q worse src/main.rs; then cat <<'END'; status=1; fi >&2\n" ERROR_LINE( \
                        "something else", 4, 7, "") "\nEND\n"                                        \
                                                    "exit $status\n"

static void tries_the_best_fixes_together(void **state) {
    Place *place = *state;
    Bench on = bench(place, JUDGE);
    FindingList findings = {0};
    VEC_PUSH(&place->arena, &findings, finding_of(&place->arena, "first"));
    VEC_PUSH(&place->arena, &findings, finding_of(&place->arena, "second"));
    add_fix(&place->arena, findings.items[0], "a", 4, "fine");
    add_fix(&place->arena, findings.items[0], "b", 4, "well");
    add_fix(&place->arena, findings.items[1], "c", 12, "fine");
    Verifier verifier = verify(&on, &findings, 3);
    assert_int_equal(runs(place), 1);
    assert_int_equal(verifier.checks, 2);
    assert_int_equal(findings.items[0]->fixes.items[0].verdict, VERDICT_CURES);
    assert_int_equal(findings.items[1]->fixes.items[0].verdict, VERDICT_CURES);
    assert_int_equal(findings.items[0]->fixes.items[1].verdict, VERDICT_UNTRIED);
}

static void goes_on_to_the_next_fix(void **state) {
    Place *place = *state;
    Bench on = bench(place, JUDGE);
    FindingList findings = {0};
    VEC_PUSH(&place->arena, &findings, finding_of(&place->arena, "first"));
    VEC_PUSH(&place->arena, &findings, finding_of(&place->arena, "second"));
    add_fix(&place->arena, findings.items[0], "a", 4, "worse");
    add_fix(&place->arena, findings.items[0], "b", 4, "bad ");
    add_fix(&place->arena, findings.items[0], "c", 4, "fine");
    Verifier verifier = verify(&on, &findings, 5);
    assert_int_equal(verifier.checks, 2);
    const Finding *first = findings.items[0];
    assert_int_equal(first->fixes.count, 1);
    assert_string_equal(first->fixes.items[0].id, "c");
    assert_int_equal(first->fixes.items[0].verdict, VERDICT_CURES); /* "second" is still there */
    assert_int_equal(first->refusals.count, 2);
    assert_true(str_is(first->refusals.items[0].why, "tried: rustc then says: something else"));
    assert_true(str_is(first->refusals.items[1].why, "tried: rustc then says: first"));
}

static void stops_where_no_run_is_left(void **state) {
    Place *place = *state;
    Bench on = bench(place, JUDGE);
    FindingList findings = {0};
    VEC_PUSH(&place->arena, &findings, finding_of(&place->arena, "first"));
    add_fix(&place->arena, findings.items[0], "a", 4, "worse");
    add_fix(&place->arena, findings.items[0], "b", 4, "fine");
    verify(&on, &findings, 1);
    assert_int_equal(runs(place), 1);
    assert_int_equal(findings.items[0]->fixes.count, 1);
    assert_string_equal(findings.items[0]->fixes.items[0].id, "b");
    assert_int_equal(findings.items[0]->fixes.items[0].verdict, VERDICT_UNTRIED);
}

/* A suggestion of rustc's own for the error that came: "worse" to "fine" */
#define SUGGESTION                                                                                 \
    "{\"message\":\"try\",\"code\":null,\"level\":\"help\",\"spans\":[{\"file_name\":"             \
    "\"src/main.rs\",\"byte_start\":4,\"byte_end\":9,\"line_start\":1,\"line_end\":1,"             \
    "\"column_start\":5,\"column_end\":10,\"is_primary\":true,\"text\":[],\"label\":null,"         \
    "\"suggested_replacement\":\"fine\",\"suggestion_applicability\":\"MachineApplicable\","       \
    "\"expansion\":null}],\"children\":[],\"rendered\":null}"

static void follows_what_rustc_suggests(void **state) {
    Place *place = *state;
    Bench on =
        bench(place, COUNT_RUNS "grep -q worse src/main.rs || exit 0\ncat >&2 <<'END'\n" ERROR_LINE(
                         "needs more", 4, 9, SUGGESTION) "\nEND\nexit 1\n");
    FindingList findings = {0};
    VEC_PUSH(&place->arena, &findings, finding_of(&place->arena, "first"));
    add_fix(&place->arena, findings.items[0], "a", 4, "worse");
    verify(&on, &findings, 3);
    assert_int_equal(runs(place), 2);
    Fix *fix = &findings.items[0]->fixes.items[0];
    assert_int_equal(fix->verdict, VERDICT_COMPILES);
    assert_int_equal(fix->diff.len, 0); /* to be made anew */
    Str after;
    assert_true(edit_apply(&place->arena, &after, STR(program), STR("src/main.rs"), &fix->edits));
    assert_true(str_is(after, "one fine two bad\n"));
}

static void leaves_untried_what_cannot_be_tried(void **state) {
    Place *place = *state;
    Bench on = bench(place, JUDGE);
    on.compiler.scratch_base = place_path(place, "none");
    FindingList findings = {0};
    VEC_PUSH(&place->arena, &findings, finding_of(&place->arena, "first"));
    add_fix(&place->arena, findings.items[0], "a", 4, "fine");
    verify(&on, &findings, 3);
    assert_int_equal(findings.items[0]->fixes.items[0].verdict, VERDICT_UNTRIED);
    FindingList none = {0};
    verify(&on, &none, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLACE_TEST(trial_sees_the_changed_text),
        PLACE_TEST(trial_of_an_absolute_path),
        PLACE_TEST(trial_writes_into_the_scratch_folder_alone),
        PLACE_TEST(trial_says_why_it_cannot_be),
        PLACE_TEST(trial_is_bounded_in_time),
        PLACE_TEST(tries_the_best_fixes_together),
        PLACE_TEST(goes_on_to_the_next_fix),
        PLACE_TEST(stops_where_no_run_is_left),
        PLACE_TEST(follows_what_rustc_suggests),
        PLACE_TEST(leaves_untried_what_cannot_be_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
