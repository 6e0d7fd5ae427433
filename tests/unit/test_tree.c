/*
 * base/tree: scratch folders that look like another one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "base/tree.h"
#include "place.h"

#define assert_text(str, text) assert_true(str_is((str), (text)))

static bool is_link(Place *place, const char *name) {
    struct stat info;
    assert_int_equal(lstat(place_path_c(place, name), &info), 0);
    return S_ISLNK(info.st_mode);
}

static bool is_there(Place *place, const char *name) {
    struct stat info;
    return lstat(place_path_c(place, name), &info) == 0;
}

static StrList names(Place *place, const char *const *list) {
    StrList out = {0};
    for (size_t i = 0; list[i] != NULL; i++) {
        VEC_PUSH(&place->arena, &out, str_from(list[i]));
    }
    return out;
}

static void overlay(Place *place, const StrList *files) {
    assert_int_equal(mkdir(place_path_c(place, "copy"), 0700), 0);
    Status status = tree_overlay(&place->arena, place_path(place, "copy"),
                                 place_path(place, "original"), files);
    assert_string_equal(status.message, "");
}

static void makes_real_folders_only_down_to_the_files(void **state) {
    Place *place = *state;
    place_put(place, "original/Cargo.toml", "toml");
    place_put(place, "original/app/src/main.rs", "main");
    place_put(place, "original/app/src/net/deep.rs", "deep");
    place_put(place, "original/app/srcs/other.rs", "other");
    place_put(place, "original/lib/src/lib.rs", "lib");
    StrList files =
        names(place, (const char *const[]){"app/src/main.rs", "app/src/net/new.rs", NULL});
    overlay(place, &files);
    for (size_t i = 0; i < files.count; i++) {
        Status status =
            tree_write(&place->arena, place_path(place, "copy"), files.items[i], STR("changed"));
        assert_string_equal(status.message, "");
    }
    assert_true(is_link(place, "copy/Cargo.toml"));
    assert_true(is_link(place, "copy/lib"));
    assert_true(is_link(place, "copy/app/srcs"));
    assert_false(is_link(place, "copy/app/src"));
    assert_true(is_link(place, "copy/app/src/net/deep.rs"));
    assert_false(is_link(place, "copy/app/src/main.rs"));
    assert_text(place_get(place, "copy/app/src/main.rs"), "changed");
    assert_text(place_get(place, "copy/app/src/net/new.rs"), "changed");
    assert_text(place_get(place, "copy/lib/src/lib.rs"), "lib");
    assert_text(place_get(place, "original/app/src/main.rs"), "main");
    assert_false(is_there(place, "original/app/src/net/new.rs"));
}

static void does_not_write_through_links(void **state) {
    Place *place = *state;
    place_put(place, "original/a.rs", "a");
    StrList files = {0};
    overlay(place, &files);
    assert_true(is_link(place, "copy/a.rs"));
    Status status =
        tree_write(&place->arena, place_path(place, "copy"), STR("a.rs"), STR("changed"));
    assert_int_equal(status.code, STATUS_IO);
    assert_text(place_get(place, "original/a.rs"), "a");
}

/* A folder of the original that is a link itself is entered: rustc sees the same names below it. */
static void enters_a_linked_folder_of_the_original(void **state) {
    Place *place = *state;
    place_put(place, "elsewhere/a.rs", "a");
    place_put(place, "elsewhere/b.rs", "b");
    place_put(place, "original/Cargo.toml", "toml");
    assert_int_equal(symlink("../elsewhere", place_path_c(place, "original/src")), 0);
    StrList files = names(place, (const char *const[]){"src/a.rs", NULL});
    overlay(place, &files);
    Status status =
        tree_write(&place->arena, place_path(place, "copy"), STR("src/a.rs"), STR("changed"));
    assert_string_equal(status.message, "");
    assert_text(place_get(place, "elsewhere/a.rs"), "a");
    assert_text(place_get(place, "copy/src/a.rs"), "changed");
    assert_text(place_get(place, "copy/src/b.rs"), "b");
}

static void removes_links_and_never_follows_them(void **state) {
    Place *place = *state;
    place_put(place, "kept/file", "kept");
    place_put(place, "scratch/deep/er/file", "gone");
    assert_int_equal(symlink(place_path_c(place, "kept"), place_path_c(place, "scratch/deep/link")),
                     0);
    assert_int_equal(symlink("../kept/file", place_path_c(place, "scratch/file")), 0);
    assert_int_equal(symlink("nowhere", place_path_c(place, "scratch/dangling")), 0);
    tree_remove(place_path(place, "scratch"));
    assert_false(is_there(place, "scratch"));
    assert_text(place_get(place, "kept/file"), "kept");
    assert_int_equal(symlink("kept", place_path_c(place, "link")), 0);
    tree_remove(place_path(place, "link"));
    assert_text(place_get(place, "kept/file"), "kept");
    tree_remove(place_path(place, "none"));
    tree_remove((Str){0});
}

static void makes_folders_that_are_ours_alone(void **state) {
    Place *place = *state;
    Str a = {0}, b = {0};
    struct stat info;
    assert_int_equal(tree_make(&place->arena, &a, place->folder).code, STATUS_OK);
    assert_int_equal(tree_make(&place->arena, &b, place->folder).code, STATUS_OK);
    assert_false(str_eq(a, b));
    assert_int_equal(stat(str_cstr(&place->arena, a), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0700);
    assert_int_equal(tree_make_inside(a, STR("out")).code, STATUS_OK);
    assert_int_equal(tree_make_inside(a, STR("out")).code, STATUS_IO);
    assert_int_equal(tree_make(&place->arena, &a, place_path(place, "none")).code, STATUS_IO);
}

static void says_what_it_cannot_read(void **state) {
    Place *place = *state;
    StrList files = {0};
    Status status = tree_overlay(&place->arena, place->folder, place_path(place, "none"), &files);
    assert_int_equal(status.code, STATUS_IO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLACE_TEST(makes_real_folders_only_down_to_the_files),
        PLACE_TEST(does_not_write_through_links),
        PLACE_TEST(enters_a_linked_folder_of_the_original),
        PLACE_TEST(removes_links_and_never_follows_them),
        PLACE_TEST(makes_folders_that_are_ours_alone),
        PLACE_TEST(says_what_it_cannot_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
