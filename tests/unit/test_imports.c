/*
 * Unit tests of fix/imports.c and fix/use_tree.c: what `use` declarations become, in the order and
 * layout of rustfmt.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch.h"

#include "fix/imports.h"
#include "rust/source.h"

/* What becomes of text; words of changes: "+std::sync::Arc" adds, "-std::rc::Rc" removes, "?.." if unused. */
static Str change(Arena *arena, const char *text, const char *changes, const char *edition) {
    const Source *source = source_parse(arena, STR("a.rs"), str_from(text));
    Imports *imports = imports_new(arena, source->root, str_from(edition));
    Rewrite rewrite = rewrite_new(arena);
    Str rest = str_from(changes), word;
    while (str_next(&rest, ' ', &word)) {
        Str path = str_from_offset(word, 1);
        if (word.data[0] == '+') imports_use(imports, path);
        if (word.data[0] == '-') imports_remove(imports, path);
        if (word.data[0] == '?') imports_remove_unused(imports, &rewrite, path);
    }
    imports_apply(imports, &rewrite);
    EditList edits = {0};
    Str out = source->text;
    if (rewrite_finish(&rewrite, &edits)) {
        assert_true(edit_apply(arena, &out, source->text, source->path, &edits));
    }
    return out;
}

static void expect(Arena *arena, const char *text, const char *changes, const char *expected) {
    Str out = change(arena, text, changes, "2021");
    if (!str_is(out, expected))
        fail_msg("got:\n" STR_FMT "\nexpected:\n%s", STR_ARG(out), expected);
}

static void test_sorted_line(void **state) {
    expect(*state, "use std::fmt;\nuse std::thread;\n\nfn f() {}\n", "+std::sync::Arc",
           "use std::fmt;\nuse std::sync::Arc;\nuse std::thread;\n\nfn f() {}\n");
    expect(*state, "use std::sync::mpsc::channel;\n\nfn f() {}\n", "+std::cell::Cell",
           "use std::cell::Cell;\nuse std::sync::mpsc::channel;\n\nfn f() {}\n");
    expect(*state, "use serde::Serialize;\n\nuse std::thread;\n\nfn f() {}\n", "+std::sync::Arc",
           "use serde::Serialize;\n\nuse std::sync::Arc;\nuse std::thread;\n\nfn f() {}\n");
}

static void test_merges_with_siblings(void **state) {
    expect(*state, "use std::sync::Mutex;\n", "+std::sync::Arc", "use std::sync::{Arc, Mutex};\n");
    expect(*state, "use std::sync::{mpsc, Arc};\n",
           "+std::sync::Mutex +std::sync::atomic::AtomicU32",
           "use std::sync::atomic::AtomicU32;\nuse std::sync::{mpsc, Arc, Mutex};\n");
    expect(*state, "use std::{\n    rc::Rc,\n    sync::Mutex,\n};\n",
           "-std::rc::Rc +std::sync::Arc", "use std::sync::{Arc, Mutex};\n");
    expect(*state, "use std::{cell::Cell, fmt};\n", "+std::sync::Arc",
           "use std::{cell::Cell, fmt, sync::Arc};\n");
}

static void test_order_of_2024(void **state) {
    Str out = change(*state, "use std::sync::{Arc, mpsc};\n", "+std::sync::Mutex", "2024");
    assert_true(str_is(out, "use std::sync::{Arc, Mutex, mpsc};\n"));
}

static void test_replaces_in_place(void **state) {
    expect(*state, "use std::future::Future;\nuse std::rc::Rc;\n\nfn f() {}\n",
           "-std::rc::Rc +std::sync::Arc",
           "use std::future::Future;\nuse std::sync::Arc;\n\nfn f() {}\n");
    expect(*state, "use std::cell::{Ref, RefCell};\n", "-std::cell::RefCell",
           "use std::cell::Ref;\n");
    expect(*state, "use std::rc::{self, Rc};\n", "-std::rc::Rc", "use std::rc::{self};\n");
}

static void test_removes_lines(void **state) {
    expect(*state, "use std::rc::Rc;\n\nfn f() {}\n", "-std::rc::Rc", "fn f() {}\n");
    expect(*state, "use a::B;\nuse std::rc::Rc;\n\nfn f() {}\n", "-std::rc::Rc",
           "use a::B;\n\nfn f() {}\n");
    expect(*state, "use a::B;\n\nuse std::rc::Rc;\n\nfn f() {}\n", "-std::rc::Rc",
           "use a::B;\n\nfn f() {}\n");
}

static void test_first_import(void **state) {
    expect(*state, "fn f() {}\n", "+std::sync::Arc", "use std::sync::Arc;\n\nfn f() {}\n");
    expect(*state, "//! About.\n#![allow(x)]\n\n/// F.\nfn f() {}\n", "+std::sync::Arc",
           "//! About.\n#![allow(x)]\n\nuse std::sync::Arc;\n\n/// F.\nfn f() {}\n");
}

static void test_used_or_not(void **state) {
    expect(*state, "use std::rc::Rc;\n\nfn f(_: Rc<u8>) {}\n", "?std::rc::Rc",
           "use std::rc::Rc;\n\nfn f(_: Rc<u8>) {}\n");
    expect(*state, "use std::rc::Rc;\n\nfn f() {}\n", "?std::rc::Rc", "fn f() {}\n");
}

static void test_known_names(void **state) {
    Arena *arena = *state;
    const Source *source = source_parse(
        arena, STR("a.rs"),
        STR("use std::sync::Arc as Shared;\nuse tokio::sync::Mutex;\nuse a::*;\nstruct RwLock;\n"
            "mod tests {\n    use super::*;\n    fn f() {}\n}\n"));
    Imports *imports = imports_new(arena, source->root, STR("2021"));
    assert_true(str_is(imports_use(imports, STR("std::sync::Arc")), "Shared"));
    assert_true(str_is(imports_use(imports, STR("std::sync::Mutex")), "std::sync::Mutex"));
    assert_true(str_is(imports_use(imports, STR("std::sync::RwLock")), "std::sync::RwLock"));
    assert_true(str_is(imports_path(imports, STR("Mutex")), "tokio::sync::Mutex"));
    const Node *function = source->root;
    while (function && function->kind != NODE_FUNCTION_ITEM)
        function = node_walk(function, source->root);
    Imports *inner = imports_new(arena, function, STR("2021"));
    assert_true(str_is(imports_use(inner, STR("tokio::sync::Mutex")), "Mutex"));
    Rewrite rewrite = rewrite_new(arena);
    imports_apply(inner, &rewrite);
    assert_int_equal(rewrite.edits.count, 0);
}

static void test_long_lists(void **state) {
    expect(
        *state,
        "use std::sync::atomic::{AtomicBool, AtomicI16, AtomicI32, AtomicI64, AtomicU16, AtomicU32};\n",
        "+std::sync::atomic::AtomicU64 +std::sync::atomic::Ordering",
        "use std::sync::atomic::{\n    AtomicBool, AtomicI16, AtomicI32, AtomicI64, AtomicU16, AtomicU32, "
        "AtomicU64, Ordering,\n};\n");
    expect(*state, "use std::{fmt, sync::{Arc, Mutex}};\n", "+std::cell::Cell",
           "use std::{\n    cell::Cell,\n    fmt,\n    sync::{Arc, Mutex},\n};\n");
}

static void test_hostile(void **state) {
    expect(*state, "use", "+std::sync::Arc", "use std::sync::Arc;\n\nuse");
    expect(*state, "use std::{/* c */ rc::Rc};\n", "-std::rc::Rc", "use std::{/* c */ rc::Rc};\n");
    expect(*state, "#[cfg(x)]\nuse std::sync::Mutex;\n\nfn f() {}\n", "+std::sync::Arc",
           "use std::sync::Arc;\n\n#[cfg(x)]\nuse std::sync::Mutex;\n\nfn f() {}\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_sorted_line),   SCRATCH_TEST(test_merges_with_siblings),
        SCRATCH_TEST(test_order_of_2024), SCRATCH_TEST(test_replaces_in_place),
        SCRATCH_TEST(test_removes_lines), SCRATCH_TEST(test_first_import),
        SCRATCH_TEST(test_used_or_not),   SCRATCH_TEST(test_known_names),
        SCRATCH_TEST(test_long_lists),    SCRATCH_TEST(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
