/*
 * Configuration: see config.h.
 */
#include "cli/config.h"

#include "base/file.h"
#include "base/text.h"

enum { LARGEST_FILE = 1 << 20, MOST_FOLDERS = 64 };

static const char user_section[] = "";
static const char workspace_section[] = "workspace.metadata.sendfix";
static const char package_section[] = "package.metadata.sendfix";

/* ---- one file ---- */

typedef struct Reader {
    Arena *arena;
    Options *options;
    Str name;
    size_t line;
} Reader;

static Status wrong(const Reader *reader, const char *what, Str text) {
    return status_error(STATUS_USAGE, STR_FMT ":%zu: %s '" STR_FMT "'", STR_ARG(reader->name),
                        reader->line, what, STR_ARG(text_printable(reader->arena, text)));
}

/* Cuts a comment off; '#' inside of quotes begins none. */
static Str without_comment(Str line) {
    char quote = '\0';
    for (size_t i = 0; i < line.len; i++) {
        char byte = line.data[i];
        if (quote != '\0') {
            quote = byte == quote ? '\0' : quote;
        } else if (byte == '"' || byte == '\'') {
            quote = byte;
        } else if (byte == '#') {
            return str_slice(line, 0, i);
        }
    }
    return line;
}

/* The text of a value: what stands in quotes, or a bare word; false for anything else. */
static bool read_value(Str text, Str *value, bool *quoted) {
    text = str_trim(text);
    *quoted = text.len > 0 && (text.data[0] == '"' || text.data[0] == '\'');
    if (!*quoted) {
        *value = text;
        return text.len > 0 && str_find_byte(text, '[') == STR_NONE &&
               str_find_byte(text, ' ') == STR_NONE;
    }
    *value = str_slice(text, 1, text.len - 1);
    /* no escapes: no option needs one */
    return text.len > 1 && text.data[text.len - 1] == text.data[0] &&
           str_find_byte(*value, text.data[0]) == STR_NONE &&
           str_find_byte(*value, '\\') == STR_NONE;
}

static Status set(const Reader *reader, Str key, Str text) {
    const Option *row = options_find(key);
    if (row == NULL || !row->configurable) {
        return wrong(reader, row == NULL ? "there is no option" : "here cannot be set the option",
                     key);
    }
    Str value = {0};
    bool quoted = false;
    if (!read_value(text, &value, &quoted)) {
        return wrong(reader, "this is no string, number or boolean:", str_trim(text));
    }
    bool truth = str_is(value, "true");
    if (row->kind == OPTION_FLAG) {
        if (quoted || (!truth && !str_is(value, "false"))) {
            return wrong(reader, "neither true nor false:", value);
        }
        if (!truth) {
            options_clear_flag(reader->options, row);
            return status_ok();
        }
    }
    Status status = options_set(reader->arena, reader->options, row, value);
    if (!status_is_ok(&status)) {
        return status_error(STATUS_USAGE, STR_FMT ":%zu: %s", STR_ARG(reader->name), reader->line,
                            status.message);
    }
    return status;
}

Status config_read_text(Arena *arena, Options *options, Str name, Str text, Str section) {
    Reader reader = {.arena = arena, .options = options, .name = name};
    bool inside = section.len == 0;
    Str line;
    Status status = status_ok();
    while (status_is_ok(&status) && str_next(&text, '\n', &line)) {
        reader.line++;
        line = str_trim(without_comment(line));
        if (str_starts(line, STR("["))) {
            size_t close = str_find_byte(line, ']');
            inside = section.len > 0 && close != STR_NONE &&
                     str_eq(str_trim(str_slice(line, 1, close)), section);
        } else if (inside && line.len > 0) {
            size_t equals = str_find_byte(line, '=');
            status = equals == STR_NONE ? wrong(&reader, "this is no `key = value`:", line)
                                        : set(&reader, str_trim(str_slice(line, 0, equals)),
                                              str_from_offset(line, equals + 1));
        }
    }
    return status;
}

/* ---- which files ---- */

/* The text of a file, empty where there is none. */
static Str read_file(Arena *arena, Str path) {
    Str text = {0};
    Status status = file_read(arena, &text, path, LARGEST_FILE);
    return status_is_ok(&status) ? text : (Str){0};
}

static Status read_user(Arena *arena, Options *options, const Env *env) {
    Str folder = env->config_home;
    if (folder.len == 0 && env->home.len > 0) {
        folder = file_join(arena, env->home, STR(".config"));
    }
    if (folder.len == 0) {
        return status_ok();
    }
    Str path = file_join(arena, folder, STR("sendfix/config.toml"));
    return config_read_text(arena, options, path, read_file(arena, path), str_from(user_section));
}

static bool has_section(Str text, const char *name) {
    Str line;
    while (str_next(&text, '\n', &line)) {
        if (str_starts(str_trim(line), str_from(name))) {
            return true;
        }
    }
    return false;
}

/* The nearest manifest at or above the current folder that has a table; empty if there is none. */
static Str find_manifest(Arena *arena, const char *table, Str *text) {
    Str folder = file_current_folder(arena);
    for (int i = 0; i < MOST_FOLDERS && folder.len > 0; i++) {
        Str path = file_join(arena, folder, STR("Cargo.toml"));
        *text = read_file(arena, path);
        if (has_section(*text, table)) {
            return path;
        }
        if (folder.len == 1) {
            break;
        }
        folder = file_folder(folder);
    }
    *text = (Str){0};
    return (Str){0};
}

static Status read_manifest(Arena *arena, Options *options, const char *table,
                            const char *section) {
    Str text;
    Str path = find_manifest(arena, table, &text);
    return config_read_text(arena, options, path, text, str_from(section));
}

Status config_read(Arena *arena, Options *options, const Env *env) {
    Status status = read_user(arena, options, env);
    if (status_is_ok(&status)) {
        status = read_manifest(arena, options, "[workspace", workspace_section);
    }
    if (status_is_ok(&status)) {
        status = read_manifest(arena, options, "[package", package_section);
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
