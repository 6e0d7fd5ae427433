/*
 * Member: see member.h.
 */
#include "verify/member.h"

#include "base/vec.h"

enum { LARGEST_FILE = 4 << 20, MOST_FOLDERS = 32 };

typedef VEC_OF(const char *) ArgumentList;

/* ---- dep-info: lines like a makefile's, "target: file file", with blanks in names as "\ " ---- */

/* The next word of a rule; a backslash takes the blank behind it into the word. */
static bool next_word(Arena *arena, Str *rest, Str *word) {
    StrBuf text = strbuf_new(arena);
    size_t i = 0;
    while (i < rest->len && rest->data[i] == ' ') {
        i++;
    }
    for (; i < rest->len && rest->data[i] != ' '; i++) {
        bool escapes = rest->data[i] == '\\' && i + 1 < rest->len && rest->data[i + 1] == ' ';
        i += escapes;
        strbuf_add_byte(&text, rest->data[i]);
    }
    *rest = str_from_offset(*rest, i);
    *word = strbuf_str(&text);
    return word->len > 0;
}

void member_files(Arena *arena, StrList *files, Str dep_info) {
    Str text = {0};
    Status status = file_read(arena, &text, dep_info, LARGEST_FILE);
    Str line;
    if (!status_is_ok(&status) || !str_next(&text, '\n', &line)) {
        return;
    }
    size_t colon = str_find(line, STR(": "), 0); /* of the first rule; all have the same files */
    Str rest = colon != STR_NONE ? str_from_offset(line, colon + 2) : (Str){0};
    Str file;
    while (next_word(arena, &rest, &file)) {
        VEC_PUSH(arena, files, file);
    }
}

/* The value of `-C name=value`. */
static Str codegen_option(const char *const *argv, Str name) {
    for (size_t i = 0; argv[i] != NULL; i++) {
        Str value = str_from(argv[i]);
        value = str_is(value, "-C")            ? str_from(argv[i + 1])
                : str_starts(value, STR("-C")) ? str_from_offset(value, 2)
                                               : (Str){0};
        if (str_starts(value, name) && value.len > name.len && value.data[name.len] == '=') {
            return str_from_offset(value, name.len + 1);
        }
    }
    return (Str){0};
}

Str member_dep_info(Arena *arena, const char *const *argv) {
    Str folder = compiler_option(argv, STR("--out-dir"));
    Str name = compiler_option(argv, STR("--crate-name"));
    Str extra = codegen_option(argv, STR("extra-filename"));
    if (folder.len == 0 || name.len == 0) {
        return (Str){0};
    }
    return str_format(arena, STR_FMT "/" STR_FMT STR_FMT ".d", STR_ARG(folder), STR_ARG(name),
                      STR_ARG(extra));
}

/* ---- externs ---- */

/* The path of `--extern NAME=PATH`, also with `OPTIONS:NAME`; empty if there is none. */
static Str extern_path(const char *const *argv, Str name) {
    for (size_t i = 0; argv[i] != NULL; i++) {
        Str value = str_is(str_from(argv[i]), "--extern") ? str_from(argv[i + 1]) : (Str){0};
        size_t equals = str_find_byte(value, '=');
        Str key = equals != STR_NONE ? str_slice(value, 0, equals) : value;
        size_t colon = str_find_last_byte(key, ':');
        key = colon != STR_NONE ? str_from_offset(key, colon + 1) : key;
        if (value.len > 0 && str_eq(key, name)) {
            return equals != STR_NONE ? str_from_offset(value, equals + 1) : (Str){0};
        }
    }
    return (Str){0};
}

/* /deps/libmodel-0af3.rmeta -> /deps/model-0af3.d */
static Str dep_info_of_library(Arena *arena, Str path) {
    Str name = file_base_name(path);
    size_t dot = str_find_last_byte(name, '.');
    name = str_slice(name, str_starts(name, STR("lib")) ? 3 : 0, dot);
    return str_format(arena, STR_FMT "/" STR_FMT ".d", STR_ARG(file_folder(path)), STR_ARG(name));
}

/* ---- Cargo.toml, read line by line as in rust/manifest.h ---- */

static Status refuse(Str name, const char *why) {
    return status_error(STATUS_INVALID,
                        "it changes `" STR_FMT "`, another crate of the workspace, %s",
                        STR_ARG(name), why);
}

static Str unquoted(Str value) {
    value = str_trim(value);
    Str quote = str_slice(value, 0, 1);
    size_t end = str_find(value, quote, 1);
    bool quoted = (str_is(quote, "\"") || str_is(quote, "'")) && end != STR_NONE;
    return quoted ? str_slice(value, 1, end) : (Str){0};
}

/* name-of-crate -> name_of_crate */
static Str crate_name(Arena *arena, Str name) {
    StrBuf text = strbuf_new(arena);
    for (size_t i = 0; i < name.len; i++) {
        strbuf_add_byte(&text, name.data[i] == '-' ? '_' : name.data[i]);
    }
    return strbuf_str(&text);
}

/* Takes in a line of a section; NULL, or why the crate cannot be compiled without cargo. */
static const char *read_line(Arena *arena, Member *member, Str section, Str line) {
    size_t equals = str_find_byte(line, '=');
    Str key = str_trim(str_slice(line, 0, equals));
    Str value = str_from_offset(line, equals + 1);
    bool package = str_is(section, "package");
    if (package && str_is(key, "name")) {
        member->name = crate_name(arena, unquoted(value));
    } else if (package && (str_is(key, "edition") || str_is(key, "edition.workspace"))) {
        member->edition = unquoted(value); /* empty where the workspace tells it */
    } else if (package && str_is(key, "build")) {
        return "which has a build script";
    } else if (str_is(section, "lib")) {
        return str_is(key, "doctest") || str_is(key, "doc") || str_is(key, "test")
                   ? NULL
                   : "which has a library of its own kind";
    } else if (str_is(section, "features")) {
        return "which has features";
    } else if (str_is(section, "dependencies")) {
        size_t dot = str_find_byte(key, '.');
        VEC_PUSH(arena, &member->uses, crate_name(arena, str_slice(key, 0, dot)));
    }
    return NULL;
}

static const char *read_manifest(Arena *arena, Member *member, Str text) {
    Str line, section = {0};
    const char *why = NULL;
    while (why == NULL && str_next(&text, '\n', &line)) {
        line = str_trim(line);
        if (str_starts(line, STR("[")) && str_ends(line, STR("]"))) {
            section = str_trim(str_slice(line, 1, line.len - 1));
            if (str_starts(section, STR("dependencies."))) {
                VEC_PUSH(arena, &member->uses, crate_name(arena, str_from_offset(section, 13)));
            } else if (str_starts(section, STR("target."))) {
                why = "which depends on the machine";
            }
        } else if (line.len > 0 && line.data[0] != '#' && str_find_byte(line, '=') != STR_NONE) {
            why = read_line(arena, member, section, line);
        }
    }
    return why;
}

/* The edition that a workspace's members inherit; empty if there is none. */
static Str inherited_edition(Arena *arena, Str folder) {
    Str text = {0}, line, section = {0};
    Status status =
        file_read(arena, &text, file_join(arena, folder, STR("Cargo.toml")), LARGEST_FILE);
    while (status_is_ok(&status) && str_next(&text, '\n', &line)) {
        line = str_trim(line);
        section = str_starts(line, STR("[")) ? line : section;
        size_t equals = str_find_byte(line, '=');
        if (str_is(section, "[workspace.package]") && equals != STR_NONE &&
            str_is(str_trim(str_slice(line, 0, equals)), "edition")) {
            return unquoted(str_from_offset(line, equals + 1));
        }
    }
    return (Str){0};
}

/* The folder above a file that has a Cargo.toml, by rustc's name; false where there is none. */
static bool package_folder(Arena *arena, const Compiler *compiler, Str file, Str *folder) {
    for (size_t i = 0; i < MOST_FOLDERS && file.len > 0 && !str_is(file, "/"); i++) {
        file = file_folder(file);
        Str manifest = file_join(arena, file, STR("Cargo.toml"));
        if (file_is_regular(file_join(arena, compiler->folder, manifest))) {
            *folder = file;
            return true;
        }
    }
    return false;
}

static bool is_in(const StrList *list, Str text) {
    for (size_t i = 0; i < list->count; i++) {
        if (str_eq(list->items[i], text)) {
            return true;
        }
    }
    return false;
}

Status member_find(Arena *arena, Member *member, const Compiler *compiler, Str file) {
    *member = (Member){.edition = STR("2015")};
    Str folder = {0}, text = {0};
    if (!package_folder(arena, compiler, file, &folder)) {
        return refuse(file, "whose Cargo.toml is not found");
    }
    Str path = file_join(arena, compiler->folder, folder);
    Status status =
        file_read(arena, &text, file_join(arena, path, STR("Cargo.toml")), LARGEST_FILE);
    if (!status_is_ok(&status)) {
        return status;
    }
    const char *why = read_manifest(arena, member, text);
    if (why == NULL && file_is_regular(file_join(arena, path, STR("build.rs")))) {
        why = "which has a build script";
    }
    if (member->edition.len == 0) {
        member->edition = inherited_edition(arena, compiler->folder);
        why = why == NULL && member->edition.len == 0 ? "whose edition is not known" : why;
    }
    Str library = extern_path(compiler->argv, member->name);
    if (why == NULL && library.len == 0) {
        why = "which this one does not depend on directly";
    }
    for (size_t i = 0; i < member->uses.count && why == NULL; i++) {
        bool known = extern_path(compiler->argv, member->uses.items[i]).len > 0;
        why = known ? NULL : "which has dependencies of its own";
    }
    if (why != NULL) {
        return refuse(member->name, why);
    }
    StrList files = {0};
    member_files(arena, &files, dep_info_of_library(arena, library));
    member->source = file_join(arena, folder, STR("src/lib.rs"));
    if (!is_in(&files, member->source) || !is_in(&files, file)) {
        return refuse(member->name, "and it is not known how that was compiled");
    }
    return status_ok();
}

/* ---- command lines ---- */

/* Whether an argument, with its value, tells something of the crate at hand that does not hold for another. */
static bool is_own(const char *const *argv, size_t i, const Member *member, size_t *count) {
    static const char *const names[] = {"--crate-name", "--crate-type", "--edition", "--emit",
                                        "--out-dir",    "--check-cfg",  "-o"};
    Str argument = str_from(argv[i]);
    Str value = argv[i + 1] != NULL ? str_from(argv[i + 1]) : (Str){0};
    *count = 1;
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        Str name = str_from(names[k]);
        if (str_eq(argument, name)) {
            *count = 2;
            return true;
        }
        if (str_starts(argument, name) && argument.len > name.len &&
            argument.data[name.len] == '=') {
            return true;
        }
    }
    if (str_is(argument, "--test") || str_eq(argument, compiler_source(argv))) {
        return true;
    }
    *count =
        str_is(argument, "--extern") || str_is(argument, "-C") || str_is(argument, "--cfg") ? 2 : 1;
    if (str_is(argument, "--extern")) {
        Str name = str_slice(value, 0, str_find_byte(value, '='));
        return !is_in(&member->uses, name);
    }
    if (str_is(argument, "-C")) {
        return str_starts(value, STR("metadata=")) || str_starts(value, STR("extra-filename=")) ||
               str_starts(value, STR("incremental="));
    }
    return str_is(argument, "--cfg") &&
           (str_starts(value, STR("feature=")) || str_is(value, "test"));
}

static Str new_library(Arena *arena, const Member *member, Str out_dir) {
    return str_format(arena, STR_FMT "/lib" STR_FMT ".rmeta", STR_ARG(out_dir),
                      STR_ARG(member->name));
}

const char *const *member_line(Arena *arena, const Compiler *compiler, const Member *member,
                               Str out_dir) {
    ArgumentList line = {0};
    for (size_t i = 0; compiler->argv[i] != NULL;) {
        size_t count = 1;
        bool skip = i > 0 && is_own(compiler->argv, i, member, &count);
        for (size_t end = i + count; i < end && compiler->argv[i] != NULL; i++) {
            if (!skip) {
                VEC_PUSH(arena, &line, compiler->argv[i]);
            }
        }
    }
    Str edition = str_format(arena, "--edition=" STR_FMT, STR_ARG(member->edition));
    const char *const rest[] = {"--crate-name",
                                str_cstr(arena, member->name),
                                str_cstr(arena, edition),
                                "--crate-type",
                                "lib",
                                "--emit=metadata",
                                "-C",
                                "metadata=sendfix",
                                "--out-dir",
                                str_cstr(arena, out_dir),
                                str_cstr(arena, member->source)};
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++) {
        VEC_PUSH(arena, &line, rest[i]);
    }
    VEC_PUSH(arena, &line, NULL);
    return line.items;
}

const char *const *member_replace(Arena *arena, const char *const *argv, const Member *member,
                                  Str out_dir) {
    ArgumentList line = {0};
    for (size_t i = 0; argv[i] != NULL; i++) {
        Str value = str_from(argv[i]);
        size_t equals = str_find_byte(value, '=');
        bool replaced = i > 0 && equals != STR_NONE && str_is(str_from(argv[i - 1]), "--extern") &&
                        str_eq(str_slice(value, 0, equals), member->name);
        Str instead = str_format(arena, STR_FMT "=" STR_FMT, STR_ARG(member->name),
                                 STR_ARG(new_library(arena, member, out_dir)));
        VEC_PUSH(arena, &line, replaced ? str_cstr(arena, instead) : argv[i]);
    }
    VEC_PUSH(arena, &line, NULL);
    return line.items;
}
