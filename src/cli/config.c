/*
 * Configuration: see config.h.
 */
#include "cli/config.h"

#include "base/file.h"
#include "base/text.h"
#include "base/toml.h"

enum { MOST_FOLDERS = 64 };

static const char workspace_section[] = "workspace.metadata.sendfix";
static const char package_section[] = "package.metadata.sendfix";

/* A file that has been read. */
typedef struct Config {
    Arena *arena;
    Str name;
    TomlEntryList entries;
} Config;

/* ---- setting options ---- */

/* What is wrong with a text of the file, said in front of it. */
static Status wrong(const Config *config, const TomlEntry *entry, const char *what, Str text) {
    text = str_slice(text, 0, str_find_byte(text, '\n'));
    return status_error(STATUS_USAGE, STR_FMT ":%zu: %s '" STR_FMT "'",
                        STR_ARG(text_printable(config->arena, config->name)), entry->line, what,
                        STR_ARG(text_printable(config->arena, text)));
}

/* Whether a value is of the kind that an option takes. */
static bool suits(const Option *row, TomlKind kind) {
    switch (row->kind) {
    case OPTION_FLAG:
        return kind == TOML_BOOLEAN;
    case OPTION_NUMBER:
    case OPTION_COUNT:
        return kind == TOML_INTEGER;
    case OPTION_TEXT:
    case OPTION_LIST:
    case OPTION_CHOICE:
        return kind == TOML_STRING;
    }
    return false;
}

static Status wrong_kind(const Config *config, const TomlEntry *entry, const Option *row) {
    const char *what = row->kind == OPTION_FLAG                                  ? "true or false"
                       : row->kind == OPTION_NUMBER || row->kind == OPTION_COUNT ? "a number"
                                                                                 : "a string";
    const char *words =
        str_cstr(config->arena, str_format(config->arena, "'%s' takes %s, not", row->name, what));
    return wrong(config, entry, words, entry->kind == TOML_TABLE ? STR("a table") : entry->value);
}

/* Sets what an entry below the section says; key is the name right below it. */
static Status set(const Config *config, Options *options, const TomlEntry *entry,
                  const TomlKey *key) {
    if (entry->kind == TOML_WRONG) {
        return wrong(config, entry, "this is no `key = value`:", entry->value);
    }
    const Option *row = options_find(key->name);
    if (row == NULL) {
        return wrong(config, entry, "there is no option", key->name);
    }
    if (!row->configurable) {
        return wrong(config, entry, "only the command line can set", key->name);
    }
    if (key != entry->key || !suits(row, entry->kind)) {
        return wrong_kind(config, entry, row);
    }
    if (row->kind == OPTION_FLAG && str_is(entry->value, "false")) {
        options_clear_flag(options, row);
        return status_ok();
    }
    Status status = options_set(config->arena, options, row, entry->value);
    if (!status_is_ok(&status)) {
        return status_error(STATUS_USAGE, STR_FMT ":%zu: %s",
                            STR_ARG(text_printable(config->arena, config->name)), entry->line,
                            status.message);
    }
    return status;
}

/* Sets what stands below a section, a dotted path; "" is all of the file. */
static Status set_all(const Config *config, Options *options, const char *section) {
    Status status = status_ok();
    for (size_t i = 0; i < config->entries.count && status_is_ok(&status); i++) {
        const TomlEntry *entry = &config->entries.items[i];
        const TomlKey *key = toml_below(entry->key, section);
        bool stray = entry->kind == TOML_WRONG && toml_is_at(entry->key, section);
        if (key != NULL || stray) {
            status = set(config, options, entry, key);
        }
    }
    return status;
}

Status config_read_text(Arena *arena, Options *options, Str name, Str text, const char *section) {
    Config config = {.arena = arena, .name = name};
    toml_read(arena, &config.entries, text);
    return set_all(&config, options, section);
}

/* ---- which files ---- */

static Status read_user(Arena *arena, Options *options, const Env *env) {
    Str folder = env->config_home;
    if (folder.len == 0 && env->home.len > 0) {
        folder = file_join(arena, env->home, STR(".config"));
    }
    /* A relative XDG_CONFIG_HOME counts as none, as its standard says: anybody's folder could be it. */
    if (!str_starts(folder, STR("/"))) {
        return status_ok();
    }
    Config config = {.arena = arena, .name = file_join(arena, folder, STR("sendfix/config.toml"))};
    Status status = toml_read_file(arena, &config.entries, config.name);
    if (status.code == STATUS_MISSING) {
        return status_ok();
    }
    return status_is_ok(&status) ? set_all(&config, options, "") : status;
}

static bool has_table(const Config *config, const char *name) {
    for (size_t i = 0; i < config->entries.count; i++) {
        const TomlKey *key = config->entries.items[i].key;
        if (toml_is_at(key, name) || toml_below(key, name) != NULL) {
            return true;
        }
    }
    return false;
}

/* The nearest manifest, at or above the current folder, of a package, and that of its workspace. */
static void find_manifests(Arena *arena, Config *package, Config *workspace) {
    Str folder = file_current_folder(arena);
    for (int i = 0; i < MOST_FOLDERS && folder.len > 0; i++) {
        Config config = {.arena = arena, .name = file_join(arena, folder, STR("Cargo.toml"))};
        Status status = toml_read_file(arena, &config.entries, config.name);
        (void)status; /* cargo tells of a manifest that cannot be read */
        if (package->name.len == 0 && has_table(&config, "package")) {
            *package = config;
        }
        if (has_table(&config, "workspace")) {
            *workspace = config;
            return;
        }
        folder = folder.len > 1 ? file_folder(folder) : (Str){0};
    }
}

Status config_read(Arena *arena, Options *options, const Env *env) {
    Config package = {.arena = arena};
    Config workspace = {.arena = arena};
    find_manifests(arena, &package, &workspace);
    Status status = read_user(arena, options, env);
    if (status_is_ok(&status)) {
        status = set_all(&workspace, options, workspace_section);
    }
    if (status_is_ok(&status)) {
        status = set_all(&package, options, package_section);
    }
    /* The environment counts more: what hands these on overwrites it (cargo_command.c). */
    if (env->max_checks.len > 0) {
        options->max_checks = (Str){0};
    }
    if (env->check_time.len > 0) {
        options->check_time = (Str){0};
    }
    return status;
}
