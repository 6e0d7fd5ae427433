/*
 * Chain: evidence -> findings; see chain.h.
 *
 * Each evidence is analysed by itself; then those with the same cause, or the same held value, become one finding: the
 * Send and the Sync of one value, the spawns of one future, the copies for lib and lib-test, the uses of one macro.
 */
#include "chain/chain.h"

#include "chain/analyse.h"
#include "chain/cause.h"
#include "chain/links.h"
#include "match/match.h"

static void add_root(Arena *arena, RootList *roots, Root root) {
    for (size_t i = 0; i < roots->count; i++) {
        if (str_eq(roots->items[i].type, root.type) && str_eq(roots->items[i].trait, root.trait)) {
            return;
        }
    }
    VEC_PUSH(arena, roots, root);
}

static const Span *telling_span(const Evidence *evidence) {
    static const FactKind kinds[] = {FACT_HELD, FACT_HELD_REFERENCE, FACT_AWAITS_TYPE};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const Fact *fact = evidence_fact(evidence, kinds[i]);
        if (fact != NULL && fact->span != NULL) {
            return fact->span;
        }
    }
    for (size_t i = 0; i < evidence->diagnostic->spans.count; i++) {
        if (evidence->diagnostic->spans.items[i].primary) {
            return &evidence->diagnostic->spans.items[i];
        }
    }
    return NULL;
}

/* Without source: what rustc's own spans and labels tell. */
static void describe_without_source(Finding *finding) {
    const Evidence *evidence = finding->evidence.items[0];
    const Fact *held = evidence_fact(evidence, FACT_HELD);
    const Fact *await = evidence_fact(evidence, FACT_AWAIT);
    await = await != NULL ? await : evidence_fact(evidence, FACT_AWAITS_TYPE);
    if (finding->cause.file.len == 0) {
        finding->cause = location_of_span(telling_span(evidence));
    }
    if (await != NULL && finding->await.file.len == 0) {
        finding->await = location_of_span(await->span);
    }
    if (finding->value_type.len == 0 && held != NULL) {
        finding->value_type = held->type;
    }
    if (finding->hold == HOLD_UNKNOWN) {
        finding->hold = await != NULL ? HOLD_ACROSS_AWAIT : HOLD_PASSED;
    }
}

static const char *rule_without_source(Arena *arena, const Finding *finding,
                                       const Patterns *patterns) {
    const TypeKnowledge *known = patterns_type(patterns, finding->roots.items[0].type);
    return known != NULL && known->rule.len > 0 ? str_cstr(arena, known->rule) : "foreign-type";
}

static Finding *finding_of(Arena *arena, const Patterns *patterns, Workspace *workspace,
                           Evidence *evidence) {
    Finding *finding = ARENA_NEW(arena, Finding);
    VEC_PUSH(arena, &finding->evidence, evidence);
    for (size_t i = 0; i < evidence->roots.count; i++) {
        add_root(arena, &finding->roots, evidence->roots.items[i]);
    }
    if (finding->roots.count == 0) {
        add_root(arena, &finding->roots, (Root){.type = STR("_"), .trait = STR("Send")});
    }
    Trace trace = {0};
    if (workspace != NULL) {
        analyse_evidence(arena, finding, workspace, evidence);
        cause_find(arena, finding, patterns, workspace, &trace);
    }
    if (finding->rule == NULL) {
        finding->rule = rule_without_source(arena, finding, patterns);
    }
    describe_without_source(finding);
    links_build(arena, finding, patterns, workspace != NULL ? &trace : NULL);
    return finding;
}

static bool same_place(const Location *a, const Location *b) {
    return a->file.len > 0 && str_eq(a->file, b->file) && a->byte_start == b->byte_start &&
           a->line == b->line;
}

/* Whether two findings have one cause. */
static bool same_cause(const Finding *a, const Finding *b) {
    if (same_place(&a->cause, &b->cause)) {
        return true;
    }
    bool two_places = a->origin != NULL && b->origin != NULL && a->origin != b->origin;
    return a->value != NULL && a->value == b->value && a->hold == b->hold && !two_places &&
           str_eq(str_from(a->rule), str_from(b->rule));
}

static void merge(Arena *arena, Finding *into, const Finding *finding) {
    size_t known = into->roots.count;
    for (size_t i = 0; i < finding->evidence.count; i++) {
        VEC_PUSH(arena, &into->evidence, finding->evidence.items[i]);
    }
    for (size_t i = 0; i < finding->roots.count; i++) {
        add_root(arena, &into->roots, finding->roots.items[i]);
    }
    LinkList chain = {0};
    for (size_t i = 0; i < into->chain.count && i < known; i++) {
        VEC_PUSH(arena, &chain, into->chain.items[i]);
    }
    for (size_t i = 0; into->roots.count > known && i < finding->chain.count; i++) {
        if (finding->chain.items[i].role == LINK_ROOT) {
            VEC_PUSH(arena, &chain, finding->chain.items[i]);
        }
    }
    for (size_t i = known; i < into->chain.count; i++) {
        VEC_PUSH(arena, &chain, into->chain.items[i]);
    }
    into->chain = chain;
    if (into->await.file.len == 0) {
        into->await = finding->await;
        into->await_node = finding->await_node;
    }
}

void chain_findings(Arena *arena, FindingList *out, const Patterns *patterns, Workspace *workspace,
                    const EvidenceList *evidence) {
    for (size_t i = 0; i < evidence->count; i++) {
        Finding *finding = finding_of(arena, patterns, workspace, evidence->items[i]);
        Finding *twin = NULL;
        for (size_t k = 0; k < out->count && twin == NULL; k++) {
            twin = same_cause(out->items[k], finding) ? out->items[k] : NULL;
        }
        if (twin != NULL) {
            merge(arena, twin, finding);
        } else {
            VEC_PUSH(arena, out, finding);
        }
    }
}
