/*
 * The parts of a `let`: one pattern with one value, or a tuple of patterns with a tuple of values.
 */
#include "fix/making.h"

#include "fix/layout.h"
#include "rust/scope.h"

enum { MOST_PARTS = 8 };

typedef struct Part {
    const Node *pattern; /* identifier or mut_pattern */
    const Node *binding;
    const Node *value;
    bool used, changed; /* by the segment */
} Part;

static bool in_segment(const Segments *segments, const Segment *segment, const Node *use) {
    for (size_t i = 0; i < segment->hoists.count; i++) {
        if (node_within(use, segment->hoists.items[i].expression)) return true;
    }
    for (size_t i = 0; i < segments->assigned.count; i++) {
        const Node *statement = segments->assigned.items[i];
        if (node_within(use, segments_awaited_value(segments, statement))) return false;
    }
    return segment->first && segment->last && use->start >= segment->first->start &&
           use->end <= segment->last->end;
}

/* Whether a use names a binding; a format string names each variable in it. */
static bool names(const Node *use, const Node *binding) {
    if (!node_is(use, NODE_STRING_LITERAL)) return scope_binding(use) == binding;
    return str_find_word(node_text(use), node_text(binding), 0) != STR_NONE;
}

static void look_at_uses(const Segments *segments, const Segment *segment, Part *part) {
    const NodeList *uses = &segments->life.uses;
    for (size_t i = 0; i < uses->count; i++) {
        const Node *use = uses->items[i];
        if (!in_segment(segments, segment, use) || !names(use, part->binding)) continue;
        part->used = true;
        part->changed =
            part->changed || life_mutates(workspace_flow(segments->workspace), use) != 0;
    }
}

static const Node *identifier_in(const Node *pattern) {
    if (node_is(pattern, NODE_IDENTIFIER)) return pattern;
    return node_is(pattern, NODE_MUT_PATTERN) ? node_child(pattern, NODE_IDENTIFIER) : NULL;
}

/* The parts of a `let` with names only; 0 where it has another form. */
static size_t read_parts(const Segments *segments, const Segment *segment, const Node *let,
                         Part *parts) {
    const Node *pattern = node_field(let, FIELD_PATTERN);
    const Node *value = node_field(let, FIELD_VALUE);
    if (node_field(let, FIELD_TYPE) || node_field(let, FIELD_ALTERNATIVE) || !value) return 0;
    size_t count = 1;
    if (identifier_in(pattern)) {
        parts[0] = (Part){.pattern = pattern, .value = value};
    } else {
        count = node_count(pattern);
        bool tuples = node_is(pattern, NODE_TUPLE_PATTERN) && node_is(value, NODE_TUPLE_EXPRESSION);
        if (!tuples || count != node_count(value) || count > MOST_PARTS) return 0;
        for (size_t i = 0; i < count; i++) {
            parts[i] = (Part){.pattern = node_nth(pattern, i), .value = node_nth(value, i)};
        }
    }
    for (size_t i = 0; i < count; i++) {
        parts[i].binding = identifier_in(parts[i].pattern);
        if (segments->life.is_parameter) parts[i].binding = segments->life.binding;
        if (!parts[i].binding) return 0;
        look_at_uses(segments, segment, &parts[i]);
    }
    return count;
}

MakingUse making_use_of(const Segments *segments, const Segment *segment, const Node *let) {
    Part parts[MOST_PARTS];
    size_t count = read_parts(segments, segment, let, parts);
    MakingUse use = count == 0 ? MAKING_CHANGED : MAKING_UNUSED;
    for (size_t i = 0; i < count; i++) {
        MakingUse one = parts[i].changed ? MAKING_CHANGED : parts[i].used ? MAKING_READ : use;
        use = one > use ? one : use;
    }
    return use;
}

/* One `let` with the parts that a segment uses; as it stands where it uses none or the form is not known. */
static Str write_let(Arena *arena, const Segments *segments, const Segment *segment,
                     const Node *let, Str indentation) {
    Part parts[MOST_PARTS];
    size_t count = read_parts(segments, segment, let, parts);
    StrBuf patterns = strbuf_new(arena);
    StrBuf values = strbuf_new(arena);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].used) continue;
        bool mut =
            parts[i].changed && (segments->life.is_parameter || scope_is_mutable(parts[i].binding));
        strbuf_addf(&patterns, "%s%s" STR_FMT, used > 0 ? ", " : "", mut ? "mut " : "",
                    STR_ARG(node_text(parts[i].binding)));
        strbuf_addf(&values, "%s" STR_FMT, used > 0 ? ", " : "",
                    STR_ARG(node_text(parts[i].value)));
        used++;
    }
    Str text = node_text(let);
    if (used > 0) {
        const char *open = used > 1 ? "(" : "";
        const char *close = used > 1 ? ")" : "";
        Str form = str_format(arena, "let %s" STR_FMT "%s = %s" STR_FMT "%s;", open,
                              STR_ARG(strbuf_str(&patterns)), close, open,
                              STR_ARG(strbuf_str(&values)), close);
        bool whole = used == count && form.len == text.len;
        if (!whole) text = form;
    }
    return layout_move(arena, text, syntax_indentation(let), indentation);
}

Str making_let(Arena *arena, const Segments *segments, const Segment *segment, Str indentation) {
    const Life *life = &segments->life;
    if (segment->has_let || life->others.count == 0) {
        return write_let(arena, segments, segment, life->let, indentation);
    }
    StrBuf text = strbuf_new(arena);
    for (size_t i = 0; i <= life->others.count; i++) {
        const Node *let = i == 0 ? life->let : life->others.items[i - 1];
        if (making_use_of(segments, segment, let) == MAKING_UNUSED) continue;
        Str one = write_let(arena, segments, segment, let, indentation);
        if (text.len > 0) strbuf_addf(&text, "\n" STR_FMT, STR_ARG(indentation));
        strbuf_addf(&text, STR_FMT, STR_ARG(one));
    }
    return strbuf_str(&text);
}

const Node *making_value(const Segments *segments, const Segment *segment) {
    const Life *life = &segments->life;
    const Node *value = NULL;
    size_t used = 0;
    for (size_t k = 0; k <= life->others.count; k++) {
        const Node *let = k == 0 ? life->let : life->others.items[k - 1];
        Part parts[MOST_PARTS];
        size_t count = read_parts(segments, segment, let, parts);
        if (count == 0) return NULL;
        for (size_t i = 0; i < count; i++) {
            if (!parts[i].used) continue;
            value = parts[i].value;
            used++;
        }
    }
    bool chain = node_is(value, NODE_CALL_EXPRESSION) || node_is(value, NODE_TRY_EXPRESSION);
    return used == 1 && chain && !chain_has_comment(value) ? value : NULL;
}
