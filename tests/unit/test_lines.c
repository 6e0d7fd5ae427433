/*
 * input/lines: lines of any length out of pipes and files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "input/lines.h"

#define assert_str(str, text)                                                                      \
    do {                                                                                           \
        Str compared = (str);                                                                      \
        assert_int_equal(compared.len, sizeof(text) - 1);                                          \
        assert_memory_equal(compared.data, text, sizeof(text) - 1);                                \
    } while (0)

typedef struct Pipe {
    int read_end, write_end;
} Pipe;

static Pipe open_pipe(void) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    return (Pipe){.read_end = ends[0], .write_end = ends[1]};
}

static void send_bytes(const Pipe *pipe_ends, Str bytes) {
    assert_int_equal(write(pipe_ends->write_end, bytes.data, bytes.len), bytes.len);
}

static void test_lines_as_they_arrive(void **state) {
    (void)state;
    Pipe ends = open_pipe();
    Lines lines;
    Str line;
    lines_init(&lines, ends.read_end);
    send_bytes(&ends, STR("one\n\0two\r\nthr"));
    assert_true(lines_next(&lines, &line)); /* with the pipe open and more to come */
    assert_str(line, "one\n");
    assert_true(lines_next(&lines, &line));
    assert_str(line, "\0two\r\n");
    send_bytes(&ends, STR("ee\n\nrest"));
    assert_true(lines_next(&lines, &line));
    assert_str(line, "three\n");
    assert_true(lines_next(&lines, &line));
    assert_str(line, "\n");
    close(ends.write_end);
    assert_true(lines_next(&lines, &line));
    assert_str(line, "rest");
    assert_false(lines_next(&lines, &line));
    assert_false(lines_next(&lines, &line));
    assert_int_equal(lines.status.code, STATUS_OK);
    lines_finish(&lines);
    close(ends.read_end);
}

static void test_chunks_after_lines(void **state) {
    (void)state;
    Pipe ends = open_pipe();
    Lines lines;
    Str piece;
    lines_init(&lines, ends.read_end);
    send_bytes(&ends, STR("line\nno line"));
    assert_true(lines_next(&lines, &piece));
    assert_true(lines_next_chunk(&lines, &piece));
    assert_str(piece, "no line");
    send_bytes(&ends, STR("\nmore\nand"));
    assert_true(lines_next_chunk(&lines, &piece)); /* does not wait for the end of a line */
    assert_str(piece, "\nmore\nand");
    close(ends.write_end);
    assert_false(lines_next_chunk(&lines, &piece));
    lines_finish(&lines);
    close(ends.read_end);
}

static void test_no_input(void **state) {
    (void)state;
    Lines lines;
    Str line;
    int null = open("/dev/null", O_RDONLY);
    lines_init(&lines, null);
    assert_false(lines_next(&lines, &line));
    assert_false(lines_next_chunk(&lines, &line));
    assert_int_equal(lines.status.code, STATUS_OK);
    lines_finish(&lines);
    close(null);
    lines_init(&lines, -1);
    assert_false(lines_next(&lines, &line));
    assert_int_equal(lines.status.code, STATUS_IO);
    lines_finish(&lines);
    Lines zeroed = {0};
    lines_finish(&zeroed);
}

/* A writer of its own: `count` lines, line i of i * step letters, in pieces that no line fits. */
static pid_t start_writer(const Pipe *ends, size_t count, size_t step) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        FILE *stream = fdopen(ends->write_end, "w");
        for (size_t i = 0; i < count; i++) {
            for (size_t j = 0; j < i * step; j++) {
                putc('a' + (int)(i % 26), stream);
            }
            putc('\n', stream);
        }
        fclose(stream);
        _exit(0);
    }
    return child;
}

static void read_written(size_t count, size_t step) {
    Pipe ends = open_pipe();
    pid_t child = start_writer(&ends, count, step);
    close(ends.write_end);
    Lines lines;
    Str line;
    lines_init(&lines, ends.read_end);
    for (size_t i = 0; i < count; i++) {
        assert_true(lines_next(&lines, &line));
        assert_int_equal(line.len, i * step + 1);
        assert_int_equal(line.data[line.len - 1], '\n');
        for (size_t j = 0; j + 1 < line.len; j++) {
            if (line.data[j] != 'a' + (int)(i % 26)) {
                fail();
            }
        }
    }
    assert_false(lines_next(&lines, &line));
    lines_finish(&lines);
    close(ends.read_end);
    waitpid(child, NULL, 0);
}

static void test_long_lines(void **state) {
    (void)state;
    read_written(300, 37);    /* many in a buffer */
    read_written(12, 150000); /* the buffer grows, and lines straddle its end */
}

static void test_non_blocking_input(void **state) {
    (void)state;
    Pipe ends = open_pipe();
    assert_int_equal(fcntl(ends.read_end, F_SETFL, O_NONBLOCK), 0);
    pid_t child = fork();
    if (child == 0) {
        struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};
        nanosleep(&pause, NULL);
        _exit(write(ends.write_end, "late\n", 5) == 5 ? 0 : 1);
    }
    close(ends.write_end);
    Lines lines;
    Str line;
    lines_init(&lines, ends.read_end);
    assert_true(lines_next(&lines, &line));
    assert_str(line, "late\n");
    lines_finish(&lines);
    close(ends.read_end);
    waitpid(child, NULL, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_as_they_arrive),
        cmocka_unit_test(test_chunks_after_lines),
        cmocka_unit_test(test_no_input),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_non_blocking_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
