/*
 * Unit tests of base/toml.c: what a file sets, whichever way it is written, and what is no TOML.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "scratch.h"

#include "base/toml.h"

static void add_key(StrBuf *out, const TomlKey *key) {
    const TomlKey *keys[100];
    size_t count = 0;
    for (; key != NULL && count < 100; key = key->above) keys[count++] = key;
    while (count-- > 0)
        strbuf_addf(out, STR_FMT "%s", STR_ARG(keys[count]->name), count ? "/" : "");
}

/* A line for each entry: LINE KEY KIND VALUE. */
static const char *shown(Arena *arena, Str text) {
    static const char *const kinds[] = {"table", "string", "boolean", "integer", "other", "wrong"};
    TomlEntryList entries = {0};
    toml_read(arena, &entries, text);
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < entries.count; i++) {
        const TomlEntry *entry = &entries.items[i];
        strbuf_addf(&out, "%zu ", entry->line);
        add_key(&out, entry->key);
        strbuf_addf(&out, " %s " STR_FMT "\n", kinds[entry->kind], STR_ARG(entry->value));
    }
    return str_cstr(arena, strbuf_str(&out));
}

static void check(Arena *arena, const char *text, const char *expected) {
    assert_string_equal(shown(arena, str_from(text)), expected);
}

static void test_values(void **state) {
    check(*state,
          "\xef\xbb\xbf"
          "# a comment\n"
          "a = \"x # \\\"y\\\"\" # z\r\n"
          "b='C:\\n'\n"
          "\"c d\" . 'e.f' = true\n"
          "g = -1_000\n"
          "h = 1.5\n"
          "i = 1979-05-27T07:32:00Z\n"
          "j = nan",
          "2 a string x # \"y\"\n"
          "3 b string C:\\n\n"
          "4 c d/e.f boolean true\n"
          "5 g integer -1000\n"
          "6 h other 1.5\n"
          "7 i other 1979-05-27T07:32:00Z\n"
          "8 j other nan\n");
}

static void test_strings(void **state) {
    check(*state,
          "a = \"\\u00e9\\U0001f980\\t|\"\n"
          "b = \"\"\"\n"
          "one\n"
          "two \\\n"
          "   three\"\"\"\"\n"
          "c = '''\n"
          "[not.a.table]\n"
          "d = 1'''\n"
          "e = \"\"",
          "1 a string \xc3\xa9\xf0\x9f\xa6\x80\t|\n"
          "2 b string one\ntwo three\"\n"
          "6 c string [not.a.table]\nd = 1\n"
          "9 e string \n");
}

/* Three ways to say the same; lines of an array are no lines of the file. */
static void test_tables(void **state) {
    check(*state,
          "[ a . b ]\n"
          "c = 1\n"
          "[a]\n"
          "b.c = 1\n"
          "[[d]]\n"
          "list = [ # first\n"
          "  \"[x]\", {y = 1}, [\n"
          "  2 ],\n"
          "]\n"
          "f = { g = { h = 1 }, \"i\" = 'j' }\n"
          "k = {}",
          "1 a/b table \n"
          "2 a/b/c integer 1\n"
          "3 a table \n"
          "4 a/b/c integer 1\n"
          "5 d table \n"
          "6 d/list other [ # first\n"
          "  \"[x]\", {y = 1}, [\n"
          "  2 ],\n"
          "]\n"
          "10 d/f table \n"
          "10 d/f/g table \n"
          "10 d/f/g/h integer 1\n"
          "10 d/f/i string j\n"
          "11 d/k table \n");
}

/* Each line is wrong, and what stands behind it is read. */
static void test_wrong(void **state) {
    static const char *const lines[] = {
        "x",
        "x =",
        "x = y",
        "= 1",
        "x = \"y",
        "x = 'y",
        "x = \"\\q\"",
        "x = \"\\ud800\"",
        "x = 1 2",
        "x = [1 2]",
        "x = {y = 1",
        "x = {y}",
        "x = [}",
        "x = \"y\"z",
        "x. = 1",
        "x = \"\\U00110000\"",
        "x = \"\\u12\"",
        "x y = 1",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Str text = str_format(*state, "[t]\n%s\nnext = 1\n", lines[i]);
        Str expected =
            str_format(*state, "1 t table \n2 t wrong %s\n3 t/next integer 1\n", lines[i]);
        assert_string_equal(shown(*state, text), str_cstr(*state, expected));
    }
    /* of what stands below a header that cannot be read nobody knows where it belongs */
    check(*state, "[a]\n[b\nc = 1\n", "1 a table \n2  wrong [b\n3 /c integer 1\n");
    check(*state, "a = \"\"\"\nb = 1\n", "1  wrong a = \"\"\"\n");
}

static const TomlKey *only_key(Arena *arena, const char *text) {
    TomlEntryList entries = {0};
    toml_read(arena, &entries, str_from(text));
    assert_int_equal(entries.count, 1);
    return entries.items[0].key;
}

static void test_paths(void **state) {
    const TomlKey *key = only_key(*state, "a.b.c = 1");
    assert_true(toml_is_at(key, "a.b.c"));
    assert_false(toml_is_at(key, "b.c"));
    assert_false(toml_is_at(key, "a.b"));
    assert_false(toml_is_at(key, "x.a.b.c"));
    assert_false(toml_is_at(key, ""));
    assert_true(toml_is_at(NULL, ""));
    assert_true(toml_below(key, "a.b") == key);
    assert_true(toml_below(key, "a") == key->above);
    assert_true(toml_below(key, "") == key->above->above);
    assert_null(toml_below(key, "a.b.c"));
    assert_null(toml_below(key, "b"));
    assert_null(toml_below(NULL, ""));
    /* a dot within a name parts nothing */
    assert_false(toml_is_at(only_key(*state, "'a.b' = 1"), "a.b"));
}

/* What is meant to take for ever, or all of the stack. */
static void test_hostile(void **state) {
    static const char *const pieces[] = {
        "[",          "a=[",       "a.",     "a={b=", "[a]\n",     "\"",
        "a=\"\"\"\n", "a='''x'''", "a=[[\n", "{",     "a=\"\\u00", "[[a.",
    };
    enum { SIZE = 1 << 20 };
    clock_t start = clock();
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        Arena arena = {0};
        StrBuf text = strbuf_new(&arena);
        while (text.len < SIZE) strbuf_add(&text, str_from(pieces[i]));
        TomlEntryList entries = {0};
        toml_read(&arena, &entries, strbuf_str(&text));
        assert_true(entries.count > 0);
        for (size_t k = 0; k < entries.count; k++) toml_below(entries.items[k].key, "x.y.z");
        arena_finish(&arena);
    }
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 20);
    (void)state;
}

/* Every beginning of a text, and NUL bytes, are read without harm. */
static void test_cut(void **state) {
    static const char text[] =
        "\xef\xbb\xbf[a.\"b\"]\r\nc = [1, {d = '''x'''}, \"\\u00e9\\\n\"]\n\0 = 1\n"
        "e = \"\"\"\\\n  y\"\"\"\"\n";
    for (size_t length = 0; length < sizeof text; length++) {
        char *copy = arena_alloc(*state, length + 1);
        memcpy(copy, text, length);
        TomlEntryList entries = {0};
        toml_read(*state, &entries, (Str){.data = copy, .len = length});
        assert_true(entries.count < 10);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_values), SCRATCH_TEST(test_strings), SCRATCH_TEST(test_tables),
        SCRATCH_TEST(test_wrong),  SCRATCH_TEST(test_paths),   SCRATCH_TEST(test_hostile),
        SCRATCH_TEST(test_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
