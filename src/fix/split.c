/*
 * Where to cut, and what goes over the cut. The forms are in split_if.c, split_match.c and split_pair.c.
 */
#include "fix/split.h"

#include "fix/hoist.h"
#include "fix/life.h"
#include "fix/segments.h"
#include "fix/split_if.h"
#include "fix/split_match.h"
#include "rust/source.h"

static bool hoisted(const Split *split, const Node *use) {
    for (size_t i = 0; i < split->hoists.count; i++) {
        if (node_within(use, split->hoists.items[i].expression)) return true;
    }
    return false;
}

/*
 * Takes out of the statement that awaits what its condition or arguments need of a variable; what is left is handed on itself.
 */
static void hoist_uses(const FixContext *context, Split *split, Output *handed) {
    const Node *await = life_first_await(workspace_index(context->workspace), split->rest);
    NodeList left = {0};
    for (size_t i = 0; i < handed->uses.count; i++) {
        const Node *use = handed->uses.items[i];
        if (hoisted(split, use)) continue;
        Hoist hoist = {.trouble = STR("behind")};
        if (node_within(use, split->rest) && use->start < await->start) {
            hoist = hoist_plan(context->arena, context->workspace, use);
        }
        bool can = hoist.trouble.len == 0 && hoist.place == HOIST_STATEMENT && !hoist.argument &&
                   hoist.statement == split->rest && hoist.expression != use;
        if (can) {
            VEC_PUSH(context->arena, &split->hoists, hoist);
        } else {
            VEC_PUSH(context->arena, &left, use);
        }
    }
    handed->uses = left;
}

static void hand_on(const FixContext *context, Split *split, const Node *binding) {
    /* The alternatives of an or-pattern declare one variable together. */
    for (size_t i = 0; i < split->handed.count; i++) {
        if (str_eq(node_text(split->handed.items[i].binding), node_text(binding))) return;
    }
    Arena *arena = context->arena;
    Workspace *workspace = context->workspace;
    Output output = {
        .binding = binding, .let = scope_declaration(binding), .name = node_text(binding)};
    NodeList uses = {0};
    scope_uses(arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) {
        bool behind =
            uses.items[i]->start >= split->rest->start && node_within(uses.items[i], split->block);
        if (behind) VEC_PUSH(arena, &output.uses, uses.items[i]);
    }
    if (output.uses.count == 0) return;
    bool is_held = binding == context->finding->binding || own_is_guard(workspace, binding);
    if (is_held) hoist_uses(context, split, &output);
    if (output.uses.count == 0) return;
    output.own = own_of(arena, workspace, binding);
    bool is_value = binding == context->finding->binding ||
                    finding_root_in(arena, workspace, context->finding, binding);
    if (is_value && !own_changes_type(&output.own)) output.own = (Own){.kind = OWN_BOUND};
    bool stuck = output.own.kind == OWN_BOUND || output.own.kind == OWN_GUARD ||
                 (output.own.kind == OWN_REFERENCE && output.own.clone == 0);
    bool reads = output_only_read(workspace, &output.uses);
    if (stuck && reads && output_split(arena, workspace, &split->handed, &output)) return;
    if (reads) output.own = own_as_read(&output.own);
    output.is_changed = output_is_changed(workspace, binding, &output.uses);
    VEC_PUSH(arena, &split->handed, output);
}

static void hand_on_pattern(const FixContext *context, Split *split, const Node *pattern) {
    NodeList bindings = {0};
    scope_pattern_bindings(context->arena, &bindings, pattern);
    for (size_t i = 0; i < bindings.count; i++) hand_on(context, split, bindings.items[i]);
}

static bool is_free_name(const Node *node, const char *name) {
    return !life_mentions(syntax_body(node), str_from(name));
}

static Str value_of(Rewrite *rewrite, const Output *handed) {
    Chain chain = {.prefix = STR("")};
    if (handed->field) {
        chain = chain_read(rewrite->arena, handed->field);
    } else {
        VEC_PUSH(rewrite->arena, &chain.links, handed->name);
    }
    bool lost = handed->is_changed && own_changes_type(&handed->own);
    bool can =
        !lost && handed->own.kind != OWN_GUARD && own_convert(rewrite->arena, &handed->own, &chain);
    if (!can) {
        rewrite_fail(rewrite,
                     str_format(rewrite->arena, "`" STR_FMT "` itself is needed behind the await",
                                STR_ARG(node_text(handed->binding))));
    }
    return chain_flat(rewrite->arena, &chain);
}

static void spell_flag(Rewrite *rewrite, Split *split) {
    split->name = is_free_name(split->block, "found")   ? STR("found")
                  : is_free_name(split->block, "again") ? STR("again")
                                                        : STR("goes_on");
    split->value = STR("true");
    split->otherwise = STR("false");
    split->header = str_format(rewrite->arena, "if " STR_FMT " {", STR_ARG(split->name));
}

/* In the order in which the rest needs them. */
static void sort_handed(OutputList *list) {
    for (size_t i = 1; i < list->count; i++) {
        Output one = list->items[i];
        size_t at = i;
        for (; at > 0 && list->items[at - 1].uses.items[0]->start > one.uses.items[0]->start; at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = one;
    }
}

/* The names of several things that go over the cut as one, and of the one otherwise. */
static Str name_of(const Split *split) {
    if (split->handed.count + split->hoists.count == 1) {
        return split->handed.count == 1 ? split->handed.items[0].name : split->hoists.items[0].name;
    }
    return is_free_name(split->block, "found") ? STR("found") : STR("needed");
}

static bool is_changed(const FixContext *context, const Output *handed) {
    bool changed = false;
    for (size_t i = 0; i < handed->uses.count; i++) {
        Flow *flow = workspace_flow(context->workspace);
        changed = changed || life_mutates(flow, handed->uses.items[i]) != 0;
    }
    return changed && !handed->field && scope_is_mutable(handed->binding);
}

/* Where the one thing that goes over the cut is what the last statement declares, its value goes without a name. */
static void fold(Split *split) {
    const Node *let = split->last;
    const Output *handed = split->handed.items;
    if (split->handed.count != 1 || split->hoists.count > 0 || !let) return;
    bool plain = node_is(let, NODE_LET_DECLARATION) && !handed->field &&
                 node_field(let, FIELD_PATTERN) == handed->binding &&
                 !scope_is_mutable(handed->binding) && !own_changes_type(&handed->own) &&
                 !node_field(let, FIELD_TYPE) && !node_field(let, FIELD_ALTERNATIVE);
    const Node *value = node_field(let, FIELD_VALUE);
    if (!plain || !value || str_find_byte(node_text(value), '\n') != STR_NONE) return;
    if (output_tail_is_risky(value)) return;
    Split without = *split;
    without.last = NULL;
    for (const Node *one = node_first(split->block); one != let; one = node_next(one)) {
        without.last = one;
    }
    Str text = let->source->text;
    size_t from = without.last ? without.last->end : split->block->start + 1;
    bool bare = str_trim(str_slice(text, from, let->start)).len == 0 &&
                str_trim(str_slice(text, let->end, split_from(split))).len == 0;
    if (!bare) return;
    split->last = without.last;
    split->folded = let;
}

/* `if let Some(x) = e { .. }` is all that is left: it takes what is handed on apart. */
static bool takes_option(const FixContext *context, const Split *split) {
    if (split->handed.count > 0 || split->hoists.count != 1 || node_next(split->rest)) return false;
    const Hoist *hoist = &split->hoists.items[0];
    const Node *conditional = life_expression(split->rest);
    const Node *condition = node_field(conditional, FIELD_CONDITION);
    const Type *type = flow_type(workspace_flow(context->workspace), hoist->expression);
    return node_is(conditional, NODE_IF_EXPRESSION) &&
           !node_field(conditional, FIELD_ALTERNATIVE) && node_is(condition, NODE_LET_CONDITION) &&
           str_is(type_name(type), "Option") &&
           node_field(condition, FIELD_VALUE) == hoist->expression &&
           str_starts(node_text(node_field(condition, FIELD_PATTERN)), STR("Some("));
}

/* The words for what goes over the cut. */
static void spell(const FixContext *context, Rewrite *rewrite, Split *split) {
    Arena *arena = rewrite->arena;
    size_t count = split->handed.count + split->hoists.count;
    if (count == 0) {
        spell_flag(rewrite, split);
        return;
    }
    StrBuf names = strbuf_new(arena);
    StrBuf values = strbuf_new(arena);
    for (size_t i = 0; i < count; i++) {
        const char *comma = i > 0 ? ", " : "";
        if (i < split->handed.count) {
            const Output *handed = &split->handed.items[i];
            Str value = split->folded ? node_text(node_field(split->folded, FIELD_VALUE))
                                      : value_of(rewrite, handed);
            const char *mut = is_changed(context, handed) ? "mut " : "";
            strbuf_addf(&names, "%s%s" STR_FMT, comma, mut, STR_ARG(handed->name));
            strbuf_addf(&values, "%s" STR_FMT, comma, STR_ARG(value));
        } else {
            const Hoist *hoist = &split->hoists.items[i - split->handed.count];
            Str value = chain_flat(arena, &hoist->chain);
            strbuf_addf(&names, "%s" STR_FMT, comma, STR_ARG(hoist->name));
            strbuf_addf(&values, "%s" STR_FMT, comma, STR_ARG(value));
        }
    }
    split->name = name_of(split);
    split->otherwise = STR("None");
    if (split->is_option) {
        split->value = strbuf_str(&values);
        split->header = STR("");
        return;
    }
    const char *open = count > 1 ? "(" : "";
    const char *close = count > 1 ? ")" : "";
    split->value =
        str_format(arena, "Some(%s" STR_FMT "%s)", open, STR_ARG(strbuf_str(&values)), close);
    split->header = str_format(arena, "if let Some(%s" STR_FMT "%s) = " STR_FMT " {", open,
                               STR_ARG(strbuf_str(&names)), close, STR_ARG(split->name));
}

bool split_read(const FixContext *context, Rewrite *rewrite, Split *split, const Node *pattern,
                const Node *block, bool has_else) {
    const Index *index = workspace_index(context->workspace);
    *split = (Split){.block = block};
    if (!node_is(block, NODE_BLOCK)) return false;
    for (const Node *statement = node_first(block); statement; statement = node_next(statement)) {
        if (life_awaits(index, statement)) {
            split->rest = statement;
            break;
        }
        split->last = statement;
    }
    if (!split->rest) return false;
    hand_on_pattern(context, split, pattern);
    for (const Node *let = node_first(block); let != split->rest; let = node_next(let)) {
        if (node_is(let, NODE_LET_DECLARATION)) {
            hand_on_pattern(context, split, node_field(let, FIELD_PATTERN));
        }
    }
    sort_handed(&split->handed);
    fold(split);
    split->is_option = !has_else && takes_option(context, split);
    spell(context, rewrite, split);
    return true;
}

/* ---- for the forms ---- */

void split_adapt(Rewrite *rewrite, Split *split) {
    for (size_t i = 0; i < split->handed.count; i++) {
        output_adapt(rewrite, &split->handed.items[i]);
    }
    hoist_replace_all(rewrite, &split->hoists);
}

void split_forget(Split *split) {
    for (size_t i = 0; i < split->handed.count; i++) split->handed.items[i].uses.count = 0;
    split->hoists.count = 0;
}

Str split_rest_text(Arena *arena, const Split *split) {
    Rewrite adapted = rewrite_new(arena);
    Split copy = *split;
    split_adapt(&adapted, &copy);
    size_t end = split->block->end - 1;
    return str_trim(rewrite_text(&adapted, split->block->source, split->rest->start, end));
}

/* The end of a statement and of a comment behind it on its line. */
static size_t line_end_of(const Node *statement) {
    Str text = statement->source->text;
    size_t end = str_find(text, STR("\n"), statement->end);
    return end == STR_NONE ? text.len : end;
}

size_t split_from(const Split *split) {
    return split->last ? line_end_of(split->last) : split->block->start + 1;
}

bool split_head(const Node *conditional, Str *head) {
    const Node *parent = conditional->parent;
    bool statement = node_is(parent, NODE_BLOCK) || (node_is(parent, NODE_EXPRESSION_STATEMENT) &&
                                                     node_is(parent->parent, NODE_BLOCK));
    bool value = node_is(parent, NODE_LET_DECLARATION) && !node_field(parent, FIELD_ALTERNATIVE) &&
                 node_field(parent, FIELD_VALUE) == conditional;
    *head = value ? str_slice(parent->source->text, parent->start, conditional->start) : STR("");
    return statement || value;
}

bool split_is_unit(const Node *match) {
    const Node *statement =
        node_is(match->parent, NODE_EXPRESSION_STATEMENT) ? match->parent : match;
    const Node *block = statement->parent;
    if (!node_is(block, NODE_BLOCK)) return false;
    if (!life_is_tail(statement)) return true;
    const Node *around = block->parent;
    if (node_is(around, NODE_FUNCTION_ITEM)) return !node_field(around, FIELD_RETURN_TYPE);
    return node_is(around, NODE_LOOP_EXPRESSION) || node_is(around, NODE_FOR_EXPRESSION) ||
           node_is(around, NODE_WHILE_EXPRESSION);
}

/* ---- the plan ---- */

/* The `if let` or match arm around a node that the value belongs to. */
static const Node *matching(const FixContext *context, const Node **arm) {
    const Finding *finding = context->finding;
    const Node *start = finding->binding ? finding->binding : finding->value;
    for (const Node *node = start; node->parent; node = node->parent) {
        const Node *parent = node->parent;
        if (parent->kind == NODE_LET_CONDITION && node_is(parent->parent, NODE_IF_EXPRESSION))
            return parent->parent;
        if (parent->kind == NODE_MATCH_ARM && node->field == FIELD_PATTERN) {
            *arm = parent;
            return node_ancestor(parent, NODE_MATCH_EXPRESSION);
        }
        if (parent->kind == NODE_MATCH_EXPRESSION && node->field == FIELD_VALUE) return parent;
        if (parent->kind == NODE_BLOCK || parent->kind == NODE_LET_CHAIN) return NULL;
    }
    return NULL;
}

/* An else that neither awaits nor gives a value can stay where it is. */
static bool has_else_to_move(const FixContext *context, const Node *conditional) {
    const Node *clause = node_field(conditional, FIELD_ALTERNATIVE);
    bool stays = node_is(node_first(clause), NODE_BLOCK) && split_is_unit(conditional) &&
                 !life_awaits(workspace_index(context->workspace), clause);
    return clause && !stays;
}

static Str cost_of(Arena *arena, const Split *split) {
    for (size_t i = 0; i < split->handed.count; i++) {
        const Own *own = &split->handed.items[i].own;
        bool copied = !own->copy && (own_changes_type(own) || own->kind == OWN_PLACE);
        if (copied && own->type.len > 0)
            return str_format(arena, "a copy of `" STR_FMT "` is made", STR_ARG(own->type));
    }
    return STR("");
}

void split_plan(const FixContext *context, const FixStrategy *strategy) {
    const Node *arm = NULL;
    const Node *matched = matching(context, &arm);
    if (!matched || node_ancestor(matched, NODE_MACRO_DEFINITION) || matched->in_macro) return;
    Rewrite rewrite = rewrite_new(context->arena);
    Split split;
    if (matched->kind == NODE_IF_EXPRESSION) {
        const Node *condition = node_field(matched, FIELD_CONDITION);
        if (!split_read(context, &rewrite, &split, node_field(condition, FIELD_PATTERN),
                        node_field(matched, FIELD_CONSEQUENCE), has_else_to_move(context, matched)))
            return;
        split_if_write(&rewrite, &split, matched);
    } else if (!split_match_write(context, &rewrite, &split, matched, arm)) {
        return;
    }
    split_adapt(&rewrite, &split);
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost + 2,
        .title = STR("Leave the match before the await"),
        .why = STR(
            "what is matched lives to the end of the whole expression; an `if` behind it waits without it"),
        .cost = cost_of(context->arena, &split)};
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        VEC_PUSH(context->arena, context->refusals,
                 (Refusal){.id = fix.id, .why = rewrite.trouble});
    }
}
