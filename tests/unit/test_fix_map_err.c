/*
 * Unit tests of fix/map_err.c: a `?` whose error cannot be passed on, and the text that can.
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

static int start(void **state) {
    (void)state;
    const char *base = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%s/sendfix-test-XXXXXX", base ? base : "/tmp");
    assert_non_null(mkdtemp(folder));
    return 0;
}

static Str path(void) {
    return file_join(&arena, str_from(folder), STR("main.rs"));
}

static int finish(void **state) {
    (void)state;
    (void)unlink(str_cstr(&arena, path()));
    (void)rmdir(folder);
    arena_finish(&arena);
    return 0;
}

/* A diagnostic of rustc about the `?` that ends at a byte, for a target without `impl From`. */
static Evidence *evidence_of(const Source *source, size_t end, const char *target) {
    Location at = source_location(source, end - 1, end);
    Span span = {.file = STR("main.rs"),
                 .byte_start = end - 1,
                 .byte_end = end,
                 .line_start = at.line,
                 .line_end = at.line,
                 .column_start = at.column,
                 .column_end = at.column + 1,
                 .primary = true};
    Diagnostic *diagnostic = ARENA_NEW(&arena, Diagnostic);
    diagnostic->level = STR("error");
    VEC_PUSH(&arena, &diagnostic->spans, span);
    Evidence *evidence = ARENA_NEW(&arena, Evidence);
    evidence->diagnostic = diagnostic;
    VEC_PUSH(&arena, &evidence->facts, (Fact){.kind = FACT_HEADLINE_QUESTION, .from = diagnostic});
    VEC_PUSH(&arena, &evidence->facts,
             (Fact){.kind = FACT_REQUIRED_FOR, .type = str_from(target), .from = diagnostic});
    return evidence;
}

/* The text with the fix for all of its `?`s applied; NULL where none is offered. */
static const char *mapped(const char *text, const char *target) {
    Status status = file_replace(path(), str_from(text));
    assert_true(status_is_ok(&status));
    Workspace *workspace = workspace_new(&arena, str_from(folder));
    workspace_load_crate(workspace, STR("main.rs"));
    const Source *source = workspace_source(workspace, STR("main.rs"));
    assert_non_null(source);
    Finding finding = {.rule = "lock-guard"};
    for (size_t i = 0; i < source->text.len; i++) {
        if (source->text.data[i] != '?') continue;
        VEC_PUSH(&arena, &finding.evidence, evidence_of(source, i + 1, target));
        VEC_PUSH(&arena, &finding.evidence, evidence_of(source, i + 1, target)); /* Send and Sync */
    }
    FixContext context = {.arena = &arena,
                          .finding = &finding,
                          .workspace = workspace,
                          .fixes = &finding.fixes,
                          .refusals = &finding.refusals};
    fix_map_err.plan(&context);
    if (finding.fixes.count == 0) return NULL;
    Str out;
    assert_true(
        edit_apply(&arena, &out, source->text, source->path, &finding.fixes.items[0].edits));
    return str_cstr(&arena, out);
}

static void test_box(void **state) {
    (void)state;
    assert_string_equal(
        mapped(
            "fn f() {\n    let a = *m.lock()?;\n    let b = one\n        .two()\n        .three()?;\n}\n",
            "Box<dyn std::error::Error + Send + Sync>"),
        "fn f() {\n    let a = *m.lock().map_err(|e| e.to_string())?;\n    let b = one\n        .two()\n"
        "        .three()\n        .map_err(|e| e.to_string())?;\n}\n");
}

static void test_crates(void **state) {
    (void)state;
    assert_string_equal(mapped("fn f() { g()?; }\n", "anyhow::Error"),
                        "fn f() { g().map_err(|e| anyhow::anyhow!(\"{e}\"))?; }\n");
    assert_string_equal(
        mapped("use anyhow::{anyhow, Result};\nfn f() { g()?; }\n", "anyhow::Error"),
        "use anyhow::{anyhow, Result};\nfn f() { g().map_err(|e| anyhow!(\"{e}\"))?; }\n");
    assert_null(mapped("fn f() { g()?; }\n", "other::Error"));
}

static void test_own_type(void **state) {
    (void)state;
    assert_null(mapped("struct Mine(String);\nfn f() { g()?; }\n", "Mine"));
    assert_string_equal(
        mapped("struct Mine(String);\nimpl From<String> for Mine {}\nfn f() { g()?; }\n", "Mine"),
        "struct Mine(String);\nimpl From<String> for Mine {}\n"
        "fn f() { g().map_err(|e| e.to_string())?; }\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_box),
        cmocka_unit_test(test_crates),
        cmocka_unit_test(test_own_type),
    };
    return cmocka_run_group_tests_name("fix_map_err", tests, start, finish);
}
