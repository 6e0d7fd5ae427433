/*
 * Unit tests of rust/names.c: full paths through use declarations.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "rust/names.h"
#include "rust/source.h"

static const char text[] = "use std::{collections::{self, HashMap as Map}, rc::Rc};\n"
                           "use tokio::{spawn, task};\n"
                           "use ::rusqlite::Connection;\n"
                           "use gtk::prelude::*;\n"
                           "fn f() {\n    use wasm::JsValue;\n    here();\n}\n"
                           "mod inner {\n    fn g() { lost(); }\n"
                           "    mod tests {\n        use super::*;\n        use a::B;\n"
                           "        fn h() { deep(); }\n    }\n}\n"
                           "fn k() { slint::run(); }\n";

/* The identifier of this name. */
static const Node *place(const Source *source, const char *name) {
    for (const Node *node = source->root; node; node = node_walk(node, source->root)) {
        if (node->kind == NODE_IDENTIFIER && str_is(node_text(node), name)) return node;
    }
    fail_msg("no identifier %s", name);
    return NULL;
}

static void expect(Arena *arena, const Source *source, const char *at, const char *path,
                   const char *full) {
    Str got = names_path(arena, place(source, at), str_from(path));
    if (!str_is(got, full)) fail_msg("%s: " STR_FMT ", not %s", path, STR_ARG(got), full);
}

static void test_paths(void **state) {
    const Source *source = source_parse(*state, STR("a.rs"), STR(text));
    expect(*state, source, "here", "Rc", "std::rc::Rc");
    expect(*state, source, "here", "Map", "std::collections::HashMap");
    expect(*state, source, "here", "collections::BTreeMap", "std::collections::BTreeMap");
    expect(*state, source, "here", "HashMap", "HashMap");
    expect(*state, source, "here", "spawn", "tokio::spawn");
    expect(*state, source, "here", "task::spawn_local", "tokio::task::spawn_local");
    expect(*state, source, "here", "Connection", "rusqlite::Connection");
    expect(*state, source, "here", "JsValue", "wasm::JsValue");
    expect(*state, source, "here", "::other::X", "other::X");
    expect(*state, source, "lost", "Rc", "Rc");
    expect(*state, source, "deep", "B", "a::B");
    expect(*state, source, "deep", "Rc", "Rc");
}

static void test_parts(void **state) {
    (void)state;
    assert_true(str_is(names_root(STR("a::b::C")), "a"));
    assert_true(str_is(names_root(STR("C")), "C"));
    assert_true(str_is(names_last(STR("a::b::C<d::E>")), "C"));
    assert_true(str_is(names_last(STR("a::f::<X>")), "f"));
    assert_true(str_is(names_last(STR("f")), "f"));
}

static void test_mentions(void **state) {
    const Source *source = source_parse(*state, STR("a.rs"), STR(text));
    assert_true(names_mentions(*state, source, STR("tokio")));
    assert_true(names_mentions(*state, source, STR("tokio::spawn")));
    assert_true(names_mentions(*state, source, STR("gtk")));
    assert_true(names_mentions(*state, source, STR("slint::run")));
    assert_true(names_mentions(*state, source, STR("rusqlite")));
    assert_false(names_mentions(*state, source, STR("tok")));
    assert_false(names_mentions(*state, source, STR("spawn")));
    assert_false(names_mentions(*state, source, STR("tokio::sync")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_paths),
        cmocka_unit_test(test_parts),
        SCRATCH_TEST(test_mentions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
