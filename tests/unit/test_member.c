/*
 * verify/member: another crate of the workspace, and how it is compiled anew.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "place.h"
#include "verify/member.h"

#define PACKAGE(rest) "[package]\nname = \"my-model\"\n" rest

static const char plain[] = PACKAGE("edition = \"2021\"\n\n[dependencies]\ntokio = \"1\"\n");

/* The command line of an application that depends on the member, with the member's files at hand. */
static Compiler workspace(Place *place, const char *manifest) {
    place_put(place, "w/model/Cargo.toml", manifest);
    place_put(place, "w/model/src/lib.rs", "pub struct Model;\n");
    place_put(place, "deps/my_model-1.d",
              "/deps/my_model-1.d: model/src/lib.rs model/src/a\\ b.rs\n\n");
    Str library = str_format(&place->arena, "my_model=" STR_FMT,
                             STR_ARG(place_path(place, "deps/libmy_model-1.rmeta")));
    const char *const line[] = {"rustc",
                                "--crate-name",
                                "app",
                                "--edition=2024",
                                "app/src/main.rs",
                                "--error-format=json",
                                "--crate-type",
                                "bin",
                                "--emit=dep-info,metadata",
                                "-C",
                                "metadata=1",
                                "-C",
                                "extra-filename=-1",
                                "-C",
                                "debuginfo=2",
                                "--cfg",
                                "feature=\"x\"",
                                "--cfg",
                                "tokio_unstable",
                                "--out-dir",
                                place_path_c(place, "deps"),
                                "-L",
                                "dependency=/deps",
                                "--extern",
                                str_cstr(&place->arena, library),
                                "--extern",
                                "tokio=/deps/libtokio-2.rmeta",
                                "--extern",
                                "serde=/deps/libserde-3.rmeta",
                                NULL};
    const char **argv = ARENA_ARRAY(&place->arena, const char *, sizeof line / sizeof line[0]);
    memcpy(argv, line, sizeof line);
    return (Compiler){.argv = argv, .folder = place_path(place, "w")};
}

static void finds_and_compiles(void **state) {
    Place *place = *state;
    Compiler compiler = workspace(place, plain);
    Member member;
    Status status = member_find(&place->arena, &member, &compiler, STR("model/src/a b.rs"));
    assert_string_equal(status.message, "");
    assert_true(str_is(member.name, "my_model"));
    assert_true(str_is(member.edition, "2021"));
    assert_true(str_is(member.source, "model/src/lib.rs"));
    const char *const expected[] = {"rustc",
                                    "--error-format=json",
                                    "-C",
                                    "debuginfo=2",
                                    "--cfg",
                                    "tokio_unstable",
                                    "-L",
                                    "dependency=/deps",
                                    "--extern",
                                    "tokio=/deps/libtokio-2.rmeta",
                                    "--crate-name",
                                    "my_model",
                                    "--edition=2021",
                                    "--crate-type",
                                    "lib",
                                    "--emit=metadata",
                                    "-C",
                                    "metadata=sendfix",
                                    "--out-dir",
                                    "/out",
                                    "model/src/lib.rs",
                                    NULL};
    const char *const *line = member_line(&place->arena, &compiler, &member, STR("/out"));
    for (size_t i = 0; expected[i] != NULL; i++) {
        assert_non_null(line[i]);
        assert_string_equal(line[i], expected[i]);
    }
    line = member_replace(&place->arena, compiler.argv, &member, STR("/out"));
    size_t replaced = 0;
    for (size_t i = 0; compiler.argv[i] != NULL; i++) {
        if (strcmp(line[i], compiler.argv[i]) != 0) {
            assert_string_equal(line[i], "my_model=/out/libmy_model.rmeta");
            replaced++;
        }
    }
    assert_int_equal(replaced, 1);
}

static void inherits_the_edition(void **state) {
    Place *place = *state;
    Compiler compiler = workspace(place, PACKAGE("edition.workspace = true\n"));
    Member member;
    Status status = member_find(&place->arena, &member, &compiler, STR("model/src/lib.rs"));
    assert_non_null(strstr(status.message, "whose edition is not known"));
    place_put(place, "w/Cargo.toml", "[workspace]\n[workspace.package]\nedition = \"2018\"\n");
    status = member_find(&place->arena, &member, &compiler, STR("model/src/lib.rs"));
    assert_string_equal(status.message, "");
    assert_true(str_is(member.edition, "2018"));
}

static void refuses_what_only_cargo_can(void **state) {
    Place *place = *state;
    static const struct {
        const char *manifest, *why;
    } cases[] = {
        {PACKAGE("[features]\ndefault = []\n"), "which has features"},
        {PACKAGE("build = \"make.rs\"\n"), "which has a build script"},
        {PACKAGE("[lib]\nproc-macro = true\n"), "which has a library of its own kind"},
        {PACKAGE("[target.'cfg(unix)'.dependencies]\nlibc = \"0\"\n"),
         "which depends on the machine"},
        {PACKAGE("[dependencies]\nlibc = \"0\"\n"), "which has dependencies of its own"},
        {PACKAGE("[dependencies.libc]\nversion = \"0\"\n"), "which has dependencies of its own"},
        {"[package]\nname = \"other\"\n", "which this one does not depend on directly"},
    };
    Member member;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Compiler compiler = workspace(place, cases[i].manifest);
        Status status = member_find(&place->arena, &member, &compiler, STR("model/src/lib.rs"));
        assert_int_equal(status.code, STATUS_INVALID);
        assert_non_null(strstr(status.message, cases[i].why));
    }
    Compiler compiler = workspace(place, plain);
    Status status = member_find(&place->arena, &member, &compiler, STR("elsewhere/a.rs"));
    assert_non_null(strstr(status.message, "whose Cargo.toml is not found"));
    status = member_find(&place->arena, &member, &compiler, STR("model/src/main.rs"));
    assert_non_null(strstr(status.message, "it is not known how that was compiled"));
    place_put(place, "w/model/build.rs", "fn main() {}\n");
    status = member_find(&place->arena, &member, &compiler, STR("model/src/lib.rs"));
    assert_non_null(strstr(status.message, "which has a build script"));
}

static void reads_dep_info(void **state) {
    Place *place = *state;
    Compiler compiler = workspace(place, plain);
    Str path = member_dep_info(&place->arena, compiler.argv);
    assert_true(str_eq(path, place_path(place, "deps/app-1.d")));
    place_put(place, "deps/app-1.d",
              "/d/app-1.d: app/src/main.rs app/src/b\\ c.rs  x.rs\n\n/d/y: z.rs\n");
    StrList files = {0};
    member_files(&place->arena, &files, path);
    assert_int_equal(files.count, 3);
    assert_true(str_is(files.items[1], "app/src/b c.rs"));
    assert_true(str_is(files.items[2], "x.rs"));
    StrList none = {0};
    member_files(&place->arena, &none, place_path(place, "none.d"));
    place_put(place, "deps/bad.d", "no rule\n");
    member_files(&place->arena, &none, place_path(place, "deps/bad.d"));
    assert_int_equal(none.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLACE_TEST(finds_and_compiles),
        PLACE_TEST(inherits_the_edition),
        PLACE_TEST(refuses_what_only_cargo_can),
        PLACE_TEST(reads_dep_info),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
