/*
 * Help: see help.h.
 */
#include "cli/help.h"

#include "cli/options.h"
#include "base/version.h"
#include "match/explain.h"

static const char usage[] =
    "Usage:\n"
    "  cargo build --message-format=json | sendfix [OPTION]...\n"
    "  rustc --error-format=json MAIN.rs 2>&1 | sendfix [OPTION]...\n"
    "  sendfix [OPTION]... FILE...       reads saved output; - is standard input\n"
    "  cargo sendfix [OPTION]... [COMMAND [CARGO'S OWN OPTION]...]\n"
    "  sendfix explain RULE              what a kind of cause or a repair means; --list for all\n";

static const char filter_head[] =
    "Explains and repairs what rustc reports as \"future cannot be sent between threads safely\",\n"
    "and every other demand for Send or Sync that failed. The rest is printed as rustc would.\n"
    "\n";

static const char exit_codes[] =
    "Exit status:\n"
    "  0   the build had no error\n"
    "  1   it had: an error was reported, or cargo said that the build failed\n"
    "  2   the command line is wrong\n"
    "  3   something could not be read or written\n"
    "`cargo sendfix` ends with cargo's own exit status instead of 0 and 1.\n";

static const char cargo_head[] =
    "Runs cargo, then explains and repairs what failed because a value cannot be sent to or\n"
    "shared between threads. The rest is printed as cargo would.\n"
    "\n"
    "Usage: cargo sendfix [OPTION]... [+TOOLCHAIN] [COMMAND [CARGO'S OWN OPTION]...]\n"
    "\n"
    "COMMAND is check (the default), build, test, run, clippy, bench, doc, rustc or any other\n"
    "that takes --message-format. Our options come before it; what comes behind it, and what we\n"
    "do not know, is cargo's. --color is for both. Examples:\n"
    "  cargo sendfix\n"
    "  cargo sendfix --fix\n"
    "  cargo sendfix -p app --all-targets\n"
    "  cargo sendfix --format=patch test --workspace -- --nocapture\n"
    "\n";

void help_print(FILE *out, Mode mode) {
    if (mode == MODE_CARGO) {
        fputs(cargo_head, out);
        options_print_help(out);
        fputs(exit_codes, out);
        return;
    }
    fputs(filter_head, out);
    fputs(usage, out);
    fputc('\n', out);
    options_print_help(out);
    fputs(exit_codes, out);
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
