/*
 * Help: see help.h.
 */
#include "cli/help.h"

#include "base/version.h"
#include "cli/options.h"
#include "match/explain.h"

/* A row of a help: a head, and what it means; NULL: nothing to say. */
typedef struct Row {
    const char *head;
    const char *text;
} Row;

enum { USAGE_COLUMN = 45, CODE_COLUMN = 6 };

static const Row usage[] = {
    {"  cargo sendfix [OPTION]... [COMMAND [CARGO'S OWN OPTION]...]", NULL},
    {"  cargo build --message-format=json | sendfix [OPTION]...", NULL},
    {"  cargo build 2>&1 | sendfix [OPTION]...", "reads rustc's text, too"},
    {"  sendfix [OPTION]... FILE...", "a saved log; - is standard input"},
    {"  sendfix explain RULE", "what a cause or a repair means"},
};

static const char filter_head[] =
    "Explains and repairs what rustc reports as \"future cannot be sent between threads safely\", "
    "and every other demand for Send or Sync that failed.";

static const char cargo_head[] =
    "Runs cargo, then explains and repairs what failed because a value cannot be sent to or shared "
    "between threads. The rest is printed as cargo would.";

static const char cargo_usage[] =
    "Usage: cargo sendfix [OPTION]... [+TOOLCHAIN] [COMMAND [CARGO'S OWN OPTION]...]\n\n";

static const char cargo_command[] =
    "COMMAND is check (the default), build, test, run, clippy, bench, doc, rustc or any other that "
    "takes --message-format. Our options come before it.";

static const char cargo_examples[] =
    "Examples:\n"
    "  cargo sendfix\n"
    "  cargo sendfix --fix\n"
    "  cargo sendfix -p app --all-targets\n"
    "  cargo sendfix --format=patch test --workspace -- --nocapture\n"
    "\n";

static const char codes_in_brief[] =
    "Ends with 0: no error, 1: error, 2: wrong command line, 3: cannot read or write.";

static const char cargo_codes_in_brief[] =
    "Ends with cargo's own status, 2: wrong command line, 3: cannot read or write.";

static const Row exit_codes[] = {
    {"Exit status:", NULL},
    {"  0", "the build had no error"},
    {"  1", "it had: an error was reported, or cargo said that the build failed"},
    {"  2", "the command line or a configuration file is wrong"},
    {"  3", "something could not be read or written"},
};

static const char exit_codes_tail[] =
    "`cargo sendfix` ends with cargo's own exit status instead of 0 and 1. --fail-on changes what "
    "counts.";

static const char configuration[] =
    "Options are also read, by their long names, from [workspace.metadata.sendfix] and "
    "[package.metadata.sendfix] of Cargo.toml, as in `width = 80`, and from the top of "
    "$XDG_CONFIG_HOME/sendfix/config.toml (by default ~/.config/sendfix/config.toml). The command "
    "line counts most; --no-NAME takes back what a file has set to true.";

static const char environment[] =
    "NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, CARGO_TERM_COLOR, FORCE_HYPERLINK, COLUMNS and TERM "
    "mean what they mean elsewhere. SENDFIX_MAX_CHECKS, SENDFIX_CHECK_TIME and "
    "SENDFIX_NEXT_WRAPPER are for the rustc wrapper; `man sendfix` tells more.";

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static void add_rows(Page *page, const Row *rows, size_t count, size_t column) {
    for (size_t i = 0; i < count; i++) {
        options_add_row(page, str_from(rows[i].head), column, str_from(rows[i].text));
    }
}

static void add_paragraph(Page *page, size_t indent, const char *text) {
    page_indent(page, indent);
    page_prose(page, PAINT_PLAIN, indent, indent, str_from(text));
    page_newline(page);
}

static void add_usage(Page *page) {
    page_raw(page, PAINT_PLAIN, STR("Usage:\n"));
    add_rows(page, usage, COUNT_OF(usage), USAGE_COLUMN);
}

static void add_all(Page *page, bool cargo) {
    if (cargo) {
        page_raw(page, PAINT_PLAIN, str_from(cargo_examples));
    }
    options_add_help(page, OPTIONS_ALL);
    add_rows(page, exit_codes, COUNT_OF(exit_codes), CODE_COLUMN);
    add_paragraph(page, 0, exit_codes_tail);
    page_raw(page, PAINT_PLAIN, STR("\nConfiguration and environment:\n"));
    add_paragraph(page, 2, configuration);
    add_paragraph(page, 2, environment);
}

static void put(const Page *page, FILE *out) {
    fwrite(page->text.data, 1, page->text.len, out);
}

void help_print(Arena *arena, FILE *out, Mode mode, HelpChoice choice, size_t width) {
    bool cargo = mode == MODE_CARGO;
    Page page = page_new(arena, (RenderStyle){.width = width});
    add_paragraph(&page, 0, cargo ? cargo_head : filter_head);
    page_newline(&page);
    if (cargo) {
        page_raw(&page, PAINT_PLAIN, str_from(cargo_usage));
        add_paragraph(&page, 0, cargo_command);
    } else {
        add_usage(&page);
    }
    page_newline(&page);
    if (choice == HELP_ALL) {
        add_all(&page, cargo);
    } else {
        options_add_help(&page, OPTIONS_ESSENTIAL);
        page_newline(&page);
        add_paragraph(&page, 0, cargo ? cargo_codes_in_brief : codes_in_brief);
    }
    put(&page, out);
}

void help_print_short(Arena *arena, FILE *out) {
    Page page = page_new(arena, (RenderStyle){0});
    page_raw(&page, PAINT_PLAIN, STR("sendfix: nothing to read: standard input is a terminal\n"));
    add_usage(&page);
    page_raw(&page, PAINT_PLAIN, STR("sendfix --help tells more.\n"));
    put(&page, out);
}

void help_print_version(FILE *out) {
    fputs("sendfix " SENDFIX_VERSION "\n", out);
}

static void print_group(FILE *out, ExplainGroup group) {
    Explanation explanation;
    for (size_t at = 0; explain_next(group, &at, &explanation);) {
        fprintf(out, "  %-22.*s " STR_FMT "\n", STR_ARG(explanation.id),
                STR_ARG(explanation.title));
    }
}

void help_print_explanations(FILE *out) {
    fputs("Causes:\n", out);
    print_group(out, EXPLAIN_CAUSES);
    fputs("Repairs:\n", out);
    print_group(out, EXPLAIN_FIXES);
}
