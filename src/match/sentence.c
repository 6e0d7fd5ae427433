/*
 * Sentences of rustc: reading a block `pattern`, finding the one that a text is, running examples.
 *
 * A text is the first sentence of its slot that matches, in the order of the catalogue. An example
 * must be won by its own entry in that race, so two entries that both want a text are found by
 * patterns_check.
 */
#include "match/catalogue.h"

static const char *const slot_words[SLOT_COUNT] = {
    [SLOT_TOP] = "top",
    [SLOT_LABEL] = "label",
    [SLOT_CHILD] = "child",
    [SLOT_SUGGESTION] = "suggestion",
    [SLOT_REPLACEMENT] = "replacement",
    [SLOT_CODE] = "code",
};

static const char *const fact_words[FACT_COUNT] = {
    [FACT_NONE] = "none",
#define FACT(kind, word) [FACT_##kind] = word,
#include "match/fact.def"
#undef FACT
};

/* What reading a block has found so far. */
typedef struct Reading {
    Sentence *sentence;
    Str file;
    size_t slots, facts, meanings, matches, refusals;
    bool eager;
    Arena *arena;
} Reading;

/* Index of a word in a list, or count. */
static size_t find_word(const char *const *words, size_t count, Str word) {
    size_t i = 0;
    while (i < count && !str_is(word, words[i])) {
        i++;
    }
    return i;
}

static Status read_slot(Reading *reading, const PatternLine *line) {
    size_t slot = find_word(slot_words, SLOT_COUNT, line->value);
    if (slot == SLOT_COUNT) {
        return pattern_error(reading->file, line->line, "no slot '" STR_FMT "'",
                             STR_ARG(line->value));
    }
    reading->sentence->slot = (Slot)slot;
    reading->slots++;
    return status_ok();
}

static Status read_fact(Reading *reading, const PatternLine *line) {
    size_t fact = find_word(fact_words, FACT_COUNT, line->value);
    if (fact == FACT_COUNT) {
        return pattern_error(reading->file, line->line, "no fact '" STR_FMT "'",
                             STR_ARG(line->value));
    }
    reading->sentence->fact = (FactKind)fact;
    reading->facts++;
    return status_ok();
}

static Status read_regex(Reading *reading, const PatternLine *line) {
    lazy_regex_set(&reading->sentence->regex, line->value);
    if (reading->eager) {
        Status status = lazy_regex_compile(reading->arena, &reading->sentence->regex);
        if (!status_is_ok(&status)) {
            return pattern_error(reading->file, line->line, "%s", status.message);
        }
    }
    return status_ok();
}

/* The bytes are looked for in JSON as it comes, so they must be spelt the same in there. */
static Status read_family(Reading *reading, const PatternLine *line) {
    Str text = line->value;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] < ' ' || text.data[i] > '~' || text.data[i] == '"' ||
            text.data[i] == '\\') {
            return pattern_error(reading->file, line->line, "family must be plain ASCII text");
        }
    }
    if (text.len < NEEDLE_MIN) {
        return pattern_error(reading->file, line->line, "family has less than %d bytes",
                             (int)NEEDLE_MIN);
    }
    reading->sentence->family = text;
    return status_ok();
}

static Status read_rustc(Reading *reading, const PatternLine *line) {
    Str text = line->value;
    bool good = str_contains(text, STR(".."));
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.data[i];
        good = good && ((byte >= '0' && byte <= '9') || byte == '.' || byte == '~');
    }
    if (!good && !str_is(text, "nightly") && !str_is(text, "clippy")) {
        return pattern_error(reading->file, line->line,
                             "rustc is a range like 1.45.. or ~1.40..1.73, nightly or clippy");
    }
    return status_ok();
}

static Status read_trait(Reading *reading, const PatternLine *line) {
    reading->sentence->trait = line->value;
    return status_ok();
}

static Status read_why(Reading *reading, const PatternLine *line) {
    reading->sentence->why = line->value;
    return status_ok();
}

static Status read_means(Reading *reading, const PatternLine *line) {
    reading->meanings += line->value.len > 0 ? 1 : 0;
    return status_ok();
}

static Status read_match(Reading *reading, const PatternLine *line) {
    (void)line;
    reading->matches++;
    return status_ok();
}

static Status read_not(Reading *reading, const PatternLine *line) {
    (void)line;
    reading->refusals++;
    return status_ok();
}

static const struct {
    const char *key;
    Status (*read)(Reading *reading, const PatternLine *line);
} keys[] = {
    {"match", read_match},   {"not", read_not},     {"slot", read_slot},   {"fact", read_fact},
    {"regex", read_regex},   {"means", read_means}, {"rustc", read_rustc}, {"trait", read_trait},
    {"family", read_family}, {"why", read_why},
};

static Status read_line(Reading *reading, const PatternLine *line) {
    if (line->key.len == 0) {
        return pattern_error(reading->file, line->line, "not 'key: value'");
    }
    if (line->indented) {
        return status_ok(); /* a capture: patterns_check reads it */
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (str_is(line->key, keys[i].key)) {
            return keys[i].read(reading, line);
        }
    }
    return pattern_error(reading->file, line->line, "unknown key '" STR_FMT "'",
                         STR_ARG(line->key));
}

static Status check_whole(const Reading *reading, size_t line) {
    const Sentence *sentence = reading->sentence;
    const char *missing = sentence->id.len == 0           ? "an id"
                          : reading->slots == 0           ? "slot"
                          : reading->facts == 0           ? "fact"
                          : sentence->regex.text.len == 0 ? "regex"
                          : reading->meanings == 0        ? "means"
                          : reading->matches == 0         ? "an example 'match'"
                          : reading->refusals == 0        ? "an example 'not'"
                                                          : NULL;
    if (missing != NULL) {
        return pattern_error(reading->file, line, "the entry '" STR_FMT "' lacks %s",
                             STR_ARG(sentence->id), missing);
    }
    if (sentence->family.len > 0 && sentence->slot != SLOT_TOP) {
        return pattern_error(reading->file, line, "family is for the slot top only");
    }
    return status_ok();
}

Status sentence_read(Arena *arena, Sentence **out, Str file, const PatternBlock *block,
                     bool eager) {
    Sentence *sentence = ARENA_NEW(arena, Sentence);
    *sentence = (Sentence){.id = block->id, .file = file, .line = block->line};
    sentence->body = block->body;
    Reading reading = {.sentence = sentence, .file = file, .eager = eager, .arena = arena};
    PatternReader body = block->body;
    PatternLine line;
    while (pattern_next_line(&body, &line)) {
        Status status = read_line(&reading, &line);
        if (!status_is_ok(&status)) {
            return status;
        }
    }
    *out = sentence;
    return check_whole(&reading, block->line);
}

/* A trait's name without path and without `for<'a>`. */
static Str plain_trait(Str trait) {
    Str rest = trait;
    if (str_starts(rest, STR("for<"))) {
        size_t close = str_find_byte(rest, '>');
        rest = str_trim(str_from_offset(rest, close == STR_NONE ? rest.len : close + 1));
    }
    size_t end = 0;
    size_t start = 0;
    while (end < rest.len && (str_is_identifier_byte(rest.data[end]) || rest.data[end] == ':')) {
        start = rest.data[end] == ':' ? end + 1 : start;
        end++;
    }
    return str_from_offset(rest, start);
}

static Str group(const Regex *regex, const RegexMatch *match, const char *name) {
    size_t number = regex_group(regex, name);
    return number > 0 ? match->groups[number] : (Str){0};
}

/* Whether text is this sentence; fills out. */
static bool is_sentence(const Patterns *patterns, Sentence *sentence, Str text, Captures *out) {
    RegexMatch match;
    if (!lazy_regex_match(patterns->arena, &sentence->regex, text, &match)) {
        return false;
    }
    const Regex *regex = sentence->regex.compiled;
    *out = (Captures){.sentence = sentence, .trait = sentence->trait};
    out->type = group(regex, &match, "type");
    out->other = group(regex, &match, "other");
    out->name = group(regex, &match, "name");
    Str trait = group(regex, &match, "trait");
    if (trait.len > 0) {
        out->trait = plain_trait(trait);
    }
    return true;
}

bool sentence_match(const Patterns *patterns, Slot slot, Str text, Captures *out) {
    const SentenceList *list = &patterns->slots[slot];
    for (size_t i = 0; i < list->count; i++) {
        if (is_sentence(patterns, list->items[i], text, out)) {
            return true;
        }
    }
    return false;
}

static void add_problem(Arena *arena, StrList *problems, const Sentence *sentence, size_t line,
                        const char *reason, Str text) {
    VEC_PUSH(arena, problems,
             str_format(arena, STR_FMT ":%zu: " STR_FMT ": %s" STR_FMT, STR_ARG(sentence->file),
                        line, STR_ARG(sentence->id), reason, STR_ARG(text)));
}

/* Compares one `key = value` with what was captured; a right one is taken out of captures. */
static bool take_capture(Captures *captures, const PatternLine *line) {
    Str *slot = str_is(line->key, "type")    ? &captures->type
                : str_is(line->key, "other") ? &captures->other
                : str_is(line->key, "trait") ? &captures->trait
                : str_is(line->key, "name")  ? &captures->name
                                             : NULL;
    if (slot == NULL || !str_eq(*slot, line->value)) {
        return false;
    }
    *slot = (Str){0};
    return true;
}

/* Runs the example `match: TEXT` at line; the lines of captures below it are read off body. */
static void check_match(Arena *arena, const Patterns *patterns, const Sentence *sentence,
                        const PatternLine *line, PatternReader *body, StrList *problems) {
    Captures captures = {0};
    Str text = pattern_example(arena, line->value);
    if (!sentence_match(patterns, sentence->slot, text, &captures)) {
        add_problem(arena, problems, sentence, line->line, "does not match: ", text);
        return;
    }
    if (captures.sentence != sentence) {
        add_problem(arena, problems, sentence, line->line, "taken by the earlier entry ",
                    captures.sentence->id);
        return;
    }
    if (!str_contains(text, sentence->family)) {
        add_problem(arena, problems, sentence, line->line, "has no ", sentence->family);
    }
    PatternReader ahead = *body;
    PatternLine next;
    while (pattern_next_line(&ahead, &next) && next.indented) {
        if (!take_capture(&captures, &next)) {
            add_problem(arena, problems, sentence, next.line, "not captured so: ", next.value);
        }
        *body = ahead;
    }
    Str rest = captures.type.len > 0    ? captures.type
               : captures.other.len > 0 ? captures.other
               : captures.trait.len > 0 ? captures.trait
                                        : captures.name;
    if (rest.len > 0) {
        add_problem(arena, problems, sentence, line->line, "captures that are not listed: ", rest);
    }
}

size_t sentence_check(Arena *arena, const Patterns *patterns, const Sentence *sentence,
                      StrList *problems) {
    Sentence copy = *sentence;
    Status status = lazy_regex_compile(patterns->arena, &copy.regex);
    if (!status_is_ok(&status)) {
        add_problem(arena, problems, sentence, sentence->line, "", str_from(status.message));
        return 0;
    }
    size_t count = 0;
    PatternReader body = sentence->body;
    PatternLine line;
    while (pattern_next_line(&body, &line)) {
        bool wanted = str_is(line.key, "match");
        if (wanted) {
            check_match(arena, patterns, sentence, &line, &body, problems);
        } else if (str_is(line.key, "not") && !line.indented) {
            Captures captures;
            Str text = pattern_example(arena, line.value);
            if (is_sentence(patterns, &copy, text, &captures)) {
                add_problem(arena, problems, sentence, line.line, "matches: ", text);
            }
        } else {
            continue;
        }
        count++;
    }
    return count;
}
