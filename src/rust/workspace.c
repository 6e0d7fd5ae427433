/*
 * Workspace: each file is read once, known by its real path, and indexed at once.
 *
 * Names that could not be found are remembered too, since the same span comes with many
 * diagnostics. Where a file lies and whose it is: workspace_path.c; which files make a crate:
 * workspace_crate.c.
 */
#include "rust/workspace.h"

#include <string.h>

#include "rust/flow.h"
#include "rust/workspace_path.h"

enum {
    LARGEST_FILE = 8 << 20,
    ALL_BYTES = 4 << 20,   /* of a crate: up to here every file is parsed */
    MOST_BYTES = 24 << 20, /* and beyond this none */
};

typedef struct Known {
    Str path;       /* as asked for */
    Source *source; /* NULL: it cannot be read */
} Known;

typedef struct File {
    Str real;
    Place place;
    Source *source;
} File;

/* A text that stands in for a file's. */
typedef struct Replaced {
    Str real;
    Str text;
} Replaced;

struct Workspace {
    Arena *arena;
    Str folder;
    VEC_OF(Replaced) replaced;
    VEC_OF(Known) known;
    VEC_OF(File) files;
    VEC_OF(const Source *) sources; /* by path */
    StrList crates;                 /* real paths of files whose crate was loaded */
    Index *index;
    Flow *flow;
    size_t flow_count; /* of sources that flow knows */
    Str edition;
    Str guess;         /* of the edition, */
    size_t guess_from; /* made from as many sources */
};

Workspace *workspace_new(Arena *arena, Str folder) {
    Workspace *workspace = ARENA_NEW(arena, Workspace);
    workspace->arena = arena;
    workspace->folder = folder;
    workspace->index = index_new(arena);
    return workspace;
}

Str workspace_folder(const Workspace *workspace) {
    return workspace->folder;
}

Str workspace_find_folder(Arena *arena, Str manifest, Str path) {
    Str folder = file_folder(manifest);
    if (path.len == 0 || path.data[0] == '/') return (Str){.data = NULL};
    while (folder.len > 0) {
        if (file_is_regular(file_join(arena, folder, path))) return folder;
        if (!folder_above(folder, &folder)) break;
    }
    return (Str){.data = NULL};
}

/* ---- sources ---- */

static const File *find_file(const Workspace *workspace, Str real) {
    for (size_t i = 0; i < workspace->files.count; i++) {
        if (str_eq(workspace->files.items[i].real, real)) return &workspace->files.items[i];
    }
    return NULL;
}

/* Enters a source into the list, which is in the order of paths. */
static void enter(Workspace *workspace, const Source *source) {
    size_t at = workspace->sources.count;
    while (at > 0 && str_compare(workspace->sources.items[at - 1]->path, source->path) > 0) at--;
    VEC_PUSH(workspace->arena, &workspace->sources, source);
    const Source **items = workspace->sources.items;
    memmove(&items[at + 1], &items[at], (workspace->sources.count - 1 - at) * sizeof *items);
    items[at] = source;
    index_add(workspace->index, source);
}

static Source *parse(Workspace *workspace, const Place *place, Str path, Str text) {
    Source *source = source_parse(workspace->arena, str_copy(workspace->arena, path), text);
    source->disk_path = place->disk;
    source->refusal = place_refusal(place, path);
    if (source->refusal.len == 0) source->refusal = text_refusal(text);
    source->editable = source->refusal.len == 0;
    VEC_PUSH(workspace->arena, &workspace->files,
             (File){.real = place->real, .place = *place, .source = source});
    /* std's items would only be taken for the user's of the same name */
    if (!path_is_toolchain(place->real)) enter(workspace, source);
    return source;
}

void workspace_set_text(Workspace *workspace, Str path, Str text) {
    Place place;
    if (place_find(workspace->arena, &place, workspace->folder, path)) {
        VEC_PUSH(workspace->arena, &workspace->replaced,
                 (Replaced){.real = place.real, .text = text});
    }
}

static bool read_text(Workspace *workspace, const Place *place, Str *text) {
    for (size_t i = 0; i < workspace->replaced.count; i++) {
        if (str_eq(workspace->replaced.items[i].real, place->real)) {
            *text = workspace->replaced.items[i].text;
            return true;
        }
    }
    Status status = file_read(workspace->arena, text, place->disk, LARGEST_FILE);
    return status_is_ok(&status);
}

static Source *read_source(Workspace *workspace, Str path) {
    Place place;
    if (!place_find(workspace->arena, &place, workspace->folder, path)) return NULL;
    const File *known = find_file(workspace, place.real);
    if (known) return known->source;
    Str text = {.data = NULL};
    return read_text(workspace, &place, &text) ? parse(workspace, &place, path, text) : NULL;
}

const Source *workspace_source(Workspace *workspace, Str path) {
    for (size_t i = 0; i < workspace->known.count; i++) {
        if (str_eq(workspace->known.items[i].path, path)) return workspace->known.items[i].source;
    }
    Source *source = path.len > 0 ? read_source(workspace, path) : NULL;
    VEC_PUSH(workspace->arena, &workspace->known,
             (Known){.path = str_copy(workspace->arena, path), .source = source});
    return source;
}

void workspace_quote(Workspace *workspace, Str path, Str text) {
    Place place;
    if (place_find(workspace->arena, &place, workspace->folder, path)) return;
    place = (Place){.real = path, .disk = path};
    Source *source = parse(workspace, &place, path, text);
    source->quoted = true;
    source->refusal = (Str){.data = NULL};
    source->editable = true;
    VEC_PUSH(workspace->arena, &workspace->known, (Known){.path = path, .source = source});
    /* nothing around it is its crate */
    VEC_PUSH(workspace->arena, &workspace->crates, path);
}

size_t workspace_source_count(const Workspace *workspace) {
    return workspace->sources.count;
}

const Source *workspace_source_at(const Workspace *workspace, size_t i) {
    return i < workspace->sources.count ? workspace->sources.items[i] : NULL;
}

const Index *workspace_index(const Workspace *workspace) {
    return workspace->index;
}

Flow *workspace_flow(Workspace *workspace) {
    size_t count = workspace->sources.count;
    if (!workspace->flow || workspace->flow_count != count) {
        /* a list of its own: ours moves when it grows */
        const Source **sources = ARENA_ARRAY(workspace->arena, const Source *, count);
        for (size_t i = 0; i < count; i++) sources[i] = workspace->sources.items[i];
        workspace->flow = flow_new(workspace->arena, workspace->index, sources, count);
        workspace->flow_count = count;
    }
    return workspace->flow;
}

/* ---- crates ---- */

/* Whether a file of a very large crate can have to do with a value that lacks Send or Sync. */
static bool has_word(Str text) {
    static const char *const words[] = {"Send",  "Sync",   "Rc",    "Weak",   "Cell",   "RefCell",
                                        "Mutex", "RwLock", "spawn", "Future", "NonNull"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_find_word(text, str_from(words[i]), 0) != STR_NONE) return true;
    }
    return false;
}

void workspace_load_crate(Workspace *workspace, Str path) {
    const Source *source = workspace_source(workspace, path);
    const File *file = NULL;
    for (size_t i = 0; source && i < workspace->files.count && !file; i++) {
        if (workspace->files.items[i].source == source) file = &workspace->files.items[i];
    }
    if (!file) return;
    for (size_t i = 0; i < workspace->crates.count; i++) {
        if (str_eq(workspace->crates.items[i], file->real)) return;
    }
    CrateFiles list = {.names = {.count = 0}};
    Place own = file->place;
    size_t bytes = 0;
    crate_list(workspace->arena, &list, &own, source->path);
    for (size_t i = 0; i < list.names.count && bytes < MOST_BYTES; i++) {
        Place place = own;
        Str text = {.data = NULL};
        place.disk = list.disks.items[i];
        place.real = file_real_path(workspace->arena, place.disk);
        VEC_PUSH(workspace->arena, &workspace->crates, place.real);
        if (place.real.len == 0 || find_file(workspace, place.real)) continue;
        if (!read_text(workspace, &place, &text) ||
            (bytes + text.len > ALL_BYTES && !has_word(text)))
            continue;
        bytes += text.len;
        parse(workspace, &place, list.names.items[i], text);
    }
}

/* ---- edition ---- */

void workspace_set_edition(Workspace *workspace, Str edition) {
    workspace->edition = str_copy(workspace->arena, edition);
}

/* The edition in the nearest Cargo.toml around the first source that sets one. */
static Str find_edition(Workspace *workspace) {
    if (workspace->files.count == 0) return (Str){.data = NULL};
    Str folder = file_folder(workspace->files.items[0].real);
    for (;;) {
        Str path = file_join(workspace->arena, folder, STR("Cargo.toml"));
        Str edition = manifest_edition(workspace->arena, path);
        if (edition.len > 0 || !folder_above(folder, &folder)) return edition;
    }
}

/* Whether an import may bring the name Future in: by name, or a glob of something else's names. */
static bool may_import_future(const Source *source) {
    for (const Node *node = source->root; node; node = node_walk(node, source->root)) {
        bool names = node_is(node, NODE_USE_DECLARATION) &&
                     (str_find_word(node_text(node), STR("Future"), 0) != STR_NONE ||
                      str_find_byte(node_text(node), '*') != STR_NONE);
        bool declares = node_is(node, NODE_TRAIT_ITEM) &&
                        str_is(node_text(node_field(node, FIELD_NAME)), "Future");
        if (names || declares) return true;
    }
    return false;
}

/* What only the 2024 edition reads: `Future` without an import, `let` among `&&`s. */
static bool looks_new(const Source *source) {
    if (!source || !source->editable) return false;
    bool future = str_find_word(source->text, STR("Future"), 0) != STR_NONE;
    bool imported = future && may_import_future(source);
    for (const Node *node = source->root; node; node = node_walk(node, source->root)) {
        if (node_is(node, NODE_LET_CHAIN)) return true;
        bool bare = node_is(node, NODE_TYPE_IDENTIFIER) && str_is(node_text(node), "Future") &&
                    !node_is(node->parent, NODE_SCOPED_TYPE_IDENTIFIER);
        if (future && !imported && bare && !node->in_macro) return true;
    }
    return false;
}

/* For a lone file: what its own text tells. */
static Str guess_edition(Workspace *workspace) {
    size_t count = workspace_source_count(workspace);
    if (workspace->guess.len > 0 && workspace->guess_from == count) return workspace->guess;
    workspace->guess = STR("2021");
    workspace->guess_from = count;
    for (size_t i = 0; i < count; i++) {
        if (looks_new(workspace_source_at(workspace, i))) workspace->guess = STR("2024");
    }
    return workspace->guess;
}

Str workspace_edition(Workspace *workspace) {
    if (workspace->edition.len > 0) return workspace->edition;
    Str found = find_edition(workspace);
    return found.len > 0 ? found : guess_edition(workspace);
}

/* ---- spans ---- */

/* Whether the file's line is the one that the span shows. rustc leaves out a byte order mark. */
static bool shows_line(const Source *source, const Span *span) {
    if (span->lines.count == 0) return true;
    Str line = line_index_text(&source->lines, span->line_start);
    Str shown = span->lines.items[0].text;
    if (span->line_start == 1 && str_starts(line, STR("\xef\xbb\xbf")))
        line = str_from_offset(line, 3);
    if (str_ends(shown, STR("\r"))) shown = str_slice(shown, 0, shown.len - 1);
    return str_eq(line, shown);
}

const Node *workspace_node(Workspace *workspace, const Span *span) {
    const Source *source = span ? workspace_source(workspace, span->file) : NULL;
    if (!source || !shows_line(source, span)) return NULL;
    size_t start = span->byte_start;
    size_t end = span->byte_end;
    bool mark = str_starts(source->text, STR("\xef\xbb\xbf"));
    if (span->line_start > 0 && span->column_start > 0 && span->column_end > 0) {
        /* lines and columns mean the same whether or not marks and carriage returns were counted */
        size_t first = mark && span->line_start == 1 ? 1 : 0;
        size_t last = mark && span->line_end == 1 ? 1 : 0;
        start = line_index_byte(&source->lines, span->line_start, span->column_start + first);
        end = line_index_byte(&source->lines, span->line_end, span->column_end + last);
    }
    const Node *node = node_exact(source, start, end);
    if (!node) node = node_at(source, start, end);
    return node != source->root ? node : NULL;
}
