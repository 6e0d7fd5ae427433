/*
 * cargo's envelope and bare rustc lines; see cargo.h.
 *
 * A line is told in up to three steps, cheapest first: by its first bytes (plain text, the
 * bookkeeping that fills most of a stream), by a scan that keeps two strings (cargo_read_foreign),
 * by its JSON tree. Keys may come in any order: old versions of cargo sorted them.
 */
#include "input/cargo.h"

#include "base/json.h"
#include "base/json_scan.h"
#include "input/rustc.h"

/*
 * A tree takes up to 40 times the bytes of its text. The longest diagnostics seen have 150 KB; what
 * is longer than this is not one, and must not take the machine's memory.
 */
enum { MAX_DIAGNOSTIC = 16 * 1024 * 1024 };

/* cargo's "reason"s that are bookkeeping. */
static const char *const machine_reasons[] = {
    "compiler-artifact",
    "build-script-executed",
    "build-started",
    "timing-info",
};

/* rustc's "$message_type"s that are bookkeeping. */
static const char *const machine_types[] = {
    "artifact",
    "future_incompat",
    "unused_extern",
    "section_timing",
};

/* The keys of the same in rustc before 1.76, which told no type. */
static const struct {
    const char *key, *companion;
} machine_keys[] = {
    {"artifact", "emit"},
    {"future_incompat_report", "future_incompat_report"},
    {"unused_extern_names", "lint_level"},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/*
 * The string that follows where body starts with start, up to its quote; empty where it does not.
 */
static Str leading_word(Str body, Str start) {
    if (!str_starts(body, start)) {
        return (Str){0};
    }
    Str rest = str_from_offset(body, start.len);
    return str_slice(rest, 0, str_find_byte(rest, '"'));
}

/* Whether body starts as bookkeeping does in today's order of keys, and is not cut off. */
static bool is_machine_start(Str body) {
    if (!str_ends(body, STR("}"))) {
        return false;
    }
    Str reason = leading_word(body, STR("{\"reason\":\""));
    Str type = leading_word(body, STR("{\"$message_type\":\""));
    return str_is_one_of(reason, machine_reasons, COUNT(machine_reasons)) ||
           str_is_one_of(type, machine_types, COUNT(machine_types));
}

/* The JSON of a line without blanks at its ends; logs put a time or a container's name before it. */
static Str json_part(Str line) {
    enum { LONGEST_PREFIX = 200 };
    static const char *const openings[] = {"{\"reason\":\"", "{\"$message_type\":\""};
    Str body = str_trim(line);
    if (str_starts(body, STR("{")) || !str_ends(body, STR("}"))) {
        return body;
    }
    for (size_t i = 0; i < COUNT(openings); i++) {
        size_t at = str_find(body, str_from(openings[i]), 0);
        if (at <= LONGEST_PREFIX) {
            return str_from_offset(body, at);
        }
    }
    return body;
}

/*
 * Sets what can be told of a line by looking at it; true if that is all there is to tell. body is
 * the line without blanks at its ends.
 */
static bool tell_by_bytes(Event *event, Str line, Str body) {
    *event = (Event){.kind = EVENT_TEXT, .raw = line};
    if (body.len == 0 || body.data[0] != '{' || str_find_byte(body, '\0') != STR_NONE) {
        return true;
    }
    event->kind = is_machine_start(body) ? EVENT_MACHINE : EVENT_TEXT;
    return event->kind == EVENT_MACHINE;
}

static void set_diagnostic(Event *event, Diagnostic *diagnostic) {
    if (diagnostic != NULL) {
        event->kind = EVENT_DIAGNOSTIC;
        event->diagnostic = diagnostic;
    }
}

static void read_cargo(Arena *arena, Event *event, const Json *root, Str reason) {
    if (str_is(reason, "compiler-message")) {
        Diagnostic *diagnostic = rustc_read_diagnostic(arena, json_get(root, "message"));
        if (diagnostic != NULL) {
            const Json *target = json_get(root, "target");
            diagnostic->package = json_get_str(root, "package_id");
            diagnostic->manifest = json_get_str(root, "manifest_path");
            diagnostic->target = json_get_str(target, "name");
            diagnostic->edition = json_get_str(target, "edition");
            diagnostic->crate_root = json_get_str(target, "src_path");
        }
        set_diagnostic(event, diagnostic);
    } else if (str_is(reason, "build-finished")) {
        event->kind = EVENT_FINISHED;
        event->success = json_get_bool(root, "success");
    } else if (str_is_one_of(reason, machine_reasons, COUNT(machine_reasons))) {
        event->kind = EVENT_MACHINE;
    }
}

static void read_rustc(Arena *arena, Event *event, const Json *root) {
    const Json *type = json_get(root, "$message_type");
    if (json_is_string(type)) {
        if (str_is(json_str(type), "diagnostic")) {
            set_diagnostic(event, rustc_read_diagnostic(arena, root));
        } else if (str_is_one_of(json_str(type), machine_types, COUNT(machine_types))) {
            event->kind = EVENT_MACHINE;
        }
        return;
    }
    if (json_is_array(json_get(root, "spans"))) {
        set_diagnostic(event, rustc_read_diagnostic(arena, root));
        return;
    }
    for (size_t i = 0; i < COUNT(machine_keys); i++) {
        bool has_both = json_get(root, machine_keys[i].key) != NULL &&
                        json_get(root, machine_keys[i].companion) != NULL;
        if (has_both) {
            event->kind = EVENT_MACHINE;
        }
    }
}

void cargo_read_line(Arena *arena, Event *event, Str line) {
    Str body = json_part(line);
    if (tell_by_bytes(event, line, body) || body.len > MAX_DIAGNOSTIC) {
        return;
    }
    Json *root = NULL;
    Status status = json_parse(arena, &root, body);
    if (!status_is_ok(&status)) {
        return;
    }
    const Json *reason = json_get(root, "reason");
    if (json_is_string(reason)) {
        read_cargo(arena, event, root, json_str(reason));
    } else {
        read_rustc(arena, event, root);
    }
    if (event->diagnostic != NULL) {
        event->diagnostic->line = body;
    }
}

/* The members that the scan keeps. */
typedef enum Member {
    MEMBER_REASON = 0,
    MEMBER_TYPE,
    MEMBER_MESSAGE,
    MEMBER_LEVEL,
    MEMBER_RENDERED,
    MEMBER_SPANS,
    MEMBER_COUNT,
} Member;

#define KEY(text)                                                                                  \
    { .data = (text), .len = sizeof(text) - 1 } /* STR as a constant expression */

static const Str member_keys[MEMBER_COUNT] = {
    [MEMBER_REASON] = KEY("reason"),     [MEMBER_TYPE] = KEY("$message_type"),
    [MEMBER_MESSAGE] = KEY("message"),   [MEMBER_LEVEL] = KEY("level"),
    [MEMBER_RENDERED] = KEY("rendered"), [MEMBER_SPANS] = KEY("spans"),
};

typedef struct Gist {
    Str values[MEMBER_COUNT]; /* JSON text; data is NULL where the key did not come */
    struct Gist *inner;       /* where a message that is an object goes: cargo's envelope */
} Gist;

/* Takes a member of a diagnostic or of an envelope; false for a key that comes twice. */
static bool read_member(void *data, JsonScan *scan, Str key) {
    Gist *gist = data;
    size_t i = 0;
    while (i < MEMBER_COUNT && !str_eq(key, member_keys[i])) {
        i++;
    }
    if (i == MEMBER_COUNT) {
        return json_scan_skip(scan);
    }
    bool opens = json_scan_peek(scan) == '{';
    const char *start = scan->at;
    bool taken = i == MEMBER_MESSAGE && opens && gist->inner != NULL
                     ? json_scan_object(scan, read_member, gist->inner)
                     : json_scan_skip(scan);
    bool first = gist->values[i].data == NULL;
    gist->values[i] = (Str){.data = start, .len = (size_t)(scan->at - start)};
    return taken && first;
}

/* The bytes between the quotes of a value that is a string; data is NULL for others. */
static Str raw_string(const Gist *gist, Member member) {
    Str value = gist->values[member];
    return str_starts(value, STR("\"")) ? str_slice(value, 1, value.len - 1) : (Str){0};
}

static bool read_gist(Arena *arena, Event *event, const Gist *gist) {
    Str level = raw_string(gist, MEMBER_LEVEL);
    if (level.data == NULL || raw_string(gist, MEMBER_MESSAGE).data == NULL) {
        return false;
    }
    Diagnostic *diagnostic = ARENA_NEW(arena, Diagnostic);
    diagnostic->level = json_scan_unescape(arena, level);
    diagnostic->rendered = json_scan_unescape(arena, raw_string(gist, MEMBER_RENDERED));
    set_diagnostic(event, diagnostic);
    return true;
}

bool cargo_read_foreign(Arena *arena, Event *event, Str line) {
    Str body = json_part(line);
    if (tell_by_bytes(event, line, body)) {
        return true;
    }
    Gist inner = {0};
    Gist gist = {.inner = &inner};
    JsonScan scan = json_scan_new(body);
    if (body.len > MAX_DIAGNOSTIC || !json_scan_object(&scan, read_member, &gist) ||
        !json_scan_at_end(&scan)) {
        return false;
    }
    Str reason = raw_string(&gist, MEMBER_REASON);
    if (reason.data != NULL) {
        if (str_is_one_of(reason, machine_reasons, COUNT(machine_reasons))) {
            event->kind = EVENT_MACHINE;
            return true;
        }
        return str_is(reason, "compiler-message") && read_gist(arena, event, &inner);
    }
    Str type = raw_string(&gist, MEMBER_TYPE);
    bool is_diagnostic = type.data != NULL ? str_is(type, "diagnostic")
                                           : str_starts(gist.values[MEMBER_SPANS], STR("["));
    return is_diagnostic && read_gist(arena, event, &gist);
}
