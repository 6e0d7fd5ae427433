/*
 * Manual pages, in the man(7) macros of roff.
 */
#include "base/version.h"
#include "cli/ci.h"
#include "cli/generate.h"
#include "render/render.h"

/* Text in which roff would read '-' as a hyphen and a leading '.' or '\'' as a request. */
static void print_text(FILE *out, const char *text) {
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '-') {
            fputs("\\-", out);
        } else if (*at == '\\') {
            fputs("\\e", out);
        } else if ((*at == '.' || *at == '\'') && (at == text || at[-1] == '\n')) {
            fprintf(out, "\\&%c", *at);
        } else if (*at == '`') {
            fputc('"', out);
        } else {
            fputc(*at, out);
        }
    }
}

static void print_option(FILE *out, const Option *row) {
    fputs(".TP\n", out);
    if (row->letter != 0) {
        fprintf(out, "\\fB\\-%c\\fR, ", row->letter);
    }
    fputs("\\fB\\-\\-", out);
    print_text(out, row->name);
    fputs("\\fR", out);
    if (row->argument != NULL) {
        fprintf(out, "%s\\fI", row->optional ? "[=" : "=");
        print_text(out, row->argument);
        fprintf(out, "\\fR%s", row->optional ? "]" : "");
    }
    fputc('\n', out);
    print_text(out, row->help);
    fputs(row->configurable ? ".\nCan be set in a configuration file.\n" : "\n", out);
}

static void print_options(FILE *out, bool cargo) {
    fputs(".SH OPTIONS\n", out);
    for (size_t i = 0; i < option_table_count; i++) {
        bool repairs = option_table[i].group == OPTION_GROUP_REPAIR;
        if (cargo || !repairs) {
            print_option(out, &option_table[i]);
        }
    }
}

static void print_formats(FILE *out) {
    fputs(".SH FORMATS\n", out);
    for (size_t i = 0; i < render_table_count; i++) {
        fprintf(out, ".TP\n.B %s\n", render_table[i]->name);
        print_text(out, render_table[i]->help);
        fputc('\n', out);
    }
    fputs(".TP\n.B auto\nthe one that the CI system around reads:\n", out);
    const CiSystem *system;
    for (size_t i = 0; (system = ci_at(i)) != NULL; i++) {
        fprintf(out, "%s%s where %s is set", i > 0 ? ",\n" : "", system->format, system->variable);
    }
    fputs("; else human\n", out);
}

static const char exit_status[] =
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\nThe build had no error.\n"
    ".TP\n.B 1\nIt had: an error was reported, or cargo said that the build failed.\n"
    ".TP\n.B 2\nThe command line or a configuration file is wrong.\n"
    ".TP\n.B 3\nSomething could not be read or written.\n"
    ".PP\n"
    ".B cargo sendfix\n"
    "ends with cargo's own exit status instead of 0 and 1, unless \\fB\\-\\-fail\\-on\\fR judges the\n"
    "build otherwise.\n";

static const char environment[] =
    ".SH ENVIRONMENT\n"
    ".TP\n.BR NO_COLOR ,\\  CLICOLOR ,\\  CLICOLOR_FORCE ,\\  FORCE_COLOR ,\\  CARGO_TERM_COLOR ,\\  TERM\n"
    "whether colours are used, where \\fB\\-\\-color\\fR does not tell\n"
    ".TP\n.BR COLUMNS\nhow wide a terminal is that does not tell itself\n"
    ".TP\n.BR FORCE_HYPERLINK ,\\  CARGO_TERM_HYPERLINKS\n"
    "whether places are links, where the terminal is not known\n"
    ".TP\n.BR CARGO_TERM_UNICODE ,\\  LC_ALL ,\\  LC_CTYPE ,\\  LANG\n"
    "whether more than ASCII is drawn\n"
    ".TP\n.B SENDFIX_MAX_CHECKS\nhow often the compiler may be run to try repairs of a failing crate\n"
    ".TP\n.B SENDFIX_CHECK_TIME\nhow long one try may take, in milliseconds\n"
    ".TP\n.B SENDFIX_NEXT_WRAPPER\nanother rustc wrapper, such as sccache, that ours is to run\n"
    ".TP\n.B TMPDIR\nwhere repairs are tried\n";

static const char files[] =
    ".SH FILES\n"
    ".TP\n.I Cargo.toml\n"
    "Options by their long names in the tables \\fB[workspace.metadata.sendfix]\\fR and\n"
    "\\fB[package.metadata.sendfix]\\fR of the manifests around the current folder.\n"
    ".TP\n.I $XDG_CONFIG_HOME/sendfix/config.toml\n"
    "The same at the top of the file, for all projects of a user (default: ~/.config).\n"
    ".PP\n"
    "The command line counts most, then the environment, the package, the workspace, the user.\n"
    "\\fB\\-\\-no\\-\\fINAME\\fR on the command line takes back what a file has set to true.\n";

void generate_man(FILE *out) {
    fputs(
        ".TH SENDFIX 1 \"" SENDFIX_DATE "\" \"sendfix " SENDFIX_VERSION "\" \"User Commands\"\n"
        ".SH NAME\nsendfix \\- explain and repair failed demands for Send and Sync\n"
        ".SH SYNOPSIS\n"
        ".B cargo build \\-\\-message\\-format=json | sendfix\n[\\fIOPTION\\fR]...\n.br\n"
        ".B cargo build 2>&1 | sendfix\n[\\fIOPTION\\fR]...\n.br\n"
        ".B sendfix\n[\\fIOPTION\\fR]... \\fIFILE\\fR...\n.br\n"
        ".B sendfix explain\n\\fIRULE\\fR|\\fB\\-\\-list\\fR\n.br\n"
        ".B sendfix\\-rustc\n\\fIRUSTC\\fR [\\fIARGUMENT\\fR]...\n"
        ".SH DESCRIPTION\n"
        "Reads what cargo or rustc prints, as JSON or as text, and answers what says that a value "
        "cannot\nbe sent to or shared between threads: with the one cause, the way from there to "
        "what demands it,\nand repairs, best first. All else goes through as it is. "
        "A file named \\- is standard input.\n"
        ".PP\n"
        ".B sendfix\\-rustc\n"
        "stands in for rustc: named by \\fBRUSTC_WRAPPER\\fR, or by \\fBrustc\\-wrapper\\fR in "
        "the\n.B [build]\ntable of\n.IR .cargo/config.toml ,\n"
        "it puts repairs, tried with the compiler, into rustc's own messages, for editors and "
        "everything\nelse that reads these.\n",
        out);
    print_options(out, false);
    print_formats(out);
    fputs(exit_status, out);
    fputs(environment, out);
    fputs(files, out);
    fputs(".SH EXAMPLES\n"
          ".nf\n"
          "cargo build 2>&1 | sendfix\n"
          "cargo check \\-\\-message\\-format=json | sendfix \\-\\-format=patch | patch \\-p1\n"
          "sendfix ci.log\n"
          "sendfix explain rc\\-to\\-arc\n"
          ".fi\n"
          ".SH SEE ALSO\n.BR cargo\\-sendfix (1),\n.BR cargo (1),\n.BR rustc (1)\n",
          out);
}

void generate_cargo_man(FILE *out) {
    fputs(".TH CARGO\\-SENDFIX 1 \"" SENDFIX_DATE "\" \"sendfix " SENDFIX_VERSION
          "\" \"User Commands\"\n"
          ".SH NAME\ncargo\\-sendfix \\- build, and repair failed demands for Send and Sync\n"
          ".SH SYNOPSIS\n"
          ".B cargo sendfix\n"
          "[\\fIOPTION\\fR]... [+\\fITOOLCHAIN\\fR] [\\fICOMMAND\\fR [\\fICARGO'S OPTION\\fR]...]\n"
          ".SH DESCRIPTION\n"
          "Runs cargo, then explains and repairs what failed because a value cannot be sent to or\n"
          "shared between threads. Repairs are tried with the crate's own rustc before they are "
          "shown.\nThe rest is printed as cargo would.\n"
          ".PP\n"
          "\\fICOMMAND\\fR is check (the default), build, test, run, clippy, bench, doc, rustc or "
          "any other\nthat takes \\-\\-message\\-format. Options of sendfix come before it; what "
          "comes behind it, and\nwhat sendfix does not know, is cargo's.\n",
          out);
    print_options(out, true);
    fputs(exit_status, out);
    fputs(files, out);
    fputs(".SH EXAMPLES\n"
          ".nf\n"
          "cargo sendfix\n"
          "cargo sendfix \\-\\-fix\n"
          "cargo sendfix \\-p app \\-\\-all\\-targets\n"
          "cargo sendfix \\-\\-format=patch test \\-\\-workspace \\-\\- \\-\\-nocapture\n"
          ".fi\n"
          ".SH SEE ALSO\n.BR sendfix (1),\n.BR cargo (1)\n",
          out);
}
