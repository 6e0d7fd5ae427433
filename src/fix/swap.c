/*
 * Swap: see swap.h.
 */
#include "fix/swap.h"

#include "fix/reflow.h"
#include "fix/reflow_lists.h"

Swap swap_new(Arena *arena, Rewrite *rewrite, Str edition) {
    return (Swap){.arena = arena, .rewrite = rewrite, .edition = edition};
}

static ModuleImports *imports_around(Swap *swap, const Node *place) {
    const Node *module = node_ancestor(place, NODE_MOD_ITEM);
    module = module != NULL ? module : place->source->root;
    for (size_t i = 0; i < swap->modules.count; i++) {
        if (swap->modules.items[i].module == module) {
            return &swap->modules.items[i];
        }
    }
    ModuleImports fresh = {.module = module,
                           .imports = imports_new(swap->arena, place, swap->edition)};
    VEC_PUSH(swap->arena, &swap->modules, fresh);
    return &swap->modules.items[swap->modules.count - 1];
}

const Node *swap_path(const Node *mention) {
    const Node *path = mention;
    while (node_is(path, NODE_GENERIC_TYPE) || node_is(path, NODE_GENERIC_TYPE_WITH_TURBOFISH)) {
        path = node_field(path, FIELD_TYPE);
    }
    bool named = node_is(path, NODE_IDENTIFIER) || node_is(path, NODE_TYPE_IDENTIFIER) ||
                 node_is(path, NODE_SCOPED_IDENTIFIER) ||
                 node_is(path, NODE_SCOPED_TYPE_IDENTIFIER);
    return named ? path : NULL;
}

static bool first_time(Swap *swap, const Node *path) {
    return nodes_add_once(swap->arena, &swap->done, path);
}

Str swap_name(Swap *swap, const Node *place, Str path) {
    return imports_use(imports_around(swap, place)->imports, path);
}

/* The name that takes the place of a path node; notes the import that may go. */
static Str new_name(Swap *swap, const Node *path, Str full) {
    if (!node_is(path, NODE_IDENTIFIER) && !node_is(path, NODE_TYPE_IDENTIFIER)) {
        return full;
    }
    ModuleImports *module = imports_around(swap, path);
    Str old = imports_path(module->imports, node_text(path));
    if (old.len > 0) {
        VEC_PUSH(swap->arena, &module->replaced, old);
    }
    size_t colon = str_find_last_byte(full, ':');
    Str last = colon != STR_NONE ? str_from_offset(full, colon + 1) : full;
    if (old.len > 0 && str_eq(last, node_text(path)) && !str_eq(old, full)) {
        imports_remove(module->imports, old);
    }
    return imports_use(module->imports, full);
}

static void swap_node(Swap *swap, const Node *mention, const Node *replaced, Str path) {
    const Node *name = swap_path(mention);
    if (name == NULL) {
        rewrite_fail(swap->rewrite, str_format(swap->arena, "`" STR_FMT "` is not spelt as a path",
                                               STR_ARG(node_text(mention))));
        return;
    }
    if (first_time(swap, name)) {
        rewrite_replace(swap->rewrite, replaced != NULL ? replaced : name,
                        new_name(swap, name, path));
        VEC_PUSH(swap->arena, &swap->edited, mention);
    }
}

void swap_mention(Swap *swap, const Node *mention, Str path) {
    swap_node(swap, mention, NULL, path);
}

void swap_whole(Swap *swap, const Node *mention, Str path) {
    swap_node(swap, mention, mention, path);
}

void swap_finish(Swap *swap) {
    for (size_t i = 0; i < swap->modules.count; i++) {
        ModuleImports *module = &swap->modules.items[i];
        for (size_t k = 0; k < module->replaced.count; k++) {
            imports_remove_unused(module->imports, swap->rewrite, module->replaced.items[k]);
        }
        imports_apply(module->imports, swap->rewrite);
    }
    reflow(swap->rewrite, &swap->edited, swap->edition);
    reflow_lists(swap->rewrite, &swap->edited);
}
