/*
 * Local spawn: the function that starts a task on this thread, in place of one that may move it to another.
 *
 * Runtimes have both: `tokio::spawn` and `tokio::task::spawn_local`, or a browser's and a GTK program's main loop. Which one
 * a program could use is told by what it uses already.
 */
#ifndef SENDFIX_RUST_LOCAL_SPAWN_H
#define SENDFIX_RUST_LOCAL_SPAWN_H

#include <stdbool.h>

#include "base/arena.h"
#include "rust/workspace.h"

typedef struct LocalSpawn {
    Str path; /* full path of the function to call; of a method only its name */
    bool is_method;
    bool gives_handle; /* what it returns can be awaited as before */
    bool at_hand;      /* the program starts such tasks already, or has the loop that runs them */
    bool one_thread;   /* all of the program's own runtimes run on one thread */
} LocalSpawn;

/*
 * The nearest call around a node (itself included) that spawns a future, and what could be called instead. library
 * ("wasm_bindgen") is the crate of the value that cannot be sent, or empty: its own main loop comes first. NULL where there is no
 * such call in the function around node, or nothing is known.
 */
const Node *local_spawn_find(Arena *arena, LocalSpawn *out, Workspace *workspace, const Node *node,
                             Str library);

/*
 * Whether a task is better kept on its thread than its value repaired: there is a loop for it and no other thread to run it; or
 * the value belongs to the library whose loop that is; or the very value (an expression, may be NULL) is handed to such a
 * task elsewhere already.
 */
bool local_spawn_suits(Arena *arena, Workspace *workspace, const LocalSpawn *spawn, Str library,
                       const Node *value);

#endif
