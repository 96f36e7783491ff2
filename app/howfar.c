/* SPDX-License-Identifier: MIT */
/* howfar.c: see howfar.h. */
#include "howfar.h"
#include "clock.h"
#include <stdio.h>
#include <unistd.h>

enum { LINE = 78, LINES_EVERY_S = 5 };

static bool as_lines, shown;
static int64_t told_at; /* as lines: the last one; 0: none yet */

void howfar_as_lines(void) {
    as_lines = true;
}

bool howfar_is_lines(void) {
    return as_lines;
}

static void tell(const char *text) {
    int64_t now = clock_ns();
    if (told_at == 0) {
        told_at = now; /* short work says nothing */
    }
    if (now - told_at >= LINES_EVERY_S * NS_PER_S) {
        told_at = now;
        dprintf(STDERR_FILENO, "%s.\n", text);
    }
}

void howfar_show(const char *text) {
    if (!isatty(STDERR_FILENO)) {
        return;
    }
    if (as_lines) {
        tell(text);
    } else {
        shown = true;
        dprintf(STDERR_FILENO, "\r%-*.*s", LINE, LINE, text);
    }
}

void howfar_end(void) {
    if (shown) {
        dprintf(STDERR_FILENO, "\r%*s\r", LINE, "");
    }
    shown = false;
    told_at = 0;
}
