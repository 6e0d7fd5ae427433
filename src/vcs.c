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

VcsState vcs_state(Arena *arena, Str folder) {
    VcsState state = {0};
    const char *const argv[] = {"git", "-C", str_cstr(arena, folder), "status", "--porcelain", NULL};
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
