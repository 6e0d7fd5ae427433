/*
 * Flow: which mentions change together, which do not; conversions of errors.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow_sample.h"

#define mentions_are flow_sample_assert_mentions
#define companions_are flow_sample_assert_companions
#define expressions_are flow_sample_assert_expressions

/* A field's Rc reaches the constructor in another function and a parameter, not an Rc of its own. */
static void test_field_to_constructor(void **state) {
    (void)state;
    flow_sample_parse("use std::rc::Rc;\n"
                      "struct App { config: Rc<String>, other: Rc<String> }\n"
                      "fn load() -> Rc<String> { Rc::new(String::new()) }\n"
                      "fn show(c: &Rc<String>) { println!(\"{c}\"); }\n"
                      "fn main() {\n"
                      "    let config = load();\n"
                      "    show(&config);\n"
                      "    let app = App { config: config.clone(), other: Rc::default() };\n"
                      "    let mine = Rc::clone(&app.config);\n"
                      "    let alone = Rc::new(1);\n"
                      "    drop((mine, alone));\n"
                      "}\n");
    mentions_are(2, "Rc<String>", "2 3 3 4 9");
    mentions_are(8, "Rc", "2 8");
    mentions_are(10, "Rc", "10");
    mentions_are(7, "config", "2 3 3 4 9");
    assert_true(
        flow_same(flow_sample_flow, flow_sample_node(9, "mine"), flow_sample_node(6, "config")));
    assert_false(
        flow_same(flow_sample_flow, flow_sample_node(9, "mine"), flow_sample_node(10, "alone")));
}

/* A generic function says "this Rc" where it spells one, and nothing about its T. */
static void test_generics(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::rc::Rc;\n"
        "fn id<T>(t: T) -> T { t }\n"
        "fn keep<T>(r: Rc<T>) -> Rc<T> { r }\n"
        "struct Slot<T> { value: Option<T>, shared: Rc<T> }\n"
        "fn main() {\n"
        "    let a = id(Rc::new(1));\n"
        "    let b = id(Rc::new('b'));\n"
        "    let c = keep(Rc::new(Rc::new(2)));\n"
        "    let s = Slot { value: Some(Rc::new(1u8)), shared: Rc::new(Rc::new(2u8)) };\n"
        "    let o: Slot<Box<u8>> = Slot { value: None, shared: Rc::new(Box::new(1)) };\n"
        "}\n");
    mentions_are(6, "a", "6");
    mentions_are(7, "b", "7");
    mentions_are(8, "c", "3 3 8");
    mentions_are(9, "Rc::new(1u8)", "9 9"); /* both are Slot's T */
    mentions_are(4, "Rc<T>", "4 9 10");
}

static void test_alias(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::{cell::RefCell, rc::Rc, error::Error};\n"
        "type Shared = Rc<RefCell<u8>>;\n"
        "type Res<T> = Result<T, Box<dyn Error>>;\n"
        "struct A { s: Shared }\n"
        "fn a() -> Res<u8> { Ok(1) }\n"
        "fn b() -> Res<Rc<u8>> { Ok(Rc::new(a()?)) }\n"
        "fn c(s: &Shared) { *s.borrow_mut() = 1; }\n"
        "fn main() { let s = Shared::default(); c(&s); let t = Rc::new(RefCell::new(1)); let a = A { s: t }; }\n");
    mentions_are(2, "Rc<RefCell<u8>>", "2 8");
    mentions_are(2, "RefCell<u8>", "2 8");
    mentions_are(3, "dyn Error", "3");
    mentions_are(6, "Rc<u8>", "6 6");
    expressions_are(2, "RefCell<u8>",
                    "7 s; 8 Shared::default(); 8 &s; 8 s; 8 Rc::new(RefCell::new(1)); "
                    "8 RefCell::new(1); 8 t");
}

/* A change of a trait's signature reaches all impls, and the other way round. */
static void test_traits(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::rc::Rc;\n"
        "trait Source<K> { type Out; fn get(&self, k: &K) -> Rc<str>; fn out(&self) -> Rc<Self::Out>; async fn later(&self) -> Rc<u8>; }\n"
        "struct A; struct B(Rc<str>);\n"
        "impl Source<u8> for A { type Out = Rc<u16>; fn get(&self, k: &u8) -> Rc<str> { Rc::from(\"a\") }\n"
        "    fn out(&self) -> Rc<Rc<u16>> { todo!() } async fn later(&self) -> Rc<u8> { Rc::new(1) } }\n"
        "impl Source<char> for B { type Out = u8; fn get(&self, k: &char) -> Rc<str> { self.0.clone() }\n"
        "    fn out(&self) -> Rc<u8> { Rc::new(1) } async fn later(&self) -> Rc<u8> { Rc::default() } }\n"
        "fn f<S: Source<u8>>(s: S) -> Rc<str> { s.get(&1) }\n"
        "fn g(d: &dyn Source<u8, Out = u8>) { let x = d.get(&1); let y = f(A); let z: Rc<str> = Rc::from(\"z\"); }\n");
    mentions_are(2, "Rc<str>", "2 3 4 4 6 8");
    mentions_are(9, "x", "2 3 4 4 6 8");
    mentions_are(2, "Rc<Self::Out>", "2 5 7 7");
    mentions_are(2, "Rc<u8>", "2 5 5 7 7");
    mentions_are(4, "Rc<u16>", "4 5");
    mentions_are(9, "Rc<str>", "9 9");
}

/* `?` between boxed errors links them; one who does not ask stays. */
static void test_boxed_errors(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::error::Error;\n"
        "fn a() -> Result<u8, Box<dyn Error>> { Err(\"x\")? }\n"
        "fn b() -> Result<u8, Box<dyn Error>> { let n = a()?; Ok(n) }\n"
        "async fn c() -> Result<u8, Box<dyn Error>> { b() }\n"
        "fn d() -> Result<u8, Box<dyn Error + Send + Sync>> { Ok(1) }\n"
        "fn e() -> Result<u8, Box<dyn Error>> { let n = d().map_err(|e| e as Box<dyn Error>)?; Ok(n) }\n"
        "async fn g() { if let Err(e) = c().await { log(&*e); } }\n"
        "fn log(e: &dyn Error) { println!(\"{e}\"); }\n"
        "fn main() -> Result<(), Box<dyn Error>> { println!(\"{}\", a().is_ok()); Ok(()) }\n"
        "fn h() -> Result<u8, Box<dyn Error>> { a().map_err(|e| e) }\n");
    mentions_are(4, "dyn Error", "2 3 4 10"); /* a closure's own result is not coerced */
    mentions_are(2, "dyn Error", "2 3 4 10");
    mentions_are(6, "dyn Error", "6 6");
    mentions_are(9, "dyn Error", "9");
    mentions_are(8, "dyn Error", "2 3 4 8 10"); /* what is logged as Send must be Send */
    ConversionList conversions = {0};
    flow_conversions(&flow_sample_arena, &conversions, flow_sample_flow);
    assert_int_equal(conversions.count, 3);
    assert_true(str_is(node_text(conversions.items[0].at), "Err(\"x\")?"));
    assert_true(str_is(type_spell(&flow_sample_arena, conversions.items[1].to), "Box<dyn Error>"));
}

static void test_error_types(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::error::Error;\n"
        "enum Fault { Io(std::io::Error), Other(Box<dyn Error>) }\n"
        "impl From<Box<dyn Error>> for Fault { fn from(e: Box<dyn Error>) -> Self { Fault::Other(e) } }\n"
        "impl From<std::io::Error> for Fault { fn from(e: std::io::Error) -> Self { Fault::Io(e) } }\n"
        "fn a() -> Result<u8, Box<dyn Error>> { Ok(1) }\n"
        "fn b() -> Result<u8, Fault> { Ok(a()?) }\n"
        "fn c(e: impl Into<Box<dyn Error>>) -> Fault { Fault::Other(e.into()) }\n"
        "fn d(f: &Fault) -> Option<&(dyn Error + 'static)> { if let Fault::Other(e) = f { Some(&**e) } else { None } }\n"
        "impl Error for Fault { fn source(&self) -> Option<&(dyn Error + 'static)> { d(self) } }\n");
    mentions_are(2, "dyn Error", "2 3 3 5 7");
    mentions_are(5, "dyn Error", "3 3 5");
}

/* What goes into a trait object must have the auto traits that the object gets, not the other way round. */
/* Functions given away by name, and `as _`, convert as their calls do. */
static void test_conversions_by_name(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::error::Error;\n"
        "struct Fault(Box<dyn Error>);\n"
        "fn a() -> Result<u8, Fault> { Ok(1) }\n"
        "fn b() -> Result<u8, Box<dyn Error>> { a().map_err(Into::into) }\n"
        "fn c() -> Result<u8, Box<dyn Error>> { a().map_err(Box::from) }\n"
        "fn d() -> Result<u8, Box<dyn Error>> { a().map_err(|e| Box::new(e) as _) }\n");
    flow_sample_assert_type(4, "a().map_err(Into::into)", "Result<u8, Box<dyn Error>>");
    flow_sample_assert_type(5, "a().map_err(Box::from)", "Result<u8, Box<dyn Error>>");
    flow_sample_assert_type(6, "|e| Box::new(e) as _", "fn(Fault) -> Box<dyn Error>");
    mentions_are(4, "dyn Error", "2 4"); /* what is boxed as Send must hold what is Send */
    mentions_are(5, "dyn Error", "2 5");
    mentions_are(6, "dyn Error", "2 6");
    mentions_are(2, "dyn Error", "2");
}

static void test_statics(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::{cell::RefCell, rc::Rc, sync::LazyLock};\n"
        "static LIST: LazyLock<RefCell<Vec<u8>>> = LazyLock::new(|| RefCell::new(vec![]));\n"
        "thread_local! { static LOCAL: Rc<u8> = Rc::new(1); }\n"
        "const NAME: &str = \"n\";\n"
        "fn f() { let l = LOCAL.with(Rc::clone); let m = LOCAL.with(|v| v.clone()); LIST.borrow_mut().push(1); }\n"
        "fn g() { let n = NAME.len(); let o = Rc::new(2); }\n");
    mentions_are(2, "RefCell<Vec<u8>>", "2 2");
    expressions_are(2, "RefCell<Vec<u8>>",
                    "2 LazyLock::new(|| RefCell::new(vec![])); 2 RefCell::new(vec![]); 5 LIST");
    mentions_are(3, "Rc<u8>", "3 3 5");
    flow_sample_assert_type(5, "m", "Rc<u8>");
    flow_sample_assert_type(6, "n", "usize");
    mentions_are(6, "Rc", "6");
}

/* A macro's own Rc is of one class in all uses; what it is made of is each use's own. */
static void test_macros(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::rc::Rc;\n"
        "macro_rules! make { ($e:expr) => { Rc::new($e) }; }\n"
        "macro_rules! two { ($a:expr, $b:expr) => {{ let x = $a; (x, $b) }}; }\n"
        "fn f() {\n"
        "    let m = make!(3u8); let k: Rc<char> = make!('c');\n"
        "    let (a, b) = two!(Rc::new(1u16), vec![Rc::new(2u32)]);\n"
        "    fn inner(r: Rc<u16>) -> Rc<u16> { struct In { r: Rc<u16> } let i = In { r }; i.r }\n"
        "    let z = inner(a); println!(\"{}\", b[0]);\n"
        "}\n");
    flow_sample_assert_type(5, "m", "Rc<u8>");
    flow_sample_assert_type(6, "two!(Rc::new(1u16), vec![Rc::new(2u32)])",
                            "(Rc<u16>, Vec<Rc<u32>>)");
    mentions_are(2, "Rc", "2 5");
    mentions_are(6, "Rc", "6 7 7 7");
    mentions_are(8, "b[0]", "6");
}

/* A boxed iterator holds what it was made from. */
static void test_iterators_hold(void **state) {
    (void)state;
    flow_sample_parse(
        "fn a(t: &str) -> Box<dyn Iterator<Item = u8> + '_> { Box::new(t.bytes()) }\n"
        "fn b<'a>(i: Box<dyn Iterator<Item = u8> + 'a>)\n"
        "    -> Box<dyn Iterator<Item = (usize, u8)> + 'a> { Box::new(i.enumerate().skip(1)) }\n"
        "fn c() { for (n, x) in b(a(\"t\")) { drop(x); } }\n");
    mentions_are(3, "dyn Iterator<Item = (usize, u8)> + 'a", "1 2 3");
    mentions_are(2, "dyn Iterator<Item = u8> + 'a", "1 2");
    mentions_are(1, "dyn Iterator<Item = u8> + '_", "1");
    flow_sample_assert_type(4, "x", "u8");
}

/* std's traits say in their impls the same thing several times. */
static void test_std_traits(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::{ops::Add, rc::Rc};\n"
        "struct Bag { items: Vec<Rc<u8>> }\n"
        "impl<'a> IntoIterator for &'a Bag { type Item = &'a Rc<u8>;\n"
        "    type IntoIter = std::slice::Iter<'a, Rc<u8>>; fn into_iter(self) -> Self::IntoIter { self.items.iter() } }\n"
        "impl FromIterator<Rc<u8>> for Bag {\n"
        "    fn from_iter<I: IntoIterator<Item = Rc<u8>>>(i: I) -> Self { Bag { items: i.into_iter().collect() } } }\n"
        "struct Sum(Rc<u16>);\n"
        "impl Add for &Sum { type Output = Rc<u16>;\n"
        "    fn add(self, o: &Sum) -> Rc<u16> { o.0.clone() } }\n"
        "trait Speak { fn speak(&self); } struct Cat; impl Speak for Cat { fn speak(&self) {} }\n"
        "impl<T: Speak> Speak for Rc<T> { fn speak(&self) { (**self).speak() } }\n"
        "fn loud<S: Speak>(s: S) {}\n"
        "fn f(a: &Sum, b: &Sum) {\n"
        "    let bag: Bag = vec![1].into_iter().map(|n| Rc::new(n)).collect(); for r in &bag { drop(r); }\n"
        "    let s = a + b;\n"
        "    loud(Rc::new(Cat));\n"
        "    let (x, y): (Vec<_>, Vec<Rc<char>>) = vec![(1u8, Rc::new('c'))].into_iter().unzip();\n"
        "}\n");
    mentions_are(2, "Rc<u8>", "2 3 4 5 6 14");
    flow_sample_assert_type(14, "r", "&Rc<u8>");
    mentions_are(7, "Rc<u16>", "7 8 9");
    flow_sample_assert_type(15, "s", "Rc<u16>");
    mentions_are(16, "Rc", "11 16");
    mentions_are(17, "Rc<char>", "17 17");
    flow_sample_assert_type(17, "x", "Vec<u8>");
}

static void test_trait_objects(void **state) {
    (void)state;
    flow_sample_parse(
        "struct Job { run: Box<dyn Fn(u8)>, all: Vec<Box<dyn Fn(u8)>> }\n"
        "impl Job {\n"
        "    fn new(run: impl Fn(u8) + 'static) -> Self { Job { run: Box::new(run), all: Vec::new() } }\n"
        "    fn add<F>(&mut self, f: F) where F: Fn(u8) + 'static { self.all.push(Box::new(f)); }\n"
        "    fn each(&self) { for f in &self.all { call(f.as_ref()); } }\n"
        "}\n"
        "fn call(f: &dyn Fn(u8)) { f(1) }\n"
        "fn boxed(f: Box<dyn Fn(u8)>) -> Job { Job { run: f, all: vec![] } }\n");
    mentions_are(1, "dyn Fn(u8)", "1 3 8");
    mentions_are(8, "dyn Fn(u8)", "8");
    mentions_are(7, "dyn Fn(u8)", "1 4 7");
}

static void test_companions(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::cell::{Ref, RefCell};\n"
        "use std::rc::{Rc, Weak};\n"
        "struct Node { parent: Weak<Node>, names: RefCell<Vec<u8>> }\n"
        "impl Node { fn names(&self) -> Ref<'_, Vec<u8>> { self.names.borrow() } }\n"
        "fn main() {\n"
        "    let top = Rc::new(Node { parent: Weak::new(), names: RefCell::default() });\n"
        "    let low = Rc::new(Node { parent: Rc::downgrade(&top), names: RefCell::new(vec![]) });\n"
        "    let up = low.parent.upgrade();\n"
        "}\n");
    mentions_are(6, "Rc", "6 7");
    companions_are(6, "Rc", "3 6");
    companions_are(3, "Weak<Node>", "6 7");
    mentions_are(3, "RefCell<Vec<u8>>", "3 6 7");
    companions_are(3, "RefCell<Vec<u8>>", "4");
    expressions_are(3, "RefCell<Vec<u8>>",
                    "4 self.names; 6 RefCell::default(); 7 RefCell::new(vec![])");
}

static void test_closures_and_patterns(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::{rc::Rc, cell::Cell, collections::HashMap};\n"
        "fn pairs() -> Vec<(u8, Rc<str>)> { vec![(1, Rc::from(\"a\"))] }\n"
        "fn main() {\n"
        "    let n = Cell::new(0u8); let add = |d: u8| n.set(n.get() + d); add(1);\n"
        "    for (i, name) in pairs() { let kept: Rc<str> = name; }\n"
        "    let (a, b) = (Rc::new(1), Rc::new(2)); let c: Rc<u8> = a; let d: Rc<u8> = b;\n"
        "    let mut m = HashMap::new(); m.insert(1, Rc::new('m')); let e: Option<Rc<char>> = m.get(&1).cloned();\n"
        "    let v: Vec<Rc<u8>> = (0..3).map(|i| Rc::new(i)).collect(); let w = v.iter().map(|r| Rc::clone(r)).next();\n"
        "    let x = match v.first() { Some(r) => r.clone(), None => Rc::new(9) };\n"
        "    let f = move || { let y: &Rc<u8> = &x; Rc::clone(y) }; let z: Rc<u8> = f();\n"
        "}\n");
    mentions_are(4, "Cell", "4");
    expressions_are(4, "Cell", "4 Cell::new(0u8); 4 n; 4 n");
    mentions_are(2, "Rc<str>", "2 2 5");
    mentions_are(6, "Rc<u8>", "6 6");
    mentions_are(7, "Rc", "7 7");
    mentions_are(8, "Rc<u8>", "8 8 8 9 10 10 10");
}

static void test_self_receivers(void **state) {
    (void)state;
    flow_sample_parse(
        "use std::rc::Rc;\n"
        "struct Task { id: u8 }\n"
        "impl Task {\n"
        "    fn shared() -> Rc<Self> { Rc::new(Task { id: 1 }) }\n"
        "    fn run(self: Rc<Self>) { let again = Rc::clone(&self); drop(again); }\n"
        "    fn peek(&self) -> u8 { self.id }\n"
        "}\n"
        "fn main() { let t = Task::shared(); t.peek(); t.clone().run(); let u = Rc::new(Task { id: 2 }); u.peek(); }\n");
    mentions_are(4, "Rc<Self>", "4 4 5 5");
    mentions_are(8, "Rc", "8");
}

static void test_mentions_of_dyn_sums(void **state) {
    (void)state;
    flow_sample_parse(
        "trait Tr {}\n"
        "fn a(x: Box<dyn Tr + Send>)\n"
        "    -> Box<dyn Tr + Send> { x }\n"
        "fn b(x: Box<dyn Tr + Send>)\n"
        "    -> Box<dyn Tr> { x }\n"
        "fn c() -> Box<dyn Tr> { let v: Vec<Box<dyn Tr>> = vec![]; v.into_iter().next().unwrap() }\n");
    mentions_are(2, "dyn Tr + Send", "2");
    mentions_are(3, "dyn Tr + Send",
                 "2 3"); /* what the result gains, the parameter must gain too */
    mentions_are(5, "dyn Tr", "4 5");
    mentions_are(6, "dyn Tr", "6 6");
    NodeList list = {0};
    flow_mentions(&flow_sample_arena, &list, flow_sample_flow, flow_sample_node(2, "dyn Tr"));
    assert_int_equal(list.count, 1);
    assert_true(str_is(node_text(list.items[0]), "dyn Tr + Send"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_field_to_constructor),
        cmocka_unit_test(test_generics),
        cmocka_unit_test(test_alias),
        cmocka_unit_test(test_traits),
        cmocka_unit_test(test_boxed_errors),
        cmocka_unit_test(test_error_types),
        cmocka_unit_test(test_conversions_by_name),
        cmocka_unit_test(test_statics),
        cmocka_unit_test(test_macros),
        cmocka_unit_test(test_iterators_hold),
        cmocka_unit_test(test_std_traits),
        cmocka_unit_test(test_trait_objects),
        cmocka_unit_test(test_companions),
        cmocka_unit_test(test_closures_and_patterns),
        cmocka_unit_test(test_self_receivers),
        cmocka_unit_test(test_mentions_of_dyn_sums),
    };
    return cmocka_run_group_tests(tests, NULL, flow_sample_finish);
}
