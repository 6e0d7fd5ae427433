/*
 * What is known of types: reading a block `type`, finding the entry of a type, running examples.
 *
 * A type is looked up without the references around it. Names are compared with the last segment of
 * its path (with `dyn ` or `impl ` before it, where it is one), paths only where rustc prints one:
 * it prints the shortest path that is unique in the crate at hand, most often the bare name.
 */
#include "match/catalogue.h"

#include <stddef.h>

typedef struct Reading {
    TypeEntry *entry;
    Str file;
    size_t lacks, matches, refusals;
    bool eager;
    Arena *arena;
} Reading;

static Status read_regex(Reading *reading, const PatternLine *line) {
    lazy_regex_set(&reading->entry->regex, line->value);
    if (reading->eager) {
        Status status = lazy_regex_compile(reading->arena, &reading->entry->regex);
        if (!status_is_ok(&status)) {
            return pattern_error(reading->file, line->line, "%s", status.message);
        }
    }
    return status_ok();
}

static Status read_path(Reading *reading, const PatternLine *line) {
    reading->entry->paths = line->value;
    Str rest = line->value;
    Str first;
    if (str_next(&rest, ' ', &first) && !str_is(first, "std")) {
        reading->entry->knowledge.library = str_slice(first, 0, str_find_byte(first, ':'));
    }
    return status_ok();
}

static Status read_lacks(Reading *reading, const PatternLine *line) {
    if (!str_is(line->value, "Send") && !str_is(line->value, "Sync") &&
        !str_is(line->value, "Send Sync")) {
        return pattern_error(reading->file, line->line, "lacks is Send, Sync or Send Sync");
    }
    reading->entry->knowledge.sync_only = str_is(line->value, "Sync");
    reading->lacks++;
    return status_ok();
}

/* `yes` or `no`. */
static Status read_flag(Reading *reading, const PatternLine *line, bool *flag) {
    if (!str_is(line->value, "yes") && !str_is(line->value, "no")) {
        return pattern_error(reading->file, line->line, STR_FMT " is yes or no",
                             STR_ARG(line->key));
    }
    *flag = str_is(line->value, "yes");
    return status_ok();
}

static Status read_marker(Reading *reading, const PatternLine *line) {
    return read_flag(reading, line, &reading->entry->knowledge.marker);
}

static Status read_bare(Reading *reading, const PatternLine *line) {
    bool allowed = true;
    Status status = read_flag(reading, line, &allowed);
    reading->entry->needs_path = !allowed;
    return status;
}

static Status read_match(Reading *reading, const PatternLine *line) {
    (void)line;
    reading->matches++;
    return status_ok();
}

static Status read_not(Reading *reading, const PatternLine *line) {
    (void)line;
    reading->refusals++;
    return status_ok();
}

static const struct {
    const char *key;
    Status (*read)(Reading *reading, const PatternLine *line);
} keys[] = {
    {"match", read_match}, {"not", read_not},       {"path", read_path}, {"lacks", read_lacks},
    {"regex", read_regex}, {"marker", read_marker}, {"bare", read_bare},
};

static const struct {
    const char *key;
    size_t field; /* offset of the Str in TypeEntry */
} text_keys[] = {
    {"name", offsetof(TypeEntry, names)},
    {"contains", offsetof(TypeEntry, contains)},
    {"rule", offsetof(TypeEntry, knowledge.rule)},
    {"what", offsetof(TypeEntry, knowledge.what)},
    {"advice", offsetof(TypeEntry, knowledge.advice)},
    {"fixes", offsetof(TypeEntry, knowledge.fixes)},
    {"wrong", offsetof(TypeEntry, knowledge.wrong)},
    {"library", offsetof(TypeEntry, knowledge.library)},
    {"hint", offsetof(TypeEntry, knowledge.hint)},
    {"feature", offsetof(TypeEntry, knowledge.feature)},
};

/* Where a key that is just text goes; NULL if it is none. */
static Str *text_field(TypeEntry *entry, Str key) {
    for (size_t i = 0; i < sizeof text_keys / sizeof *text_keys; i++) {
        if (str_is(key, text_keys[i].key)) {
            void *place = (char *)entry + text_keys[i].field;
            return place;
        }
    }
    return NULL;
}

static Status read_line(Reading *reading, const PatternLine *line) {
    if (line->key.len == 0 || line->indented) {
        return pattern_error(reading->file, line->line, "not 'key: value'");
    }
    Str *field = text_field(reading->entry, line->key);
    if (field != NULL) {
        *field = line->value;
        return status_ok();
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (str_is(line->key, keys[i].key)) {
            return keys[i].read(reading, line);
        }
    }
    return pattern_error(reading->file, line->line, "unknown key '" STR_FMT "'",
                         STR_ARG(line->key));
}

static Status check_whole(const Reading *reading, size_t line) {
    const TypeEntry *entry = reading->entry;
    const char *missing = entry->id.len == 0                                    ? "an id"
                          : entry->names.len == 0 && entry->regex.text.len == 0 ? "name or regex"
                          : entry->knowledge.rule.len == 0                      ? "rule"
                          : entry->knowledge.what.len == 0                      ? "what"
                          : reading->lacks == 0                                 ? "lacks"
                          : reading->matches == 0  ? "an example 'match'"
                          : reading->refusals == 0 ? "an example 'not'"
                                                   : NULL;
    if (missing != NULL) {
        return pattern_error(reading->file, line, "the entry '" STR_FMT "' lacks %s",
                             STR_ARG(entry->id), missing);
    }
    return status_ok();
}

Status type_entry_read(Arena *arena, TypeEntry **out, Str file, const PatternBlock *block,
                       bool eager) {
    TypeEntry *entry = ARENA_NEW(arena, TypeEntry);
    *entry = (TypeEntry){.id = block->id, .file = file, .line = block->line};
    entry->body = block->body;
    Reading reading = {.entry = entry, .file = file, .eager = eager, .arena = arena};
    PatternReader body = block->body;
    PatternLine line;
    while (pattern_next_line(&body, &line)) {
        Status status = read_line(&reading, &line);
        if (!status_is_ok(&status)) {
            return status;
        }
    }
    *out = entry;
    return check_whole(&reading, block->line);
}

/* A type as entries see it. */
typedef struct Subject {
    Str printed;
    Str normal; /* without references */
    Str kind;   /* "dyn ", "impl " or empty */
    Str head, path;
} Subject;

static Subject make_subject(Arena *arena, Str type) {
    Str bare = type_text_referent(type);
    Subject subject = {.printed = type, .normal = type_text_normal(arena, bare)};
    subject.normal = type_text_referent(subject.normal); /* (&T) */
    if (str_starts(subject.normal, STR("<"))) {
        return subject; /* a projection: its last segment is no type's name */
    }
    subject.head = type_text_head(subject.normal);
    subject.path = type_text_path(bare);
    if (str_starts(subject.normal, STR("dyn "))) {
        subject.kind = STR("dyn ");
    } else if (str_starts(subject.normal, STR("impl "))) {
        subject.kind = STR("impl ");
    }
    return subject;
}

static bool has_name(const TypeEntry *entry, const Subject *subject) {
    Str rest = entry->names;
    Str name;
    while (str_next(&rest, ',', &name)) {
        name = str_trim(name);
        if (name.len == subject->kind.len + subject->head.len && str_starts(name, subject->kind) &&
            str_ends(name, subject->head)) {
            return true;
        }
    }
    return false;
}

static bool has_path(const TypeEntry *entry, const Subject *subject) {
    if (subject->path.len == 0) {
        return !entry->needs_path;
    }
    Str rest = entry->paths;
    Str path;
    while (str_next(&rest, ' ', &path)) {
        if (path.len > 0 && str_starts(subject->path, path) &&
            (subject->path.len == path.len || subject->path.data[path.len] == ':')) {
            return true;
        }
    }
    return entry->paths.len == 0;
}

static bool is_entry(const Patterns *patterns, TypeEntry *entry, const Subject *subject) {
    return (entry->names.len == 0 || (subject->head.len > 0 && has_name(entry, subject))) &&
           (entry->names.len == 0 || has_path(entry, subject)) &&
           (entry->contains.len == 0 || str_contains(subject->printed, entry->contains)) &&
           (entry->regex.text.len == 0 ||
            lazy_regex_match(patterns->arena, &entry->regex, subject->normal, NULL));
}

const TypeEntry *type_entry_find(const Patterns *patterns, Str type) {
    Subject subject = make_subject(patterns->scratch, type);
    const TypeEntry *found = NULL;
    for (size_t i = 0; i < patterns->types.count && found == NULL; i++) {
        if (is_entry(patterns, patterns->types.items[i], &subject)) {
            found = patterns->types.items[i];
        }
    }
    arena_reset(patterns->scratch);
    return found;
}

size_t type_entry_check(Arena *arena, const Patterns *patterns, const TypeEntry *entry,
                        StrList *problems) {
    size_t count = 0;
    TypeEntry copy = *entry;
    Status status = lazy_regex_compile(patterns->arena, &copy.regex);
    if (!status_is_ok(&status)) {
        VEC_PUSH(arena, problems,
                 str_format(arena, STR_FMT ":%zu: " STR_FMT ": %s", STR_ARG(entry->file),
                            entry->line, STR_ARG(entry->id), status.message));
        return 0;
    }
    PatternReader body = entry->body;
    PatternLine line;
    while (pattern_next_line(&body, &line)) {
        bool wanted = str_is(line.key, "match");
        if (!wanted && !str_is(line.key, "not")) {
            continue;
        }
        count++;
        const TypeEntry *found = type_entry_find(patterns, line.value);
        if (wanted != (found == entry)) {
            Str got = found != NULL ? found->id : STR("nothing");
            VEC_PUSH(arena, problems,
                     str_format(arena, STR_FMT ":%zu: " STR_FMT " gives the entry " STR_FMT,
                                STR_ARG(entry->file), line.line, STR_ARG(line.value),
                                STR_ARG(got)));
        }
    }
    return count;
}
