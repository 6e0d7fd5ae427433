/*
 * Pick: see pick.h.
 */
#include "cli/pick.h"

#include <ctype.h>
#include <stdio.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/text.h"
#include "render/phrase.h"

enum { LONGEST_ANSWER = 64 };

Status pick_possible(void) {
    return isatty(STDIN_FILENO)
               ? status_ok()
               : status_error(STATUS_USAGE, "--pick asks about each repair, and standard "
                                            "input is no terminal; --fix applies all");
}

static void show(const Finding *finding, const Fix *fix) {
    Arena arena = {0};
    Str text = str_format(&arena, "\n" STR_FMT "\n\n" STR_FMT "\nsendfix: " STR_FMT " [%s]\n",
                          STR_ARG(phrase_headline(&arena, finding)), STR_ARG(fix->diff),
                          STR_ARG(phrase_title(&arena, fix)), fix->id);
    text = text_printable(&arena, text);
    fwrite(text.data, 1, text.len, stderr);
    arena_finish(&arena);
}

RepairAnswer pick_ask(const Finding *finding, const Fix *fix) {
    char answer[LONGEST_ANSWER];
    show(finding, fix);
    for (;;) {
        fputs("Apply it? y: yes, n: no, q: no, and nothing else [y,n,q] ", stderr);
        fflush(stderr);
        if (fgets(answer, sizeof answer, stdin) == NULL || interrupt_signal() != 0) {
            fputc('\n', stderr);
            return REPAIR_STOP;
        }
        int letter = tolower((unsigned char)answer[0]);
        if (letter == 'y' || letter == 'n' || letter == 'q') {
            return letter == 'y' ? REPAIR_YES : letter == 'n' ? REPAIR_NO : REPAIR_STOP;
        }
    }
}
