/* SPDX-License-Identifier: MIT */
/*
 * term_choice.c: TERM, NO_COLOR and the locale, before curses sees anything.
 */
#include "term_choice.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static bool is_utf8(const char *name) {
    return name != NULL && (strcasestr(name, "utf-8") != NULL || strcasestr(name, "utf8") != NULL);
}

/* The locale that was asked for (setlocale(3): the first of these that is not empty). */
static const char *wanted_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0') {
            return value;
        }
    }
    return "C";
}

/* Whether characters beyond ASCII can be shown. A UTF-8 locale that is not installed (usual after
 * ssh to another machine) still says what the terminal shows: C.UTF-8 is always there. */
static bool set_locale(void) {
    if (setlocale(LC_CTYPE, "") == NULL && is_utf8(wanted_locale())) {
        setlocale(LC_CTYPE, "C.UTF-8");
    }
    return is_utf8(nl_langinfo(CODESET));
}

/* Terminals that name themselves as having no screen, or nothing at all. */
static bool is_screenless(const char *name) {
    return name == NULL || *name == '\0' || strcmp(name, "dumb") == 0 ||
           strcmp(name, "unknown") == 0;
}

static bool is_set(const char *variable) {
    const char *value = getenv(variable);
    return value != NULL && *value != '\0';
}

int term_choose(struct term_choice *ret_choice, const struct term_options *options,
                struct diag *diag) {
    const char *name = options->name != NULL ? options->name : getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        return diag_set(diag, -ENOTTY, NULL, 0,
                        "standard %s is not a terminal: --plain, or `ipc-tutor run`, needs none",
                        isatty(STDIN_FILENO) ? "output" : "input");
    }
    if (is_screenless(name)) {
        return diag_set(diag, -ENOTTY, NULL, 0,
                        "TERM is %s, so nothing can be drawn: use --plain, or set TERM to what the "
                        "terminal is (" TERM_STAND_IN " fits most)",
                        name == NULL || *name == '\0' ? "not set" : name);
    }
    struct term_choice choice = {.name = name,
                                 .no_colour = options->no_colour || is_set("NO_COLOR")};
    bool utf8 = set_locale();
    /* The console of Linux shows UTF-8, but its font lacks most of the marks. */
    choice.ascii = options->ascii || !utf8 || strcmp(name, "linux") == 0;
    if (!utf8 && !options->ascii) {
        buf_putf(
            &choice.notice,
            "The locale %s has no UTF-8, so this is drawn in ASCII (LC_ALL=C.UTF-8 shows more). ",
            wanted_locale());
    }
    *ret_choice = choice;
    return 0;
}
