/*
 * Dumps: see dump.h.
 */
#include "dump.h"

const char *const dump_stage_names[] = {
    [DUMP_NONE] = "none",         [DUMP_EVENT] = "event",     [DUMP_DIAGNOSTIC] = "diagnostic",
    [DUMP_EVIDENCE] = "evidence", [DUMP_FINDING] = "finding", [DUMP_FINDING + 1] = NULL,
};

static const char *const fact_words[FACT_COUNT] = {
    [FACT_NONE] = "none",
#define FACT(kind, word) [FACT_##kind] = (word),
#include "match/fact.def"
#undef FACT
};

static const char *const role_words[LINK_COUNT] = {
#define LINK_ROLE(role, word) [LINK_##role] = (word),
#include "chain/role.def"
#undef LINK_ROLE
};

static const char *const certainty_words[] = {
    [CERTAINTY_COMPILER] = "compiler",
    [CERTAINTY_SOURCE] = "source",
    [CERTAINTY_INFERRED] = "inferred",
};

static const char *const hold_words[] = {
    [HOLD_UNKNOWN] = "unknown",   [HOLD_ACROSS_AWAIT] = "across-await",
    [HOLD_CAPTURED] = "captured", [HOLD_AWAITED] = "awaited",
    [HOLD_STATIC] = "static",     [HOLD_RETURNED] = "returned",
    [HOLD_PASSED] = "passed",
};

static const char *const applicability_words[] = {
    [APPLICABILITY_NONE] = "none",
    [APPLICABILITY_MACHINE_APPLICABLE] = "machine-applicable",
    [APPLICABILITY_MAYBE_INCORRECT] = "maybe-incorrect",
    [APPLICABILITY_HAS_PLACEHOLDERS] = "has-placeholders",
    [APPLICABILITY_UNSPECIFIED] = "unspecified",
};

static void quote(FILE *out, Str text) {
    fputc('"', out);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '\n') {
            fputs("\\n", out);
        } else if (byte == '"' || byte == '\\') {
            fprintf(out, "\\%c", byte);
        } else if (byte < 0x20 || byte >= 0x7f) {
            fprintf(out, "\\x%02x", byte);
        } else {
            fputc(byte, out);
        }
    }
    fputc('"', out);
}

/* " NAME=TEXT" for a text that is there. */
static void field(FILE *out, const char *name, Str text) {
    if (text.len > 0) {
        fprintf(out, " %s=", name);
        quote(out, text);
    }
}

static void print_span(FILE *out, const Span *span) {
    fprintf(out, STR_FMT ":%zu:%zu-%zu:%zu", STR_ARG(span->file), span->line_start,
            span->column_start, span->line_end, span->column_end);
}

static void print_location(FILE *out, const char *name, const Location *location) {
    if (location->file.len > 0) {
        fprintf(out, " %s=" STR_FMT ":%zu:%zu-%zu:%zu", name, STR_ARG(location->file),
                location->line, location->column, location->line_end, location->column_end);
    }
}

void dump_event(FILE *out, const Event *event) {
    if (event->kind == EVENT_TEXT) {
        fputs("text ", out);
        quote(out, event->raw);
    } else if (event->kind == EVENT_DIAGNOSTIC && event->diagnostic != NULL) {
        fprintf(out, "diagnostic " STR_FMT, STR_ARG(event->diagnostic->level));
        field(out, "message", event->diagnostic->message);
    } else if (event->kind == EVENT_MACHINE) {
        fprintf(out, "machine %zu bytes", event->raw.len);
    } else if (event->kind == EVENT_FINISHED) {
        fprintf(out, "finished success=%s", event->success ? "true" : "false");
    }
    fputc('\n', out);
}

static void dump_one(FILE *out, const Diagnostic *diagnostic, int indent) {
    fprintf(out, "%*s" STR_FMT, indent, "", STR_ARG(diagnostic->level));
    field(out, "code", diagnostic->code);
    field(out, "message", diagnostic->message);
    field(out, "package", diagnostic->package);
    field(out, "target", diagnostic->target);
    field(out, "edition", diagnostic->edition);
    fputc('\n', out);
    for (size_t i = 0; i < diagnostic->spans.count; i++) {
        const Span *span = &diagnostic->spans.items[i];
        fprintf(out, "%*s%s ", indent + 2, "", span->primary ? "primary" : "span");
        print_span(out, span);
        fprintf(out, " bytes=%zu-%zu", span->byte_start, span->byte_end);
        field(out, "label", span->label);
        if (span->has_replacement) {
            fprintf(out, " %s replacement=", applicability_words[span->applicability]);
            quote(out, span->replacement);
        }
        fputc('\n', out);
        int deeper = indent + 4;
        for (const Expansion *e = span->expansion; e != NULL;
             e = e->span != NULL ? e->span->expansion : NULL) {
            fprintf(out, "%*sin", deeper, "");
            field(out, "macro", e->macro_name);
            if (e->span != NULL) {
                fputs(" at ", out);
                print_span(out, e->span);
            }
            fputc('\n', out);
        }
    }
    for (size_t i = 0; i < diagnostic->children.count; i++) {
        /* The reader promises that children have no children: no recursion deeper than this. */
        dump_one(out, diagnostic->children.items[i], indent + 2);
    }
}

void dump_diagnostic(FILE *out, const Diagnostic *diagnostic) {
    dump_one(out, diagnostic, 0);
}

void dump_evidence(FILE *out, const Evidence *evidence) {
    fputs("evidence", out);
    field(out, "message", evidence->diagnostic->message);
    fputc('\n', out);
    for (size_t i = 0; i < evidence->roots.count; i++) {
        fputs("  root", out);
        field(out, "type", evidence->roots.items[i].type);
        field(out, "trait", evidence->roots.items[i].trait);
        fputc('\n', out);
    }
    for (size_t i = 0; i < evidence->facts.count; i++) {
        const Fact *fact = &evidence->facts.items[i];
        fprintf(out, "  %s", fact->kind < FACT_COUNT ? fact_words[fact->kind] : "?");
        field(out, "type", fact->type);
        field(out, "other", fact->other);
        field(out, "trait", fact->trait);
        field(out, "name", fact->name);
        if (fact->span != NULL) {
            fputs(" at ", out);
            print_span(out, fact->span);
        }
        fputc('\n', out);
    }
}

static void dump_fix(FILE *out, const Fix *fix) {
    fprintf(out, "  fix %s rank=%d", fix->id, fix->rank);
    field(out, "title", fix->title);
    field(out, "why", fix->why);
    field(out, "cost", fix->cost);
    fputc('\n', out);
    for (size_t i = 0; i < fix->edits.count; i++) {
        const Edit *edit = &fix->edits.items[i];
        fprintf(out, "    edit " STR_FMT " bytes=%zu-%zu", STR_ARG(edit->file), edit->byte_start,
                edit->byte_end);
        field(out, "expected", edit->expected);
        field(out, "replacement", edit->replacement);
        fputc('\n', out);
    }
}

void dump_finding(FILE *out, const Finding *finding) {
    fprintf(out, "finding rule=%s hold=%s", finding->rule != NULL ? finding->rule : "?",
            hold_words[finding->hold]);
    print_location(out, "cause", &finding->cause);
    print_location(out, "await", &finding->await);
    field(out, "value-type", finding->value_type);
    field(out, "owner-type", finding->owner_type);
    fprintf(out, "%s diagnostics=%zu\n", finding->foreign ? " foreign" : "",
            finding->evidence.count);
    for (size_t i = 0; i < finding->roots.count; i++) {
        fputs("  root", out);
        field(out, "type", finding->roots.items[i].type);
        field(out, "trait", finding->roots.items[i].trait);
        fputc('\n', out);
    }
    for (size_t i = 0; i < finding->chain.count; i++) {
        const Link *link = &finding->chain.items[i];
        fprintf(out, "  link %s %s", role_words[link->role], certainty_words[link->certainty]);
        field(out, "text", link->text);
        print_location(out, "at", &link->location);
        fputc('\n', out);
    }
    for (size_t i = 0; i < finding->fixes.count; i++) {
        dump_fix(out, &finding->fixes.items[i]);
    }
    for (size_t i = 0; i < finding->refusals.count; i++) {
        fprintf(out, "  refusal %s", finding->refusals.items[i].id);
        field(out, "why", finding->refusals.items[i].why);
        fputc('\n', out);
    }
}
