/*
 * Local spawn: see local_spawn.h.
 */
#include "rust/local_spawn.h"

#include "rust/flow.h"
#include "rust/names.h"

/* Main loops by the crate that has them. */
typedef struct Loop {
    const char *crate;   /* that a program mentions */
    const char *library; /* whose values belong to it, as the catalogue calls them */
    const char *path;
    bool gives_handle;
} Loop;

static const Loop loops[] = {
    {"wasm_bindgen_futures", "wasm_bindgen", "wasm_bindgen_futures::spawn_local", false},
    {"glib", "glib", "glib::spawn_future_local", true},
    {"gtk", "glib", "gtk::glib::spawn_future_local", true},
    {"gtk4", "glib", "gtk4::glib::spawn_future_local", true},
    {"actix_web", "actix_web", "actix_web::rt::spawn", true},
    {"actix_rt", "actix_web", "actix_rt::spawn", true},
    {"leptos", "wasm_bindgen", "leptos::task::spawn_local", false},
    {"slint", "slint", "slint::spawn_local", true},
};
enum { LOOP_COUNT = sizeof loops / sizeof loops[0] };

static bool mentions(Arena *arena, const Workspace *workspace, Str path) {
    for (size_t i = 0; i < workspace_source_count(workspace); i++) {
        const Source *source = workspace_source_at(workspace, i);
        if (source->editable && names_mentions(arena, source, path)) return true;
    }
    return false;
}

/* Whether the text of the user's files has a word. */
static bool has_word(const Workspace *workspace, const char *word) {
    for (size_t i = 0; i < workspace_source_count(workspace); i++) {
        const Source *source = workspace_source_at(workspace, i);
        if (source->editable && str_find_word(source->text, str_from(word), 0) != STR_NONE)
            return true;
    }
    return false;
}

/* Whether a `#[tokio::main]` or `#[tokio::test]` leaves the number of threads to tokio. */
static bool has_threaded_main(const Workspace *workspace) {
    static const char opening[] = "#[tokio::main";
    for (size_t i = 0; i < workspace_source_count(workspace); i++) {
        const Source *source = workspace_source_at(workspace, i);
        Str text = source->text;
        size_t at = source->editable ? str_find(text, STR(opening), 0) : STR_NONE;
        if (at == STR_NONE) continue;
        Str rest = str_from_offset(text, at);
        Str line = str_slice(rest, 0, str_find_byte(rest, '\n'));
        if (!str_contains(line, STR("current_thread"))) return true;
    }
    return false;
}

static bool is_one_thread(const Workspace *workspace) {
    bool single = has_word(workspace, "new_current_thread") ||
                  has_word(workspace, "current_thread") || has_word(workspace, "LocalRuntime");
    bool many = has_word(workspace, "new_multi_thread") || has_threaded_main(workspace) ||
                has_word(workspace, "multi_thread");
    for (size_t i = 0; !many && i < workspace_source_count(workspace); i++) {
        const Source *source = workspace_source_at(workspace, i);
        many = source->editable && str_contains(source->text, STR("Runtime::new()"));
    }
    return single && !many;
}

/* ---- who spawns ---- */

static bool is_tokio_spawn(Str full) {
    return str_is(full, "tokio::spawn") || str_is(full, "tokio::task::spawn");
}

static const Loop *loop_for(Arena *arena, const Workspace *workspace, Str library) {
    const Loop *found = NULL;
    for (size_t i = 0; i < LOOP_COUNT; i++) {
        if (!mentions(arena, workspace, str_from(loops[i].crate))) continue;
        if (library.len > 0 && str_starts(library, str_from(loops[i].library))) return &loops[i];
        found = found ? found : &loops[i];
    }
    return found;
}

static bool from_tokio(Arena *arena, LocalSpawn *out, const Workspace *workspace, Str library) {
    const Loop *loop = loop_for(arena, workspace, library);
    bool belongs = loop && str_starts(library, str_from(loop->library));
    bool local = mentions(arena, workspace, STR("tokio::task::LocalSet")) ||
                 mentions(arena, workspace, STR("tokio::task::spawn_local")) ||
                 has_word(workspace, "LocalRuntime");
    if (loop && (belongs || !local)) {
        out->path = str_from(loop->path);
        out->gives_handle = loop->gives_handle;
        out->at_hand = true;
        return true;
    }
    out->path = STR("tokio::task::spawn_local");
    out->gives_handle = true;
    out->at_hand = local;
    return true;
}

/* `set.spawn(..)` of a JoinSet, or a method of the user's own type that has a local sister. */
static bool from_method(Arena *arena, LocalSpawn *out, Workspace *workspace, const Node *function) {
    Str method = node_text(node_field(function, FIELD_FIELD));
    const Type *type =
        type_dereferenced(flow_type(workspace_flow(workspace), node_field(function, FIELD_VALUE)));
    Str sister = str_format(arena, STR_FMT "_local", STR_ARG(method));
    bool own = index_method(workspace_index(workspace), type_name(type), sister) != NULL;
    bool set = str_is(type_name(type), "JoinSet") && str_is(method, "spawn");
    if (!own && !set) return false;
    out->path = sister;
    out->is_method = true;
    out->gives_handle = true;
    out->at_hand = own || mentions(arena, workspace, STR("tokio::task::LocalSet"));
    return true;
}

/* The user's own `spawn` with a sister `spawn_local` beside it. */
static bool from_own(Arena *arena, LocalSpawn *out, Workspace *workspace, const Node *call,
                     Str full) {
    const Index *index = workspace_index(workspace);
    Str name = names_last(full);
    const Item *callee = flow_callee(workspace_flow(workspace), call);
    Str sister = str_format(arena, STR_FMT "_local", STR_ARG(name));
    if (!callee || !str_eq(callee->name, name) || !index_find(index, ITEM_FUNCTION, sister))
        return false;
    Str prefix = str_slice(full, 0, full.len - name.len);
    out->path = str_format(arena, STR_FMT STR_FMT, STR_ARG(prefix), STR_ARG(sister));
    out->gives_handle = true;
    out->at_hand = true;
    return true;
}

static bool is_spawn(Arena *arena, LocalSpawn *out, Workspace *workspace, const Node *call,
                     Str library) {
    const Node *function = node_field(call, FIELD_FUNCTION);
    if (!node_is(call, NODE_CALL_EXPRESSION) || !function) return false;
    *out = (LocalSpawn){0};
    if (node_is(function, NODE_FIELD_EXPRESSION))
        return from_method(arena, out, workspace, function);
    Str full = names_path(arena, function, node_text(function));
    if (is_tokio_spawn(full)) return from_tokio(arena, out, workspace, library);
    return from_own(arena, out, workspace, call, full);
}

const Node *local_spawn_find(Arena *arena, LocalSpawn *out, Workspace *workspace, const Node *node,
                             Str library) {
    for (; node && !node_is(node, NODE_FUNCTION_ITEM); node = node->parent) {
        if (!is_spawn(arena, out, workspace, node, library)) continue;
        out->one_thread = is_one_thread(workspace);
        return node;
    }
    return NULL;
}

/* Whether an expression stands in an argument of a call of the local function. */
static bool is_given_to_local(Arena *arena, const LocalSpawn *spawn, const Node *expression) {
    for (const Node *node = expression; node && !node_is(node, NODE_FUNCTION_ITEM);
         node = node->parent) {
        if (!node_is(node, NODE_ARGUMENTS)) continue;
        const Node *function = node_field(node->parent, FIELD_FUNCTION);
        if (node_is(function, NODE_FIELD_EXPRESSION)) {
            Str method = node_text(node_field(function, FIELD_FIELD));
            if (spawn->is_method && str_eq(method, spawn->path)) return true;
        } else if (str_eq(names_path(arena, function, node_text(function)), spawn->path)) {
            return true;
        }
    }
    return false;
}

static bool is_shared_locally(Arena *arena, Workspace *workspace, const LocalSpawn *spawn,
                              const Node *value) {
    NodeList expressions = {0};
    if (value) flow_expressions(arena, &expressions, workspace_flow(workspace), value, true);
    for (size_t i = 0; i < expressions.count; i++) {
        if (is_given_to_local(arena, spawn, expressions.items[i])) return true;
    }
    return false;
}

bool local_spawn_suits(Arena *arena, Workspace *workspace, const LocalSpawn *spawn, Str library,
                       const Node *value) {
    for (size_t i = 0; i < LOOP_COUNT; i++) {
        bool belongs = library.len > 0 && str_starts(library, str_from(loops[i].library));
        if (belongs && str_is(spawn->path, loops[i].path)) return true;
    }
    return spawn->at_hand &&
           (spawn->one_thread || is_shared_locally(arena, workspace, spawn, value));
}
