/*
 * rustc's command line: see compiler.h.
 */
#include "verify/compiler.h"

#include "base/vec.h"

typedef VEC_OF(const char *) ArgumentList;

static bool is_option(Str argument, Str name, bool *separate) {
    *separate = str_eq(argument, name);
    bool joined =
        str_starts(argument, name) && argument.len > name.len && argument.data[name.len] == '=';
    return *separate || joined;
}

/* Options whose value may be an argument of its own: none of these values is the source file. */
static bool takes_value(Str argument) {
    static const char *const names[] = {
        "--crate-name",
        "--crate-type",
        "--edition",
        "--emit",
        "--extern",
        "--cfg",
        "--check-cfg",
        "--out-dir",
        "--target",
        "--sysroot",
        "--cap-lints",
        "--codegen",
        "--error-format",
        "--json",
        "--color",
        "--allow",
        "--warn",
        "--deny",
        "--forbid",
        "--diagnostic-width",
        "--print",
        "--remap-path-prefix",
        "--explain",
        "-o",
        "-L",
        "-l",
        "-C",
        "-Z",
        "-A",
        "-W",
        "-D",
        "-F",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is(argument, names[i])) {
            return true;
        }
    }
    return false;
}

/* Asked something and not to compile a file, or with a command line of which we do not see all. */
static bool is_probe(Str argument) {
    return str_is(argument, "-") || str_is(argument, "-vV") || str_is(argument, "-V") ||
           str_is(argument, "--version") || str_starts(argument, STR("--print")) ||
           str_starts(argument, STR("--explain")) || str_starts(argument, STR("@"));
}

Str compiler_source(const char *const *argv) {
    Str source = {0};
    for (size_t i = 1; argv[0] != NULL && argv[i] != NULL; i++) {
        Str argument = str_from(argv[i]);
        if (is_probe(argument)) {
            return (Str){0};
        }
        if (takes_value(argument) && argv[i + 1] != NULL) {
            i++;
        } else if (!str_starts(argument, STR("-")) && str_ends(argument, STR(".rs"))) {
            source = argument;
        }
    }
    return source;
}

bool compiler_compiles(const char *const *argv) {
    return compiler_source(argv).len > 0 &&
           str_ends(compiler_option(argv, STR("--error-format")), STR("json"));
}

bool compiler_of_dependency(const char *const *argv) {
    Str cap = compiler_option(argv, STR("--cap-lints"));
    bool absolute = str_starts(compiler_source(argv), STR("/"));
    return str_is(cap, "allow") || (cap.len > 0 && absolute);
}

Str compiler_option(const char *const *argv, Str name) {
    for (size_t i = 0; argv[i] != NULL; i++) {
        bool separate = false;
        Str argument = str_from(argv[i]);
        if (is_option(argument, name, &separate)) {
            return !separate ? str_from_offset(argument, name.len + 1) : str_from(argv[i + 1]);
        }
    }
    return (Str){0};
}

bool compiler_has_file(const Compiler *compiler, Str file) {
    bool own = compiler->files.count == 0;
    for (size_t i = 0; i < compiler->files.count && !own; i++) {
        own = str_eq(compiler->files.items[i], file);
    }
    return own;
}

/* Options that say what is written and where; a trial has its own. */
static bool is_output(const char *const *argv, size_t i, size_t *count) {
    static const char *const names[] = {"--emit", "--out-dir", "-o"};
    Str argument = str_from(argv[i]);
    *count = 1;
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        bool separate = false;
        if (is_option(argument, str_from(names[k]), &separate)) {
            *count = separate && argv[i + 1] != NULL ? 2 : 1;
            return true;
        }
    }
    Str value = str_is(argument, "-C") || str_is(argument, "--codegen") ? str_from(argv[i + 1])
                : str_starts(argument, STR("-C"))         ? str_from_offset(argument, 2)
                : str_starts(argument, STR("--codegen=")) ? str_from_offset(argument, 10)
                                                          : (Str){0};
    *count = str_is(argument, "-C") || str_is(argument, "--codegen") ? 2 : 1;
    return str_starts(value, STR("incremental")) || str_starts(value, STR("save-temps"));
}

/* The source below the compiler's folder, by a relative path: else the trial would read the original. */
static const char *relative_source(Arena *arena, const Compiler *compiler, const char *argument) {
    Str path = str_from(argument);
    Str folder = compiler->folder;
    bool below = str_starts(path, folder) && path.len > folder.len && path.data[folder.len] == '/';
    return below ? str_cstr(arena, str_from_offset(path, folder.len + 1)) : argument;
}

const char *const *compiler_trial(Arena *arena, const Compiler *compiler, Str out_dir) {
    ArgumentList line = {0};
    Str source = compiler_source(compiler->argv);
    for (size_t i = 0; compiler->argv[i] != NULL;) {
        size_t count = 1;
        bool skip = i > 0 && is_output(compiler->argv, i, &count);
        for (size_t end = i + count; i < end && compiler->argv[i] != NULL; i++) {
            if (!skip) {
                bool is_source = str_eq(str_from(compiler->argv[i]), source);
                VEC_PUSH(arena, &line,
                         is_source ? relative_source(arena, compiler, compiler->argv[i])
                                   : compiler->argv[i]);
            }
        }
    }
    VEC_PUSH(arena, &line, "--emit=metadata");
    VEC_PUSH(arena, &line, "--out-dir");
    VEC_PUSH(arena, &line, str_cstr(arena, out_dir));
    VEC_PUSH(arena, &line, NULL);
    return line.items;
}
