/*
 * Syntax: the tree's shape, its walks, and macro arguments read as Rust.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "rust/source.h"
#include "rust/syntax.h"

static Arena arena;

static int finish(void **state) {
    (void)state;
    arena_finish(&arena);
    return 0;
}

static const Source *parse(const char *text) {
    return source_parse(&arena, STR("src/main.rs"), str_from(text));
}

/* The node for the n-th occurrence of part. */
static const Node *find(const Source *source, const char *part, size_t n) {
    size_t at = str_find(source->text, str_from(part), 0);
    while (n > 0 && at != STR_NONE) {
        at = str_find(source->text, str_from(part), at + 1);
        n--;
    }
    assert_true(at != STR_NONE);
    return node_exact(source, at, at + strlen(part));
}

static void assert_text(const Node *node, const char *text) {
    Str found = node_text(node);
    assert_int_equal(found.len, strlen(text));
    assert_memory_equal(found.data, text, found.len);
}

/* Children in order, inside of their parent, links consistent. */
static void check_tree(const Source *source) {
    const Node *root = source->root;
    assert_non_null(root);
    assert_int_equal(root->kind, NODE_SOURCE_FILE);
    assert_int_equal(root->start, 0);
    assert_int_equal(root->end, source->text.len);
    for (const Node *node = root; node; node = node_walk(node, root)) {
        const Node *before = NULL;
        assert_true(node->start <= node->end);
        assert_ptr_equal(node->source, source);
        for (const Node *child = node->first; child; child = child->next) {
            assert_ptr_equal(child->parent, node);
            assert_ptr_equal(child->prev, before);
            assert_true(child->start >= (before ? before->end : node->start));
            assert_true(child->end <= node->end);
            before = child;
        }
        assert_ptr_equal(node->last, before);
    }
}

static void test_null_nests(void **state) {
    (void)state;
    assert_null(node_field(node_child(node_first(NULL), NODE_BLOCK), FIELD_NAME));
    assert_null(node_next(node_nth(node_ancestor(NULL, NODE_BLOCK), 3)));
    assert_int_equal(node_text(NULL).len, 0);
    assert_false(node_is(NULL, NODE_BLOCK));
    assert_false(node_is_token(NULL, "mut"));
    assert_false(node_within(NULL, NULL));
    assert_int_equal(node_count(NULL), 0);
    assert_null(node_at(NULL, 0, 0));
    assert_null(node_walk(NULL, NULL));
    assert_false(syntax_is_async(NULL));
    assert_null(syntax_statement(NULL));
    assert_null(syntax_await_at(NULL, 3));
    assert_int_equal(syntax_indentation(NULL).len, 0);
}

static void test_fields_and_kinds(void **state) {
    (void)state;
    const Source *source = parse("pub async fn go(x: &u32) -> Rc<u8> { /* c */ x }");
    const Node *function = node_first(source->root);
    check_tree(source);
    assert_false(source->has_errors);
    assert_int_equal(function->kind, NODE_FUNCTION_ITEM);
    assert_text(node_field(function, FIELD_NAME), "go");
    assert_text(node_field(function, FIELD_RETURN_TYPE), "Rc<u8>");
    assert_int_equal(node_field(function, FIELD_RETURN_TYPE)->kind, NODE_GENERIC_TYPE);
    assert_true(syntax_is_async(function));
    assert_non_null(node_token(node_child(function, NODE_FUNCTION_MODIFIERS), "async"));
    const Node *body = node_field(function, FIELD_BODY);
    assert_int_equal(node_count(body), 1);
    assert_text(node_first(body), "x");
    assert_non_null(node_child(body, NODE_BLOCK_COMMENT));
    assert_ptr_equal(syntax_function(node_first(body)), function);
    assert_ptr_equal(syntax_block(node_first(body)), body);
}

static void test_at_and_exact(void **state) {
    (void)state;
    const Source *source = parse("fn f() { a.b(c).await; }");
    assert_text(node_at(source, 9, 10), "a");
    assert_text(node_at(source, 9, 12), "a.b");
    assert_text(node_at(source, 10, 11), "a.b");
    assert_text(node_at(source, 16, 21), "a.b(c).await");
    assert_int_equal(node_at(source, 16, 21)->kind, NODE_AWAIT_EXPRESSION);
    assert_int_equal(node_exact(source, 9, 22)->kind, NODE_EXPRESSION_STATEMENT);
    assert_true(node_is_token(node_exact(source, 16, 21), "await"));
    assert_null(node_exact(source, 9, 13));
    assert_null(node_at(source, 9, 1000));
    assert_null(node_at(source, 10, 9));
    assert_ptr_equal(node_at(source, 0, 24), node_at(source, 1, 23));
    assert_text(syntax_await_at(source, 17), "a.b(c).await");
    assert_text(syntax_await_at(source, 9), "a.b(c).await");
    assert_null(syntax_await_at(source, 3));
    assert_text(syntax_statement(find(source, "c", 0)), "a.b(c).await;");
}

static void test_await_of_another_body(void **state) {
    (void)state;
    const Source *source = parse("async fn f() { go(async { x; y.await }).await }");
    assert_null(syntax_await_at(source, 26));
    assert_text(syntax_await_at(source, 29), "y.await");
    assert_int_equal(syntax_body(find(source, "x", 0))->kind, NODE_ASYNC_BLOCK);
    assert_true(syntax_is_async(syntax_block(find(source, "x", 0))));
    assert_int_equal(syntax_body(find(source, "go", 0))->kind, NODE_FUNCTION_ITEM);
}

static void test_walks(void **state) {
    (void)state;
    const Source *source = parse("fn f() { g(1); h() } fn k() {}");
    const Node *first = node_first(source->root);
    size_t calls = 0;
    for (const Node *node = first; node; node = node_walk(node, first))
        calls += node->kind == NODE_CALL_EXPRESSION;
    assert_int_equal(calls, 2);
    assert_null(node_skip(first, first));
    assert_ptr_equal(node_skip(first, source->root), node_next(first));
}

static void test_macro_arguments(void **state) {
    (void)state;
    const Source *source =
        parse("fn f() { println!(\"{} {x}\", format!(\"{}\", vec![a.b().await; n])); }");
    check_tree(source);
    const Node *await = find(source, "a.b().await", 0);
    assert_int_equal(await->kind, NODE_AWAIT_EXPRESSION);
    assert_true(await->in_macro);
    assert_int_equal(find(source, "format!(\"{}\", vec![a.b().await; n])", 0)->kind,
                     NODE_MACRO_INVOCATION);
    assert_int_equal(find(source, "\"{} {x}\"", 0)->kind, NODE_STRING_LITERAL);
    assert_int_equal(find(source, "n]", 0) == NULL, 1);
}

static void test_macro_statements(void **state) {
    (void)state;
    const Source *source = parse("thread_local! { static X: RefCell<u8> = RefCell::new(1) }\n"
                                 "fn f() { stream! { let g = m.lock(); yield g.len(); } }\n"
                                 "macro_rules! twice { ($x:expr) => { { let a = $x; a + a } };\n"
                                 "($($x:expr),*) => { $( f($x); )* } }\n");
    check_tree(source);
    const Node *item = node_exact(source, 16, 55);
    assert_true(node_is(item, NODE_STATIC_ITEM));
    assert_text(node_field(item, FIELD_TYPE), "RefCell<u8>");
    assert_int_equal(find(source, "let g = m.lock();", 0)->kind, NODE_LET_DECLARATION);
    assert_int_equal(find(source, "g.len()", 0)->kind, NODE_CALL_EXPRESSION);
    assert_int_equal(find(source, "let a = $x;", 0)->kind, NODE_LET_DECLARATION);
    assert_int_equal(find(source, "$( f($x); )*", 0)->kind, NODE_TOKEN_REPETITION);
}

static void test_macro_select(void **state) {
    (void)state;
    const Source *source = parse("async fn f() { tokio::select! { biased;\n"
                                 "  Some(x) = rx.recv() => { go(x).await; }\n"
                                 "  _ = tick(), if n > 1 => done(),\n  else => {} } }");
    check_tree(source);
    const Node *arm = node_ancestor(find(source, "go(x).await", 0), NODE_MATCH_ARM);
    const Node *pattern = node_field(arm, FIELD_PATTERN);
    assert_text(node_first(pattern), "Some(x)");
    assert_text(node_field(pattern, FIELD_CONDITION), "rx.recv()");
    assert_text(node_field(node_next(arm), FIELD_VALUE), "done()");
    assert_int_equal(node_count(arm->parent), 3);
    assert_int_equal(arm->parent->kind, NODE_TOKEN_TREE);
}

static void test_macro_others(void **state) {
    (void)state;
    const Source *source = parse("fn f() { json!({\"a\": u.id(), \"b\": [1, v.w()]});\n"
                                 "info!(target: \"t\", user = %u.name(), ?err, \"hi {n}\");\n"
                                 "if matches!(q.pop(), Some(k) if k > 1) {}\n"
                                 "odd! { i64 i32 } }");
    check_tree(source);
    assert_int_equal(find(source, "u.id()", 0)->kind, NODE_CALL_EXPRESSION);
    assert_int_equal(find(source, "v.w()", 0)->kind, NODE_CALL_EXPRESSION);
    assert_int_equal(find(source, "u.name()", 0)->kind, NODE_CALL_EXPRESSION);
    assert_int_equal(find(source, "err", 0)->kind, NODE_IDENTIFIER);
    assert_int_equal(find(source, "q.pop()", 0)->kind, NODE_PARENTHESIZED_EXPRESSION);
    assert_text(find(source, "Some(k)", 0), "Some(k)");
    assert_int_equal(find(source, "Some(k)", 0)->kind, NODE_TUPLE_STRUCT_PATTERN);
    assert_false(find(source, "i64", 0)->in_macro);
}

static void test_what_the_grammar_lacks(void **state) {
    (void)state;
    const Source *source =
        parse("fn f(raw: u8) { g(&raw); h(&raw const raw); println!(\"{}\", &raw); }\n"
              "unsafe extern \"C\" { safe fn k(); fn m(); }");
    check_tree(source);
    assert_false(source->has_errors);
    assert_int_equal(find(source, "&raw", 0)->kind, NODE_REFERENCE_EXPRESSION);
    assert_text(node_first(find(source, "&raw", 2)), "raw");
}

static void test_indentation(void **state) {
    (void)state;
    const Source *two = parse("fn f() {\n  if a {\n    b();\n  }\n}\n");
    const Source *tab = parse("fn f() {\n\tif a {\n\t\tb();\n\t}\n}\n");
    assert_true(str_is(syntax_indent_step(two), "  "));
    assert_true(str_is(syntax_indent_step(tab), "\t"));
    assert_true(str_is(syntax_indent_step(parse("fn f() {}")), "    "));
    assert_true(str_is(syntax_indentation(find(two, "b()", 0)), "    "));
    assert_true(str_is(syntax_indentation(find(tab, "b()", 0)), "\t\t"));
}

static void test_location(void **state) {
    (void)state;
    const Source *source = parse("fn f() {\n    \"\xc3\xa9\"; x\n}\n");
    Location at = source_location(source, 19, 20);
    assert_int_equal(at.line, 2);
    assert_int_equal(at.column, 10);
    assert_int_equal(at.column_end, 11);
    at = source_location(source, 5000, 6000);
    assert_int_equal(at.byte_end, source->text.len);
    assert_int_equal(source_location(NULL, 0, 0).line, 0);
}

static Str repeat(const char *before, const char *part, size_t count, const char *behind) {
    StrBuf buffer = strbuf_new(&arena);
    strbuf_add(&buffer, str_from(before));
    for (size_t i = 0; i < count; i++) strbuf_add(&buffer, str_from(part));
    strbuf_add(&buffer, str_from(behind));
    return strbuf_str(&buffer);
}

static void test_hostile(void **state) {
    (void)state;
    static const char *const parts[] = {"(",    "{",  "vec![",    "!",   "|x| ",    "a<b<",
                                        "//\n", "\"", "a b ( { ", "x!{", "fn f(){", "'",
                                        "r#\"", "/*", "\xff",     "$("};
    /* once as far as the parser is trusted, once further */
    static const size_t counts[] = {7000, 70000};
    for (size_t i = 0; i < 2 * sizeof parts / sizeof parts[0]; i++) {
        Str text = repeat("fn f(){", parts[i / 2], counts[i % 2], ";}");
        check_tree(source_parse(&arena, STR("a.rs"), text));
    }
    check_tree(source_parse(&arena, STR("a.rs"), (Str){.data = NULL}));
    check_tree(source_parse(&arena, STR("a.rs"), (Str){.data = "fn f\0() {}", .len = 10}));
    check_tree(parse("\xef\xbb\xbf"
                     "fn f() {}\r\n"));
}

static void test_large_file_with_an_error(void **state) {
    (void)state;
    Str text = repeat("fn broken( { let = ; }\n", "fn f(a: u8) -> u8 { g(a, [1, 2, 3]) }\n", 9000,
                      "fn last() { }");
    const Source *source = source_parse(&arena, STR("a.rs"), text);
    check_tree(source);
    assert_true(source->has_errors);
    assert_int_equal(source->root->last->kind, NODE_FUNCTION_ITEM);
    assert_text(node_field(source->root->last, FIELD_NAME), "last");
}

/* The cases' programs, where the test runs at the top of the repository. */
static void test_fixtures(void **state) {
    (void)state;
    StrList files = {.count = 0};
    file_list(&arena, &files, STR("fixtures"), STR(".rs"), 10000);
    if (files.count == 0) skip();
    for (size_t i = 0; i < files.count; i++) {
        Str text = {.data = NULL};
        Status status = file_read(&arena, &text, files.items[i], 0);
        assert_true(status_is_ok(&status));
        const Source *source = source_parse(&arena, files.items[i], text);
        if (source->has_errors) print_error(STR_FMT " has errors\n", STR_ARG(files.items[i]));
        assert_false(source->has_errors);
        check_tree(source);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_null_nests, finish),
        cmocka_unit_test_teardown(test_fields_and_kinds, finish),
        cmocka_unit_test_teardown(test_at_and_exact, finish),
        cmocka_unit_test_teardown(test_await_of_another_body, finish),
        cmocka_unit_test_teardown(test_walks, finish),
        cmocka_unit_test_teardown(test_macro_arguments, finish),
        cmocka_unit_test_teardown(test_macro_statements, finish),
        cmocka_unit_test_teardown(test_macro_select, finish),
        cmocka_unit_test_teardown(test_macro_others, finish),
        cmocka_unit_test_teardown(test_what_the_grammar_lacks, finish),
        cmocka_unit_test_teardown(test_indentation, finish),
        cmocka_unit_test_teardown(test_location, finish),
        cmocka_unit_test_teardown(test_hostile, finish),
        cmocka_unit_test_teardown(test_large_file_with_an_error, finish),
        cmocka_unit_test_teardown(test_fixtures, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
