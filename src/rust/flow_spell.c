/*
 * Types as a person writes them, and what the flow tells of a Type from outside.
 */
#include "rust/flow_internal.h"

/* The representative; what is returned is const all the way, so nothing is normalized here. */
static const Type *shown(const Type *type) {
    static const Type nothing = {.kind = TYPE_UNKNOWN};
    while (type && type->parent) type = type->parent;
    return type ? type : &nothing;
}

/* Names of our own for std's types, and what they are called outside. */
static Str outer_name(Str name) {
    static const char *const names[][2] = {
        {"SyncWeak", "Weak"},          {"AsyncMutex", "Mutex"},   {"AsyncRwLock", "RwLock"},
        {"PlainMutex", "Mutex"},       {"PlainRwLock", "RwLock"}, {"AsyncSender", "Sender"},
        {"AsyncReceiver", "Receiver"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_is(name, names[i][0])) return str_from(names[i][1]);
    }
    return name;
}

TypeKind type_kind(const Type *type) {
    return shown(type)->kind;
}

Str type_name(const Type *type) {
    type = shown(type);
    if (type->kind == TYPE_PATH && !type->item) return outer_name(type->name);
    bool named = type->kind == TYPE_PATH || type->kind == TYPE_DYN || type->kind == TYPE_IMPL;
    return named ? type->name : (Str){0};
}

bool type_is_mut(const Type *type) {
    return shown(type)->is_mut;
}

size_t type_argument_count(const Type *type) {
    return shown(type)->count;
}

const Type *type_argument(const Type *type, size_t i) {
    type = shown(type);
    return shown(i < type->count ? type->args[i] : NULL);
}

const Item *type_item(const Type *type) {
    type = shown(type);
    if (type->kind == TYPE_DYN && type->bounds && !type->item) {
        const Item *item = type->bounds->item;
        return item && !flow_is_std(NULL, item->node) ? item : NULL;
    }
    return type->item;
}

const Type *type_dereferenced(const Type *type) {
    static const char *const pointers[] = {"Box",
                                           "Rc",
                                           "Arc",
                                           "Ref",
                                           "RefMut",
                                           "MutexGuard",
                                           "RwLockReadGuard",
                                           "RwLockWriteGuard",
                                           "OwnedMutexGuard",
                                           "Pin",
                                           "LazyLock",
                                           "LazyCell"};
    type = shown(type);
    for (unsigned steps = 0; steps < FLOW_DEREFS; steps++) {
        bool through = type->kind == TYPE_REFERENCE || type->kind == TYPE_POINTER;
        for (size_t i = 0; i < sizeof pointers / sizeof *pointers && !through; i++)
            through = type->count > 0 && flow_is(type, pointers[i]);
        if (!through) break;
        type = shown(type->args[0]);
    }
    return type;
}

/* ---- spelling ---- */

static void spell(StrBuf *out, const Type *type, unsigned depth);

static void spell_list(StrBuf *out, Type *const *types, size_t count, unsigned depth) {
    for (size_t i = 0; i < count; i++) {
        if (i > 0) strbuf_add(out, STR(", "));
        spell(out, types[i], depth);
    }
}

static void spell_function(StrBuf *out, const Type *type, unsigned depth) {
    size_t count = type->count > 0 ? type->count - 1 : 0;
    strbuf_add_byte(out, '(');
    spell_list(out, type->args, count, depth);
    strbuf_add_byte(out, ')');
    const Type *result = shown(type->count > 0 ? type->args[count] : NULL);
    if (result->kind != TYPE_TUPLE || result->count > 0) {
        strbuf_add(out, STR(" -> "));
        spell(out, result, depth);
    }
}

static void spell_bound(StrBuf *out, const Bound *bound, unsigned depth) {
    strbuf_add(out, bound->name);
    if (bound->function) {
        spell_function(out, shown(bound->function), depth);
        return;
    }
    if (bound->count == 0 && !bound->associated) return;
    strbuf_add_byte(out, '<');
    spell_list(out, bound->args, bound->count, depth);
    size_t written = bound->count;
    for (const Associated *a = bound->associated; a; a = a->next) {
        if (written++ > 0) strbuf_add(out, STR(", "));
        strbuf_addf(out, STR_FMT " = ", STR_ARG(a->name));
        spell(out, a->type, depth);
    }
    strbuf_add_byte(out, '>');
}

static void spell_opaque(StrBuf *out, const Type *type, unsigned depth) {
    strbuf_add(out, type->kind == TYPE_DYN ? STR("dyn ") : STR("impl "));
    bool first = true;
    for (const Bound *bound = type->bounds; bound; bound = bound->next) {
        if (!first) strbuf_add(out, STR(" + "));
        spell_bound(out, bound, depth);
        first = false;
    }
    static const struct {
        unsigned marker;
        const char *name;
    } markers[] = {{MARKER_SEND, "Send"}, {MARKER_SYNC, "Sync"}};
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
        if (!(type->markers & markers[i].marker)) continue;
        if (!first) strbuf_add(out, STR(" + "));
        strbuf_add(out, str_from(markers[i].name));
        first = false;
    }
}

static void spell_unknown(StrBuf *out, const Type *type, unsigned depth) {
    if (!type->base) {
        strbuf_add_byte(out, '_');
        return;
    }
    spell(out, type->base, depth);
    strbuf_addf(out, "::" STR_FMT, STR_ARG(type->name));
}

static void spell_pointer(StrBuf *out, const Type *type, unsigned depth) {
    if (type->kind == TYPE_REFERENCE)
        strbuf_add(out, type->is_mut ? STR("&mut ") : STR("&"));
    else
        strbuf_add(out, type->is_mut ? STR("*mut ") : STR("*const "));
    const Type *inner = shown(type->args[0]);
    bool sum =
        inner->kind == TYPE_DYN && (inner->markers || (inner->bounds && inner->bounds->next));
    strbuf_add(out, sum ? STR("(") : STR(""));
    spell(out, inner, depth);
    strbuf_add(out, sum ? STR(")") : STR(""));
}

static void spell(StrBuf *out, const Type *type, unsigned depth) {
    type = shown(type);
    if (depth == 0 || out->len > 4000) {
        strbuf_add_byte(out, '_');
        return;
    }
    depth--;
    switch (type->kind) {
    case TYPE_UNKNOWN:
        spell_unknown(out, type, depth);
        break;
    case TYPE_PATH:
        strbuf_add(out, type_name(type));
        if (type->count > 0) {
            strbuf_add_byte(out, '<');
            spell_list(out, type->args, type->count, depth);
            strbuf_add_byte(out, '>');
        }
        break;
    case TYPE_REFERENCE:
    case TYPE_POINTER:
        spell_pointer(out, type, depth);
        break;
    case TYPE_TUPLE:
        strbuf_add_byte(out, '(');
        spell_list(out, type->args, type->count, depth);
        strbuf_add(out, type->count == 1 ? STR(",)") : STR(")"));
        break;
    case TYPE_SLICE:
        strbuf_add_byte(out, '[');
        spell(out, type->args[0], depth);
        strbuf_add(out, type->is_array ? STR("; _]") : STR("]"));
        break;
    case TYPE_DYN:
    case TYPE_IMPL:
        spell_opaque(out, type, depth);
        break;
    case TYPE_FUNCTION:
        strbuf_add(out, STR("fn"));
        spell_function(out, type, depth);
        break;
    case TYPE_NEVER:
        strbuf_add_byte(out, '!');
        break;
    }
}

Str type_spell(Arena *arena, const Type *type) {
    StrBuf out = strbuf_new(arena);
    spell(&out, type, FLOW_DEEPEST_TYPE);
    return strbuf_str(&out);
}
