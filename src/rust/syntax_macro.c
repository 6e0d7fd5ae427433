/*
 * Macro arguments read as Rust.
 *
 * The grammar knows a macro's arguments as a token_tree only. Here its content is wrapped so that
 * it may read as a file of its own - `[..];` for expressions between commas, `{..}` for statements,
 * match expressions for select! and matches! - and parsed again. The first form without any error
 * replaces the raw tokens; where none fits, the tokens stay and each token_tree among them is
 * tried alone, so that `{"id": user.id()}` in json! still shows the call.
 *
 * All forms keep the bytes of the real text in order, which lets a TextMap lead back to it. Work
 * is bounded: by the depth of macros in macros, and by a number of bytes for the whole file.
 */
#include "rust/syntax_build.h"

enum { DEEPEST_MACRO = 12 };

typedef struct Scratch {
    StrBuf text;
    TextMap map;
    uint32_t real; /* how far the real text was copied */
} Scratch;

typedef enum Form {
    FORM_NONE = 0,   /* ends a list of forms */
    FORM_ARRAY,      /* a, b, c or a; n */
    FORM_STATEMENTS, /* a; b; c */
    FORM_CLOSED,     /* the same where the last semicolon is missing */
    FORM_LOOSE,      /* a => b, c: d, %e, ?f and name: g, as logging and map macros take them */
    FORM_SELECT,     /* pattern = future, if condition => body */
    FORM_MATCHES,    /* expression, pattern if condition */
} Form;

enum { FORMS = 6 };

/* ---- scratch text ---- */

static void add_piece(Scratch *scratch, uint32_t end, Str text) {
    TextPiece piece = {.scratch = (uint32_t)scratch->text.len,
                       .real = scratch->real,
                       .real_len = end - scratch->real};
    VEC_PUSH(scratch->text.arena, &scratch->map, piece);
    strbuf_add(&scratch->text, text);
    scratch->real = end;
}

/* Text that stands for nothing. */
static void add_extra(Scratch *scratch, Str text) {
    add_piece(scratch, scratch->real, text);
}

/* The real text up to an offset. */
static void add_real(Scratch *scratch, const Builder *builder, uint32_t end) {
    if (end > scratch->real) add_piece(scratch, end, str_slice(builder->text, scratch->real, end));
}

/* The real text up to start, then other text for the bytes from start to end. */
static void add_other(Scratch *scratch, const Builder *builder, uint32_t start, uint32_t end,
                      Str text) {
    add_real(scratch, builder, start);
    add_piece(scratch, end, text);
}

/* ---- the forms ---- */

static bool is_start(const Node *token) {
    return token->prev == token->parent->first || node_is_token(token->prev, ",") ||
           node_is_token(token->prev, ";") || node_is_token(token->prev, "=") ||
           node_is_token(token->prev, "=>");
}

static void write_loose(Scratch *scratch, const Builder *builder, const Node *tree) {
    for (const Node *token = tree->first->next; token != tree->last; token = token->next) {
        if (token->kind == NODE_IDENTIFIER && is_start(token) && node_is_token(token->next, ":")) {
            add_other(scratch, builder, token->start, token->next->end, STR(" "));
            token = token->next;
        } else if (node_is_token(token, "=>") || node_is_token(token, ":")) {
            add_other(scratch, builder, token->start, token->end, STR(","));
        } else if (is_start(token) && (node_is_token(token, "%") || node_is_token(token, "?"))) {
            add_other(scratch, builder, token->start, token->end, STR(" "));
        }
    }
}

typedef enum SelectState { SELECT_PATTERN, SELECT_FUTURE, SELECT_BODY } SelectState;

/* An arm becomes `pattern if future && condition => body`. */
static void write_select(Scratch *scratch, const Builder *builder, const Node *tree) {
    SelectState state = SELECT_PATTERN;
    for (const Node *token = tree->first->next; token != tree->last; token = token->next) {
        Str text = node_text(token);
        if (state == SELECT_PATTERN && str_is(text, "=")) {
            add_other(scratch, builder, token->start, token->end, STR(" if "));
            state = SELECT_FUTURE;
        } else if (state == SELECT_PATTERN && str_is(text, "biased") &&
                   node_is_token(token->next, ";")) {
            add_other(scratch, builder, token->start, token->next->end, STR(" "));
            token = token->next;
        } else if (state == SELECT_PATTERN && str_is(text, "else")) {
            add_other(scratch, builder, token->start, token->end, STR("_"));
        } else if (state == SELECT_FUTURE && str_is(text, ",") &&
                   str_is(node_text(token->next), "if")) {
            add_other(scratch, builder, token->start, token->next->end, STR(" && "));
            token = token->next;
        } else if (str_is(text, "=>")) {
            state = SELECT_BODY;
        } else if (state == SELECT_BODY &&
                   (str_is(text, ",") ||
                    (str_starts(text, STR("{")) && node_is_token(token->prev, "=>")))) {
            state = SELECT_PATTERN;
        }
    }
}

/* `expression, pattern` becomes `match(expression){pattern=>{}}`; false where there is no comma. */
static bool write_matches(Scratch *scratch, const Builder *builder, const Node *tree) {
    const Node *comma = tree->first->next;
    while (comma != tree->last && !node_is_token(comma, ",")) comma = comma->next;
    const Node *end = tree->last;
    if (node_is_token(end->prev, ",")) end = end->prev;
    if (comma == tree->last || comma == end) return false;
    add_real(scratch, builder, comma->start);
    add_extra(scratch, STR(")"));
    add_other(scratch, builder, comma->start, comma->end, STR("{"));
    add_real(scratch, builder, end->start);
    add_extra(scratch, STR("\n=>{}}"));
    add_piece(scratch, tree->last->start, STR(" "));
    return true;
}

/* Fills scratch with the tree's content in a form. */
static bool write_form(Scratch *scratch, const Builder *builder, const Node *tree, Form form) {
    static const struct {
        Str before, behind;
    } wraps[] = {
        [FORM_NONE] = {{"", 0}, {"", 0}},           [FORM_ARRAY] = {{"[", 1}, {"\n];", 3}},
        [FORM_STATEMENTS] = {{"{", 1}, {"\n}", 2}}, [FORM_CLOSED] = {{"{", 1}, {"\n}", 2}},
        [FORM_LOOSE] = {{"[", 1}, {"\n];", 3}},     [FORM_SELECT] = {{"match(){", 8}, {"\n}", 2}},
        [FORM_MATCHES] = {{"match(", 6}, {"", 0}},
    };
    scratch->text.len = 0;
    scratch->map.count = 0;
    scratch->real = tree->first->end;
    add_extra(scratch, wraps[form].before);
    if (form == FORM_LOOSE) write_loose(scratch, builder, tree);
    if (form == FORM_SELECT) write_select(scratch, builder, tree);
    if (form == FORM_MATCHES && !write_matches(scratch, builder, tree)) return false;
    if (form == FORM_CLOSED) {
        const Node *last = tree->last->prev;
        while (last->kind == NODE_LINE_COMMENT || last->kind == NODE_BLOCK_COMMENT)
            last = last->prev; /* ends at the opening delimiter at the latest */
        add_real(scratch, builder, last->end);
        add_extra(scratch, STR(";"));
    }
    add_real(scratch, builder, tree->last->start);
    add_extra(scratch, wraps[form].behind);
    return true;
}

/* ---- the second parse ---- */

/*
 * The only statement's expression, which is the wrap itself; false where the text read as something
 * else.
 */
static bool find_wrap(TSNode root, TSNode *out) {
    if (ts_node_has_error(root) || ts_node_named_child_count(root) != 1) return false;
    TSNode statement = ts_node_named_child(root, 0);
    if (ts_node_start_byte(statement) != 0 || ts_node_named_child_count(statement) == 0)
        return false;
    *out = ts_node_named_child(statement, 0);
    return ts_node_start_byte(*out) == 0;
}

static void replace_content(Builder *builder, const MacroWork *work, Form form, TSNode wrap,
                            const TextMap *map) {
    Node *tree = work->tree;
    Node *open = node_writable(tree->first);
    Node *close = node_writable(tree->last);
    const Node *raw = open->next;
    node_writable(close->prev)->next = NULL;
    builder_drop(builder, raw);
    open->next = NULL;
    tree->last = open;
    builder->in_macro = true;
    builder->depth = work->depth + 1;
    if (form == FORM_MATCHES) {
        builder_copy_node(builder, wrap, map, tree);
    } else if (form == FORM_SELECT) {
        TSNode arms = ts_node_named_child(wrap, ts_node_named_child_count(wrap) - 1);
        builder_copy_children(builder, arms, map, tree);
    } else {
        builder_copy_children(builder, wrap, map, tree);
    }
    close->prev = tree->last;
    node_writable(tree->last)->next = close;
    close->next = NULL;
    tree->last = close;
}

static bool try_form(Builder *builder, Scratch *scratch, const MacroWork *work, Form form) {
    if (!write_form(scratch, builder, work->tree, form)) return false;
    if (scratch->text.len > builder->budget || !syntax_is_small(strbuf_str(&scratch->text))) {
        builder->budget = 0;
        return false;
    }
    builder->budget -= scratch->text.len;
    TSTree *parsed = ts_parser_parse_string(builder->parser, NULL, scratch->text.data,
                                            (uint32_t)scratch->text.len);
    if (!parsed) {
        ts_parser_reset(builder->parser); /* it ran out of time and would go on from there */
        builder->budget = 0;
        return false;
    }
    TSNode wrap;
    bool fits = find_wrap(ts_tree_root_node(parsed), &wrap);
    if (fits) replace_content(builder, work, form, wrap, &scratch->map);
    ts_tree_delete(parsed);
    return fits;
}

/* What the tokens of a tree, without those of trees inside of it, look like. */
typedef struct Shape {
    bool semicolon, comma, arrow, loose;
    bool foreign;   /* no Rust: words beside words, or repetitions of a macro definition */
    bool statement; /* begins with a keyword of statements or items */
} Shape;

static bool is_literal(const Node *token) {
    return token->kind == NODE_STRING_LITERAL || token->kind == NODE_RAW_STRING_LITERAL ||
           token->kind == NODE_INTEGER_LITERAL || token->kind == NODE_CHAR_LITERAL ||
           token->kind == NODE_FLOAT_LITERAL || token->kind == NODE_PRIMITIVE_TYPE;
}

static bool begins_statement(const Node *token) {
    static const char *const words[] = {"let",   "fn",   "pub", "struct", "static",
                                        "const", "impl", "mod", "use",    "enum",
                                        "trait", "type", "#",   "return", "extern"};
    Str text = node_text(token);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_is(text, words[i])) return true;
    }
    return false;
}

static Shape look_at(const Node *tree) {
    Shape shape = {.statement = begins_statement(tree->first->next)};
    for (const Node *token = tree->first->next; token != tree->last; token = token->next) {
        if (token->kind == NODE_TOKEN) {
            Str text = node_text(token);
            shape.semicolon = shape.semicolon || str_is(text, ";");
            shape.comma = shape.comma || str_is(text, ",");
            shape.arrow = shape.arrow || str_is(text, "=>");
            shape.loose = shape.loose || str_is(text, ":") ||
                          (is_start(token) && (str_is(text, "%") || str_is(text, "?")));
            shape.foreign = shape.foreign || str_is(text, "$");
        }
        if (token->kind == NODE_TOKEN_REPETITION || (is_literal(token) && is_literal(token->next)))
            shape.foreign = true;
    }
    return shape;
}

/* The last segment of the name of the macro that a tree belongs to directly; else empty. */
static Str macro_name(const Node *tree) {
    Str name = node_text(node_field(tree->parent, FIELD_MACRO));
    size_t colon = str_find_last_byte(name, ':');
    return colon == STR_NONE ? name : str_from_offset(name, colon + 1);
}

/*
 * The forms to try for a tree, likeliest first: a vain attempt costs far more than one that fits.
 */
static void choose_forms(const Node *tree, Form forms[FORMS]) {
    size_t count = 0;
    Str name = macro_name(tree);
    Shape shape = look_at(tree);
    bool braces = node_is_token(tree->first, "{");
    bool array = node_is_token(tree->first, "[") || (shape.comma && !shape.semicolon);
    if (shape.foreign) {
        forms[0] = FORM_NONE;
        return;
    }
    if (shape.arrow && (str_is(name, "select") || str_is(name, "select_biased")))
        forms[count++] = FORM_SELECT;
    if (shape.comma && str_ends(name, STR("matches"))) forms[count++] = FORM_MATCHES;
    if (tree->parent->kind == NODE_MACRO_RULE) {
        forms[count++] = FORM_STATEMENTS;
    } else if (shape.statement || (shape.semicolon && !array) || (braces && !array)) {
        forms[count++] = FORM_STATEMENTS;
        if (shape.statement && !node_is_token(tree->last->prev, ";")) forms[count++] = FORM_CLOSED;
        if (shape.loose && !shape.statement) forms[count++] = FORM_LOOSE;
    } else if (shape.arrow || shape.loose) {
        forms[count++] = FORM_LOOSE;
    } else {
        forms[count++] = FORM_ARRAY;
        if (!shape.comma) forms[count++] = FORM_STATEMENTS;
    }
    if (count < FORMS) forms[count] = FORM_NONE;
}

/* Whether a tree has both delimiters and something between them. */
static bool has_content(const Node *tree) {
    return tree->first && tree->first->next && tree->first->next != tree->last &&
           tree->first->kind == NODE_TOKEN && tree->last->kind == NODE_TOKEN &&
           tree->first->end - tree->first->start == 1 && tree->last->end - tree->last->start == 1;
}

void builder_expand_macros(Builder *builder) {
    Scratch scratch = {.text = strbuf_new(builder->arena)};
    for (size_t i = 0; i < builder->work.count && builder->budget > 0; i++) {
        MacroWork work = builder->work.items[i];
        Form forms[FORMS];
        if (work.depth >= DEEPEST_MACRO || !has_content(work.tree)) continue;
        choose_forms(work.tree, forms);
        bool done = false;
        for (size_t f = 0; f < FORMS && forms[f] != FORM_NONE && !done; f++)
            done = try_form(builder, &scratch, &work, forms[f]);
        if (done || work.tree->parent->kind == NODE_MACRO_RULE) continue;
        for (const Node *child = work.tree->first; child; child = child->next) {
            if (child->kind == NODE_TOKEN_TREE)
                VEC_PUSH(builder->arena, &builder->work,
                         (MacroWork){.tree = node_writable(child), .depth = work.depth + 1});
        }
    }
}
