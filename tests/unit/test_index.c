/*
 * Index: items wherever they stand, their fields and members, and finding them by name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rust/index.h"
#include "rust/source.h"

static Arena arena;

static int finish(void **state) {
    (void)state;
    arena_finish(&arena);
    return 0;
}

static Index *build(const char *text) {
    Index *index = index_new(&arena);
    const Source *source = source_parse(&arena, STR("src/main.rs"), str_from(text));
    assert_false(source->has_errors);
    index_add(index, source);
    return index;
}

static const Item *find(const Index *index, unsigned kinds, const char *name) {
    return index_find(index, kinds, str_from(name));
}

static void assert_str(Str str, const char *text) {
    assert_int_equal(str.len, strlen(text));
    assert_memory_equal(str.data, text, str.len);
}

static size_t count_all(const Index *index, unsigned kinds) {
    ItemList all = {0};
    index_all(&arena, &all, index, kinds);
    for (size_t i = 0; i < all.count; i++)
        assert_ptr_equal(index_item(index, all.items[i]->node), all.items[i]);
    return all.count;
}

static void test_kinds(void **state) {
    (void)state;
    Index *index =
        build("struct S; enum E {} union U { a: u8 } type A = u8; trait T { type X; } impl S {}\n"
              "fn f() {} static G: u8 = 1; const K: u8 = 1; mod m { fn g() { fn h() {} } }\n"
              "macro_rules! mac { () => { fn not_an_item() {} } }\n"
              "thread_local! { static L: u8 = 1; } extern \"C\" { fn c(); }");
    static const struct {
        const char *name;
        ItemKind kind;
    } items[] = {{"S", ITEM_STRUCT},   {"E", ITEM_ENUM},     {"U", ITEM_UNION},
                 {"A", ITEM_ALIAS},    {"T", ITEM_TRAIT},    {"f", ITEM_FUNCTION},
                 {"G", ITEM_STATIC},   {"K", ITEM_CONST},    {"m", ITEM_MODULE},
                 {"g", ITEM_FUNCTION}, {"h", ITEM_FUNCTION}, {"mac", ITEM_MACRO},
                 {"L", ITEM_STATIC},   {"c", ITEM_FUNCTION}, {"X", ITEM_ASSOCIATED_TYPE}};
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        const Item *item = find(index, items[i].kind, items[i].name);
        assert_non_null(item);
        assert_int_equal(item->kind, items[i].kind);
        assert_null(find(index, ~(unsigned)items[i].kind & ~(unsigned)ITEM_IMPL, items[i].name));
    }
    assert_null(find(index, ~0u, "not_an_item"));
    assert_null(find(index, ~0u, "nothing"));
    assert_int_equal(count_all(index, ~0u), 16);
    assert_int_equal(count_all(index, ITEM_FUNCTION), 4);
}

static void test_fields(void **state) {
    (void)state;
    Index *index = build("#[derive(Clone)]\nstruct S<T> { /// doc\n pub a: Rc<T>, #[x] b: u8 }\n"
                         "struct P(pub u8, #[x] Rc<u8>);\n"
                         "enum E { A, B(u8, Rc<u8>), C { d: u8 } }");
    const Item *item = find(index, ITEM_STRUCT, "S");
    assert_int_equal(item->fields.count, 2);
    assert_str(node_text(item_field(item, STR("a"))->type), "Rc<T>");
    assert_str(node_text(item_field(item, STR("b"))->node), "b: u8");
    assert_null(item_field(item, STR("c")));
    assert_int_equal(item->node->prev->kind, NODE_ATTRIBUTE_ITEM);
    item = find(index, ITEM_STRUCT, "P");
    assert_int_equal(item->fields.count, 2);
    assert_str(node_text(item_field(item, STR("1"))->type), "Rc<u8>");
    item = find(index, ITEM_ENUM, "E");
    assert_int_equal(item->fields.count, 3);
    assert_str(item->fields.items[1].name, "1");
    assert_str(node_text(node_field(item->fields.items[1].variant, FIELD_NAME)), "B");
    assert_str(item->fields.items[2].name, "d");
    assert_null(item_field(NULL, STR("a")));
}

static void test_members(void **state) {
    (void)state;
    Index *index = build(
        "trait T { type X; fn a(&self); fn b(&self) -> u8 { 1 } async fn c(self: Arc<Self>); }\n"
        "impl<U> T for m::S<U> { type X = u8; fn a(&self) {} async fn c(self: Arc<Self>) {} }\n"
        "impl<U> S<U> { const N: u8 = 1; fn new() -> Self { S }\n"
        "fn d(&mut self) {} fn e(mut self) {} }\n"
        "impl !Send for S<u8> {} impl T for &Q {} impl From<u8> for Box<dyn Error> {}");
    const Item *trait = find(index, ITEM_TRAIT, "T");
    assert_int_equal(trait->members.count, 4);
    assert_int_equal(item_member(trait, STR("a"))->receiver, RECEIVER_REF);
    assert_int_equal(item_member(trait, STR("c"))->receiver, RECEIVER_TYPED);
    assert_true(item_member(trait, STR("c"))->is_async);
    assert_ptr_equal(item_member(trait, STR("a"))->parent, trait);
    assert_str(node_text(item_return_type(item_member(trait, STR("b")))), "u8");
    assert_null(item_return_type(item_member(trait, STR("a"))));
    ItemList impls = {0};
    index_find_all(&arena, &impls, index, ITEM_IMPL, STR("S"));
    assert_int_equal(impls.count, 3);
    assert_str(impls.items[0]->trait_name, "T");
    assert_int_equal(item_member(impls.items[0], STR("X"))->kind, ITEM_ASSOCIATED_TYPE);
    assert_str(impls.items[2]->trait_name, "Send");
    assert_int_equal(index_method(index, STR("S"), STR("new"))->receiver, RECEIVER_NONE);
    assert_int_equal(index_method(index, STR("S"), STR("d"))->receiver, RECEIVER_MUT);
    assert_int_equal(index_method(index, STR("S"), STR("e"))->receiver, RECEIVER_VALUE);
    assert_ptr_equal(index_method(index, STR("S"), STR("a"))->parent, impls.items[0]);
    assert_ptr_equal(index_method(index, STR("S"), STR("b"))->parent, trait);
    assert_null(index_method(index, STR("S"), STR("X")));
    assert_null(index_method(index, STR("Z"), STR("new")));
    impls.count = 0;
    index_impls_of(&arena, &impls, index, STR("T"));
    assert_int_equal(impls.count, 2);
    assert_str(impls.items[1]->name, "Q");
    assert_str(find(index, ITEM_IMPL, "Box")->trait_name, "From");
    assert_int_equal(find(index, ITEM_CONST, "N")->parent->kind, ITEM_IMPL);
}

static void test_in_test(void **state) {
    (void)state;
    Index *index =
        build("fn a() {} #[cfg(test)] mod tests { use x; struct S { a: u8 } impl S { fn b() {} }\n"
              "#[test] fn c() { fn d() {} } }\n"
              "#[tokio::test] async fn e() {} #[cfg(not(test))] fn f() {} #[test_case] fn g() {}");
    static const char *const in[] = {"b", "c", "d", "e", "S", "tests"};
    static const char *const out[] = {"a", "f", "g"};
    for (size_t i = 0; i < sizeof in / sizeof in[0]; i++)
        assert_true(find(index, ~0u, in[i])->in_test);
    for (size_t i = 0; i < sizeof out / sizeof out[0]; i++)
        assert_false(find(index, ~0u, out[i])->in_test);
}

static void test_order_of_files(void **state) {
    (void)state;
    Index *index = index_new(&arena);
    index_add(index, source_parse(&arena, STR("src/main.rs"), STR("fn x() {} fn y() {}")));
    index_add(index, source_parse(&arena, STR("src/b.rs"), STR("fn x() {} fn z() {}")));
    index_add(index, source_parse(&arena, STR("src/a.rs"), STR("fn z() {} fn x() {}")));
    ItemList all = {0};
    index_find_all(&arena, &all, index, ITEM_FUNCTION, STR("x"));
    assert_int_equal(all.count, 3);
    assert_str(all.items[0]->node->source->path, "src/a.rs");
    assert_str(all.items[2]->node->source->path, "src/main.rs");
    assert_ptr_equal(find(index, ~0u, "x"), all.items[0]);
    assert_int_equal(count_all(index, ~0u), 6);
}

static void test_many_names(void **state) {
    (void)state;
    StrBuf text = strbuf_new(&arena);
    for (int i = 0; i < 3000; i++) strbuf_addf(&text, "fn f%d() {}\n", i);
    Index *index = index_new(&arena);
    index_add(index, source_parse(&arena, STR("a.rs"), strbuf_str(&text)));
    assert_int_equal(count_all(index, ~0u), 3000);
    assert_non_null(find(index, ITEM_FUNCTION, "f2999"));
    assert_null(find(index, ITEM_FUNCTION, "f3000"));
}

static void test_nothing(void **state) {
    (void)state;
    Index *index = index_new(&arena);
    index_add(index, NULL);
    assert_null(find(index, ~0u, "x"));
    assert_null(index_item(index, NULL));
    assert_null(index_method(index, STR("S"), STR("f")));
    assert_int_equal(count_all(index, ~0u), 0);
    assert_null(item_member(NULL, STR("x")));
    assert_null(item_return_type(NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_kinds, finish),
        cmocka_unit_test_teardown(test_fields, finish),
        cmocka_unit_test_teardown(test_members, finish),
        cmocka_unit_test_teardown(test_in_test, finish),
        cmocka_unit_test_teardown(test_order_of_files, finish),
        cmocka_unit_test_teardown(test_many_names, finish),
        cmocka_unit_test_teardown(test_nothing, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
