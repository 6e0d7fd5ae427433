/*
 * Unit tests of fix/life.c: uses, drops and awaits of a local.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "fix/life.h"
#include "rust/source.h"

static const Node *find(const Source *source, NodeKind kind, const char *start) {
    for (const Node *node = source->root; node; node = node_walk(node, source->root)) {
        if (node->kind == kind && str_starts(node_text(node), str_from(start))) return node;
    }
    fail_msg("no such node: %s", start);
    return NULL;
}

static Life read(Arena *arena, const Source *source, const char *let) {
    Life life;
    const Node *pattern = node_field(find(source, NODE_LET_DECLARATION, let), FIELD_PATTERN);
    assert_true(life_read(arena, &life, pattern));
    return life;
}

static void test_uses_and_drops(void **state) {
    const Source *source =
        source_parse(*state, STR("a.rs"),
                     STR("async fn f() {\n    let g = m.lock().unwrap();\n"
                         "    if g.is_empty() { drop(g); return; }\n"
                         "    println!(\"{g:?}\");\n    h(&g);\n"
                         "    std::mem::drop(g);\n    let g = 1;\n    k(g);\n}\n"));
    Life life = read(*state, source, "let g = m");
    assert_int_equal(life.drops.count, 2);
    assert_int_equal(life.uses.count, 3);
    assert_int_equal(life_count_in(&life.uses, life.let->parent), 3);
    assert_ptr_equal(life_first_in(&life.uses, life.let->parent), life.uses.items[0]);
    life = read(*state, source, "let g = 1");
    assert_int_equal(life.uses.count, 1);
}

static void test_awaits(void **state) {
    const Source *source = source_parse(
        *state, STR("a.rs"),
        STR("macro_rules! wait { ($f:expr) => { $f.await } }\nmacro_rules! calm { () => { 1 } }\n"
            "async fn f() {\n    let a = async { x().await };\n    let b = x().await;\n"
            "    let c = || async move { x().await };\n    let d = wait!(x());\n    let e = calm!();\n"
            "    let g = tokio::join!(a, b);\n}\n"));
    Index *index = index_new(*state);
    index_add(index, source);
    assert_false(life_awaits(index, find(source, NODE_LET_DECLARATION, "let a")));
    assert_true(life_awaits(index, find(source, NODE_LET_DECLARATION, "let b")));
    assert_false(life_awaits(index, find(source, NODE_LET_DECLARATION, "let c")));
    assert_true(life_awaits(index, find(source, NODE_LET_DECLARATION, "let d")));
    assert_false(life_awaits(index, find(source, NODE_LET_DECLARATION, "let e")));
    assert_true(life_awaits(index, find(source, NODE_LET_DECLARATION, "let g")));
}

static void test_mutates(void **state) {
    const Source *source = source_parse(
        *state, STR("a.rs"),
        STR("fn f() {\n    let mut v = w();\n    v.push(1);\n    v.len();\n    *v += 1;\n    v.a.b = 2;\n"
            "    h(&mut v);\n    h(&v);\n    v.odd();\n    x[v] = 1;\n    k(v);\n}\n"));
    static const int expected[] = {1, 0, 1, 1, 1, 0, -1, 0, 0};
    Life life;
    const Node *let = find(source, NODE_LET_DECLARATION, "let mut v");
    assert_true(life_read(*state, &life, node_field(let, FIELD_PATTERN)));
    assert_int_equal(life.uses.count, 9);
    for (size_t i = 0; i < life.uses.count; i++) {
        assert_int_equal(life_mutates(NULL, life.uses.items[i]), expected[i]);
    }
}

static void test_not_a_let(void **state) {
    const Source *source = source_parse(*state, STR("a.rs"), STR("fn f(a: u8) { g(a); }\n"));
    Life life;
    const Node *parameter = find(source, NODE_PARAMETER, "a");
    assert_false(life_read(*state, &life, node_field(parameter, FIELD_PATTERN)));
}

static void test_mentions(void **state) {
    const Source *source =
        source_parse(*state, STR("a.rs"), STR("fn f() { a.len(); println!(\"{size}\"); g(b); }\n"));
    const Node *body = find(source, NODE_BLOCK, "{");
    assert_true(life_mentions(body, STR("b")));
    assert_true(life_mentions(body, STR("size")));
    assert_false(life_mentions(body, STR("len")));
    assert_false(life_mentions(NULL, STR("b")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_uses_and_drops), SCRATCH_TEST(test_awaits),   SCRATCH_TEST(test_mutates),
        SCRATCH_TEST(test_not_a_let),      SCRATCH_TEST(test_mentions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
