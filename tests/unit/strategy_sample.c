/*
 * See strategy_sample.h.
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

#include "base/file.h"
#include "edit/edit.h"
#include "strategy_sample.h"

static Str file_path(StrategySample *sample) {
    return file_join(&sample->arena, str_from(sample->folder), STR("main.rs"));
}

int strategy_sample_make(void **state) {
    static StrategySample sample;
    memset(&sample, 0, sizeof sample);
    arena_init(&sample.arena);
    const char *base = getenv("TMPDIR");
    (void)snprintf(sample.folder, sizeof sample.folder, "%s/sendfix-test-XXXXXX",
                   base ? base : "/tmp");
    assert_non_null(mkdtemp(sample.folder));
    StrList problems = {0};
    Patterns *patterns = NULL;
    Status status = patterns_load(&sample.arena, &patterns, STR(""), &problems);
    assert_true(status_is_ok(&status));
    sample.patterns = patterns;
    *state = &sample;
    return 0;
}

int strategy_sample_remove(void **state) {
    StrategySample *sample = *state;
    (void)unlink(str_cstr(&sample->arena, file_path(sample)));
    (void)rmdir(sample->folder);
    arena_finish(&sample->arena);
    return 0;
}

const Node *strategy_sample_node(StrategySample *sample, const char *after, const char *text) {
    Str whole = sample->source->text;
    size_t from = str_find(whole, str_from(after), 0);
    assert_true(from != STR_NONE);
    for (size_t at = str_find(whole, str_from(text), from); at != STR_NONE;
         at = str_find(whole, str_from(text), at + 1)) {
        const Node *node = node_exact(sample->source, at, at + strlen(text));
        if (node) return node;
    }
    fail_msg("no node: %s", text);
    return NULL;
}

static const Span *span_of(StrategySample *sample, const Node *node, bool primary) {
    Location at = source_location(node->source, node->start, node->end);
    Span *span = ARENA_NEW(&sample->arena, Span);
    *span = (Span){.file = STR("main.rs"),
                   .byte_start = node->start,
                   .byte_end = node->end,
                   .line_start = at.line,
                   .line_end = at.line_end,
                   .column_start = at.column,
                   .column_end = at.column_end,
                   .primary = primary};
    return span;
}

void strategy_sample_start(StrategySample *sample, const char *text, const char *root,
                           const char *trait, const char *primary) {
    Arena *arena = &sample->arena;
    Status status = file_replace(file_path(sample), str_from(text));
    assert_true(status_is_ok(&status));
    sample->workspace = workspace_new(arena, str_from(sample->folder));
    workspace_set_edition(sample->workspace, STR("2021"));
    workspace_load_crate(sample->workspace, STR("main.rs"));
    sample->source = workspace_source(sample->workspace, STR("main.rs"));
    assert_non_null(sample->source);
    const Node *node = strategy_sample_node(sample, "", primary);
    Diagnostic *diagnostic = ARENA_NEW(arena, Diagnostic);
    diagnostic->level = STR("error");
    VEC_PUSH(arena, &diagnostic->spans, *span_of(sample, node, true));
    sample->evidence = ARENA_NEW(arena, Evidence);
    sample->evidence->diagnostic = diagnostic;
    Root lack = {.type = str_from(root), .trait = str_from(trait)};
    VEC_PUSH(arena, &sample->evidence->roots, lack);
    sample->finding = (Finding){.rule = "test", .demand = node};
    VEC_PUSH(arena, &sample->finding.roots, lack);
    VEC_PUSH(arena, &sample->finding.evidence, sample->evidence);
    sample->finding.knowledge = patterns_type(sample->patterns, lack.type);
    sample->finding.blamed_type = lack.type;
}

void strategy_sample_fact(StrategySample *sample, Fact fact, const char *place) {
    fact.from = sample->evidence->diagnostic;
    if (place) fact.span = span_of(sample, strategy_sample_node(sample, "", place), false);
    VEC_PUSH(&sample->arena, &sample->evidence->facts, fact);
}

const char *strategy_sample_apply(StrategySample *sample, const FixStrategy *strategy) {
    Finding *finding = &sample->finding;
    FixContext context = {.arena = &sample->arena,
                          .finding = finding,
                          .patterns = sample->patterns,
                          .workspace = sample->workspace,
                          .fixes = &finding->fixes,
                          .refusals = &finding->refusals};
    strategy->plan(&context);
    for (size_t i = 0; i < finding->fixes.count; i++) {
        EditList *edits = &finding->fixes.items[i].edits;
        Str out;
        if (edits->count == 0) continue;
        assert_true(
            edit_apply(&sample->arena, &out, sample->source->text, sample->source->path, edits));
        return str_cstr(&sample->arena, out);
    }
    return NULL;
}

void strategy_sample_expect(StrategySample *sample, const FixStrategy *strategy,
                            const char *expected) {
    const char *got = strategy_sample_apply(sample, strategy);
    if (!expected) {
        assert_null(got);
        return;
    }
    if (!got && sample->finding.refusals.count > 0) {
        fail_msg("refused: " STR_FMT, STR_ARG(sample->finding.refusals.items[0].why));
    }
    assert_non_null(got);
    assert_string_equal(got, expected);
}
