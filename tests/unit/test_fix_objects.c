/*
 * Unit tests of the strategies for trait objects: error-add-send-sync, dyn-add-send and the dyn part of future-add-send.
 *
 * A snippet stands in a file of a folder of our own; the finding is made by hand, its origin is the first `dyn` of the snippet.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "edit/edit.h"
#include "fix/strategies.h"

static Arena arena;
static char folder[512];
static Patterns *patterns;

static Str path_of(const char *name) {
    return file_join(&arena, str_from(folder), str_from(name));
}

static int start(void **state) {
    (void)state;
    const char *base = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%s/sendfix-test-XXXXXX", base ? base : "/tmp");
    assert_non_null(mkdtemp(folder));
    StrList problems = {0};
    Status status = patterns_load(&arena, &patterns, STR(""), &problems);
    assert_true(status_is_ok(&status));
    return 0;
}

static int finish(void **state) {
    (void)state;
    (void)unlink(str_cstr(&arena, path_of("main.rs")));
    (void)rmdir(folder);
    arena_finish(&arena);
    return 0;
}

typedef struct Planned {
    const Source *source;
    Finding finding;
} Planned;

/* Plans a strategy for a finding whose roots are these types, all lacking Send, or "Sync dyn T" Sync. */
static Planned plan(const FixStrategy *strategy, const char *text, const char *const *roots,
                    size_t count) {
    Str path = path_of("main.rs");
    Status status = file_replace(path, str_from(text));
    assert_true(status_is_ok(&status));
    Workspace *workspace = workspace_new(&arena, str_from(folder));
    workspace_load_crate(workspace, STR("main.rs"));
    Planned planned = {.source = workspace_source(workspace, STR("main.rs"))};
    assert_non_null(planned.source);
    for (size_t i = 0; i < count; i++) {
        Str root = str_from(roots[i]);
        bool sync = str_starts(root, STR("Sync "));
        Root made = {.type = str_from_offset(root, sync ? 5 : 0),
                     .trait = sync ? STR("Sync") : STR("Send")};
        VEC_PUSH(&arena, &planned.finding.roots, made);
    }
    for (const Node *node = planned.source->root; node && !planned.finding.origin;
         node = node_walk(node, planned.source->root)) {
        if (!node_is(node, NODE_DYNAMIC_TYPE)) continue;
        planned.finding.origin = node_is(node->parent, NODE_BOUNDED_TYPE) ? node->parent : node;
        planned.finding.holder = node_ancestor(node, NODE_TYPE_ITEM);
    }
    FixContext context = {.arena = &arena,
                          .finding = &planned.finding,
                          .patterns = patterns,
                          .workspace = workspace,
                          .fixes = &planned.finding.fixes,
                          .refusals = &planned.finding.refusals};
    strategy->plan(&context);
    return planned;
}

static void assert_result(const Planned *planned, size_t fix, const char *expected) {
    assert_true(planned->finding.fixes.count > fix);
    Str out;
    assert_true(edit_apply(&arena, &out, planned->source->text, planned->source->path,
                           &planned->finding.fixes.items[fix].edits));
    assert_string_equal(str_cstr(&arena, out), expected);
}

static void assert_refused(const Planned *planned, const char *why) {
    assert_int_equal(planned->finding.fixes.count, 0);
    assert_int_equal(planned->finding.refusals.count, 1);
    assert_string_equal(str_cstr(&arena, planned->finding.refusals.items[0].why), why);
}

static const char *const error[] = {"(dyn std::error::Error + 'static)"};

/* `?` joins callers and callees; a coercion and a function of its own stay as they are. */
static void test_error_follows_question_marks(void **state) {
    (void)state;
    Planned planned =
        plan(&fix_error_add_send_sync,
             "use std::error::Error;\n"
             "fn deep(t: &str) -> Result<u8, Box<dyn Error>> { Ok(t.parse()?) }\n"
             "fn upper(t: &str) -> Result<u8, Box<dyn Error>> { let n = deep(t)?; Ok(n) }\n"
             "fn log(e: &dyn Error) {}\n"
             "fn other() -> Result<(), Box<dyn Error>> { Ok(()) }\n"
             "fn coerced() -> Result<u8, Box<dyn Error>> {\n"
             "    match deep(\"1\") { Ok(n) => Ok(n), Err(e) => { log(e.as_ref()); Err(e) } }\n"
             "}\n",
             error, 1);
    assert_result(
        &planned, 0,
        "use std::error::Error;\n"
        "fn deep(t: &str) -> Result<u8, Box<dyn Error + Send + Sync>> { Ok(t.parse()?) }\n"
        "fn upper(t: &str) -> Result<u8, Box<dyn Error + Send + Sync>> { let n = deep(t)?; Ok(n) }\n"
        "fn log(e: &dyn Error) {}\n"
        "fn other() -> Result<(), Box<dyn Error>> { Ok(()) }\n"
        "fn coerced() -> Result<u8, Box<dyn Error>> {\n"
        "    match deep(\"1\") { Ok(n) => Ok(n), Err(e) => { log(e.as_ref()); Err(e) } }\n"
        "}\n");
}

/* What is boxed by a generic function must promise the same; impl headers and associated types go along. */
static void test_error_feeders(void **state) {
    (void)state;
    Planned planned =
        plan(&fix_error_add_send_sync,
             "use std::error::Error;\n"
             "struct Failed(Box<dyn Error>);\n"
             "impl From<Box<dyn Error>> for Failed {\n"
             "    fn from(e: Box<dyn Error>) -> Self { Failed(e) }\n"
             "}\n"
             "fn boxed<E: Error + 'static>(e: E) -> Failed { Failed(Box::new(e)) }\n"
             "fn into<E>(e: E) -> Failed where E: Into<Box<dyn Error>> { Failed(e.into()) }\n"
             "impl std::str::FromStr for Failed {\n"
             "    type Err = Box<dyn Error>;\n"
             "    fn from_str(t: &str) -> Result<Self, Self::Err> { Ok(Failed(t.into())) }\n"
             "}\n"
             "fn read(t: &str) -> Result<Failed, Failed> { let f: Failed = t.parse()?; Ok(f) }\n",
             error, 1);
    assert_result(
        &planned, 0,
        "use std::error::Error;\n"
        "struct Failed(Box<dyn Error + Send + Sync>);\n"
        "impl From<Box<dyn Error + Send + Sync>> for Failed {\n"
        "    fn from(e: Box<dyn Error + Send + Sync>) -> Self { Failed(e) }\n"
        "}\n"
        "fn boxed<E: Error + Send + Sync + 'static>(e: E) -> Failed { Failed(Box::new(e)) }\n"
        "fn into<E>(e: E) -> Failed where E: Into<Box<dyn Error + Send + Sync>> { Failed(e.into()) }\n"
        "impl std::str::FromStr for Failed {\n"
        "    type Err = Box<dyn Error + Send + Sync>;\n"
        "    fn from_str(t: &str) -> Result<Self, Self::Err> { Ok(Failed(t.into())) }\n"
        "}\n"
        "fn read(t: &str) -> Result<Failed, Failed> { let f: Failed = t.parse()?; Ok(f) }\n");
}

/* The type of `source` is std's: its body adapts instead. */
static void test_error_source(void **state) {
    (void)state;
    Planned planned = plan(&fix_error_add_send_sync,
                           "use std::error::Error;\n"
                           "struct Step { source: Option<Box<dyn Error>> }\n"
                           "impl Error for Step {\n"
                           "    fn source(&self) -> Option<&(dyn Error + 'static)> {\n"
                           "        self.source.as_deref()\n"
                           "    }\n"
                           "}\n",
                           error, 1);
    assert_result(&planned, 0,
                  "use std::error::Error;\n"
                  "struct Step { source: Option<Box<dyn Error + Send + Sync>> }\n"
                  "impl Error for Step {\n"
                  "    fn source(&self) -> Option<&(dyn Error + 'static)> {\n"
                  "        self.source.as_deref().map(|source| source as _)\n"
                  "    }\n"
                  "}\n");
    planned = plan(&fix_error_add_send_sync,
                   "use std::error::Error;\n"
                   "async fn log(e: &dyn Error) {}\n"
                   "async fn all(e: Box<dyn Error + Send + Sync>) {\n"
                   "    if let Some(inner) = e.source() { log(inner).await; }\n"
                   "}\n",
                   error, 1);
    assert_refused(
        &planned,
        "it also takes what `source()` gives, a plain `dyn Error` by its signature in std");
}

static void test_references_get_parentheses(void **state) {
    (void)state;
    static const char *const roots[] = {"Sync dyn Sink"};
    Planned planned = plan(
        &fix_dyn_add_send,
        "trait Sink { fn put(&self); }\nstruct A<T>(T);\nimpl<T> Sink for A<T> { fn put(&self) {} }\n"
        "fn f<'a>(sink: &'a dyn Sink, more: &[&dyn Sink]) -> Option<&'a (dyn Sink)> { Some(sink).or(None) }\n"
        "fn g(sink: &dyn Sink) { f(sink, &[]); }\n",
        roots, 1);
    assert_result(
        &planned, 0,
        "trait Sink { fn put(&self); }\nstruct A<T>(T);\nimpl<T> Sink for A<T> { fn put(&self) {} }\n"
        "fn f<'a>(sink: &'a (dyn Sink + Sync), more: &[&dyn Sink]) -> Option<&'a (dyn Sink + Sync)> { Some(sink).or(None) }\n"
        "fn g(sink: &(dyn Sink + Sync)) { f(sink, &[]); }\n");
    assert_int_equal(planned.finding.fixes.count,
                     1); /* the implementor is generic: no supertrait */
}

/* An Arc needs both; the second form demands them of all implementors, where these have them. */
static void test_arc_and_supertrait(void **state) {
    (void)state;
    static const char *const roots[] = {"dyn Shape"};
    Planned planned =
        plan(&fix_dyn_add_send,
             "use std::sync::Arc;\ntrait Shape {}\nstruct Square(f64);\nimpl Shape for Square {}\n"
             "fn add(all: &mut Vec<Arc<dyn Shape>>, shape: impl Shape + 'static) {\n"
             "    all.push(Arc::new(shape));\n}\n",
             roots, 1);
    assert_result(
        &planned, 0,
        "use std::sync::Arc;\ntrait Shape {}\nstruct Square(f64);\nimpl Shape for Square {}\n"
        "fn add(all: &mut Vec<Arc<dyn Shape + Send + Sync>>, shape: impl Shape + Send + Sync + 'static) {\n"
        "    all.push(Arc::new(shape));\n}\n");
    assert_result(
        &planned, 1,
        "use std::sync::Arc;\ntrait Shape: Send + Sync {}\nstruct Square(f64);\nimpl Shape for Square {}\n"
        "fn add(all: &mut Vec<Arc<dyn Shape>>, shape: impl Shape + 'static) {\n"
        "    all.push(Arc::new(shape));\n}\n");
    planned = plan(
        &fix_dyn_add_send,
        "use std::rc::Rc;\ntrait Shape {}\nstruct Square(Rc<f64>);\nimpl Shape for Square {}\n"
        "fn add(all: &mut Vec<Box<dyn Shape>>) { all.push(Box::new(Square(Rc::new(1.0)))); }\n",
        roots, 1);
    assert_int_equal(planned.finding.fixes.count, 1);
    assert_string_equal(
        str_cstr(&arena, planned.finding.fixes.items[0].cost),
        "a value that is put there holds a `Rc<f64>`, which must be changed as well");
}

/* Closures, decorators and generic parameters: what is in the box gains the bound too; one that has it stays. */
static void test_contents(void **state) {
    (void)state;
    static const char *const roots[] = {"(dyn for<'a> Fn(&'a str) + 'static)"};
    Planned planned = plan(
        &fix_dyn_add_send,
        "type Hook = Box<dyn Fn(&str)>;\n"
        "fn twice(hook: Box<dyn Fn(&str)>) -> Hook { Box::new(move |t| { hook(t); hook(t) }) }\n"
        "fn own<F>(f: F) -> Hook where F: Fn(&str) + 'static { Box::new(f) }\n"
        "fn again<F: Fn(&str) + 'static>(f: F) -> Hook { own(f) }\n"
        "fn sent<F: Send + Fn(&str) + 'static>(f: F) -> Hook { Box::new(move |t| f(t)) }\n"
        "fn local(f: Box<dyn Fn(&str)>) { f(\"\") }\n",
        roots, 1);
    assert_result(
        &planned, 0,
        "type Hook = Box<dyn Fn(&str) + Send>;\n"
        "fn twice(hook: Box<dyn Fn(&str) + Send>) -> Hook { Box::new(move |t| { hook(t); hook(t) }) }\n"
        "fn own<F>(f: F) -> Hook where F: Fn(&str) + Send + 'static { Box::new(f) }\n"
        "fn again<F: Fn(&str) + Send + 'static>(f: F) -> Hook { own(f) }\n"
        "fn sent<F: Send + Fn(&str) + 'static>(f: F) -> Hook { Box::new(move |t| f(t)) }\n"
        "fn local(f: Box<dyn Fn(&str)>) { f(\"\") }\n");
}

/* Two objects in one declaration, both among the roots. */
static void test_two_objects(void **state) {
    (void)state;
    static const char *const roots[] = {"dyn FnOnce() -> Pin<Box<dyn Future<Output = ()>>>",
                                        "dyn Future<Output = ()>"};
    const char *text = "use std::{future::Future, pin::Pin};\n"
                       "type Job = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = ()>>>>;\n";
    Planned planned = plan(&fix_dyn_add_send, text, roots, 2);
    assert_result(
        &planned, 0,
        "use std::{future::Future, pin::Pin};\n"
        "type Job = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;\n");
    planned = plan(&fix_future_add_send, text, roots, 2);
    assert_int_equal(planned.finding.fixes.count, 0); /* the other strategy's */
}

static void test_future(void **state) {
    (void)state;
    static const char *const send[] = {"dyn Future<Output = u8>"};
    static const char *const sync[] = {"Sync dyn Future<Output = u8>"};
    const char *text =
        "use std::{future::Future, pin::Pin};\n"
        "fn f<'a>(n: &'a u8) -> Pin<Box<dyn Future<Output = u8> + 'a>> { Box::pin(async move { *n }) }\n";
    Planned planned = plan(&fix_future_add_send, text, send, 1);
    assert_result(
        &planned, 0,
        "use std::{future::Future, pin::Pin};\n"
        "fn f<'a>(n: &'a u8) -> Pin<Box<dyn Future<Output = u8> + Send + 'a>> { Box::pin(async move { *n }) }\n");
    planned = plan(&fix_future_add_send, text, sync, 1);
    assert_refused(&planned,
                   "a boxed future need only be Send; whoever asks for Sync shares it by reference "
                   "and should own it or borrow it by `&mut`");
}

/* An impl of another crate's trait, whose signature spells the object, cannot follow. */
static void test_foreign_signature(void **state) {
    (void)state;
    static const char *const roots[] = {"dyn Plugin"};
    Planned planned = plan(&fix_dyn_add_send,
                           "trait Plugin {}\nstruct Host { plugin: Option<Box<dyn Plugin>> }\n"
                           "impl other::Source for Host {\n"
                           "    fn take(self) -> Option<Box<dyn Plugin>> { self.plugin }\n}\n",
                           roots, 1);
    assert_refused(&planned, "the signature of `take` is set by a trait of another crate");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error_follows_question_marks),
        cmocka_unit_test(test_error_feeders),
        cmocka_unit_test(test_error_source),
        cmocka_unit_test(test_references_get_parentheses),
        cmocka_unit_test(test_arc_and_supertrait),
        cmocka_unit_test(test_contents),
        cmocka_unit_test(test_two_objects),
        cmocka_unit_test(test_future),
        cmocka_unit_test(test_foreign_signature),
    };
    return cmocka_run_group_tests_name("fix_objects", tests, start, finish);
}
