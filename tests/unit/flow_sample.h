/*
 * For the tests of the flow: a snippet of Rust, its flow, and questions by line and text.
 */
#ifndef SENDFIX_TESTS_FLOW_SAMPLE_H
#define SENDFIX_TESTS_FLOW_SAMPLE_H

#include "rust/flow.h"
#include "rust/source.h"

extern Arena flow_sample_arena;
extern Flow *flow_sample_flow;
extern const Index *flow_sample_index;

/* Infers a snippet; its first line is line 1. */
void flow_sample_parse(const char *text);
int flow_sample_finish(void **state);
/* The largest node with exactly this text at its first occurrence on a line. */
const Node *flow_sample_node(size_t line, const char *text);
/* The spelling of that node's type. */
void flow_sample_assert_type(size_t line, const char *text, const char *type);
/* The lines of the mentions of the node's class: "2 7 7" (a line for each mention). */
void flow_sample_assert_mentions(size_t line, const char *text, const char *lines);
void flow_sample_assert_companions(size_t line, const char *text, const char *lines);
/* The expressions through references, as "7 x.y; 9 z". */
void flow_sample_assert_expressions(size_t line, const char *text, const char *expressions);

#endif
