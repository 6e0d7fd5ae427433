/*
 * base/json and base/json_scan: reading, writing, ownership, and that the scanner never says more
 * than the parser.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/json_scan.h"

#define assert_str(str, text)                                                                      \
    do {                                                                                           \
        Str compared = (str);                                                                      \
        assert_int_equal(compared.len, sizeof(text) - 1);                                          \
        assert_memory_equal(compared.data, text, sizeof(text) - 1);                                \
    } while (0)

static Json *parse(Arena *arena, Str text) {
    Json *value = NULL;
    Status status = json_parse(arena, &value, text);
    assert_int_equal(status.code, STATUS_OK);
    assert_non_null(value);
    return value;
}

static StatusCode parse_code(Str text) {
    Arena arena = {0};
    Json *value = NULL;
    StatusCode code = json_parse(&arena, &value, text).code;
    assert_int_equal(code == STATUS_OK, value != NULL);
    arena_finish(&arena);
    return code;
}

static void test_getters(void **state) {
    (void)state;
    Arena arena = {0};
    const Json *root =
        parse(&arena, STR(" {\"a\":\"x\\ud83e\\udd80\",\"A\":7,\"t\":true,\"n\":null,"
                          "\"list\":[1,\"two\",{\"k\":false}],\"f\":2.5,\"neg\":-1} \n"));
    assert_str(json_get_str(root, "a"), "x\xf0\x9f\xa6\x80");
    assert_int_equal(json_get_uint(root, "A"), 7);
    assert_int_equal(json_get_uint(root, "f"), 2);
    assert_int_equal(json_get_uint(root, "neg"), 0);
    assert_true(json_get_bool(root, "t"));
    assert_false(json_get_bool(root, "a"));
    assert_true(json_is_null(json_get(root, "n")));
    assert_true(json_is_null(json_get(root, "absent")));
    assert_false(json_is_null(json_get(root, "a")));
    const Json *list = json_get(root, "list");
    assert_true(json_is_array(list));
    assert_false(json_is_object(list));
    const Json *second = json_next(json_first(list));
    assert_true(json_is_string(second));
    assert_str(json_str(second), "two");
    assert_null(json_next(json_next(second)));
    assert_null(json_first(second));
    arena_finish(&arena);
}

static void test_getters_answer_nothing(void **state) {
    (void)state;
    Arena arena = {0};
    const Json *array = parse(&arena, STR("[{\"a\":1}]"));
    assert_null(json_get(NULL, "a"));
    assert_null(json_get(array, "a"));
    assert_null(json_get(json_get(array, "a"), "b"));
    assert_int_equal(json_str(NULL).len, 0);
    assert_int_equal(json_uint(NULL), 0);
    assert_int_equal(json_get_str(array, "a").len, 0);
    assert_false(json_bool(NULL));
    assert_false(json_is_array(NULL));
    assert_null(json_first(NULL));
    assert_null(json_next(NULL));
    arena_finish(&arena);
}

static Str nested(Arena *arena, size_t depth) {
    StrBuf text = strbuf_new(arena);
    strbuf_add_repeated(&text, '[', depth);
    strbuf_add_repeated(&text, ']', depth);
    return strbuf_str(&text);
}

static void test_parse_refuses(void **state) {
    (void)state;
    Arena arena = {0};
    assert_int_equal(parse_code((Str){0}), STATUS_INVALID);
    assert_int_equal(parse_code(STR("{\"a\":1")), STATUS_INVALID);
    assert_int_equal(parse_code(STR("{\"a\":1} x")), STATUS_INVALID);
    assert_int_equal(parse_code(STR("{} {}")), STATUS_INVALID);
    assert_int_equal(parse_code(STR("{\"a\":\"\\ud83e\"}")), STATUS_INVALID);
    assert_int_equal(parse_code(STR("{\"a\":\"\0\"}")), STATUS_INVALID);
    assert_int_equal(parse_code(STR("{}\0")), STATUS_INVALID);
    assert_int_equal(parse_code(STR("{\"a\":\"\xff\"}")), STATUS_OK);
    assert_int_equal(parse_code(nested(&arena, 1000)), STATUS_OK);
    assert_int_equal(parse_code(nested(&arena, 1001)), STATUS_INVALID);
    assert_int_equal(parse_code(nested(&arena, 100000)), STATUS_INVALID);
    arena_finish(&arena);
}

static void test_writes(void **state) {
    (void)state;
    Arena arena = {0};
    Json *root = json_object(&arena);
    json_set_str(root, "s", STR("q\"\n\xff\0"));
    json_set_uint(root, "n", 4294967296);
    json_set_uint(root, "large", UINT64_C(9007199254740991));
    json_set_bool(root, "b", false);
    json_set_null(root, "z");
    Json *list = json_array(&arena);
    json_set(root, "list", list);
    json_push_str(list, STR("late"));
    json_push(list, json_object(&arena));
    assert_str(json_print(&arena, root),
               "{\"s\":\"q\\\"\\n\xef\xbf\xbd\xef\xbf\xbd\",\"n\":4294967296,"
               "\"large\":9007199254740991,\"b\":false,\"z\":null,\"list\":[\"late\",{}]}");
    json_set_str(root, "n", STR("new"));
    json_set_null(root, "list");
    assert_str(json_get_str(root, "n"), "new");
    assert_str(json_print(&arena, root),
               "{\"s\":\"q\\\"\\n\xef\xbf\xbd\xef\xbf\xbd\",\"n\":\"new\","
               "\"large\":9007199254740991,\"b\":false,\"z\":null,\"list\":null}");
    arena_finish(&arena);
}

static void test_offsets_survive_printing(void **state) {
    (void)state;
    Arena arena = {0};
    const uint64_t numbers[] = {0, 2147483648, 999999999999999, 1000000000000001, 9007199254740992};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        Json *root = json_object(&arena);
        json_set_uint(root, "n", numbers[i]);
        const Json *again = parse(&arena, json_print(&arena, root));
        assert_int_equal(json_get_uint(again, "n"), numbers[i]);
    }
    arena_finish(&arena);
}

static void test_wrong_types_are_not_written_to(void **state) {
    (void)state;
    Arena arena = {0};
    Json *object = json_object(&arena);
    Json *array = json_array(&arena);
    json_set_str(array, "a", STR("b"));
    json_push_str(object, STR("b"));
    json_push(object, array);
    json_push(array, array);
    json_set(array, "a", object);
    json_set(object, "a", NULL);
    assert_str(json_print(&arena, object), "{}");
    assert_str(json_print(&arena, array), "[]");
    assert_str(json_print(&arena, NULL), "null");
    arena_finish(&arena);
}

/* What ASan would see freed twice, or not at all. */
static void test_children_of_another_arena(void **state) {
    (void)state;
    Arena outer = {0};
    Arena inner = {0};
    Json *root = json_object(&outer);
    Json *kept = parse(&inner, STR("{\"deep\":[1,2]}"));
    json_set(root, "kept", kept);
    json_set(root, "again", kept);
    json_set(root, "text", parse(&inner, STR("\"t\"")));
    arena_finish(&inner);
    assert_str(json_print(&outer, root), "{\"kept\":{\"deep\":[1,2]},\"text\":\"t\"}");
    arena_finish(&outer);
    Json *lost = json_object(&inner);
    json_set(json_object(&outer), "lost", lost);
    arena_finish(&outer);
    arena_finish(&inner);
}

static void test_print_makes_utf8(void **state) {
    (void)state;
    Arena arena = {0};
    assert_str(json_print(&arena, parse(&arena, STR("[\"\xff\", 1e3]"))),
               "[\"\xef\xbf\xbd\",1000]");
    arena_finish(&arena);
}

static bool scans(Str text) {
    JsonScan scan = json_scan_new(text);
    return json_scan_skip(&scan) && json_scan_at_end(&scan);
}

static void test_scan_accepts_json(void **state) {
    (void)state;
    const Str good[] = {
        STR("{}"),
        STR(" [ ] "),
        STR("{\"a\" : [1, -2.5e+3, 0, true, false, null, \"x\"], \"b\":{\"c\":{}}}"),
        STR("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83e\\udd80\""),
        STR("\"a string that is longer than a few words\""),
        STR("0.5"),
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(scans(good[i]));
        assert_int_equal(parse_code(good[i]), STATUS_OK);
    }
}

static void test_scan_refuses(void **state) {
    (void)state;
    Arena arena = {0};
    const Str bad[] = {
        (Str){0},           STR("{"),           STR("{\"a\"}"),
        STR("{\"a\":}"),    STR("[1,]"),        STR("[1 2]"),
        STR("{\"a\":1,}"),  STR("{a:1}"),       STR("01"),
        STR("-"),           STR("1."),          STR("1e"),
        STR("tru"),         STR("nulll"),       STR("\"open"),
        STR("\"\\"),        STR("\"\\q\""),     STR("\"\\u12\""),
        STR("\"\\u12g4\""), STR("\"\\u0000\""), STR("{} {}"),
        STR("\"\\udd80\""), STR("\"\\ud83e\""), STR("\"\\ud83ex\""),
        STR("]"),           STR("\"\\"),        STR("\"\\ud83e\\u0041\""),
        STR("[\"a\":1]"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(scans(bad[i]));
    }
    assert_true(scans(nested(&arena, 199)));
    assert_false(scans(nested(&arena, 5000)));
    arena_finish(&arena);
}

static bool keep_string(void *data, JsonScan *scan, Str key) {
    Str *kept = data;
    return str_is(key, "s") ? json_scan_string(scan, kept) : json_scan_skip(scan);
}

static void test_scan_strings(void **state) {
    (void)state;
    Arena arena = {0};
    Str raw = {0};
    JsonScan scan =
        json_scan_new(STR("{\"x\":[{\"s\":1}],\"s\":\"a\\n\\u00e9\\u20ac\\ud83e\\udd80\\\\z\"}"));
    assert_true(json_scan_object(&scan, keep_string, &raw));
    assert_str(json_scan_unescape(&arena, raw), "a\n\xc3\xa9\xe2\x82\xac\xf0\x9f\xa6\x80\\z");
    Str plain = STR("plain");
    assert_ptr_equal(json_scan_unescape(&arena, plain).data, plain.data);
    scan = json_scan_new(STR("{\"\\u0073\":\"x\"}")); /* an escaped key */
    assert_false(json_scan_object(&scan, keep_string, &raw));
    scan = json_scan_new(STR("[]"));
    assert_false(json_scan_object(&scan, keep_string, &raw));
    const Str broken[] = {STR("\\"),         STR("a\\u1"), STR("\\ud83e"),
                          STR("\\ud83e\\u"), STR("a\"b"),  STR("\"")};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        json_scan_unescape(&arena, broken[i]); /* must only stay within bounds */
    }
    arena_finish(&arena);
}

/* Damages a text in every place: what the scanner takes, the parser must take. */
static void test_scan_never_says_more_than_parse(void **state) {
    (void)state;
    static const char sample[] =
        "{\"a\":[1,-2.5e3,\"x\\n\\u00e9\\ud83e\\udd80\"],\"b\":{\"c\":null,\"d\":true},\"e\":\"\\\\\"}";
    static const char bytes[] = "\"\\{}[],:01.-eu \xff\n";
    char *text = malloc(sizeof sample - 1);
    size_t length = sizeof sample - 1;
    for (size_t at = 0; at < length; at++) {
        for (size_t i = 0; i < sizeof bytes - 1; i++) {
            memcpy(text, sample, length);
            text[at] = bytes[i];
            Str damaged = {.data = text, .len = length};
            if (scans(damaged)) {
                assert_int_equal(parse_code(damaged), STATUS_OK);
            }
        }
        char *cut = malloc(at + 1); /* of its own, so that ASan sees a step beyond */
        memcpy(cut, sample, at + 1);
        assert_int_equal(scans((Str){.data = cut, .len = at + 1}), at + 1 == length);
        free(cut);
    }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_getters),
        cmocka_unit_test(test_getters_answer_nothing),
        cmocka_unit_test(test_parse_refuses),
        cmocka_unit_test(test_writes),
        cmocka_unit_test(test_offsets_survive_printing),
        cmocka_unit_test(test_wrong_types_are_not_written_to),
        cmocka_unit_test(test_children_of_another_arena),
        cmocka_unit_test(test_print_makes_utf8),
        cmocka_unit_test(test_scan_accepts_json),
        cmocka_unit_test(test_scan_refuses),
        cmocka_unit_test(test_scan_strings),
        cmocka_unit_test(test_scan_never_says_more_than_parse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
