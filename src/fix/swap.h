/*
 * Swap: another type's name in place of one, where it is spelt, with the imports of each module that this touches.
 */
#ifndef SENDFIX_FIX_SWAP_H
#define SENDFIX_FIX_SWAP_H

#include "base/arena.h"
#include "base/file.h"
#include "base/vec.h"
#include "fix/imports.h"
#include "fix/rewrite.h"
#include "rust/scope.h"

typedef struct ModuleImports {
    const Node *module; /* the mod_item or source_file */
    Imports *imports;
    StrList replaced; /* paths whose names were swapped there */
} ModuleImports;

typedef struct Swap {
    Arena *arena;
    Rewrite *rewrite;
    Str edition;
    VEC_OF(ModuleImports) modules;
    NodeList done;   /* paths already swapped */
    NodeList edited; /* what changed its length, for reflow */
} Swap;

Swap swap_new(Arena *arena, Rewrite *rewrite, Str edition);

/*
 * The path node of a mention (flow_mentions): `Rc` of `Rc<T>` and of `Rc::<T>::new`, `rc::Rc` of `rc::Rc<T>`.
 */
const Node *swap_path(const Node *mention);

/*
 * Spells a mention's path as another full path ("std::sync::Arc"): by its last name, imported where the old name was imported,
 * or in full where the old one was written in full. A mention is swapped once.
 */
void swap_mention(Swap *swap, const Node *mention, Str path);

/* The same for the whole mention with its type arguments: `Cell<u32>` becomes `AtomicU32`. */
void swap_whole(Swap *swap, const Node *mention, Str path);

/* How a full path is named in the module around a place, importing it if need be. */
Str swap_name(Swap *swap, const Node *place, Str path);

/*
 * Takes imports away that nothing uses any more, writes the others down, and breaks lines that became too long. Call it once,
 * last.
 */
void swap_finish(Swap *swap);

#endif
