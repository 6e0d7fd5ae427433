/*
 * A finding made by hand: see plan_sample.h.
 */
#include "plan_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "edit/edit.h"
#include "rust/scope.h"
#include "rust/source.h"

static Arena arena;
static char folder[512];
static Patterns *patterns;
static const Source *source;
static Finding finding;

static Str path_of(const char *name) {
    return file_join(&arena, str_from(folder), str_from(name));
}

int plan_sample_start(void **state) {
    (void)state;
    const char *base = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%s/sendfix-test-XXXXXX", base ? base : "/tmp");
    assert_non_null(mkdtemp(folder));
    StrList problems = {0};
    Status status = patterns_load(&arena, &patterns, STR(""), &problems);
    assert_true(status_is_ok(&status));
    return 0;
}

int plan_sample_finish(void **state) {
    (void)state;
    (void)unlink(str_cstr(&arena, path_of("main.rs")));
    (void)rmdir(folder);
    arena_finish(&arena);
    return 0;
}

/* The largest node with a text, at its first occurrence from a line on. */
static const Node *find(size_t line, const char *text) {
    size_t from = line_index_start(&source->lines, line);
    size_t at = str_find_word(source->text, str_from(text), from);
    at = at == STR_NONE ? str_find(source->text, str_from(text), from) : at;
    assert_true(at != STR_NONE);
    const Node *node = node_exact(source, at, at + strlen(text));
    return node ? node : node_at(source, at, at + strlen(text));
}

static const Node *body_around(const Node *node) {
    for (; node; node = node->parent) {
        if (node_is(node, NODE_CLOSURE_EXPRESSION) || node_is(node, NODE_ASYNC_BLOCK) ||
            node_is(node, NODE_FUNCTION_ITEM)) {
            return node;
        }
    }
    return NULL;
}

static const Node *call_at(const char *text) {
    size_t at = str_find(source->text, str_from(text), 0);
    assert_true(at != STR_NONE);
    for (const Node *node = source->root; node; node = node_walk(node, source->root)) {
        if (node->start == at && node_is(node, NODE_CALL_EXPRESSION)) return node;
    }
    return NULL;
}

void plan_sample(const FixStrategy *strategy, const PlanSample *sample) {
    Status status = file_replace(path_of("main.rs"), str_from(sample->text));
    assert_true(status_is_ok(&status));
    Workspace *workspace = workspace_new(&arena, str_from(folder));
    workspace_load_crate(workspace, STR("main.rs"));
    source = workspace_source(workspace, STR("main.rs"));
    assert_non_null(source);
    const Node *value = find(sample->line, sample->value);
    Str root = str_from(sample->root);
    finding = (Finding){
        .hold = sample->hold,
        .value = value,
        .value_type = str_from(sample->type),
        .binding = scope_binding(value),
        .body = body_around(value),
        .demand = sample->demand ? call_at(sample->demand) : NULL,
        .keeper = sample->keeper ? find(1, sample->keeper) : NULL,
    };
    Root made = {.trait = str_slice(root, 0, 4), .type = str_from_offset(root, 5)};
    VEC_PUSH(&arena, &finding.roots, made);
    FixContext context = {.arena = &arena,
                          .finding = &finding,
                          .patterns = patterns,
                          .workspace = workspace,
                          .fixes = &finding.fixes,
                          .refusals = &finding.refusals};
    strategy->plan(&context);
}

static Str applied(void) {
    Str out = {0};
    if (finding.fixes.count == 0 && finding.refusals.count > 0) {
        print_error("refused: %s\n", str_cstr(&arena, finding.refusals.items[0].why));
    }
    assert_true(finding.fixes.count > 0);
    assert_true(
        edit_apply(&arena, &out, source->text, source->path, &finding.fixes.items[0].edits));
    return out;
}

void plan_sample_assert_lines(const char *lines) {
    StrBuf wanted = strbuf_new(&arena);
    for (const char *at = lines; *at; at++) strbuf_add_byte(&wanted, *at == '~' ? '\n' : *at);
    Str out = applied();
    if (!str_contains(out, strbuf_str(&wanted))) {
        assert_string_equal(str_cstr(&arena, out), str_cstr(&arena, strbuf_str(&wanted)));
    }
}

void plan_sample_assert_text(const char *text) {
    assert_string_equal(str_cstr(&arena, applied()), text);
}

void plan_sample_assert_refused(const char *why) {
    assert_int_equal(finding.fixes.count, 0);
    if (why) {
        assert_int_equal(finding.refusals.count, 1);
        assert_string_equal(str_cstr(&arena, finding.refusals.items[0].why), why);
    } else {
        assert_int_equal(finding.refusals.count, 0);
    }
}
