/*
 * --format=json: a line for each finding, the stable interface.
 *
 * The order of the keys is part of it: the first ones are what a person scanning a log looks for.
 * An edit's replacement is given as the bytes to write (line ends of the file included), and
 * insertions at one place are joined into one edit, so that a reader may apply edits in any order.
 */
#include "edit/edit.h"
#include "render/finding_json.h"
#include "render/phrase.h"
#include "render/table.h"

static const char *const role_words[LINK_COUNT] = {
#define LINK_ROLE(role, word) [LINK_##role] = word,
#include "chain/role.def"
#undef LINK_ROLE
};

static const char *const certainty_words[] = {
    [CERTAINTY_COMPILER] = "compiler",
    [CERTAINTY_SOURCE] = "source",
    [CERTAINTY_INFERRED] = "inferred",
};

static void set_optional(Json *object, const char *key, Str value) {
    if (value.len > 0) {
        json_set_str(object, key, value);
    } else {
        json_set_null(object, key);
    }
}

static void set_location(Arena *arena, Json *object, const char *key, const Location *location) {
    if (location->file.len == 0) {
        json_set_null(object, key);
        return;
    }
    Json *span = json_object(arena);
    json_set_str(span, "file", location->file);
    json_set_uint(span, "line", location->line);
    json_set_uint(span, "column", location->column);
    json_set_uint(span, "line_end", location->line_end);
    json_set_uint(span, "column_end", location->column_end);
    json_set_uint(span, "byte_start", location->byte_start);
    json_set_uint(span, "byte_end", location->byte_end);
    json_set(object, key, span);
}

static Json *diagnostics(Arena *arena, const Finding *finding) {
    Json *list = json_array(arena);
    for (size_t i = 0; i < finding->evidence.count; i++) {
        const Diagnostic *diagnostic = finding->evidence.items[i]->diagnostic;
        const Span *span = phrase_primary_span(diagnostic);
        Json *entry = json_object(arena);
        json_set_str(entry, "message", diagnostic->message);
        set_optional(entry, "code", diagnostic->code);
        json_set_str(entry, "level", diagnostic->level);
        set_optional(entry, "file", span != NULL ? span->file : STR(""));
        if (span != NULL) {
            json_set_uint(entry, "line", span->line_start);
            json_set_uint(entry, "column", span->column_start);
        } else {
            json_set_null(entry, "line");
            json_set_null(entry, "column");
        }
        json_push(list, entry);
    }
    return list;
}

static Json *roots(Arena *arena, const Finding *finding) {
    Json *list = json_array(arena);
    for (size_t i = 0; i < finding->roots.count; i++) {
        Json *entry = json_object(arena);
        json_set_str(entry, "type", finding->roots.items[i].type);
        json_set_str(entry, "trait", finding->roots.items[i].trait);
        json_push(list, entry);
    }
    return list;
}

static Json *chain(Arena *arena, const Finding *finding) {
    Json *list = json_array(arena);
    for (size_t i = 0; i < finding->chain.count; i++) {
        const Link *link = &finding->chain.items[i];
        Json *entry = json_object(arena);
        json_set_str(entry, "role", str_from(role_words[link->role]));
        json_set_str(entry, "text", link->text);
        json_set_str(entry, "certainty", str_from(certainty_words[link->certainty]));
        set_location(arena, entry, "span", &link->location);
        json_push(list, entry);
    }
    return list;
}

static void push_edit(Arena *arena, Json *list, const Edit *edit) {
    Json *entry = json_object(arena);
    json_set_str(entry, "file", edit->file);
    json_set_uint(entry, "byte_start", edit->byte_start);
    json_set_uint(entry, "byte_end", edit->byte_end);
    json_set_str(entry, "replacement", edit->replacement);
    json_push(list, entry);
}

static bool inserts_at(const Edit *edit, Str file, size_t byte) {
    return edit->byte_start == byte && edit->byte_end == byte && str_eq(edit->file, file);
}

static Json *edits(Arena *arena, const RenderContext *context, const EditList *all) {
    EditList sorted = {0};
    for (size_t i = 0; i < all->count; i++) VEC_PUSH(arena, &sorted, all->items[i]);
    edit_sort(&sorted);
    Json *list = json_array(arena);
    for (size_t i = 0; i < sorted.count;) {
        Edit edit = sorted.items[i];
        Str text = {0};
        if (!context->source_text(context->data, edit.file, &text)) text = (Str){0};
        StrBuf replacement = strbuf_new(arena);
        do {
            strbuf_add(&replacement, edit_replacement(arena, text, &sorted.items[i]));
            i++;
        } while (i < sorted.count && inserts_at(&edit, edit.file, edit.byte_start) &&
                 inserts_at(&sorted.items[i], edit.file, edit.byte_start));
        edit.replacement = strbuf_str(&replacement);
        push_edit(arena, list, &edit);
    }
    return list;
}

static Json *fixes(Arena *arena, const RenderContext *context, const Finding *finding) {
    Json *list = json_array(arena);
    for (size_t i = 0; i < finding->fixes.count; i++) {
        const Fix *fix = &finding->fixes.items[i];
        Json *entry = json_object(arena);
        json_set_str(entry, "id", str_from(fix->id));
        json_set_str(entry, "title", fix->title);
        json_set_str(entry, "why", fix->why);
        json_set_str(entry, "cost", fix->cost);
        json_set_str(entry, "verdict", str_from(phrase_verdict_word(fix->verdict)));
        if (fix->untried.len > 0) json_set_str(entry, "untried", fix->untried);
        json_set(entry, "edits", edits(arena, context, &fix->edits));
        json_set_str(entry, "diff", fix->diff);
        json_push(list, entry);
    }
    return list;
}

static Json *refusals(Arena *arena, const Finding *finding) {
    Json *list = json_array(arena);
    for (size_t i = 0; i < finding->refusals.count; i++) {
        Json *entry = json_object(arena);
        json_set_str(entry, "id", str_from(finding->refusals.items[i].id));
        json_set_str(entry, "why", finding->refusals.items[i].why);
        json_push(list, entry);
    }
    return list;
}

Json *finding_json(Arena *arena, const RenderContext *context, const Finding *finding) {
    Json *line = json_object(arena);
    json_set_str(line, "kind", STR("finding"));
    json_set_uint(line, "schema", 1);
    json_set_str(line, "rule", str_from(finding->rule));
    json_set(line, "diagnostics", diagnostics(arena, finding));
    json_set(line, "roots", roots(arena, finding));
    set_location(arena, line, "cause", &finding->cause);
    set_location(arena, line, "await", &finding->await);
    json_set(line, "chain", chain(arena, finding));
    json_set(line, "fixes", fixes(arena, context, finding));
    json_set(line, "refusals", refusals(arena, finding));
    return line;
}

static void write_findings(Arena *arena, const RenderContext *context,
                           const FindingList *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        Str line = json_print(arena, finding_json(arena, context, findings->items[i]));
        fwrite(line.data, 1, line.len, context->out);
        fputc('\n', context->out);
    }
}

const Renderer render_json = {
    .name = "json",
    .help = "one JSON object a line for each cause, for programs",
    .owns_output = true,
    .strips_passthrough = true,
    .findings = write_findings,
};
