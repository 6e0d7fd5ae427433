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

/* Whether the first byte opens a parenthesis that the last one closes. */
static bool is_in_parentheses(Str type) {
    if (!str_starts(type, STR("(")) || !str_ends(type, STR(")"))) return false;
    size_t depth = 0;
    for (size_t i = 0; i + 1 < type.len; i++) {
        depth += type.data[i] == '(';
        depth -= type.data[i] == ')' && depth > 0;
        if (depth == 0) return false;
    }
    return true;
}

/* "dyn Error" of "(dyn Error + 'static)"; a tuple stays as it is. */
static Str without_default_lifetime(Str type) {
    if (str_starts(type, STR("(dyn ")) && is_in_parentheses(type)) {
        type = str_slice(type, 1, type.len - 1);
    }
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

/* "guard" of "`guard` (of type `MutexGuard<..>`) is still alive at this await"; empty for a value without a name. */
static Str variable_name(const Finding *finding) {
    const Link *link = find_link(finding, LINK_HELD_ACROSS);
    if (link == NULL) link = find_link(finding, LINK_CAPTURED);
    if (link == NULL || !str_starts(link->text, STR("`"))) return (Str){0};
    Str name = first_code(link->text);
    return text_width(name) <= LONG_NAME ? name : (Str){0};
}

/*
 * Whether the value held says more than the root: a guard whose root is `*mut ()`, a `Ref` with two
 * roots inside, a type whose field lacks the trait where the cure is to let go of the value.
 */
static bool value_says_more(const Finding *finding) {
    if (finding->owner_type.len > 0) return true;
    if (finding->value_type.len == 0) return false;
    const Link *root = find_link(finding, LINK_ROOT);
    if (root != NULL && phrase_is_foreign(root->location.file)) return true;
    bool elsewhere = root != NULL && root->location.file.len > 0 &&
                     (root->location.line != finding->cause.line ||
                      !str_eq(root->location.file, finding->cause.file));
    if (elsewhere && finding->hold == HOLD_ACROSS_AWAIT) return true;
    for (size_t i = 1; i < finding->roots.count; i++) {
        if (!str_eq(finding->roots.items[i].type, finding->roots.items[0].type)) return true;
    }
    return false;
}

/* The trait that the value held lacks, as rustc says it. */
static Str trait_of_value(const Finding *finding, Str otherwise) {
    static const FactKind kinds[] = {FACT_HELD, FACT_HELD_REFERENCE, FACT_AWAITS_TYPE,
                                     FACT_HEADLINE_FUTURE};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const Fact *fact = find_fact(finding, kinds[i]);
        if (fact != NULL && fact->trait.len > 0) return fact->trait;
    }
    bool passed = finding->hold == HOLD_STATIC || finding->hold == HOLD_PASSED;
    return passed ? otherwise : STR("Send");
}

/* A type whose declaration could promise the trait and does not: `T`, `impl Future`, the futures of an `F: AsyncFn`. */
static void add_missing_promise(Arena *arena, StrBuf *out, const Finding *finding) {
    Root root = finding->roots.items[0];
    Str trait = phrase_lacks_both(finding) ? STR("Send and Sync") : root.trait;
    size_t as = str_find(root.type, STR(" as AsyncFn"), 0);
    if (str_starts(root.type, STR("<")) && as != STR_NONE) {
        strbuf_addf(out, "nothing says that the futures of `" STR_FMT "` are " STR_FMT,
                    STR_ARG(str_slice(root.type, 1, as)), STR_ARG(trait));
    } else {
        strbuf_addf(out, "nothing says that `" STR_FMT "` is " STR_FMT,
                    STR_ARG(phrase_short_type(arena, root.type)), STR_ARG(trait));
    }
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

bool phrase_lacks_root(const Finding *finding) {
    return finding->roots.count == 1 && str_is(finding->roots.items[0].type, "_");
}

static void add_lack(Arena *arena, StrBuf *out, const Finding *finding) {
    Root lack = {.type = STR("a type"), .trait = STR("Send")};
    if (finding->roots.count > 0) lack = finding->roots.items[0];
    if (finding->roots.count > 0 && phrase_lacks_promise(finding)) {
        add_missing_promise(arena, out, finding);
        return;
    }
    bool value = value_says_more(finding);
    if (!value && phrase_lacks_root(finding)) {
        strbuf_addf(out, "something in " STR_FMT " is not " STR_FMT,
                    STR_ARG(demanded_thing(arena, finding)), STR_ARG(lack.trait));
        return;
    }
    if (value) {
        lack.trait = trait_of_value(finding, lack.trait);
        lack.type = finding->owner_type.len > 0 ? finding->owner_type : finding->value_type;
    }
    Str shown = phrase_short_type(arena, lack.type);
    Str place = value ? (Str){0} : field_name(finding);
    if (place.len == 0) place = variable_name(finding);
    strbuf_addf(out, "`" STR_FMT "`", STR_ARG(shown));
    if (place.len > 0) strbuf_addf(out, " in `" STR_FMT "`", STR_ARG(place));
    if (!value && phrase_lacks_both(finding)) {
        strbuf_add(out, STR(" is neither Send nor Sync"));
    } else {
        strbuf_addf(out, " is not " STR_FMT, STR_ARG(lack.trait));
    }
    if (finding->hold == HOLD_ACROSS_AWAIT) strbuf_add(out, STR(" and stays alive at an await"));
}

/* "Scope::spawn" of "Scope::<'scope, 'env>::spawn". */
static Str without_arguments(Arena *arena, Str name) {
    StrBuf out = strbuf_new(arena);
    size_t depth = 0;
    for (size_t i = 0; i < name.len; i++) {
        Str rest = str_from_offset(name, i);
        if (depth == 0 && str_starts(rest, STR("::<"))) {
            depth = 1;
            i += 2;
        } else if (depth > 0) {
            depth += name.data[i] == '<';
            depth -= name.data[i] == '>';
        } else {
            strbuf_add_byte(&out, name.data[i]);
        }
    }
    return strbuf_str(&out);
}

/*
 * What the bound's owner says to it. rustc calls the future that a trait's method promises
 * "Job::run::{anon_assoc#0}" or "Job::run::{opaque#0}".
 */
static void add_bound(Arena *arena, StrBuf *out, Str name, Str thing) {
    size_t brace = str_find(name, STR("::{"), 0);
    Str owner = str_slice(name, 0, brace != STR_NONE ? brace : name.len);
    owner = cut(arena, without_arguments(arena, owner), LONG_NAME);
    if (brace != STR_NONE) {
        strbuf_addf(out, ", so " STR_FMT " is not what `" STR_FMT "` promises", STR_ARG(thing),
                    STR_ARG(owner));
    } else {
        strbuf_addf(out, ", so `" STR_FMT "` does not accept " STR_FMT, STR_ARG(owner),
                    STR_ARG(thing));
    }
}

static void add_consequence(Arena *arena, StrBuf *out, const Finding *finding) {
    Str thing = phrase_lacks_root(finding) ? STR("it") : demanded_thing(arena, finding);
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
        add_bound(arena, out, bound->name, thing);
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
