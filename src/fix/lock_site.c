/*
 * Lock sites: see lock_site.h.
 */
#include "fix/lock_site.h"

#include "base/text.h"
#include "fix/hoist.h"
#include "fix/life.h"
#include "fix/lock_guard.h"
#include "rust/source.h"

bool lock_site_is_written(const LockSites *sites, const Node *site) {
    for (size_t i = 0; i < sites->written.count; i++) {
        if (sites->written.items[i] == site) {
            return true;
        }
    }
    return false;
}

void lock_site_mark(LockSites *sites, const Node *site) {
    VEC_PUSH(sites->guarded->arena, &sites->written, site);
}

bool lock_site_is_lent(const LockSites *sites, const Node *site) {
    for (size_t i = 0; i < sites->guarded->lent.count; i++) {
        if (sites->guarded->lent.items[i] == site) {
            return true;
        }
    }
    return false;
}

/* ---- which functions lock ---- */

static bool add_function(LockSites *sites, const Node *function) {
    for (size_t i = 0; i < sites->functions.count; i++) {
        if (sites->functions.items[i] == function) {
            return false;
        }
    }
    VEC_PUSH(sites->guarded->arena, &sites->functions, function);
    return true;
}

/* The function that runs a node when it is called: none where a thread or task of its own does. */
static const Node *runner(const Node *node) {
    for (const Node *at = node->parent; at != NULL; at = at->parent) {
        if (node_is(at, NODE_FUNCTION_ITEM)) {
            return at;
        }
        bool closure = node_is(at, NODE_CLOSURE_EXPRESSION);
        const Node *call =
            closure && node_is(at->parent, NODE_ARGUMENTS) ? at->parent->parent : NULL;
        bool spawned = str_contains(node_text(node_field(call, FIELD_FUNCTION)), STR("spawn"));
        if (node_is(at, NODE_ASYNC_BLOCK) || spawned) {
            return NULL;
        }
    }
    return NULL;
}

static void find_functions(LockSites *sites) {
    Guarded *guarded = sites->guarded;
    for (size_t i = 0; i < guarded->sites.count; i++) {
        const Node *function = runner(guarded->sites.items[i]);
        if (function != NULL) {
            add_function(sites, function);
        }
    }
    for (size_t i = 0; i < sites->functions.count && i < 64; i++) {
        const Item *item = index_item(guarded->index, sites->functions.items[i]);
        NodeList calls = {0};
        if (item != NULL) {
            flow_calls(guarded->arena, &calls, guarded->flow, item);
        }
        for (size_t k = 0; k < calls.count; k++) {
            const Node *function = runner(calls.items[k]);
            if (function != NULL) {
                add_function(sites, function);
            }
        }
    }
}

bool lock_site_calls_locker(const LockSites *sites, const Node *within, size_t behind) {
    for (const Node *node = within; node != NULL; node = node_walk(node, within)) {
        const Item *callee = node_is(node, NODE_CALL_EXPRESSION) && node->end > behind
                                 ? flow_callee(sites->guarded->flow, node)
                                 : NULL;
        for (size_t i = 0; callee != NULL && i < sites->functions.count; i++) {
            if (sites->functions.items[i] == callee->node) {
                return true;
            }
        }
    }
    return false;
}

/* ---- how long a temporary lives ---- */

static bool ends_temporaries(const Node *node) {
    const Node *parent = node->parent;
    bool plain = !node_is(node, NODE_LET_CONDITION) && !node_is(node, NODE_LET_CHAIN);
    if (node_is(parent, NODE_IF_EXPRESSION) || node_is(parent, NODE_WHILE_EXPRESSION)) {
        return node->field == FIELD_CONDITION && plain;
    }
    if (node_is(parent, NODE_BINARY_EXPRESSION)) {
        const Node *operator= node_field(parent, FIELD_OPERATOR);
        return node->field == FIELD_RIGHT &&
               (node_is_token(operator, "&&") || node_is_token(operator, "||"));
    }
    return node_is(parent, NODE_BLOCK) ||
           (node_is(parent, NODE_MATCH_ARM) && node->field == FIELD_VALUE) ||
           (node_is(parent, NODE_CLOSURE_EXPRESSION) && node->field == FIELD_BODY);
}

const Node *lock_site_scope(const Node *site) {
    const Node *node = site;
    while (node->parent != NULL && !ends_temporaries(node)) {
        node = node->parent;
    }
    return node;
}

/* Whether an await of the site's own body comes while a temporary of its statement lives. */
static bool awaits_behind(const LockSites *sites, const Node *site, const Node *scope) {
    const Index *index = sites->guarded->index;
    const Node *body = syntax_body(site);
    for (const Node *node = scope; node != NULL; node = node_walk(node, scope)) {
        bool candidate =
            node_is(node, NODE_AWAIT_EXPRESSION) || node_is(node, NODE_MACRO_INVOCATION);
        if (candidate && node->end > site->end && syntax_body(node) == body &&
            life_first_await(index, node) == node) {
            return true;
        }
    }
    return false;
}

bool lock_site_same(const Node *a, const Node *b) {
    return str_eq(node_text(a), node_text(b)) && syntax_body(a) == syntax_body(b);
}

/* Another lock of the same value while this one is held: in the same expression (near), or in a block within its statement. */
static bool locks_again(const LockSites *sites, const Node *site, const Node *scope, bool near) {
    for (size_t i = 0; i < sites->guarded->sites.count; i++) {
        const Node *other = sites->guarded->sites.items[i];
        if (other == site || !node_within(other, scope) || !lock_site_same(site, other)) {
            continue;
        }
        bool beside = syntax_block(other) == syntax_block(site) &&
                      lock_site_scope(other) == lock_site_scope(site);
        if (beside == near && (near || other->start > site->start)) {
            return true;
        }
    }
    return false;
}

/* ---- the forms ---- */

static bool on_one_line(const Node *node) {
    return str_find_byte(node_text(node), '\n') == STR_NONE;
}

/* rustfmt gives the block of a let-else lines of its own where all of it has more than 50 columns. */
static void open_let_else(LockSites *sites, const Node *site) {
    Rewrite *rewrite = sites->guarded->rewrite;
    const Node *let = syntax_statement(site);
    const Node *block = node_field(let, FIELD_ALTERNATIVE);
    const Node *inner = node_first(block);
    if (!node_is(let, NODE_LET_DECLARATION) || inner == NULL || !on_one_line(let) ||
        node_next(inner) != NULL ||
        text_width(rewrite_text(rewrite, let->source, let->start, let->end)) <=
            LAYOUT_LET_ELSE_WIDTH) {
        return;
    }
    Str outer = syntax_indentation(let);
    Str step = syntax_indent_step(let->source);
    bool closed = str_ends(node_text(inner), STR(";"));
    rewrite_range(rewrite, let->source, block->start + 1, inner->start,
                  str_format(rewrite->arena, "\n" STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(step)));
    rewrite_range(rewrite, let->source, inner->end, block->end - 1,
                  str_format(rewrite->arena, "%s\n" STR_FMT, closed ? "" : ";", STR_ARG(outer)));
}

/* Whether a site stands in an expression besides another one. */
static bool holds_another(const LockSites *sites, const Node *expression, const Node *site) {
    for (size_t i = 0; i < sites->guarded->sites.count; i++) {
        const Node *other = sites->guarded->sites.items[i];
        if (other != site && node_within(other, expression)) {
            return true;
        }
    }
    return false;
}

/* Whether an edit made so far lies within a node. */
static bool is_touched(const Rewrite *rewrite, const Node *node) {
    for (size_t i = 0; i < rewrite->edits.count; i++) {
        const Edit *edit = &rewrite->edits.items[i];
        if (str_eq(edit->file, node->source->path) && edit->byte_start >= node->start &&
            edit->byte_end <= node->end) {
            return true;
        }
    }
    return false;
}

/* Lays the whole chain around a site out anew, where it has lines of its own or becomes too long for one; false if neither. */
static bool write_chain(LockSites *sites, const Node *site) {
    Guarded *guarded = sites->guarded;
    const Node *whole = chain_around(site);
    Chain chain = chain_read(guarded->arena, whole);
    size_t own = chain_read(guarded->arena, site).links.count;
    size_t width = text_width(chain_flat(guarded->arena, &chain)) + sizeof ".lock().unwrap()" - 1;
    bool many = str_find_byte(node_text(whole), '\n') != STR_NONE;
    bool fits = !chain.vertical && (many || width <= LAYOUT_CHAIN_WIDTH);
    if (whole == site || whole->in_macro || fits || whole->start != site->start ||
        chain_has_comment(whole) || holds_another(sites, whole, site) ||
        is_touched(guarded->rewrite, whole)) {
        return false;
    }
    StrList links = {0};
    for (size_t i = 0; i < chain.links.count; i++) {
        VEC_PUSH(guarded->arena, &links, chain.links.items[i]);
        if (i + 1 == own) {
            VEC_PUSH(guarded->arena, &links, STR(".lock()"));
            VEC_PUSH(guarded->arena, &links, STR(".unwrap()"));
        }
    }
    chain.links = links;
    chain_put(guarded->rewrite, whole, &chain);
    return true;
}

static void write_in_place(LockSites *sites, const Node *site) {
    Guarded *guarded = sites->guarded;
    bool lent = lock_site_is_lent(sites, site);
    if (!lent && write_chain(sites, site)) {
        lock_site_mark(sites, site);
        return;
    }
    if (lent) {
        rewrite_before(guarded->rewrite, site, STR("&"));
    }
    rewrite_after(guarded->rewrite, site, STR(".lock().unwrap()"));
    VEC_PUSH(guarded->arena, &guarded->edited, site);
    lock_site_mark(sites, site);
}

/* Puts the lock into the chain that a hoist binds: behind the links that spell the site. */
static bool lock_in_chain(Arena *arena, Hoist *hoist, const Node *site) {
    const Source *source = site->source;
    Chain own = chain_read(arena, site);
    bool on_spine = hoist->expression->start + hoist->chain.prefix.len == site->start ||
                    hoist->expression->start == site->start;
    StrList links = {0};
    bool found = false;
    for (size_t i = 0; i < hoist->chain.links.count; i++) {
        Str link = hoist->chain.links.items[i];
        const char *end = source->text.data + site->end;
        bool inside = !on_spine && link.data < end && link.data + link.len >= end;
        if (inside) {
            size_t cut = (size_t)(end - link.data);
            link =
                str_format(arena, STR_FMT ".lock().unwrap()" STR_FMT,
                           STR_ARG(str_slice(link, 0, cut)), STR_ARG(str_from_offset(link, cut)));
            found = true;
        }
        VEC_PUSH(arena, &links, link);
        if (on_spine && i + 1 == own.links.count) {
            VEC_PUSH(arena, &links, STR(".lock()"));
            VEC_PUSH(arena, &links, STR(".unwrap()"));
            found = true;
        }
    }
    hoist->chain.links = links;
    return found;
}

/* The hoist of what is needed; among a macro's arguments not the macro as a whole, but what is read from the value. */
static Hoist plan_hoist(LockSites *sites, const Node *site) {
    Guarded *guarded = sites->guarded;
    Hoist hoist = hoist_plan(guarded->arena, guarded->workspace, site);
    const Node *chain = chain_around(site);
    if (hoist.trouble.len > 0 || !site->in_macro || hoist.expression->in_macro || chain == site ||
        hoist.place != HOIST_STATEMENT || life_awaits(guarded->index, chain)) {
        return hoist;
    }
    hoist.expression = chain;
    hoist.argument = false;
    hoist.own = own_of(guarded->arena, guarded->workspace, chain);
    hoist.chain = chain_read(guarded->arena, chain);
    if (!own_convert(guarded->arena, &hoist.own, &hoist.chain)) {
        hoist.trouble = own_why(guarded->arena, &hoist.own);
        return hoist;
    }
    hoist.name = hoist_name(guarded->arena, guarded->workspace, chain, hoist.statement);
    hoist.spelled = own_spell(guarded->arena, &hoist.own, hoist.name, chain);
    return hoist;
}

static void write_hoisted(LockSites *sites, const Node *site) {
    Guarded *guarded = sites->guarded;
    Hoist hoist = plan_hoist(sites, site);
    if (hoist.trouble.len == 0 && hoist.expression == site) {
        hoist.trouble =
            str_format(guarded->arena, "`" STR_FMT "` is borrowed as a whole over an await",
                       STR_ARG(node_text(site)));
    }
    if (hoist.trouble.len == 0 && !hoist.argument && holds_another(sites, hoist.expression, site)) {
        lock_guard_hoist(sites, site, &hoist);
        return;
    }
    if (hoist.trouble.len == 0 &&
        (hoist.argument || !lock_in_chain(guarded->arena, &hoist, site))) {
        hoist.trouble = str_format(guarded->arena,
                                   "`" STR_FMT "` is locked where more than its value is needed",
                                   STR_ARG(node_text(site)));
    }
    if (hoist.own.kind == OWN_GUARD || hoist.own.kind == OWN_BOUND) {
        hoist.trouble = STR("the lock would be held over an await");
    }
    hoist_apply(guarded->rewrite, &hoist);
    lock_site_mark(sites, site);
}

/* The `for` loop whose items a channel's receiving end gives: `rx.iter()`, `rx`, `&rx`; in *method the call for one item. */
static const Node *receiving_loop(const Node *site, const char **method) {
    const Node *header = site;
    while (node_is(header->parent, NODE_REFERENCE_EXPRESSION)) {
        header = header->parent;
    }
    const Node *field = header->parent;
    Str name = node_text(node_field(field, FIELD_FIELD));
    *method = "recv";
    if (node_is(field, NODE_FIELD_EXPRESSION) && node_is(field->parent, NODE_CALL_EXPRESSION) &&
        (str_is(name, "iter") || str_is(name, "try_iter") || str_is(name, "into_iter"))) {
        *method = str_is(name, "try_iter") ? "try_recv" : "recv";
        header = field->parent;
    }
    bool loops = node_is(header->parent, NODE_FOR_EXPRESSION) && header->field == FIELD_VALUE;
    return loops ? header->parent : NULL;
}

static bool is_receiver(const LockSites *sites, const Node *site) {
    const Type *type = flow_type(sites->guarded->flow, site);
    for (unsigned steps = 0; steps < 4; steps++) {
        if (type_kind(type) != TYPE_REFERENCE && !guarded_is_pointer(type)) {
            break;
        }
        type = type_argument(type, 0);
    }
    return str_is(type_name(type), "Receiver");
}

/* Whether more than one thread or task takes items: the body is run several times, or another one has sites too. */
static bool has_several_takers(const LockSites *sites, const Node *site) {
    const Node *body = syntax_body(site);
    if (node_is(body, NODE_FUNCTION_ITEM) && !node_is(site, NODE_IDENTIFIER)) {
        return true; /* a field of what several threads may share */
    }
    for (const Node *at = body; at != NULL && !node_is(at, NODE_FUNCTION_ITEM); at = at->parent) {
        if (node_is(at, NODE_FOR_EXPRESSION) || node_is(at, NODE_WHILE_EXPRESSION) ||
            node_is(at, NODE_LOOP_EXPRESSION) ||
            (at != body && node_is(at, NODE_CLOSURE_EXPRESSION) &&
             node_is(at->parent, NODE_ARGUMENTS) &&
             str_ends(node_text(node_field(at->parent->parent, FIELD_FUNCTION)), STR("map")))) {
            return true;
        }
    }
    for (size_t i = 0; i < sites->guarded->sites.count; i++) {
        if (syntax_body(sites->guarded->sites.items[i]) != body) {
            return true;
        }
    }
    return false;
}

/* `for x in rx.iter() {` becomes a loop that takes one item under the lock, and works on it without. */
static bool write_receiving(LockSites *sites, const Node *site) {
    Guarded *guarded = sites->guarded;
    const char *method = NULL;
    const Node *loop = is_receiver(sites, site) ? receiving_loop(site, &method) : NULL;
    const Node *word = node_token(loop, "for");
    if (loop == NULL || word == NULL) {
        return false;
    }
    const Node *header = node_field(loop, FIELD_VALUE);
    const Node *body = node_field(loop, FIELD_BODY);
    if (!has_several_takers(sites, site) && !awaits_behind(sites, site, loop)) {
        if (header == site || node_is(header, NODE_REFERENCE_EXPRESSION)) {
            rewrite_replace(guarded->rewrite, header,
                            str_format(guarded->arena, STR_FMT ".lock().unwrap().iter()",
                                       STR_ARG(node_text(site))));
            lock_site_mark(sites, site);
            return true;
        }
        return false;
    }
    Str inner = str_format(guarded->arena, STR_FMT STR_FMT, STR_ARG(syntax_indentation(loop)),
                           STR_ARG(syntax_indent_step(loop->source)));
    Str let = str_format(
        guarded->arena, "let Ok(" STR_FMT ") = " STR_FMT ".lock().unwrap().%s() else {",
        STR_ARG(node_text(node_field(loop, FIELD_PATTERN))), STR_ARG(node_text(site)), method);
    rewrite_range(guarded->rewrite, loop->source, word->start, body->start + 1,
                  str_format(guarded->arena,
                             "loop {\n" STR_FMT STR_FMT "\n" STR_FMT "%sbreak;\n" STR_FMT "};",
                             STR_ARG(inner), STR_ARG(let), STR_ARG(inner),
                             str_cstr(guarded->arena, syntax_indent_step(loop->source)),
                             STR_ARG(inner)));
    lock_site_mark(sites, site);
    return true;
}

static bool heads_while_let(const Node *site) {
    for (const Node *node = site; node != NULL && !node_is(node, NODE_BLOCK); node = node->parent) {
        if (node_is(node->parent, NODE_WHILE_EXPRESSION) && node->field == FIELD_CONDITION) {
            return node_is(node, NODE_LET_CONDITION);
        }
    }
    return false;
}

static void write_site(LockSites *sites, const Node *site) {
    const Node *scope = lock_site_scope(site);
    bool awaits = awaits_behind(sites, site, scope);
    if (write_receiving(sites, site)) {
        return;
    }
    if (!awaits && (locks_again(sites, site, scope, true) || lock_guard_is_borrowed(sites, site))) {
        lock_guard_write(sites, site);
    } else if (awaits || heads_while_let(site) || locks_again(sites, site, scope, false) ||
               lock_site_calls_locker(sites, scope, site->end)) {
        write_hoisted(sites, site);
    } else {
        lock_guard_end_tail(sites, site);
        write_in_place(sites, site);
    }
}

void lock_sites_open_lets(LockSites *sites) {
    for (size_t i = 0; i < sites->guarded->edited.count; i++) {
        open_let_else(sites, sites->guarded->edited.items[i]);
    }
}

void lock_sites_write(LockSites *sites) {
    find_functions(sites);
    for (size_t i = 0; i < sites->guarded->sites.count; i++) {
        const Node *site = sites->guarded->sites.items[i];
        if (!lock_site_is_written(sites, site) && sites->guarded->rewrite->trouble.len == 0) {
            write_site(sites, site);
        }
    }
}
