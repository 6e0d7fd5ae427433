/*
 * Scope: a marker language in comments-free snippets: each test names the n-th occurrence of a
 * word.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rust/scope.h"
#include "rust/source.h"

static Arena arena;
static const Source *source;

static int finish(void **state) {
    (void)state;
    arena_finish(&arena);
    return 0;
}

static void parse(const char *text) {
    source = source_parse(&arena, STR("src/main.rs"), str_from(text));
    assert_false(source->has_errors);
}

/* The innermost node of the n-th whole word, counted from 0. */
static const Node *word(const char *text, size_t n) {
    Str part = str_from(text);
    size_t at = str_find_word(source->text, part, 0);
    for (; n > 0 && at != STR_NONE; n--) at = str_find_word(source->text, part, at + 1);
    assert_true(at != STR_NONE);
    return node_at(source, at, at + part.len);
}

/* That the use-th word is a use of the variable that the declared-th word declares. */
static void assert_binds(const char *text, size_t use, size_t declared) {
    assert_ptr_equal(scope_binding(word(text, use)), word(text, declared));
}

static void assert_free(const char *text, size_t use) {
    assert_null(scope_binding(word(text, use)));
}

static size_t count_uses(const char *text, size_t declared) {
    NodeList uses = {0};
    scope_uses(&arena, &uses, word(text, declared));
    for (size_t i = 1; i < uses.count; i++)
        assert_true(uses.items[i - 1]->start < uses.items[i]->start);
    return uses.count;
}

static void test_let_and_shadowing(void **state) {
    (void)state;
    parse("fn f(x: u8) { let y = x; let x = x + y; g(x); { let x = 2; h(x); } k(x) }");
    assert_binds("x", 1, 0);
    assert_binds("x", 3, 0);
    assert_binds("x", 4, 2);
    assert_binds("x", 6, 5);
    assert_binds("x", 7, 2);
    assert_binds("x", 2, 2);
    assert_int_equal(count_uses("x", 0), 2);
    assert_int_equal(count_uses("x", 2), 2);
    assert_int_equal(count_uses("x", 5), 1);
    assert_free("g", 0);
    assert_int_equal(scope_declaration(word("x", 0))->kind, NODE_PARAMETER);
    assert_int_equal(scope_declaration(word("x", 2))->kind, NODE_LET_DECLARATION);
    assert_ptr_equal(scope_of(word("x", 0)), scope_of(word("x", 2)));
}

static void test_patterns(void **state) {
    (void)state;
    parse(
        "fn f() { let (a, mut b) = t; let S { c, d: e, ref g, .. } = s; let T(h, [i, .., j]) = t;\n"
        "let k @ U(l) = u; let &m = n; let Some(o) = p else { return q(o); };\n"
        "z(a, b, c, d, e, g, h, i, j, k, l, m, o); }");
    static const char *const names[] = {"a", "b", "c", "e", "g", "h", "i", "j", "k", "l", "m"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_binds(names[i], 1, 0);
        assert_int_equal(count_uses(names[i], 0), 1);
    }
    assert_free("d", 1);
    assert_free("o", 1); /* the else block of its own let does not see it */
    assert_binds("o", 2, 0);
    NodeList all = {0};
    scope_pattern_bindings(&arena, &all,
                           node_field(scope_declaration(word("c", 0)), FIELD_PATTERN));
    assert_int_equal(all.count, 3);
    assert_ptr_equal(all.items[1], word("e", 0));
}

static void test_match(void **state) {
    (void)state;
    parse("fn f(n: u8) { match n { A(x) | B(x) if x > n => x, n => n,\n"
          "C => 1, s @ Some(_) => s, None => C } }");
    assert_binds("x", 2, 0);
    assert_binds("x", 3, 0);
    assert_binds("x", 1, 0);
    assert_int_equal(count_uses("x", 1), 2);
    assert_binds("n", 1, 0);
    assert_binds("n", 2, 0);
    assert_binds("n", 4, 3);
    assert_int_equal(count_uses("n", 0), 2);
    assert_free("C", 0);
    assert_free("None", 0);
    assert_free("Some", 0);
    assert_binds("s", 1, 0);
    assert_int_equal(scope_of(word("x", 0))->kind, NODE_MATCH_ARM);
}

static void test_conditions(void **state) {
    (void)state;
    parse("fn f(x: Option<u8>) { if let Some(x) = x && x > 1 && let Ok(y) = g(x) &&\n"
          "y > 2 { h(x, y) } else { k(x) }\n"
          "while let Some(y) = x.next() { h(y); } y(); for x in x { h(x); } }");
    assert_binds("x", 2, 0);
    assert_binds("x", 3, 1);
    assert_binds("x", 4, 1);
    assert_binds("x", 5, 1);
    assert_binds("x", 6, 0);
    assert_binds("y", 1, 0);
    assert_binds("y", 2, 0);
    assert_binds("x", 7, 0);
    assert_binds("y", 4, 3);
    assert_free("y", 5);
    assert_binds("x", 9, 0);
    assert_binds("x", 10, 8);
    assert_int_equal(count_uses("x", 0), 4);
    assert_int_equal(count_uses("x", 1), 3);
    assert_int_equal(count_uses("y", 0), 2);
    assert_int_equal(scope_declaration(word("x", 1))->kind, NODE_LET_CONDITION);
    assert_int_equal(scope_of(word("x", 1))->field, FIELD_CONSEQUENCE);
    assert_int_equal(scope_of(word("y", 3))->field, FIELD_BODY);
    assert_int_equal(scope_of(word("x", 8))->field, FIELD_BODY);
}

static void test_guard_with_let(void **state) {
    (void)state;
    parse("fn f() { match a { Some(x) if let Ok(y) = g(x) => h(x, y), _ => y } }");
    assert_binds("x", 1, 0);
    assert_binds("x", 2, 0);
    assert_binds("y", 1, 0);
    assert_free("y", 2);
    assert_int_equal(count_uses("y", 0), 1);
}

static void test_closures_and_functions(void **state) {
    (void)state;
    parse("fn f(a: u8) { let c = |b, (d, e): (u8, u8)| a + b + d + e; c(a);\n"
          "fn inner() { g(a); } const K: u8 = a; spawn(async move { a }); }");
    assert_binds("a", 1, 0);
    assert_binds("b", 1, 0);
    assert_binds("d", 1, 0);
    assert_binds("e", 1, 0);
    assert_binds("c", 1, 0);
    assert_binds("a", 2, 0);
    assert_free("a", 3);
    assert_free("a", 4);
    assert_binds("a", 5, 0);
    assert_int_equal(count_uses("a", 0), 3);
    assert_int_equal(scope_declaration(word("b", 0))->kind, NODE_CLOSURE_PARAMETERS);
    assert_int_equal(scope_declaration(word("d", 0))->kind, NODE_PARAMETER);
    assert_int_equal(scope_of(word("b", 0))->kind, NODE_BINARY_EXPRESSION);
}

static void test_self(void **state) {
    (void)state;
    parse("impl S { fn f(&self) { self.a; self::g(); let c = || self.b; }\n"
          "fn h(mut self: Box<Self>) { self.x }\n"
          "fn k(&mut self) {} fn m(mut self) {} }");
    assert_binds("self", 1, 0);
    assert_free("self", 2);
    assert_binds("self", 3, 0);
    assert_binds("self", 5, 4);
    assert_int_equal(count_uses("self", 0), 2);
    assert_int_equal(scope_declaration(word("self", 0))->kind, NODE_SELF_PARAMETER);
    assert_int_equal(scope_declaration(word("self", 4))->kind, NODE_PARAMETER);
    assert_false(scope_is_mutable(word("self", 0)));
    assert_true(scope_is_mutable(word("self", 4)));
    assert_false(scope_is_mutable(word("self", 6)));
    assert_true(scope_is_mutable(word("self", 7)));
}

static void test_mutable(void **state) {
    (void)state;
    parse("fn f(mut a: u8, b: u8) { let mut c = 1; let d = 1; let (mut e, f) = t;\n"
          "let ref mut g = u;\n"
          "let S { mut h, ref mut i, j } = s; for mut k in l {}\n"
          "let m = |mut n, o| 1; if let Some(mut p) = q {} }");
    static const char *const mutable[] = {"a", "c", "e", "h", "k", "n", "p"};
    static const char *const fixed[] = {"b", "d", "g", "i", "j", "o"};
    for (size_t i = 0; i < sizeof mutable / sizeof mutable[0]; i++)
        assert_true(scope_is_mutable(word(mutable[i], 0)));
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        assert_false(scope_is_mutable(word(fixed[i], 0)));
}

static void test_not_a_variable(void **state) {
    (void)state;
    parse("fn f(x: u8) { x::y(); a.x; S { x: 1 }; S { x }; x!();\n"
          "x::<u8>(); 'x: loop { break 'x; } let q: x = 1; }");
    assert_free("x", 1);
    assert_free("x", 2);
    assert_free("x", 3);
    assert_binds("x", 4, 0);
    assert_free("x", 5);
    assert_free("x", 6);
    assert_int_equal(count_uses("x", 0), 1);
    assert_ptr_equal(scope_binding(node_ancestor(word("x", 4), NODE_SHORTHAND_FIELD_INITIALIZER)
                                       ? word("x", 4)->parent
                                       : word("x", 4)),
                     word("x", 0));
}

static void test_macros(void **state) {
    (void)state;
    parse("fn f(x: u8, w: usize) { println!(\"{x:>w$} {{x}} {}\", x); print!(\"{x}\", x = 1);\n"
          "g(\"{x}\");\n"
          "odd! { x y x.x x::z }; info!(target: \"t\", x = %x, \"{:?} {x}\", w);\n"
          "select! { x = g(x) => h(x), _ = k(x) => x } }");
    NodeList uses = {0};
    scope_uses(&arena, &uses, word("x", 0));
    size_t strings = 0;
    for (size_t i = 0; i < uses.count; i++) strings += uses.items[i]->kind == NODE_STRING_LITERAL;
    assert_int_equal(strings, 2);
    /* println's string and x; two raw ones; info's x and string; g(x), k(x), x */
    assert_int_equal(uses.count, 9);
    uses.count = 0;
    scope_uses(&arena, &uses, word("w", 0));
    assert_int_equal(uses.count, 2);
}

static void test_null(void **state) {
    (void)state;
    NodeList none = {0};
    assert_null(scope_binding(NULL));
    assert_null(scope_declaration(NULL));
    assert_null(scope_of(NULL));
    assert_false(scope_is_mutable(NULL));
    scope_uses(&arena, &none, NULL);
    scope_pattern_bindings(&arena, &none, NULL);
    assert_int_equal(none.count, 0);
    assert_false(scope_format_names(NULL, STR("x")));
    parse("x; x!(x); fn f() { let g = 1; let _ = \"{}\"; }");
    for (const Node *node = source->root; node; node = node_walk(node, source->root)) {
        (void)scope_binding(node);
        (void)scope_of(node);
        (void)scope_is_mutable(node);
        scope_uses(&arena, &none, node);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_let_and_shadowing, finish),
        cmocka_unit_test_teardown(test_patterns, finish),
        cmocka_unit_test_teardown(test_match, finish),
        cmocka_unit_test_teardown(test_conditions, finish),
        cmocka_unit_test_teardown(test_guard_with_let, finish),
        cmocka_unit_test_teardown(test_closures_and_functions, finish),
        cmocka_unit_test_teardown(test_self, finish),
        cmocka_unit_test_teardown(test_mutable, finish),
        cmocka_unit_test_teardown(test_not_a_variable, finish),
        cmocka_unit_test_teardown(test_macros, finish),
        cmocka_unit_test_teardown(test_null, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
