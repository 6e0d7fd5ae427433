/*
 * Lock guards with a name: see lock_guard.h.
 */
#include "fix/lock_guard.h"

#include "fix/life.h"
#include "fix/own.h"
#include "rust/source.h"

typedef struct Run {
    const Node *first, *last; /* statements of one block */
    NodeList derived;         /* variables that borrow from the guard */
} Run;

/* Methods of databases and repositories whose result borrows the connection, as far as the source does not tell. */
static bool lends_itself(Str method) {
    static const char *const names[] = {
        "prepare",   "prepare_cached", "transaction", "unchecked_transaction",
        "savepoint", "blob_open",      "query",       "query_map",
        "iter",      "lines",          "revwalk",     "find_commit",
        "head",      "find_reference", "find_remote", "find_tree",
        "statuses",  "references",     "branches",    "values",
        "keys",      "borrow",         "borrow_mut",  "lock",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is(method, names[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the last method of a chain that is not `?`, `unwrap` or the like is known to lend. */
static bool ends_in_lender(const Node *value) {
    static const char *const openers[] = {"unwrap", "expect", "unwrap_or_else", "map_err",
                                          "context"};
    for (unsigned steps = 0; value != NULL && steps < 16; steps++) {
        if (node_is(value, NODE_TRY_EXPRESSION)) {
            value = node_first(value);
            continue;
        }
        const Node *function = node_field(value, FIELD_FUNCTION);
        Str method = node_text(node_field(function, FIELD_FIELD));
        bool opens = false;
        for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++) {
            opens = opens || str_is(method, openers[i]);
        }
        if (!opens) {
            return lends_itself(method);
        }
        value = node_field(function, FIELD_VALUE);
    }
    return false;
}

/* Whether what a `let` binds cannot outlive what it was read from. */
static bool borrows(const LockSites *sites, const Node *let) {
    const Node *value = node_field(let, FIELD_VALUE);
    if (!node_is(let, NODE_LET_DECLARATION) || value == NULL) {
        return false;
    }
    Own own = own_of(sites->guarded->arena, sites->guarded->workspace, value);
    if (own.kind == OWN_UNKNOWN || own.kind == OWN_ITERATOR) {
        return own.kind == OWN_ITERATOR || ends_in_lender(value);
    }
    return own.kind != OWN_OWNED && own.kind != OWN_PLACE;
}

bool lock_guard_is_borrowed(const LockSites *sites, const Node *site) {
    const Node *let = syntax_statement(site);
    const Node *value = node_field(let, FIELD_VALUE);
    return value != NULL && node_within(site, value) && syntax_body(site) == syntax_body(value) &&
           lock_site_scope(site) == let && borrows(sites, let);
}

static void add_bindings(Guarded *guarded, Run *run, const Node *let) {
    scope_pattern_bindings(guarded->arena, &run->derived, node_field(let, FIELD_PATTERN));
}

static bool uses_one_of(Guarded *guarded, const NodeList *bindings, const Node *statement) {
    for (size_t i = 0; i < bindings->count; i++) {
        NodeList uses = {0};
        scope_uses(guarded->arena, &uses, bindings->items[i]);
        if (life_count_in(&uses, statement) > 0) {
            return true;
        }
    }
    return false;
}

static bool has_same_site(const LockSites *sites, const Node *site, const Node *statement) {
    for (size_t i = 0; i < sites->guarded->sites.count; i++) {
        const Node *other = sites->guarded->sites.items[i];
        if (node_within(other, statement) && lock_site_same(site, other)) {
            return true;
        }
    }
    return false;
}

/* From the site's statement to the last one that needs the guard, or that needs it anew right behind. */
static Run find_run(LockSites *sites, const Node *site) {
    Guarded *guarded = sites->guarded;
    Run run = {.first = syntax_statement(site)};
    run.last = run.first;
    if (borrows(sites, run.first)) {
        add_bindings(guarded, &run, run.first);
    }
    const Node *reached = run.first;
    for (const Node *at = node_next(run.first); at != NULL; at = node_next(at)) {
        bool needs = uses_one_of(guarded, &run.derived, at);
        bool anew = node_is(reached, NODE_EXPRESSION_STATEMENT) && has_same_site(sites, site, at) &&
                    !life_awaits(guarded->index, at);
        if (needs && borrows(sites, at)) {
            add_bindings(guarded, &run, at);
        }
        if (needs || (anew && run.last == reached)) {
            run.last = at;
        }
        reached = at;
    }
    return run;
}

static bool awaits_in(const LockSites *sites, const Run *run) {
    for (const Node *at = run->first; at != NULL; at = at == run->last ? NULL : node_next(at)) {
        if (life_awaits(sites->guarded->index, at)) {
            return true;
        }
    }
    return false;
}

/* Whether the guard must be, or better is, gone before what stands behind the run. */
static bool needs_block(const LockSites *sites, const Node *site, const Run *run) {
    if (run->derived.count == 0 && node_next(run->last) != NULL) {
        return true;
    }
    for (const Node *at = node_next(run->last); at != NULL; at = node_next(at)) {
        if (life_awaits(sites->guarded->index, at) || has_same_site(sites, site, at) ||
            lock_site_calls_locker(sites, at, at->start)) {
            return true;
        }
    }
    return false;
}

/* Variables that the run declares and that are used behind it. */
static void find_outputs(LockSites *sites, const Run *run, NodeList *out) {
    Guarded *guarded = sites->guarded;
    for (const Node *at = run->first; at != NULL; at = at == run->last ? NULL : node_next(at)) {
        NodeList bindings = {0};
        if (node_is(at, NODE_LET_DECLARATION)) {
            scope_pattern_bindings(guarded->arena, &bindings, node_field(at, FIELD_PATTERN));
        }
        for (size_t i = 0; i < bindings.count; i++) {
            NodeList uses = {0};
            scope_uses(guarded->arena, &uses, bindings.items[i]);
            bool later = uses.count > 0 && uses.items[uses.count - 1]->start > run->last->end;
            if (later) {
                VEC_PUSH(guarded->arena, out, bindings.items[i]);
            }
        }
    }
}

static Str tuple_of(Arena *arena, const NodeList *bindings) {
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < bindings->count; i++) {
        strbuf_addf(&out, "%s" STR_FMT, i > 0 ? ", " : "", STR_ARG(node_text(bindings->items[i])));
    }
    Str text = strbuf_str(&out);
    return bindings->count > 1 ? str_format(arena, "(" STR_FMT ")", STR_ARG(text)) : text;
}

/* A name for the guard: that of the field or variable. */
static Str guard_name(Guarded *guarded, const Node *site, const Run *run) {
    const Node *field = node_is(site, NODE_FIELD_EXPRESSION) ? node_field(site, FIELD_FIELD) : NULL;
    Str name = field != NULL                    ? node_text(field)
               : node_is(site, NODE_IDENTIFIER) ? node_text(site)
                                                : STR("guard");
    bool lower = name.len > 0 && name.data[0] >= 'a' && name.data[0] <= 'z';
    bool variable = field == NULL && scope_binding(site) != NULL;
    if (!lower) {
        return STR("guard"); /* a field without a name, or a static, which cannot be shadowed */
    }
    for (const Node *at = run->first; !variable && at != NULL;
         at = at == run->last ? NULL : node_next(at)) {
        if (life_mentions(at, name)) {
            return str_format(guarded->arena, STR_FMT "_guard", STR_ARG(name));
        }
    }
    return name;
}

/* Whether an expression has a value in the middle of a chain of calls, which its end drops: `conn.prepare(sql)?.query()`. */
static bool drops_between(const Node *expression) {
    for (const Node *node = expression; node != NULL; node = node_walk(node, expression)) {
        const Node *receiver = node_field(node_field(node, FIELD_FUNCTION), FIELD_VALUE);
        while (node_is(receiver, NODE_TRY_EXPRESSION)) {
            receiver = node_first(receiver);
        }
        bool method = node_is(node_field(receiver, FIELD_FUNCTION), NODE_FIELD_EXPRESSION);
        if (node_is(node, NODE_CALL_EXPRESSION) && method && !node->in_macro) {
            return true;
        }
    }
    return false;
}

static bool is_tail(const Node *statement) {
    return node_next(statement) == NULL && node_is(statement->parent, NODE_BLOCK) &&
           !node_is(statement, NODE_EXPRESSION_STATEMENT) &&
           !node_is(statement, NODE_LET_DECLARATION);
}

/* `EXPRESSION` at a block's end becomes `let value = EXPRESSION;` and `value`. */
static void bind_tail(Guarded *guarded, const Node *tail) {
    Str indentation = rewrite_open_block(guarded->rewrite, tail->parent);
    Str name = life_mentions(tail->parent, STR("value")) ? STR("result") : STR("value");
    rewrite_before(guarded->rewrite, tail,
                   str_format(guarded->arena, "let " STR_FMT " = ", STR_ARG(name)));
    rewrite_after(
        guarded->rewrite, tail,
        str_format(guarded->arena, ";\n" STR_FMT STR_FMT, STR_ARG(indentation), STR_ARG(name)));
}

/* Puts the guard's name in the place of all sites of the run. */
static void name_sites(LockSites *sites, const Node *site, const Run *run, Str name) {
    Guarded *guarded = sites->guarded;
    for (size_t i = 0; i < guarded->sites.count; i++) {
        const Node *other = guarded->sites.items[i];
        if (other->start < run->first->start || other->end > run->last->end ||
            other->source != site->source || !lock_site_same(site, other)) {
            continue;
        }
        bool lent = lock_site_is_lent(sites, other);
        rewrite_replace(guarded->rewrite, other,
                        str_format(guarded->arena, "%s" STR_FMT, lent ? "&" : "", STR_ARG(name)));
        lock_site_mark(sites, other);
    }
}

static bool is_changed(LockSites *sites, const Node *site, const Run *run) {
    for (size_t i = 0; i < sites->guarded->sites.count; i++) {
        const Node *other = sites->guarded->sites.items[i];
        if (other->start >= run->first->start && other->end <= run->last->end &&
            lock_site_same(site, other) && life_mutates(sites->guarded->flow, other) == 1) {
            return true;
        }
    }
    return false;
}

void lock_guard_write(LockSites *sites, const Node *site) {
    Guarded *guarded = sites->guarded;
    Arena *arena = guarded->arena;
    const Node *statement = syntax_statement(site);
    if (statement == NULL || syntax_body(statement) != syntax_body(site)) {
        guarded_fail(guarded, "is locked in a closure without a block", site);
        return;
    }
    Run run = find_run(sites, site);
    if (awaits_in(sites, &run)) {
        guarded_fail(guarded, "lends what is needed behind an await", site);
        return;
    }
    bool block = needs_block(sites, site, &run);
    Str name = guard_name(guarded, site, &run);
    Str let = str_format(arena, "let %s" STR_FMT " = " STR_FMT ".lock().unwrap();",
                         is_changed(sites, site, &run) ? "mut " : "", STR_ARG(name),
                         STR_ARG(node_text(site)));
    Str indentation = rewrite_open_block(guarded->rewrite, run.first->parent);
    NodeList outputs = {0};
    find_outputs(sites, &run, &outputs);
    if (is_tail(run.last) && sites->old_edition && drops_between(run.last)) {
        bind_tail(guarded, run.last);
    }
    name_sites(sites, site, &run, name);
    if (!block) {
        rewrite_before(guarded->rewrite, run.first,
                       str_format(arena, STR_FMT "\n" STR_FMT, STR_ARG(let), STR_ARG(indentation)));
        return;
    }
    Str step = syntax_indent_step(site->source);
    Str head = outputs.count > 0
                   ? str_format(arena, "let " STR_FMT " = ", STR_ARG(tuple_of(arena, &outputs)))
                   : STR("");
    Str open = str_format(arena, STR_FMT "{\n" STR_FMT STR_FMT STR_FMT, STR_ARG(head),
                          STR_ARG(indentation), STR_ARG(step), STR_ARG(let));
    rewrite_wrap(guarded->rewrite, run.first, run.last, open, tuple_of(arena, &outputs),
                 outputs.count > 0 ? STR("};") : STR("}"));
}

/* The text of an expression with its sites named, and before it a line for each guard that this takes. */
static Str named_text(LockSites *sites, const Node *expression, StrBuf *lets, Str indentation) {
    Guarded *guarded = sites->guarded;
    Run run = {.first = expression, .last = expression};
    StrBuf out = strbuf_new(guarded->arena);
    NodeList named = {0};
    size_t done = expression->start;
    for (size_t i = 0; i < guarded->sites.count; i++) {
        const Node *site = guarded->sites.items[i];
        if (!node_within(site, expression) || site->start < done) {
            continue;
        }
        Str name = guard_name(guarded, site, &run);
        bool known = false;
        for (size_t k = 0; k < named.count; k++) {
            known = known || lock_site_same(named.items[k], site);
        }
        if (!known) {
            VEC_PUSH(guarded->arena, &named, site);
            strbuf_addf(lets, "let %s" STR_FMT " = " STR_FMT ".lock().unwrap();\n" STR_FMT,
                        is_changed(sites, site, &run) ? "mut " : "", STR_ARG(name),
                        STR_ARG(node_text(site)), STR_ARG(indentation));
        }
        strbuf_add(&out, str_slice(site->source->text, done, site->start));
        strbuf_addf(&out, "%s" STR_FMT, lock_site_is_lent(sites, site) ? "&" : "", STR_ARG(name));
        done = site->end;
        lock_site_mark(sites, site);
    }
    strbuf_add(&out, str_slice(expression->source->text, done, expression->end));
    return strbuf_str(&out);
}

void lock_guard_hoist(LockSites *sites, const Node *site, Hoist *hoist) {
    Guarded *guarded = sites->guarded;
    Arena *arena = guarded->arena;
    bool owned = hoist->own.kind == OWN_OWNED || hoist->own.kind == OWN_UNKNOWN ||
                 (hoist->own.kind == OWN_PLACE && hoist->own.copy);
    bool one_line = str_find_byte(node_text(hoist->expression), '\n') == STR_NONE;
    if (hoist->place != HOIST_STATEMENT || !owned || !one_line) {
        guarded_fail(guarded, "is locked twice in an expression that awaits", site);
        return;
    }
    Str outer = rewrite_open_block(guarded->rewrite, hoist->statement->parent);
    Str inner = str_format(arena, STR_FMT STR_FMT, STR_ARG(outer),
                           STR_ARG(syntax_indent_step(site->source)));
    StrBuf lets = strbuf_new(arena);
    Str text = named_text(sites, hoist->expression, &lets, inner);
    rewrite_before(guarded->rewrite, hoist->statement,
                   str_format(arena,
                              "let " STR_FMT " = {\n" STR_FMT STR_FMT STR_FMT "\n" STR_FMT
                              "};\n" STR_FMT,
                              STR_ARG(hoist->name), STR_ARG(inner), STR_ARG(strbuf_str(&lets)),
                              STR_ARG(text), STR_ARG(outer), STR_ARG(outer)));
    rewrite_replace(guarded->rewrite, hoist->expression, hoist->spelled);
}

void lock_guard_end_tail(LockSites *sites, const Node *site) {
    const Node *tail = syntax_statement(site);
    if (!sites->old_edition || tail == NULL || !is_tail(tail) || lock_site_scope(site) != tail) {
        return;
    }
    const Node *root = site;
    while (node_is(root, NODE_FIELD_EXPRESSION)) {
        root = node_field(root, FIELD_VALUE);
    }
    const Node *let =
        scope_declaration(node_is(root, NODE_IDENTIFIER) ? scope_binding(root) : NULL);
    const Node *block = tail->parent;
    bool reference = type_kind(flow_type(sites->guarded->flow, root)) == TYPE_REFERENCE;
    if (node_is(let, NODE_LET_DECLARATION) && let->parent == block && !reference) {
        bind_tail(sites->guarded, tail);
    }
}
