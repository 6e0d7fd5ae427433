/*
 * Unit tests of what is done about raw pointers: promises, wrappers, whole captures, markers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "strategy_sample.h"

static void test_promise(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(sample,
                          "struct Ring<'a, T: Copy, const N: usize>\nwhere\n    T: Default,\n{\n"
                          "    at: *mut T,\n    _of: PhantomData<&'a T>,\n}\n\nfn f() {}\n",
                          "*mut u8", "Send", "*mut T");
    sample->finding.origin = strategy_sample_node(sample, "at", "*mut T");
    const char *got = strategy_sample_apply(sample, &fix_unsafe_send_wrapper);
    assert_non_null(got);
    assert_true(str_contains(
        str_from(got),
        STR("\n}\n\n// SAFETY: sound only while no two threads use what `at` of a `Ring` points")));
    assert_true(
        str_contains(str_from(got), STR("\nunsafe impl<T: Copy + Sync, const N: usize> Send for "
                                        "Ring<'_, T, N> where T: Default {}\n\nfn f() {}\n")));
}

static void test_promise_is_refused(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(sample, "struct Job {\n    at: *mut u8,\n    name: Rc<str>,\n}\n",
                          "*mut u8", "Send", "*mut u8");
    sample->finding.origin = strategy_sample_node(sample, "at", "*mut u8");
    strategy_sample_expect(sample, &fix_unsafe_send_wrapper, NULL);
    assert_int_equal(sample->finding.refusals.count, 1);
    strategy_sample_start(sample, "struct Own(*mut u8);\nunsafe impl Send for Own {}\n", "*mut u8",
                          "Send", "*mut u8");
    sample->finding.origin = strategy_sample_node(sample, "", "*mut u8");
    strategy_sample_expect(sample, &fix_unsafe_send_wrapper, NULL);
}

static void test_newtype(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(sample, "fn f(p: *mut u8) {\n    go(move || unsafe { p.write(1) });\n}\n",
                          "*mut u8", "Send", "move || unsafe { p.write(1) }");
    sample->finding.hold = HOLD_CAPTURED;
    sample->finding.body = sample->finding.demand;
    const char *got = strategy_sample_apply(sample, &fix_unsafe_send_wrapper);
    assert_non_null(got);
    assert_true(str_contains(str_from(got),
                             STR("    fn get(self) -> *mut u8 {\n        self.0\n    }\n}\n\n"
                                 "fn f(p: *mut u8) {\n    let sent = SendPtr(p);\n"
                                 "    go(move || unsafe {\n        let p = sent.get();\n"
                                 "        p.write(1)\n    });\n}\n")));
}

static void test_whole_capture(void **state) {
    StrategySample *sample = *state;
    static const char text[] = "struct Own(*mut u8);\nunsafe impl Send for Own {}\n"
                               "fn f(own: Own) {\n    go(move || own.0.is_null());\n}\n";
    strategy_sample_start(sample, text, "*mut u8", "Send", "move || own.0.is_null()");
    strategy_sample_fact(sample, (Fact){.kind = FACT_USED_WITHIN_CLOSURE},
                         "move || own.0.is_null()");
    strategy_sample_expect(
        sample, &fix_relax_send,
        "struct Own(*mut u8);\nunsafe impl Send for Own {}\n"
        "fn f(own: Own) {\n    go(move || {\n        let own = own; // captures the whole "
        "Own, not just its field\n        own.0.is_null()\n    });\n}\n");
    strategy_sample_start(
        sample,
        "struct Own(*mut u8);\nunsafe impl Send for Own {}\nimpl Own { fn g(&self) {} }\n"
        "fn f(own: Own) {\n    go(move || own.g());\n}\n",
        "*mut u8", "Send", "move || own.g()");
    strategy_sample_fact(sample, (Fact){.kind = FACT_USED_WITHIN_CLOSURE}, "move || own.g()");
    strategy_sample_expect(sample, &fix_relax_send, NULL);
}

static void test_marker(void **state) {
    StrategySample *sample = *state;
    strategy_sample_start(
        sample, "struct Id<A, B> {\n    n: u32,\n    of: PhantomData<(*const A, *mut B)>,\n}\n",
        "*const u8", "Send", "*const A");
    sample->finding.origin = strategy_sample_node(sample, "", "*const A");
    strategy_sample_expect(
        sample, &fix_relax_send,
        "struct Id<A, B> {\n    n: u32,\n    of: PhantomData<(fn() -> A, fn(B) -> B)>,\n}\n");
    strategy_sample_start(sample, "struct Id<A> {\n    _not_send: PhantomData<*const A>,\n}\n",
                          "*const u8", "Send", "*const A");
    sample->finding.origin = strategy_sample_node(sample, "", "*const A");
    strategy_sample_expect(sample, &fix_relax_send, NULL);
    strategy_sample_start(sample, "struct Id {\n    m: PhantomData<*const ()>,\n}\n", "*const ()",
                          "Send", "*const ()");
    sample->finding.origin = strategy_sample_node(sample, "", "*const ()");
    strategy_sample_expect(sample, &fix_relax_send, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STRATEGY_TEST(test_promise), STRATEGY_TEST(test_promise_is_refused),
        STRATEGY_TEST(test_newtype), STRATEGY_TEST(test_whole_capture),
        STRATEGY_TEST(test_marker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
