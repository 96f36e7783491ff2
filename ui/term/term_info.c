/* SPDX-License-Identifier: MIT */
/*
 * term_info.c: setupterm(3) for a name, and away with it again. newterm(3) could be tried and fail,
 * but it keeps memory each time it does.
 */
#include "term_info.h"

#define NCURSES_NOMACROS 1
#include <curses.h>
#include <term.h>
#include <unistd.h>

bool term_info_known(const char *name) {
    int status = 0;
    if (setupterm(name, STDOUT_FILENO, &status) != OK) {
        return false;
    }
    del_curterm(cur_term);
    return true;
}
