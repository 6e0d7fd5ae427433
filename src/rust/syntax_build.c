/*
 * Copies tree-sitter's tree into linked Nodes, in one walk with a cursor and without recursion:
 * a hostile file may nest as deep as it is long.
 *
 * The grammar's symbol and field numbers are looked up by name, once for each file (syntax.def is
 * sorted by name, so that is a few thousand comparisons): no table has to follow the grammar.
 */
#include "rust/syntax_build.h"

#include <stdlib.h>
#include <string.h>

const TSLanguage *tree_sitter_rust(void);

/*
 * A file that takes longer than this is no program: garbage can make the parser's search for
 * repairs very slow.
 */
enum { PARSE_MICROSECONDS = 2 * 1000 * 1000 };

/*
 * Second parses may read this often what the file holds: nested macros are read once a level,
 * failed forms too.
 */
enum { MACRO_BUDGET_FACTOR = 4, MACRO_BUDGET_MINIMUM = 1 << 16 };

static const char *const node_names[] = {
#define NODE(kind, name) name,
#define FIELD(field, name)
#include "rust/syntax.def"
#undef NODE
#undef FIELD
};

static const char *const field_names[] = {
#define NODE(kind, name)
#define FIELD(field, name) name,
#include "rust/syntax.def"
#undef NODE
#undef FIELD
};

enum {
    NODE_NAMES = sizeof node_names / sizeof node_names[0],
    FIELD_NAMES = sizeof field_names / sizeof field_names[0],
    FIRST_NAMED = NODE_TOKEN + 1, /* the kind of node_names[0] */
};

static int compare_name(const void *key, const void *element) {
    const char *const *name = element;
    return strcmp(key, *name);
}

/* 1 + the index of name among the sorted names, or 0. */
static size_t find_name(const char *name, const char *const *names, size_t count) {
    const char *const *found =
        name ? bsearch(name, names, count, sizeof *names, compare_name) : NULL;
    return found ? (size_t)(found - names) + 1 : 0;
}

static void fill_tables(Builder *builder, const TSLanguage *language) {
    uint32_t symbols = ts_language_symbol_count(language);
    for (uint32_t i = 0; i < symbols && i < SYNTAX_SYMBOLS; i++) {
        TSSymbol symbol = (TSSymbol)i;
        size_t found = 0;
        if (ts_language_symbol_type(language, symbol) == TSSymbolTypeAnonymous) {
            builder->kinds[i] = NODE_TOKEN;
            continue;
        }
        found = find_name(ts_language_symbol_name(language, symbol), node_names, NODE_NAMES);
        builder->kinds[i] = (uint16_t)(found ? found - 1 + FIRST_NAMED : NODE_OTHER);
    }
    uint32_t fields = ts_language_field_count(language);
    for (uint32_t i = 1; i <= fields && i < SYNTAX_FIELDS; i++) {
        const char *name = ts_language_field_name_for_id(language, (TSFieldId)i);
        builder->fields[i] = (uint8_t)find_name(name, field_names, FIELD_NAMES);
    }
}

Node *node_writable(const Node *node) {
    union {
        const Node *seen;
        Node *made;
    } door = {.seen = node};
    return door.made;
}

static Node *new_node(Builder *builder) {
    Node *node = builder->spare;
    if (!node) return ARENA_NEW(builder->arena, Node);
    builder->spare = node_writable(node->next);
    *node = (Node){.kind = NODE_OTHER};
    return node;
}

void builder_drop(Builder *builder, const Node *first) {
    const Node *next = NULL;
    for (const Node *node = first; node; node = next) {
        /* children come before what follows, so the list of work is extended in place */
        if (node->last) {
            node_writable(node->last)->next = node->next;
            next = node->first;
        } else {
            next = node->next;
        }
        node_writable(node)->next = builder->spare;
        builder->spare = node_writable(node);
    }
}

/* The real offset of an offset into the scratch text. */
static uint32_t map_offset(const TextMap *map, uint32_t offset) {
    size_t low = 0;
    size_t high = map->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (map->items[middle].scratch <= offset)
            low = middle;
        else
            high = middle;
    }
    const TextPiece *piece = &map->items[low];
    uint32_t into = offset - piece->scratch;
    return piece->real + (into < piece->real_len ? into : piece->real_len);
}

static void append(const Builder *builder, Node *parent, Node *node) {
    node->source = builder->source;
    node->parent = parent;
    node->prev = parent->last;
    if (parent->last)
        node_writable(parent->last)->next = node;
    else
        parent->first = node;
    parent->last = node;
}

/* A Node for the cursor's node at the end of parent's children; NULL if it is to be left out. */
static Node *copy_one(Builder *builder, TSNode node, TSFieldId field, const TextMap *map,
                      Node *parent) {
    uint32_t start = ts_node_start_byte(node);
    uint32_t end = ts_node_end_byte(node);
    if (start == end && ts_node_is_missing(node)) return NULL;
    if (map && map->count) {
        bool was_empty = start == end;
        start = map_offset(map, start);
        end = map_offset(map, end);
        if (start >= end && !was_empty) return NULL;
    }
    TSSymbol symbol = ts_node_symbol(node);
    Node *copy = new_node(builder);
    copy->kind = symbol < SYNTAX_SYMBOLS ? (NodeKind)builder->kinds[symbol] : NODE_OTHER;
    copy->field = field < SYNTAX_FIELDS ? (FieldName)builder->fields[field] : FIELD_NONE;
    copy->named = ts_node_is_named(node);
    copy->in_macro = builder->in_macro;
    copy->start = start;
    copy->end = end;
    append(builder, parent, copy);
    return copy;
}

/* Called when a node's children are all there. */
static void finish_node(Builder *builder, Node *node) {
    if (node->kind != NODE_TOKEN_TREE) return;
    if (node->parent->kind == NODE_MACRO_INVOCATION ||
        (node->parent->kind == NODE_MACRO_RULE && node->field == FIELD_RIGHT)) {
        VEC_PUSH(builder->arena, &builder->work,
                 (MacroWork){.tree = node, .depth = builder->depth});
    }
}

/* Copies what is below the cursor's node into parent; the cursor ends where it was. */
static void copy_below(Builder *builder, TSTreeCursor *cursor, const TextMap *map, Node *parent) {
    if (!ts_tree_cursor_goto_first_child(cursor)) return;
    Node *into = parent;
    for (;;) {
        TSNode node = ts_tree_cursor_current_node(cursor);
        Node *copy = copy_one(builder, node, ts_tree_cursor_current_field_id(cursor), map, into);
        /* the count is at hand in the node, the cursor would search for a child in vain */
        if (copy && ts_node_child_count(node) > 0 && ts_tree_cursor_goto_first_child(cursor)) {
            into = copy;
            continue;
        }
        while (!ts_tree_cursor_goto_next_sibling(cursor)) {
            (void)ts_tree_cursor_goto_parent(cursor);
            if (into == parent) return;
            finish_node(builder, into);
            into = node_writable(into->parent);
        }
    }
}

void builder_copy_children(Builder *builder, TSNode top, const TextMap *map, Node *parent) {
    TSTreeCursor cursor = ts_tree_cursor_new(top);
    copy_below(builder, &cursor, map, parent);
    ts_tree_cursor_delete(&cursor);
}

void builder_copy_node(Builder *builder, TSNode top, const TextMap *map, Node *parent) {
    TSTreeCursor cursor = ts_tree_cursor_new(top);
    Node *copy = copy_one(builder, top, 0, map, parent);
    if (copy) {
        copy_below(builder, &cursor, map, copy);
        finish_node(builder, copy);
    }
    ts_tree_cursor_delete(&cursor);
}

/* A node of kind NODE_OTHER for a stretch that is not looked into. */
static void add_opaque(Builder *builder, size_t start, size_t end) {
    Node *root = node_writable(builder->source->root);
    Node *node = new_node(builder);
    node->named = true;
    node->start = (uint32_t)start;
    node->end = (uint32_t)end;
    append(builder, root, node);
}

/* Parses a piece of the text and adds what it holds to the root. */
static void add_piece(Builder *builder, size_t start, Str piece) {
    TSTree *tree = ts_parser_parse_string(builder->parser, NULL, piece.data, (uint32_t)piece.len);
    if (!tree) {
        ts_parser_reset(builder->parser); /* it ran out of time and would go on from there */
        builder->source->has_errors = true;
        add_opaque(builder, start, start + piece.len);
        return;
    }
    TextPiece whole = {.real = (uint32_t)start, .real_len = (uint32_t)piece.len};
    TextMap map = {.items = &whole, .count = 1};
    TSNode top = ts_tree_root_node(tree);
    if (ts_node_has_error(top)) builder->source->has_errors = true;
    builder_copy_children(builder, top, start > 0 ? &map : NULL,
                          node_writable(builder->source->root));
    ts_tree_delete(tree);
}

static void parse_text(Builder *builder) {
    Str text = builder->text;
    bool fits = syntax_is_small(text);
    if (fits && text.len > 0) add_piece(builder, 0, text);
    for (size_t at = 0; !fits && at < text.len;) {
        bool piece_fits = false;
        Str piece = syntax_piece(text, at, &piece_fits);
        if (piece_fits) {
            add_piece(builder, at, piece);
        } else {
            builder->source->has_errors = true;
            add_opaque(builder, at, at + piece.len);
        }
        at += piece.len;
    }
    builder_expand_macros(builder);
}

void syntax_build(Arena *arena, Source *source) {
    Node *root = ARENA_NEW(arena, Node);
    *root = (Node){.kind = NODE_SOURCE_FILE, .named = true, .source = source};
    source->root = root;
    source->has_errors = true;
    if (source->text.len > UINT32_MAX / 2) return;
    root->end = (uint32_t)source->text.len;
    Builder builder = {
        .arena = arena,
        .source = source,
        .text = syntax_patch(arena, source->text),
        .parser = ts_parser_new(),
        .budget = source->text.len * MACRO_BUDGET_FACTOR + MACRO_BUDGET_MINIMUM,
    };
    const TSLanguage *language = tree_sitter_rust();
    if (builder.parser && ts_parser_set_language(builder.parser, language)) {
        fill_tables(&builder, language);
        ts_parser_set_timeout_micros(builder.parser, PARSE_MICROSECONDS);
        source->has_errors = false;
        parse_text(&builder);
    }
    ts_parser_delete(builder.parser);
}
