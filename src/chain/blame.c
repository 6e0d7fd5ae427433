/*
 * Blame: see blame.h.
 */
#include "chain/blame.h"

#include "match/match.h"
#include "match/type_text.h"
#include "rust/index.h"
#include "rust/names.h"
#include "rust/ownership.h"

/* The crate whose folder a file lies in, as cargo unpacks them: "gix" of ".../registry/src/host/gix-0.66.0/src/lib.rs". */
static Str crate_of(Arena *arena, Str file) {
    size_t end = STR_NONE;
    for (size_t at = str_find(file, STR("/src/"), 0); at != STR_NONE;
         at = str_find(file, STR("/src/"), at + 1)) {
        end = at;
    }
    if (end == STR_NONE) return (Str){0};
    Str folder = str_slice(file, 0, end);
    size_t slash = str_find_last_byte(folder, '/');
    folder = slash == STR_NONE ? folder : str_from_offset(folder, slash + 1);
    for (size_t dash = 1; dash + 1 < folder.len; dash++) {
        char digit = folder.data[dash + 1];
        if (folder.data[dash] != '-' || digit < '0' || digit > '9') continue;
        StrBuf name = strbuf_new(arena);
        for (size_t i = 0; i < dash; i++) {
            strbuf_add_byte(&name, folder.data[i] == '-' ? '_' : folder.data[i]);
        }
        return strbuf_str(&name);
    }
    return (Str){0};
}

static bool is_plain_name(Str type) {
    Str name = type_text_head(type);
    return name.len > 0 && type_text_path(type).len == 0 && !str_starts(type, STR("dyn ")) &&
           !str_starts(type, STR("impl ")) && !str_starts(type, STR("("));
}

/* Whether the user's own source declares a type of this name. */
static bool is_own(Workspace *workspace, Str name) {
    unsigned kinds = ITEM_STRUCT | ITEM_ENUM | ITEM_UNION | ITEM_ALIAS;
    const Item *item = index_find(workspace_index(workspace), kinds, name);
    return item && item->node->source->editable;
}

const TypeKnowledge *blame_type(Arena *arena, const Patterns *patterns, Workspace *workspace,
                                Str type, const Node *place, const Span *declared) {
    if (type.len == 0) return NULL;
    Str bare = type_text_referent(type);
    if (!is_plain_name(bare)) return patterns_type(patterns, type);
    Str crate = declared ? crate_of(arena, declared->file) : (Str){0};
    const TypeKnowledge *found = NULL;
    if (crate.len > 0) {
        found = patterns_type(
            patterns, str_format(arena, STR_FMT "::" STR_FMT, STR_ARG(crate), STR_ARG(bare)));
    }
    if (found) return found;
    Str name = type_text_head(bare);
    if (place) {
        Str full = names_path(arena, place, name);
        Str rest = str_from_offset(bare, name.len);
        found = full.len == name.len
                    ? NULL
                    : patterns_type(patterns, str_format(arena, STR_FMT STR_FMT, STR_ARG(full),
                                                         STR_ARG(rest)));
    }
    if (found) return found;
    return is_own(workspace, name) ? NULL : patterns_type(patterns, type);
}

static bool ends_life(const TypeKnowledge *knowledge) {
    return knowledge && (str_starts(knowledge->fixes, STR("drop-before-await")) ||
                         str_starts(knowledge->fixes, STR("bind-temporary")) ||
                         str_starts(knowledge->fixes, STR("instrument")));
}

/* The outermost library's type among those that rustc says the root lies in. */
static const TypeKnowledge *enclosing(Arena *arena, const Finding *finding,
                                      const Patterns *patterns, Workspace *workspace, Str *type) {
    const TypeKnowledge *found = NULL;
    const Node *place = finding->value ? finding->value : finding->demand;
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const FactList *facts = &finding->evidence.items[i]->facts;
        for (size_t k = 0; k < facts->count; k++) {
            const Fact *fact = &facts->items[k];
            bool names = fact->kind == FACT_APPEARS_WITHIN || fact->kind == FACT_REQUIRED_FOR ||
                         fact->kind == FACT_HELD || fact->kind == FACT_HELD_REFERENCE ||
                         fact->kind == FACT_AWAITS_TYPE || fact->kind == FACT_WITHIN_HERE;
            if (!names) continue;
            const Span *declared = fact->kind == FACT_APPEARS_WITHIN ? fact->span : NULL;
            const TypeKnowledge *known =
                blame_type(arena, patterns, workspace, fact->type, place, declared);
            if (known && known->library.len > 0) {
                found = known;
                *type = fact->type;
            }
        }
    }
    return found;
}

/* The outermost type of another crate that the trace goes through, where its source is at hand. */
static const TypeKnowledge *foreign_step(Arena *arena, const Patterns *patterns, const Trace *trace,
                                         Str *type) {
    for (size_t i = 0; i < trace->steps.count; i++) {
        const Node *step = trace->steps.items[i];
        const Node *item = node_ancestor(step, NODE_STRUCT_ITEM);
        item = item ? item : node_ancestor(step, NODE_ENUM_ITEM);
        if (!item || item->source->editable) continue;
        *type = node_text(node_field(item, FIELD_NAME));
        Str crate = crate_of(arena, item->source->path);
        Str full = str_format(arena, STR_FMT "::" STR_FMT, STR_ARG(crate), STR_ARG(*type));
        return crate.len > 0 ? patterns_type(patterns, full) : NULL;
    }
    return NULL;
}

/* Whether the way ends at the user's own spelling of the root, and not of a type that it is the inside of. */
static bool spells_root(const Trace *trace, Str root) {
    return trace->origin && ownership_refusal(trace->origin).len == 0 &&
           str_eq(type_text_head(node_text(trace->origin)), type_text_head(root));
}

void blame_find(Arena *arena, Finding *finding, const Patterns *patterns, Workspace *workspace,
                const Trace *trace) {
    Str root_type = finding->roots.items[0].type;
    const Node *place = finding->value ? finding->value : finding->demand;
    const TypeKnowledge *root = patterns_type(patterns, root_type);
    const TypeKnowledge *value =
        blame_type(arena, patterns, workspace, finding->value_type, place, NULL);
    finding->knowledge = root;
    finding->blamed_type = root_type;
    if (value && (!root || root->marker || ends_life(value))) {
        finding->knowledge = value;
        finding->blamed_type = finding->value_type;
    }
    if (spells_root(trace, root_type)) return;
    Str type = {0};
    const TypeKnowledge *library = foreign_step(arena, patterns, trace, &type);
    if (!library) library = enclosing(arena, finding, patterns, workspace, &type);
    bool others =
        root && root->library.len > 0 && library && !str_eq(root->library, library->library);
    if (library && !others && !(value && finding->knowledge == value)) {
        finding->knowledge = library;
        finding->blamed_type = type;
    }
}
