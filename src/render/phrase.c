/*
 * Sentences about a finding; see phrase.h. The headline is in headline.c.
 */
#include "render/phrase.h"

const char *phrase_certainty(Certainty certainty) {
    static const char *const words[] = {
        [CERTAINTY_COMPILER] = "rustc",
        [CERTAINTY_SOURCE] = "source",
        [CERTAINTY_INFERRED] = "inferred",
    };
    return words[certainty];
}

const char *phrase_verdict_word(Verdict verdict) {
    static const char *const words[] = {
        [VERDICT_UNTRIED] = "untried", [VERDICT_COMPILES] = "compiles", [VERDICT_CURES] = "cures",
        [VERDICT_BREAKS] = "breaks",   [VERDICT_REMAINS] = "remains",
    };
    return words[verdict];
}

const char *phrase_verdict_remark(Verdict verdict) {
    static const char *const remarks[] = {
        [VERDICT_UNTRIED] = "not tried",
        [VERDICT_COMPILES] = "tried with the compiler: no error is left",
        [VERDICT_CURES] = "tried with the compiler: this error is gone, others are left",
        [VERDICT_BREAKS] = "tried with the compiler: it brings other errors",
        [VERDICT_REMAINS] = "tried with the compiler: the error remains",
    };
    return remarks[verdict];
}

Str phrase_title(Arena *arena, const Fix *fix) {
    Str title = fix->title;
    bool sentence = title.len > 1 && title.data[0] >= 'A' && title.data[0] <= 'Z' &&
                    (title.data[1] == ' ' || (title.data[1] >= 'a' && title.data[1] <= 'z'));
    if (!sentence) return title;
    return str_format(arena, "%c" STR_FMT, title.data[0] - 'A' + 'a',
                      STR_ARG(str_from_offset(title, 1)));
}

Str phrase_count(Arena *arena, size_t count, const char *noun) {
    return str_format(arena, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

bool phrase_lacks_both(const Finding *finding) {
    if (finding->roots.count != 2) return false;
    const Root *roots = finding->roots.items;
    return str_eq(roots[0].type, roots[1].type) && !str_eq(roots[0].trait, roots[1].trait);
}

bool phrase_lacks_promise(const Finding *finding) {
    Str rule = str_from(finding->rule);
    return str_is(rule, "type-parameter") || str_is(rule, "opaque-future");
}

bool phrase_is_foreign(Str file) {
    return str_starts(file, STR("/rustc/")) || str_contains(file, STR("/registry/src/")) ||
           str_contains(file, STR("/.cargo/")) || str_contains(file, STR("/lib/rustlib/"));
}

static Str trait_of(const Finding *finding) {
    return finding->roots.count > 0 ? finding->roots.items[0].trait : STR("Send");
}

static Str not_words(Arena *arena, const Finding *finding) {
    if (phrase_lacks_both(finding)) return STR("neither Send nor Sync");
    return str_format(arena, "not " STR_FMT, STR_ARG(trait_of(finding)));
}

/* What a declaration, or its missing bound, has under it. */
static Str promise_words(Arena *arena, const Finding *finding) {
    if (phrase_lacks_both(finding)) return STR("promises neither Send nor Sync");
    return str_format(arena, "does not promise " STR_FMT, STR_ARG(trait_of(finding)));
}

Str phrase_cause_label(Arena *arena, const Finding *finding, bool kept) {
    bool borrowed = str_is(trait_of(finding), "Sync") && str_starts(finding->value_type, STR("&"));
    bool across_await = finding->hold == HOLD_ACROSS_AWAIT;
    if (phrase_lacks_promise(finding) && !kept)
        return across_await ? STR("a bound is missing here") : promise_words(arena, finding);
    if (borrowed) return STR("a shared borrow");
    if (across_await) return STR("kept from here");
    return not_words(arena, finding);
}

Str phrase_link_label(Arena *arena, const Finding *finding, const Link *link) {
    static const char *const labels[LINK_COUNT] = {
        [LINK_HELD_IN] = "holds it",
        [LINK_CAPTURED] = "captured here",
        [LINK_HELD_ACROSS] = "still alive here",
        [LINK_RETURNED] = "handed on here",
        [LINK_REQUIRED_BY] = "must cross threads",
        [LINK_CAST_TO] = "must cross threads",
    };
    if (link->role == LINK_ROOT) {
        return phrase_lacks_promise(finding) ? promise_words(arena, finding)
                                             : not_words(arena, finding);
    }
    if (link->role == LINK_HELD_IN) {
        if (str_contains(link->text, STR("` returns `"))) return STR("returns it");
        if (str_starts(link->text, STR("the alias "))) return STR("stands for it");
    }
    if (link->role == LINK_REQUIRED_BY && finding->hold == HOLD_STATIC) {
        return STR("every thread can reach it");
    }
    if (link->role == LINK_HELD_ACROSS && finding->hold == HOLD_AWAITED) return STR("awaited here");
    return str_from(labels[link->role]);
}

const Span *phrase_primary_span(const Diagnostic *diagnostic) {
    for (size_t i = 0; i < diagnostic->spans.count; i++) {
        if (diagnostic->spans.items[i].primary) return &diagnostic->spans.items[i];
    }
    return NULL;
}

const Fix *phrase_best_fix(const Finding *finding) {
    for (size_t i = 0; i < finding->fixes.count; i++) {
        const Fix *fix = &finding->fixes.items[i];
        bool bad = fix->verdict == VERDICT_BREAKS || fix->verdict == VERDICT_REMAINS;
        if (fix->edits.count > 0 && !bad) return fix;
    }
    return NULL;
}
