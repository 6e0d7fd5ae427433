/*
 * Trace: see trace.h.
 *
 * Two passes are made: first only nodes count that spell the root just as rustc prints it, then any
 * with the same head, as the source may write `Rc<T>`, `Rc<_>` or an alias in the arguments.
 */
#include "chain/trace.h"

#include "chain/spelling.h"
#include "match/type_text.h"

enum { MAX_DEPTH = 24 };

static bool type_step(Tracer *tracer, const Node *type, Trace *trace);
static bool value_step(Tracer *tracer, const Node *value, Trace *trace);

static NodeKind form_of(Str root) {
    while (root.len > 0 && (root.data[0] == '(' || root.data[0] == '&')) {
        root = str_from_offset(root, 1);
    }
    if (str_starts(root, STR("dyn "))) {
        return NODE_DYNAMIC_TYPE;
    }
    if (str_starts(root, STR("*"))) {
        return NODE_POINTER_TYPE;
    }
    return str_starts(root, STR("impl ")) ? NODE_ABSTRACT_TYPE : NODE_TYPE_IDENTIFIER;
}

Tracer trace_start(Arena *arena, Workspace *workspace, Str root_type) {
    return (Tracer){
        .arena = arena,
        .workspace = workspace,
        .flow = workspace_flow(workspace),
        .root = type_text_normal(arena, root_type),
        .head = type_text_head(root_type),
        .form = form_of(root_type),
    };
}

/* Whether a declaration is entered for the first time on this trace. */
static bool enter(Tracer *tracer, const Node *node) {
    if (node == NULL || tracer->depth >= MAX_DEPTH) {
        return false;
    }
    return nodes_add_once(tracer->arena, &tracer->seen, node);
}

static const Node *declaration_around(const Node *node) {
    static const NodeKind kinds[] = {
        NODE_FIELD_DECLARATION,
        NODE_ENUM_VARIANT,
        NODE_TYPE_ITEM,
        NODE_LET_DECLARATION,
        NODE_PARAMETER,
        NODE_FUNCTION_ITEM,
        NODE_STATIC_ITEM,
        NODE_CONST_ITEM,
        NODE_STRUCT_ITEM,
        NODE_ASSOCIATED_TYPE,
        NODE_FUNCTION_SIGNATURE_ITEM,
        NODE_IMPL_ITEM,
    };
    for (; node != NULL; node = node->parent) {
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
            if (node->kind == kinds[i]) {
                return node;
            }
        }
    }
    return NULL;
}

static bool reached(Trace *trace, const Node *origin) {
    trace->origin = origin;
    trace->holder = declaration_around(origin);
    return true;
}
static bool direct_mention(const Tracer *tracer, const Node *type, Trace *trace) {
    const Node *origin = spelling_find(tracer, type);
    return origin != NULL && reached(trace, origin);
}

static void push_step(Tracer *tracer, Trace *trace, const Node *node) {
    VEC_PUSH(tracer->arena, &trace->steps, node);
}

static bool item_step(Tracer *tracer, const Item *item, Trace *trace) {
    if (item == NULL || !enter(tracer, item->node)) {
        return false;
    }
    if (item->kind == ITEM_ALIAS || item->kind == ITEM_ASSOCIATED_TYPE) {
        push_step(tracer, trace, item->node);
        if (type_step(tracer, node_field(item->node, FIELD_TYPE), trace)) {
            return true;
        }
        trace->steps.count--;
        return false;
    }
    for (size_t i = 0; i < item->fields.count; i++) {
        const Field *field = &item->fields.items[i];
        push_step(tracer, trace, field->variant != NULL ? field->variant : field->node);
        if (type_step(tracer, field->type, trace)) {
            return true;
        }
        trace->steps.count--;
    }
    return false;
}

/* The items that an identifier inside a type may name: a struct, an enum, an alias, `Self`. */
static const Item *named_item(const Tracer *tracer, const Node *identifier) {
    const Index *index = workspace_index(tracer->workspace);
    Str name = node_text(identifier);
    if (str_is(name, "Self")) {
        const Item *owner = index_item(index, node_ancestor(identifier, NODE_IMPL_ITEM));
        name = owner != NULL ? owner->name : name;
    }
    unsigned kinds = ITEM_STRUCT | ITEM_ENUM | ITEM_UNION | ITEM_ALIAS;
    const Item *item = index_find(index, kinds, name);
    return item != NULL ? item : index_find(index, ITEM_ASSOCIATED_TYPE, name);
}

static bool type_step(Tracer *tracer, const Node *type, Trace *trace) {
    if (type == NULL || tracer->depth >= MAX_DEPTH) {
        return false;
    }
    if (direct_mention(tracer, type, trace)) {
        return true;
    }
    tracer->depth++;
    bool found = false;
    for (const Node *node = type; node != NULL && !found;) {
        if (node->kind == NODE_FUNCTION_TYPE) {
            node = node_skip(node, type);
            continue;
        }
        if (node->kind == NODE_TYPE_IDENTIFIER) {
            found = item_step(tracer, named_item(tracer, node), trace);
        }
        node = node_walk(node, type);
    }
    tracer->depth--;
    return found;
}

/* The types that the body of a function names, where its signature hides what it returns behind `impl Trait`. */
static bool hidden_return_step(Tracer *tracer, const Node *function, Trace *trace) {
    const Node *result = node_field(function, FIELD_RETURN_TYPE);
    const Node *body = node_field(function, FIELD_BODY);
    if (body == NULL || str_find_word(node_text(result), STR("impl"), 0) == STR_NONE) {
        return false;
    }
    const Index *index = workspace_index(tracer->workspace);
    for (const Node *node = body; node != NULL; node = node_walk(node, body)) {
        if (node->kind != NODE_IDENTIFIER && node->kind != NODE_TYPE_IDENTIFIER) {
            continue;
        }
        const Item *item = index_find(index, ITEM_STRUCT | ITEM_ENUM | ITEM_UNION, node_text(node));
        if (item_step(tracer, item, trace)) {
            return true;
        }
    }
    return false;
}

static bool function_step(Tracer *tracer, const Item *function, Trace *trace) {
    if (function == NULL || !enter(tracer, function->node)) {
        return false;
    }
    push_step(tracer, trace, function->node);
    if (type_step(tracer, item_return_type(function), trace) ||
        hidden_return_step(tracer, function->node, trace)) {
        return true;
    }
    trace->steps.count--;
    return false;
}

/* `Rc::new(..)`, `Rc::<T>::new`, `std::rc::Rc::from`: the path in front of the last segment, if it names the root. */
static const Node *constructor_path(const Node *function) {
    if (node_is(function, NODE_GENERIC_FUNCTION)) {
        function = node_field(function, FIELD_FUNCTION);
    }
    return node_is(function, NODE_SCOPED_IDENTIFIER) ? node_field(function, FIELD_PATH) : NULL;
}

/* `NAMES.with(..)`: what a thread-local holds stays where it is; what comes out of it is the value. */
static bool reaches_thread_local(const Node *function) {
    const Node *receiver = node_field(function, FIELD_VALUE);
    return node_is(receiver, NODE_IDENTIFIER) && scope_binding(receiver) == NULL &&
           str_is(node_text(node_field(function, FIELD_FIELD)), "with");
}

static bool is_clone_like(const Node *function) {
    Str name = node_text(node_field(function, FIELD_NAME));
    return str_is(name, "clone") || str_is(name, "downgrade") || str_is(name, "upgrade") ||
           str_is(name, "as_ref") || str_is(name, "from") || str_is(name, "into");
}

static bool call_step(Tracer *tracer, const Node *call, Trace *trace) {
    const Node *function = node_field(call, FIELD_FUNCTION);
    const Node *arguments = node_field(call, FIELD_ARGUMENTS);
    const Node *path = constructor_path(function);
    bool of_root = path != NULL && tracer->form == NODE_TYPE_IDENTIFIER &&
                   str_eq(type_text_head(node_text(path)), tracer->head);
    if (path != NULL && str_is(tracer->head, "Weak") &&
        str_is(node_text(node_field(function, FIELD_NAME)), "downgrade")) {
        return reached(trace, path);
    }
    if (is_clone_like(function) && node_count(arguments) == 1 &&
        value_step(tracer, node_nth(arguments, 0), trace)) {
        return true;
    }
    if (of_root) {
        return reached(trace, path);
    }
    if (reaches_thread_local(function)) {
        tracer->stays = true;
        return false;
    }
    if (function_step(tracer, flow_callee(tracer->flow, call), trace)) {
        return true;
    }
    if (path != NULL && type_step(tracer, path, trace)) {
        return true;
    }
    if (node_is(function, NODE_FIELD_EXPRESSION)) {
        return value_step(tracer, node_field(function, FIELD_VALUE), trace) ||
               value_step(tracer, arguments, trace);
    }
    return value_step(tracer, arguments, trace);
}

/* Whether a type is known to the last argument, and is made of numbers, text and std's collections alone. */
static bool is_plain(const Type *type, unsigned depth) {
    static const char *const plain[] = {
        "u8",  "u16",    "u32",     "u64",   "u128",     "usize",   "i8",       "i16",
        "i32", "i64",    "i128",    "isize", "f32",      "f64",     "bool",     "char",
        "str", "String", "PathBuf", "Path",  "Duration", "Instant", "OsString",
    };
    static const char *const holders[] = {
        "Vec",     "Option",   "Result",   "HashMap", "BTreeMap",
        "HashSet", "BTreeSet", "VecDeque", "Box",     "Arc",
    };
    TypeKind kind = type_kind(type);
    bool named = kind == TYPE_PATH && type_item(type) == NULL;
    if (named && str_is_one_of(type_name(type), plain, sizeof plain / sizeof plain[0])) {
        return true;
    }
    bool holder = named && type_argument_count(type) > 0 &&
                  str_is_one_of(type_name(type), holders, sizeof holders / sizeof holders[0]);
    if (depth == 0 ||
        !(holder || kind == TYPE_REFERENCE || kind == TYPE_TUPLE || kind == TYPE_SLICE)) {
        return false;
    }
    for (size_t i = 0; i < type_argument_count(type); i++) {
        if (!is_plain(type_argument(type, i), depth - 1)) {
            return false;
        }
    }
    return true;
}

static bool declaration_step(Tracer *tracer, const Node *binding, Trace *trace) {
    const Node *declaration = scope_declaration(binding);
    if (declaration == NULL || is_plain(flow_type(tracer->flow, binding), 6) ||
        !enter(tracer, binding)) {
        return false;
    }
    const Node *type = node_field(declaration, FIELD_TYPE);
    if (type != NULL && type_step(tracer, type, trace)) {
        return true;
    }
    if (node_is(declaration, NODE_SELF_PARAMETER) || node_is(binding, NODE_SELF)) {
        const Index *index = workspace_index(tracer->workspace);
        const Item *owner = index_item(index, node_ancestor(declaration, NODE_IMPL_ITEM));
        return owner != NULL &&
               item_step(tracer,
                         index_find(index, ITEM_STRUCT | ITEM_ENUM | ITEM_UNION, owner->name),
                         trace);
    }
    if (node_is(declaration, NODE_MATCH_ARM)) {
        const Node *match = node_ancestor(declaration, NODE_MATCH_EXPRESSION);
        return value_step(tracer, node_field(match, FIELD_VALUE), trace);
    }
    return value_step(tracer, node_field(declaration, FIELD_VALUE), trace);
}

static bool field_step(Tracer *tracer, const Node *expression, Trace *trace) {
    const Item *owner = NULL;
    const Field *field = flow_field(tracer->flow, expression, &owner);
    if (field == NULL) {
        return value_step(tracer, node_field(expression, FIELD_VALUE), trace);
    }
    if (!enter(tracer, field->node)) {
        return false;
    }
    push_step(tracer, trace, field->node);
    if (type_step(tracer, field->type, trace)) {
        return true;
    }
    trace->steps.count--;
    return false;
}

/* The expression whose value a closure or async block gives. */
static const Node *result_of(const Node *body) {
    const Node *block = node_field(body, FIELD_BODY);
    block = block != NULL ? block : node_child(body, NODE_BLOCK);
    if (!node_is(block, NODE_BLOCK)) {
        return block;
    }
    const Node *last = NULL;
    for (const Node *node = node_first(block); node != NULL; node = node_next(node)) {
        last = node;
    }
    return last;
}

/* Captured variables, and the result, of a closure or async block. */
static bool inside_step(Tracer *tracer, const Node *body, Trace *trace) {
    for (const Node *node = node_walk(body, body); node != NULL; node = node_walk(node, body)) {
        bool named = node->kind == NODE_IDENTIFIER || node->kind == NODE_SELF;
        const Node *binding = named ? scope_binding(node) : NULL;
        if (binding != NULL && !node_within(binding, body) &&
            declaration_step(tracer, binding, trace)) {
            return true;
        }
    }
    return value_step(tracer, result_of(body), trace);
}

static bool value_step(Tracer *tracer, const Node *value, Trace *trace) {
    if (value == NULL || tracer->depth >= MAX_DEPTH ||
        is_plain(flow_type(tracer->flow, value), 6)) {
        return false;
    }
    tracer->depth++;
    bool found = false;
    if (value->kind == NODE_IDENTIFIER || value->kind == NODE_SELF) {
        const Node *binding = scope_binding(value);
        const Index *index = workspace_index(tracer->workspace);
        const Item *item =
            binding == NULL ? index_find(index, ITEM_STATIC | ITEM_CONST, node_text(value)) : NULL;
        found = binding != NULL ? declaration_step(tracer, binding, trace)
                : item != NULL  ? type_step(tracer, node_field(item->node, FIELD_TYPE), trace)
                                : declaration_step(tracer, value, trace);
    } else if (value->kind == NODE_CALL_EXPRESSION) {
        found = call_step(tracer, value, trace);
    } else if (value->kind == NODE_FIELD_EXPRESSION) {
        found = field_step(tracer, value, trace);
    } else if (value->kind == NODE_STRUCT_EXPRESSION) {
        found = type_step(tracer, node_field(value, FIELD_NAME), trace) ||
                value_step(tracer, node_field(value, FIELD_BODY), trace);
    } else if (value->kind == NODE_CLOSURE_EXPRESSION || value->kind == NODE_ASYNC_BLOCK) {
        found = inside_step(tracer, value, trace);
    } else if (value->kind == NODE_TYPE_CAST_EXPRESSION) {
        found = type_step(tracer, node_field(value, FIELD_TYPE), trace) ||
                value_step(tracer, node_field(value, FIELD_VALUE), trace);
    } else {
        for (const Node *child = node_first(value); child != NULL && !found;
             child = node_next(child)) {
            found = value_step(tracer, child, trace);
        }
    }
    tracer->depth--;
    return found;
}

/* Runs step exactly, then loosely. */
static bool in_two_passes(Tracer *tracer, bool (*step)(Tracer *, const Node *, Trace *),
                          const Node *node, Trace *trace) {
    for (int pass = 0; pass < 2; pass++) {
        *trace = (Trace){0};
        tracer->seen.count = 0;
        tracer->depth = 0;
        tracer->loose = pass == 1;
        if (step(tracer, node, trace)) {
            return true;
        }
    }
    return false;
}

bool trace_type(Tracer *tracer, const Node *type, Trace *trace) {
    return in_two_passes(tracer, type_step, type, trace);
}

/* A spelling of the root among the arguments of an inferred type: the alias behind the `E` of `Attempts<E>`. */
static const Node *inferred_mention(Tracer *tracer, const Type *type, unsigned depth) {
    NodeList mentions = {0};
    bool object = type_kind(type) == TYPE_DYN;
    if (str_eq(type_name(type), tracer->head) && object == (tracer->form == NODE_DYNAMIC_TYPE)) {
        flow_type_mentions(tracer->arena, &mentions, tracer->flow, type);
    }
    const Node *found = NULL;
    for (size_t i = 0; i < mentions.count; i++) {
        if (node_ancestor(mentions.items[i], NODE_TYPE_ITEM) != NULL) {
            return mentions.items[i];
        }
        bool of_static = node_ancestor(mentions.items[i], NODE_STATIC_ITEM) != NULL;
        found = found == NULL && !of_static ? mentions.items[i] : found;
    }
    if (mentions.count > 0) {
        return found;
    }
    for (size_t i = 0; i < type_argument_count(type) && depth < MAX_DEPTH && found == NULL; i++) {
        found = inferred_mention(tracer, type_argument(type, i), depth + 1);
    }
    return found;
}

static bool item_node_step(Tracer *tracer, const Node *node, Trace *trace) {
    return item_step(tracer, index_item(workspace_index(tracer->workspace), node), trace);
}

/* Through the fields of the user's own types in an inferred type: the `Out` of a `let out = Out(pointer)`. */
static bool inferred_items(Tracer *tracer, const Type *type, unsigned depth, Trace *trace) {
    const Item *item = type_item(type);
    if (item != NULL && type_kind(type) == TYPE_PATH && item->node->source->editable &&
        in_two_passes(tracer, item_node_step, item->node, trace)) {
        return true;
    }
    for (size_t i = 0; i < type_argument_count(type) && depth > 0; i++) {
        if (inferred_items(tracer, type_argument(type, i), depth - 1, trace)) {
            return true;
        }
    }
    return false;
}

bool trace_value(Tracer *tracer, const Node *value, Trace *trace) {
    if (in_two_passes(tracer, value_step, value, trace)) {
        return true;
    }
    if (tracer->stays) {
        return false;
    }
    const Type *type = flow_type(tracer->flow, value);
    const Node *mention = inferred_mention(tracer, type, 0);
    if (mention != NULL) {
        return reached(trace, mention);
    }
    return inferred_items(tracer, type, 4, trace);
}

bool trace_item(Tracer *tracer, const Item *item, Trace *trace) {
    return item != NULL && in_two_passes(tracer, item_node_step, item->node, trace);
}
