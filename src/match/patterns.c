/*
 * Loading the catalogue; see patterns.h.
 *
 * The embedded files come first, in the order of their paths; then the user's. A user's entry with
 * an id that exists takes that entry's place in the race; one with a new id comes before all of
 * ours, for whoever adds a wording means it. Embedded regexes are compiled at first use, a user's
 * at once, so that what is wrong with them is told.
 */
#include "match/patterns.h"

#include "match/catalogue.h"
#include "match/embedded.h"

enum { FILE_LIMIT = 1024 * 1024, FILES_LIMIT = 1000, LAST_RANK = 3 };

/* Entries of one source: the embedded ones or a folder. */
typedef struct Loaded {
    SentenceList sentences;
    TypeEntryList types;
} Loaded;

typedef struct Loader {
    Patterns *patterns;
    Loaded *into;
    StrList *problems;
    bool eager;
} Loader;

static void add_problem(Loader *loader, const Status *status) {
    Arena *arena = loader->patterns->arena;
    VEC_PUSH(arena, loader->problems, str_copy(arena, str_from(status->message)));
}

/* Whether the id is new among the entries of one source. */
static bool is_new_sentence(const SentenceList *list, Str id) {
    for (size_t i = 0; i < list->count; i++) {
        if (str_eq(list->items[i]->id, id)) {
            return false;
        }
    }
    return true;
}

static bool is_new_type(const TypeEntryList *list, Str id) {
    for (size_t i = 0; i < list->count; i++) {
        if (str_eq(list->items[i]->id, id)) {
            return false;
        }
    }
    return true;
}

static Status load_sentence(Loader *loader, Str file, const PatternBlock *block) {
    Arena *arena = loader->patterns->arena;
    Sentence *sentence = NULL;
    Status status = sentence_read(arena, &sentence, file, block, loader->eager);
    if (!status_is_ok(&status)) {
        return status;
    }
    if (!is_new_sentence(&loader->into->sentences, sentence->id)) {
        return pattern_error(file, block->line, "a second entry '" STR_FMT "'",
                             STR_ARG(sentence->id));
    }
    VEC_PUSH(arena, &loader->into->sentences, sentence);
    return status;
}

static Status load_type(Loader *loader, Str file, const PatternBlock *block) {
    Arena *arena = loader->patterns->arena;
    TypeEntry *entry = NULL;
    Status status = type_entry_read(arena, &entry, file, block, loader->eager);
    if (!status_is_ok(&status)) {
        return status;
    }
    if (!is_new_type(&loader->into->types, entry->id)) {
        return pattern_error(file, block->line, "a second entry '" STR_FMT "'", STR_ARG(entry->id));
    }
    VEC_PUSH(arena, &loader->into->types, entry);
    return status;
}

static void load_text(Loader *loader, Str file, Str text) {
    PatternReader reader = {.rest = text, .line = 1};
    PatternBlock block;
    while (pattern_next_block(&reader, &block)) {
        Status status = str_is(block.kind, "pattern") ? load_sentence(loader, file, &block)
                        : str_is(block.kind, "type")
                            ? load_type(loader, file, &block)
                            : pattern_error(file, block.line,
                                            "text before the first 'pattern ID' or 'type ID'");
        if (!status_is_ok(&status)) {
            add_problem(loader, &status);
        }
    }
}

static void load_embedded(Loader *loader) {
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str path = str_from(embedded_files[i].path);
        const void *data = embedded_files[i].data;
        if (str_ends(path, STR(".pat"))) {
            load_text(loader, path, (Str){.data = data, .len = embedded_files[i].size});
        }
    }
}

static Status load_folder(Loader *loader, Str folder) {
    Arena *arena = loader->patterns->arena;
    if (!file_is_folder(folder)) {
        return status_error(STATUS_MISSING, "no folder of patterns: " STR_FMT, STR_ARG(folder));
    }
    StrList files = {0};
    file_list(arena, &files, folder, STR(".pat"), FILES_LIMIT);
    for (size_t i = 0; i < files.count; i++) {
        Str text = {0};
        Status status = file_read(arena, &text, files.items[i], FILE_LIMIT);
        if (status_is_ok(&status)) {
            load_text(loader, files.items[i], text);
        } else {
            add_problem(loader, &status);
        }
    }
    return status_ok();
}

/* Ours with the user's entries of the same id in their place, behind the user's new ones. */
static void merge_sentences(Patterns *patterns, const SentenceList *ours,
                            const SentenceList *users) {
    SentenceList *all = &patterns->sentences;
    for (size_t i = 0; i < users->count; i++) {
        if (is_new_sentence(ours, users->items[i]->id)) {
            VEC_PUSH(patterns->arena, all, users->items[i]);
        }
    }
    for (size_t i = 0; i < ours->count; i++) {
        Sentence *sentence = ours->items[i];
        for (size_t k = 0; k < users->count; k++) {
            if (str_eq(users->items[k]->id, sentence->id)) {
                sentence = users->items[k];
                break;
            }
        }
        VEC_PUSH(patterns->arena, all, sentence);
    }
    for (size_t i = 0; i < all->count; i++) {
        Sentence *sentence = all->items[i];
        VEC_PUSH(patterns->arena, &patterns->slots[sentence->slot], sentence);
        if (sentence->family.len > 0) {
            needles_add(patterns->arena, &patterns->needles, sentence->family);
        }
    }
    needles_prepare(&patterns->needles);
}

/* 0 for the most special: a name and more of a library's type, then of any type; a name; a regex. */
static int rank(const TypeEntry *entry) {
    if (entry->names.len == 0) {
        return LAST_RANK;
    }
    bool has_more = entry->regex.text.len > 0 || entry->contains.len > 0;
    return !has_more ? 2 : entry->knowledge.library.len == 0 ? 1 : 0;
}

/* The user's before ours, the special before the general; else in the order of the files. */
static void merge_types(Patterns *patterns, const TypeEntryList *ours, const TypeEntryList *users) {
    for (int wanted = 0; wanted <= LAST_RANK; wanted++) {
        for (size_t i = 0; i < users->count; i++) {
            if (rank(users->items[i]) == wanted) {
                VEC_PUSH(patterns->arena, &patterns->types, users->items[i]);
            }
        }
        for (size_t i = 0; i < ours->count; i++) {
            if (rank(ours->items[i]) == wanted && is_new_type(users, ours->items[i]->id)) {
                VEC_PUSH(patterns->arena, &patterns->types, ours->items[i]);
            }
        }
    }
}

static void finish_scratch(void *data) {
    arena_finish(data);
}

Status patterns_load(Arena *arena, Patterns **out, Str folder, StrList *problems) {
    Patterns *patterns = ARENA_NEW(arena, Patterns);
    patterns->arena = arena;
    patterns->scratch = ARENA_NEW(arena, Arena);
    arena_init(patterns->scratch);
    arena_defer(arena, finish_scratch, patterns->scratch);
    Loaded ours = {0};
    Loaded users = {0};
    Loader loader = {.patterns = patterns, .into = &ours, .problems = problems};
    load_embedded(&loader);
    Status status = status_ok();
    if (folder.len > 0) {
        loader.into = &users;
        loader.eager = true;
        status = load_folder(&loader, folder);
    }
    merge_sentences(patterns, &ours.sentences, &users.sentences);
    merge_types(patterns, &ours.types, &users.types);
    *out = patterns;
    return status;
}

size_t patterns_check(Arena *arena, const Patterns *patterns, StrList *problems) {
    size_t count = 0;
    for (size_t i = 0; i < patterns->sentences.count; i++) {
        count += sentence_check(arena, patterns, patterns->sentences.items[i], problems);
    }
    for (size_t i = 0; i < patterns->types.count; i++) {
        count += type_entry_check(arena, patterns, patterns->types.items[i], problems);
    }
    return count;
}

const TypeKnowledge *patterns_type(const Patterns *patterns, Str type) {
    const TypeEntry *entry = type_entry_find(patterns, type);
    return entry != NULL ? &entry->knowledge : NULL;
}

bool patterns_may_match_line(const Patterns *patterns, Str line) {
    return needles_occur(&patterns->needles, line);
}
