/*
 * Links: see links.h.
 *
 * The order is: the root; what it lies in, innermost first (fields and aliases from the source, or the types that rustc
 * lists); how the value is held or captured; what demands the trait. Each link says who knows it.
 */
#include "chain/links.h"

#include "match/match.h"

static void add(Arena *arena, Finding *finding, LinkRole role, Certainty certainty, Str text,
                Location location) {
    Link link = {.role = role, .certainty = certainty, .text = text, .location = location};
    VEC_PUSH(arena, &finding->chain, link);
}

static Location node_location(const Node *node) {
    return node != NULL ? source_location(node->source, node->start, node->end) : (Location){0};
}

/* "sent between threads" for Send, "shared between threads" for Sync. */
static const char *verb_of(Str trait) {
    return str_is(trait, "Sync") ? "shared" : "sent";
}

static void add_roots(Arena *arena, Finding *finding, const Patterns *patterns) {
    for (size_t i = 0; i < finding->roots.count; i++) {
        const Root *root = &finding->roots.items[i];
        const TypeKnowledge *known = patterns_type(patterns, root->type);
        if (str_is(root->type, "_")) {
            add(arena, finding, LINK_ROOT, CERTAINTY_COMPILER,
                str_format(arena, "rustc says that something is not `" STR_FMT "`, and not what",
                           STR_ARG(root->trait)),
                (Location){0});
            continue;
        }
        StrBuf text = strbuf_new(arena);
        strbuf_addf(&text, "`" STR_FMT "` cannot be %s between threads (it is not `" STR_FMT "`)",
                    STR_ARG(root->type), verb_of(root->trait), STR_ARG(root->trait));
        if (known != NULL && known->what.len > 0) {
            strbuf_addf(&text, ": it is " STR_FMT, STR_ARG(known->what));
        }
        Location place = i == 0 ? node_location(finding->origin) : (Location){0};
        add(arena, finding, LINK_ROOT, CERTAINTY_COMPILER, strbuf_str(&text), place);
    }
}

/* "`AppState.cache`", "`Error::Parse`", "the alias `Shared`", "`load`". */
static Str step_text(Arena *arena, const Node *step) {
    const Node *owner = node_ancestor(step, NODE_STRUCT_ITEM);
    owner = owner != NULL ? owner : node_ancestor(step, NODE_ENUM_ITEM);
    owner = owner != NULL ? owner : node_ancestor(step, NODE_UNION_ITEM);
    Str owner_name = node_text(node_field(owner, FIELD_NAME));
    Str name = node_text(node_field(step, FIELD_NAME));
    if (node_is(step, NODE_FIELD_DECLARATION)) {
        return str_format(arena, "the field `" STR_FMT "." STR_FMT ": " STR_FMT "` holds it",
                          STR_ARG(owner_name), STR_ARG(name),
                          STR_ARG(node_text(node_field(step, FIELD_TYPE))));
    }
    if (node_is(step, NODE_ENUM_VARIANT)) {
        return str_format(arena, "the variant `" STR_FMT "::" STR_FMT "` holds it",
                          STR_ARG(owner_name), STR_ARG(name));
    }
    if (node_is(step, NODE_TYPE_ITEM) || node_is(step, NODE_ASSOCIATED_TYPE)) {
        return str_format(arena, "the alias `" STR_FMT "` stands for `" STR_FMT "`", STR_ARG(name),
                          STR_ARG(node_text(node_field(step, FIELD_TYPE))));
    }
    if (node_is(step, NODE_FUNCTION_ITEM) || node_is(step, NODE_FUNCTION_SIGNATURE_ITEM)) {
        Str type = node_text(node_field(step, FIELD_RETURN_TYPE));
        return str_format(arena, "`" STR_FMT "` returns `" STR_FMT "`", STR_ARG(name),
                          STR_ARG(type));
    }
    return str_format(arena, "`" STR_FMT "` holds a `" STR_FMT "`", STR_ARG(owner_name),
                      STR_ARG(node_text(step)));
}

static void add_source_steps(Arena *arena, Finding *finding, const Trace *trace) {
    for (size_t i = trace->steps.count; i > 0; i--) {
        const Node *step = trace->steps.items[i - 1];
        const Node *name = node_field(step, FIELD_NAME);
        add(arena, finding, LINK_HELD_IN, CERTAINTY_SOURCE, step_text(arena, step),
            node_location(name != NULL ? name : step));
    }
}

/* Where the source does not show the way: the types that rustc lists, innermost first. */
static void add_compiler_steps(Arena *arena, Finding *finding) {
    const Evidence *evidence = finding->evidence.items[0];
    for (size_t i = 0; i < evidence->facts.count; i++) {
        const Fact *fact = &evidence->facts.items[i];
        if (fact->kind == FACT_APPEARS_WITHIN) {
            add(arena, finding, LINK_HELD_IN, CERTAINTY_COMPILER,
                str_format(arena, "`" STR_FMT "` holds it", STR_ARG(fact->type)),
                location_of_span(fact->span));
        }
    }
}

static bool is_short(Str text) {
    return text.len > 0 && text.len <= 60 && str_find_byte(text, '\n') == STR_NONE;
}

/* "`guard`", or "the value of `m.lock().unwrap()`", or "the value". */
static Str value_words(Arena *arena, const Finding *finding) {
    if (finding->binding != NULL && is_short(node_text(finding->binding))) {
        return str_format(arena, "`" STR_FMT "`", STR_ARG(node_text(finding->binding)));
    }
    if (finding->value != NULL && is_short(node_text(finding->value))) {
        return str_format(arena, "the value of `" STR_FMT "`", STR_ARG(node_text(finding->value)));
    }
    return STR("the value");
}

static Str with_type(Arena *arena, Str words, Str type) {
    return type.len > 0 ? str_format(arena, STR_FMT " (of type `" STR_FMT "`)", STR_ARG(words),
                                     STR_ARG(type))
                        : words;
}

/* Why a reference is only Send if what it refers to is Sync. */
static void add_reference_rule(Arena *arena, Finding *finding) {
    const Root *root = &finding->roots.items[0];
    if (str_is(root->trait, "Sync") && str_starts(finding->value_type, STR("&"))) {
        add(arena, finding, LINK_HELD_IN, CERTAINTY_COMPILER,
            str_format(
                arena,
                "a reference may be sent to another thread only if both threads may use what it refers to: "
                "`" STR_FMT "` is `Send` only if its referent is `Sync`",
                STR_ARG(finding->value_type)),
            (Location){0});
    }
}

static void add_hold(Arena *arena, Finding *finding) {
    Str value = with_type(arena, value_words(arena, finding), finding->value_type);
    const Node *at = finding->binding != NULL ? finding->binding : finding->value;
    Certainty certainty = finding->value_type.len > 0 ? CERTAINTY_COMPILER : CERTAINTY_INFERRED;
    if (finding->hold == HOLD_ACROSS_AWAIT) {
        add(arena, finding, LINK_HELD_ACROSS, certainty,
            str_format(arena, STR_FMT " is still alive at this await", STR_ARG(value)),
            finding->await);
    } else if (finding->hold == HOLD_AWAITED) {
        add(arena, finding, LINK_HELD_ACROSS, certainty,
            str_format(arena, "the future awaited here is " STR_FMT, STR_ARG(value)),
            finding->await);
    } else if (finding->hold == HOLD_CAPTURED) {
        const char *body = node_is(finding->body, NODE_CLOSURE_EXPRESSION) ? "closure" : "future";
        add(arena, finding, LINK_CAPTURED, certainty,
            str_format(arena, STR_FMT " is captured by the %s", STR_ARG(value), body),
            node_location(finding->value != NULL ? finding->value : at));
    } else if (finding->hold == HOLD_RETURNED) {
        add(arena, finding, LINK_RETURNED, CERTAINTY_COMPILER,
            str_format(arena, STR_FMT " is converted or returned here", STR_ARG(value)),
            node_location(at));
    }
}

/* "`spawn` demands it"; rustc's "Job::run::{anon_assoc#0}" is the future that a trait's method promises. */
static Str bound_words(Arena *arena, Str name) {
    size_t brace = str_find(name, STR("::{"), 0);
    if (brace == STR_NONE) return str_format(arena, "`" STR_FMT "` demands it", STR_ARG(name));
    return str_format(arena, "the trait's `" STR_FMT "` promises it",
                      STR_ARG(str_slice(name, 0, brace)));
}

static void add_demand(Arena *arena, Finding *finding) {
    const Evidence *evidence = finding->evidence.items[0];
    const Fact *cast = evidence_fact(evidence, FACT_REQUIRED_CAST);
    const Fact *bound = evidence_fact(evidence, FACT_REQUIRED_BY);
    Location demand = node_location(finding->demand);
    if (cast != NULL) {
        add(arena, finding, LINK_CAST_TO, CERTAINTY_COMPILER,
            str_format(arena, "it is turned into `" STR_FMT "`, which demands it",
                       STR_ARG(cast->other)),
            demand);
    } else if (bound != NULL) {
        add(arena, finding, LINK_REQUIRED_BY, CERTAINTY_COMPILER, bound_words(arena, bound->name),
            demand);
    } else if (evidence_fact(evidence, FACT_IS_STATIC) != NULL) {
        add(arena, finding, LINK_REQUIRED_BY, CERTAINTY_COMPILER,
            STR("every thread can reach a static, so its type must be `Sync`"), demand);
    } else if (evidence_fact(evidence, FACT_HEADLINE_QUESTION) != NULL) {
        add(arena, finding, LINK_REQUIRED_BY, CERTAINTY_COMPILER,
            STR("the error type that `?` converts into takes only errors that can cross threads"),
            demand);
    } else if (evidence->diagnostic->spans.count > 0) {
        add(arena, finding, LINK_REQUIRED_BY, CERTAINTY_COMPILER,
            STR("the type that is promised here demands it"), demand);
    }
}

void links_build(Arena *arena, Finding *finding, const Patterns *patterns, const Trace *trace) {
    add_roots(arena, finding, patterns);
    if (trace != NULL && trace->origin != NULL) {
        add_source_steps(arena, finding, trace);
    } else {
        add_compiler_steps(arena, finding);
    }
    add_reference_rule(arena, finding);
    add_hold(arena, finding);
    add_demand(arena, finding);
}
