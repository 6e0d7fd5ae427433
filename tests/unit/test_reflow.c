/*
 * Unit tests of fix/reflow.c: a type that grew, and the lines as rustfmt breaks them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "edit/edit.h"
#include "fix/bounds.h"
#include "fix/reflow.h"
#include "rust/source.h"

static Arena arena;

static int teardown(void **state) {
    (void)state;
    arena_finish(&arena);
    return 0;
}

/* Adds Send + Sync to every `dyn` of a text and breaks its lines. */
static const char *grown(const char *text, const char *edition) {
    const Source *source = source_parse(&arena, STR("a.rs"), str_from(text));
    Rewrite rewrite = rewrite_new(&arena);
    NodeList edited = {0};
    for (const Node *node = source->root; node; node = node_walk(node, source->root)) {
        if (!node_is(node, NODE_DYNAMIC_TYPE)) continue;
        const Node *sum = node_is(node->parent, NODE_BOUNDED_TYPE) ? node->parent : node;
        bounds_add(&rewrite, sum, STR("Send Sync"));
        VEC_PUSH(&arena, &edited, sum);
    }
    reflow(&rewrite, &edited, str_from(edition));
    EditList edits;
    assert_true(rewrite_finish(&rewrite, &edits));
    Str out;
    assert_true(edit_apply(&arena, &out, source->text, source->path, &edits));
    return str_cstr(&arena, out);
}

static void test_short_lines_stay(void **state) {
    (void)state;
    assert_string_equal(grown("fn f(path: &str) -> Result<u8, Box<dyn Error>> {}\n", "2021"),
                        "fn f(path: &str) -> Result<u8, Box<dyn Error + Send + Sync>> {}\n");
}

static void test_signature(void **state) {
    (void)state;
    assert_string_equal(
        grown(
            "impl A {\n"
            "    pub fn import_rows(&mut self, table: &str, rows: &[&str]) -> Result<usize, Box<dyn Error>> {\n"
            "    }\n}\n",
            "2021"),
        "impl A {\n"
        "    pub fn import_rows(\n"
        "        &mut self,\n"
        "        table: &str,\n"
        "        rows: &[&str],\n"
        "    ) -> Result<usize, Box<dyn Error + Send + Sync>> {\n"
        "    }\n}\n");
    /* 100 columns with the brace that follows fit; 101 do not. */
    const char *fits =
        "fn a_function_of_some_name(first: &str, second: u8) -> Result<(), Box<dyn Error>> {}\n";
    assert_string_equal(
        grown(fits, "2021"),
        "fn a_function_of_some_name(first: &str, second: u8) -> Result<(), Box<dyn Error + "
        "Send + Sync>> {}\n");
    assert_string_equal(
        grown(
            "fn a_function_of_some_longer_n(first: &str, second: u8) -> Result<(), Box<dyn Error>> {}\n",
            "2021"),
        "fn a_function_of_some_longer_n(\n    first: &str,\n    second: u8,\n"
        ") -> Result<(), Box<dyn Error + Send + Sync>> {}\n");
}

static void test_signature_without_parameters(void **state) {
    (void)state;
    const char *text =
        "fn first_failure_of_everything_so_far_and_more() -> Result<Option<u8>, Box<dyn Error>> {\n}\n";
    assert_string_equal(grown(text, "2021"),
                        "fn first_failure_of_everything_so_far_and_more(\n"
                        ") -> Result<Option<u8>, Box<dyn Error + Send + Sync>> {\n}\n");
    assert_string_equal(grown(text, "2024"),
                        "fn first_failure_of_everything_so_far_and_more()\n"
                        "-> Result<Option<u8>, Box<dyn Error + Send + Sync>> {\n}\n");
}

/* A result that is too long even for a line of its own is broken in its brackets. */
static void test_long_result(void **state) {
    (void)state;
    assert_string_equal(
        grown(
            "fn a3(\n    t: u64,\n"
            ") -> Result<std::collections::HashMap<String, Vec<String>>, Box<dyn std::error::Error>> {\n}\n",
            "2021"),
        "fn a3(\n    t: u64,\n) -> Result<\n"
        "    std::collections::HashMap<String, Vec<String>>,\n"
        "    Box<dyn std::error::Error + Send + Sync>,\n> {\n}\n");
}

static void test_types_of_their_own_line(void **state) {
    (void)state;
    assert_string_equal(
        grown(
            "struct S {\n"
            "    pub on_failure_of_any_of_the_rows: HashMap<String, Result<Vec<u8>, Box<dyn Error>>>,\n}\n",
            "2021"),
        "struct S {\n"
        "    pub on_failure_of_any_of_the_rows:\n"
        "        HashMap<String, Result<Vec<u8>, Box<dyn Error + Send + Sync>>>,\n}\n");
    assert_string_equal(
        grown(
            "type Reply<'a> = Pin<Box<dyn Future<Output = Result<String, SomeOtherProblem>> + 'static>>;\n",
            "2021"),
        "type Reply<'a> =\n"
        "    Pin<Box<dyn Future<Output = Result<String, SomeOtherProblem>> + Send + Sync + 'static>>;\n");
}

static void test_variants(void **state) {
    (void)state;
    assert_string_equal(
        grown("enum E {\n    Failed { row: u64, why: Box<dyn Error> },\n}\n", "2021"),
        "enum E {\n    Failed {\n        row: u64,\n"
        "        why: Box<dyn Error + Send + Sync>,\n    },\n}\n");
    assert_string_equal(
        grown(
            "enum E {\n"
            "    FailedInManyWaysThatAreNotKnown(Vec<Result<String, Box<dyn Error>>>, String, Vec<u8>),\n}\n",
            "2021"),
        "enum E {\n    FailedInManyWaysThatAreNotKnown(\n"
        "        Vec<Result<String, Box<dyn Error + Send + Sync>>>,\n"
        "        String,\n        Vec<u8>,\n    ),\n}\n");
}

static void test_statements(void **state) {
    (void)state;
    assert_string_equal(
        grown(
            "fn f() {\n    let mut all_the_problems_that_were_met: Vec<Box<dyn Error>> = Vec::with_capacity(8);\n}\n",
            "2021"),
        "fn f() {\n    let mut all_the_problems_that_were_met: Vec<Box<dyn Error + Send + Sync>> =\n"
        "        Vec::with_capacity(8);\n}\n");
    assert_string_equal(
        grown(
            "fn f() {\n    let raw = read_register(address, word).map_err(|e| Box::new(e) as Box<dyn Error>)?;\n"
            "    let n = read(a).lines().map_err(|e| e as Box<dyn Error>)?;\n}\n",
            "2021"),
        "fn f() {\n    let raw = read_register(address, word)\n"
        "        .map_err(|e| Box::new(e) as Box<dyn Error + Send + Sync>)?;\n"
        "    let n = read(a)\n        .lines()\n"
        "        .map_err(|e| e as Box<dyn Error + Send + Sync>)?;\n}\n");
    /* The value goes back to the line of its `let`. */
    assert_string_equal(
        grown(
            "fn f() {\n    let value =\n"
            "        checked(number).map_err(|e| Box::<dyn Error>::from(format!(\"oh no, not again: {e}\")))?;\n}\n",
            "2021"),
        "fn f() {\n    let value = checked(number)\n"
        "        .map_err(|e| Box::<dyn Error + Send + Sync>::from(format!(\"oh no, not again: {e}\")))?;\n}\n");
}

/* Comments and lines that were too long before: only the bounds are written. */
static void test_left_alone(void **state) {
    (void)state;
    assert_string_equal(
        grown(
            "fn a_function_of_some_longer_name(first: &str /* which */, second: u8) -> Box<dyn Error> {}\n",
            "2021"),
        "fn a_function_of_some_longer_name(first: &str /* which */, second: u8) -> Box<dyn Error + Send "
        "+ Sync> {}\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_lines_stay),
        cmocka_unit_test(test_signature),
        cmocka_unit_test(test_signature_without_parameters),
        cmocka_unit_test(test_long_result),
        cmocka_unit_test(test_types_of_their_own_line),
        cmocka_unit_test(test_variants),
        cmocka_unit_test(test_statements),
        cmocka_unit_test(test_left_alone),
    };
    return cmocka_run_group_tests_name("reflow", tests, NULL, teardown);
}
