/* SPDX-License-Identifier: MIT */
/* wrong-end: each end does one thing only. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    int p[2];
    char bytes[4096];
    if (pipe(p) < 0) { // lua: 34
        die("pipe");
    }
    if (write(p[0], "hello\n", 6) < 0) { // lua: 35
        perror("write");                 // lua: 36
    }
    if (read(p[1], bytes, sizeof bytes) < 0) { // lua: 37
        perror("read");                        // lua: 38
    }
    return 0; // lua: 39
}
