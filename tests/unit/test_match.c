/*
 * match/match: small diagnostics, put together here, into facts and roots.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "match/match.h"

typedef struct Fixture {
    Arena arena;
    Patterns *patterns;
} Fixture;

static int start(void **state) {
    static Fixture fixture;
    arena_init(&fixture.arena);
    StrList problems = {0};
    Status status = patterns_load(&fixture.arena, &fixture.patterns, (Str){0}, &problems);
    *state = &fixture;
    return status_is_ok(&status) ? 0 : 1;
}

static int stop(void **state) {
    Fixture *fixture = *state;
    arena_finish(&fixture->arena);
    return 0;
}

static Diagnostic *message(Arena *arena, const char *level, const char *code, const char *text) {
    Diagnostic *diagnostic = ARENA_NEW(arena, Diagnostic);
    diagnostic->level = str_from(level);
    diagnostic->code = str_from(code);
    diagnostic->message = str_from(text);
    return diagnostic;
}

static Diagnostic *child(Arena *arena, Diagnostic *parent, const char *level, const char *text) {
    Diagnostic *added = message(arena, level, "", text);
    VEC_PUSH(arena, &parent->children, added);
    return added;
}

static void label(Arena *arena, Diagnostic *diagnostic, size_t line, const char *text) {
    Span span = {.file = STR("src/main.rs"), .line_start = line, .label = str_from(text)};
    span.primary = diagnostic->spans.count == 0;
    VEC_PUSH(arena, &diagnostic->spans, span);
}

static void insertion(Arena *arena, Diagnostic *diagnostic, const char *text) {
    Span span = {
        .file = STR("src/main.rs"), .has_replacement = true, .replacement = str_from(text)};
    VEC_PUSH(arena, &diagnostic->spans, span);
}

static Evidence *matched(Fixture *fixture, const Diagnostic *diagnostic) {
    return match_diagnostic(&fixture->arena, fixture->patterns, diagnostic, (Str){0});
}

/* The roots as text: "Rc<u8>: Send, Cell<u8>: Sync". */
static const char *roots(Fixture *fixture, const Diagnostic *diagnostic) {
    const Evidence *evidence = matched(fixture, diagnostic);
    assert_non_null(evidence);
    StrBuf text = strbuf_new(&fixture->arena);
    for (size_t i = 0; i < evidence->roots.count; i++) {
        strbuf_addf(&text, "%s" STR_FMT ": " STR_FMT, i > 0 ? ", " : "",
                    STR_ARG(evidence->roots.items[i].type),
                    STR_ARG(evidence->roots.items[i].trait));
    }
    return str_cstr(&fixture->arena, strbuf_str(&text));
}

/* A future that holds `type` over an await, without the note that names the innermost type. */
static Diagnostic *held(Arena *arena, const char *has_type) {
    Diagnostic *top = message(arena, "error", "", "future cannot be sent between threads safely");
    label(arena, top, 9, "future returned by `serve` is not `Send`");
    Diagnostic *note =
        child(arena, top, "note", "future is not `Send` as this value is used across an await");
    label(arena, note, 5, "await occurs here, with `mut menu` maybe used later");
    label(arena, note, 4, has_type);
    return top;
}

static void reads_a_held_value(void **state) {
    Fixture *fixture = *state;
    Arena *arena = &fixture->arena;
    Diagnostic *top = held(arena, "has type `Option<Rc<Menu>>` which is not `Send`");
    child(
        arena, top, "help",
        "within `impl Future<Output = ()>`, the trait `std::marker::Send` is not implemented for `Rc<Menu>`");
    Diagnostic *bound = child(arena, top, "note", "required by a bound in `rt::spawn`");
    label(arena, bound, 1, "required by this bound in `spawn`");
    assert_string_equal(roots(fixture, top), "Rc<Menu>: Send");
    const Evidence *evidence = matched(fixture, top);
    static const FactKind order[] = {
        FACT_HEADLINE_FUTURE, FACT_FUTURE_OF,   FACT_HOLDS_ACROSS,    FACT_AWAIT, FACT_HELD,
        FACT_LACKS,           FACT_REQUIRED_BY, FACT_REQUIRED_BY_HERE};
    assert_int_equal(evidence->facts.count, sizeof order / sizeof order[0]);
    for (size_t i = 0; i < evidence->facts.count; i++) {
        assert_int_equal(evidence->facts.items[i].kind, order[i]);
    }
    const Fact *fact = evidence_fact(evidence, FACT_AWAIT);
    assert_true(str_is(fact->name, "mut menu"));
    assert_int_equal(fact->span->line_start, 5);
    assert_ptr_equal(fact->from, top->children.items[0]);
    fact = evidence_fact(evidence, FACT_HELD);
    assert_true(str_is(fact->type, "Option<Rc<Menu>>"));
    assert_int_equal(fact->span->line_start, 4);
    fact = evidence_fact(evidence, FACT_LACKS);
    assert_true(str_is(fact->other, "impl Future<Output = ()>"));
    assert_true(str_is(fact->trait, "Send"));
    assert_true(str_is(evidence_fact(evidence, FACT_REQUIRED_BY)->name, "rt::spawn"));
    assert_null(evidence_fact(evidence, FACT_CAPTURES));
}

static void reads_a_chain(void **state) {
    Fixture *fixture = *state;
    Arena *arena = &fixture->arena;
    Diagnostic *top =
        message(arena, "error", "E0277", "`RefCell<Menu>` cannot be shared between threads safely");
    label(arena, top, 7, "`RefCell<Menu>` cannot be shared between threads safely");
    label(arena, top, 7, "required by a bound introduced by this call");
    child(arena, top, "help",
          "within `Kitchen`, the trait `Sync` is not implemented for `RefCell<Menu>`");
    child(
        arena, top, "note",
        "if you want to do aliasing and mutation between multiple threads, use `std::sync::RwLock` instead");
    child(arena, top, "note", "required because it appears within the type `Kitchen`");
    child(arena, top, "note", "required for `Arc<Kitchen>` to implement `Send`");
    child(arena, top, "note", "required because it's used within this closure");
    child(arena, top, "note", "required for the cast from `Box<Kitchen>` to `Box<dyn Job + Send>`");
    assert_string_equal(roots(fixture, top), "RefCell<Menu>: Sync");
    const Evidence *evidence = matched(fixture, top);
    assert_int_equal(evidence->facts.items[0].kind, FACT_HEADLINE_TYPE);
    assert_true(str_is(evidence_fact(evidence, FACT_SHARE_ADVICE)->name, "std::sync::RwLock"));
    assert_true(str_is(evidence_fact(evidence, FACT_APPEARS_WITHIN)->type, "Kitchen"));
    assert_true(str_is(evidence_fact(evidence, FACT_REQUIRED_FOR)->type, "Arc<Kitchen>"));
    assert_true(str_is(evidence_fact(evidence, FACT_REQUIRED_CAST)->other, "Box<dyn Job + Send>"));
    assert_non_null(evidence_fact(evidence, FACT_USED_WITHIN_CLOSURE));
    assert_non_null(evidence_fact(evidence, FACT_INTRODUCED_BY));
}

static void finds_roots_of_type_parameters(void **state) {
    Fixture *fixture = *state;
    Arena *arena = &fixture->arena;
    Diagnostic *top = held(arena, "has type `&S` which is not `Send`");
    Diagnostic *help = child(arena, top, "help",
                             "consider further restricting type parameter `S` with trait `Sync`");
    insertion(arena, help, " + std::marker::Sync");
    assert_string_equal(roots(fixture, top), "S: Sync");

    top = held(arena, "has type `S` which is not `Send`"); /* before 1.85 */
    help = child(arena, top, "help", "consider restricting type parameter `S`");
    insertion(arena, help, ": std::marker::Send");
    assert_string_equal(roots(fixture, top), "S: Send");

    top = held(arena, "has type `<S as Job>::Output` which is not `Send`");
    help = child(arena, top, "help", "consider further restricting the associated type");
    insertion(arena, help, " where <S as Job>::Output: Send");
    assert_string_equal(roots(fixture, top), "<S as Job>::Output: Send");

    top = held(arena, "has type `&Self` which is not `Send`");
    help = child(arena, top, "help", "consider further restricting `Self`");
    insertion(arena, help, ", Self: Sync");
    assert_string_equal(roots(fixture, top), "Self: Sync");

    top = message(arena, "error", "E0277", "`F` cannot be sent between threads safely");
    assert_string_equal(roots(fixture, top), "F: Send");
    assert_string_equal(roots(fixture, held(arena, "has type `&'a S` which is not `Send`")),
                        "S: Sync");
    assert_string_equal(roots(fixture, held(arena, "has type `&mut S` which is not `Send`")),
                        "S: Send");
    assert_string_equal(roots(fixture, held(arena, "has type `&&mut S` which is not `Send`")),
                        "S: Sync");
}

static void finds_roots_of_captures(void **state) {
    Fixture *fixture = *state;
    Arena *arena = &fixture->arena;
    Diagnostic *top = message(arena, "error", "", "future cannot be sent between threads safely");
    label(arena, top, 9, "future created by async block is not `Send`");
    Diagnostic *note = child(
        arena, top, "note",
        "captured value is not `Send` because `&` references cannot be sent unless their referent is `Sync`");
    label(arena, note, 8, "has type `&Menu` which is not `Send`, because `Menu` is not `Sync`");
    assert_string_equal(roots(fixture, top), "Menu: Sync");
    const Evidence *evidence = matched(fixture, top);
    assert_true(str_is(evidence_fact(evidence, FACT_HELD_REFERENCE)->type, "&Menu"));
    assert_true(str_is(evidence_fact(evidence, FACT_CAPTURES_REFERENCE)->name, "&"));
    child(arena, top, "help", "within `Menu`, the trait `Sync` is not implemented for `Cell<u8>`");
    assert_string_equal(roots(fixture, top), "Cell<u8>: Sync");
}

static void finds_roots_of_awaited_futures(void **state) {
    Fixture *fixture = *state;
    Arena *arena = &fixture->arena;
    Diagnostic *top = message(arena, "error", "", "future cannot be sent between threads safely");
    Diagnostic *note = child(
        arena, top, "note", "future is not `Send` as it awaits another future which is not `Send`");
    label(arena, note, 8,
          "await occurs here on type `impl Future<Output = u8>`, which is not `Send`");
    Diagnostic *help = child(
        arena, top, "help",
        "`Send` can be made part of the associated future's guarantees for all implementations of `Store::load`");
    insertion(arena, help, "");
    insertion(arena, help, " -> impl std::future::Future<Output = u8> + Send");
    assert_string_equal(roots(fixture, top), "impl Future<Output = u8>: Send");
    assert_true(
        str_is(evidence_fact(matched(fixture, top), FACT_FUTURE_GUARANTEE)->name, "Store::load"));
}

static void finds_roots_of_other_headlines(void **state) {
    Fixture *fixture = *state;
    Arena *arena = &fixture->arena;
    Diagnostic *top =
        message(arena, "error", "E0277",
                "`?` couldn't convert the error: `dyn std::error::Error: Sync` is not satisfied");
    label(
        arena, top, 4,
        "this can't be annotated with `?` because it has type `Result<_, Box<dyn std::error::Error>>`");
    label(arena, top, 2, "required `dyn std::error::Error: Sync` because of this");
    assert_string_equal(roots(fixture, top), "dyn std::error::Error: Sync");
    assert_int_equal(evidence_fact(matched(fixture, top), FACT_QUESTION_TARGET)->span->line_start,
                     2);

    top = message(arena, "error", "", "implementation of `Send` is not general enough");
    child(arena, top, "note",
          "`Send` would have to be implemented for the type `&'0 Menu`, for any lifetime `'0`...");
    child(
        arena, top, "note",
        "...but `Send` is actually implemented for the type `&'1 Menu`, for some specific lifetime `'1`");
    assert_string_equal(roots(fixture, top), "&'0 Menu: Send");

    top = message(arena, "error", "", "implementation of `FnOnce` is not general enough");
    child(
        arena, top, "note",
        "closure with signature `fn(&'2 Menu)` must implement `FnOnce<(&'1 Menu,)>`, for any lifetime `'1`...");
    assert_string_equal(roots(fixture, top), "");

    top = message(arena, "error", "E0277", "`Menu` cannot be sent between threads safely");
    label(arena, top, 4, "the trait `Send` is not implemented for `std::ptr::Unique<Menu>`");
    assert_string_equal(roots(fixture, top), "Menu: Send");

    top = held(arena, "has type `Box<Menu>` which is not `Send`");
    child(arena, top, "note", "the trait bound `std::ptr::Unique<Menu>: Send` is not satisfied");
    assert_string_equal(roots(fixture, top), "Menu: Send");
    assert_string_equal(
        roots(fixture, message(arena, "error", "", "future cannot be sent between threads safely")),
        "");
}

static void reads_old_wordings(void **state) {
    Fixture *fixture = *state;
    Arena *arena = &fixture->arena;
    Diagnostic *top =
        message(arena, "error", "", "generator cannot be shared between threads safely");
    Diagnostic *note =
        child(arena, top, "note", "generator is not `Sync` as this value is used across a yield");
    label(arena, note, 3, "has type `std::cell::Cell<u8>`");
    label(arena, note, 4, "yield occurs here, with the value maybe used later");
    label(arena, note, 5, "`menu` is later dropped here");
    assert_string_equal(roots(fixture, top), "std::cell::Cell<u8>: Sync");
    child(
        arena, top, "help",
        "within `Menu`, the trait `Sync` is not implemented for `Cell<u8>`, which is required by `&Menu: Send`");
    assert_string_equal(roots(fixture, top), "Cell<u8>: Sync");
    child(arena, top, "note",
          "required because of the requirements on the impl of `std::marker::Send` for `&Menu`");
    const Fact *fact = evidence_fact(matched(fixture, top), FACT_REQUIRED_FOR);
    assert_true(str_is(fact->trait, "Send"));
    assert_true(str_is(fact->type, "&Menu"));
}

static void takes_the_lint_and_nothing_else(void **state) {
    Fixture *fixture = *state;
    Arena *arena = &fixture->arena;
    Diagnostic *top = message(arena, "warning", "clippy::future_not_send",
                              "future cannot be sent between threads safely");
    child(arena, top, "note", "`std::rc::Rc<Menu>` doesn't implement `std::marker::Send`");
    child(arena, top, "note", "`std::cell::Cell<u8>` doesn't implement `std::marker::Sync`");
    child(arena, top, "note", "`std::rc::Rc<Menu>` doesn't implement `std::marker::Send`");
    assert_string_equal(roots(fixture, top), "std::rc::Rc<Menu>: Send, std::cell::Cell<u8>: Sync");
    assert_non_null(evidence_fact(matched(fixture, top), FACT_LINT));
    static const char *const others[][3] = {
        {"warning", "", "future cannot be sent between threads safely"},
        {"note", "", "future cannot be sent between threads safely"},
        {"error", "E0308", "mismatched types"},
        {"error", "E0277", "the trait bound `Menu: Job` is not satisfied"},
        {"error", "E0277",
         "`?` couldn't convert the error: `dyn std::error::Error: Sized` is not satisfied"},
        {"warning", "clippy::await_holding_lock",
         "this `MutexGuard` is held across an await point"},
        {"error", "", "a wording that nobody knows"},
        {"error", "", ""},
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_null(matched(fixture, message(arena, others[i][0], others[i][1], others[i][2])));
    }
}

static void marks_bad_advice(void **state) {
    Fixture *fixture = *state;
    Arena *arena = &fixture->arena;
    Diagnostic *top = message(arena, "error", "E0277",
                              "`(dyn Fn() + 'static)` cannot be shared between threads safely");
    Diagnostic *help = child(arena, top, "help", "use parentheses to call this trait object");
    insertion(arena, help, "()");
    const Fact *fact = evidence_fact(matched(fixture, top), FACT_BAD_ADVICE);
    assert_ptr_equal(fact->from, help);
    assert_true(fact->span->has_replacement);
    assert_string_equal(roots(fixture, top), "(dyn Fn() + 'static): Sync");
}

static void reads_long_types_in_full(void **state) {
    Fixture *fixture = *state;
    Arena *arena = &fixture->arena;
    Diagnostic *top =
        held(arena,
             "has type `Option<std::rc::Rc<(BTreeMap<String, u8>, Vec<u8>)>>` which is not `Send`");
    child(
        arena, top, "help",
        "within `Option<...>`, the trait `Send` is not implemented for `Rc<(BTreeMap<String, ...>, ...)>`");
    assert_string_equal(roots(fixture, top), "std::rc::Rc<(BTreeMap<String, u8>, Vec<u8>)>: Send");

    char folder[] = "/tmp/sendfix-match-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char path[64];
    snprintf(path, sizeof path, "%s/app.long-type-7.txt", folder);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    assert_true(fputs("Vec<u8>\nBox<app::Queue<Rc<Menu>, u8>>\n", out) >= 0);
    assert_int_equal(fclose(out), 0);
    top = message(arena, "error", "E0277",
                  "`Queue<Rc<...>, ...>` cannot be sent between threads safely");
    child(arena, top, "help", "the trait `Send` is not implemented for `Queue<Rc<...>, ...>`");
    assert_string_equal(roots(fixture, top), "Queue<Rc<...>, ...>: Send");
    child(arena, top, "note",
          "the full name for the type has been written to 'app.long-type-7.txt'");
    assert_string_equal(roots(fixture, top), "Queue<Rc<...>, ...>: Send");
    Evidence *evidence = match_diagnostic(arena, fixture->patterns, top, str_from(folder));
    assert_true(str_is(evidence->roots.items[0].type, "app::Queue<Rc<Menu>, u8>"));
    unlink(path);
    rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_a_held_value, start, stop),
        cmocka_unit_test_setup_teardown(reads_a_chain, start, stop),
        cmocka_unit_test_setup_teardown(finds_roots_of_type_parameters, start, stop),
        cmocka_unit_test_setup_teardown(finds_roots_of_captures, start, stop),
        cmocka_unit_test_setup_teardown(finds_roots_of_awaited_futures, start, stop),
        cmocka_unit_test_setup_teardown(finds_roots_of_other_headlines, start, stop),
        cmocka_unit_test_setup_teardown(reads_old_wordings, start, stop),
        cmocka_unit_test_setup_teardown(takes_the_lint_and_nothing_else, start, stop),
        cmocka_unit_test_setup_teardown(marks_bad_advice, start, stop),
        cmocka_unit_test_setup_teardown(reads_long_types_in_full, start, stop),
    };
    return cmocka_run_group_tests_name("match/match", tests, NULL, NULL);
}
