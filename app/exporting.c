/* SPDX-License-Identifier: MIT */
/* exporting.c: see exporting.h. */
#include "exporting.h"
#include "clock.h"
#include "held.h"
#include "howfar.h"
#include <stdio.h>

enum { LONG_MS = 300, TELL_MS = 100, LINE = 80 };

static bool go_on(void *arg, uint64_t done, uint64_t all) {
    struct exporting_watch *watching = arg;
    int64_t now = clock_ns();
    char text[LINE];
    if (now >= watching->tell_at) {
        snprintf(text, sizeof text, "%3d %% is made; Ctrl-C stops",
                 all > 0 ? (int)((double)done * 100 / (double)all) : 0);
        howfar_show(text);
        watching->tell_at = now + TELL_MS * NS_PER_MS;
    }
    return !held_waits();
}

void exporting_begin(struct exporting_watch *watching) {
    *watching = (struct exporting_watch){.tell_at = clock_ns() + LONG_MS * NS_PER_MS};
    watching->watch = (struct export_watch){.go_on = go_on, .arg = watching};
    held_begin(&watching->mask);
}

void exporting_end(struct exporting_watch *watching) {
    howfar_end();
    held_end(&watching->mask);
}

void exporting_runs(int64_t began, const char *program, size_t done, size_t all) {
    char text[LINE];
    if (clock_ns() - began >= LONG_MS * NS_PER_MS) {
        snprintf(text, sizeof text, "program %zu of %zu is run: %.30s; Ctrl-C stops", done, all,
                 program);
        howfar_show(text);
    }
}
