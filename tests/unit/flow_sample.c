#include "flow_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

Arena flow_sample_arena;
Flow *flow_sample_flow;
const Index *flow_sample_index;

static const Source *source;

int flow_sample_finish(void **state) {
    (void)state;
    arena_finish(&flow_sample_arena);
    return 0;
}

void flow_sample_parse(const char *text) {
    source = source_parse(&flow_sample_arena, STR("src/main.rs"), str_from(text));
    Index *index = index_new(&flow_sample_arena);
    index_add(index, source);
    flow_sample_index = index;
    flow_sample_flow = flow_new(&flow_sample_arena, index, &source, 1);
}

const Node *flow_sample_node(size_t line, const char *text) {
    size_t start = line_index_start(&source->lines, line);
    size_t at = str_find_word(source->text, str_from(text), start);
    if (at == STR_NONE || line_index_line(&source->lines, at) != line)
        at = str_find(source->text, str_from(text), start);
    assert_true(at != STR_NONE && line_index_line(&source->lines, at) == line);
    const Node *node = node_exact(source, at, at + strlen(text));
    return node ? node : node_at(source, at, at + strlen(text));
}

static void assert_text(Str text, const char *expected) {
    assert_string_equal(str_cstr(&flow_sample_arena, text), expected);
}

void flow_sample_assert_type(size_t line, const char *text, const char *type) {
    const Type *found = flow_type(flow_sample_flow, flow_sample_node(line, text));
    assert_text(type_spell(&flow_sample_arena, found), type);
}

static void assert_lines(const NodeList *list, const char *lines) {
    StrBuf out = strbuf_new(&flow_sample_arena);
    for (size_t i = 0; i < list->count; i++)
        strbuf_addf(&out, "%s%zu", i > 0 ? " " : "",
                    line_index_line(&source->lines, list->items[i]->start));
    assert_text(strbuf_str(&out), lines);
}

void flow_sample_assert_mentions(size_t line, const char *text, const char *lines) {
    NodeList list = {0};
    flow_mentions(&flow_sample_arena, &list, flow_sample_flow, flow_sample_node(line, text));
    assert_lines(&list, lines);
}

void flow_sample_assert_companions(size_t line, const char *text, const char *lines) {
    NodeList list = {0};
    flow_companions(&flow_sample_arena, &list, flow_sample_flow, flow_sample_node(line, text));
    assert_lines(&list, lines);
}

void flow_sample_assert_expressions(size_t line, const char *text, const char *expressions) {
    NodeList list = {0};
    flow_expressions(&flow_sample_arena, &list, flow_sample_flow, flow_sample_node(line, text),
                     true);
    StrBuf out = strbuf_new(&flow_sample_arena);
    for (size_t i = 0; i < list.count; i++)
        strbuf_addf(&out, "%s%zu " STR_FMT, i > 0 ? "; " : "",
                    line_index_line(&source->lines, list.items[i]->start),
                    STR_ARG(node_text(list.items[i])));
    assert_text(strbuf_str(&out), expressions);
}
