/*
 * match/patterns: the catalogue's own examples, what is known of types, a user's folder, damaged files.
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
#include "match/patterns.h"

typedef struct Fixture {
    Arena arena;
    char folder[64];
    char file[96];
} Fixture;

static int start(void **state) {
    static Fixture fixture;
    arena_init(&fixture.arena);
    memcpy(fixture.folder, "/tmp/sendfix-patterns-XXXXXX", sizeof "/tmp/sendfix-patterns-XXXXXX");
    if (mkdtemp(fixture.folder) == NULL) {
        return 1;
    }
    snprintf(fixture.file, sizeof fixture.file, "%s/own.pat", fixture.folder);
    *state = &fixture;
    return 0;
}

static int stop(void **state) {
    Fixture *fixture = *state;
    arena_finish(&fixture->arena);
    unlink(fixture->file);
    return rmdir(fixture->folder);
}

static void write_own(const Fixture *fixture, const char *text) {
    FILE *out = fopen(fixture->file, "w");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

/* The catalogue with the user's file, and what was wrong with it. */
static Patterns *load_own(Fixture *fixture, const char *text, StrList *problems) {
    write_own(fixture, text);
    Patterns *patterns = NULL;
    Status status = patterns_load(&fixture->arena, &patterns, str_from(fixture->folder), problems);
    assert_true(status_is_ok(&status));
    assert_non_null(patterns);
    return patterns;
}

static Patterns *load(Fixture *fixture) {
    Patterns *patterns = NULL;
    StrList problems = {0};
    Status status = patterns_load(&fixture->arena, &patterns, (Str){0}, &problems);
    assert_true(status_is_ok(&status));
    assert_int_equal(problems.count, 0);
    return patterns;
}

static void all_examples_hold(void **state) {
    Fixture *fixture = *state;
    StrList problems = {0};
    size_t count = patterns_check(&fixture->arena, load(fixture), &problems);
    for (size_t i = 0; i < problems.count; i++) {
        print_error(STR_FMT "\n", STR_ARG(problems.items[i]));
    }
    assert_int_equal(problems.count, 0);
    assert_true(count > 600);
}

static void knows_types(void **state) {
    Fixture *fixture = *state;
    const Patterns *patterns = load(fixture);
    static const struct {
        const char *type, *rule, *first_fix;
        bool marker, sync_only;
    } rows[] = {
        {"&std::rc::Rc<Menu>", "reference-counted", "rc-to-arc", false, false},
        {"std::rc::Weak<Menu>", "reference-counted", "rc-to-arc", false, false},
        {"Cell<u16>", "interior-mutability", "own-capture", false, true},
        {"Cell<isize>", "interior-mutability", "cell-to-sync", true, true},
        {"UnsafeCell<cell::lazy::State<Menu, fn() -> Menu>>", "interior-mutability", "cell-to-sync",
         true, true},
        {"std::sync::MutexGuard<'_, Menu>", "lock-guard", "drop-before-await", false, false},
        {"parking_lot::lock_api::RwLockReadGuard<'_, parking_lot::RawRwLock, Menu>", "lock-guard",
         "drop-before-await", false, false},
        {"RefMut<'_, Menu>", "borrow-guard", "drop-before-await", false, false},
        {"dyn std::error::Error", "boxed-error", "error-add-send-sync", false, false},
        {"(dyn Fn(&Menu) + 'static)", "trait-object", "dyn-add-send", false, false},
        {"(dyn Future<Output = Menu> + 'static)", "boxed-future", "future-add-send", false, false},
        {"dyn Future<Output = Menu> + Send", "boxed-future", "relax-send", false, true},
        {"impl Future<Output = Menu>", "opaque-future", "future-add-send", false, false},
        {"impl Iterator<Item = Menu>", "opaque-type", "bound-add-send", false, false},
        {"*mut Menu", "raw-pointer", "unsafe-send-wrapper", false, false},
        {"*mut ()", "raw-pointer", "drop-before-await", true, false},
        {"NonNull<Menu>", "raw-pointer", "unsafe-send-wrapper", false, false},
        {"T", "type-parameter", "bound-add-send", false, false},
        {"<S as Service>::Future", "type-parameter", "bound-add-send", false, false},
        {"std::sync::mpsc::Receiver<Menu>", "channel-end", "own-capture", false, true},
        {"Arguments<'_>", "format-arguments", "own-capture", false, false},
        {"ThreadRng", "thread-bound", "drop-before-await", false, false},
        {"EnteredSpan", "thread-bound", "instrument", false, false},
        {"RefCell<rusqlite::inner_connection::InnerConnection>", "foreign-type", "self-by-mut-ref",
         true, true},
        {"rusqlite::Connection", "foreign-type", "self-by-mut-ref", false, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const TypeKnowledge *known = patterns_type(patterns, str_from(rows[i].type));
        assert_non_null(known);
        assert_string_equal(str_cstr(&fixture->arena, known->rule), rows[i].rule);
        Str rest = known->fixes, first = {0};
        assert_true(str_next(&rest, ' ', &first));
        assert_string_equal(str_cstr(&fixture->arena, first), rows[i].first_fix);
        assert_int_equal(known->marker, rows[i].marker);
        assert_int_equal(known->sync_only, rows[i].sync_only);
        assert_true(known->what.len > 0);
    }
    assert_true(str_is(patterns_type(patterns, STR("ThreadRng"))->library, "rand"));
    assert_int_equal(patterns_type(patterns, STR("Cell<u16>"))->library.len, 0);
}

static void says_nothing_of_other_types(void **state) {
    Fixture *fixture = *state;
    const Patterns *patterns = load(fixture);
    static const char *const types[] = {
        "Menu",
        "Arc<Menu>",
        "app::Rc<Menu>",
        "sheet::Cell<u16>",
        "Vec<Rc<Menu>>",
        "(u8, u8)",
        "{async block@src/a.rs:1:2: 1:7}",
        "Connection",
        "axum::response::Html<u8>",
        "u8",
        "",
        "&",
        "<",
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        assert_null(patterns_type(patterns, str_from(types[i])));
    }
}

static const char own_wording[] = "pattern own-headline\n"
                                  "slot: top\n"
                                  "fact: headline-type\n"
                                  "trait: Send\n"
                                  "regex: ^`(?<type>[^`]+)` must stay on its thread$\n"
                                  "family: must stay on its thread\n"
                                  "means: A wording of the future.\n"
                                  "match: `Rc<Menu>` must stay on its thread\n"
                                  "  type = Rc<Menu>\n"
                                  "  trait = Send\n"
                                  "not: it must stay\n"
                                  "\n"
                                  "type rc\n"
                                  "name: Rc\n"
                                  "rule: house-rule\n"
                                  "lacks: Send Sync\n"
                                  "what: what the house says\n"
                                  "match: Rc<Menu>\n"
                                  "not: Arc<Menu>\n";

static void takes_entries_of_ones_own(void **state) {
    Fixture *fixture = *state;
    StrList problems = {0};
    const Patterns *patterns = load_own(fixture, own_wording, &problems);
    assert_int_equal(problems.count, 0);
    assert_true(str_is(patterns_type(patterns, STR("app::Rc<Menu>"))->rule, "house-rule"));
    assert_true(
        patterns_may_match_line(patterns, STR("{\"message\":\"`X` must stay on its thread\"}")));
    Diagnostic diagnostic = {.level = STR("error"),
                             .message = STR("`Rc<Menu>` must stay on its thread")};
    Evidence *evidence = match_diagnostic(&fixture->arena, patterns, &diagnostic, (Str){0});
    assert_non_null(evidence);
    assert_int_equal(evidence->roots.count, 1);
    assert_true(str_is(evidence->roots.items[0].type, "Rc<Menu>"));
    assert_true(patterns_check(&fixture->arena, patterns, &problems) > 0);
}

/* Each entry is bad in one way; the good one at the end is taken all the same. */
static void tells_bad_entries(void **state) {
    Fixture *fixture = *state;
    static const struct {
        const char *head, *reason;
        int line;
    } rows[] = {
        {"pattern a\nslot: top\nfact: held\nregex: ^(x\n", "missing closing parenthesis", 4},
        {"pattern a\nslot: top\nfact: held\nregex: ^(?<what>x)\n", "the group 'what'", 4},
        {"pattern a\nslot: nowhere\nfact: held\nregex: x\n", "no slot 'nowhere'", 2},
        {"pattern a\nslot: top\nfact: guess\nregex: x\n", "no fact 'guess'", 3},
        {"pattern a\nslot: top\nfact: held\nregex: x\ncolour: red\n", "unknown key 'colour'", 5},
        {"pattern a\nslot: top\nfact: held\nregex: x\njust text\n", "not 'key: value'", 5},
        {"pattern a\nslot: top\nfact: held\nregex: x\nfamily: \"quoted\"\n", "plain ASCII", 5},
        {"pattern a\nslot: label\nfact: held\nregex: x\nfamily: long enough\n", "slot top only", 1},
        {"pattern a\nslot: top\nfact: held\nregex: x\nrustc: soon\n", "rustc is a range", 5},
        {"pattern a\nslot: top\nregex: x\n", "lacks fact", 1},
        {"pattern a\nfact: held\nregex: x\n", "lacks slot", 1},
        {"pattern a\nslot: top\nfact: held\n", "lacks regex", 1},
        {"pattern \nslot: top\nfact: held\nregex: x\n", "lacks an id", 1},
        {"stray: line\n", "before the first", 1},
        {"type a\nname: A\nrule: r\nlacks: Love\nwhat: w\n", "lacks is Send", 4},
        {"type a\nname: A\nrule: r\nlacks: Send\nwhat: w\nmarker: maybe\n", "marker is yes or no",
         6},
        {"type a\nrule: r\nlacks: Send\nwhat: w\n", "lacks name or regex", 1},
        {"type a\nname: A\nlacks: Send\nwhat: w\n", "lacks rule", 1},
        {"type a\nname: A\nrule: r\nlacks: Send\nwhat: w\nregex: [\n", "missing terminating ]", 6},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *rest = rows[i].head[0] == 'p'   ? "means: m\nmatch: x\nnot: y\n"
                           : rows[i].head[0] == 't' ? "match: x\nnot: y\n"
                                                    : "";
        Str text = str_format(&fixture->arena, "%s%s\n%s", rows[i].head, rest, own_wording);
        StrList problems = {0};
        const Patterns *patterns = load_own(fixture, str_cstr(&fixture->arena, text), &problems);
        assert_int_equal(problems.count, 1);
        const char *said = str_cstr(&fixture->arena, problems.items[0]);
        Str place = str_format(&fixture->arena, "%s:%d: ", fixture->file, rows[i].line);
        if (!str_starts(problems.items[0], place) || strstr(said, rows[i].reason) == NULL) {
            fail_msg("row %zu: %s", i, said);
        }
        assert_true(str_is(patterns_type(patterns, STR("Rc<Menu>"))->rule, "house-rule"));
    }
}

static void tells_examples_that_fail(void **state) {
    Fixture *fixture = *state;
    StrList problems = {0};
    const Patterns *patterns = load_own(
        fixture,
        "pattern own\nslot: label\nfact: held\nregex: ^own (?<type>\\w+)$\nmeans: m\n"
        "match: own Menu\n  type = Card\n"
        "match: not own\n"
        "not: own Menu\n\n"
        "type own\nname: Own\nrule: r\nlacks: Send\nwhat: w\nmatch: Other\nnot: Own<u8>\n\n"
        "pattern no-example\nslot: label\nfact: held\nregex: x\nmeans: m\nmatch: x\n",
        &problems);
    assert_int_equal(problems.count, 1);
    assert_non_null(strstr(str_cstr(&fixture->arena, problems.items[0]), "an example 'not'"));
    problems = (StrList){0};
    patterns_check(&fixture->arena, patterns, &problems);
    static const int lines[] = {7, 6, 8, 9, 16, 17};
    assert_int_equal(problems.count, sizeof lines / sizeof lines[0]);
    for (size_t i = 0; i < problems.count; i++) {
        Str place = str_format(&fixture->arena, "%s:%d: ", fixture->file, lines[i]);
        assert_true(str_starts(problems.items[i], place));
    }
}

static void tells_a_missing_folder(void **state) {
    Fixture *fixture = *state;
    Patterns *patterns = NULL;
    StrList problems = {0};
    Status status = patterns_load(&fixture->arena, &patterns, STR("/nowhere/at/all"), &problems);
    assert_int_equal(status.code, STATUS_MISSING);
    assert_non_null(patterns);
}

/* Every way to cut the file short, and one byte changed in each place. */
static void bears_damaged_files(void **state) {
    Fixture *fixture = *state;
    size_t length = sizeof own_wording - 1;
    for (size_t cut = 0; cut < length; cut += 3) {
        char text[sizeof own_wording];
        memcpy(text, own_wording, sizeof text);
        text[cut] = '\0';
        StrList problems = {0};
        (void)load_own(fixture, text, &problems);
        memcpy(text, own_wording, sizeof text);
        text[cut] = cut % 2 == 0 ? '(' : '\n';
        problems = (StrList){0};
        const Patterns *patterns = load_own(fixture, text, &problems);
        (void)patterns_type(patterns, STR("Rc<Menu>"));
        arena_reset(&fixture->arena);
    }
}

static void finds_lines_quickly(void **state) {
    Fixture *fixture = *state;
    const Patterns *patterns = load(fixture);
    static const char *const ours[] = {
        "{\"message\":\"future cannot be sent between threads safely\",\"code\":null}",
        "x`Rc<u8>` cannot be shared between threads safely",
        "`?` couldn't convert the error: `dyn std::error::Error: Send` is not satisfied",
        "{\"message\":\"implementation of `FnOnce` is not general enough\"}",
        "cannot be sent between threads safely",
    };
    static const char *const others[] = {
        "",
        "c",
        "{\"reason\":\"compiler-artifact\"}",
        "{\"message\":\"mismatched types\"}",
        "cannot be sent between threads safel",
        "is not general enoug",
        "cannot be cannot be sent sent between between threads threads safely",
    };
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
        assert_true(patterns_may_match_line(patterns, str_from(ours[i])));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(patterns_may_match_line(patterns, str_from(others[i])));
    }
    for (size_t before = 0; before < 70; before++) { /* at every place of the window */
        StrBuf line = strbuf_new(&fixture->arena);
        strbuf_add_repeated(&line, 't', before);
        strbuf_add(&line, STR("is not general enough"));
        assert_true(patterns_may_match_line(patterns, strbuf_str(&line)));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_examples_hold, start, stop),
        cmocka_unit_test_setup_teardown(knows_types, start, stop),
        cmocka_unit_test_setup_teardown(says_nothing_of_other_types, start, stop),
        cmocka_unit_test_setup_teardown(takes_entries_of_ones_own, start, stop),
        cmocka_unit_test_setup_teardown(tells_bad_entries, start, stop),
        cmocka_unit_test_setup_teardown(tells_examples_that_fail, start, stop),
        cmocka_unit_test_setup_teardown(tells_a_missing_folder, start, stop),
        cmocka_unit_test_setup_teardown(bears_damaged_files, start, stop),
        cmocka_unit_test_setup_teardown(finds_lines_quickly, start, stop),
    };
    return cmocka_run_group_tests_name("match/patterns", tests, NULL, NULL);
}
