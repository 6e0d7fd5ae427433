/*
 * Diagnostic -> Evidence; see match.h.
 *
 * Every text of the diagnostic is looked up in the catalogue, in the order in which rustc gives
 * them: the headline, its code, its labels, then each child with its labels. What the family is
 * says the catalogue: a headline whose entry has `family`, at level error, or a lint's by its code.
 */
#include "match/match.h"

#include "match/catalogue.h"
#include "match/roots.h"

typedef struct Matcher {
    Arena *arena;
    const Patterns *patterns;
    Evidence *evidence;
} Matcher;

/* The span that a message speaks of: its primary one, else its first. */
static const Span *main_span(const Diagnostic *diagnostic) {
    const SpanList *spans = &diagnostic->spans;
    for (size_t i = 0; i < spans->count; i++) {
        if (spans->items[i].primary) {
            return &spans->items[i];
        }
    }
    return spans->count > 0 ? &spans->items[0] : NULL;
}

/* Adds what a sentence told, unless it told nothing. */
static void add_fact(Matcher *matcher, const Captures *captures, const Span *span,
                     const Diagnostic *from) {
    if (captures->sentence->fact == FACT_NONE) {
        return;
    }
    Fact fact = {.kind = captures->sentence->fact, .span = span, .from = from};
    fact.type = captures->type;
    fact.other = captures->other;
    fact.trait = captures->trait;
    fact.name = captures->name;
    fact.why = captures->sentence->why;
    VEC_PUSH(matcher->arena, &matcher->evidence->facts, fact);
}

static void read_labels(Matcher *matcher, const Diagnostic *diagnostic) {
    for (size_t i = 0; i < diagnostic->spans.count; i++) {
        const Span *span = &diagnostic->spans.items[i];
        Captures captures;
        if (span->label.len > 0 &&
            sentence_match(matcher->patterns, SLOT_LABEL, span->label, &captures)) {
            add_fact(matcher, &captures, span, diagnostic);
        }
    }
}

static const Span *first_replacement(const Diagnostic *child) {
    for (size_t i = 0; i < child->spans.count; i++) {
        if (child->spans.items[i].has_replacement) {
            return &child->spans.items[i];
        }
    }
    return NULL;
}

/* What the message of a suggestion leaves open is read from the text that it would insert. */
static void fill_from_replacement(Matcher *matcher, const Diagnostic *child, Captures *captures) {
    for (size_t i = 0; i < child->spans.count; i++) {
        const Span *span = &child->spans.items[i];
        Captures inserted;
        if (!span->has_replacement ||
            !sentence_match(matcher->patterns, SLOT_REPLACEMENT, str_trim(span->replacement),
                            &inserted) ||
            inserted.sentence->fact != captures->sentence->fact) {
            continue;
        }
        captures->type = captures->type.len > 0 ? captures->type : inserted.type;
        captures->trait = captures->trait.len > 0 ? captures->trait : inserted.trait;
        captures->name = captures->name.len > 0 ? captures->name : inserted.name;
    }
}

static void read_child(Matcher *matcher, const Diagnostic *child) {
    Captures captures;
    const Span *replaced = first_replacement(child);
    if (replaced != NULL &&
        sentence_match(matcher->patterns, SLOT_SUGGESTION, child->message, &captures)) {
        fill_from_replacement(matcher, child, &captures);
        add_fact(matcher, &captures, replaced, child);
    } else if (sentence_match(matcher->patterns, SLOT_CHILD, child->message, &captures)) {
        add_fact(matcher, &captures, main_span(child), child);
    }
    read_labels(matcher, child);
}

/* Old wordings leave the trait out where the headline has said it. */
static void fill_traits(Evidence *evidence) {
    Str trait = evidence->facts.items[0].trait;
    for (size_t i = 1; i < evidence->facts.count; i++) {
        Fact *fact = &evidence->facts.items[i];
        bool said = fact->kind == FACT_HELD || fact->kind == FACT_AWAITS_TYPE ||
                    fact->kind == FACT_HOLDS_ACROSS || fact->kind == FACT_CAPTURES;
        if (said && fact->trait.len == 0) {
            fact->trait = trait;
        }
    }
}

/* What a framework's error hides, said by the compiler when asked, counts instead of that error's own words. */
Evidence *match_diagnostic(Arena *arena, const Patterns *patterns, const Diagnostic *diagnostic,
                           Str folder) {
    if (diagnostic->probe != NULL) {
        Evidence *hidden = match_diagnostic(arena, patterns, diagnostic->probe, folder);
        if (hidden != NULL) {
            hidden->diagnostic = diagnostic;
        }
        return hidden;
    }
    Captures headline;
    if (!sentence_match(patterns, SLOT_TOP, diagnostic->message, &headline) ||
        headline.sentence->family.len == 0) {
        return NULL;
    }
    Captures code;
    bool has_code =
        diagnostic->code.len > 0 && sentence_match(patterns, SLOT_CODE, diagnostic->code, &code);
    bool is_lint = has_code && code.sentence->fact == FACT_LINT;
    if (!is_lint && !str_is(diagnostic->level, "error")) {
        return NULL;
    }
    Evidence *evidence = ARENA_NEW(arena, Evidence);
    evidence->diagnostic = diagnostic;
    Matcher matcher = {.arena = arena, .patterns = patterns, .evidence = evidence};
    const Span *span = main_span(diagnostic);
    add_fact(&matcher, &headline, span, diagnostic);
    if (has_code) {
        add_fact(&matcher, &code, span, diagnostic);
    }
    read_labels(&matcher, diagnostic);
    for (size_t i = 0; i < diagnostic->children.count; i++) {
        read_child(&matcher, diagnostic->children.items[i]);
    }
    if (evidence->facts.count > 0) {
        fill_traits(evidence);
    }
    roots_find(arena, evidence, folder);
    return evidence;
}

const Fact *evidence_fact(const Evidence *evidence, FactKind kind) {
    for (size_t i = 0; i < evidence->facts.count; i++) {
        if (evidence->facts.items[i].kind == kind) {
            return &evidence->facts.items[i];
        }
    }
    return NULL;
}
