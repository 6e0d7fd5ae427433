/*
 * base/file and base/proc: reading, replacing, listing, children.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/proc.h"

#define assert_str(str, text)                                                                      \
    do {                                                                                           \
        Str compared = (str);                                                                      \
        assert_int_equal(compared.len, sizeof(text) - 1);                                          \
        assert_memory_equal(compared.data, text, sizeof(text) - 1);                                \
    } while (0)

typedef struct Place {
    Arena arena;
    Str folder; /* new and empty, without symlinks in its path */
} Place;

static int make_place(void **state) {
    const char *base = getenv("TMPDIR");
    char name[512];
    snprintf(name, sizeof name, "%s/sendfix-test-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(name) == NULL) {
        return -1;
    }
    Place *place = calloc(1, sizeof *place);
    place->folder = file_real_path(&place->arena, str_from(name));
    *state = place;
    return place->folder.len > 0 ? 0 : -1;
}

static void remove_tree(Place *place) {
    const char *const argv[] = {"rm", "-rf", str_cstr(&place->arena, place->folder), NULL};
    Proc proc;
    Status status = proc_start(&proc, argv, false);
    assert_int_equal(status.code, STATUS_OK);
    assert_int_equal(proc_wait(&proc), 0);
}

static int remove_place(void **state) {
    Place *place = *state;
    remove_tree(place);
    arena_finish(&place->arena);
    free(place);
    return 0;
}

static Str in(Place *place, const char *name) {
    return file_join(&place->arena, place->folder, str_from(name));
}

static const char *in_c(Place *place, const char *name) {
    return str_cstr(&place->arena, in(place, name));
}

static void put(Place *place, const char *name, Str content) {
    Status status = file_replace(in(place, name), content);
    assert_string_equal(status.message, "");
}

static Str get(Place *place, const char *name) {
    Str content = {0};
    Status status = file_read(&place->arena, &content, in(place, name), 0);
    assert_string_equal(status.message, "");
    return content;
}

static StatusCode read_code(Place *place, Str path, size_t limit) {
    Str content = {0};
    return file_read(&place->arena, &content, path, limit).code;
}

static void test_read(void **state) {
    Place *place = *state;
    put(place, "a", STR("one\0two\n"));
    assert_str(get(place, "a"), "one\0two\n");
    put(place, "empty", (Str){0});
    assert_int_equal(get(place, "empty").len, 0);
    assert_int_equal(read_code(place, in(place, "a"), 8), STATUS_OK);
    assert_int_equal(read_code(place, in(place, "a"), 7), STATUS_IO);
    assert_int_equal(read_code(place, in(place, "none"), 0), STATUS_MISSING);
    assert_int_equal(read_code(place, in(place, "a/b"), 0), STATUS_MISSING);
    assert_int_equal(read_code(place, (Str){0}, 0), STATUS_MISSING);
    assert_int_equal(read_code(place, place->folder, 0), STATUS_IO);
    Str cut = str_format(&place->arena, STR_FMT "/a%cb", STR_ARG(place->folder), '\0');
    assert_int_equal(read_code(place, cut, 0), STATUS_MISSING);
    assert_int_equal(mkfifo(in_c(place, "pipe"), 0600), 0);
    assert_int_equal(read_code(place, in(place, "pipe"), 0), STATUS_IO); /* and does not wait */
}

static void test_read_without_a_size(void **state) {
    Place *place = *state;
    if (!file_is_regular(STR("/proc/self/status"))) {
        skip();
    }
    Str content = {0};
    Status status = file_read(&place->arena, &content, STR("/proc/self/status"), 100000);
    assert_string_equal(status.message, "");
    assert_true(content.len > 100);
}

static void test_replace_keeps_mode_and_link(void **state) {
    Place *place = *state;
    struct stat info;
    put(place, "real", STR("old"));
    assert_int_equal(chmod(in_c(place, "real"), 0750), 0);
    assert_int_equal(symlink("real", in_c(place, "link")), 0);
    put(place, "link", STR("new"));
    assert_str(get(place, "real"), "new");
    assert_int_equal(lstat(in_c(place, "link"), &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(stat(in_c(place, "real"), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0750);
}

static void test_replace_makes_a_file_as_the_umask_says(void **state) {
    Place *place = *state;
    struct stat info;
    mode_t before = umask(027);
    put(place, "new", STR("x"));
    umask(before);
    assert_int_equal(stat(in_c(place, "new"), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
}

static void test_replace_refuses(void **state) {
    Place *place = *state;
    assert_int_equal(file_replace(place->folder, STR("x")).code, STATUS_IO);
    assert_int_equal(file_replace(in(place, "none/x"), STR("x")).code, STATUS_IO);
    assert_int_equal(file_replace((Str){0}, STR("x")).code, STATUS_IO);
    assert_int_equal(symlink("nowhere", in_c(place, "dangling")), 0);
    assert_int_equal(file_replace(in(place, "dangling"), STR("x")).code, STATUS_IO);
    if (geteuid() != 0) { /* all is allowed to root */
        put(place, "fixed", STR("old"));
        assert_int_equal(chmod(in_c(place, "fixed"), 0444), 0);
        assert_int_equal(file_replace(in(place, "fixed"), STR("x")).code, STATUS_IO);
        assert_str(get(place, "fixed"), "old");
    }
    StrList left = {0};
    file_list(&place->arena, &left, place->folder, STR(".tmp"), 10);
    assert_int_equal(left.count, 0);
    Status status = file_replace(in(place, "a\x1b[2J/x"), STR("x"));
    assert_null(strchr(status.message, '\x1b'));
}

static void test_paths(void **state) {
    Place *place = *state;
    assert_str(file_join(&place->arena, STR("a"), STR("b")), "a/b");
    assert_str(file_join(&place->arena, STR("a/"), STR("b")), "a/b");
    assert_str(file_join(&place->arena, (Str){0}, STR("b")), "b");
    assert_str(file_join(&place->arena, STR("a"), STR("/b")), "/b");
    assert_str(file_folder(STR("a/b")), "a");
    assert_str(file_folder(STR("b")), "");
    assert_str(file_folder(STR("/b")), "/");
    assert_str(file_folder((Str){0}), "");
    assert_str(file_base_name(STR("a/b")), "b");
    assert_str(file_base_name(STR("b")), "b");
    assert_str(file_base_name(STR("a/")), "");
    put(place, "x", STR("x"));
    assert_int_equal(symlink("x", in_c(place, "y")), 0);
    Str real = file_real_path(&place->arena, in(place, "./y"));
    assert_true(str_eq(real, in(place, "x")));
    assert_int_equal(file_real_path(&place->arena, in(place, "z")).len, 0);
    assert_true(file_is_regular(in(place, "y")));
    assert_false(file_is_regular(place->folder));
    assert_true(file_is_folder(place->folder));
    assert_false(file_is_folder(in(place, "z")));
    assert_true(str_starts(file_current_folder(&place->arena), STR("/")));
}

static void test_list(void **state) {
    Place *place = *state;
    const char *folders[] = {"src", "src/b", "target", ".git", "src/node_modules"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        assert_int_equal(mkdir(in_c(place, folders[i]), 0700), 0);
    }
    const char *files[] = {"src/b.rs",
                           "src/a.rs",
                           "src/b/c.rs",
                           "src/x.txt",
                           "z.rs",
                           "target/t.rs",
                           "src/node_modules/n.rs",
                           ".git/g.rs"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        put(place, files[i], STR("x"));
    }
    assert_int_equal(symlink("..", in_c(place, "src/loop")), 0);
    StrList found = {0};
    VEC_PUSH(&place->arena, &found, STR("zzz"));
    file_list(&place->arena, &found, place->folder, STR(".rs"), 100);
    assert_int_equal(found.count, 5);
    const char *expected[] = {"src/a.rs", "src/b.rs", "src/b/c.rs", "z.rs"};
    assert_str(found.items[0], "zzz");
    for (size_t i = 0; i < 4; i++) {
        assert_true(str_eq(found.items[i + 1], in(place, expected[i])));
    }
    StrList few = {0};
    file_list(&place->arena, &few, place->folder, STR(".rs"), 2);
    assert_int_equal(few.count, 2);
    file_list(&place->arena, &few, in(place, "none"), STR(".rs"), 2);
    assert_int_equal(few.count, 2);
}

static int run(Place *place, const char *script, Str *output) {
    const char *const argv[] = {"sh", "-c", script, NULL};
    Proc proc;
    Status status = proc_start(&proc, argv, output != NULL);
    assert_string_equal(status.message, "");
    assert_int_equal(proc.output >= 0, output != NULL);
    if (output != NULL) {
        char *buffer = arena_alloc(&place->arena, 4096);
        ssize_t got = 0;
        *output = (Str){.data = buffer};
        while ((got = read(proc.output, buffer + output->len, 4096 - output->len)) > 0) {
            output->len += (size_t)got;
        }
    }
    return proc_wait(&proc);
}

static void test_children(void **state) {
    Place *place = *state;
    Str output = {0};
    assert_int_equal(run(place, "echo out; exit 7", &output), 7);
    assert_str(output, "out\n");
    assert_int_equal(run(place, "kill -TERM $$", NULL), 128 + SIGTERM);
    assert_int_equal(run(place, "exit 0", NULL), 0);
    Proc proc;
    const char *const missing[] = {"sendfix-no-such-program", NULL};
    Status status = proc_start(&proc, missing, true);
    assert_int_equal(status.code, STATUS_IO);
    assert_non_null(strstr(status.message, "cannot run sendfix-no-such-program: "));
    assert_int_equal(proc.output, -1);
}

/*
 * A child that writes more than a pipe holds ends when nobody reads on, even if we ignore SIGPIPE.
 */
static void test_child_nobody_reads(void **state) {
    (void)state;
    const char *const argv[] = {"yes", NULL};
    Proc proc;
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    Status status = proc_start(&proc, argv, true);
    assert_string_equal(status.message, "");
    assert_int_equal(proc_wait(&proc), 128 + SIGPIPE);
    signal(SIGPIPE, before);
}

static void test_exit_status_with_sigchld_ignored(void **state) {
    Place *place = *state;
    signal(SIGCHLD, SIG_IGN);
    assert_int_equal(run(place, "exit 3", NULL), 3);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_place, remove_place)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_read),
        TEST(test_read_without_a_size),
        TEST(test_replace_keeps_mode_and_link),
        TEST(test_replace_makes_a_file_as_the_umask_says),
        TEST(test_replace_refuses),
        TEST(test_paths),
        TEST(test_list),
        TEST(test_children),
        TEST(test_child_nobody_reads),
        TEST(test_exit_status_with_sigchld_ignored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
