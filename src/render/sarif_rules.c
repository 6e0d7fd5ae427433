/*
 * Rules: see sarif_rules.h.
 */
#include "render/sarif_rules.h"

#include "base/version.h"
#include "match/explain.h"

static void set_text(Arena *arena, Json *rule, const char *key, Str text) {
    Json *object = json_object(arena);
    json_set_str(object, "text", text);
    json_set(rule, key, object);
}

/* The first paragraph on one line. */
static Str first_paragraph(Arena *arena, Str body) {
    size_t end = str_find(body, STR("\n\n"), 0);
    Str rest = str_slice(body, 0, end);
    StrBuf out = strbuf_new(arena);
    Str line;
    while (str_next(&rest, '\n', &line)) {
        if (out.len > 0) strbuf_add_byte(&out, ' ');
        strbuf_add(&out, line);
    }
    return strbuf_str(&out);
}

/* "raw-pointer" as "RawPointer", the form that section 3.49.7 asks for. */
static Str pascal_case(Arena *arena, Str id) {
    StrBuf out = strbuf_new(arena);
    Str word;
    while (str_next(&id, '-', &word)) {
        for (size_t i = 0; i < word.len; i++) {
            char byte = word.data[i];
            bool small = byte >= 'a' && byte <= 'z';
            strbuf_add_byte(&out, i == 0 && small ? (char)(byte - 'a' + 'A') : byte);
        }
    }
    return strbuf_str(&out);
}

static Json *rule_of(Arena *arena, const Explanation *explanation) {
    Json *rule = json_object(arena);
    json_set_str(rule, "id", explanation->id);
    json_set_str(rule, "name", pascal_case(arena, explanation->id));
    set_text(arena, rule, "shortDescription",
             str_format(arena, STR_FMT ".", STR_ARG(explanation->title)));
    set_text(arena, rule, "fullDescription", first_paragraph(arena, explanation->body));
    Json *help = json_object(arena);
    json_set_str(help, "text", explanation->body);
    json_set_str(help, "markdown", explanation->body);
    json_set(rule, "help", help);
    Json *configuration = json_object(arena);
    json_set_str(configuration, "level", STR("error"));
    json_set(rule, "defaultConfiguration", configuration);
    Json *tags = json_array(arena);
    json_push_str(tags, STR("concurrency"));
    Json *properties = json_object(arena);
    json_set(properties, "tags", tags);
    json_set(rule, "properties", properties);
    return rule;
}

Json *sarif_tool(Arena *arena) {
    Json *rules = json_array(arena);
    Explanation explanation;
    for (size_t at = 0; explain_next(EXPLAIN_CAUSES, &at, &explanation);) {
        json_push(rules, rule_of(arena, &explanation));
    }
    Json *driver = json_object(arena);
    json_set_str(driver, "name", STR("sendfix"));
    json_set_str(driver, "semanticVersion", STR(SENDFIX_VERSION));
    json_set(driver, "rules", rules);
    Json *tool = json_object(arena);
    json_set(tool, "driver", driver);
    return tool;
}
