/*
 * verify/compiler: which command lines of rustc are taken up, and what a trial makes of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "verify/compiler.h"

#define LINE(...) ((const char *const[]){__VA_ARGS__, NULL})

/* As cargo check calls it. */
static const char *const cargo_line[] = {
    "/toolchain/bin/rustc",
    "--crate-name",
    "app",
    "--edition=2021",
    "src/main.rs",
    "--error-format=json",
    "--json=diagnostic-rendered-ansi,artifacts,future-incompat",
    "--crate-type",
    "bin",
    "--emit=dep-info,metadata",
    "-C",
    "embed-bitcode=no",
    "-C",
    "debuginfo=2",
    "--check-cfg",
    "cfg(docsrs,test)",
    "-C",
    "metadata=0af3",
    "-C",
    "extra-filename=-0af3",
    "--out-dir",
    "/w/target/debug/deps",
    "-C",
    "incremental=/w/target/debug/incremental",
    "-L",
    "dependency=/w/target/debug/deps",
    "--extern",
    "tokio=/w/target/debug/deps/libtokio.rmeta",
    NULL,
};

static void takes_up_what_is_compiled_for_json(void **state) {
    (void)state;
    assert_true(compiler_compiles(cargo_line));
    assert_true(compiler_compiles(LINE("rustc", "--error-format", "json", "main.rs")));
    assert_true(compiler_compiles(LINE("clippy-driver", "rustc", "--error-format=json", "a.rs")));
    assert_true(compiler_compiles(LINE("sccache", "rustc", "src/lib.rs", "--error-format=json")));
}

static void leaves_probes_and_text_alone(void **state) {
    (void)state;
    assert_false(compiler_compiles(LINE("rustc", "-vV")));
    assert_false(compiler_compiles(LINE("rustc", "--version", "--error-format=json", "a.rs")));
    assert_false(compiler_compiles(
        LINE("rustc", "-", "--crate-name", "___", "--print=file-names", "--error-format=json")));
    assert_false(compiler_compiles(LINE("rustc", "a.rs", "--error-format=json", "--print", "cfg")));
    assert_false(compiler_compiles(LINE("rustc", "--explain", "E0277", "--error-format=json")));
    assert_false(compiler_compiles(LINE("rustc", "@arguments", "--error-format=json", "a.rs")));
    assert_false(compiler_compiles(LINE("rustc", "a.rs")));
    assert_false(compiler_compiles(LINE("rustc", "--error-format=short", "a.rs")));
    assert_false(compiler_compiles(LINE("rustc", "--error-format=json")));
    assert_false(compiler_compiles(LINE("rustc", "--error-format=json", "-o", "a.rs")));
    assert_false(compiler_compiles(LINE("rustc", "--error-format")));
    assert_false(compiler_compiles((const char *const[]){NULL}));
}

static void knows_dependencies(void **state) {
    (void)state;
    assert_false(compiler_of_dependency(cargo_line));
    assert_true(compiler_of_dependency(LINE("rustc", "/registry/a.rs", "--cap-lints", "allow")));
    assert_true(compiler_of_dependency(LINE("rustc", "/registry/a.rs", "--cap-lints", "warn")));
    assert_false(compiler_of_dependency(LINE("rustc", "src/main.rs", "--cap-lints=warn")));
    assert_true(str_is(compiler_source(cargo_line), "src/main.rs"));
}

static void finds_options(void **state) {
    (void)state;
    assert_true(str_is(compiler_option(cargo_line, STR("--edition")), "2021"));
    assert_true(str_is(compiler_option(cargo_line, STR("--crate-name")), "app"));
    assert_int_equal(compiler_option(cargo_line, STR("--cap-lints")).len, 0);
    assert_int_equal(compiler_option(cargo_line, STR("--crate")).len, 0);
    assert_int_equal(compiler_option(LINE("rustc", "--edition"), STR("--edition")).len, 0);
}

/* Checks what a trial makes of a command line, but for the outputs of its own at the end. */
static void assert_trial(const char *const *argv, const char *const *expected) {
    Arena arena = {0};
    Compiler compiler = {.argv = argv, .folder = STR("/w")};
    const char *const *trial = compiler_trial(&arena, &compiler, STR("/scratch/out"));
    size_t i = 0;
    for (; expected[i] != NULL; i++) {
        assert_non_null(trial[i]);
        assert_string_equal(trial[i], expected[i]);
    }
    assert_string_equal(trial[i], "--emit=metadata");
    assert_string_equal(trial[i + 1], "--out-dir");
    assert_string_equal(trial[i + 2], "/scratch/out");
    assert_null(trial[i + 3]);
    arena_finish(&arena);
}

static void writes_elsewhere(void **state) {
    (void)state;
    assert_trial(cargo_line,
                 LINE("/toolchain/bin/rustc", "--crate-name", "app", "--edition=2021",
                      "src/main.rs", "--error-format=json",
                      "--json=diagnostic-rendered-ansi,artifacts,future-incompat", "--crate-type",
                      "bin", "-C", "embed-bitcode=no", "-C", "debuginfo=2", "--check-cfg",
                      "cfg(docsrs,test)", "-C", "metadata=0af3", "-C", "extra-filename=-0af3", "-L",
                      "dependency=/w/target/debug/deps", "--extern",
                      "tokio=/w/target/debug/deps/libtokio.rmeta"));
    assert_trial(LINE("rustc", "--emit", "link", "a.rs", "-o", "app", "--out-dir=x"),
                 LINE("rustc", "a.rs"));
    assert_trial(LINE("rustc", "-Cincremental=x", "--codegen=incremental=x", "--codegen",
                      "incremental=x", "-Csave-temps", "-Copt-level=3", "a.rs"),
                 LINE("rustc", "-Copt-level=3", "a.rs"));
    assert_trial(LINE("clippy-driver", "rustc", "a.rs", "--emit=metadata"),
                 LINE("clippy-driver", "rustc", "a.rs"));
    assert_trial(LINE("rustc", "a.rs", "-C"), LINE("rustc", "a.rs", "-C"));
    assert_trial(LINE("rustc", "a.rs", "--emit"), LINE("rustc", "a.rs"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_up_what_is_compiled_for_json),
        cmocka_unit_test(leaves_probes_and_text_alone),
        cmocka_unit_test(knows_dependencies),
        cmocka_unit_test(finds_options),
        cmocka_unit_test(writes_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
