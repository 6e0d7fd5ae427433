/*
 * Unit tests of fix/rewrite.c and fix/layout.c: edits in the making, and rustfmt's chains.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "edit/edit.h"
#include "fix/layout.h"
#include "fix/rewrite.h"
#include "rust/source.h"

static const Source *parse(Arena *arena, const char *text) {
    return source_parse(arena, STR("a.rs"), str_from(text));
}

/* The first node of a kind whose text starts so. */
static const Node *find(const Source *source, NodeKind kind, const char *start) {
    for (const Node *node = source->root; node; node = node_walk(node, source->root)) {
        if (node->kind == kind && str_starts(node_text(node), str_from(start))) return node;
    }
    fail_msg("no such node: %s", start);
    return NULL;
}

static void expect(Rewrite *rewrite, const Source *source, const char *expected) {
    EditList edits = {0};
    Str out = {0};
    assert_true(rewrite_finish(rewrite, &edits));
    assert_true(edit_apply(rewrite->arena, &out, source->text, source->path, &edits));
    if (!str_is(out, expected))
        fail_msg("got:\n" STR_FMT "\nexpected:\n%s", STR_ARG(out), expected);
    for (size_t i = 1; i < edits.count; i++) {
        assert_true(edits.items[i].byte_start > edits.items[i - 1].byte_end);
    }
}

static void test_wrap(void **state) {
    const Source *source = parse(*state, "fn f() {\n    let a = 1;\n    let s = \"x\n    y\";\n\n"
                                         "    g(a); // why\n    h();\n}\n");
    Rewrite rewrite = rewrite_new(*state);
    rewrite_wrap(&rewrite, find(source, NODE_LET_DECLARATION, "let a"),
                 find(source, NODE_EXPRESSION_STATEMENT, "g(a)"), STR("let b = {"), STR("b"),
                 STR("};"));
    expect(&rewrite, source,
           "fn f() {\n    let b = {\n        let a = 1;\n        let s = \"x\n    y\";\n\n"
           "        g(a); // why\n        b\n    };\n    h();\n}\n");
}

static void test_indent_gives_way(void **state) {
    const Source *source = parse(*state, "fn f() {\n    a();\n    b();\n    c();\n}\n");
    Rewrite rewrite = rewrite_new(*state);
    rewrite_wrap(&rewrite, find(source, NODE_EXPRESSION_STATEMENT, "a"),
                 find(source, NODE_EXPRESSION_STATEMENT, "c"), STR("{"), STR(""), STR("}"));
    rewrite_delete_statement(&rewrite, find(source, NODE_EXPRESSION_STATEMENT, "b"));
    expect(&rewrite, source, "fn f() {\n    {\n        a();\n        c();\n    }\n}\n");
}

static void test_delete_statement(void **state) {
    const Source *source = parse(
        *state, "fn f() {\n    a();\n\n    b(); // b\n\n    c();\n    d(); e();\n\n    g();\n}\n");
    Rewrite rewrite = rewrite_new(*state);
    rewrite_delete_statement(&rewrite, find(source, NODE_EXPRESSION_STATEMENT, "b"));
    rewrite_delete_statement(&rewrite, find(source, NODE_EXPRESSION_STATEMENT, "e"));
    rewrite_delete_statement(&rewrite, find(source, NODE_EXPRESSION_STATEMENT, "g"));
    expect(&rewrite, source, "fn f() {\n    a();\n\n    c();\n    d();\n}\n");
}

static void test_order_at_one_place(void **state) {
    const Source *source = parse(*state, "fn f() { ab(); }\n");
    const Node *call = find(source, NODE_CALL_EXPRESSION, "ab");
    if (call == NULL) {
        fail();
        return;
    }
    Rewrite rewrite = rewrite_new(*state);
    rewrite_replace(&rewrite, node_field(call, FIELD_FUNCTION), STR("cd"));
    rewrite_before(&rewrite, call, STR("1"));
    rewrite_before(&rewrite, call, STR("2"));
    rewrite_after(&rewrite, node_field(call, FIELD_FUNCTION), STR("3"));
    assert_true(str_is(rewrite_text(&rewrite, source, call->start, call->end), "12cd3()"));
    expect(&rewrite, source, "fn f() { 12cd3(); }\n");
}

static void test_conflict_spoils(void **state) {
    const Source *source = parse(*state, "fn f() { ab(); }\n");
    const Node *call = find(source, NODE_CALL_EXPRESSION, "ab");
    Rewrite rewrite = rewrite_new(*state);
    EditList edits = {0};
    assert_false(rewrite_finish(&rewrite, &edits));
    rewrite = rewrite_new(*state);
    rewrite_replace(&rewrite, call, STR("x"));
    rewrite_replace(&rewrite, node_field(call, FIELD_FUNCTION), STR("y"));
    assert_false(rewrite_finish(&rewrite, &edits));
    assert_true(rewrite.trouble.len > 0);
    rewrite = rewrite_new(*state);
    rewrite_range(&rewrite, source, 5, 4000, STR("z"));
    assert_false(rewrite_finish(&rewrite, &edits));
}

static void test_open_block(void **state) {
    const Source *source =
        parse(*state, "fn f() {\n    spawn(async move { a(); b().await });\n}\n");
    Rewrite rewrite = rewrite_new(*state);
    Str inner = rewrite_open_block(&rewrite, find(source, NODE_BLOCK, "{ a"));
    assert_true(str_is(inner, "        "));
    rewrite_before(&rewrite, find(source, NODE_AWAIT_EXPRESSION, "b"), STR("let x = 1;\n        "));
    expect(
        &rewrite, source,
        "fn f() {\n    spawn(async move {\n        a();\n        let x = 1;\n        b().await\n    });\n}\n");
}

static void expect_chain(Arena *arena, const char *expression, const char *add,
                         const char *expected) {
    const Source *source = parse(
        arena, str_cstr(arena, str_format(arena, "fn f() {\n    let old = %s;\n}\n", expression)));
    const Node *let = find(source, NODE_LET_DECLARATION, "let");
    Chain chain = chain_read(arena, node_field(let, FIELD_VALUE));
    if (add) chain_add(arena, &chain, add);
    Str out = chain_write(arena, &chain, STR("let new = "), STR(";"), STR("    "), STR("    "));
    if (!str_is(out, expected))
        fail_msg("got:\n" STR_FMT "\nexpected:\n%s", STR_ARG(out), expected);
}

static void test_chain(void **state) {
    expect_chain(*state, "m.lock().unwrap().len()", NULL, "let new = m.lock().unwrap().len();");
    expect_chain(
        *state, "self.routing_table.lock().unwrap().get(name.as_str())", ".cloned()",
        "let new = self\n        .routing_table\n        .lock()\n        .unwrap()\n        "
        ".get(name.as_str())\n        .cloned();");
    expect_chain(*state, "&a\n        .b()?\n        .c", NULL, "let new = &a.b()?.c;");
    expect_chain(
        *state, "fetch(a_long_name_for_a_thing, another_long_name_for_it, third)", ".await",
        "let new = fetch(a_long_name_for_a_thing, another_long_name_for_it, third).await;");
    expect_chain(*state, "x.map(|a| {\n        a\n    })", ".len()",
                 "let new = x.map(|a| {\n        a\n    }).len();");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_wrap),
        SCRATCH_TEST(test_indent_gives_way),
        SCRATCH_TEST(test_delete_statement),
        SCRATCH_TEST(test_order_at_one_place),
        SCRATCH_TEST(test_conflict_spoils),
        SCRATCH_TEST(test_open_block),
        SCRATCH_TEST(test_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
