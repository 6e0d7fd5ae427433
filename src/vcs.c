/*
 * Version control: see vcs.h. The rules are those of `cargo fix` (cargo's src/cargo/ops/fix).
 */
#include "vcs.h"

#include "base/file.h"
#include "base/proc.h"
#include "input/lines.h"

static void read_line(Arena *arena, VcsState *state, Str line) {
    Str name = str_trim(str_from_offset(line, 3));
    if (line.len < 4 || str_is(file_base_name(name), "Cargo.lock")) {
        return;
    }
    bool untracked = line.data[0] == '?';
    state->dirty = state->dirty || untracked || line.data[1] != ' ';
    state->staged = state->staged || (!untracked && line.data[0] != ' ');
    if (state->example.len == 0) {
        state->example = str_copy(arena, name);
    }
}

Str vcs_folder(Arena *arena, Str folder) {
    Str name = file_real_path(arena, folder.len > 0 ? folder : STR("."));
    return name.len == 0 || str_ends(name, STR("/"))
               ? name
               : str_format(arena, STR_FMT "/", STR_ARG(name));
}

Str vcs_top(Arena *arena, Str folder) {
    Str at = vcs_folder(arena, folder);
    while (at.len > 0) {
        Str mark = file_join(arena, at, STR(".git"));
        if (file_is_folder(mark) || file_is_regular(mark)) {
            return at;
        }
        /* "/a/b/" to "/a/" */
        at.len--;
        while (at.len > 0 && at.data[at.len - 1] != '/') {
            at.len--;
        }
    }
    return at;
}

Str vcs_prefix(Arena *arena, Str top, Str folder) {
    Str name = vcs_folder(arena, folder);
    return top.len > 0 && str_starts(name, top) ? str_from_offset(name, top.len) : (Str){0};
}

VcsState vcs_state(Arena *arena, Str folder) {
    VcsState state = {0};
    /* Asking git where there is no repository makes it complain to the user. */
    if (vcs_top(arena, folder).len == 0) {
        return state;
    }
    const char *const argv[] = {"git",    "-C",          str_cstr(arena, folder),
                                "status", "--porcelain", NULL};
    Proc proc;
    Status status = proc_start(&proc, argv, true);
    if (!status_is_ok(&status)) {
        return state;
    }
    Lines lines;
    lines_init(&lines, proc.output);
    Str line;
    while (lines_next(&lines, &line)) {
        read_line(arena, &state, line);
    }
    lines_finish(&lines);
    state.known = proc_wait(&proc) == 0;
    return state;
}
