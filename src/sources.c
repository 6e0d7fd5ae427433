/*
 * Sources: see sources.h.
 */
#include "sources.h"

#include "base/file.h"
#include "quoted.h"
#include "rust/manifest.h"

enum { MOST_PACKAGES = 64, MOST_FILES = 2000, LARGEST_FILE = 1 << 20 };

typedef struct Loader {
    Arena *arena;
    const EvidenceList *evidence;
    Workspace *workspace;
    Str folder;      /* where relative paths start; empty: the current folder */
    StrList seen;    /* paths that spans name */
    StrList missing; /* types that rustc prints and no file declares */
} Loader;

/* Adds text unless it is in the list; whether it was added. */
static bool add_once(Arena *arena, StrList *list, Str text) {
    for (size_t i = 0; i < list->count; i++) {
        if (str_eq(list->items[i], text)) {
            return false;
        }
    }
    VEC_PUSH(arena, list, text);
    return true;
}

/* ---- where and what ---- */

static bool is_relative(Str path) {
    return path.len > 0 && path.data[0] != '/' && path.data[0] != '<';
}

/* The folder that relative paths start at, told by the first diagnostic that has such a file. */
static Str find_folder(Arena *arena, const EvidenceList *evidence) {
    for (size_t i = 0; i < evidence->count; i++) {
        const Diagnostic *diagnostic = evidence->items[i]->diagnostic;
        for (size_t k = 0; diagnostic->manifest.len > 0 && k < diagnostic->spans.count; k++) {
            Str file = diagnostic->spans.items[k].file;
            Str folder = is_relative(file)
                             ? workspace_find_folder(arena, diagnostic->manifest, file)
                             : (Str){0};
            if (folder.len > 0) {
                return folder;
            }
        }
    }
    return (Str){0};
}

static Str find_edition(const EvidenceList *evidence, Str otherwise) {
    for (size_t i = 0; i < evidence->count; i++) {
        if (evidence->items[i]->diagnostic->edition.len > 0) {
            return evidence->items[i]->diagnostic->edition;
        }
    }
    return otherwise;
}

/* ---- files that rustc names ---- */

/*
 * Other people's crates are not loaded: their items would only be mistaken for the user's of the
 * same name.
 */
static void load_file(Loader *loader, Str path) {
    if (!add_once(loader->arena, &loader->seen, path)) {
        return;
    }
    const Source *source = workspace_source(loader->workspace, path);
    if (source != NULL && source->editable) {
        workspace_load_crate(loader->workspace, path);
    }
}

static void load_files(Loader *loader, const Diagnostic *diagnostic) {
    for (size_t i = 0; i < diagnostic->spans.count; i++) {
        const Span *span = &diagnostic->spans.items[i];
        while (span != NULL) {
            load_file(loader, span->file);
            span = span->expansion != NULL ? span->expansion->span : NULL;
        }
    }
}

static void load_named_files(Loader *loader) {
    for (size_t i = 0; i < loader->evidence->count; i++) {
        const Diagnostic *diagnostic = loader->evidence->items[i]->diagnostic;
        load_files(loader, diagnostic);
        for (size_t k = 0; k < diagnostic->children.count; k++) {
            load_files(loader, diagnostic->children.items[k]);
        }
    }
}

/* ---- types that rustc prints ---- */

/* Adds the names in a printed type that look like types and are declared nowhere. */
static void add_missing(Loader *loader, Str type) {
    const unsigned kinds = ITEM_STRUCT | ITEM_ENUM | ITEM_UNION | ITEM_ALIAS | ITEM_TRAIT;
    const Index *index = workspace_index(loader->workspace);
    for (size_t at = 0; at < type.len;) {
        size_t end = at;
        while (end < type.len && str_is_identifier_byte(type.data[end])) {
            end++;
        }
        Str name = str_slice(type, at, end);
        if (name.len > 1 && name.data[0] >= 'A' && name.data[0] <= 'Z' &&
            index_find(index, kinds, name) == NULL) {
            add_once(loader->arena, &loader->missing, name);
        }
        at = end + 1;
    }
}

static void find_missing(Loader *loader) {
    for (size_t i = 0; i < loader->evidence->count; i++) {
        const Evidence *evidence = loader->evidence->items[i];
        for (size_t k = 0; k < evidence->facts.count; k++) {
            add_missing(loader, evidence->facts.items[k].type);
            add_missing(loader, evidence->facts.items[k].other);
        }
    }
}

/* Whether a file declares a type: "struct NAME" and so on, as bytes. */
static bool declares(Str text, Str name) {
    static const char *const keywords[] = {"struct", "enum", "union", "trait", "type"};
    for (size_t at = str_find_word(text, name, 0); at != STR_NONE;
         at = str_find_word(text, name, at + 1)) {
        Str before = str_trim(str_slice(text, at > 16 ? at - 16 : 0, at));
        for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
            if (str_ends(before, str_from(keywords[i]))) {
                return true;
            }
        }
    }
    return false;
}

static bool declares_missing(const Loader *loader, Str text) {
    for (size_t i = 0; i < loader->missing.count; i++) {
        if (declares(text, loader->missing.items[i])) {
            return true;
        }
    }
    return false;
}

/* Loads the crate of a package below the workspace's folder if it declares what is missing. */
static void load_package(Loader *loader, Str package, Str top) {
    StrList files = {0};
    if (!str_starts(package, top)) {
        return;
    }
    file_list(loader->arena, &files, file_join(loader->arena, package, STR("src")), STR(".rs"),
              MOST_FILES);
    for (size_t i = 0; i < files.count; i++) {
        Arena scratch = {0};
        Str text = {0};
        Status status = file_read(&scratch, &text, files.items[i], LARGEST_FILE);
        bool found = status_is_ok(&status) && declares_missing(loader, text);
        arena_finish(&scratch);
        if (found) {
            load_file(loader, str_from_offset(files.items[i], top.len));
            return;
        }
    }
}

/* Looks for the missing types in what the packages of the build depend on by path. */
static void load_dependencies(Loader *loader) {
    Arena *arena = loader->arena;
    Str real = file_real_path(arena, loader->folder);
    Str top = str_is(real, "/") ? real : str_format(arena, STR_FMT "/", STR_ARG(real));
    StrList packages = {0};
    for (size_t i = 0; i < loader->evidence->count; i++) {
        Str manifest = loader->evidence->items[i]->diagnostic->manifest;
        if (manifest.len > 0) {
            add_once(arena, &packages, file_real_path(arena, file_folder(manifest)));
        }
    }
    size_t own = packages.count;
    for (size_t i = 0; i < packages.count && i < MOST_PACKAGES; i++) {
        manifest_path_dependencies(arena, &packages, packages.items[i], real);
        if (i >= own) {
            load_package(loader, packages.items[i], top);
        }
    }
}

Workspace *sources_open(Arena *arena, Str edition, const SourceTextList *texts,
                        const EvidenceList *evidence) {
    Loader loader = {.arena = arena, .evidence = evidence, .folder = find_folder(arena, evidence)};
    loader.workspace = workspace_new(arena, loader.folder);
    for (size_t i = 0; texts != NULL && i < texts->count; i++) {
        workspace_set_text(loader.workspace, texts->items[i].path, texts->items[i].text);
    }
    SourceTextList quoted = {0};
    quoted_texts(arena, &quoted, evidence);
    for (size_t i = 0; i < quoted.count; i++) {
        workspace_quote(loader.workspace, quoted.items[i].path, quoted.items[i].text);
    }
    Str known = find_edition(evidence, edition);
    if (known.len > 0) {
        workspace_set_edition(loader.workspace, known);
    }
    load_named_files(&loader);
    if (loader.folder.len > 0) {
        find_missing(&loader);
    }
    if (loader.missing.count > 0) {
        load_dependencies(&loader);
    }
    return loader.workspace;
}
