/* SPDX-License-Identifier: MIT */
/* network.c: see network.h. A comment that says so gets a network too: that does no harm. */
#include "network.h"
#include "fdio.h"
#include "hatch.h"
#include <string.h>

static const char *after_blanks(const char *at) {
    return at + strspn(at, " \t\r\n");
}

static bool says_so(const char *text) {
    static const char option[] = "network", value[] = "true";
    for (const char *at = text; (at = strstr(at, option)) != NULL; at++) {
        const char *next = after_blanks(at + sizeof option - 1);
        if (*next == '=' && strncmp(after_blanks(next + 1), value, sizeof value - 1) == 0) {
            return true;
        }
    }
    return false;
}

bool network_wished(const char *lesson_dir) {
    struct buf path = {0}, text = {0};
    buf_putf(&path, "%s/lesson.lua", lesson_dir);
    bool wished = file_read_plain(buf_str(&path), &text, HATCH_SOURCE_MAX, NULL) == 0 &&
                  says_so(buf_str(&text));
    buf_done(&path);
    buf_done(&text);
    return wished;
}
