/*
 * Writing an owned value in place of a borrowed one, and its uses so that each sees the type it saw before.
 */
#include "fix/life.h"
#include "fix/own.h"

#include "rust/scope.h"

static bool ends_with(const Chain *chain, const char *link) {
    return chain->links.count > 1 && str_is(chain->links.items[chain->links.count - 1], link);
}

/* Swaps a borrowing last link for a clone of what it borrowed. */
static bool swap_last(Arena *arena, Chain *chain, const char *link, bool copy) {
    if (!ends_with(chain, link)) return false;
    chain_drop_last(chain);
    if (!copy) chain_add(arena, chain, ".clone()");
    return true;
}

static void convert_reference(Arena *arena, const Own *own, Chain *chain) {
    bool borrowed = str_starts(chain->prefix, STR("&"));
    if (borrowed) {
        bool deref = str_ends(chain->prefix, STR("*"));
        chain->prefix = own->copy && deref ? STR("*") : STR("");
        if (!own->copy) chain_add(arena, chain, ".clone()");
    } else if (own->copy) {
        chain->prefix = str_format(arena, "*" STR_FMT, STR_ARG(chain->prefix));
    } else {
        chain_add(arena, chain, ".clone()");
    }
}

static void convert_elements(Arena *arena, const Own *own, Chain *chain) {
    const char *link = own->item == OWN_TEXT ? ".map(str::to_owned)"
                       : own->copy           ? ".copied()"
                                             : ".cloned()";
    Str last = chain->links.items[chain->links.count - 1];
    bool collected = str_starts(last, STR(".collect"));
    if (collected) {
        chain_drop_last(chain);
    } else {
        chain_add(arena, chain, ".into_iter()");
    }
    chain_add(arena, chain, link);
    chain_add(arena, chain, ".collect::<Vec<_>>()");
}

bool own_convert(Arena *arena, const Own *own, Chain *chain) {
    switch (own->kind) {
    case OWN_UNKNOWN:
    case OWN_OWNED:
        return true;
    case OWN_PLACE:
        if (own->copy) return true;
        if (own->clone == 0) return false;
        chain->prefix = STR("");
        chain_add(arena, chain, ".clone()");
        return true;
    case OWN_REFERENCE:
        if (own->clone == 0) return false;
        if (own->fresh) {
            chain->prefix = STR("");
        } else {
            convert_reference(arena, own, chain);
        }
        return true;
    case OWN_GUARD:
        if (own->clone == 0) return false;
        chain->prefix = own->copy ? STR("*") : STR("");
        if (!own->copy) chain_add(arena, chain, ".clone()");
        return true;
    case OWN_TEXT:
        chain->prefix = STR("");
        if (!swap_last(arena, chain, ".as_str()", false)) chain_add(arena, chain, ".to_owned()");
        return true;
    case OWN_SLICE:
        if (own->clone == 0) return false;
        chain->prefix = STR("");
        if (!swap_last(arena, chain, ".as_slice()", false)) chain_add(arena, chain, ".to_vec()");
        return true;
    case OWN_INSIDE:
        if (own->clone == 0) return false;
        if (!swap_last(arena, chain, ".as_ref()", own->copy)) {
            chain_add(arena, chain, own->copy ? ".copied()" : ".cloned()");
        }
        return true;
    case OWN_INSIDE_TEXT:
        if (!swap_last(arena, chain, ".as_deref()", false)) {
            chain_add(arena, chain, ".map(str::to_owned)");
        }
        return true;
    case OWN_ELEMENTS:
        if (own->clone == 0 || (own->target && !str_is(str_from(own->target), "Vec"))) return false;
        convert_elements(arena, own, chain);
        return true;
    case OWN_ITERATOR:
        if (own->item == OWN_REFERENCE && own->clone == 0) return false;
        if (own->item == OWN_BOUND || own->item == OWN_GUARD) return false;
        if (own->item == OWN_REFERENCE)
            chain_add(arena, chain, own->copy ? ".copied()" : ".cloned()");
        if (own->item == OWN_TEXT) chain_add(arena, chain, ".map(str::to_owned)");
        chain_add(arena, chain, ".collect::<Vec<_>>()");
        return true;
    case OWN_BOUND:
        return false;
    }
    return false;
}

Str own_why(Arena *arena, const Own *own) {
    if (own->kind == OWN_ITERATOR && own->item == OWN_BOUND) {
        return STR("the loop reaches the items to change them: copies would lose the changes");
    }
    if (own->kind == OWN_BOUND || own->type.len == 0) {
        return str_format(arena,
                          "what is needed after the await borrows from it and cannot be kept");
    }
    return str_format(arena,
                      "`" STR_FMT "` cannot be cloned, so it cannot be kept without the borrow",
                      STR_ARG(own->type));
}

Own own_as_read(const Own *own) {
    Own read = *own;
    if (own->kind == OWN_BOUND && own->exclusive) read.kind = OWN_REFERENCE;
    return read;
}

bool own_changes_type(const Own *own) {
    return own->kind != OWN_UNKNOWN && own->kind != OWN_OWNED && own->kind != OWN_PLACE;
}

static bool in_format(const Node *use) {
    return node_is(use, NODE_STRING_LITERAL) || node_is(use->parent, NODE_TOKEN_TREE);
}

/* `*x` of a reference; gives the unary expression. */
static const Node *dereference(const Node *use) {
    const Node *parent = use->parent;
    return node_is(parent, NODE_UNARY_EXPRESSION) && node_is_token(parent->first, "*") ? parent
                                                                                       : NULL;
}

static bool is_inside(const Own *own) {
    return own->kind == OWN_INSIDE || own->kind == OWN_INSIDE_TEXT;
}

static bool is_scrutinee(const Node *node) {
    const Node *parent = node->parent;
    if (node_is(parent, NODE_MATCH_EXPRESSION) || node_is(parent, NODE_LET_CONDITION)) {
        return node->field == FIELD_VALUE;
    }
    return (node_is(parent, NODE_LET_DECLARATION) && node->field == FIELD_VALUE &&
            !node_is(node_field(parent, FIELD_PATTERN), NODE_IDENTIFIER)) ||
           (node_is(parent, NODE_FOR_EXPRESSION) && node->field == FIELD_VALUE);
}

Str own_spell(Arena *arena, const Own *own, Str name, const Node *place) {
    if (!own_changes_type(own)) return name;
    bool receiver = node_is(place->parent, NODE_FIELD_EXPRESSION);
    bool scrutinee = is_scrutinee(place);
    if (life_is_printed(place)) return name;
    if (own->kind == OWN_INSIDE_TEXT)
        return str_format(arena, STR_FMT ".as_deref()", STR_ARG(name));
    if (own->kind == OWN_INSIDE && !scrutinee) {
        return str_format(arena, STR_FMT ".as_ref()", STR_ARG(name));
    }
    if (own->kind == OWN_TEXT && scrutinee)
        return str_format(arena, STR_FMT ".as_str()", STR_ARG(name));
    if (own->kind == OWN_ELEMENTS || own->kind == OWN_ITERATOR) {
        bool borrowed = own->item == OWN_REFERENCE;
        if (own->kind == OWN_ITERATOR && !(node_is(place->parent, NODE_FOR_EXPRESSION))) {
            return str_format(arena, borrowed ? STR_FMT ".iter()" : STR_FMT ".into_iter()",
                              STR_ARG(name));
        }
        return str_format(arena, borrowed ? "&" STR_FMT : STR_FMT, STR_ARG(name));
    }
    if (receiver) return name;
    return str_format(arena, "&" STR_FMT, STR_ARG(name));
}

static bool keeps_option(Str method) {
    return str_is(method, "is_some") || str_is(method, "is_none") || str_is(method, "is_ok") ||
           str_is(method, "is_err") || str_is(method, "clone") || str_is(method, "as_ref");
}

void own_adapt_use(Rewrite *rewrite, const Own *own, const Node *use) {
    if (!own_changes_type(own) || in_format(use)) return;
    Arena *arena = rewrite->arena;
    const Node *parent = use->parent;
    if (is_inside(own)) {
        bool receiver = node_is(parent, NODE_FIELD_EXPRESSION);
        if (receiver && keeps_option(node_text(node_field(parent, FIELD_FIELD)))) return;
        rewrite_replace(rewrite, use, own_spell(arena, own, node_text(use), use));
        return;
    }
    const Node *star = dereference(use);
    if (star && own->kind != OWN_TEXT && own->kind != OWN_SLICE) {
        rewrite_replace(rewrite, star, node_text(use));
        return;
    }
    bool as_is = node_is(parent, NODE_FIELD_EXPRESSION) ||
                 node_is(parent, NODE_REFERENCE_EXPRESSION) ||
                 (node_is(parent, NODE_INDEX_EXPRESSION) && node_first(parent) == use) || star;
    if (as_is) return;
    if (node_is(use, NODE_SHORTHAND_FIELD_IDENTIFIER) ||
        node_is(parent, NODE_SHORTHAND_FIELD_INITIALIZER)) {
        Str name = node_text(use);
        rewrite_after(rewrite, use, str_format(arena, ": &" STR_FMT, STR_ARG(name)));
        return;
    }
    rewrite_replace(rewrite, use, own_spell(arena, own, node_text(use), use));
}
