/*
 * The nouns that the stages hand to each other:
 *
 *     bytes -> Event -> Diagnostic -> Evidence -> Finding (chain, cause) -> Fix[] -> bytes
 *
 * Pointers and Strs in here are borrowed from the arena that the stage was given. Offsets are
 * bytes, 0-based, ends exclusive; lines and columns are 1-based, columns in chars, as rustc prints.
 */
#ifndef SENDFIX_MODEL_H
#define SENDFIX_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

/* ---- what rustc says: a Diagnostic (https://doc.rust-lang.org/rustc/json.html) ---- */

typedef enum Applicability {
    APPLICABILITY_NONE = 0, /* not a suggestion, or not told */
    APPLICABILITY_MACHINE_APPLICABLE,
    APPLICABILITY_MAYBE_INCORRECT,
    APPLICABILITY_HAS_PLACEHOLDERS,
    APPLICABILITY_UNSPECIFIED,
} Applicability;

typedef struct SpanLine {
    Str text;               /* one source line without its end */
    size_t highlight_start; /* 1-based, chars */
    size_t highlight_end;   /* exclusive */
} SpanLine;
typedef VEC_OF(SpanLine) SpanLineList;

typedef struct Span Span;

typedef struct Expansion {
    const Span *span; /* the place that invoked the macro or desugaring */
    Str macro_name;   /* "desugaring of `await` expression", "my_macro!", "#[derive(Clone)]" */
} Expansion;

struct Span {
    Str file; /* as rustc spells it: relative to rustc's folder, absolute, or /rustc/HASH/... */
    size_t byte_start, byte_end;
    size_t line_start, line_end;
    size_t column_start, column_end;
    bool primary;
    Str label;            /* empty if none */
    SpanLineList lines;   /* empty where rustc could not read the source */
    bool has_replacement; /* this span is part of a suggestion */
    Str replacement;
    Applicability applicability;
    const Expansion *expansion; /* NULL outside of macros */
};
typedef VEC_OF(Span) SpanList;

typedef struct Diagnostic Diagnostic;
typedef VEC_OF(Diagnostic *) DiagnosticList;

struct Diagnostic {
    Str level;   /* "error", "warning", "note", "help", ... */
    Str message; /* ANSI removed */
    Str code;    /* "E0277"; empty where it is null */
    SpanList spans;
    DiagnosticList children; /* notes, helps, suggestions; theirs are empty */
    Str rendered;            /* as it came; empty if null */
    Str line;                /* the line of JSON that held it all; empty from text */
    Str package;             /* cargo's package_id and target name; empty from rustc itself */
    Str target;
    Str edition;             /* "2021" where cargo told it; else empty */
    Str crate_root;          /* cargo's target.src_path; else empty */
    Str manifest;            /* cargo's manifest_path; else empty */
    const struct Json *ours; /* what the wrapper put under the key "sendfix"; NULL without it */
    const Diagnostic
        *probe; /* what rustc says of the same when asked (verify/probe.h); NULL: nothing */
};

/* ---- what a stream holds: an Event ---- */

typedef enum EventKind {
    EVENT_TEXT = 0,   /* not ours to understand: pass it on byte for byte */
    EVENT_DIAGNOSTIC, /* diagnostic is set */
    EVENT_MACHINE, /* cargo's or rustc's own bookkeeping (artifacts, build scripts): nothing for a person */
    EVENT_FINISHED, /* cargo's build-finished; success is set */
} EventKind;

typedef struct Event {
    EventKind kind;
    Str raw; /* the line with its end ('\n' or "\r\n"), or without at the end of input */
    Diagnostic *diagnostic;
    bool success;
} Event;

/* ---- what it means: Evidence ---- */

/* What one sentence of the diagnostic tells (C01, L30 ... : the catalogue in patterns/). */
typedef enum FactKind {
    FACT_NONE = 0,
#define FACT(kind, word) FACT_##kind,
#include "match/fact.def"
#undef FACT
    FACT_COUNT
} FactKind;

typedef struct Fact {
    FactKind kind;
    Str type;               /* captures; empty where the sentence has none */
    Str other;              /* a second type: outer type, cast target, referent */
    Str trait;              /* "Send", "Sync", or another trait's name without path */
    Str name;               /* function, variable or item named in the sentence */
    const Span *span;       /* where the sentence points, or NULL */
    const Diagnostic *from; /* the diagnostic or child that says it */
    Str why; /* of an advice of rustc known to mislead: why it does not help; else empty */
} Fact;
typedef VEC_OF(Fact) FactList;

typedef struct Root {
    Str type;  /* innermost offending type, whole, as rustc prints it */
    Str trait; /* "Send" or "Sync" */
} Root;
typedef VEC_OF(Root) RootList;

/* The sentences of one diagnostic of the family, in rustc's order. */
typedef struct Evidence {
    const Diagnostic *diagnostic;
    RootList roots; /* usually one */
    FactList facts; /* the headline first */
} Evidence;
typedef VEC_OF(Evidence *) EvidenceList;

/* ---- what is found: a Finding ---- */

typedef struct Source Source;               /* rust/source.h */
typedef struct TypeKnowledge TypeKnowledge; /* match/patterns.h */
typedef struct Node Node;                   /* rust/syntax.h */

typedef struct Location {
    Str file; /* empty: unknown */
    size_t line, column;
    size_t line_end, column_end;
    size_t byte_start, byte_end;
} Location;

/* The Location that a span of rustc tells; unknown for NULL. Borrows the file's name. */
static inline Location location_of_span(const Span *span) {
    if (span == NULL) return (Location){.line = 0};
    return (Location){.file = span->file,
                      .line = span->line_start,
                      .column = span->column_start,
                      .line_end = span->line_end,
                      .column_end = span->column_end,
                      .byte_start = span->byte_start,
                      .byte_end = span->byte_end};
}

typedef enum LinkRole {
#define LINK_ROLE(role, word) LINK_##role,
#include "chain/role.def"
#undef LINK_ROLE
    LINK_COUNT
} LinkRole;

typedef enum Certainty {
    CERTAINTY_COMPILER = 0, /* rustc said it */
    CERTAINTY_SOURCE,       /* the source shows it */
    CERTAINTY_INFERRED,     /* follows from both, most likely */
} Certainty;

typedef struct Link {
    LinkRole role;
    Certainty certainty;
    Str text; /* one sentence without full stop */
    Location location;
} Link;
typedef VEC_OF(Link) LinkList;

typedef struct Edit {
    Str file;
    size_t byte_start, byte_end;
    Str expected; /* the bytes there now */
    Str replacement;
} Edit;
typedef VEC_OF(Edit) EditList;

typedef enum Verdict {
    VERDICT_UNTRIED = 0,
    VERDICT_COMPILES,
    VERDICT_CURES,
    VERDICT_BREAKS,
    VERDICT_REMAINS,
} Verdict;

typedef struct Fix {
    const char *id; /* the strategy's id */
    Str title;      /* imperative, no full stop */
    Str why;        /* why it cures, one sentence */
    Str cost;       /* what it costs at run time or in the API; empty if nothing */
    int rank;       /* lower is better; strategies start from the row's cost */
    Verdict verdict;
    EditList edits; /* sorted by file and offset, no overlap; empty for advice */
    Str diff;       /* unified diff of the edits; filled in by the pipeline */
    Str untried;    /* why the compiler could not try it; empty: nobody wanted to, or it did */
} Fix;
typedef VEC_OF(Fix) FixList;

typedef struct Refusal {
    const char *id; /* the strategy's id */
    Str why;
} Refusal;
typedef VEC_OF(Refusal) RefusalList;

/* Texts that stand in for those of files, by rustc's names of these. */
typedef struct SourceText {
    Str path;
    Str text;
} SourceText;
typedef VEC_OF(SourceText) SourceTextList;

/* How the value that lacks the trait comes into the thing that needs it. */
typedef enum Hold {
    HOLD_UNKNOWN = 0,
    HOLD_ACROSS_AWAIT, /* a local, parameter or temporary alive at an await */
    HOLD_CAPTURED,     /* captured by a closure or async block */
    HOLD_AWAITED,      /* the awaited future's own type lacks it */
    HOLD_STATIC,       /* a static item's type */
    HOLD_RETURNED,     /* the output of a future, thread or function; `?` conversions */
    HOLD_PASSED,       /* given directly to the thing that demands it; a bound on a type or trait */
} Hold;

/*
 * Where the type is spelt that a person would change: the `Rc<Config>` of a field, an alias's body,
 * a let's annotation, a signature; or the expression that makes the value.
 */
typedef struct Finding {
    const char *rule; /* id of the kind of cause, as `explain` knows it: "reference-counted" */
    EvidenceList evidence;
    RootList roots; /* each pair once */
    Location cause;
    Location await; /* file empty: none */
    LinkList chain; /* from the root to the demand */
    FixList fixes;  /* best first */
    RefusalList refusals;

    /* for the strategies; each NULL where the source is not at hand or it does not apply */
    Hold hold;
    const Node *
        value; /* the pattern identifier or temporary expression held; the captured identifier's use;
                               the awaited expression; the static item */
    Str value_type;      /* its type as rustc prints it; empty if not told */
    const Node *binding; /* the pattern identifier that declares the value, if it is a variable */
    const Node *await_node; /* the await_expression it is held across */
    const Node *body;       /* async fn item, async block or closure that holds or captures it */
    const Node *
        demand; /* the spawn call or cast or signature that needs the trait, in the user's source */
    const Node *
        origin; /* type node (or constructor path) that spells the root's type, nearest to the value */
    const Node *
        holder; /* the field_declaration, type_item, let_declaration, parameter, function_item or static_item
                               that contains origin */
    bool foreign; /* the root lies inside a type of another crate, which the user cannot edit */
    Str owner_type; /* then: the outermost foreign type on the path ("Modem", "rusqlite::Connection") */
    const Node
        *keeper; /* the innermost field of the user's own on the way from the value to the root: a
                               field_declaration, or the type node of a tuple struct's field */
    const Node
        *outer_keeper; /* the one that holds the struct with that field; NULL if there is none */
    const TypeKnowledge
        *knowledge;  /* what is known of the type to blame, see chain/blame.h; NULL: nothing */
    Str blamed_type; /* that type, as rustc prints it */
} Finding;
typedef VEC_OF(Finding *) FindingList;

#endif
