/*
 * What is used behind a segment. A borrow of a type that is no Clone is not lost for that: often
 * only one or two of its fields are needed.
 */
#include "fix/outputs.h"

#include "rust/scope.h"

enum { MOST_FIELDS = 3 };

static const Node *end_of(const Segment *segment) {
    return segment->last ? segment->last : segment->before;
}

/* The field expression of a use that only reads a field: `x.name`, not `x.name()` and not an assignment to it. */
static const Node *read_field(const Node *use) {
    const Node *field = use->parent;
    if (!node_is(field, NODE_FIELD_EXPRESSION) || node_field(field, FIELD_VALUE) != use)
        return NULL;
    const Node *parent = field->parent;
    bool called = node_is(parent, NODE_CALL_EXPRESSION) && field->field == FIELD_FUNCTION;
    bool assigned = (node_is(parent, NODE_ASSIGNMENT_EXPRESSION) ||
                     node_is(parent, NODE_COMPOUND_ASSIGNMENT_EXPR)) &&
                    field->field == FIELD_LEFT;
    return called || assigned ? NULL : field;
}

static Str field_name(const Node *field) {
    return node_text(node_field(field, FIELD_FIELD));
}

/* Whether a variable of this name would hide nothing that a function uses; what the function is called does not count. */
static bool is_free(const Node *binding, Str name) {
    const Node *body = syntax_body(binding);
    if (!node_is(body, NODE_FUNCTION_ITEM)) return !life_mentions(body, name);
    return !life_mentions(node_field(body, FIELD_PARAMETERS), name) &&
           !life_mentions(node_field(body, FIELD_BODY), name);
}

/* The field's own name, or one with the variable's before it; empty where both are taken. */
static Str name_for_field(Arena *arena, const Node *binding, Str field) {
    bool digit = field.len > 0 && field.data[0] <= '9';
    if (!digit && is_free(binding, field)) return field;
    Str both = str_format(arena, STR_FMT "_" STR_FMT, STR_ARG(node_text(binding)), STR_ARG(field));
    return is_free(binding, both) ? both : STR("");
}

/* The outputs for single fields; false where the whole is needed, or a field's name is taken. */
bool output_split(Arena *arena, Workspace *workspace, OutputList *out, const Output *whole) {
    OutputList fields = {0};
    for (size_t i = 0; i < whole->uses.count; i++) {
        const Node *field = read_field(whole->uses.items[i]);
        if (!field) return false;
        size_t at = 0;
        while (at < fields.count && !str_eq(field_name(fields.items[at].field), field_name(field)))
            at++;
        if (at == fields.count) {
            Output output = {.binding = whole->binding, .let = whole->let, .field = field};
            output.name = field_name(field);
            output.own = own_of(arena, workspace, field);
            output.name = name_for_field(arena, whole->binding, output.name);
            if (output.name.len == 0 || output.own.clone == 0) return false;
            VEC_PUSH(arena, &fields, output);
        }
        VEC_PUSH(arena, &fields.items[at].uses, field);
    }
    if (fields.count > MOST_FIELDS) return false;
    for (size_t i = 0; i < fields.count; i++) VEC_PUSH(arena, out, fields.items[i]);
    return true;
}

/* Whether a use is an argument that the called function takes by shared reference. */
static bool is_shared_argument(Flow *flow, const Node *use) {
    const Node *arguments = use->parent;
    if (!node_is(arguments, NODE_ARGUMENTS)) return false;
    const Item *callee = flow_callee(flow, arguments->parent);
    if (!callee) return false;
    const Node *parameter = node_first(node_field(callee->node, FIELD_PARAMETERS));
    if (node_is(parameter, NODE_SELF_PARAMETER)) parameter = node_next(parameter);
    for (const Node *one = node_first(arguments); one && one != use; one = node_next(one)) {
        parameter = node_next(parameter);
    }
    const Node *type = node_field(parameter, FIELD_TYPE);
    return node_is(type, NODE_REFERENCE_TYPE) && !node_child(type, NODE_MUTABLE_SPECIFIER);
}

/* Whether the uses of a variable neither change it nor hand it to somebody who may. */
bool output_only_read(Workspace *workspace, const NodeList *uses) {
    Flow *flow = workspace_flow(workspace);
    for (size_t i = 0; i < uses->count; i++) {
        const Node *use = uses->items[i];
        bool selected = node_is(use->parent, NODE_FIELD_EXPRESSION) ||
                        node_is(use->parent, NODE_UNARY_EXPRESSION) ||
                        node_is(use, NODE_STRING_LITERAL) || life_is_printed(use);
        bool reads = selected ? life_mutates(flow, use) == 0 : is_shared_argument(flow, use);
        if (!reads) return false;
    }
    return true;
}

bool output_is_changed(Workspace *workspace, const Node *binding, const NodeList *uses) {
    bool mutable = scope_is_mutable(binding);
    for (size_t i = 0; i < uses->count; i++) {
        int changes = life_mutates(workspace_flow(workspace), uses->items[i]);
        if (changes == 1 || (changes != 0 && mutable)) return true;
    }
    return false;
}

static Output read_output(Segments *segments, const Node *binding, const Node *let, size_t end) {
    Output output = {.binding = binding, .let = let, .own = {.kind = OWN_OWNED}};
    output.name = node_text(binding);
    NodeList uses = {0};
    scope_uses(segments->arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) {
        if (uses.items[i]->start >= end) VEC_PUSH(segments->arena, &output.uses, uses.items[i]);
    }
    output.is_root = output.uses.count > 0 && finding_root_in(segments->arena, segments->workspace,
                                                              segments->finding, binding);
    if (segments_derives(segments, binding)) {
        output.own = own_of(segments->arena, segments->workspace, binding);
        if (output_only_read(segments->workspace, &output.uses))
            output.own = own_as_read(&output.own);
        output.is_changed = output_is_changed(segments->workspace, binding, &output.uses);
    }
    return output;
}

void segment_outputs(OutputList *out, Segments *segments, const Segment *segment) {
    if (!segment->first || segment->is_arm) return;
    size_t end = end_of(segment)->end;
    if (!segment->last) end = segment->before->start;
    for (const Node *let = segment->first; let; let = node_next(let)) {
        NodeList bindings = {0};
        if (node_is(let, NODE_LET_DECLARATION)) {
            scope_pattern_bindings(segments->arena, &bindings, node_field(let, FIELD_PATTERN));
        }
        for (size_t i = 0; i < bindings.count; i++) {
            bool is_value = bindings.items[i] == segments->life.binding ||
                            ((let == segments->life.let || segments_makes_other(segments, let)) &&
                             segments_derives(segments, bindings.items[i]));
            if (is_value) continue;
            Output output = read_output(segments, bindings.items[i], let, end);
            if (output.uses.count == 0) continue;
            bool stuck = output.own.kind == OWN_REFERENCE && output.own.clone == 0;
            if (stuck && output_split(segments->arena, segments->workspace, out, &output)) continue;
            VEC_PUSH(segments->arena, out, output);
        }
        if (let == segment->last) break;
    }
}

bool output_tail_is_risky(const Node *value) {
    static const char *const links[] = {".borrow(", ".borrow_mut(", ".lock(",  ".read(",
                                        ".write(",  ".drain(",      ".entry(", ".peek_mut("};
    Str text = node_text(value);
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        if (str_contains(text, str_from(links[i]))) return true;
    }
    return false;
}

Str output_value(Rewrite *rewrite, const Output *output) {
    Arena *arena = rewrite->arena;
    Chain chain = {.prefix = STR("")};
    if (output->field) {
        chain = chain_read(arena, output->field);
    } else {
        VEC_PUSH(arena, &chain.links, output->name);
    }
    if (output->is_root && !own_changes_type(&output->own)) {
        rewrite_fail(rewrite,
                     str_format(arena,
                                "`" STR_FMT
                                "` is needed behind the await and may not live across it either",
                                STR_ARG(output->name)));
    }
    if (output->is_changed && own_changes_type(&output->own)) {
        rewrite_fail(rewrite,
                     str_format(arena,
                                "`" STR_FMT
                                "` is changed behind the await: a copy would lose the change",
                                STR_ARG(output->name)));
    }
    if (!own_convert(arena, &output->own, &chain))
        rewrite_fail(rewrite, own_why(arena, &output->own));
    return chain_flat(arena, &chain);
}

void output_adapt(Rewrite *rewrite, const Output *output) {
    for (size_t i = 0; i < output->uses.count; i++) {
        const Node *use = output->uses.items[i];
        if (output->field) {
            rewrite_replace(rewrite, use,
                            own_spell(rewrite->arena, &output->own, output->name, use));
        } else {
            own_adapt_use(rewrite, &output->own, use);
        }
    }
}
