/*
 * The headline of a finding: what lacks the trait, where it sits, and what cannot be because of it.
 *
 *     `Rc<Config>` in `AppState.config` is not Send, so `tokio::spawn` does not accept the future of `serve`
 *     `MutexGuard<'_, u64>` in `guard` is not Send and stays alive at an await, so ...
 *
 * Names come from the chain's links, where the first `code` of a text is its subject, and from the
 * sentences of the first diagnostic; a part that is not known is left out.
 */
#include "base/text.h"
#include "render/phrase.h"

enum { LONG_TYPE = 48, LONG_NAME = 60 };

static const Fact *find_fact(const Finding *finding, FactKind kind) {
    if (finding->evidence.count == 0) return NULL;
    const FactList *facts = &finding->evidence.items[0]->facts;
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->items[i].kind == kind) return &facts->items[i];
    }
    return NULL;
}

static const Link *find_link(const Finding *finding, LinkRole role) {
    for (size_t i = 0; i < finding->chain.count; i++) {
        if (finding->chain.items[i].role == role) return &finding->chain.items[i];
    }
    return NULL;
}

/* type with what lies at or below a depth of angle brackets as "...". */
static Str elide(Arena *arena, Str type, size_t most) {
    StrBuf out = strbuf_new(arena);
    size_t depth = 0;
    for (size_t i = 0; i < type.len; i++) {
        bool arrow = i > 0 && (type.data[i - 1] == '-' || type.data[i - 1] == '=');
        if (type.data[i] == '>' && !arrow && depth > 0) depth--;
        if (depth < most) strbuf_add_byte(&out, type.data[i]);
        if (type.data[i] == '<' && ++depth == most) strbuf_add(&out, STR("..."));
    }
    return strbuf_str(&out);
}

static Str cut(Arena *arena, Str text, size_t most) {
    size_t cells = 0;
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        cells += text_width_of(text_decode(text, &at));
        if (cells > most) {
            return str_format(arena, STR_FMT "...", STR_ARG(str_slice(text, 0, start)));
        }
    }
    return text;
}

/* Without module paths: "std::sync::MutexGuard<'_, u64>" is "MutexGuard<'_, u64>". */
static Str without_paths(Arena *arena, Str type) {
    StrBuf out = strbuf_new(arena);
    for (size_t at = 0; at < type.len;) {
        size_t end = at;
        while (end < type.len && str_is_identifier_byte(type.data[end])) end++;
        bool lower = end > at && type.data[at] >= 'a' && type.data[at] <= 'z';
        if (lower && str_starts(str_from_offset(type, end), STR("::"))) {
            at = end + 2;
            continue;
        }
        if (end == at) end++;
        strbuf_add(&out, str_slice(type, at, end));
        at = end;
    }
    return strbuf_str(&out);
}

/* "dyn Error" of "(dyn Error + 'static)". */
static Str without_default_lifetime(Str type) {
    bool whole = str_starts(type, STR("(dyn ")) && str_ends(type, STR(")")) &&
                 str_find_byte(str_slice(type, 1, type.len - 1), ')') == STR_NONE;
    if (whole) type = str_slice(type, 1, type.len - 1);
    Str lifetime = STR(" + 'static");
    if (str_ends(type, lifetime)) type.len -= lifetime.len;
    return type;
}

Str phrase_short_type(Arena *arena, Str type) {
    type = without_paths(arena, without_default_lifetime(type));
    for (size_t depth = 3; depth > 0 && text_width(type) > LONG_TYPE; depth--) {
        type = elide(arena, type, depth);
    }
    return cut(arena, type, LONG_NAME);
}

/* The first `code` of a sentence without its backticks; empty if there is none. */
static Str first_code(Str text) {
    size_t open = str_find_byte(text, '`');
    if (open == STR_NONE) return (Str){0};
    Str rest = str_from_offset(text, open + 1);
    size_t close = str_find_byte(rest, '`');
    return close != STR_NONE ? str_slice(rest, 0, close) : (Str){0};
}

/* "AppState.config" of "the field `AppState.config: Rc<Config>` holds it"; the way is told from the root outwards. */
static Str field_name(const Finding *finding) {
    for (size_t i = 0; i < finding->chain.count; i++) {
        const Link *link = &finding->chain.items[i];
        if (link->role != LINK_HELD_IN || link->certainty != CERTAINTY_SOURCE) continue;
        Str code = first_code(link->text);
        size_t colon = str_find(code, STR(": "), 0);
        Str name = str_slice(code, 0, colon != STR_NONE ? colon : code.len);
        bool inside = str_find_byte(name, '.') != STR_NONE || str_contains(name, STR("::"));
        return inside && str_find_byte(name, ' ') == STR_NONE ? name : (Str){0};
    }
    return (Str){0};
}

/* "guard" of "`guard` (a `MutexGuard<..>`) is still alive at this await"; empty for a value without a name. */
static Str variable_name(const Finding *finding) {
    const Link *link = find_link(finding, LINK_HELD_ACROSS);
    if (link == NULL) link = find_link(finding, LINK_CAPTURED);
    if (link == NULL || !str_starts(link->text, STR("`"))) return (Str){0};
    Str name = first_code(link->text);
    return text_width(name) <= LONG_NAME ? name : (Str){0};
}

/* Whether the value held says more than the root: a guard whose root is `*mut ()`, a `Ref` with two roots inside. */
static bool value_says_more(const Finding *finding) {
    if (finding->owner_type.len > 0) return true;
    if (finding->value_type.len == 0 || finding->roots.count < 2) return false;
    for (size_t i = 1; i < finding->roots.count; i++) {
        if (!str_eq(finding->roots.items[i].type, finding->roots.items[0].type)) return true;
    }
    return false;
}

static bool lacks_both(const Finding *finding) {
    if (finding->roots.count != 2) return false;
    const Root *roots = finding->roots.items;
    return str_eq(roots[0].type, roots[1].type) && !str_eq(roots[0].trait, roots[1].trait);
}

static void add_lack(Arena *arena, StrBuf *out, const Finding *finding) {
    bool value = value_says_more(finding);
    Root root = {.type = STR("a type"), .trait = STR("Send")};
    if (finding->roots.count > 0) root = finding->roots.items[0];
    Str type = root.type;
    if (value) type = finding->owner_type.len > 0 ? finding->owner_type : finding->value_type;
    Str trait = value && finding->hold != HOLD_STATIC && finding->hold != HOLD_PASSED ? STR("Send")
                                                                                      : root.trait;
    Str shown = phrase_short_type(arena, type);
    if (str_is(str_from(finding->rule), "type-parameter")) {
        strbuf_addf(out, "nothing says that `" STR_FMT "` is " STR_FMT, STR_ARG(shown),
                    STR_ARG(trait));
        return;
    }
    Str place = value ? (Str){0} : field_name(finding);
    if (place.len == 0) place = variable_name(finding);
    strbuf_addf(out, "`" STR_FMT "`", STR_ARG(shown));
    if (place.len > 0) strbuf_addf(out, " in `" STR_FMT "`", STR_ARG(place));
    if (!value && lacks_both(finding)) {
        strbuf_add(out, STR(" is neither Send nor Sync"));
    } else {
        strbuf_addf(out, " is not " STR_FMT, STR_ARG(trait));
    }
    if (finding->hold == HOLD_ACROSS_AWAIT) strbuf_add(out, STR(" and stays alive at an await"));
}

/* "the future of `serve`", "the closure", "it". */
static Str demanded_thing(Arena *arena, const Finding *finding) {
    const Fact *future = find_fact(finding, FACT_FUTURE_OF);
    if (future != NULL && future->name.len > 0) {
        return str_format(arena, "the future of `" STR_FMT "`",
                          STR_ARG(cut(arena, future->name, LONG_NAME)));
    }
    if (find_fact(finding, FACT_HEADLINE_FUTURE) != NULL) return STR("the future");
    if (find_fact(finding, FACT_USED_WITHIN_ASYNC) != NULL) return STR("the future");
    if (find_fact(finding, FACT_USED_WITHIN_CLOSURE) != NULL) return STR("the closure");
    return STR("it");
}

static void add_consequence(Arena *arena, StrBuf *out, const Finding *finding) {
    Str thing = demanded_thing(arena, finding);
    const Fact *cast = find_fact(finding, FACT_REQUIRED_CAST);
    const Fact *bound = find_fact(finding, FACT_REQUIRED_BY);
    const Fact *headline = find_fact(finding, FACT_HEADLINE_FUTURE);
    bool sync = finding->roots.count > 0 && str_is(finding->roots.items[0].trait, "Sync");
    if (headline != NULL) sync = str_is(headline->trait, "Sync");
    if (finding->hold == HOLD_STATIC) {
        strbuf_add(out, STR(", so no thread may use this static"));
    } else if (find_fact(finding, FACT_HEADLINE_QUESTION) != NULL) {
        strbuf_add(out, STR(", so `?` cannot convert the error"));
    } else if (cast != NULL && cast->other.len > 0) {
        strbuf_addf(out, ", so " STR_FMT " cannot become `" STR_FMT "`", STR_ARG(thing),
                    STR_ARG(phrase_short_type(arena, cast->other)));
    } else if (bound != NULL && bound->name.len > 0) {
        strbuf_addf(out, ", so `" STR_FMT "` does not accept " STR_FMT,
                    STR_ARG(cut(arena, bound->name, LONG_NAME)), STR_ARG(thing));
    } else {
        strbuf_addf(out, ", so " STR_FMT " cannot be %s between threads", STR_ARG(thing),
                    sync ? "shared" : "sent");
    }
}

Str phrase_headline(Arena *arena, const Finding *finding) {
    StrBuf out = strbuf_new(arena);
    const Fact *general = find_fact(finding, FACT_HEADLINE_GENERAL);
    if (general != NULL && finding->roots.count > 0) {
        strbuf_addf(&out, "rustc cannot prove that `" STR_FMT "` is " STR_FMT " for every lifetime",
                    STR_ARG(phrase_short_type(arena, finding->roots.items[0].type)),
                    STR_ARG(finding->roots.items[0].trait));
        return strbuf_str(&out);
    }
    add_lack(arena, &out, finding);
    add_consequence(arena, &out, finding);
    return strbuf_str(&out);
}
