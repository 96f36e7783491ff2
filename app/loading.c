/* SPDX-License-Identifier: MIT */
/*
 * loading.c: see loading.h. The terminal is asked for single keys only once it has become long, and
 * signals that end us are held back for as long, so that it is always given back.
 */
#include "loading.h"
#include "clock.h"
#include "held.h"
#include "howfar.h"
#include "json_lines.h"
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

enum { LONG_MS = 300, TELL_MS = 100, ESC = 0x1B };

struct loading {
    const char *file;
    int64_t tell_at;
    bool takes_keys, has_terminal;
    struct termios before;
    sigset_t mask;
};

/* Keys one by one, without waiting and unseen; Ctrl-C stays a signal. */
static void take_terminal(struct loading *loading) {
    loading->has_terminal = loading->takes_keys && tcgetattr(STDIN_FILENO, &loading->before) == 0;
    if (loading->has_terminal) {
        struct termios single = loading->before;
        single.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
        single.c_cc[VMIN] = 0;
        single.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSANOW, &single);
    }
}

/* An Esc that begins the bytes of another key (an arrow) comes with them. */
static bool stop_key(const struct loading *loading) {
    char bytes[32];
    ssize_t n = loading->has_terminal ? read(STDIN_FILENO, bytes, sizeof bytes) : 0;
    return n == 1 && (bytes[0] == ESC || bytes[0] == 'q');
}

static bool go_on(void *arg, size_t done, size_t len) {
    struct loading *loading = arg;
    int64_t now = clock_ns();
    if (now < loading->tell_at) {
        return true;
    }
    if (!loading->has_terminal) {
        take_terminal(loading);
    }
    char text[80];
    snprintf(text, sizeof text, "%3d %% of %.40s is read; %s stops",
             (int)((double)done * 100 / (double)len), loading->file,
             loading->has_terminal ? "Esc" : "Ctrl-C");
    howfar_show(text);
    loading->tell_at = now + TELL_MS * NS_PER_MS;
    return !held_waits() && !stop_key(loading);
}

int loading_read(struct log *log, const char *file, const char *text, size_t len, bool takes_keys,
                 struct diag *diag) {
    struct loading loading = {.file = file,
                              .tell_at = clock_ns() + LONG_MS * NS_PER_MS,
                              .takes_keys =
                                  takes_keys && isatty(STDERR_FILENO) && !howfar_is_lines()};
    const struct json_lines_watch watch = {.go_on = go_on, .arg = &loading};
    held_begin(&loading.mask);
    int r = json_lines_read_watched(log, file, text, len, &watch, diag);
    howfar_end();
    if (loading.has_terminal) {
        tcsetattr(STDIN_FILENO, TCSADRAIN, &loading.before);
    }
    held_end(&loading.mask); /* one that waited ends us here */
    return r;
}
