/*
 * Share: see share.h.
 */
#include "fix/share.h"

#include "fix/bounds.h"
#include "fix/cells.h"
#include "match/type_text.h"
#include "rust/generics.h"
#include "rust/ownership.h"

enum { MAX_DEPTH = 24 };

Share share_new(Arena *arena, Workspace *workspace, const Patterns *patterns, Rewrite *rewrite) {
    return (Share){
        .arena = arena,
        .workspace = workspace,
        .flow = workspace_flow(workspace),
        .patterns = patterns,
        .rewrite = rewrite,
        .swap = swap_new(arena, rewrite, workspace_edition(workspace)),
    };
}

static bool first_time(Share *share, const Node *node) {
    return nodes_add_once(share->arena, &share->done, node);
}

static void fail(Share *share, const char *why, Str type) {
    rewrite_fail(share->rewrite, str_format(share->arena, "`" STR_FMT "` %s", STR_ARG(type), why));
}

/* `Rc` becomes `Arc`, and the `Weak`s that come from it std::sync's. */
static void share_counted(Share *share, const NodeList *mentions) {
    share->counted = true;
    NodeList all = *mentions;
    flow_companions(share->arena, &all, share->flow, mentions->items[0]);
    for (size_t i = 0; i < all.count; i++) {
        const Node *path = swap_path(all.items[i]);
        bool weak = path != NULL && str_ends(node_text(path), STR("Weak"));
        swap_mention(&share->swap, all.items[i],
                     weak ? STR("std::sync::Weak") : STR("std::sync::Arc"));
    }
}

static bool has_traits(const NodeList *mentions, unsigned traits) {
    for (size_t i = 0; i < mentions->count; i++) {
        Str text = node_text(mentions->items[i]);
        if (!generics_has_bound(text, STR("Send")) ||
            ((traits & SHARE_SYNC) && !generics_has_bound(text, STR("Sync")))) {
            return false;
        }
    }
    return mentions->count > 0;
}

/* Adds what a trait object lacks to all its spellings. */
static void share_object(Share *share, const NodeList *mentions, unsigned traits) {
    for (size_t i = 0; i < mentions->count; i++) {
        const Node *mention = mentions->items[i];
        if (node_is(mention->parent, NODE_REFERENCE_TYPE)) {
            fail(share, "is a trait object behind a reference", node_text(mention));
            return;
        }
        bounds_add(share->rewrite, mention, traits & SHARE_SYNC ? STR("Send Sync") : STR("Send"));
    }
}

static void share_fields(Share *share, const Item *item, unsigned traits) {
    if (!first_time(share, item->node)) {
        return;
    }
    for (size_t i = 0; i < item->fields.count; i++) {
        share_type(share, flow_type(share->flow, item->fields.items[i].type), traits);
    }
}

static void share_arguments(Share *share, const Type *type, unsigned traits) {
    for (size_t i = 0; i < type_argument_count(type); i++) {
        share_type(share, type_argument(type, i), traits);
    }
}

static bool may_edit(Share *share, const NodeList *mentions, Str type) {
    for (size_t i = 0; i < mentions->count; i++) {
        if (ownership_refusal(mentions->items[i]).len > 0) {
            fail(share, "is spelt in code that is not yours to edit", type);
            return false;
        }
        if (generics_is_phantom(mentions->items[i])) {
            fail(share, "stands in a PhantomData: it holds nothing and only marks the type", type);
            return false;
        }
    }
    if (mentions->count == 0) {
        fail(share, "is not spelt anywhere in your own source", type);
        return false;
    }
    return true;
}

/* The traits that the content of a std type must have for the type to have the given ones. */
static unsigned content_traits(Str name, unsigned traits) {
    static const char *const both[] = {"Rc",       "Weak",     "Arc",      "OnceCell",
                                       "LazyCell", "OnceLock", "LazyLock", "RwLock"};
    static const char *const send[] = {"Cell", "RefCell", "Mutex", "Receiver", "Sender"};
    if (str_is_one_of(name, both, sizeof both / sizeof both[0])) {
        return SHARE_SEND | SHARE_SYNC;
    }
    return str_is_one_of(name, send, sizeof send / sizeof send[0]) ? SHARE_SEND : traits;
}

static void share_path(Share *share, const Type *type, unsigned traits) {
    static const char *const counted[] = {"Rc", "Weak"};
    static const char *const cells[] = {"Cell", "RefCell", "OnceCell", "LazyCell"};
    Str name = type_name(type);
    const Item *item = type_item(type);
    if (item != NULL) {
        share_fields(share, item, traits);
        share_arguments(share, type, traits);
        return;
    }
    NodeList mentions = {0};
    flow_type_mentions(share->arena, &mentions, share->flow, type);
    bool is_counted = str_is_one_of(name, counted, sizeof counted / sizeof counted[0]);
    bool is_cell = str_is_one_of(name, cells, sizeof cells / sizeof cells[0]);
    if (is_counted || (is_cell && (traits & SHARE_SYNC))) {
        Str spelt = type_spell(share->arena, type);
        if (mentions.count > 0 && !first_time(share, mentions.items[0])) {
            return;
        }
        if (!may_edit(share, &mentions, spelt)) {
            return;
        }
        if (is_counted) {
            share_counted(share, &mentions);
        } else {
            cells_convert(share, type, &mentions);
        }
    } else if (str_is(name, "UnsafeCell") && (traits & SHARE_SYNC)) {
        fail(share, "hands out a pointer that no lock guards", type_spell(share->arena, type));
        return;
    }
    share_arguments(share, type, content_traits(name, traits));
}

void share_type(Share *share, const Type *type, unsigned traits) {
    if (share->depth >= MAX_DEPTH || share->rewrite->trouble.len > 0) {
        return;
    }
    share->depth++;
    TypeKind kind = type_kind(type);
    if (kind == TYPE_PATH) {
        share_path(share, type, traits);
    } else if (kind == TYPE_DYN) {
        NodeList mentions = {0};
        flow_type_mentions(share->arena, &mentions, share->flow, type);
        if (!has_traits(&mentions, traits) &&
            may_edit(share, &mentions, type_spell(share->arena, type))) {
            share_object(share, &mentions, traits);
        }
    } else if (kind == TYPE_POINTER) {
        fail(share, "is a raw pointer, which no lock makes safe to share",
             type_spell(share->arena, type));
    } else if (kind == TYPE_REFERENCE) {
        share_arguments(share, type, type_is_mut(type) ? traits : SHARE_SYNC);
    } else if (kind == TYPE_TUPLE || kind == TYPE_SLICE) {
        share_arguments(share, type, traits);
    }
    share->depth--;
}

static void share_spelling(Share *share, const Node *origin, unsigned traits) {
    const Node *scoped = origin->parent;
    bool is_path = node_is(scoped, NODE_SCOPED_IDENTIFIER) && origin->field == FIELD_PATH;
    const Node *call = is_path ? node_ancestor(scoped, NODE_CALL_EXPRESSION) : NULL;
    const Type *type = flow_type(share->flow, call != NULL ? call : origin);
    if (str_is(type_name(type), "Weak") && call != NULL) {
        type = flow_type(share->flow, node_first(node_field(call, FIELD_ARGUMENTS)));
    }
    while (type_kind(type) == TYPE_REFERENCE) {
        type = type_argument(type, 0);
    }
    share_type(share, type, traits);
}

/* rustc reports each type of a struct once: its other fields of the same type would come up in the next round. */
void share_origin(Share *share, const Node *origin, unsigned traits) {
    share_spelling(share, origin, traits);
    const Node *field = node_ancestor(origin, NODE_FIELD_DECLARATION);
    const Node *type = node_field(field, FIELD_TYPE);
    for (const Node *other = field != NULL ? node_first(field->parent) : NULL; other != NULL;
         other = node_next(other)) {
        const Node *same = node_field(other, FIELD_TYPE);
        if (other != field && same != NULL && str_eq(node_text(same), node_text(type))) {
            size_t start = same->start + (origin->start - type->start);
            const Node *spelling =
                node_exact(same->source, start, start + (origin->end - origin->start));
            if (spelling != NULL) {
                share_spelling(share, spelling, traits);
            }
        }
    }
}

Str share_content(Arena *arena, Str root_type) {
    StrList arguments = {0};
    type_text_arguments(arena, &arguments, root_type);
    return arguments.count == 1 ? arguments.items[0] : (Str){0};
}
