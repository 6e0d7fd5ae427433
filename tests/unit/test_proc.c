/*
 * base/proc and base/interrupt: children with a time limit, work in a process of its own, signals.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/proc.h"
#include "place.h"

static ProcOutcome run(Place *place, const char *body, unsigned milliseconds, size_t limit) {
    const char *const argv[] = {place_script(place, "child", body), NULL};
    ProcRun run = {
        .argv = argv, .folder = place->folder, .milliseconds = milliseconds, .limit = limit};
    ProcOutcome outcome;
    Status status = proc_run(&place->arena, &outcome, &run);
    assert_string_equal(status.message, "");
    return outcome;
}

static void runs_in_a_folder_and_keeps_errors(void **state) {
    Place *place = *state;
    ProcOutcome outcome = run(place, "echo lost; read line && exit 8; pwd >&2; exit 7\n", 0, 1000);
    assert_int_equal(outcome.exit_status, 7);
    assert_string_equal(str_cstr(&place->arena, str_trim(outcome.errors)),
                        str_cstr(&place->arena, place->folder));
    assert_false(outcome.timed_out);
    outcome = run(place, "echo 0123456789 >&2; echo more >&2\n", 5000, 4);
    assert_true(str_is(outcome.errors, "0123"));
    assert_int_equal(outcome.exit_status, 0);
    outcome = run(place, "kill -SEGV $$\n", 0, 10);
    assert_int_equal(outcome.exit_status, 128 + SIGSEGV);
}

static void ends_what_takes_too_long(void **state) {
    Place *place = *state;
    ProcOutcome outcome = run(place, "echo said >&2; exec sleep 60\n", 300, 100);
    assert_true(outcome.timed_out);
    assert_int_equal(outcome.exit_status, 128 + SIGKILL);
    assert_true(str_is(outcome.errors, "said\n"));
}

static void says_what_cannot_run(void **state) {
    Place *place = *state;
    const char *const argv[] = {place_path_c(place, "none"), NULL};
    ProcRun run = {.argv = argv, .milliseconds = 1000, .limit = 10};
    ProcOutcome outcome;
    Status status = proc_run(&place->arena, &outcome, &run);
    assert_int_equal(status.code, STATUS_OK);
    assert_int_equal(outcome.exit_status, 127);
}

/* ---- work ---- */

static bool succeed(void *data, Str *answer) {
    *answer = *(Str *)data;
    return true;
}

static bool fail_work(void *data, Str *answer) {
    *answer = *(Str *)data;
    return false;
}

static bool crash(void *data, Str *answer) {
    (void)data, (void)answer;
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
    return true;
}

static bool hang(void *data, Str *answer) {
    (void)data, (void)answer;
    while (interrupt_signal() == 0) {
        pause();
    }
    return true;
}

static bool do_work(Place *place, bool (*work)(void *, Str *), Str text, Str *answer) {
    ProcWork asked = {.work = work, .data = &text, .milliseconds = 400};
    return proc_work(&place->arena, answer, &asked);
}

static void takes_a_whole_answer_only(void **state) {
    Place *place = *state;
    Str answer = {0};
    char *large = arena_alloc(&place->arena, 1 << 20);
    Str text = {.data = large, .len = 1 << 20};
    assert_true(do_work(place, succeed, text, &answer));
    assert_true(str_eq(answer, text));
    assert_true(do_work(place, succeed, STR(""), &answer));
    assert_int_equal(answer.len, 0);
    assert_false(do_work(place, fail_work, STR("x"), &answer));
    assert_false(do_work(place, crash, STR("x"), &answer));
    assert_false(do_work(place, hang, STR("x"), &answer));
}

/* ---- signals, each in a process of its own since they are noted once for all ---- */

static int in_process(int (*body)(Place *), Place *place) {
    pid_t pid = fork();
    if (pid == 0) {
        _exit(body(place));
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int kills_the_child(Place *place) {
    interrupt_prepare();
    ProcOutcome outcome = run(place, "kill -TERM $PPID; exec sleep 60\n", 0, 10);
    return outcome.interrupted && interrupt_signal() == SIGTERM ? 0 : 1;
}

static int passes_on(Place *place) {
    interrupt_prepare();
    const char *const argv[] = {
        place_script(place, "child", "trap 'exit 9' INT; kill -INT $PPID; while :; do :; done\n"),
        NULL};
    Proc proc;
    Status status = proc_start(&proc, argv, true);
    return status_is_ok(&status) && proc_wait(&proc) == 9 && interrupt_signal() == SIGINT ? 0 : 1;
}

static int obeys(Place *place) {
    (void)place;
    interrupt_prepare();
    raise(SIGTERM);
    interrupt_obey(interrupt_signal());
}

static int leaves_ignored_ones(Place *place) {
    (void)place;
    signal(SIGHUP, SIG_IGN);
    interrupt_prepare();
    raise(SIGHUP);
    return interrupt_signal();
}

static bool clean_up(void *data, Str *answer) {
    Place *place = data;
    ProcOutcome outcome = run(place, "kill -TERM $(cat main); exec sleep 60\n", 0, 10);
    place_put(place, outcome.interrupted ? "cleaned" : "missed", "");
    *answer = STR("too late");
    return true;
}

static int lets_the_worker_clean_up(Place *place) {
    interrupt_prepare();
    place_put(place, "main",
              str_cstr(&place->arena, str_format(&place->arena, "%ld", (long)getpid())));
    ProcWork work = {.work = clean_up, .data = place};
    Str answer = {0};
    bool good = proc_work(&place->arena, &answer, &work);
    return !good && file_is_regular(place_path(place, "cleaned")) ? 0 : 1;
}

static bool outlive(void *data, Str *answer) {
    ProcOutcome outcome = run(data, "kill -KILL $(cat main); exec sleep 60\n", 0, 10);
    (void)answer;
    place_put(data, outcome.interrupted ? "cleaned" : "missed", "");
    return false;
}

static int is_killed(Place *place) {
    place_put(place, "main",
              str_cstr(&place->arena, str_format(&place->arena, "%ld", (long)getpid())));
    ProcWork work = {.work = outlive, .data = place};
    Str answer = {0};
    return proc_work(&place->arena, &answer, &work);
}

static void hears_signals(void **state) {
    Place *place = *state;
    assert_int_equal(in_process(kills_the_child, place), 0);
    assert_int_equal(in_process(passes_on, place), 0);
    assert_int_equal(in_process(obeys, place), 128 + SIGTERM);
    assert_int_equal(in_process(leaves_ignored_ones, place), 0);
    assert_int_equal(in_process(lets_the_worker_clean_up, place), 0);
}

static void worker_notices_that_it_is_alone(void **state) {
    Place *place = *state;
    assert_int_equal(in_process(is_killed, place), 128 + SIGKILL);
    for (int i = 0; i < 50 && !file_is_regular(place_path(place, "cleaned")); i++) {
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
    assert_true(file_is_regular(place_path(place, "cleaned")));
}

int main(void) {
    signal(SIGINT, SIG_DFL); /* a shell that runs us in the background lets us ignore it */
    const struct CMUnitTest tests[] = {
        PLACE_TEST(runs_in_a_folder_and_keeps_errors),
        PLACE_TEST(ends_what_takes_too_long),
        PLACE_TEST(says_what_cannot_run),
        PLACE_TEST(takes_a_whole_answer_only),
        PLACE_TEST(hears_signals),
        PLACE_TEST(worker_notices_that_it_is_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
