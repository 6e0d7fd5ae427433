/*
 * Style: see style.h.
 */
#include "cli/style.h"

#include <sys/ioctl.h>
#include <unistd.h>

enum { DEFAULT_COLUMNS = 80, PROSE_LIMIT = 120, HELP_LIMIT = 100, LEAST_COLUMNS = 20 };

Terminal style_terminal(int descriptor) {
    Terminal terminal = {.is_terminal = isatty(descriptor) == 1};
#ifdef TIOCGWINSZ
    struct winsize size;
    if (terminal.is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0) {
        terminal.columns = size.ws_col;
    }
#endif
    return terminal;
}

/* For CLICOLOR_FORCE and FORCE_COLOR: set, and to something else than 0. */
static bool is_forced(Str variable) {
    return variable.len > 0 && !str_is(variable, "0");
}

bool style_color(const Options *options, const Env *env, const Terminal *terminal) {
    if (options->color != COLOR_AUTO) {
        return options->color == COLOR_ALWAYS;
    }
    if (env->no_color.len > 0) {
        return false;
    }
    if (is_forced(env->clicolor_force) || is_forced(env->force_color)) {
        return true;
    }
    if (str_is(env->cargo_term_color, "always") || str_is(env->cargo_term_color, "never")) {
        return str_is(env->cargo_term_color, "always");
    }
    if (str_is(env->clicolor, "0")) {
        return false;
    }
    return terminal->is_terminal && env->term.len > 0 && !str_is(env->term, "dumb");
}

static size_t read_columns(Str text) {
    size_t columns = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || columns > 10000) {
            return 0;
        }
        columns = columns * 10 + (size_t)(text.data[i] - '0');
    }
    return columns;
}

static size_t choose_width(const Options *options, const Env *env, const Terminal *terminal,
                           size_t limit) {
    if (options->width_given) {
        return options->width == 0 || options->width > LEAST_COLUMNS ? options->width
                                                                     : LEAST_COLUMNS;
    }
    if (!terminal->is_terminal) {
        return 0;
    }
    size_t columns = terminal->columns != 0 ? terminal->columns : read_columns(env->columns);
    columns = columns != 0 ? columns : DEFAULT_COLUMNS;
    columns = columns < limit ? columns : limit;
    return columns > LEAST_COLUMNS ? columns : LEAST_COLUMNS;
}

size_t style_help_width(const Options *options, const Env *env, const Terminal *terminal) {
    size_t width = choose_width(options, env, terminal, HELP_LIMIT);
    return terminal->is_terminal || options->width_given ? width : DEFAULT_COLUMNS;
}

static bool ends_in_utf8(Str locale) {
    return str_contains(locale, STR("UTF-8")) || str_contains(locale, STR("utf-8")) ||
           str_contains(locale, STR("UTF8")) || str_contains(locale, STR("utf8"));
}

static bool choose_unicode(const Options *options, const Env *env) {
    if (options->ascii) {
        return false;
    }
    if (str_is(env->cargo_term_unicode, "true") || str_is(env->cargo_term_unicode, "false")) {
        return str_is(env->cargo_term_unicode, "true");
    }
    return ends_in_utf8(env->locale);
}

/* Terminals that are known to show links and not the escapes. */
static bool knows_links(const Env *env) {
    static const char *const programs[] = {"iTerm.app", "WezTerm", "vscode", "ghostty"};
    enum { FIRST_VTE = 5000 };
    return read_columns(env->vte_version) >= FIRST_VTE || env->wt_session.len > 0 ||
           env->konsole_version.len > 0 || env->kitty_window_id.len > 0 ||
           str_contains(env->term, STR("alacritty")) || str_contains(env->term, STR("kitty")) ||
           str_contains(env->term, STR("foot")) ||
           str_is_one_of(env->term_program, programs, sizeof programs / sizeof *programs);
}

bool style_links(const Options *options, const Env *env, const Terminal *terminal) {
    if (!style_color(options, env, terminal)) {
        return false;
    }
    if (env->force_hyperlink.len > 0) {
        return is_forced(env->force_hyperlink);
    }
    if (str_is(env->cargo_term_hyperlinks, "true") || str_is(env->cargo_term_hyperlinks, "false")) {
        return terminal->is_terminal && str_is(env->cargo_term_hyperlinks, "true");
    }
    return terminal->is_terminal && knows_links(env);
}

/* For file://HOST/path, as a terminal may show another machine. */
static Str host_name(void) {
    static char name[256];
    if (gethostname(name, sizeof name - 1) != 0) {
        return STR("localhost");
    }
    return str_from(name);
}

RenderStyle style_choose(const Options *options, const Env *env, const Terminal *terminal) {
    return (RenderStyle){
        .color = style_color(options, env, terminal),
        .unicode = choose_unicode(options, env),
        .width = choose_width(options, env, terminal, PROSE_LIMIT),
        .link_host = style_links(options, env, terminal) ? host_name() : (Str){0},
    };
}
