/*
 * Member: another crate of the workspace whose files a fix changes, compiled anew into the scratch folder so that the crate
 * which depends on it can be tried with it.
 *
 * cargo does not tell how it compiled that crate: its command line is made from that of the crate at hand and its Cargo.toml.
 * That is only done where little can be wrong: a direct dependency without features, build script or dependencies that the
 * crate at hand has not got. Everything else is refused with the reason.
 */
#ifndef SENDFIX_VERIFY_MEMBER_H
#define SENDFIX_VERIFY_MEMBER_H

#include "base/arena.h"
#include "base/file.h"
#include "base/status.h"
#include "verify/compiler.h"

typedef struct Member {
    Str name;     /* of the crate */
    Str edition;  /* "2015" where the manifest is silent */
    Str source;   /* its root file, by rustc's name */
    StrList uses; /* names of crates that it depends on */
} Member;

/*
 * The files that a crate was made of, by rustc's names, as its dep-info in out_dir tells (name-HASH.d); empty where that
 * cannot be read.
 */
void member_files(Arena *arena, StrList *files, Str dep_info);
/* The dep-info of the crate that a command line compiles; empty where it does not say. */
Str member_dep_info(Arena *arena, const char *const *argv);

/* Finds the crate that a file belongs to, among those that the command line names; STATUS_INVALID with the reason. */
Status member_find(Arena *arena, Member *member, const Compiler *compiler, Str file) MUST_USE;

/* The command line that compiles it into out_dir. */
const char *const *member_line(Arena *arena, const Compiler *compiler, const Member *member,
                               Str out_dir);
/* A command line, with the member's new metadata in place of the old. */
const char *const *member_replace(Arena *arena, const char *const *argv, const Member *member,
                                  Str out_dir);

#endif
