/*
 * The text of a probe: see probe_text.h.
 */
#include "verify/probe_text.h"

#include "verify/probe.h"

enum { MOST_ARGUMENTS = 16 };

/* ---- which errors ---- */

const Span *probe_span(const Diagnostic *diagnostic) {
    for (size_t i = 0; i < diagnostic->spans.count; i++) {
        if (diagnostic->spans.items[i].primary) {
            return &diagnostic->spans.items[i];
        }
    }
    return NULL;
}

static bool is_closure(Str type) {
    return str_starts(type, STR("{closure@")) || str_starts(type, STR("{async closure@"));
}

/* The type in "the trait bound `TYPE: Trait` is not satisfied"; empty for another message. */
static Str bound_type(Str message) {
    Str start = STR("the trait bound `");
    Str rest = str_from_offset(message, start.len);
    if (!str_starts(message, start) || !str_ends(message, STR("` is not satisfied"))) {
        return (Str){0};
    }
    size_t end = str_find(rest, STR("}: "), 0);
    return end != STR_NONE ? str_slice(rest, 0, end + 1) : (Str){0};
}

bool probe_is_open(const Diagnostic *error) {
    Str type = bound_type(error->message);
    bool function = (str_starts(type, STR("fn(")) || str_starts(type, STR("for<"))) &&
                    (str_contains(type, STR("-> impl ")) || str_contains(type, STR("-> ...")) ||
                     str_contains(type, STR("Pin<Box<")));
    const Span *span = probe_span(error);
    return (function || is_closure(type)) && span != NULL && span->expansion == NULL &&
           str_is(error->level, "error");
}

/* ---- how many arguments ---- */

/* The commas of a list that are not inside of brackets, up to its end; *any tells whether there is anything. */
static size_t count_commas(Str text, char end, bool *any) {
    size_t depth = 0, commas = 0;
    bool open = false; /* something since the last comma */
    *any = false;
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.data[i];
        if (byte == end && depth == 0) {
            break;
        }
        bool arrow = byte == '>' && i > 0 && (text.data[i - 1] == '-' || text.data[i - 1] == '=');
        if (byte == '(' || byte == '<' || byte == '[' || byte == '{') {
            depth++;
        } else if ((byte == ')' || byte == '>' || byte == ']' || byte == '}') && !arrow &&
                   depth > 0) {
            depth--;
        }
        if (byte == ',' && depth == 0) {
            commas++;
            open = false;
        } else if (byte != ' ' && byte != '\n') {
            open = true;
            *any = true;
        }
    }
    return commas > 0 && !open ? commas - 1 : commas;
}

/* From the type that rustc prints, or from a closure's own text. */
static size_t argument_count(Str type, Str expression) {
    Str list;
    char end = ')';
    if (is_closure(type)) {
        size_t bar = str_find_byte(expression, '|');
        if (bar == STR_NONE) {
            return MOST_ARGUMENTS + 1;
        }
        list = str_from_offset(expression, bar + 1);
        end = '|';
    } else {
        list = str_from_offset(type, str_find(type, STR("fn("), 0) + 3);
    }
    bool any = false;
    size_t commas = count_commas(list, end, &any);
    return any ? commas + 1 : 0;
}

/* ---- the changed copy ---- */

static void add_list(StrBuf *text, const char *before, size_t count, const char *behind) {
    for (size_t i = 0; i < count; i++) {
        strbuf_addf(text, "%s%s%zu%s", i > 0 ? ", " : "", before, i, behind);
    }
}

/*
 * A future that is Send whatever it yields, a function from the handler to one with such a future, and a call of that. The
 * bounds of its result are those that frameworks have for handlers themselves.
 */
static Str opening(Arena *arena, Str name, size_t arguments) {
    StrBuf text = strbuf_new(arena);
    strbuf_add(&text,
               STR("{ struct Certain<O>(core::marker::PhantomData<fn() -> O>); "
                   "impl<O> core::future::Future for Certain<O> { type Output = O; "
                   "fn poll(self: core::pin::Pin<&mut Self>, _: &mut core::task::Context<'_>) "
                   "-> core::task::Poll<O> { loop {} } } fn "));
    strbuf_addf(&text, STR_FMT "<", STR_ARG(name));
    add_list(&text, "A", arguments, "");
    strbuf_addf(&text, "%sF: FnOnce(", arguments > 0 ? ", " : "");
    add_list(&text, "A", arguments, "");
    strbuf_add(&text, STR(") -> R, R: core::future::Future + Send>(_: F) -> impl Fn("));
    add_list(&text, "A", arguments, "");
    strbuf_add(&text, STR(") -> Certain<R::Output> + Clone + Send + Sync + 'static { |"));
    add_list(&text, "_: A", arguments, "");
    strbuf_addf(&text, "| Certain(core::marker::PhantomData) } " STR_FMT "(", STR_ARG(name));
    return strbuf_str(&text);
}

bool probe_wrap(Arena *arena, ProbeText *text, const Diagnostic *error, Str expression, Str name) {
    size_t arguments = argument_count(bound_type(error->message), expression);
    *text = (ProbeText){.before = opening(arena, name, arguments), .behind = STR(") }")};
    return arguments <= MOST_ARGUMENTS;
}
