/*
 * repair: tried fixes written into files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "place.h"
#include "repair.h"

static Fix fix_of(const char *id, Verdict verdict) {
    return (Fix){.id = id, .title = STR("Do it"), .verdict = verdict};
}

static void add_edit(Arena *arena, Fix *fix, const char *file, size_t start, const char *expected,
                     const char *replacement) {
    Edit edit = {.file = str_from(file),
                 .byte_start = start,
                 .byte_end = start + str_from(expected).len,
                 .expected = str_from(expected),
                 .replacement = str_from(replacement)};
    VEC_PUSH(arena, &fix->edits, edit);
}

static Finding *add_finding(Arena *arena, FindingList *findings, Fix fix) {
    Finding *finding = ARENA_NEW(arena, Finding);
    finding->cause = (Location){.file = STR("src/main.rs"), .line = findings->count + 1};
    VEC_PUSH(arena, &finding->fixes, fix);
    VEC_PUSH(arena, findings, finding);
    return finding;
}

static Repair apply(Place *place, const FindingList *findings) {
    Repair repair = {.arena = &place->arena, .status = status_ok()};
    Workspace *workspace = workspace_new(&place->arena, place->folder);
    repair_apply(&repair, findings, workspace);
    return repair;
}

static void writes_what_passed_and_goes_together(void **state) {
    Place *place = *state;
    Arena *arena = &place->arena;
    place_put(place, "src/main.rs", "fn a() {}\nfn b() {}\n");
    place_put(place, "src/other.rs", "fn c() {}\n");
    FindingList findings = {0};
    Fix two_files = fix_of("first", VERDICT_COMPILES);
    add_edit(arena, &two_files, "src/main.rs", 3, "a", "aa");
    add_edit(arena, &two_files, "src/other.rs", 3, "c", "cc");
    add_finding(arena, &findings, two_files);
    Fix conflict = fix_of("second", VERDICT_CURES);
    add_edit(arena, &conflict, "src/main.rs", 3, "a", "zz");
    add_finding(arena, &findings, conflict);
    Fix also = fix_of("third", VERDICT_CURES);
    add_edit(arena, &also, "src/main.rs", 13, "b", "bb");
    add_finding(arena, &findings, also);
    Repair repair = apply(place, &findings);
    assert_true(str_is(place_get(place, "src/main.rs"), "fn aa() {}\nfn bb() {}\n"));
    assert_true(str_is(place_get(place, "src/other.rs"), "fn cc() {}\n"));
    assert_int_equal(repair.applied, 2);
    assert_int_equal(repair.files.count, 2);
    assert_int_equal(repair.told.count, 2);
    assert_true(str_is(repair.told.items[0], "src/main.rs:1: do it [first]"));
    assert_int_equal(place_count(place, "src"), 2); /* no temporary file is left */
}

static void leaves_what_did_not_pass(void **state) {
    Place *place = *state;
    Arena *arena = &place->arena;
    place_put(place, "src/main.rs", "fn a() {}\n");
    static const Verdict verdicts[] = {VERDICT_UNTRIED, VERDICT_BREAKS, VERDICT_REMAINS};
    FindingList findings = {0};
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
        Fix fix = fix_of("no", verdicts[i]);
        add_edit(arena, &fix, "src/main.rs", 3, "a", "z");
        add_finding(arena, &findings, fix);
    }
    add_finding(arena, &findings, fix_of("advice", VERDICT_COMPILES));
    findings.items[3]->fixes.items[0].edits.count = 0;
    Finding *bare = add_finding(arena, &findings, fix_of("none", VERDICT_COMPILES));
    bare->fixes.count = 0;
    Repair repair = apply(place, &findings);
    assert_true(str_is(place_get(place, "src/main.rs"), "fn a() {}\n"));
    assert_int_equal(repair.applied, 0);
    assert_int_equal(repair.files.count, 0);
}

static void leaves_files_that_changed(void **state) {
    Place *place = *state;
    Arena *arena = &place->arena;
    place_put(place, "src/main.rs", "fn other() {}\n");
    FindingList findings = {0};
    Fix fix = fix_of("late", VERDICT_COMPILES);
    add_edit(arena, &fix, "src/main.rs", 3, "a", "z");
    add_finding(arena, &findings, fix);
    Repair repair = apply(place, &findings);
    assert_true(str_is(place_get(place, "src/main.rs"), "fn other() {}\n"));
    assert_int_equal(repair.files.count, 0);
    assert_int_equal(repair.applied, 0);
    assert_int_equal(repair.told.count, 0);
}

static void keeps_permissions(void **state) {
    Place *place = *state;
    Arena *arena = &place->arena;
    place_put(place, "src/main.rs", "fn a() {}\n");
    assert_int_equal(chmod(place_path_c(place, "src/main.rs"), 0640), 0);
    FindingList findings = {0};
    Fix fix = fix_of("first", VERDICT_COMPILES);
    add_edit(arena, &fix, "src/main.rs", 3, "a", "aa");
    add_finding(arena, &findings, fix);
    apply(place, &findings);
    struct stat info;
    assert_int_equal(stat(place_path_c(place, "src/main.rs"), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
}

static size_t asked;

static RepairAnswer no_to_the_first(const Finding *finding, const Fix *fix) {
    (void)finding;
    asked++;
    return str_is(str_from(fix->id), "first") ? REPAIR_NO : REPAIR_YES;
}

static RepairAnswer stop_at_the_second(const Finding *finding, const Fix *fix) {
    (void)finding;
    asked++;
    return str_is(str_from(fix->id), "second") ? REPAIR_STOP : REPAIR_YES;
}

static void asks_before_it_writes(void **state) {
    Place *place = *state;
    Arena *arena = &place->arena;
    place_put(place, "src/main.rs", "fn a() {}\nfn b() {}\n");
    FindingList findings = {0};
    Fix first = fix_of("first", VERDICT_COMPILES);
    add_edit(arena, &first, "src/main.rs", 3, "a", "no");
    Finding *finding = add_finding(arena, &findings, first);
    Fix other = fix_of("other", VERDICT_COMPILES);
    add_edit(arena, &other, "src/main.rs", 3, "a", "aa");
    VEC_PUSH(arena, &finding->fixes, other);
    Fix second = fix_of("second", VERDICT_CURES);
    add_edit(arena, &second, "src/main.rs", 13, "b", "bb");
    add_finding(arena, &findings, second);

    Repair repair = {.arena = arena, .status = status_ok(), .ask = stop_at_the_second};
    asked = 0;
    findings.items[0]->fixes.count = 0;
    repair_apply(&repair, &findings, workspace_new(arena, place->folder));
    assert_true(repair.stopped);
    assert_int_equal(repair.applied, 0);
    findings.items[0]->fixes.count = 2;

    repair = (Repair){.arena = arena, .status = status_ok(), .ask = no_to_the_first};
    asked = 0;
    repair_apply(&repair, &findings, workspace_new(arena, place->folder));
    assert_int_equal(asked, 3);
    assert_int_equal(repair.applied, 2);
    assert_true(str_is(place_get(place, "src/main.rs"), "fn aa() {}\nfn bb() {}\n"));

    /* what was declined is not asked for again */
    place_put(place, "src/main.rs", "fn a() {}\nfn b() {}\n");
    asked = 0;
    repair_apply(&repair, &findings, workspace_new(arena, place->folder));
    assert_int_equal(asked, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLACE_TEST(writes_what_passed_and_goes_together),
        PLACE_TEST(leaves_what_did_not_pass),
        PLACE_TEST(leaves_files_that_changed),
        PLACE_TEST(keeps_permissions),
        PLACE_TEST(asks_before_it_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
