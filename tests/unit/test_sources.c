/*
 * Unit tests of sources.c and rust/manifest.c: which crates of a cargo workspace are read.
 */
#define _XOPEN_SOURCE 700 /* mkdtemp, nftw */

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "rust/manifest.h"
#include "sources.h"

static Arena arena;
static char root[] = "/tmp/sendfix-test-XXXXXX";

static void write_file(const char *name, const char *text) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    for (char *slash = strchr(path + sizeof root, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int make_workspace(void **state) {
    (void)state;
    if (mkdtemp(root) == NULL) {
        return -1;
    }
    write_file("Cargo.toml", "[workspace]\nmembers = [\"app\", \"libs/*\"]\n"
                             "[workspace.dependencies]\nshared = { path = \"libs/shared\" }\n"
                             "serde = \"1\"\n");
    write_file("app/Cargo.toml",
               "[package]\nname = \"app\"\nedition = \"2018\"\n[[bin]]\npath = \"src/main.rs\"\n"
               "[dependencies]\nshared.workspace = true\nserde = { workspace = true }\n"
               "# gone = { path = \"../gone\" }\n"
               "[dependencies.tools]\npath = '../libs/tools'\n");
    write_file("app/src/main.rs", "mod state;\nfn main() {}\n");
    write_file("app/src/state.rs", "pub struct Local;\n");
    write_file(
        "libs/shared/Cargo.toml",
        "[package]\nname = \"shared\"\n[dependencies]\ndeep = { version = \"1\", features = [\n"
        "  # of several lines\n  \"a\",\n], path = \"../deep\" }\n"
        "tools.path = \"../tools\"\nnote = \"\"\"\npath = '../gone'\n\"\"\"\n");
    write_file("libs/shared/src/lib.rs", "pub struct Shared;\n");
    write_file("libs/deep/Cargo.toml", "[package]\nname = \"deep\"\n");
    write_file("libs/deep/src/lib.rs", "mod inner;\n");
    write_file("libs/deep/src/inner.rs", "pub(crate) type Handle = u8; // no Wanted\n");
    write_file("libs/tools/Cargo.toml", "[package]\nname = \"tools\"\n");
    write_file("libs/tools/src/lib.rs", "pub fn handle(_: Handle) {}\n");
    return 0;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *at) {
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

static int remove_workspace(void **state) {
    (void)state;
    arena_finish(&arena);
    return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static Str below_root(const char *name) {
    return str_format(&arena, "%s/%s", root, name);
}

static void test_path_dependencies(void **state) {
    (void)state;
    StrList found = {0};
    manifest_path_dependencies(&arena, &found, below_root("app"), str_from(root));
    assert_int_equal(found.count, 2);
    assert_true(str_ends(found.items[0], STR("/libs/shared")));
    assert_true(str_ends(found.items[1], STR("/libs/tools")));
    manifest_path_dependencies(&arena, &found, below_root("libs/shared"), str_from(root));
    assert_int_equal(found.count, 3);
    assert_true(str_ends(found.items[2], STR("/libs/deep")));
    manifest_path_dependencies(&arena, &found, below_root("nowhere"), str_from(root));
    assert_int_equal(found.count, 3);
}

/* The workspace for one diagnostic in app/src/main.rs whose text names a type. */
static Workspace *open_for(const char *type, bool by_cargo) {
    Diagnostic *diagnostic = ARENA_NEW(&arena, Diagnostic);
    diagnostic->manifest = by_cargo ? below_root("app/Cargo.toml") : (Str){0};
    Span span = {.file = STR("app/src/main.rs"), .line_start = 1, .line_end = 1};
    VEC_PUSH(&arena, &diagnostic->spans, span);
    Evidence *evidence = ARENA_NEW(&arena, Evidence);
    evidence->diagnostic = diagnostic;
    Fact fact = {.kind = FACT_HELD, .type = str_from(type)};
    VEC_PUSH(&arena, &evidence->facts, fact);
    EvidenceList list = {0};
    VEC_PUSH(&arena, &list, evidence);
    return sources_open(&arena, (Str){0}, NULL, &list);
}

static bool knows(Workspace *workspace, const char *name) {
    return index_find(workspace_index(workspace), ITEM_STRUCT | ITEM_ALIAS | ITEM_FUNCTION,
                      str_from(name)) != NULL;
}

static void test_own_crate_is_read(void **state) {
    (void)state;
    Workspace *workspace = open_for("Rc<Local>", true);
    assert_true(knows(workspace, "main"));
    assert_true(knows(workspace, "Local"));
    assert_false(knows(workspace, "Shared"));
    assert_true(str_is(workspace_edition(workspace), "2018"));
}

static void test_missing_type_is_looked_for(void **state) {
    (void)state;
    Workspace *workspace = open_for("&mut shared::Shared", true);
    assert_true(knows(workspace, "Shared"));
    assert_false(knows(workspace, "Handle"));
    const Source *source = workspace_source(workspace, STR("libs/shared/src/lib.rs"));
    assert_non_null(source);
    assert_true(source->editable);
    assert_true(knows(open_for("Vec<Handle>", true), "Handle"));
    assert_false(knows(open_for("Vec<Handle>", true), "handle"));
    assert_false(knows(open_for("Wanted", true), "Handle"));
}

static void test_without_cargo(void **state) {
    (void)state;
    assert_false(knows(open_for("Shared", false), "Shared"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_path_dependencies),
        cmocka_unit_test(test_own_crate_is_read),
        cmocka_unit_test(test_missing_type_is_looked_for),
        cmocka_unit_test(test_without_cargo),
    };
    return cmocka_run_group_tests(tests, make_workspace, remove_workspace);
}
