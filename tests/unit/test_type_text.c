/*
 * match/type_text: spelling, parts, comparing and finding printed types.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "match/type_text.h"

static int start(void **state) {
    static Arena arena;
    arena_init(&arena);
    *state = &arena;
    return 0;
}

static int stop(void **state) {
    arena_finish(*state);
    return 0;
}

static void spells_types_alike(void **state) {
    static const char *const rows[][2] = {
        {"std::rc::Rc<i32>", "Rc<i32>"},
        {"Rc<(dyn std::fmt::Debug + 'static)>", "Rc<dyn Debug>"},
        {"(dyn std::error::Error + Send + 'static)", "dyn Error + Send"},
        {"&'a (dyn Job + 'a)", "&dyn Job"},
        {"&'_ mut  std::vec::Vec<u8>", "&mut Vec<u8>"},
        {"std::sync::MutexGuard<'_, BTreeMap<String,u8>>", "MutexGuard<BTreeMap<String, u8>>"},
        {"Lease<'0, '1>", "Lease"},
        {"Lease<'0>", "Lease"},
        {"Page<u8, 'a>", "Page<u8>"},
        {"dyn 'a + Job", "dyn Job"},
        {"(dyn for<'a> Fn(&'a str) -> std::io::Result<()> + 'static)",
         "dyn Fn(&str) -> Result<()>"},
        {"Box<dyn Fn()->u8+Send>", "Box<dyn Fn() -> u8 + Send>"},
        {"impl Future<Output=()> + 'static", "impl Future<Output = ()>"},
        {"(Rc<i32>,)", "(Rc<i32>,)"},
        {"(u8, (Rc<i32>))", "(u8, Rc<i32>)"},
        {"()", "()"},
        {"[u8;4]", "[u8; 4]"},
        {"fn(&'0 ()) -> std::future::Ready<&'0 ()>", "fn(&()) -> Ready<&()>"},
        {"<F as std::ops::AsyncFnMut<(u8,)>>::CallRefFuture<'_>",
         "<F as AsyncFnMut<(u8,)>>::CallRefFuture"},
        {"impl Future<Output = bool> { <S as app::Store>::load<'0>(..) }",
         "impl Future<Output = bool> {<S as Store>::load(..)}"},
        {"Vec::<std::rc::Rc<u8>>", "Vec<Rc<u8>>"},
        {"{closure@src/web/main.rs:7:44: 7:51}", "{closure@main.rs:7:44}"},
        {"{async block@C:\\app\\src\\main.rs:7:44: 7:51}", "{async block@main.rs:7:44}"},
        {"[static generator@src/main.rs:7:44: 9:2]", "{static generator@main.rs:7:44}"},
        {"{closure@...}", "{closure@...}"},
        {"{integer}", "{integer}"},
        {"*mut (dyn Fn() + 'static)", "*mut dyn Fn()"},
        {"  ", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        Str normal = type_text_normal(*state, str_from(rows[i][0]));
        assert_string_equal(str_cstr(*state, normal), rows[i][1]);
        assert_string_equal(str_cstr(*state, type_text_normal(*state, normal)), rows[i][1]);
    }
}

static void finds_head_and_path(void **state) {
    static const char *const rows[][3] = {
        {"std::rc::Rc<i32>", "Rc", "std::rc"},
        {"&mut Foo", "Foo", ""},
        {"&'a  app::Foo", "Foo", "app"},
        {"dyn std::error::Error + Send", "Error", "std::error"},
        {"(dyn for<'a> Fn(&'a u8) + 'static)", "Fn", ""},
        {"impl futures::Future<Output = ()>", "Future", "futures"},
        {"<T as app::Job>::Output", "Output", ""},
        {"*mut Foo", "*mut", ""},
        {"*const ()", "*const", ""},
        {"fn(u8) -> u8", "fn", ""},
        {"(u8, u8)", "", ""},
        {"[u8; 4]", "", ""},
        {"{closure@src/a.rs:1:2: 1:4}", "", ""},
        {"dynamic::Foo", "Foo", "dynamic"},
        {"<T as", "", ""},
        {"&", "", ""},
        {"", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        Str type = str_from(rows[i][0]);
        assert_string_equal(str_cstr(*state, type_text_head(type)), rows[i][1]);
        assert_string_equal(str_cstr(*state, type_text_path(type)), rows[i][2]);
    }
    assert_true(str_is(type_text_referent(STR("&'a mut &T ")), "T"));
    assert_true(str_is(type_text_referent(STR("Rc<T>")), "Rc<T>"));
}

static void splits_arguments(void **state) {
    StrList list = {0};
    type_text_arguments(*state, &list,
                        STR("app::Map<'_, Rc<(u8, i8)>, fn(u8) -> [u8; 2], Item = ()>"));
    assert_int_equal(list.count, 3);
    assert_true(str_is(list.items[0], "Rc<(u8, i8)>"));
    assert_true(str_is(list.items[1], "fn(u8) -> [u8; 2]"));
    assert_true(str_is(list.items[2], "Item = ()"));
    list = (StrList){0};
    type_text_arguments(*state, &list, STR("Foo"));
    type_text_arguments(*state, &list, STR("(u8, u8)"));
    type_text_arguments(*state, &list, STR("Foo<'a>"));
    assert_int_equal(list.count, 0);
    type_text_arguments(*state, &list, STR("Vec::<u8"));
    assert_true(list.count <= 1);
}

static void compares_types(void **state) {
    assert_true(type_text_same(*state, STR("std::rc::Rc<i32>"), STR("Rc<{integer}>")));
    assert_true(type_text_same(*state, STR("Cell<{float}>"), STR("Cell<f64>")));
    assert_true(type_text_same(*state, STR("NonNull<_>"), STR("NonNull<Vec<(u8, u8)>>")));
    assert_true(
        type_text_same(*state, STR("Map<..., Vec<...>>"), STR("app::Map<u8, Vec<Rc<u8>>>")));
    assert_true(type_text_same(*state, STR("Atomic<u64>"), STR("AtomicU64")));
    assert_true(type_text_same(*state, STR("(dyn Job + 'static)"), STR("dyn app::Job")));
    assert_true(
        type_text_same(*state, STR("Box<{closure@...}>"), STR("Box<{closure@src/a.rs:1:2: 1:4}>")));
    assert_false(type_text_same(*state, STR("Rc<i32>"), STR("Rc<i64>")));
    assert_false(type_text_same(*state, STR("Cell<{float}>"), STR("Cell<u8>")));
    assert_false(type_text_same(*state, STR("Rc<i32>"), STR("Rc<i32")));
    assert_false(type_text_same(*state, STR("Rc<i32>"), STR("Rc<i32>>")));
    assert_false(type_text_same(*state, STR("Pair<_>"), STR("Pair<u8, u8>")));
    assert_false(type_text_same(*state, STR("snake_case"), STR("snakeXcase")));
}

static void finds_types_within(void **state) {
    Str whole = STR("Option<std::rc::Rc<(u8, Box<dyn app::Job + Send>)>>");
    assert_true(type_text_contains(*state, whole, STR("Rc<(u8, Box<dyn Job + Send>)>")));
    assert_true(type_text_contains(*state, whole, STR("u8")));
    assert_true(type_text_contains(*state, whole, STR("dyn Job + Send")));
    assert_false(type_text_contains(*state, whole, STR("dyn Job")));
    assert_false(type_text_contains(*state, whole, STR("Job + Send")));
    assert_false(type_text_contains(*state, whole, STR("Rc")));
    assert_false(type_text_contains(*state, whole, STR("")));
    assert_true(type_text_contains(*state, STR("<T as Job>::Output"), STR("T")));
    assert_false(type_text_contains(*state, STR("Text"), STR("T")));
    Str found = type_text_find(*state, whole, STR("Rc<...>"));
    assert_true(str_is(found, "std::rc::Rc<(u8, Box<dyn app::Job + Send>)>"));
    assert_int_equal(type_text_find(*state, whole, STR("Arc<...>")).len, 0);
    assert_true(type_text_is_shortened(STR("Vec<...>")));
}

/* Cut and damaged texts of all kinds: no crash, and in good time. */
static void bears_any_text(void **state) {
    static const char *const seeds[] = {
        "&'a mut (dyn for<'a> Fn(&'a std::rc::Rc<[u8; 4]>) -> <T as Job>::Output + 'static)",
        "{async block@src/a.rs:1:2: 1:4}<'a>, >>))]]'':::<+ - =;...",
        "((((((((",
        "<<<<<<<<",
        "&&&&&&&&",
        "''''''''",
        "::::::::",
        "{a@{a@{a@",
        "for<for<for<",
    };
    for (size_t i = 0; i < sizeof seeds / sizeof seeds[0]; i++) {
        Str seed = str_from(seeds[i]);
        for (size_t from = 0; from < seed.len; from++) {
            for (size_t to = from; to <= seed.len; to += 3) {
                Str piece = str_slice(seed, from, to);
                StrList list = {0};
                type_text_arguments(*state, &list, piece);
                (void)type_text_same(*state, type_text_normal(*state, piece), seed);
                (void)type_text_contains(*state, seed, piece);
                (void)type_text_find(*state, seed, piece);
                (void)type_text_path(piece);
            }
        }
        StrBuf many = strbuf_new(*state);
        while (many.len < 50000) {
            strbuf_add(&many, seed);
        }
        Str text = strbuf_str(&many);
        (void)type_text_normal(*state, text);
        (void)type_text_same(*state, text, text);
        (void)type_text_contains(*state, text, STR("Rc<u8>"));
        (void)type_text_find(*state, str_slice(text, 0, 30000), STR("Rc<...>"));
        (void)type_text_head(text);
        arena_reset(*state);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(spells_types_alike, start, stop),
        cmocka_unit_test_setup_teardown(finds_head_and_path, start, stop),
        cmocka_unit_test_setup_teardown(splits_arguments, start, stop),
        cmocka_unit_test_setup_teardown(compares_types, start, stop),
        cmocka_unit_test_setup_teardown(finds_types_within, start, stop),
        cmocka_unit_test_setup_teardown(bears_any_text, start, stop),
    };
    return cmocka_run_group_tests_name("match/type_text", tests, NULL, NULL);
}
