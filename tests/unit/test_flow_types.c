/*
 * Flow: the types of expressions, what calls call and fields name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow_sample.h"

#define type_is flow_sample_assert_type

static void test_literals_and_operators(void **state) {
    (void)state;
    flow_sample_parse("fn f(n: u64, s: &str) {\n"
                      "    let a = 1; let b = 2.5; let c = 3u8; let d = 'x'; let e = \"t\";\n"
                      "    let g = n + 1; let h = n > 1 && true; let i = !h; let j = -b;\n"
                      "    let k = (a, c); let l = [n, 2]; let m = &mut n; let o = *m;\n"
                      "    let p = l[0]; let q = k.1; let r = n as f32; let t = 0..n;\n"
                      "    let (v, w) = k; let [x, ..] = l;\n"
                      "    let y = String::from(s) + \"x\"; let z = b'c';\n"
                      "}\n");
    type_is(2, "a", "i32");
    type_is(2, "b", "f64");
    type_is(2, "c", "u8");
    type_is(2, "d", "char");
    type_is(2, "\"t\"", "&str");
    type_is(3, "g", "u64");
    type_is(3, "h", "bool");
    type_is(3, "i", "bool");
    type_is(3, "j", "f64");
    type_is(4, "k", "(i32, u8)");
    type_is(4, "l", "[u64; _]");
    type_is(4, "m", "&mut u64");
    type_is(4, "o", "u64");
    type_is(5, "p", "u64");
    type_is(5, "q", "u8");
    type_is(5, "r", "f32");
    type_is(5, "t", "Range<u64>");
    type_is(6, "v", "i32");
    type_is(6, "w", "u8");
    type_is(6, "x", "u64");
    type_is(7, "y", "String");
    type_is(7, "z", "u8");
}

static void test_structs_and_enums(void **state) {
    (void)state;
    flow_sample_parse(
        "struct Pair<A, B> { left: A, right: Vec<B> }\n"
        "struct Wrap(u16, String);\n"
        "enum Shape { Dot, Circle(f32), Rect { w: u8, h: u8 } }\n"
        "fn f(p: &Pair<u8, bool>, s: Shape) {\n"
        "    let a = &p.left; let b = p.right[0]; let c = p.right.len();\n"
        "    let w = Wrap(1, \"x\".to_string()); let d = w.0; let Wrap(e, g) = w;\n"
        "    match s { Shape::Circle(r) => drop(r), Shape::Rect { w: x, h } => drop(x), _ => {} }\n"
        "    let q = Pair { left: 'c', right: vec![1u32] }; let i = q.right;\n"
        "    let Pair { left, .. } = p; let dot = Shape::Dot;\n"
        "}\n");
    type_is(5, "a", "&u8");
    type_is(5, "b", "bool");
    type_is(5, "c", "usize");
    type_is(6, "w", "Wrap");
    type_is(6, "d", "u16");
    type_is(6, "g", "String");
    type_is(7, "r", "f32");
    type_is(7, "x", "u8");
    type_is(7, "h", "u8");
    type_is(8, "q", "Pair<char, u32>");
    type_is(8, "i", "Vec<u32>");
    type_is(9, "left", "&u8");
    type_is(9, "dot", "Shape");
    const Item *owner = NULL;
    const Field *field = flow_field(flow_sample_flow, flow_sample_node(5, "p.left"), &owner);
    assert_non_null(field);
    assert_true(str_is(field->name, "left") && str_is(owner->name, "Pair"));
    NodeList uses = {0};
    flow_field_uses(&flow_sample_arena, &uses, flow_sample_flow, owner, STR("left"));
    assert_int_equal(uses.count, 3); /* p.left, left: 'c', the pattern */
    uses.count = 0;
    flow_field_uses(&flow_sample_arena, &uses, flow_sample_flow, owner, STR("right"));
    assert_int_equal(uses.count, 4);
}

static void test_functions_and_generics(void **state) {
    (void)state;
    flow_sample_parse("fn id<T>(t: T) -> T { t }\n"
                      "fn twice<T, F: Fn(T) -> T>(t: T, f: F) -> T { f(f(t)) }\n"
                      "fn first<I>(it: I) -> Option<I::Item> where I: Iterator { None }\n"
                      "fn make() -> impl Fn(u8) -> String { |n| n.to_string() }\n"
                      "fn f() {\n"
                      "    let a = id(1u8); let b = id(\"x\"); let c = id::<u64>(3);\n"
                      "    let d = twice(2u16, |x| x); let e = first(vec![1u8].into_iter());\n"
                      "    let g = make(); let h = g(1); let i = id; let j = i('c');\n"
                      "}\n");
    type_is(6, "a", "u8");
    type_is(6, "b", "&str");
    type_is(6, "c", "u64");
    type_is(7, "d", "u16");
    type_is(7, "x", "u16");
    type_is(7, "e", "Option<u8>");
    type_is(8, "h", "String");
    type_is(8, "j", "char");
    type_is(4, "n.to_string()", "String");
    type_is(2, "f(f(t))", "T");
}

static void test_methods(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::rc::Rc;\n"
        "trait Named { fn name(&self) -> String; fn twin(&self) -> Self; fn len(&self) -> u8 { 1 } }\n"
        "struct A<T> { t: T }\n"
        "impl<T> A<T> { fn new(t: T) -> Self { Self { t } } fn get(&self) -> &T { &self.t } }\n"
        "impl Named for A<u8> { fn name(&self) -> String { String::new() } fn twin(&self) -> Self { A { t: 1 } } }\n"
        "fn f(d: &dyn Named, b: Box<dyn Named>, i: impl Named) {\n"
        "    let a = A::new(5u8); let g = a.get(); let n = a.name(); let t = a.twin();\n"
        "    let r = Rc::new(a); let s = r.get(); let l = r.len(); let v = d.name();\n"
        "    let w = b.len(); let x = i.name(); let y = <A<u8> as Named>::name(&r); let z = A::get(&r);\n"
        "}\n"
        "fn h<N: Named>(n: N) { let m = n.twin(); let k = N::len(&n); }\n");
    type_is(7, "a", "A<u8>");
    type_is(7, "g", "&u8");
    type_is(7, "a.name()", "String");
    type_is(7, "a.twin()", "A<u8>");
    type_is(8, "s", "&u8");
    type_is(8, "l", "u8");
    type_is(8, "v", "String");
    type_is(9, "w", "u8");
    type_is(9, "x", "String");
    type_is(9, "y", "String");
    type_is(9, "z", "&u8");
    type_is(11, "m", "N");
    type_is(11, "k", "u8");
    const Item *name = flow_callee(flow_sample_flow, flow_sample_node(7, "a.name()"));
    assert_non_null(name);
    NodeList calls = {0};
    flow_calls(&flow_sample_arena, &calls, flow_sample_flow, name);
    assert_int_equal(calls.count, 4); /* on the type itself, dyn, impl Trait, qualified */
    const Item *get = flow_callee(flow_sample_flow, flow_sample_node(8, "r.get()"));
    assert_non_null(get);
    calls.count = 0;
    flow_calls(&flow_sample_arena, &calls, flow_sample_flow, get);
    assert_int_equal(calls.count, 3);
}

static void test_std(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::cell::{Cell, RefCell};\n"
        "use std::collections::HashMap;\n"
        "use std::sync::{mpsc, Arc, Mutex};\n"
        "fn f(m: Arc<Mutex<HashMap<String, Vec<u8>>>>, c: &Cell<u32>, r: &RefCell<String>) {\n"
        "    let g = m.lock().unwrap(); let v = g.get(\"k\").cloned(); let n = g.values().map(|v| v.len()).sum::<usize>();\n"
        "    for (key, value) in g.iter() { drop(key); }\n"
        "    for (i, (k, _)) in g.iter().enumerate() { drop(i); }\n"
        "    let x = c.get(); let y = c.replace(3); let b = r.borrow().len(); let t = r.take();\n"
        "    let (tx, rx) = mpsc::channel(); tx.send(1u8); let got = rx.recv().unwrap(); for w in rx { drop(w); }\n"
        "    let h = std::thread::spawn(move || y).join().unwrap(); let o = Some(1u8).map(|z| z > 0).unwrap_or(false);\n"
        "    let names: Vec<String> = vec![1, 2].iter().map(|q| q.to_string()).collect(); let all = names.join(\",\");\n"
        "    let mut e = HashMap::new(); e.entry(1u8).or_insert_with(Vec::new).push('c'); let taken = std::mem::take(&mut e);\n"
        "    let p: Result<u16, _> = \"1\".parse(); let u = \"1\".parse::<i8>().unwrap(); let ok = names.iter().all(|s| s.is_empty());\n"
        "    let words = \"a b\".split(' ').map(str::to_owned).collect::<Vec<_>>(); let w0 = words.first();\n"
        "}\n");
    type_is(5, "g", "MutexGuard<HashMap<String, Vec<u8>>>");
    type_is(5, "v", "Option<Vec<u8>>");
    type_is(5, "v.len()", "usize");
    type_is(6, "key", "&String");
    type_is(6, "value", "&Vec<u8>");
    type_is(7, "i", "usize");
    type_is(7, "k", "&String");
    type_is(8, "x", "u32");
    type_is(8, "y", "u32");
    type_is(8, "b", "usize");
    type_is(8, "t", "String");
    type_is(9, "rx", "Receiver<u8>");
    type_is(9, "got", "u8");
    type_is(9, "drop(w)", "()");
    type_is(10, "h", "u32");
    type_is(10, "o", "bool");
    type_is(10, "z", "u8");
    type_is(11, "q", "&i32");
    type_is(11, "all", "String");
    type_is(12, "e", "HashMap<u8, Vec<char>>");
    type_is(12, "taken", "HashMap<u8, Vec<char>>");
    type_is(13, "\"1\".parse()", "Result<u16, u16::Err>");
    type_is(13, "u", "i8");
    type_is(13, "ok", "bool");
    type_is(14, "words", "Vec<String>");
    type_is(14, "w0", "Option<&String>");
}

static void test_control(void **state) {
    (void)state;
    flow_sample_parse(
        "fn f(o: Option<u8>, r: Result<u16, String>) -> Result<u32, String> {\n"
        "    let a = if o.is_some() { 1u64 } else { return Err(String::new()) };\n"
        "    let b = match o { Some(n) => n, None => panic!() };\n"
        "    let c = loop { break 'x' }; let Some(d) = o else { return Ok(1) };\n"
        "    let e = r?; let g = { let t = (e, a); t.0 }; let h = 'l: { 5u8 };\n"
        "    if let Some(i) = o && let Some(j) = &o { drop(j); } while let Some(k) = o {}\n"
        "    let mut late; late = 7i16; let mut v = Vec::new(); v.push(late);\n"
        "    let s = |x, y: u8| (x, y); let p = s('c', 1); Ok(e as u32)\n"
        "}\n");
    type_is(2, "a", "u64");
    type_is(3, "b", "u8");
    type_is(4, "c", "char");
    type_is(4, "d", "u8");
    type_is(5, "e", "u16");
    type_is(5, "g", "u16");
    type_is(6, "j", "&u8");
    type_is(6, "k", "u8");
    type_is(7, "late", "i16");
    type_is(7, "v", "Vec<i16>");
    type_is(8, "x", "char");
    type_is(8, "p", "(char, u8)");
}

static void test_async(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::{future::Future, pin::Pin};\n"
        "trait Store { async fn load(&self, k: u8) -> String; fn boxed(&self) -> Pin<Box<dyn Future<Output = u8> + Send + '_>>; }\n"
        "async fn a(n: u8) -> Result<u16, String> { Ok(1) }\n"
        "fn b() -> impl Future<Output = char> { async { 'c' } }\n"
        "async fn run<S: Store, F, Fut>(s: &S, f: F) -> Result<(), String> where F: Fn(u8) -> Fut, Fut: Future<Output = bool> {\n"
        "    let x = a(1).await?; let y = b().await; let z = async { y }.await; let w = s.load(1).await;\n"
        "    let v = s.boxed().await; let u = f(1).await; let t = async move { a(2).await? ; Ok::<u8, String>(1) };\n"
        "    let q = t.await; Ok(())\n"
        "}\n");
    type_is(6, "x", "u16");
    type_is(6, "y", "char");
    type_is(6, "z", "char");
    type_is(6, "w", "String");
    type_is(7, "v", "u8");
    type_is(7, "u", "bool");
    type_is(8, "q", "Result<u8, String>");
    type_is(6, "a(1)", "impl Future<Output = Result<u16, String>>");
    type_is(4, "async { 'c' }", "impl Future<Output = char>");
}

static void test_names(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::io::Result as IoResult;\n"
        "use std::rc::Rc as Shared;\n"
        "mod a { pub struct Thing; pub fn make() -> u8 { 1 } pub type Result<T> = std::result::Result<T, super::Bad>; }\n"
        "mod b { pub struct Thing { pub n: u16 } pub fn make() -> char { 'c' } }\n"
        "pub struct Bad;\n"
        "fn f(t: b::Thing, r: a::Result<u8>, i: IoResult<u8>, g: std::fmt::Result, s: Shared<u8>) {\n"
        "    let x = t.n; let y = a::make(); let z = b::make(); let w = *s;\n"
        "}\n");
    type_is(6, "a::Result<u8>", "Result<u8, Bad>");
    type_is(6, "IoResult<u8>", "Result<u8, Error>");
    type_is(6, "std::fmt::Result", "Result<(), Error>");
    type_is(6, "Shared<u8>", "Rc<u8>");
    type_is(7, "x", "u16");
    type_is(7, "y", "u8");
    type_is(7, "z", "char");
    type_is(7, "w", "u8");
}

static void test_broken_code(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",
        "fn",
        "fn f(",
        "fn f() { let x = ; x.",
        "type A = A; fn f(a: A) { a.b.c(); }",
        "type A = B; type B = A; struct S(A); fn f(s: S) { s.0.x(); }",
        "struct S<T>(T); type A = S<A>; fn f(a: A) { a.0.0.0.0; }",
        "trait T: U {} trait U: T {} fn f<X: T>(x: X) { x.nothing(); }",
        "impl<T: Tr> Tr for T { type X = <T as Tr>::X; fn y(self) -> Self::X; } fn f(n: u8) { n.y(); }",
        "fn f() { let mut a = Vec::new(); a.push(a); a = vec![a]; let b = |x| x(x); b(b); }",
        "impl Deref for D { type Target = D; } struct D; fn f(d: D) { d.x; d.y(); *d }",
        "match { Some(x => y } }}}} fn (((",
        "fn f() -> impl Fn( { |x, | } async { ? }",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) flow_sample_parse(texts[i]);
    assert_int_equal(type_kind(NULL), TYPE_UNKNOWN);
    assert_int_equal(type_kind(flow_type(flow_sample_flow, NULL)), TYPE_UNKNOWN);
    assert_null(flow_callee(flow_sample_flow, NULL));
    assert_false(flow_same(flow_sample_flow, NULL, NULL));
}

/* Types that double with every step must not be written out. */
static void test_large_types(void **state) {
    (void)state;
    StrBuf text = strbuf_new(&flow_sample_arena);
    strbuf_add(&text, STR("struct P<A, B>(A, B); fn d<T>(t: T) -> (T, T) { (t, t) }\n"));
    for (int i = 0; i < 40; i++)
        strbuf_addf(&text, "type A%d<T> = P<A%d<T>, A%d<T>>;\n", i, i + 1, i + 1);
    strbuf_add(&text, STR("fn f(a: A0<u8>, b: A0<u8>) { let c = [a, b]; let x = 1; let y = 1;\n"));
    for (int i = 0; i < 60; i++) strbuf_add(&text, STR("let x = d(x); let y = d(y);\n"));
    strbuf_add(&text, STR("let z = if true { x } else { y }; }\n"));
    flow_sample_parse(str_cstr(&flow_sample_arena, strbuf_str(&text)));
    const Type *type = flow_type(flow_sample_flow, flow_sample_node(103, "z"));
    assert_true(type_spell(&flow_sample_arena, type).len < 10000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_literals_and_operators),
        cmocka_unit_test(test_structs_and_enums),
        cmocka_unit_test(test_functions_and_generics),
        cmocka_unit_test(test_methods),
        cmocka_unit_test(test_std),
        cmocka_unit_test(test_control),
        cmocka_unit_test(test_async),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_broken_code),
        cmocka_unit_test(test_large_types),
    };
    return cmocka_run_group_tests(tests, NULL, flow_sample_finish);
}
