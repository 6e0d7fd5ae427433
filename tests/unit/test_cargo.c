/*
 * input/cargo and input/rustc: what a line is told to be, and that the quick way agrees with the
 * full one. data/ holds what cargo and rustc 1.95 said of one small program, in the three orders of
 * keys.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "input/cargo.h"

#define assert_str(str, text)                                                                      \
    do {                                                                                           \
        Str compared = (str);                                                                      \
        assert_int_equal(compared.len, sizeof(text) - 1);                                          \
        assert_memory_equal(compared.data, text, sizeof(text) - 1);                                \
    } while (0)

static const char *const recorded[] = {
    "tests/unit/data/cargo-json.jsonl",
    "tests/unit/data/cargo-rendered-ansi.jsonl",
    "tests/unit/data/rustc-json.jsonl",
};

enum { CARGO_JSON, CARGO_ANSI, RUSTC_JSON, RECORDED_COUNT };

static StrList recorded_lines(Arena *arena, size_t which) {
    Str content = {0};
    Status status = file_read(arena, &content, str_from(recorded[which]), 0);
    assert_string_equal(status.message, "");
    StrList lines = {0};
    Str line;
    while (str_next(&content, '\n', &line)) {
        line.len++; /* with its end */
        VEC_PUSH(arena, &lines, line);
    }
    return lines;
}

static Event read_line(Arena *arena, Str line) {
    Event event;
    cargo_read_line(arena, &event, line);
    assert_ptr_equal(event.raw.data, line.data);
    assert_int_equal(event.raw.len, line.len);
    assert_int_equal(event.kind == EVENT_DIAGNOSTIC, event.diagnostic != NULL);
    return event;
}

static EventKind kind_of(Str line) {
    Arena arena = {0};
    EventKind kind = read_line(&arena, line).kind;
    arena_finish(&arena);
    return kind;
}

/* Reads a line both ways and compares; whether the quick way told it. */
static bool told_quickly(Str line) {
    Arena arena = {0};
    Event quick;
    bool told = cargo_read_foreign(&arena, &quick, line);
    if (told) {
        Event full = read_line(&arena, line);
        assert_int_equal(quick.kind, full.kind);
        assert_ptr_equal(quick.raw.data, line.data);
        assert_int_equal(quick.raw.len, line.len);
        assert_int_equal(quick.diagnostic != NULL, full.diagnostic != NULL);
        if (full.diagnostic != NULL) {
            assert_true(str_eq(quick.diagnostic->level, full.diagnostic->level));
            assert_true(str_eq(quick.diagnostic->rendered, full.diagnostic->rendered));
        }
    }
    arena_finish(&arena);
    return told;
}

static void test_kinds_of_recorded_lines(void **state) {
    (void)state;
    Arena arena = {0};
    static const EventKind expected[RECORDED_COUNT][5] = {
        [CARGO_JSON] = {EVENT_MACHINE, EVENT_MACHINE, EVENT_DIAGNOSTIC, EVENT_DIAGNOSTIC,
                        EVENT_FINISHED},
        [CARGO_ANSI] = {EVENT_MACHINE, EVENT_MACHINE, EVENT_DIAGNOSTIC, EVENT_DIAGNOSTIC,
                        EVENT_FINISHED},
        [RUSTC_JSON] = {EVENT_DIAGNOSTIC, EVENT_DIAGNOSTIC, EVENT_DIAGNOSTIC},
    };
    for (size_t which = 0; which < RECORDED_COUNT; which++) {
        StrList lines = recorded_lines(&arena, which);
        assert_int_equal(lines.count, which == RUSTC_JSON ? 3 : 5);
        for (size_t i = 0; i < lines.count; i++) {
            assert_int_equal(read_line(&arena, lines.items[i]).kind, expected[which][i]);
        }
    }
    arena_finish(&arena);
}

static void check_send_error(const Diagnostic *diagnostic) {
    assert_str(diagnostic->level, "error");
    assert_str(diagnostic->message, "future cannot be sent between threads safely");
    assert_int_equal(diagnostic->code.len, 0);
    assert_true(str_contains(diagnostic->rendered, STR("captured value is not `Send`")));
    assert_int_equal(diagnostic->spans.count, 1);
    const Span *span = &diagnostic->spans.items[0];
    assert_str(span->file, "src/lib.rs");
    assert_int_equal(span->byte_start, 100);
    assert_int_equal(span->byte_end, 112);
    assert_int_equal(span->line_start, 7);
    assert_int_equal(span->line_end, 7);
    assert_int_equal(span->column_start, 9);
    assert_int_equal(span->column_end, 21);
    assert_true(span->primary);
    assert_str(span->label, "future created by async block is not `Send`");
    assert_int_equal(span->lines.count, 1);
    assert_str(span->lines.items[0].text, "        send($value)");
    assert_int_equal(span->lines.items[0].highlight_start, 9);
    assert_int_equal(span->lines.items[0].highlight_end, 21);
    assert_false(span->has_replacement);
    assert_non_null(span->expansion);
    assert_str(span->expansion->macro_name, "pass!");
    assert_int_equal(span->expansion->span->line_end, 16);
    assert_int_equal(span->expansion->span->lines.count, 3);
    assert_null(span->expansion->span->expansion);
    assert_int_equal(diagnostic->children.count, 3);
    const Diagnostic *note = diagnostic->children.items[1];
    assert_str(note->level, "note");
    assert_str(note->message, "captured value is not `Send`");
    assert_int_equal(note->rendered.len, 0);
    assert_str(note->spans.items[0].label, "has type `Rc<i32>` which is not `Send`");
}

static void check_unused(const Diagnostic *diagnostic) {
    assert_str(diagnostic->level, "warning");
    assert_str(diagnostic->code, "unused_variables");
    const Diagnostic *help = diagnostic->children.items[diagnostic->children.count - 1];
    assert_str(help->level, "help");
    const Span *span = &help->spans.items[0];
    assert_true(span->has_replacement);
    assert_str(span->replacement, "_unused");
    assert_int_equal(span->applicability, APPLICABILITY_MACHINE_APPLICABLE);
}

static void test_members_of_recorded_lines(void **state) {
    (void)state;
    Arena arena = {0};
    for (size_t which = 0; which < RECORDED_COUNT; which++) {
        StrList lines = recorded_lines(&arena, which);
        size_t seen = 0;
        for (size_t i = 0; i < lines.count; i++) {
            Event event = read_line(&arena, lines.items[i]);
            if (event.kind != EVENT_DIAGNOSTIC) {
                continue;
            }
            const Diagnostic *diagnostic = event.diagnostic;
            if (str_starts(diagnostic->message, STR("future"))) {
                check_send_error(diagnostic);
                seen++;
            } else if (str_starts(diagnostic->message, STR("unused"))) {
                check_unused(diagnostic);
                seen++;
            }
            bool from_cargo = which != RUSTC_JSON;
            assert_true(str_is(diagnostic->target, from_cargo ? "shop" : ""));
            assert_true(str_is(diagnostic->edition, from_cargo ? "2021" : ""));
            assert_true(
                str_is(diagnostic->crate_root, from_cargo ? "/home/user/shop/src/lib.rs" : ""));
            assert_true(
                str_is(diagnostic->manifest, from_cargo ? "/home/user/shop/Cargo.toml" : ""));
            assert_int_equal(diagnostic->package.len > 0, from_cargo);
        }
        assert_int_equal(seen, 2);
    }
    arena_finish(&arena);
}

static void test_quick_way_agrees_on_recorded_lines(void **state) {
    (void)state;
    Arena arena = {0};
    for (size_t which = 0; which < RECORDED_COUNT; which++) {
        StrList lines = recorded_lines(&arena, which);
        for (size_t i = 0; i < lines.count; i++) {
            bool is_finish = which != RUSTC_JSON && i + 1 == lines.count;
            assert_int_equal(told_quickly(lines.items[i]), !is_finish);
        }
    }
    arena_finish(&arena);
}

/* The order of cargo before 1.38, which sorted its keys; "reason" comes late. */
static void test_sorted_keys(void **state) {
    (void)state;
    Arena arena = {0};
    Str message =
        STR("{\"message\":{\"children\":[],\"code\":{\"code\":\"E0277\",\"explanation\":null},"
            "\"level\":\"error\",\"message\":\"m\",\"rendered\":\"error: m\\n\",\"spans\":[]},"
            "\"package_id\":\"p 0.1.0\",\"reason\":\"compiler-message\","
            "\"target\":{\"name\":\"t\",\"src_path\":\"/p/src/lib.rs\"}}");
    Event event = read_line(&arena, message);
    assert_int_equal(event.kind, EVENT_DIAGNOSTIC);
    assert_str(event.diagnostic->code, "E0277");
    assert_str(event.diagnostic->package, "p 0.1.0");
    assert_str(event.diagnostic->crate_root, "/p/src/lib.rs");
    assert_int_equal(event.diagnostic->edition.len, 0);
    assert_true(told_quickly(message));
    Str artifact =
        STR("{\"features\":[],\"fresh\":true,\"reason\":\"compiler-artifact\",\"target\":{}}");
    assert_int_equal(kind_of(artifact), EVENT_MACHINE);
    assert_true(told_quickly(artifact));
    arena_finish(&arena);
}

static void test_rustc_without_message_type(void **state) {
    (void)state;
    Str plain =
        STR("{\"message\":\"m\",\"code\":null,\"level\":\"error\",\"spans\":[],\"children\":[],"
            "\"rendered\":null}");
    assert_int_equal(kind_of(plain), EVENT_DIAGNOSTIC);
    assert_true(told_quickly(plain));
    assert_int_equal(kind_of(STR("{\"message\":\"m\",\"level\":\"error\"}")), EVENT_TEXT);
    assert_int_equal(kind_of(STR("{\"artifact\":\"./m.d\",\"emit\":\"dep-info\"}")), EVENT_MACHINE);
    assert_int_equal(kind_of(STR("{\"artifact\":\"mine\"}")), EVENT_TEXT);
    assert_int_equal(kind_of(STR("{\"future_incompat_report\":[]}")), EVENT_MACHINE);
    assert_int_equal(kind_of(STR("{\"lint_level\":\"warn\",\"unused_extern_names\":[]}")),
                     EVENT_MACHINE);
}

static void test_bookkeeping(void **state) {
    (void)state;
    const Str lines[] = {
        STR("{\"reason\":\"build-started\",\"run_id\":\"x\"}\n"),
        STR("{ \"reason\" : \"compiler-artifact\" }\n"),
        STR("{\"$message_type\":\"artifact\",\"artifact\":\"./m.d\",\"emit\":\"dep-info\"}\n"),
        STR("{\"$message_type\":\"section_timing\",\"name\":\"x\"}\n"),
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(kind_of(lines[i]), EVENT_MACHINE);
        told_quickly(lines[i]);
    }
}

static void test_finish(void **state) {
    (void)state;
    Arena arena = {0};
    Event event = read_line(&arena, STR("{\"reason\":\"build-finished\",\"success\":true}\r\n"));
    assert_int_equal(event.kind, EVENT_FINISHED);
    assert_true(event.success);
    event = read_line(&arena, STR("{\"reason\":\"build-finished\",\"success\":false}"));
    assert_int_equal(event.kind, EVENT_FINISHED);
    assert_false(event.success);
    arena_finish(&arena);
}

static void test_text(void **state) {
    (void)state;
    const Str lines[] = {
        (Str){0},
        STR("\n"),
        STR("\r\n"),
        STR("   Compiling shop v0.1.0\n"),
        STR("12:00 {\"reason\":\"compiler-artifact\"\n"),
        STR("12:00 {\"reasons\":\"compiler-artifact\"}\n"),
        STR("{ braces of a program }\n"),
        STR("{}\n"),
        STR("{\"reason\":\"brand-new\",\"message\":{\"message\":\"m\",\"level\":\"error\"}}\n"),
        STR("{\"reason\":\"compiler-message\",\"message\":\"no object\"}\n"),
        STR("{\"reason\":\"compiler-message\",\"message\":{\"message\":\"no level\"}}\n"),
        STR("{\"reason\":\"compiler-artifact\",\"cut off\":\n"),
        STR("{\"reason\":\"compiler-artifact\",\"a\":\"\0\"}\n"),
        STR("{\"$message_type\":\"brand-new\",\"message\":\"m\",\"level\":\"error\",\"spans\":[]}\n"),
        STR("{\"$message_type\":\"diagnostic\",\"message\":7,\"level\":\"error\",\"spans\":[]}\n"),
        STR("{\"type\":\"test\",\"event\":\"ok\",\"name\":\"t\"}\n"),
        STR("{\"message\":\"m\",\"level\":\"error\",\"spans\":[]} trailing\n"),
        STR("\xff\xfe{\n"),
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(kind_of(lines[i]), EVENT_TEXT);
        told_quickly(lines[i]);
    }
}

/* Logs put a time before each line, but no page of text. */
static void test_prefix(void **state) {
    (void)state;
    assert_int_equal(kind_of(STR("12:00 {\"reason\":\"compiler-artifact\"}\n")), EVENT_MACHINE);
    assert_int_equal(kind_of(STR("a | {\"reason\":\"build-finished\",\"success\":true}\n")),
                     EVENT_FINISHED);
    char long_line[300];
    memset(long_line, 'x', sizeof long_line);
    static const char json[] = "{\"reason\":\"compiler-artifact\"}\n";
    memcpy(long_line + sizeof long_line - (sizeof json - 1), json, sizeof json - 1);
    assert_int_equal(kind_of((Str){.data = long_line, .len = sizeof long_line}), EVENT_TEXT);
}

static void test_blanks_and_line_ends(void **state) {
    (void)state;
    Str line =
        STR(" \t{\"message\":\"m\",\"level\":\"error\",\"spans\":[],\"rendered\":\"r\"} \r\n");
    assert_int_equal(kind_of(line), EVENT_DIAGNOSTIC);
    assert_true(told_quickly(line));
}

static void test_rendered_keeps_colours_and_escapes(void **state) {
    (void)state;
    Arena arena = {0};
    Str line = STR(
        "{\"message\":\"\\u001b[1mm\\u001b[0m\",\"level\":\"error\",\"spans\":[{\"label\":"
        "\"\\u001b[31ml\\u001b[0m\"}],\"rendered\":\"\\u001b[1mx \\\"\\ud83e\\udd80\\\" \xff\\n\"}");
    Event event = read_line(&arena, line);
    assert_str(event.diagnostic->message, "m");
    assert_str(event.diagnostic->spans.items[0].label, "l");
    assert_str(event.diagnostic->rendered, "\x1b[1mx \"\xf0\x9f\xa6\x80\" \xff\n");
    assert_true(told_quickly(line));
    arena_finish(&arena);
}

/* Keys that come twice, in disguise or with other types: left to the full way, or told the same. */
static void test_quick_way_on_odd_keys(void **state) {
    (void)state;
    const Str lines[] = {
        STR("{\"message\":\"m\",\"level\":\"a\",\"level\":\"b\",\"spans\":[]}"),
        STR("{\"message\":\"m\",\"level\":\"a\",\"spans\":[],\"rendered\":null,\"rendered\":\"x\"}"),
        STR("{\"message\":\"m\",\"\\u006cevel\":\"a\",\"level\":\"b\",\"spans\":[]}"),
        STR("{\"message\":\"m\",\"level\":\"a\",\"spans\":7,\"spans\":[]}"),
        STR("{\"reason\":\"compiler-message\",\"message\":\"m\",\"message\":{\"message\":\"x\",\"level\":\"y\"}}"),
        STR("{\"reason\":\"compiler-message\",\"message\":{\"message\":{\"level\":\"y\"},\"level\":\"y\"}}"),
        STR("{\"reason\":\"compiler\\u002dmessage\",\"message\":{\"message\":\"x\",\"level\":\"y\"}}"),
        STR("{\"reason\":7,\"message\":\"m\",\"level\":\"a\",\"spans\":[]}"),
        STR("{\"$message_type\":7,\"message\":\"m\",\"level\":\"a\",\"spans\":[]}"),
        STR("{\"message\":\"m\",\"level\":\"a\\u0000b\",\"spans\":[]}"),
        STR("{\"message\":\"m\",\"level\":\"a\\u0041\",\"spans\":[],\"rendered\":\"\"}"),
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        told_quickly(lines[i]);
    }
}

/* A line with its spans and expansions depth deep. */
static Str expanded(Arena *arena, size_t depth) {
    StrBuf line = strbuf_new(arena);
    strbuf_add(&line, STR("{\"message\":\"m\",\"level\":\"error\",\"spans\":["));
    for (size_t i = 0; i < depth; i++) {
        strbuf_add(&line,
                   STR("{\"file_name\":\"f\",\"expansion\":{\"macro_decl_name\":\"x!\",\"span\":"));
    }
    strbuf_add(&line, STR("{\"file_name\":\"f\"}"));
    for (size_t i = 0; i < depth; i++) {
        strbuf_add(&line, STR("}}"));
    }
    strbuf_add(&line, STR("]}"));
    return strbuf_str(&line);
}

static size_t count_expansions(const Span *span) {
    size_t count = 0;
    for (const Expansion *at = span->expansion; at != NULL; at = at->span->expansion) {
        assert_str(at->macro_name, "x!");
        count++;
    }
    return count;
}

static void test_depth(void **state) {
    (void)state;
    Arena arena = {0};
    const size_t depths[] = {0, 1, 100, 256, 300};
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
        Str line = expanded(&arena, depths[i]);
        Event event = read_line(&arena, line);
        assert_int_equal(event.kind, EVENT_DIAGNOSTIC);
        assert_int_equal(count_expansions(&event.diagnostic->spans.items[0]),
                         depths[i] < 256 ? depths[i] : 256);
        told_quickly(line);
    }
    assert_int_equal(kind_of(expanded(&arena, 2000)), EVENT_TEXT);
    assert_false(told_quickly(expanded(&arena, 2000)));
    arena_finish(&arena);
}

static void test_members_of_wrong_types(void **state) {
    (void)state;
    Arena arena = {0};
    Event event = read_line(
        &arena,
        STR("{\"message\":\"m\",\"level\":\"error\",\"code\":\"x\",\"rendered\":[],\"children\":[7,{},"
            "{\"message\":\"c\",\"level\":\"note\"}],\"spans\":[null,{\"byte_start\":-1,\"byte_end\":1e300,"
            "\"line_start\":\"7\",\"text\":{\"a\":7},\"label\":7,\"expansion\":{\"span\":7},"
            "\"suggestion_applicability\":\"New\"}]}"));
    assert_int_equal(event.kind, EVENT_DIAGNOSTIC);
    assert_int_equal(event.diagnostic->children.count, 1);
    assert_int_equal(event.diagnostic->spans.count, 1);
    const Span *span = &event.diagnostic->spans.items[0];
    assert_int_equal(span->byte_start, 0);
    assert_int_equal(span->byte_end, 0);
    assert_int_equal(span->line_start, 0);
    assert_null(span->expansion);
    assert_int_equal(span->applicability, APPLICABILITY_NONE);
    arena_finish(&arena);
}

/* Every line cut short, and with a byte changed here and there, in memory of its own. */
static void test_damaged_lines(void **state) {
    (void)state;
    Arena arena = {0};
    static const char bytes[] = "\"\\{}[],:\xff";
    StrList lines = recorded_lines(&arena, RUSTC_JSON);
    Str line = str_trim(lines.items[1]);
    for (size_t length = 0; length < line.len; length += 3) {
        char *cut = malloc(length + 1);
        memcpy(cut, line.data, length);
        cut[length] = '\n';
        Str piece = {.data = cut, .len = length + 1};
        assert_int_equal(kind_of(piece), EVENT_TEXT);
        told_quickly(piece);
        free(cut);
    }
    for (size_t at = 0; at < line.len; at += 2) {
        char *damaged = malloc(line.len);
        memcpy(damaged, line.data, line.len);
        damaged[at] = bytes[at / 2 % (sizeof bytes - 1)];
        Str piece = {.data = damaged, .len = line.len};
        if (!told_quickly(piece)) {
            kind_of(piece);
        }
        free(damaged);
    }
    arena_finish(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds_of_recorded_lines),
        cmocka_unit_test(test_members_of_recorded_lines),
        cmocka_unit_test(test_quick_way_agrees_on_recorded_lines),
        cmocka_unit_test(test_sorted_keys),
        cmocka_unit_test(test_rustc_without_message_type),
        cmocka_unit_test(test_bookkeeping),
        cmocka_unit_test(test_finish),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_prefix),
        cmocka_unit_test(test_blanks_and_line_ends),
        cmocka_unit_test(test_rendered_keeps_colours_and_escapes),
        cmocka_unit_test(test_quick_way_on_odd_keys),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_members_of_wrong_types),
        cmocka_unit_test(test_damaged_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
