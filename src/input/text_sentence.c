/*
 * Sentences: see text_sentence.h. What is looked for:
 *
 *     `TYPE` cannot be {sent,shared} between threads safely
 *     {future,coroutine,generator} cannot be {sent,shared} between threads safely
 *     the trait `{Send,Sync}` is not implemented for `TYPE`
 *     has type `TYPE` which is not `{Send,Sync}`
 *
 * also in the middle of prose, without the first letter, and with the back-quotes of a web page's
 * code.
 */
#include "input/text_sentence.h"

#include "input/text_clean.h"

/* A piece of prose in which `TYPE` is either before or behind the words. */
typedef struct Form {
    const char *words;
    const char *trait; /* NULL: the word behind the words' last back-quote tells it */
    bool before;       /* the type stands before the words */
} Form;

static const Form forms[] = {
    {.words = " cannot be sent between threads safely", .trait = "Send", .before = true},
    {.words = " cannot be shared between threads safely", .trait = "Sync", .before = true},
    {.words = "he trait `Send` is not implemented for ", .trait = "Send"},
    {.words = "he trait `Sync` is not implemented for ", .trait = "Sync"},
    {.words = "he trait `std::marker::Send` is not implemented for ", .trait = "Send"},
    {.words = "he trait `std::marker::Sync` is not implemented for ", .trait = "Sync"},
    {.words = "has type ", .trait = NULL},
};

/* `code` that ends at an offset, without its quotes; empty if there is none. */
static Str code_before(Str text, size_t end) {
    if (end < 2 || text.data[end - 1] != '`') {
        return (Str){0};
    }
    size_t open = str_find_last_byte(str_slice(text, 0, end - 1), '`');
    return open != STR_NONE ? str_slice(text, open + 1, end - 1) : (Str){0};
}

static Str code_behind(Str text, size_t start) {
    Str rest = str_from_offset(text, start);
    if (!str_starts(rest, STR("`"))) {
        return (Str){0};
    }
    rest = str_from_offset(rest, 1);
    size_t close = str_find_byte(rest, '`');
    return close != STR_NONE ? str_slice(rest, 0, close) : (Str){0};
}

static bool ends_with_future(Str text) {
    return str_ends(text, STR("uture")) || str_ends(text, STR("coroutine")) ||
           str_ends(text, STR("generator"));
}

static const char *verb(const char *trait) {
    return str_is(STR("Send"), trait) ? "sent" : "shared";
}

static Diagnostic *add_diagnostic(TextSentences *sentences, Str message) {
    for (size_t i = 0; i < sentences->found.count; i++) {
        if (str_eq(sentences->found.items[i]->message, message)) {
            return sentences->found.items[i];
        }
    }
    Diagnostic *diagnostic = ARENA_NEW(&sentences->arena, Diagnostic);
    *diagnostic = (Diagnostic){.level = STR("error"), .message = message};
    VEC_PUSH(&sentences->arena, &sentences->found, diagnostic);
    return diagnostic;
}

/* A type that lacks a trait: of the future that was quoted before it, or a headline of its own. */
static void add_type(TextSentences *sentences, Str type, const char *trait) {
    Arena *arena = &sentences->arena;
    Diagnostic *last =
        sentences->found.count > 0 ? sentences->found.items[sentences->found.count - 1] : NULL;
    if (last == NULL || !str_starts(last->message, STR("future")) || last->children.count > 0) {
        last = add_diagnostic(sentences,
                              str_format(arena, "`" STR_FMT "` cannot be %s between threads safely",
                                         STR_ARG(type), verb(trait)));
    }
    Diagnostic *help = ARENA_NEW(arena, Diagnostic);
    *help = (Diagnostic){
        .level = STR("help"),
        .message = str_format(arena, "the trait `%s` is not implemented for `" STR_FMT "`", trait,
                              STR_ARG(type))};
    if (last->children.count == 0) {
        VEC_PUSH(arena, &last->children, help);
    }
}

/* "has type `X` which is not `Send`": the trait behind the type. */
static const char *trait_behind(Str text, Str type) {
    Str rest = str_from_offset(text, (size_t)(type.data - text.data) + type.len + 1);
    if (str_starts(rest, STR(" which is not `Send`"))) {
        return "Send";
    }
    return str_starts(rest, STR(" which is not `Sync`")) ? "Sync" : NULL;
}

static void read_form(TextSentences *sentences, Str line, const Form *form) {
    Str words = str_from(form->words);
    for (size_t at = str_find(line, words, 0); at != STR_NONE;
         at = str_find(line, words, at + words.len)) {
        Str before = str_slice(line, 0, at);
        if (form->before && ends_with_future(before)) {
            add_diagnostic(sentences, str_format(&sentences->arena,
                                                 "future cannot be %s between threads safely",
                                                 verb(form->trait)));
            continue;
        }
        Str type = form->before ? code_before(line, at) : code_behind(line, at + words.len);
        const char *trait = form->trait;
        if (trait == NULL && type.len > 0) {
            trait = trait_behind(line, type);
        }
        if (type.len > 0 && trait != NULL) {
            add_type(sentences, type, trait);
        }
    }
}

/* Whether a line is Rust, of which comments may quote anything. */
static bool is_code(Str line) {
    line = str_trim(line);
    return str_starts(line, STR("//")) || str_starts(line, STR("#[")) || str_ends(line, STR(";")) ||
           str_ends(line, STR("{")) || str_is(line, "}");
}

void text_sentences_add(TextSentences *sentences, Str line) {
    if (++sentences->lines > TEXT_SENTENCE_LINES || sentences->has_code) {
        return;
    }
    Str clean = str_copy(&sentences->arena, text_clean(&sentences->arena, line));
    sentences->has_code = is_code(clean);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        read_form(sentences, clean, &forms[i]);
    }
}

const DiagnosticList *text_sentences_found(const TextSentences *sentences) {
    static const DiagnosticList none = {0};
    bool question = sentences->lines <= TEXT_SENTENCE_LINES && !sentences->has_code;
    return question ? &sentences->found : &none;
}

void text_sentences_finish(TextSentences *sentences) {
    arena_finish(&sentences->arena);
}
