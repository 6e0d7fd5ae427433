/*
 * unsafe-send-wrapper: the user's own promise that a type with a raw pointer may go to another thread.
 *
 * The last resort, for raw pointers alone: an Rc, a cell or a trait object says by its type why it may not go, and a promise
 * would be false. The comment spells what has to be true, for nobody checks it; where the source shows that it is hardly
 * true (copies of the pointer, a lifetime), the comment says that.
 */
#include "fix/fix.h"
#include "fix/pointer.h"
#include "fix/rewrite.h"
#include "fix/send_newtype.h"
#include "fix/strategies.h"
#include "rust/generics.h"

enum { COMMENT_WIDTH = 100 };

/* Whether a field that is no marker mentions a type parameter. */
static bool is_used(const Item *owner, Str parameter) {
    for (size_t i = 0; i < owner->fields.count; i++) {
        const Node *type = owner->fields.items[i].type;
        for (const Node *node = type; node; node = node_walk(node, type)) {
            if (node_is(node, NODE_TYPE_IDENTIFIER) && str_eq(node_text(node), parameter) &&
                !generics_is_phantom(node)) {
                return true;
            }
        }
    }
    return false;
}

/* A struct's parameter as an impl declares it: `T: Ord` becomes `T: Ord + Send`, `U = u8` becomes `U`. */
static void add_parameter(StrBuf *out, const Item *owner, const Node *parameter, Str trait) {
    const Node *name = node_field(parameter, FIELD_NAME);
    const Node *bounds = node_field(parameter, FIELD_BOUNDS);
    if (!node_is(parameter, NODE_TYPE_PARAMETER)) {
        Str text = node_text(parameter);
        strbuf_add(out, str_trim(str_slice(text, 0, str_find_byte(text, '='))));
        return;
    }
    bool bound = is_used(owner, node_text(name)) &&
                 !(bounds && generics_has_bound(str_from_offset(node_text(bounds), 1), trait));
    strbuf_add(out, node_text(name));
    if (bounds) strbuf_add(out, node_text(bounds));
    if (bound) strbuf_addf(out, "%s" STR_FMT, bounds ? " + " : ": ", STR_ARG(trait));
}

/* " where V: Clone" */
static void add_where(StrBuf *out, const Node *where) {
    const char *joint = " where ";
    for (const Node *node = node_first(where); node; node = node_next(node), joint = ", ")
        strbuf_addf(out, "%s" STR_FMT, joint, STR_ARG(node_text(node)));
}

/* "unsafe impl<T: Send> Send for Queue<T> {}" */
static Str impl_text(Arena *arena, const Pointer *pointer, Str trait) {
    const Item *owner = pointer->owner;
    const Node *parameters = node_field(owner->node, FIELD_TYPE_PARAMETERS);
    /* A pointer into what others can reach by reference is as good as such a reference. */
    Str content = pointer->borrows ? STR("Sync") : trait;
    StrBuf declared = strbuf_new(arena), named = strbuf_new(arena), out = strbuf_new(arena);
    for (const Node *node = node_first(parameters); node; node = node_next(node)) {
        bool plain = node_is(node, NODE_LIFETIME_PARAMETER) && !node_field(node, FIELD_BOUNDS);
        strbuf_add(&named, named.len > 0 ? STR(", ") : STR("<"));
        strbuf_add(&named, plain ? STR("'_") : node_text(node_field(node, FIELD_NAME)));
        if (plain) continue;
        strbuf_add(&declared, declared.len > 0 ? STR(", ") : STR("<"));
        add_parameter(&declared, owner, node, content);
    }
    if (declared.len > 0) strbuf_add_byte(&declared, '>');
    if (named.len > 0) strbuf_add_byte(&named, '>');
    strbuf_addf(&out, "unsafe impl" STR_FMT " " STR_FMT " for " STR_FMT STR_FMT,
                STR_ARG(strbuf_str(&declared)), STR_ARG(trait), STR_ARG(owner->name),
                STR_ARG(strbuf_str(&named)));
    add_where(&out, node_child(owner->node, NODE_WHERE_CLAUSE));
    strbuf_add(&out, STR(" {}"));
    return strbuf_str(&out);
}

/* ---- the comment ---- */

/* "`head` and `tail`" */
static Str field_names(Arena *arena, const Pointer *pointer) {
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < pointer->fields.count; i++) {
        bool last = i + 1 == pointer->fields.count;
        strbuf_addf(&out, "%s`" STR_FMT "`",
                    i == 0 ? ""
                    : last ? " and "
                           : ", ",
                    STR_ARG(pointer->fields.items[i]));
    }
    return strbuf_str(&out);
}

static Str obligations(Arena *arena, const Pointer *pointer, bool sync) {
    Str name = pointer->owner->name, fields = field_names(arena, pointer);
    if (sync) {
        return str_format(
            arena,
            "SAFETY: sound only while every method of `" STR_FMT "` that takes `&self` "
            "may run on several threads at the same time: none writes through " STR_FMT
            " without a lock or an atomic.",
            STR_ARG(name), STR_ARG(fields));
    }
    if (pointer->borrows || (pointer->copies && !pointer->frees)) {
        return str_format(arena,
                          "SAFETY: sound only while no two threads use what " STR_FMT
                          " of a `" STR_FMT
                          "` points to at the same time, it outlives the thread that gets the "
                          "`" STR_FMT "`, and nothing about it is bound to one thread.",
                          STR_ARG(fields), STR_ARG(name), STR_ARG(name));
    }
    return str_format(
        arena,
        "SAFETY: sound only while each `" STR_FMT "` alone owns what its " STR_FMT
        " %s to: no copy of the pointer is kept or handed out, and what is behind it may "
        "be used and freed on another thread than the one that made it.",
        STR_ARG(name), STR_ARG(fields), pointer->fields.count > 1 ? "point" : "points");
}

/* Lines of a comment at an indentation, each followed by a line end and the indentation. */
static void add_comment(StrBuf *out, Str indentation, Str text) {
    size_t column = 0;
    Str word;
    while (str_next(&text, ' ', &word)) {
        if (column > 0 && column + 1 + word.len > COMMENT_WIDTH) {
            strbuf_addf(out, "\n" STR_FMT, STR_ARG(indentation));
            column = 0;
        }
        strbuf_addf(out, "%s" STR_FMT, column == 0 ? "// " : " ", STR_ARG(word));
        column = column == 0 ? indentation.len + 3 + word.len : column + 1 + word.len;
    }
    strbuf_addf(out, "\n" STR_FMT, STR_ARG(indentation));
}

/* ---- the fix ---- */

static bool lacks(const Finding *finding, const char *trait) {
    for (size_t i = 0; i < finding->roots.count; i++) {
        if (str_is(finding->roots.items[i].trait, trait)) return true;
    }
    return false;
}

static void write(Rewrite *rewrite, const Pointer *pointer, bool send, bool sync) {
    const Node *item = pointer->owner->node;
    Str indentation = syntax_indentation(item);
    StrBuf text = strbuf_new(rewrite->arena);
    strbuf_addf(&text, "\n\n" STR_FMT, STR_ARG(indentation));
    if (send) {
        add_comment(&text, indentation, obligations(rewrite->arena, pointer, false));
        strbuf_add(&text, impl_text(rewrite->arena, pointer, STR("Send")));
    }
    if (sync) {
        if (send) strbuf_addf(&text, "\n\n" STR_FMT, STR_ARG(indentation));
        add_comment(&text, indentation, obligations(rewrite->arena, pointer, true));
        strbuf_add(&text, impl_text(rewrite->arena, pointer, STR("Sync")));
    }
    rewrite_after(rewrite, item, strbuf_str(&text));
}

static void refuse(const FixContext *context, Str why) {
    VEC_PUSH(context->arena, context->refusals,
             (Refusal){.id = fix_unsafe_send_wrapper.id, .why = why});
}

static void plan(const FixContext *context) {
    Pointer pointer;
    if (!pointer_find(context, &pointer)) {
        send_newtype_plan(context, &fix_unsafe_send_wrapper);
        return;
    }
    bool send = lacks(context->finding, "Send"), sync = lacks(context->finding, "Sync");
    Str name = pointer.owner->name;
    if ((send && pointer_is_promised(context, name, STR("Send"))) ||
        (sync && pointer_is_promised(context, name, STR("Sync")))) {
        refuse(context, str_format(context->arena, "`" STR_FMT "` has its `unsafe impl` already",
                                   STR_ARG(name)));
        return;
    }
    if (pointer.beside.len > 0) {
        refuse(context, str_format(context->arena,
                                   "`" STR_FMT "` also holds `" STR_FMT
                                   "`, for which the promise would be false: that comes first",
                                   STR_ARG(name), STR_ARG(pointer.beside)));
        return;
    }
    Rewrite rewrite = rewrite_new(context->arena);
    write(&rewrite, &pointer, send, sync);
    const char *traits = send && sync ? "Send` and `Sync" : send ? "Send" : "Sync";
    Fix fix = {
        .id = fix_unsafe_send_wrapper.id,
        .rank = fix_unsafe_send_wrapper.cost,
        .title =
            str_format(context->arena,
                       "promise that `" STR_FMT "` is `%s`, if you can prove what the comment says",
                       STR_ARG(name), traits),
        .why = STR("rustc cannot know who else uses what a raw pointer points to; `unsafe impl` is "
                   "your word for it"),
        .cost = STR("nobody checks the promise: where it is wrong, threads corrupt memory"),
    };
    if (rewrite_finish(&rewrite, &fix.edits)) {
        VEC_PUSH(context->arena, context->fixes, fix);
    } else {
        refuse(context, rewrite.trouble);
    }
}

const FixStrategy fix_unsafe_send_wrapper = {
    .id = "unsafe-send-wrapper",
    .summary = "promise by `unsafe impl` that a type with a raw pointer may go to another thread",
    .cost = 90,
    .plan = plan,
};
