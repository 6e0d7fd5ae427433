/*
 * Unit tests of repairs around futures: spans attached, closures collected, loops over receivers, tasks kept local,
 * needless demands taken back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fix/advice.h"
#include "strategy_sample.h"

static void hold(StrategySample *sample, const char *after, const char *binding, const char *type) {
    sample->finding.hold = HOLD_ACROSS_AWAIT;
    sample->finding.binding = strategy_sample_node(sample, after, binding);
    sample->finding.value = sample->finding.binding;
    sample->finding.value_type = str_from(type);
}

static void test_instrument_rest(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(
        sample,
        "use tracing::info_span;\nasync fn f() -> Result<(), E> {\n"
        "    let _s = info_span!(\"f\").entered();\n    a().await?;\n    b().await\n}\n",
        "*mut ()", "Send", "a().await?");
    hold(sample, "let", "_s", "EnteredSpan");
    strategy_sample_expect(
        sample, &fix_instrument,
        "use tracing::{info_span, Instrument};\nasync fn f() -> Result<(), E> {\n"
        "    let span = info_span!(\"f\");\n    async move {\n        a().await?;\n"
        "        b().await\n    }\n    .instrument(span)\n    .await\n}\n");
}

static void test_instrument_call(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(
        sample,
        "async fn f(span: Span) {\n    for x in xs {\n        let guard = span.clone().entered();\n"
        "        a(x).await;\n    }\n}\n",
        "*mut ()", "Send", "a(x).await");
    hold(sample, "let", "guard", "tracing::span::EnteredSpan");
    strategy_sample_expect(
        sample, &fix_instrument,
        "use tracing::Instrument;\n\nasync fn f(span: Span) {\n    for x in xs {\n"
        "        a(x).instrument(span.clone()).await;\n    }\n}\n");
}

static void test_instrument_is_refused(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(sample,
                          "async fn f() {\n    for x in xs {\n        let _s = span().entered();\n"
                          "        a(x).await?;\n        b(x).await;\n    }\n}\n",
                          "*mut ()", "Send", "a(x).await?");
    hold(sample, "let", "_s", "EnteredSpan");
    strategy_sample_expect(sample, &fix_instrument, NULL);
    assert_int_equal(sample->finding.refusals.count, 1);
}

static void test_collect(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(
        sample,
        "async fn all<I: IntoIterator>(i: I) {}\nasync fn get(s: &str) {}\n"
        "async fn f(v: Vec<String>) {\n    all(v.iter().map(|s| get(s))).await;\n}\n"
        "fn main() {\n    spawn(f(vec![]));\n}\n",
        "_", "Send", "spawn(f(vec![]))");
    strategy_sample_fact(sample, (Fact){.kind = FACT_HEADLINE_GENERAL, .trait = STR("FnOnce")},
                         NULL);
    strategy_sample_expect(
        sample, &fix_boxed_future,
        "async fn all<I: IntoIterator>(i: I) {}\nasync fn get(s: &str) {}\n"
        "async fn f(v: Vec<String>) {\n    let futures: Vec<_> = v.iter().map(|s| get(s)).collect();\n"
        "    all(futures).await;\n}\nfn main() {\n    spawn(f(vec![]));\n}\n");
}

static void test_any_lifetime(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(
        sample,
        "struct L<'a, 'b>(&'a u8, &'b u8);\nunsafe impl<'a> Send for L<'a, 'a> {}\n"
        "fn f() {\n    spawn(g());\n}\n",
        "L<'0, '1>", "Send", "spawn(g())");
    strategy_sample_fact(sample, (Fact){.kind = FACT_HEADLINE_GENERAL, .trait = STR("Send")}, NULL);
    strategy_sample_expect(sample, &fix_boxed_future,
                           "struct L<'a, 'b>(&'a u8, &'b u8);\nunsafe impl Send for L<'_, '_> {}\n"
                           "fn f() {\n    spawn(g());\n}\n");
}

static void receiver_in(StrategySample *sample, const char *text, const char *iterator) {
    strategy_sample_start(sample, text, "std::sync::mpsc::Receiver<u8>", "Sync", iterator);
    sample->finding.hold = HOLD_ACROSS_AWAIT;
    sample->finding.value = sample->finding.demand;
}

static void test_channel(void **state) {
    StrategySample *sample = *state;
    receiver_in(sample,
                "async fn f(rx: Receiver<u8>) {\n    for x in rx.iter() { g(x).await; }\n}\n",
                "rx.iter()");
    strategy_sample_expect(sample, &fix_channel,
                           "async fn f(rx: Receiver<u8>) {\n    for x in rx { g(x).await; }\n}\n");
    receiver_in(
        sample,
        "async fn f(rx: Receiver<u8>) {\n    loop {\n        for x in &rx { g(x).await; }\n    }\n}\n",
        "&rx");
    strategy_sample_expect(
        sample, &fix_channel,
        "async fn f(rx: Receiver<u8>) {\n    loop {\n        while let Ok(x) = rx.recv() { "
        "g(x).await; }\n    }\n}\n");
    receiver_in(sample,
                "async fn f(rx: &Receiver<u8>) {\n    for x in rx.iter() { g(x).await; }\n}\n",
                "rx.iter()");
    strategy_sample_expect(sample, &fix_channel, NULL);
}

static void test_spawn_local(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(
        sample,
        "use tokio::task::{self, LocalSet};\nfn f(name: Rc<str>) {\n    task::spawn(g(name));\n}\n",
        "Rc<str>", "Send", "task::spawn(g(name))");
    strategy_sample_expect(
        sample, &fix_spawn_local,
        "use tokio::task::{self, LocalSet};\nfn f(name: Rc<str>) {\n    task::spawn_local(g(name));\n}\n");
    strategy_sample_start(sample,
                          "use tokio::spawn;\nfn f(name: Rc<str>) {\n    spawn(g(name));\n}\n",
                          "Rc<str>", "Send", "spawn(g(name))");
    strategy_sample_expect(sample, &fix_spawn_local, NULL);
    strategy_sample_start(
        sample,
        "mod pool {\n    pub fn start<F: Send>(f: F) {}\n    pub fn start_local<F>(f: F) {}\n}\n"
        "fn f(name: Rc<str>) {\n    pool::start(g(name));\n}\n",
        "Rc<str>", "Send", "pool::start(g(name))");
    strategy_sample_expect(
        sample, &fix_spawn_local,
        "mod pool {\n    pub fn start<F: Send>(f: F) {}\n    pub fn start_local<F>(f: F) {}\n}\n"
        "fn f(name: Rc<str>) {\n    pool::start_local(g(name));\n}\n");
}

static void test_needless_sync(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(sample,
                          "type Boxed = Pin<Box<dyn Future<Output = ()> + Send + Sync>>;\n"
                          "fn f() -> Boxed {\n    Box::pin(async { g().await })\n}\n",
                          "dyn Future<Output = ()> + Send", "Sync",
                          "Box::pin(async { g().await })");
    strategy_sample_fact(sample, (Fact){.kind = FACT_HEADLINE_FUTURE, .trait = STR("Sync")}, NULL);
    strategy_sample_expect(sample, &fix_relax_send,
                           "type Boxed = Pin<Box<dyn Future<Output = ()> + Send>>;\n"
                           "fn f() -> Boxed {\n    Box::pin(async { g().await })\n}\n");
}

static void test_local_trait(void **state) {
    StrategySample *sample = *state;
    static const char text[] =
        "#[async_trait]\ntrait A {\n    async fn g(&self);\n}\nstruct B(Rc<u8>);\n"
        "#[async_trait::async_trait]\nimpl A for B {\n    async fn g(&self) { t().await; }\n}\n";
    strategy_sample_start(sample, text, "Rc<u8>", "Sync", "async fn g(&self) { t().await; }");
    Fact cast = {.kind = FACT_REQUIRED_CAST,
                 .other = STR("Pin<Box<dyn Future<Output = ()> + Send>>")};
    strategy_sample_fact(sample, cast, NULL);
    strategy_sample_expect(
        sample, &fix_relax_send,
        "#[async_trait(?Send)]\ntrait A {\n    async fn g(&self);\n}\nstruct B(Rc<u8>);\n"
        "#[async_trait::async_trait(?Send)]\nimpl A for B {\n    async fn g(&self) { t().await; }\n}\n");
}

static void supertraits(StrategySample *sample, const char *bounds, const char *spawn) {
    Arena *arena = &sample->arena;
    Str text = str_format(
        arena, "trait A%s {}\nstruct B(Rc<u8>);\nimpl A for B {}\nfn main() {\n    %s\n}\n", bounds,
        spawn);
    strategy_sample_start(sample, str_cstr(arena, text), "Rc<u8>", "Send", "B");
    strategy_sample_fact(sample, (Fact){.kind = FACT_REQUIRED_BY_HERE}, "Send");
}

static void test_one_thread(void **state) {
    StrategySample *sample = *state;
    static const char rest[] =
        " {}\nstruct B(Rc<u8>);\nimpl A for B {}\nfn main() {\n    run();\n}\n";
    static const char *const bounds[][2] = {
        {": Send + Sync", ""},
        {": Send", ""},
        {": Send + Debug + Sync", ": Debug"},
        {": Debug + Send + Sync + 'static", ": Debug + 'static"}};
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
        supertraits(sample, bounds[i][0], "run();");
        strategy_sample_expect(sample, &fix_relax_send,
                               str_cstr(&sample->arena, str_format(&sample->arena, "trait A%s%s",
                                                                   bounds[i][1], rest)));
        assert_true(sample->finding.fixes.items[0].rank < 0);
    }
    supertraits(sample, ": Send", "std::thread::spawn(run);");
    strategy_sample_expect(sample, &fix_relax_send, NULL);
}

static void test_feature(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(sample, "use rhai::Engine;\nfn f(e: Engine) {\n    spawn(e);\n}\n",
                          "rhai::Engine", "Send", "spawn(e)");
    strategy_sample_expect(sample, &fix_feature_flag, NULL);
    assert_int_equal(sample->finding.fixes.count, 1);
    assert_true(str_contains(sample->finding.fixes.items[0].why,
                             STR("rhai = { .., features = [\"sync\"] }")));
}

static void test_advice(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(sample, "fn f(c: &Cell<u8>) {}\n", "RefCell<Rc<u8>>", "Sync", "c");
    strategy_sample_fact(sample,
                         (Fact){.kind = FACT_SHARE_ADVICE, .name = STR("std::sync::RwLock")}, NULL);
    FixContext context = {.arena = &sample->arena,
                          .finding = &sample->finding,
                          .patterns = sample->patterns,
                          .workspace = sample->workspace,
                          .fixes = &sample->finding.fixes,
                          .refusals = &sample->finding.refusals};
    advice_contradict(&context);
    assert_int_equal(sample->finding.refusals.count, 1);
    assert_string_equal(sample->finding.refusals.items[0].id, "rustc");
    sample->evidence->roots.items[0].type = STR("RefCell<u8>");
    sample->finding.refusals.count = 0;
    advice_contradict(&context);
    assert_int_equal(sample->finding.refusals.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STRATEGY_TEST(test_instrument_rest),
        STRATEGY_TEST(test_instrument_call),
        STRATEGY_TEST(test_instrument_is_refused),
        STRATEGY_TEST(test_collect),
        STRATEGY_TEST(test_any_lifetime),
        STRATEGY_TEST(test_channel),
        STRATEGY_TEST(test_spawn_local),
        STRATEGY_TEST(test_needless_sync),
        STRATEGY_TEST(test_local_trait),
        STRATEGY_TEST(test_one_thread),
        STRATEGY_TEST(test_feature),
        STRATEGY_TEST(test_advice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
