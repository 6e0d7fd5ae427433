/*
 * base/text: lines and columns, UTF-8, widths, what is safe to show.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/text.h"

#define assert_str(str, text)                                                                      \
    do {                                                                                           \
        Str compared = (str);                                                                      \
        assert_int_equal(compared.len, sizeof(text) - 1);                                          \
        assert_memory_equal(compared.data, text, sizeof(text) - 1);                                \
    } while (0)

static void test_lines_of_a_text(void **state) {
    (void)state;
    Arena arena = {0};
    LineIndex index = line_index_new(&arena, STR("one\r\ntwo\n\nfour"));
    assert_int_equal(index.count, 4);
    assert_str(line_index_text(&index, 1), "one");
    assert_str(line_index_text(&index, 2), "two");
    assert_str(line_index_text(&index, 3), "");
    assert_str(line_index_text(&index, 4), "four");
    assert_str(line_index_text(&index, 5), "");
    assert_str(line_index_text(&index, 0), "");
    assert_int_equal(line_index_line(&index, 0), 1);
    assert_int_equal(line_index_line(&index, 4), 1);
    assert_int_equal(line_index_line(&index, 5), 2);
    assert_int_equal(line_index_line(&index, 9), 3);
    assert_int_equal(line_index_line(&index, 10), 4);
    assert_int_equal(line_index_line(&index, 1000), 4);
    assert_int_equal(line_index_start(&index, 2), 5);
    assert_int_equal(line_index_start(&index, 99), 14);
    assert_int_equal(line_index_start(&index, 0), 0);
    arena_finish(&arena);
}

static void test_lines_at_the_edges(void **state) {
    (void)state;
    Arena arena = {0};
    LineIndex none = line_index_new(&arena, (Str){0});
    assert_int_equal(none.count, 1);
    assert_int_equal(line_index_line(&none, 7), 1);
    assert_int_equal(line_index_column_chars(&none, 7), 1);
    assert_int_equal(line_index_byte(&none, 1, 9), 0);
    assert_str(line_index_text(&none, 1), "");
    LineIndex ended = line_index_new(&arena, STR("a\n"));
    assert_int_equal(ended.count, 2);
    assert_int_equal(line_index_line(&ended, 2), 2);
    assert_str(line_index_text(&ended, 2), "");
    LineIndex lone = line_index_new(&arena, STR("\r\n\r"));
    assert_str(line_index_text(&lone, 1), "");
    assert_str(line_index_text(&lone, 2), "\r");
    arena_finish(&arena);
}

static void test_columns_count_chars(void **state) {
    (void)state;
    Arena arena = {0};
    LineIndex index = line_index_new(&arena, STR("x\n\xc3\xa4=\xf0\x9f\xa6\x80;\xff\n"));
    assert_int_equal(line_index_column_chars(&index, 2), 1);
    assert_int_equal(line_index_column_chars(&index, 3), 1); /* inside of the first char */
    assert_int_equal(line_index_column_chars(&index, 4), 2);
    assert_int_equal(line_index_column_chars(&index, 9), 4);
    assert_int_equal(line_index_column_chars(&index, 10), 5);
    assert_int_equal(line_index_byte(&index, 2, 1), 2);
    assert_int_equal(line_index_byte(&index, 2, 2), 4);
    assert_int_equal(line_index_byte(&index, 2, 4), 9);
    assert_int_equal(line_index_byte(&index, 2, 6), 11);
    assert_int_equal(line_index_byte(&index, 2, 600), 11);
    assert_int_equal(line_index_byte(&index, 2, 0), 2);
    assert_int_equal(line_index_byte(&index, 9, 3), 12);
    arena_finish(&arena);
}

static unsigned first_code_point(Str str, size_t *length) {
    *length = 0;
    return text_decode(str, length);
}

static void test_decode_is_strict(void **state) {
    (void)state;
    size_t length = 0;
    assert_int_equal(first_code_point(STR("\xe2\x82\xac"), &length), 0x20ac);
    assert_int_equal(length, 3);
    assert_int_equal(first_code_point(STR("\xf4\x8f\xbf\xbf"), &length), 0x10ffff);
    assert_int_equal(first_code_point(STR("\xef\xbf\xbd"), &length), 0xfffd);
    assert_int_equal(length, 3);
    const Str wrong[] = {
        STR("\x80"),             /* a continuation alone */
        STR("\xc0\x80"),         /* overlong */
        STR("\xc1\xbf"),         /* overlong */
        STR("\xe0\x9f\xbf"),     /* overlong */
        STR("\xf0\x8f\xbf\xbf"), /* overlong */
        STR("\xed\xa0\x80"),     /* a surrogate */
        STR("\xf4\x90\x80\x80"), /* above U+10FFFF */
        STR("\xf5\x80\x80\x80"), /* above U+10FFFF */
        STR("\xe2\x82"),         /* cut off */
        STR("\xe2\x82x"),        /* broken */
        STR("\xff"),
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(first_code_point(wrong[i], &length), 0xfffd);
        assert_int_equal(length, 1);
    }
    length = 3;
    assert_int_equal(text_decode(STR("abc"), &length), 0xfffd);
    assert_int_equal(length, 3);
}

static void test_widths(void **state) {
    (void)state;
    assert_int_equal(text_width_of('a'), 1);
    assert_int_equal(text_width_of(0), 0);
    assert_int_equal(text_width_of(0x1b), 0);
    assert_int_equal(text_width_of(0x7f), 0);
    assert_int_equal(text_width_of(0x9f), 0);
    assert_int_equal(text_width_of(0xe9), 1);
    assert_int_equal(text_width_of(0x300), 0);   /* combining grave */
    assert_int_equal(text_width_of(0x36f), 0);   /* end of the range */
    assert_int_equal(text_width_of(0x370), 1);   /* and behind it */
    assert_int_equal(text_width_of(0x200d), 0);  /* zero width joiner */
    assert_int_equal(text_width_of(0xfe0f), 0);  /* variation selector */
    assert_int_equal(text_width_of(0x1160), 0);  /* Hangul vowel */
    assert_int_equal(text_width_of(0x4e2d), 2);  /* Han */
    assert_int_equal(text_width_of(0xac00), 2);  /* Hangul */
    assert_int_equal(text_width_of(0xff21), 2);  /* full width A */
    assert_int_equal(text_width_of(0xff71), 1);  /* half width katakana */
    assert_int_equal(text_width_of(0x1f980), 2); /* crab */
    assert_int_equal(text_width_of(0x20000), 2);
    assert_int_equal(text_width_of(0x2500), 1); /* box drawing */
    assert_int_equal(text_width_of(0xe0100), 0);
    assert_int_equal(text_width_of(0x10ffff), 1);
    assert_int_equal(text_width(STR("a\t\xe4\xb8\xad")), 7);
    assert_int_equal(text_width((Str){0}), 0);
}

static void test_valid_utf8_is_left_alone(void **state) {
    (void)state;
    Arena arena = {0};
    Str good = STR("plain and long enough for words, \xc3\xa9\xe2\x82\xac, more of it");
    assert_ptr_equal(text_valid_utf8(&arena, good).data, good.data);
    assert_str(text_valid_utf8(&arena, STR("ab\xff\xc3(\xed\xa0\x80z")),
               "ab\xef\xbf\xbd\xef\xbf\xbd(\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz");
    assert_str(text_valid_utf8(&arena, (Str){0}), "");
    arena_finish(&arena);
}

static void test_ansi_goes(void **state) {
    (void)state;
    Arena arena = {0};
    Str plain = STR("no colours");
    assert_ptr_equal(text_without_ansi(&arena, plain).data, plain.data);
    assert_str(text_without_ansi(&arena, STR("\x1b[1m\x1b[38;5;9merror\x1b[0m: x")), "error: x");
    assert_str(text_without_ansi(&arena, STR("\x1b]8;;http://x\x1b\\E0277\x1b]8;;\a.")), "E0277.");
    assert_str(text_without_ansi(&arena, STR("a\x1b]0;title\nb")),
               "a0;title\nb"); /* does not end */
    assert_str(text_without_ansi(&arena, STR("a\x1b[12")), "a12");
    assert_str(text_without_ansi(&arena, STR("a\x1b[")), "a");
    assert_str(text_without_ansi(&arena, STR("a\x1b")), "a\x1b"); /* text_printable shows it */
    assert_str(text_without_ansi(&arena, STR("a\x1b(B")), "a\x1b(B");
    arena_finish(&arena);
}

static void test_printable(void **state) {
    (void)state;
    Arena arena = {0};
    Str safe = STR("a\tb\nc \xc3\xa9");
    assert_ptr_equal(text_printable(&arena, safe).data, safe.data);
    assert_str(text_printable(&arena, STR("\x1b[2J\x07\r\x7f")), "\\u{1b}[2J\\u{7}\\u{d}\\u{7f}");
    assert_str(text_printable(&arena, STR("\xc2\x9b"
                                          "2J")),
               "\\u{9b}2J");
    assert_str(text_printable(&arena, STR("x\xe2\x80\xaey\xe2\x81\xa6z\xd8\x9c\xe2\x80\x8e")),
               "x\\u{202e}y\\u{2066}z\\u{61c}\\u{200e}");
    assert_str(text_printable(&arena, STR("a\0b\xff")), "a\\u{0}b\xef\xbf\xbd");
    arena_finish(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_of_a_text),
        cmocka_unit_test(test_lines_at_the_edges),
        cmocka_unit_test(test_columns_count_chars),
        cmocka_unit_test(test_decode_is_strict),
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_valid_utf8_is_left_alone),
        cmocka_unit_test(test_ansi_goes),
        cmocka_unit_test(test_printable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
