/*
 * Where to cut, and what goes over the cut; the `if let` form, which needs insertions only. The
 * form for `match` is in split_match.c.
 */
#include "fix/split.h"

#include "fix/hoist.h"
#include "fix/life.h"
#include "fix/segments.h"
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
static void hoist_uses(const FixContext *context, Split *split, Handed *handed) {
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
    Handed handed = {.binding = binding};
    NodeList uses = {0};
    scope_uses(context->arena, &uses, binding);
    for (size_t i = 0; i < uses.count; i++) {
        bool behind =
            uses.items[i]->start >= split->rest->start && node_within(uses.items[i], split->block);
        if (behind) VEC_PUSH(context->arena, &handed.uses, uses.items[i]);
    }
    if (handed.uses.count == 0) return;
    bool is_held =
        binding == context->finding->binding || own_is_guard(context->workspace, binding);
    if (is_held) hoist_uses(context, split, &handed);
    if (handed.uses.count == 0) return;
    handed.own = own_of(context->arena, context->workspace, binding);
    bool is_value = binding == context->finding->binding ||
                    finding_root_in(context->arena, context->workspace, context->finding, binding);
    if (is_value && !own_changes_type(&handed.own)) handed.own.kind = OWN_BOUND;
    VEC_PUSH(context->arena, &split->handed, handed);
}

static void hand_on_pattern(const FixContext *context, Split *split, const Node *pattern) {
    NodeList bindings = {0};
    scope_pattern_bindings(context->arena, &bindings, pattern);
    for (size_t i = 0; i < bindings.count; i++) hand_on(context, split, bindings.items[i]);
}

static bool is_free_name(const Node *node, const char *name) {
    return !life_mentions(syntax_body(node), str_from(name));
}

static Str value_of(Rewrite *rewrite, const Handed *handed) {
    Chain chain = {.prefix = STR("")};
    VEC_PUSH(rewrite->arena, &chain.links, node_text(handed->binding));
    bool can = handed->own.kind != OWN_GUARD && own_convert(rewrite->arena, &handed->own, &chain);
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

/* The words for what goes over the cut. */
static void spell(Rewrite *rewrite, Split *split) {
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
            const Handed *handed = &split->handed.items[i];
            Str value = value_of(rewrite, handed);
            const char *mut = scope_is_mutable(handed->binding) ? "mut " : "";
            strbuf_addf(&names, "%s%s" STR_FMT, comma, mut, STR_ARG(node_text(handed->binding)));
            strbuf_addf(&values, "%s" STR_FMT, comma, STR_ARG(value));
        } else {
            const Hoist *hoist = &split->hoists.items[i - split->handed.count];
            Str value = chain_flat(arena, &hoist->chain);
            strbuf_addf(&names, "%s" STR_FMT, comma, STR_ARG(hoist->name));
            strbuf_addf(&values, "%s" STR_FMT, comma, STR_ARG(value));
        }
    }
    bool many = count > 1;
    split->name = many                       ? STR("found")
                  : split->handed.count == 1 ? node_text(split->handed.items[0].binding)
                                             : split->hoists.items[0].name;
    if (many && !is_free_name(split->block, "found")) split->name = STR("needed");
    const char *open = many ? "(" : "";
    const char *close = many ? ")" : "";
    split->value =
        str_format(arena, "Some(%s" STR_FMT "%s)", open, STR_ARG(strbuf_str(&values)), close);
    split->otherwise = STR("None");
    split->header = str_format(arena, "if let Some(%s" STR_FMT "%s) = " STR_FMT " {", open,
                               STR_ARG(strbuf_str(&names)), close, STR_ARG(split->name));
}

bool split_read(const FixContext *context, Rewrite *rewrite, Split *split, const Node *pattern,
                const Node *block) {
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
    spell(rewrite, split);
    return true;
}

/* The end of a statement and of a comment behind it on its line. */
static size_t line_end_of(const Node *statement) {
    Str text = statement->source->text;
    size_t end = str_find(text, STR("\n"), statement->end);
    return end == STR_NONE ? text.len : end;
}

static size_t first_word(Str text, size_t at) {
    while (at < text.len && (text.data[at] == ' ' || text.data[at] == '\n' ||
                             text.data[at] == '\r' || text.data[at] == '\t'))
        at++;
    return at;
}

static bool is_statement(const Node *node) {
    return node_is(node->parent, NODE_BLOCK) || (node_is(node->parent, NODE_EXPRESSION_STATEMENT) &&
                                                 node_is(node->parent->parent, NODE_BLOCK));
}

static void write_if(Rewrite *rewrite, const Split *split, const Node *conditional) {
    Arena *arena = rewrite->arena;
    const Node *condition = node_field(conditional, FIELD_CONDITION);
    const Source *source = conditional->source;
    Str outer = syntax_indentation(conditional);
    Str inner =
        str_format(arena, STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(syntax_indent_step(source)));
    if (!is_statement(conditional) || str_find_byte(node_text(split->block), '\n') == STR_NONE) {
        rewrite_fail(rewrite, STR("the `if let` is no statement of its own"));
        return;
    }
    if (!split->last && split->handed.count + split->hoists.count == 0) {
        Str test = str_format(
            arena, "let " STR_FMT " = matches!(" STR_FMT ", " STR_FMT ");\n" STR_FMT STR_FMT,
            STR_ARG(split->name), STR_ARG(node_text(node_field(condition, FIELD_VALUE))),
            STR_ARG(node_text(node_field(condition, FIELD_PATTERN))), STR_ARG(outer),
            STR_ARG(split->header));
        rewrite_range(rewrite, source, conditional->start, split->block->start + 1, test);
        return;
    }
    rewrite_before(rewrite, conditional,
                   str_format(arena, "let " STR_FMT " = ", STR_ARG(split->name)));
    size_t from = split->last ? line_end_of(split->last) : split->block->start + 1;
    size_t to = first_word(source->text, from);
    rewrite_range(rewrite, source, from, to,
                  str_format(arena,
                             "\n" STR_FMT STR_FMT "\n" STR_FMT "} else {\n" STR_FMT STR_FMT
                             "\n" STR_FMT "};\n" STR_FMT STR_FMT "\n" STR_FMT,
                             STR_ARG(inner), STR_ARG(split->value), STR_ARG(outer), STR_ARG(inner),
                             STR_ARG(split->otherwise), STR_ARG(outer), STR_ARG(outer),
                             STR_ARG(split->header), STR_ARG(inner)));
}

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

void split_plan(const FixContext *context, const FixStrategy *strategy) {
    const Node *arm = NULL;
    const Node *matched = matching(context, &arm);
    if (!matched || node_ancestor(matched, NODE_MACRO_DEFINITION) || matched->in_macro) return;
    Rewrite rewrite = rewrite_new(context->arena);
    Split split;
    if (matched->kind == NODE_IF_EXPRESSION) {
        const Node *condition = node_field(matched, FIELD_CONDITION);
        if (!split_read(context, &rewrite, &split, node_field(condition, FIELD_PATTERN),
                        node_field(matched, FIELD_CONSEQUENCE)))
            return;
        write_if(&rewrite, &split, matched);
    } else if (!split_match_write(context, &rewrite, &split, matched, arm)) {
        return;
    }
    for (size_t i = 0; i < split.handed.count; i++) {
        const Handed *handed = &split.handed.items[i];
        for (size_t k = 0; k < handed->uses.count; k++)
            own_adapt_use(&rewrite, &handed->own, handed->uses.items[k]);
    }
    hoist_replace_all(&rewrite, &split.hoists);
    Fix fix = {
        .id = strategy->id,
        .rank = strategy->cost + 2,
        .title = STR("Leave the match before the await"),
        .why = STR(
            "what is matched lives to the end of the whole expression; an `if` behind it waits without it"),
        .cost = STR("")};
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        VEC_PUSH(context->arena, context->refusals,
                 (Refusal){.id = fix.id, .why = rewrite.trouble});
    }
}
