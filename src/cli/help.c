/*
 * Help: see help.h.
 */
#include "cli/help.h"

#include "base/version.h"
#include "cli/options.h"
#include "match/explain.h"

static const char usage[] =
    "Usage:\n"
    "  cargo sendfix [OPTION]... [COMMAND [CARGO'S OWN OPTION]...]\n"
    "  cargo build --message-format=json | sendfix [OPTION]...\n"
    "  cargo build 2>&1 | sendfix [OPTION]...     reads rustc's text, too\n"
    "  sendfix [OPTION]... FILE...                a saved log; - is standard input\n"
    "  sendfix explain RULE                       what a cause or a repair means\n";

static const char filter_head[] =
    "Explains and repairs what rustc reports as \"future cannot be sent between\n"
    "threads safely\", and every other demand for Send or Sync that failed.\n"
    "\n";

static const char exit_codes[] =
    "Exit status:\n"
    "  0   the build had no error\n"
    "  1   it had: an error was reported, or cargo said that the build failed\n"
    "  2   the command line is wrong\n"
    "  3   something could not be read or written\n"
    "`cargo sendfix` ends with cargo's own exit status instead of 0 and 1. --fail-on\n"
    "changes what counts.\n";

static const char files[] =
    "\n"
    "Files and environment:\n"
    "  [workspace.metadata.sendfix] and [package.metadata.sendfix] of Cargo.toml, and\n"
    "  $XDG_CONFIG_HOME/sendfix/config.toml set options by their long names.\n"
    "  NO_COLOR, CLICOLOR_FORCE, CARGO_TERM_COLOR, COLUMNS and TERM as elsewhere;\n"
    "  SENDFIX_MAX_CHECKS, SENDFIX_CHECK_TIME and SENDFIX_NEXT_WRAPPER for the\n"
    "  wrapper (man sendfix tells more).\n";

static const char cargo_head[] =
    "Runs cargo, then explains and repairs what failed because a value cannot be sent\n"
    "to or shared between threads. The rest is printed as cargo would.\n"
    "\n"
    "Usage: cargo sendfix [OPTION]... [+TOOLCHAIN] [COMMAND [CARGO'S OWN OPTION]...]\n"
    "\n"
    "COMMAND is check (the default), build, test, run, clippy, bench, doc, rustc or\n"
    "any other that takes --message-format. Our options come before it.\n"
    "\n";

static const char cargo_examples[] =
    "Examples:\n"
    "  cargo sendfix\n"
    "  cargo sendfix --fix\n"
    "  cargo sendfix -p app --all-targets\n"
    "  cargo sendfix --format=patch test --workspace -- --nocapture\n"
    "\n";

void help_print(FILE *out, Mode mode, HelpChoice choice) {
    bool cargo = mode == MODE_CARGO;
    fputs(cargo ? cargo_head : filter_head, out);
    if (!cargo) {
        fputs(usage, out);
        fputc('\n', out);
    }
    if (choice != HELP_ALL) {
        options_print_help(out, OPTIONS_ESSENTIAL);
        return;
    }
    if (cargo) {
        fputs(cargo_examples, out);
    }
    options_print_help(out, OPTIONS_ALL);
    fputs(exit_codes, out);
    fputs(files, out);
}

void help_print_short(FILE *out) {
    fputs("sendfix: nothing to read: standard input is a terminal\n", out);
    fputs(usage, out);
    fputs("sendfix --help tells more.\n", out);
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
