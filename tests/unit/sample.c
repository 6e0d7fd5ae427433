/*
 * Findings as the stages before would make them; see sample.h.
 */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "edit/diff.h"
#include "edit/edit.h"

#define STATE_FILE "src/state.rs"
#define MAIN_FILE "src/main.rs"
#define CRLF_FILE "src/crlf.rs"
#define HOSTILE_FILE "src/a\n::error::b.rs"
#define HOSTILE_TEXT "x\x1b[31m\xe2\x80\xae \xff ::set-env name=A::b ##[error]boo\ty"

static const char state_text[] = "use std::rc::Rc;\n"
                                 "\n"
                                 "pub struct AppState {\n"
                                 "    pub name: String,\n"
                                 "    pub config: Rc<Config>,\n"
                                 "}\n"
                                 "\n"
                                 "pub struct Config {\n"
                                 "    pub port: u16,\n"
                                 "}\n";

static const char main_text[] =
    "mod state;\n"
    "\n"
    "async fn serve(state: state::AppState) {\n"
    "    println!(\"{}\", state.name);\n"
    "    tick().await;\n"
    "    println!(\"{}\", state.config.port);\n"
    "}\n"
    "\n"
    "fn main() {\n"
    "    let config = std::rc::Rc::new(state::Config { port: 80 });\n"
    "    spawn(serve(state::AppState { name: String::new(), config }));\n"
    "}\n"
    "\n"
    "async fn count(total: &std::sync::Mutex<u64>) {\n"
    "    let mut sum = total.lock().unwrap(); *sum += 1; tick().await;\n"
    "}\n";

static const struct {
    const char *file;
    const char *text;
} sources[] = {
    {STATE_FILE, state_text},
    {MAIN_FILE, main_text},
    {CRLF_FILE, "fn a() {\r\n    b();\r\n}\r\n"},
    {HOSTILE_FILE, "fn f() {\n    let " HOSTILE_TEXT " = 1;\n}\n"},
};

static bool source_text(void *data, Str file, Str *text) {
    (void)data;
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        if (!str_is(file, sources[i].file)) continue;
        *text = str_from(sources[i].text);
        return true;
    }
    return false;
}

/* The Location of a piece of a file's text. */
static Location locate(Arena *arena, const char *file, const char *piece) {
    Str text = {0};
    assert_true(source_text(NULL, str_from(file), &text));
    size_t start = str_find(text, str_from(piece), 0);
    assert_true(start != STR_NONE);
    size_t end = start + strlen(piece);
    LineIndex lines = line_index_new(arena, text);
    return (Location){.file = str_from(file),
                      .line = line_index_line(&lines, start),
                      .column = line_index_column_chars(&lines, start),
                      .line_end = line_index_line(&lines, end),
                      .column_end = line_index_column_chars(&lines, end),
                      .byte_start = start,
                      .byte_end = end};
}

static Span span_of(Location location, bool primary) {
    return (Span){.file = location.file,
                  .byte_start = location.byte_start,
                  .byte_end = location.byte_end,
                  .line_start = location.line,
                  .line_end = location.line_end,
                  .column_start = location.column,
                  .column_end = location.column_end,
                  .primary = primary};
}

static Evidence *evidence_of(Arena *arena, const char *message, const char *code,
                             Location location) {
    Diagnostic *diagnostic = ARENA_NEW(arena, Diagnostic);
    diagnostic->level = STR("error");
    diagnostic->message = str_from(message);
    diagnostic->code = str_from(code);
    VEC_PUSH(arena, &diagnostic->spans, span_of(location, true));
    Evidence *evidence = ARENA_NEW(arena, Evidence);
    evidence->diagnostic = diagnostic;
    return evidence;
}

static void add_fact(Arena *arena, Evidence *evidence, Fact fact) {
    fact.from = evidence->diagnostic;
    VEC_PUSH(arena, &evidence->facts, fact);
}

static void add_link(Arena *arena, Finding *finding, LinkRole role, Certainty certainty,
                     const char *text, Location location) {
    VEC_PUSH(
        arena, &finding->chain,
        (Link){.role = role, .certainty = certainty, .text = str_from(text), .location = location});
}

static void add_edit(Arena *arena, Fix *fix, const char *file, const char *piece,
                     const char *expected, const char *replacement) {
    Location location = locate(arena, file, piece);
    Edit edit = {.file = str_from(file),
                 .byte_start = location.byte_start,
                 .byte_end = location.byte_start + strlen(expected),
                 .expected = str_from(expected),
                 .replacement = str_from(replacement)};
    assert_true(edit_add(arena, &fix->edits, edit));
}

static void fill_diff(Arena *arena, Fix *fix) {
    StrBuf diff = strbuf_new(arena);
    edit_sort(&fix->edits);
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        Str file = str_from(sources[i].file);
        Str text = str_from(sources[i].text);
        Str after = {0};
        assert_true(edit_apply(arena, &after, text, file, &fix->edits));
        strbuf_add(&diff, diff_unified(arena, file, text, after));
    }
    fix->diff = strbuf_str(&diff);
}

static Fix rc_fix(Arena *arena) {
    Fix fix = {.id = "rc-to-arc",
               .title = STR("use `Arc` in place of `Rc`"),
               .why = STR("`Arc` counts its references with atomic operations, so every thread may "
                          "clone and drop it"),
               .cost = STR("each clone and drop is an atomic operation"),
               .verdict = VERDICT_COMPILES};
    add_edit(arena, &fix, STATE_FILE, "rc::Rc", "rc::Rc", "sync::Arc");
    add_edit(arena, &fix, STATE_FILE, "Rc<Config>", "Rc", "Arc");
    add_edit(arena, &fix, MAIN_FILE, "rc::Rc::new", "rc::Rc", "sync::Arc");
    fill_diff(arena, &fix);
    return fix;
}

Finding *sample_rc(Arena *arena) {
    Finding *finding = ARENA_NEW(arena, Finding);
    finding->rule = "reference-counted";
    finding->hold = HOLD_ACROSS_AWAIT;
    finding->value_type = STR("AppState");
    finding->cause = locate(arena, STATE_FILE, "pub config: Rc<Config>");
    finding->await = locate(arena, MAIN_FILE, "await");
    VEC_PUSH(arena, &finding->roots, (Root){.type = STR("Rc<Config>"), .trait = STR("Send")});
    Location demand = locate(arena, MAIN_FILE, "serve(state::AppState {");
    Evidence *evidence =
        evidence_of(arena, "future cannot be sent between threads safely", "", demand);
    add_fact(arena, evidence, (Fact){.kind = FACT_HEADLINE_FUTURE, .trait = STR("Send")});
    add_fact(arena, evidence, (Fact){.kind = FACT_FUTURE_OF, .name = STR("serve")});
    add_fact(arena, evidence, (Fact){.kind = FACT_REQUIRED_BY, .name = STR("spawn")});
    Span *held = ARENA_NEW(arena, Span);
    *held = span_of(locate(arena, MAIN_FILE, "state: state::AppState"), false);
    held->column_end = held->column_start + 5;
    add_fact(arena, evidence, (Fact){.kind = FACT_HELD, .type = STR("AppState"), .span = held});
    VEC_PUSH(arena, &finding->evidence, evidence);
    add_link(arena, finding, LINK_ROOT, CERTAINTY_COMPILER,
             "`Rc<Config>` cannot be sent between threads (it is not `Send`): it is a reference "
             "count that is not atomic",
             locate(arena, STATE_FILE, "Rc<Config>"));
    add_link(arena, finding, LINK_HELD_IN, CERTAINTY_SOURCE,
             "the field `AppState.config: Rc<Config>` holds it",
             locate(arena, STATE_FILE, "config"));
    add_link(arena, finding, LINK_HELD_ACROSS, CERTAINTY_COMPILER,
             "`state` (of type `AppState`) is still alive at this await", finding->await);
    add_link(arena, finding, LINK_REQUIRED_BY, CERTAINTY_COMPILER, "`spawn` demands it",
             locate(arena, MAIN_FILE, "spawn"));
    VEC_PUSH(arena, &finding->fixes, rc_fix(arena));
    VEC_PUSH(arena, &finding->fixes,
             (Fix){.id = "spawn-local",
                   .title = STR("keep the task on one thread with `LocalSet`"),
                   .cost = STR("all such tasks share one thread")});
    VEC_PUSH(arena, &finding->refusals,
             (Refusal){.id = "wrap-in-mutex",
                       .why = STR("a `Mutex` round an `Rc` is not Send either: the count stays "
                                  "reachable through every clone of the `Rc`")});
    return finding;
}

Finding *sample_guard(Arena *arena) {
    Finding *finding = ARENA_NEW(arena, Finding);
    finding->rule = "guard-across-await";
    finding->hold = HOLD_ACROSS_AWAIT;
    finding->value_type = STR("MutexGuard<'_, u64>");
    finding->cause = locate(arena, MAIN_FILE, "let mut sum = total.lock().unwrap();");
    finding->await = locate(arena, MAIN_FILE, "await;\n}\n");
    finding->await.line_end = finding->await.line;
    finding->await.column_end = finding->await.column + 5;
    VEC_PUSH(arena, &finding->roots,
             (Root){.type = STR("MutexGuard<'_, u64>"), .trait = STR("Send")});
    static const char *const places[] = {"count(total", "async fn count"};
    for (size_t i = 0; i < 2; i++) {
        Evidence *evidence = evidence_of(arena, "future cannot be sent between threads safely", "",
                                         locate(arena, MAIN_FILE, places[i]));
        add_fact(arena, evidence, (Fact){.kind = FACT_HEADLINE_FUTURE, .trait = STR("Send")});
        add_fact(arena, evidence,
                 (Fact){.kind = FACT_REQUIRED_CAST,
                        .type = STR("Pin<Box<{async block}>>"),
                        .other = STR("Pin<Box<dyn Future<Output = ()> + Send>>")});
        VEC_PUSH(arena, &finding->evidence, evidence);
    }
    add_link(arena, finding, LINK_HELD_ACROSS, CERTAINTY_COMPILER,
             "`sum` (of type `MutexGuard<'_, u64>`) is still alive at this await", finding->await);
    return finding;
}

Finding *sample_hostile(Arena *arena) {
    Finding *finding = ARENA_NEW(arena, Finding);
    Str text = STR("`" HOSTILE_TEXT "\r::warning::c`\n::set-output name=d::e\n##[command]f");
    finding->rule = "foreign-type";
    finding->hold = HOLD_CAPTURED;
    finding->value_type = text;
    finding->cause = locate(arena, HOSTILE_FILE, HOSTILE_TEXT);
    finding->await = (Location){.file = STR("gone.rs"), .line = SIZE_MAX, .column = SIZE_MAX};
    VEC_PUSH(arena, &finding->roots, (Root){.type = text, .trait = STR("Send")});
    VEC_PUSH(arena, &finding->roots, (Root){.type = text, .trait = STR("Sync")});
    Evidence *evidence = evidence_of(arena, text.data, "E0277", finding->cause);
    add_fact(arena, evidence,
             (Fact){.kind = FACT_HEADLINE_TYPE, .type = text, .trait = STR("Send")});
    add_fact(arena, evidence, (Fact){.kind = FACT_REQUIRED_BY, .name = text});
    VEC_PUSH(arena, &finding->evidence, evidence);
    Location wild = finding->cause;
    wild.line = 2;
    wild.column = SIZE_MAX;
    wild.column_end = 1;
    add_link(arena, finding, LINK_CAPTURED, CERTAINTY_INFERRED, text.data, wild);
    wild.line = SIZE_MAX;
    add_link(arena, finding, LINK_REQUIRED_BY, CERTAINTY_COMPILER, text.data, wild);
    Fix fix = {.id = "own-capture", .title = text, .why = text, .cost = text};
    add_edit(arena, &fix, HOSTILE_FILE, "1;", "1", HOSTILE_TEXT "\n::error::g");
    fill_diff(arena, &fix);
    VEC_PUSH(arena, &finding->fixes, fix);
    Fix other = {.id = "rc-to-arc", .title = text};
    VEC_PUSH(arena, &finding->fixes, other);
    VEC_PUSH(arena, &finding->refusals, (Refusal){.id = "channel", .why = text});
    return finding;
}

RenderContext sample_context(void) {
    return (RenderContext){.source_text = source_text};
}

static Str read_back(Arena *arena, FILE *file) {
    StrBuf text = strbuf_new(arena);
    rewind(file);
    for (int byte = fgetc(file); byte != EOF; byte = fgetc(file)) {
        strbuf_add_byte(&text, (char)byte);
    }
    fclose(file);
    return strbuf_str(&text);
}

Str sample_render(Arena *arena, const char *format, RenderStyle style, const FindingList *findings,
                  Str *passthrough) {
    const Renderer *renderer = render_find(str_from(format));
    assert_non_null(renderer);
    RenderContext context = {
        .out = tmpfile(), .passthrough = tmpfile(), .style = style, .source_text = source_text};
    assert_non_null(context.out);
    assert_non_null(context.passthrough);
    if (renderer->begin != NULL) renderer->begin(arena, context.out);
    renderer->findings(arena, &context, findings);
    if (renderer->end != NULL) renderer->end(arena, context.out);
    Str passed = read_back(arena, context.passthrough);
    if (passthrough != NULL) *passthrough = passed;
    return read_back(arena, context.out);
}

void sample_assert_golden(Str text, const char *name) {
    char path[256];
    snprintf(path, sizeof path, "tests/unit/golden/%s", name);
    const char *update = getenv("UPDATE");
    FILE *file = NULL;
    if (update != NULL && *update != '\0') {
        file = fopen(path, "w");
        assert_non_null(file);
        fwrite(text.data, 1, text.len, file);
        fclose(file);
        return;
    }
    file = fopen(path, "r");
    if (file == NULL) fail_msg("%s is missing; UPDATE=1 writes it", path);
    Arena arena = {0};
    Str expected = read_back(&arena, file);
    bool equal = str_eq(text, expected);
    arena_finish(&arena);
    if (!equal) fail_msg("%s differs; got:\n" STR_FMT, path, STR_ARG(text));
}

void sample_assert_safe(Str text, bool color) {
    Arena arena = {0};
    Str bare = color ? text_without_ansi(&arena, text) : text;
    Str safe = text_printable(&arena, bare);
    bool equal = str_eq(bare, safe);
    arena_finish(&arena);
    if (!equal) fail_msg("not safe to show:\n" STR_FMT, STR_ARG(text));
}
