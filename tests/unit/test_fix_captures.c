/*
 * Unit tests of own-capture and move-into-task: what a task is given, and when it cannot be.
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

#define SPAWN "fn spawn<F: Send + 'static>(f: F) {}\n"
#define CONFIG "struct Config { host: String, tries: u32 }\n"

/* A `let` moves out as it is; a field is copied, text cloned; and the Rc's clone for the task goes. */
static void test_reads(void **state) {
    (void)state;
    PlanSample sample = {.text = SPAWN CONFIG "use std::rc::Rc;\n"
                                              "async fn open(host: &str, n: u32) {}\n"
                                              "fn start(config: &Rc<Config>, other: Rc<Config>) {\n"
                                              "    let mine = Rc::clone(&other);\n"
                                              "    spawn(async move {\n"
                                              "        let tries = mine.tries;\n"
                                              "        for n in 0..tries {\n"
                                              "            open(&mine.host, n).await;\n"
                                              "        }\n"
                                              "    });\n"
                                              "}\n",
                         .line = 8,
                         .value = "mine",
                         .root = "Send Rc<Config>",
                         .demand = "spawn(async",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_own_capture, &sample);
    plan_sample_assert_lines("fn start(config: &Rc<Config>, other: Rc<Config>) {~"
                             "    let tries = other.tries;~"
                             "    let host = other.host.clone();~"
                             "    spawn(async move {~"
                             "        for n in 0..tries {~"
                             "            open(&host, n).await;~");
}

/* Where the future need not live for ever, what is Sync is borrowed. */
static void test_reads_by_reference(void **state) {
    (void)state;
    PlanSample sample = {.text = "use std::cell::Cell;\n"
                                 "use std::future::Future;\n"
                                 "struct View { title: String, hits: Cell<u32> }\n"
                                 "async fn show(title: &str) {}\n"
                                 "impl View {\n"
                                 "    fn run(&self) -> impl Future<Output = ()> + Send + '_ {\n"
                                 "        async move {\n"
                                 "            show(&self.title).await;\n"
                                 "        }\n"
                                 "    }\n"
                                 "}\n",
                         .line = 8,
                         .value = "self",
                         .type = "&View",
                         .root = "Sync Cell<u32>",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_own_capture, &sample);
    plan_sample_assert_lines("        let title = &self.title;~"
                             "        async move {~"
                             "            show(title).await;~");
}

/* What the task writes, or what depends on what it does, cannot be read before. */
static void test_reads_refused(void **state) {
    (void)state;
    PlanSample sample = {.text = SPAWN "use std::cell::Cell;\n"
                                       "use std::rc::Rc;\n"
                                       "fn start(hits: Rc<Cell<u32>>) {\n"
                                       "    spawn(move || {\n"
                                       "        hits.set(hits.get() + 1);\n"
                                       "    });\n"
                                       "}\n",
                         .line = 6,
                         .value = "hits",
                         .root = "Send Rc<Cell<u32>>",
                         .demand = "spawn(move",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_own_capture, &sample);
    plan_sample_assert_refused(NULL);
    sample.text = SPAWN "\nuse std::rc::Rc;\n"
                        "fn start(names: Rc<Vec<String>>) {\n"
                        "    spawn(move || {\n"
                        "        for n in 0..3 { println!(\"{}\", names[n]); }\n"
                        "    });\n"
                        "}\n";
    sample.value = "names";
    plan_sample(&fix_own_capture, &sample);
    plan_sample_assert_refused(NULL);
}

/* `move` gives the closure the receiver; what others need later is borrowed first, named in a format string or not. */
static void test_move(void **state) {
    (void)state;
    PlanSample sample = {.text = "use std::sync::mpsc::Receiver;\n"
                                 "fn drain(rx: Receiver<u8>) {\n"
                                 "    let prefix = String::from(\"> \");\n"
                                 "    std::thread::scope(|s| {\n"
                                 "        s.spawn(|| {\n"
                                 "            for n in rx.iter() {\n"
                                 "                println!(\"{prefix}{n}\");\n"
                                 "            }\n"
                                 "        });\n"
                                 "    });\n"
                                 "    println!(\"{prefix}done\");\n"
                                 "}\n",
                         .line = 6,
                         .value = "rx",
                         .root = "Sync std::sync::mpsc::Receiver<u8>",
                         .demand = "s.spawn(",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_own_capture, &sample);
    plan_sample_assert_lines("        let prefix = &prefix;~"
                             "        s.spawn(move || {~"
                             "            for n in rx.iter() {~");
}

static void test_move_refused(void **state) {
    (void)state;
    PlanSample sample = {.text = "use std::sync::mpsc::Receiver;\n"
                                 "fn drain(rx: Receiver<u8>) {\n"
                                 "    std::thread::scope(|s| {\n"
                                 "        for _ in 0..2 {\n"
                                 "            s.spawn(|| {\n"
                                 "                println!(\"{:?}\", rx.recv());\n"
                                 "            });\n"
                                 "        }\n"
                                 "    });\n"
                                 "}\n",
                         .line = 6,
                         .value = "rx",
                         .root = "Sync std::sync::mpsc::Receiver<u8>",
                         .demand = "s.spawn(",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_own_capture, &sample);
    plan_sample_assert_refused("`rx` is used elsewhere too, so the closure cannot own it");
}

static void test_content(void **state) {
    (void)state;
    PlanSample sample = {.text = SPAWN "use std::rc::Rc;\n"
                                       "fn log(name: &str) {}\n"
                                       "fn start(name: &Rc<str>) {\n"
                                       "    let mine = Rc::clone(name);\n"
                                       "    let other = name.clone();\n"
                                       "    spawn(move || {\n"
                                       "        log(&other);\n"
                                       "    });\n"
                                       "}\n",
                         .line = 8,
                         .value = "other",
                         .root = "Send Rc<str>",
                         .demand = "spawn(move",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_own_capture, &sample);
    plan_sample_assert_lines("    let other = name.to_string();~");
}

/* The text is made by the caller, through a further function and a macro too; the import goes. */
static void test_format_arguments(void **state) {
    (void)state;
    PlanSample sample = {.text =
                             "use std::fmt;\n"
                             "async fn append(text: &str) {}\n"
                             "async fn log(level: u8, args: fmt::Arguments<'_>) {\n"
                             "    append(&format!(\"{level} {args}\")).await;\n"
                             "}\n"
                             "async fn warn(args: fmt::Arguments<'_>) {\n"
                             "    log(4, args).await;\n"
                             "}\n"
                             "macro_rules! note {\n"
                             "    ($($part:tt)*) => { log(6, format_args!($($part)*)).await };\n"
                             "}\n"
                             "async fn run(n: u8) {\n"
                             "    warn(format_args!(\"{n}\")).await;\n"
                             "}\n",
                         .line = 13,
                         .value = "format_args!(\"{n}\")",
                         .root = "Send NonNull<()>",
                         .hold = HOLD_ACROSS_AWAIT};
    plan_sample(&fix_own_capture, &sample);
    plan_sample_assert_text("async fn append(text: &str) {}\n"
                            "async fn log(level: u8, args: String) {\n"
                            "    append(&format!(\"{level} {args}\")).await;\n"
                            "}\n"
                            "async fn warn(args: String) {\n"
                            "    log(4, args).await;\n"
                            "}\n"
                            "macro_rules! note {\n"
                            "    ($($part:tt)*) => { log(6, format!($($part)*)).await };\n"
                            "}\n"
                            "async fn run(n: u8) {\n"
                            "    warn(format!(\"{n}\")).await;\n"
                            "}\n");
}

static void test_fields(void **state) {
    (void)state;
    PlanSample sample = {.text = "use std::cell::Cell;\n"
                                 "struct Order { number: u64, to: String, once: Cell<u8> }\n"
                                 "async fn mail(to: &str, text: String) {}\n"
                                 "async fn confirm(order: &Order) {\n"
                                 "    mail(&order.to, format!(\"order {}\", order.number)).await;\n"
                                 "}\n"
                                 "async fn run(order: Order) {\n"
                                 "    confirm(&order).await;\n"
                                 "}\n",
                         .line = 5,
                         .value = "order",
                         .type = "&Order",
                         .root = "Sync Cell<u8>",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_own_capture, &sample);
    plan_sample_assert_lines("async fn confirm(order_to: &str, order_number: u64) {~"
                             "    mail(order_to, format!(\"order {}\", order_number)).await;~");
    plan_sample_assert_lines("    confirm(&order.to, order.number).await;~");
}

static void test_items(void **state) {
    (void)state;
    PlanSample sample = {.text = "use std::cell::Cell;\n"
                                 "async fn publish(n: u8) {}\n"
                                 "async fn report(depths: Vec<Cell<u8>>) {\n"
                                 "    for depth in depths.iter() {\n"
                                 "        publish(depth.get()).await;\n"
                                 "    }\n"
                                 "}\n",
                         .line = 4,
                         .value = "depths.iter()",
                         .root = "Sync Cell<u8>",
                         .hold = HOLD_ACROSS_AWAIT};
    plan_sample(&fix_own_capture, &sample);
    plan_sample_assert_lines("    for depth in depths.into_iter() {~");
}

/* The value and what prepares it are made by the thread, from parts that may be sent. */
static void test_made_inside(void **state) {
    (void)state;
    PlanSample sample = {.text = "use std::rc::Rc;\n"
                                 "fn start(words: Vec<String>) {\n"
                                 "    let mut shared = Vec::new();\n"
                                 "    shared.push(Rc::new(words));\n"
                                 "    std::thread::spawn(move || {\n"
                                 "        println!(\"{}\", shared.len());\n"
                                 "    });\n"
                                 "}\n",
                         .line = 6,
                         .value = "shared",
                         .root = "Send Rc<Vec<String>>",
                         .demand = "std::thread::spawn",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_move_into_task, &sample);
    plan_sample_assert_text("use std::rc::Rc;\n"
                            "fn start(words: Vec<String>) {\n"
                            "    std::thread::spawn(move || {\n"
                            "        let mut shared = Vec::new();\n"
                            "        shared.push(Rc::new(words));\n"
                            "        println!(\"{}\", shared.len());\n"
                            "    });\n"
                            "}\n");
}

static void test_made_inside_refused(void **state) {
    (void)state;
    PlanSample sample = {.text = SPAWN "use std::rc::Rc;\n"
                                       "async fn tick() {}\n"
                                       "fn start(words: Vec<String>) {\n"
                                       "    let shared = Rc::new(words);\n"
                                       "    spawn(async move {\n"
                                       "        tick().await;\n"
                                       "        println!(\"{}\", shared.len());\n"
                                       "        tick().await;\n"
                                       "    });\n"
                                       "}\n",
                         .line = 8,
                         .value = "shared",
                         .root = "Send Rc<Vec<String>>",
                         .demand = "spawn(async",
                         .hold = HOLD_CAPTURED};
    plan_sample(&fix_move_into_task, &sample);
    plan_sample_assert_refused("made in the task it would be kept over an await there");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads),
        cmocka_unit_test(test_reads_by_reference),
        cmocka_unit_test(test_reads_refused),
        cmocka_unit_test(test_move),
        cmocka_unit_test(test_move_refused),
        cmocka_unit_test(test_content),
        cmocka_unit_test(test_format_arguments),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_items),
        cmocka_unit_test(test_made_inside),
        cmocka_unit_test(test_made_inside_refused),
    };
    return cmocka_run_group_tests(tests, plan_sample_start, plan_sample_finish);
}
