/*
 * Each segment becomes `{ let g = ..; uses }`, with what is needed behind it as the block's value;
 * one statement where that is shorter; or, where no await follows, a plain `let` before it.
 */
#include "fix/inner_block.h"

#include "base/text.h"
#include "fix/making.h"
#include "fix/one_statement.h"
#include "fix/outputs.h"
#include "rust/scope.h"
#include "rust/source.h"

/* What a block hands on: the pattern that takes it and the expression that gives it. */
typedef struct Handover {
    OutputList outputs;
    bool folded; /* the last statement's value is the block's, without a name in between */
    Str header;  /* "{" or "let (a, b) = {" */
    Str tail;    /* empty, or the last line */
    Str close;   /* "}" or "};" */
} Handover;

static Str step_of(const InnerBlock *block) {
    return syntax_indent_step(block->segments->life.binding->source);
}

static Str deeper(const InnerBlock *block, Str indentation) {
    return str_format(block->rewrite->arena, STR_FMT STR_FMT, STR_ARG(indentation),
                      STR_ARG(step_of(block)));
}

/* ---- what leaves a block ---- */

static bool is_plain_pattern(const Node *pattern) {
    return node_is(pattern, NODE_IDENTIFIER) || node_is(pattern, NODE_MUT_PATTERN);
}

/* Whether a `let` declares outputs that leave as they are, and its value can end the block. */
static bool is_foldable(const InnerBlock *block, const Segment *segment, const Output *output) {
    const Node *let = output->let;
    const Node *value = node_field(let, FIELD_VALUE);
    if (output->is_root || output->field || let == segment->first || !value) return false;
    return !node_field(let, FIELD_ALTERNATIVE) &&
           !(block->old_edition && output_tail_is_risky(value)) && !chain_has_comment(let);
}

/* The last statement's value is the block's, where it declares all that leaves. */
static bool can_fold(const InnerBlock *block, const Segment *segment, const Handover *handover) {
    const OutputList *outputs = &handover->outputs;
    if (outputs->count == 0 || segment->hoists.count > 0) return false;
    const Node *pattern = node_field(outputs->items[0].let, FIELD_PATTERN);
    if (outputs->count == 1 && is_plain_pattern(pattern)) {
        return outputs->items[0].let == segment->last &&
               is_foldable(block, segment, &outputs->items[0]);
    }
    NodeList bindings = {0};
    scope_pattern_bindings(block->rewrite->arena, &bindings, pattern);
    if (!node_is(pattern, NODE_TUPLE_PATTERN) || bindings.count != outputs->count) return false;
    for (size_t i = 0; i < outputs->count; i++) {
        const Output *output = &outputs->items[i];
        if (output->let != segment->last || !is_foldable(block, segment, output) ||
            own_changes_type(&output->own))
            return false;
    }
    return true;
}

/* Whether the last statements are one `let` for each output, in their order, none of which needs another. */
static bool can_fold_run(const InnerBlock *block, const Segment *segment,
                         const Handover *handover) {
    const OutputList *outputs = &handover->outputs;
    if (outputs->count < 2 || segment->hoists.count > 0) return false;
    const Output *last = &outputs->items[outputs->count - 1];
    if (last->let != segment->last) return false;
    for (size_t i = 0; i < outputs->count; i++) {
        const Output *output = &outputs->items[i];
        const Node *let = output->let;
        const Node *value = node_field(let, FIELD_VALUE);
        bool plain = node_field(let, FIELD_PATTERN) == output->binding &&
                     !scope_is_mutable(output->binding) && !node_field(let, FIELD_TYPE) &&
                     is_foldable(block, segment, output) && !own_changes_type(&output->own);
        if (!plain || str_find_byte(node_text(value), '\n') != STR_NONE) return false;
        if (i == 0) continue;
        const Node *before = outputs->items[i - 1].let;
        bool adjacent = node_next(before) == let &&
                        str_trim(str_slice(let->source->text, before->end, let->start)).len == 0;
        for (size_t k = 0; k < i; k++) {
            adjacent = adjacent && !life_mentions(value, outputs->items[k].name);
        }
        if (!adjacent) return false;
    }
    return true;
}

/* Whether the outer and the inner variable of one name each need `mut`. */
static void share_mut(InnerBlock *block, const Segment *segment, const Output *output,
                      bool *outer) {
    Flow *flow = workspace_flow(block->segments->workspace);
    *outer = false;
    if (!scope_is_mutable(output->binding)) return;
    bool inner = false;
    NodeList uses = {0};
    scope_uses(block->rewrite->arena, &uses, output->binding);
    size_t end = segment->last ? segment->last->end : segment->first->end;
    for (size_t i = 0; i < uses.count; i++) {
        bool mutates = life_mutates(flow, uses.items[i]) != 0;
        if (uses.items[i]->start < end)
            inner = inner || mutates;
        else
            *outer = *outer || mutates;
    }
    const Node *pattern = output->binding->parent;
    const Node *word = node_is(pattern, NODE_MUT_PATTERN)
                           ? node_child(pattern, NODE_MUTABLE_SPECIFIER)
                           : node_child(output->let, NODE_MUTABLE_SPECIFIER);
    if (inner || !word) {
        if (!inner) *outer = true;
        return;
    }
    rewrite_range(block->rewrite, word->source, word->start, output->binding->start, STR(""));
}

/* The owned value of what leaves the block. */
static Str handed_on(InnerBlock *block, const Output *output) {
    Str value = output_value(block->rewrite, output);
    if (own_changes_type(&output->own)) block->copied = output->own.type;
    return value;
}

/* The values of a tuple on one line, or one a line as rustfmt has it from 60 columns on. */
static Str write_tuple(Arena *arena, const StrList *values, Str indentation, Str step) {
    StrBuf flat = strbuf_new(arena);
    StrBuf tall = strbuf_new(arena);
    for (size_t i = 0; i < values->count; i++) {
        strbuf_addf(&flat, "%s" STR_FMT, i > 0 ? ", " : "", STR_ARG(values->items[i]));
        strbuf_addf(&tall, "\n" STR_FMT STR_FMT STR_FMT ",", STR_ARG(indentation), STR_ARG(step),
                    STR_ARG(values->items[i]));
    }
    Str one_line = strbuf_str(&flat);
    bool fits = text_width(one_line) <= LAYOUT_CHAIN_WIDTH &&
                text_width(indentation) + text_width(one_line) + 2 <= LAYOUT_WIDTH;
    if (fits) return str_format(arena, "(" STR_FMT ")", STR_ARG(one_line));
    return str_format(arena, "(" STR_FMT "\n" STR_FMT ")", STR_ARG(strbuf_str(&tall)),
                      STR_ARG(indentation));
}

static void name_outputs(InnerBlock *block, const Segment *segment, Handover *handover) {
    Arena *arena = block->rewrite->arena;
    StrBuf names = strbuf_new(arena);
    StrList values = {0};
    size_t count = handover->outputs.count + segment->hoists.count;
    for (size_t i = 0; i < count; i++) {
        const char *comma = i > 0 ? ", " : "";
        if (i < handover->outputs.count) {
            const Output *output = &handover->outputs.items[i];
            bool outer = false;
            if (!output->field) share_mut(block, segment, output, &outer);
            strbuf_addf(&names, "%s%s" STR_FMT, comma, outer ? "mut " : "", STR_ARG(output->name));
            VEC_PUSH(arena, &values, handed_on(block, output));
        } else {
            const Hoist *hoist = &segment->hoists.items[i - handover->outputs.count];
            strbuf_addf(&names, "%s" STR_FMT, comma, STR_ARG(hoist->name));
            VEC_PUSH(arena, &values, chain_flat(arena, &hoist->chain));
            if (own_changes_type(&hoist->own)) block->copied = hoist->own.type;
        }
    }
    Str indentation =
        deeper(block, syntax_indentation(segment->first ? segment->first : segment->before));
    handover->close = STR("};");
    if (count > 1) {
        handover->header = str_format(arena, "let (" STR_FMT ") = {", STR_ARG(strbuf_str(&names)));
        handover->tail = write_tuple(arena, &values, indentation, step_of(block));
    } else {
        handover->header = str_format(arena, "let " STR_FMT " = {", STR_ARG(strbuf_str(&names)));
        handover->tail = values.items[0];
    }
}

/* `let x: T = value;` as the last statement: its value becomes the block's. */
static void fold_last(InnerBlock *block, Handover *handover) {
    Arena *arena = block->rewrite->arena;
    const Output *output = &handover->outputs.items[0];
    const Node *let = output->let;
    const Node *value = node_field(let, FIELD_VALUE);
    bool changed = own_changes_type(&output->own);
    const Node *type = node_field(let, FIELD_TYPE);
    Str head = str_slice(let->source->text, let->start,
                         changed && type ? node_field(let, FIELD_PATTERN)->end : value->start);
    handover->header = changed && type ? str_format(arena, STR_FMT " = {", STR_ARG(head))
                                       : str_format(arena, STR_FMT "{", STR_ARG(head));
    handover->close = STR("};");
    Chain chain = chain_read(arena, value);
    Own own = own_of(arena, block->segments->workspace, value);
    if (changed) {
        if (!own_convert(arena, &own, &chain)) rewrite_fail(block->rewrite, own_why(arena, &own));
        block->copied = own.type;
    }
    /* What is cut is the head and the `;`; the value is laid out anew where it had several lines. */
    Str text = node_text(value);
    if (changed || str_find_byte(text, '\n') != STR_NONE) {
        Chain moved = chain;
        Str indentation = syntax_indentation(let);
        text = chain_write(arena, &moved, STR(""), STR(""), deeper(block, indentation),
                           step_of(block));
        rewrite_range(block->rewrite, let->source, let->start, let->end, text);
    } else {
        rewrite_range(block->rewrite, let->source, let->start, value->start, STR(""));
        rewrite_range(block->rewrite, let->source, value->end, let->end, STR(""));
    }
}

/* `let a = f(); let b = g();` as the last statements: their values become the block's, as a tuple. */
static void fold_run(InnerBlock *block, Handover *handover) {
    Arena *arena = block->rewrite->arena;
    const OutputList *outputs = &handover->outputs;
    const Node *first = outputs->items[0].let;
    const Node *last = outputs->items[outputs->count - 1].let;
    StrBuf names = strbuf_new(arena);
    StrList values = {0};
    for (size_t i = 0; i < outputs->count; i++) {
        const Output *output = &outputs->items[i];
        strbuf_addf(&names, "%s" STR_FMT, i > 0 ? ", " : "", STR_ARG(output->name));
        VEC_PUSH(arena, &values, node_text(node_field(output->let, FIELD_VALUE)));
    }
    Str indentation = deeper(block, syntax_indentation(first));
    rewrite_range(block->rewrite, first->source, first->start, last->end,
                  write_tuple(arena, &values, indentation, step_of(block)));
    handover->header = str_format(arena, "let (" STR_FMT ") = {", STR_ARG(strbuf_str(&names)));
    handover->close = STR("};");
}

static Handover hand_over(InnerBlock *block, const Segment *segment) {
    Handover handover = {.header = STR("{"), .tail = STR(""), .close = STR("}")};
    segment_outputs(&handover.outputs, block->segments, segment);
    handover.folded = can_fold(block, segment, &handover);
    if (handover.folded) {
        fold_last(block, &handover);
    } else if (can_fold_run(block, segment, &handover)) {
        fold_run(block, &handover);
    } else if (handover.outputs.count + segment->hoists.count > 0) {
        name_outputs(block, segment, &handover);
    }
    for (size_t i = 0; i < handover.outputs.count; i++) {
        output_adapt(block->rewrite, &handover.outputs.items[i]);
    }
    hoist_replace_all(block->rewrite, &segment->hoists);
    return handover;
}

/* ---- the forms ---- */

/* The block's end in the place of the `drop(x);` behind it. */
static void close_at_drop(InnerBlock *block, const Segment *segment, const Handover *handover) {
    const Source *source = segment->last->source;
    Str indentation = syntax_indentation(segment->first);
    StrBuf text = strbuf_new(block->rewrite->arena);
    if (handover->tail.len > 0) {
        strbuf_addf(&text, "\n" STR_FMT STR_FMT STR_FMT, STR_ARG(indentation),
                    STR_ARG(step_of(block)), STR_ARG(handover->tail));
    }
    strbuf_addf(&text, "\n" STR_FMT STR_FMT, STR_ARG(indentation), STR_ARG(handover->close));
    rewrite_range(block->rewrite, source, segment->last->end, segment->closer->end,
                  strbuf_str(&text));
}

/* The first stretch without the `let` whose value it does not need. */
static Segment without_let(InnerBlock *block, const Segment *segment) {
    Segment out = *segment;
    const Segments *segments = block->segments;
    bool unused = segment->has_let && segments->life.others.count > 0 &&
                  segment->last != segment->first && node_next(segment->first) &&
                  making_use_of(segments, segment, segment->first) == MAKING_UNUSED;
    if (!unused) return out;
    rewrite_delete_statement(block->rewrite, segment->first);
    out.first = node_next(segment->first);
    return out;
}

static void write_block(InnerBlock *block, const Segment *whole) {
    Rewrite *rewrite = block->rewrite;
    Segment shorter = without_let(block, whole);
    const Segment *segment = &shorter;
    const Node *first = segment->first;
    Handover handover = hand_over(block, segment);
    Str indentation = syntax_indentation(first);
    Str open = handover.header;
    if (first == block->segments->life.let) {
        rewrite_replace(rewrite, first,
                        making_let(rewrite->arena, block->segments, segment, indentation));
    } else if (!segment->has_let) {
        Str inner = deeper(block, indentation);
        Str let = making_let(block->rewrite->arena, block->segments, segment, inner);
        open = str_format(rewrite->arena, STR_FMT "\n" STR_FMT STR_FMT, STR_ARG(open),
                          STR_ARG(inner), STR_ARG(let));
    }
    bool at_drop =
        segment->closer && !rewrite_covers(rewrite, segment->closer) &&
        str_trim(str_slice(first->source->text, segment->last->end, segment->closer->start)).len ==
            0;
    if (!at_drop) {
        rewrite_wrap(rewrite, first, segment->last, open, handover.tail, handover.close);
        if (segment->closer) rewrite_delete_statement(rewrite, segment->closer);
    } else {
        rewrite_before(rewrite, first,
                       str_format(rewrite->arena, STR_FMT "\n" STR_FMT STR_FMT, STR_ARG(open),
                                  STR_ARG(indentation), STR_ARG(step_of(block))));
        rewrite_indent(rewrite, first->source, first->start, segment->last->end, step_of(block));
        close_at_drop(block, segment, &handover);
    }
    block->used_block = true;
}

/* Only a condition, argument or scrutinee needs the value: a block before that statement. */
static void write_hoists_alone(InnerBlock *block, const Segment *segment) {
    Rewrite *rewrite = block->rewrite;
    Handover handover = hand_over(block, segment);
    Str indentation = rewrite_open_block(rewrite, segment->before->parent);
    Str inner = deeper(block, indentation);
    Str let = making_let(block->rewrite->arena, block->segments, segment, inner);
    rewrite_before(rewrite, segment->before,
                   str_format(rewrite->arena,
                              STR_FMT "\n" STR_FMT STR_FMT "\n" STR_FMT STR_FMT "\n" STR_FMT STR_FMT
                                      "\n" STR_FMT,
                              STR_ARG(handover.header), STR_ARG(inner), STR_ARG(let),
                              STR_ARG(inner), STR_ARG(handover.tail), STR_ARG(indentation),
                              STR_ARG(handover.close), STR_ARG(indentation)));
    block->used_block = true;
}

static void write_plain_let(InnerBlock *block, const Segment *segment) {
    Str indentation = rewrite_open_block(block->rewrite, segment->first->parent);
    Str let = making_let(block->rewrite->arena, block->segments, segment, indentation);
    rewrite_before(block->rewrite, segment->first,
                   str_format(block->rewrite->arena, STR_FMT "\n" STR_FMT, STR_ARG(let),
                              STR_ARG(indentation)));
}

static void write_arm(InnerBlock *block, const Segment *segment) {
    const Node *value = segment->first;
    Str outer = syntax_indentation(value);
    Str inner = deeper(block, outer);
    Str let = making_let(block->rewrite->arena, block->segments, segment, inner);
    Rewrite *rewrite = block->rewrite;
    rewrite_before(rewrite, value,
                   str_format(rewrite->arena, "{\n" STR_FMT STR_FMT "\n" STR_FMT, STR_ARG(inner),
                              STR_ARG(let), STR_ARG(inner)));
    rewrite_indent(rewrite, value->source, value->start, value->end, step_of(block));
    size_t end = node_is_token(value->next, ",") ? value->next->end : value->end;
    rewrite_range(rewrite, value->source, value->end, end,
                  str_format(rewrite->arena, "\n" STR_FMT "}", STR_ARG(outer)));
}

/* ---- assignments of awaited values ---- */

static Str name_for_value(const Node *statement) {
    static const char *const names[] = {"value", "updated", "new_value", "awaited_value"};
    size_t last = sizeof names / sizeof *names - 1;
    const Node *body = syntax_body(statement);
    size_t i = 0;
    while (i < last && life_mentions(body, str_from(names[i]))) i++;
    return str_from(names[i]);
}

/* Puts the variable in the place of the value; all but that moves before the segment. */
static void name_awaited(InnerBlock *block) {
    const Segments *segments = block->segments;
    for (size_t i = 0; i < segments->assigned.count; i++) {
        const Node *statement = segments->assigned.items[i];
        rewrite_replace(block->rewrite, segments_awaited_value(segments, statement),
                        name_for_value(statement));
    }
}

/* `let value = f(n).await;` before the statement that assigns it. */
static void write_awaited(InnerBlock *block, const Node *statement) {
    const Segments *segments = block->segments;
    const Node *value = segments_awaited_value(segments, statement);
    if (!value) return;
    Rewrite adapted = rewrite_new(block->rewrite->arena);
    for (size_t i = 0; i < segments->list.count; i++) {
        const Segment *segment = &segments->list.items[i];
        if (segment->before == statement) hoist_replace_all(&adapted, &segment->hoists);
    }
    Str text = rewrite_text(&adapted, value->source, value->start, value->end);
    Str indentation = rewrite_open_block(block->rewrite, statement->parent);
    rewrite_before(block->rewrite, statement,
                   str_format(block->rewrite->arena, "let " STR_FMT " = " STR_FMT ";\n" STR_FMT,
                              STR_ARG(name_for_value(statement)), STR_ARG(text),
                              STR_ARG(indentation)));
}

static void write_segment(InnerBlock *block, const Segment *segment) {
    write_awaited(block, segment->first);
    if (segment->is_loop) {
        if (!one_statement_loop(block->rewrite, block->segments, segment)) {
            rewrite_fail(block->rewrite, STR("it is used again each time the loop is tried"));
        }
        return;
    }
    if (segment->is_arm) {
        if (!one_statement_arm(block->rewrite, block->segments, segment)) write_arm(block, segment);
        return;
    }
    if (block->one_statement &&
        one_statement_write(block->rewrite, block->segments, segment, block->old_edition)) {
        return;
    }
    if (!segment->first) {
        write_hoists_alone(block, segment);
    } else if (segment->awaits_later || segment->has_let) {
        write_block(block, segment);
    } else {
        write_plain_let(block, segment);
    }
}

/* The `let`s of other guards: what their first stretch does not need goes, a `mut` or the whole. */
static void write_others(InnerBlock *block, bool in_place) {
    const Segments *segments = block->segments;
    const NodeList *others = &segments->life.others;
    for (size_t i = 0; i < others->count; i++) {
        const Node *let = others->items[i];
        const Segment *first = &segments->list.items[0];
        bool inside = in_place && first->first && first->last && let->end <= first->last->end;
        MakingUse use = inside ? making_use_of(segments, first, let) : MAKING_UNUSED;
        const Node *word = node_child(let, NODE_MUTABLE_SPECIFIER);
        if (!word) word = node_child(node_field(let, FIELD_PATTERN), NODE_MUTABLE_SPECIFIER);
        if (use == MAKING_UNUSED) {
            rewrite_delete_statement(block->rewrite, let);
        } else if (use == MAKING_READ && word) {
            size_t end = word->end + 1; /* and the blank behind it */
            rewrite_range(block->rewrite, let->source, word->start, end, STR(""));
        }
    }
}

void inner_block_write(InnerBlock *block) {
    Segments *segments = block->segments;
    bool in_place = false;
    size_t written = 0;
    name_awaited(block);
    for (size_t i = 0; i < segments->list.count; i++) {
        const Segment *segment = &segments->list.items[i];
        if (segments_is_idle(segments, segment)) continue;
        in_place = in_place || segment->has_let;
        written++;
        write_segment(block, segment);
    }
    if (!in_place && !segments->life.is_parameter) {
        rewrite_delete_statement(block->rewrite, segments->life.let);
    }
    write_others(block, in_place);
    block->used_again = written > 1;
    block->moved = written == 1 && !in_place;
    for (size_t i = 0; i < segments->drops.count; i++) {
        rewrite_delete_statement(block->rewrite, segments->drops.items[i]);
    }
}
