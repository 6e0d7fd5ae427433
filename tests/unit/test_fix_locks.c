/*
 * Unit tests of wrap-in-mutex and async-mutex: which form a lock takes at each use.
 *
 * `~` stands for a line end in what is expected.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fix/strategies.h"
#include "plan_sample.h"

#define FOREIGN                                                                                    \
    "// Vendored driver: do not edit.\n"                                                           \
    "mod ffi {\n"                                                                                  \
    "    use std::cell::Cell;\n"                                                                   \
    "    pub struct Port { last: Cell<u8> }\n"                                                     \
    "    pub struct Lease<'p> { port: &'p Port }\n"                                                \
    "    impl Port {\n"                                                                            \
    "        pub fn open() -> Port { Port { last: Cell::new(0) } }\n"                              \
    "        pub fn send(&self, n: u8) -> u8 { self.last.replace(n) }\n"                           \
    "        pub fn last(&self) -> u8 { self.last.get() }\n"                                       \
    "        pub fn poll(&self) -> Option<u8> { None }\n"                                          \
    "        pub fn lease(&self) -> Lease<'_> { Lease { port: self } }\n"                          \
    "    }\n"                                                                                      \
    "    impl Lease<'_> { pub fn run(&self) -> u8 { self.port.last() } }\n"                        \
    "}\n"                                                                                          \
    "use ffi::Port;\n"                                                                             \
    "async fn sleep(n: u8) {}\n"                                                                   \
    "struct Bus {\n"                                                                               \
    "    port: Port,\n"                                                                            \
    "}\n"

enum { FIRST = 20 };

/* Plans wrap-in-mutex for the field of a Bus whose methods follow FOREIGN; `self` is used on the line. */
static void wrap(const char *text, size_t line) {
    PlanSample sample = {.text = text,
                         .line = line,
                         .value = "self",
                         .type = "&Bus",
                         .root = "Sync Cell<u8>",
                         .keeper = "port: Port",
                         .hold = HOLD_ACROSS_AWAIT};
    plan_sample(&fix_wrap_in_mutex, &sample);
}

static void test_field_and_constructors(void **state) {
    (void)state;
    wrap(FOREIGN "impl Bus {\n"
                 "    fn new() -> Self {\n"
                 "        Bus {\n"
                 "            port: Port::open(),\n"
                 "        }\n"
                 "    }\n"
                 "    fn with(port: Port) -> Bus {\n"
                 "        Bus { port }\n"
                 "    }\n"
                 "    async fn run(&self) {\n"
                 "        let n = self.port.last();\n"
                 "        sleep(n).await;\n"
                 "    }\n"
                 "}\n",
         FIRST + 10);
    plan_sample_assert_lines("struct Bus {~    port: Mutex<Port>,~}~");
    plan_sample_assert_lines("            port: Mutex::new(Port::open()),~");
    plan_sample_assert_lines("        let port = Mutex::new(port);~        Bus { port }~");
    plan_sample_assert_lines("        let n = self.port.lock().unwrap().last();~");
    plan_sample_assert_lines("use ffi::Port;~use std::sync::Mutex;~");
}

/* No guard stays alive over an await: arguments, scrutinees and loops are bound first. */
static void test_no_guard_over_await(void **state) {
    (void)state;
    wrap(FOREIGN "impl Bus {\n"
                 "    async fn run(&self) {\n"
                 "        sleep(self.port.last()).await;\n"
                 "        if let Some(n) = self.port.poll() {\n"
                 "            sleep(n).await;\n"
                 "        }\n"
                 "        while let Some(n) = self.port.poll() {\n"
                 "            sleep(n).await;\n"
                 "        }\n"
                 "    }\n"
                 "}\n",
         FIRST + 2);
    plan_sample_assert_lines(
        "        let port = self.port.lock().unwrap().last();~        sleep(port).await;~");
    plan_sample_assert_lines("        let poll = self.port.lock().unwrap().poll();~"
                             "        if let Some(n) = poll {~");
    plan_sample_assert_lines("        loop {~"
                             "            let Some(n) = self.port.lock().unwrap().poll() else {~"
                             "                break;~"
                             "            };~"
                             "            sleep(n).await;~");
}

/* Two locks in one statement would wait for each other. */
static void test_one_guard_for_two_uses(void **state) {
    (void)state;
    wrap(FOREIGN "impl Bus {\n"
                 "    async fn run(&self) {\n"
                 "        self.port.send(self.port.last() + 1);\n"
                 "        sleep(self.port.last() + self.port.send(0)).await;\n"
                 "    }\n"
                 "}\n",
         FIRST + 2);
    plan_sample_assert_lines("        {~"
                             "            let port = self.port.lock().unwrap();~"
                             "            port.send(port.last() + 1);~"
                             "        }~");
    plan_sample_assert_lines("        let n = {~"
                             "            let port = self.port.lock().unwrap();~"
                             "            port.last() + port.send(0)~"
                             "        };~"
                             "        sleep(n).await;~");
}

/* What borrows from the value keeps its guard, under a name. */
static void test_guard_with_a_name(void **state) {
    (void)state;
    wrap(FOREIGN "impl Bus {\n"
                 "    async fn run(&self) {\n"
                 "        let lease = self.port.lease();\n"
                 "        let n = lease.run();\n"
                 "        sleep(n).await;\n"
                 "    }\n"
                 "}\n",
         FIRST + 2);
    plan_sample_assert_lines("        let n = {~"
                             "            let port = self.port.lock().unwrap();~"
                             "            let lease = port.lease();~"
                             "            let n = lease.run();~"
                             "            n~"
                             "        };~");
}

/* A function that is lent the value goes on to take it; an async one takes the Mutex. */
static void test_functions(void **state) {
    (void)state;
    wrap(FOREIGN "fn reset(port: &Port) -> u8 { port.send(0) }\n"
                 "async fn greet(port: &Port) {\n"
                 "    let n = port.last();\n"
                 "    sleep(n).await;\n"
                 "}\n"
                 "impl Bus {\n"
                 "    fn port(&self) -> &Port {\n"
                 "        &self.port\n"
                 "    }\n"
                 "    async fn run(&self) {\n"
                 "        reset(&self.port);\n"
                 "        greet(self.port()).await;\n"
                 "    }\n"
                 "}\n",
         FIRST + 10);
    plan_sample_assert_lines("fn reset(port: &Port) -> u8 { port.send(0) }~");
    plan_sample_assert_lines("async fn greet(port: &Mutex<Port>) {~"
                             "    let n = port.lock().unwrap().last();~");
    plan_sample_assert_lines("    fn port(&self) -> &Mutex<Port> {~        &self.port~");
    plan_sample_assert_lines("        reset(&self.port.lock().unwrap());~"
                             "        greet(self.port()).await;~");
}

static void test_not_for_what_is_not_send(void **state) {
    (void)state;
    PlanSample sample = {.text = "use std::rc::Rc;\n"
                                 "fn start(name: std::sync::Arc<Rc<str>>) {\n"
                                 "    std::thread::spawn(move || println!(\"{}\", name.len()));\n"
                                 "}\n",
                         .line = 3,
                         .value = "name",
                         .root = "Sync Rc<str>",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_wrap_in_mutex, &sample);
    plan_sample_assert_refused(
        "a Mutex is only `Sync` if its content is `Send`, and `Rc<str>` is not");
}

/* Derives that a Mutex does not have end it. */
static void test_not_for_what_is_cloned(void **state) {
    (void)state;
    PlanSample sample = {.text =
                             FOREIGN "#[derive(Clone)]\n"
                                     "struct Hub {\n"
                                     "    main: Port,\n"
                                     "}\n"
                                     "async fn run(hub: &Hub) { sleep(hub.main.last()).await; }\n",
                         .line = FIRST + 4,
                         .value = "hub",
                         .type = "&Hub",
                         .root = "Sync Cell<u8>",
                         .keeper = "main: Port",
                         .hold = HOLD_ACROSS_AWAIT};
    plan_sample(&fix_wrap_in_mutex, &sample);
    plan_sample_assert_refused("`Hub` derives Clone, which a Mutex does not have");
}

/* Several threads that take jobs: each holds the lock for one job only. */
static void test_receiver_of_several_threads(void **state) {
    (void)state;
    PlanSample sample = {.text = "use std::sync::mpsc::channel;\n"
                                 "fn main() {\n"
                                 "    let (tx, rx) = channel::<u8>();\n"
                                 "    std::thread::scope(|s| {\n"
                                 "        for _ in 0..4 {\n"
                                 "            s.spawn(|| {\n"
                                 "                for n in rx.iter() {\n"
                                 "                    println!(\"{n}\");\n"
                                 "                }\n"
                                 "            });\n"
                                 "        }\n"
                                 "        drop(tx);\n"
                                 "    });\n"
                                 "}\n",
                         .line = 7,
                         .value = "rx",
                         .root = "Sync std::sync::mpsc::Receiver<u8>",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_wrap_in_mutex, &sample);
    plan_sample_assert_lines("    let (tx, rx) = channel::<u8>();~    let rx = Mutex::new(rx);~");
    plan_sample_assert_lines("                loop {~"
                             "                    let Ok(n) = rx.lock().unwrap().recv() else {~"
                             "                        break;~"
                             "                    };~"
                             "                    println!(\"{n}\");~");
}

#define GUARD "std::sync::MutexGuard<'_, u8>"

static void test_async_lock(void **state) {
    (void)state;
    PlanSample sample = {.text = "use std::sync::{Arc, Mutex};\n"
                                 "async fn show(n: &u8) { tokio::task::yield_now().await; }\n"
                                 "async fn run(total: Arc<Mutex<u8>>) -> Result<(), String> {\n"
                                 "    let mut sum = total.lock().map_err(|e| e.to_string())?;\n"
                                 "    show(&sum).await;\n"
                                 "    *sum += 1;\n"
                                 "    drop(sum);\n"
                                 "    show(&total.lock().unwrap()).await;\n"
                                 "    Ok(())\n"
                                 "}\n",
                         .line = 4,
                         .value = "sum",
                         .type = GUARD,
                         .root = "Send " GUARD,
                         .hold = HOLD_ACROSS_AWAIT};
    plan_sample(&fix_async_mutex, &sample);
    plan_sample_assert_text("use std::sync::Arc;\n"
                            "use tokio::sync::Mutex;\n"
                            "async fn show(n: &u8) { tokio::task::yield_now().await; }\n"
                            "async fn run(total: Arc<Mutex<u8>>) -> Result<(), String> {\n"
                            "    let mut sum = total.lock().await;\n"
                            "    show(&sum).await;\n"
                            "    *sum += 1;\n"
                            "    drop(sum);\n"
                            "    show(&*total.lock().await).await;\n"
                            "    Ok(())\n"
                            "}\n");
}

/* Who is not async cannot await the lock; and without such a lock at hand there is nothing to offer. */
static void test_async_lock_refused(void **state) {
    (void)state;
    PlanSample sample = {.text = "use std::sync::Mutex;\n"
                                 "struct Line { sent: Mutex<u8> }\n"
                                 "impl Line {\n"
                                 "    async fn run(&self) {\n"
                                 "        let sent = self.sent.lock().unwrap();\n"
                                 "        tokio::task::yield_now().await;\n"
                                 "        println!(\"{sent}\");\n"
                                 "    }\n"
                                 "    fn sent(&self) -> u8 {\n"
                                 "        *self.sent.lock().unwrap()\n"
                                 "    }\n"
                                 "}\n",
                         .line = 5,
                         .value = "sent",
                         .type = GUARD,
                         .root = "Send " GUARD,
                         .hold = HOLD_ACROSS_AWAIT};
    plan_sample(&fix_async_mutex, &sample);
    plan_sample_assert_refused("`sent` locks it too and is not async, so it cannot await the lock");
    sample.text = "use std::sync::Mutex;\n"
                  "async fn tick() {}\n"
                  "async fn run(sent: &Mutex<u8>) {\n"
                  "\n"
                  "    let sent = sent.lock().unwrap();\n"
                  "    tick().await;\n"
                  "}\n";
    plan_sample(&fix_async_mutex, &sample);
    plan_sample_assert_refused(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_field_and_constructors),
        cmocka_unit_test(test_no_guard_over_await),
        cmocka_unit_test(test_one_guard_for_two_uses),
        cmocka_unit_test(test_guard_with_a_name),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_not_for_what_is_not_send),
        cmocka_unit_test(test_not_for_what_is_cloned),
        cmocka_unit_test(test_receiver_of_several_threads),
        cmocka_unit_test(test_async_lock),
        cmocka_unit_test(test_async_lock_refused),
    };
    return cmocka_run_group_tests(tests, plan_sample_start, plan_sample_finish);
}
