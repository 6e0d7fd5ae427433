/*
 * Completions: see generate.h. Each shell gets the options with the values that they take; behind
 * `explain` the names of texts, behind `cargo sendfix` cargo's commands.
 */
#include "cli/generate.h"

#include <string.h>

#include "match/explain.h"
#include "render/render.h"

#define COMMANDS "check build test run clippy bench doc rustc"

static void print_formats(FILE *out, const char *suffix) {
    for (size_t i = 0; i < render_table_count; i++) {
        fprintf(out, "%s%s ", render_table[i]->name, suffix);
    }
    fprintf(out, "auto%s", suffix);
}

static void print_choices(FILE *out, const Option *row) {
    const char *separator = "";
    for (size_t i = 0; row->choices[i] != NULL; i++) {
        if (row->choices[i][0] != '\0') {
            fprintf(out, "%s%s", separator, row->choices[i]);
            separator = " ";
        }
    }
}

static void print_rules(FILE *out) {
    const char *separator = "";
    Explanation explanation;
    for (int group = 0; group < EXPLAIN_GROUP_COUNT; group++) {
        for (size_t at = 0; explain_next((ExplainGroup)group, &at, &explanation);) {
            fprintf(out, "%s" STR_FMT, separator, STR_ARG(explanation.id));
            separator = " ";
        }
    }
}

static bool is_named(const Option *row, const char *name) {
    return strcmp(row->name, name) == 0;
}

/* ---- bash ---- */

/* What completes an option's value, as a command of bash. */
static void print_bash_value(FILE *out, const Option *row) {
    if (row->choices != NULL) {
        fputs("COMPREPLY=($(compgen -W \"", out);
        print_choices(out, row);
        fputs("\" -- \"$value\"))", out);
    } else if (is_named(row, "format")) {
        fputs("COMPREPLY=($(compgen -W \"", out);
        print_formats(out, "");
        fputs("\" -- \"$value\"))", out);
    } else if (is_named(row, "output")) {
        fputs("compopt -o nospace; COMPREPLY=($(compgen -W \"", out);
        print_formats(out, "=");
        fputs("\" -- \"$value\"))", out);
    } else if (is_named(row, "patterns") || is_named(row, "path-prefix")) {
        fputs("COMPREPLY=($(compgen -d -- \"$value\"))", out);
    } else {
        fputs("COMPREPLY=()", out);
    }
}

void generate_bash(FILE *out) {
    fputs(
        "# bash completion of sendfix and cargo-sendfix\n"
        "_sendfix() {\n"
        "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} option= value=\n"
        "    COMPREPLY=()\n"
        "    # bash makes words of their own of `=` and what is behind it\n"
        "    if [[ $current == = ]]; then option=$before value=\n"
        "    elif [[ $before == = ]]; then option=${COMP_WORDS[COMP_CWORD-2]} value=$current\n"
        "    elif [[ $before == --* ]]; then option=$before value=$current\n"
        "    fi\n"
        "    case $option in\n",
        out);
    for (size_t i = 0; i < option_table_count; i++) {
        const Option *row = &option_table[i];
        if (row->argument == NULL) {
            continue;
        }
        fprintf(out, "    --%s) ", row->name);
        print_bash_value(out, row);
        fputs("; return ;;\n", out);
    }
    fputs("    esac\n"
          "    if [[ $current == -* ]]; then\n"
          "        COMPREPLY=($(compgen -W \"",
          out);
    for (size_t i = 0; i < option_table_count; i++) {
        fprintf(out, "--%s ", option_table[i].name);
    }
    fputs("\" -- \"$current\"))\n"
          "    elif [[ \" ${COMP_WORDS[*]} \" == *\" explain \"* ]]; then\n"
          "        COMPREPLY=($(compgen -W \"",
          out);
    print_rules(out);
    fputs(
        "\" -- \"$current\"))\n"
        "    elif [[ ${COMP_WORDS[0]##*/} == cargo-sendfix ]]; then\n"
        "        COMPREPLY=($(compgen -W \"" COMMANDS "\" -- \"$current\"))\n"
        "    else\n"
        "        compopt -o filenames 2>/dev/null\n"
        "        COMPREPLY=($(compgen -W explain -- \"$current\") $(compgen -f -- \"$current\"))\n"
        "    fi\n"
        "}\n"
        "complete -F _sendfix sendfix cargo-sendfix\n",
        out);
}

/* ---- zsh ---- */

/* Help in single quotes: brackets, colons and quotes mean something to _arguments. */
static void print_zsh_help(FILE *out, const char *text) {
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            fputs("'\\''", out);
            continue;
        }
        if (strchr("[]:\\", *text) != NULL) {
            fputc('\\', out);
        }
        fputc(*text, out);
    }
}

static void print_zsh_value(FILE *out, const Option *row) {
    if (row->choices != NULL) {
        fputs("(", out);
        print_choices(out, row);
        fputs(")", out);
    } else if (is_named(row, "format")) {
        fputs("(", out);
        print_formats(out, "");
        fputs(")", out);
    } else if (is_named(row, "output")) {
        fputs("(", out);
        print_formats(out, "=");
        fputs(")", out);
    } else if (is_named(row, "patterns") || is_named(row, "path-prefix")) {
        fputs("_files -/", out);
    }
}

void generate_zsh(FILE *out) {
    fputs("#compdef sendfix cargo-sendfix\n"
          "local -a options\n"
          "options=(\n",
          out);
    for (size_t i = 0; i < option_table_count; i++) {
        const Option *row = &option_table[i];
        bool list = row->kind == OPTION_LIST;
        fprintf(out, "    '%s--%s%s[", list ? "*" : "", row->name,
                row->argument == NULL ? ""
                : row->optional       ? "=-"
                                      : "=");
        print_zsh_help(out, row->help);
        fputc(']', out);
        if (row->argument != NULL) {
            fprintf(out, "%s:%s:", row->optional ? ":" : "", row->argument);
            print_zsh_value(out, row);
        }
        fputs("'\n", out);
    }
    fputs(
        ")\n"
        "if [[ ${words[1]:t} == cargo-sendfix || ${words[1]} == sendfix && $service == cargo* ]]; then\n"
        "    _arguments $options '1:command:(" COMMANDS ")' '*::arguments:_default'\n"
        "elif [[ ${words[(r)explain]} == explain ]]; then\n"
        "    _arguments $options '*:rule:(explain ",
        out);
    print_rules(out);
    fputs(
        ")'\n"
        "else\n"
        "    _arguments $options '*:file:{ _alternative \"commands:command:(explain)\" \"files:file:_files\" }'\n"
        "fi\n",
        out);
}

/* ---- fish ---- */

static void print_fish_text(FILE *out, const char *text) {
    for (; *text != '\0'; text++) {
        if (*text == '\'' || *text == '\\') {
            fputc('\\', out);
        }
        fputc(*text, out);
    }
}

static void print_fish_option(FILE *out, const char *command, const Option *row) {
    fprintf(out, "complete -c %s -l %s", command, row->name);
    if (row->letter != 0) {
        fprintf(out, " -s %c", row->letter);
    }
    if (row->argument != NULL && !row->optional) {
        bool folder = is_named(row, "patterns") || is_named(row, "path-prefix");
        fputs(folder ? " -r" : " -x", out);
    }
    if (row->choices != NULL) {
        fputs(" -a '", out);
        print_choices(out, row);
        fputs("'", out);
    } else if (is_named(row, "format") || is_named(row, "output")) {
        fputs(" -a '", out);
        print_formats(out, is_named(row, "output") ? "=" : "");
        fputs("'", out);
    }
    fputs(" -d '", out);
    print_fish_text(out, row->help);
    fputs("'\n", out);
}

void generate_fish(FILE *out) {
    static const char *const commands[] = {"sendfix", "cargo-sendfix"};
    for (size_t k = 0; k < sizeof commands / sizeof *commands; k++) {
        for (size_t i = 0; i < option_table_count; i++) {
            print_fish_option(out, commands[k], &option_table[i]);
        }
    }
    fputs("complete -c sendfix -n __fish_use_subcommand -a explain -d 'what a cause or a repair "
          "means'\n"
          "complete -c sendfix -n '__fish_seen_subcommand_from explain' -f -a '",
          out);
    print_rules(out);
    fputs(
        "'\n"
        "complete -c cargo-sendfix -f -a '" COMMANDS "'\n"
        "complete -c cargo -n __fish_use_subcommand -a sendfix -d 'repair failed demands for Send "
        "and Sync'\n",
        out);
}

void generate_print(FILE *out, GenerateChoice choice) {
    static void (*const parts[])(FILE *) = {
        [GENERATE_MAN] = generate_man,   [GENERATE_CARGO_MAN] = generate_cargo_man,
        [GENERATE_BASH] = generate_bash, [GENERATE_ZSH] = generate_zsh,
        [GENERATE_FISH] = generate_fish,
    };
    if (choice != GENERATE_NOTHING) {
        parts[choice](out);
    }
}
